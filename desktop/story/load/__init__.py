"""Turns TOML data into a `Story` and a list of issues."""
