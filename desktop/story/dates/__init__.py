"""Reads EDTF dates, and writes them in words."""
