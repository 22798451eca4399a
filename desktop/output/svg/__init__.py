"""Writes slides as SVG drawings that look the same in any program."""
