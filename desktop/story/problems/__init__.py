"""Describes issues and problems, and writes their messages."""
