"""The base of the dialogs beside a window that change its story."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget


class StoryDialog(QDialog):
    """A dialog about the open story; another story closes it."""


def close_story_dialogs(window: QWidget) -> None:
    """Close the dialogs about the story that is about to be left."""
    for dialog in window.findChildren(StoryDialog):
        dialog.reject()
