"""Shows widgets alone, for the eyes of whoever works on them: `python -m desktop.ui.preview`."""
