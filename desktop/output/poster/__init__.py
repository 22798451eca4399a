"""Writes the timeline alone, as a poster of any size."""
