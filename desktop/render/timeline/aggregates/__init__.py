"""Counts the events of tracks too crowded to list."""
