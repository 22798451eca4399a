"""Draws the axis, its overview, and the lines at dates."""
