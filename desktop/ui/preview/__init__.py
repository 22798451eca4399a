"""Shows single widgets while working on them: `python -m desktop.ui.preview`."""
