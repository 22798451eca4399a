"""Gives the events of each track rows, and draws them."""
