"""The deck: thumbnails of all slides, in sections."""
