"""The widgets that several windows share: slide view, deck, actions, style."""
