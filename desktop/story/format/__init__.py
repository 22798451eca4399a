"""Defines the format of content.toml, its schema and its reference."""
