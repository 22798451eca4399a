"""The windows of a talk: audience window, console, popups."""
