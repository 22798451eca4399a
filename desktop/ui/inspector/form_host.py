"""The requests of forms to their window."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.session.story_edits import StoryEdits


class FormHost(StoryEdits):
    """Applies the edits of forms, and passes on their requests."""

    text_requested = Signal(object)  # a key path to show in the text
    slide_requested = Signal(str)  # the id of a slide to show
