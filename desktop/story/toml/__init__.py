"""Reads and writes TOML, with the position of every value."""
