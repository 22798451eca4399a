"""Writing on the slide: text fields, handles of parts, dropped pictures."""
