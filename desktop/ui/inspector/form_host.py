"""What forms ask of the window around them."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.session.text_edits import TextEdits


class FormHost(TextEdits):
    """Applies the edits of forms, and passes on what they ask for."""

    text_asked = Signal(object)  # a key path to show in the text
    slide_asked = Signal(str)  # the id of a slide to show
