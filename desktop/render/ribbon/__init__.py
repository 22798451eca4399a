"""Draws where a slide stands in time.

`ribbon` is the strip at the foot of slides, `neighbourhood` the axis opened around the slide's event. Both have an
`axis_line`, and mark the slide's own event with `own_mark`.
"""
