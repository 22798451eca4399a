"""Turns the text of a story into a model with problems.

Nothing here imports Qt or NumPy.
"""
