"""The inspector edits slide, event and story key by key."""
