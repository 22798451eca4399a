"""Draws the numbers that run along tracks."""
