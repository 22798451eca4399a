"""Reads events from CSV, JSON lines and Parquet files."""
