"""Parses EDTF dates and formats them in words."""
