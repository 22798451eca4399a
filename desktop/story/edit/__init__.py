"""Changes the text of a story."""
