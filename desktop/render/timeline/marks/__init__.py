"""Describes events as marks, and draws their shapes and links."""
