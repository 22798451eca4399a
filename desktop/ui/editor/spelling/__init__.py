"""Marks for misspelt words, in the text editor and in fields."""
