"""Making parts of a story: insert, paste, and edit slides."""
