"""Writes a story to files: PDF, PNG, SVG. A path in, progress out, no dialogs."""
