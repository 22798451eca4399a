"""The text of the open file: its history, recovery copy and merging with other programs."""
