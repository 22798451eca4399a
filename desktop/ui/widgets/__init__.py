"""What several windows share: slide view, deck, actions, style."""
