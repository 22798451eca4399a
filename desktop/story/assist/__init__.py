"""Helps to edit a story: completion, definitions and quick fixes."""
