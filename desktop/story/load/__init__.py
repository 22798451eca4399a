"""Turns TOML data into a Story, with every issue."""
