"""Shows the card of an event beside its mark."""
