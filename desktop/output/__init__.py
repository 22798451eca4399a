"""A story as files: a path in, progress out, no dialogs."""
