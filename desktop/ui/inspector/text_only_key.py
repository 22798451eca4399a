"""A button in place of keys that only the text can edit."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from desktop.ui.inspector.field_editor import FieldEditor, KeyContext
from desktop.ui.inspector.labels import MESSAGES


class TextOnlyEditor(FieldEditor):
    """Leads to the key in the text."""

    text_requested = Signal(object)  # the key path

    def __init__(self, context: KeyContext) -> None:
        super().__init__(context)
        self.button = QPushButton(MESSAGES("in_text", context.ui_language))
        self.button.setObjectName("small")
        self.button.clicked.connect(lambda: self.text_requested.emit(self.context.path))
        self.column.addWidget(self.button)

    def show_value(self, value: Any, inherited: str) -> None:
        """Show whether there is something to see."""
        self.button.setEnabled(value is not None)
