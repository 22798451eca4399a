"""Presents: presenter, audience window, console, popups, screens."""
