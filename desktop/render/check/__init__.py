"""Checks finished frames: what collides and what cannot be read."""
