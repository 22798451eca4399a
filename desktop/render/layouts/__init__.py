"""Turns a slide into a Frame: one module a family of layouts, and the page they share."""
