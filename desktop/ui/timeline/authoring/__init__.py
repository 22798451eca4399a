"""Making and changing events on the timeline."""
