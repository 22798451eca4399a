"""Lays slides and the timeline out as Frames, and paints Frames.

It needs QtGui and knows no widgets.
"""
