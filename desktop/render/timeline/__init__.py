"""Turns a stretch of time into a Frame: marks, tracks, rows, axis, overview, ribbon."""
