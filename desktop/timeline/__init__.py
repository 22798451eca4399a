"""Places events in time: windows, ticks, rows and search.

Nothing here imports Qt.
"""
