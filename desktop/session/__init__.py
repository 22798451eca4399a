"""The session holds the open story and the position, without widgets."""
