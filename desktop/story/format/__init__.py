"""Defines content.toml; its schema and reference are generated from here."""
