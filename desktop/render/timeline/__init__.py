"""Draws a window of time as items of a Frame.

`timeline_spec` says what to draw. `geometry` arranges it: `track_bands` collects the events of each track as `marks`,
`row_plan` gives them rows. `timeline_layout` draws the parts: `band_drawing` the marks of one track with `mark_shapes`
and `bars`, `histogram` the events without a row, and `axis`, `overview`, `causal_links`, `ruler` and `as_of_line`
around them.
"""
