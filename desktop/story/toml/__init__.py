"""Reads TOML as text: values with their positions, and what is wrong."""
