"""The content: text to story, with every problem in its place. No Qt, no numpy."""
