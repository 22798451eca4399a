"""Check a story beside its windows, and before a talk."""
