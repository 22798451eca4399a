"""Draws a window of time as items of a Frame.

`timeline_spec` says what to draw. `geometry` arranges it: in `bands`, `track_bands` collects the events of each track as
marks, `row_plan` gives them rows and `band_drawing` draws them with the shapes of `marks`. `aggregates` counts the events
without a row. `timeline_layout` puts these and what `axis` draws into one drawing.
"""
