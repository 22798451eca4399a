"""Draws charts with each number at its mark.

`plot` holds what all kinds share, `labels` keeps texts apart, `value_axis` and `category_axis` draw the axes. `bars`,
`sideways_bars`, `lines` and `donut` draw one kind each; `draw` chooses among them.
"""
