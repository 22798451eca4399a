"""Moves the camera of a timeline by itself: flights, flings, and play."""
