"""Passeur: tell a true story in time, from one text file."""
