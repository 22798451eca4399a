"""Logs the program's errors, keeps crash reports, and gathers diagnostics."""
