"""Assign to a frozen dataclass, and print `frozen` if that is refused."""

from dataclasses import FrozenInstanceError

from desktop.story.localized_text import LocalizedText

text = LocalizedText()
try:
    text.path = ("x",)
except FrozenInstanceError:
    print("frozen")
