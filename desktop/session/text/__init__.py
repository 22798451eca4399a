"""The text of the open file: history, recovery, merging."""
