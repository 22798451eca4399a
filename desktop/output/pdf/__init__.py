"""Writes slides as a PDF that programs can read aloud."""
