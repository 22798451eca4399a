"""Reads and writes the files of a story: saving, versions, new stories, pictures."""
