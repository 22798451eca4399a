"""Draws a window of time as items of a Frame.

The parts are marks, tracks, rows, axis, overview and the ribbon of slides.
"""
