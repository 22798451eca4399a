"""Checks the spelling of texts in a process of its own."""
