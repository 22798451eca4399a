"""Time on an axis: windows, ticks, rows, levels of detail. No Qt."""
