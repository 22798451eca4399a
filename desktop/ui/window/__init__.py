"""The main window around the slide."""
