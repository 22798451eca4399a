"""Lays slides out as Frames: a module for each family of layouts."""
