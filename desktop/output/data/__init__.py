"""Writes a story's data in forms that other programs read."""
