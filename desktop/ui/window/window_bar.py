"""The bar with the title and the main buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton

from desktop.ui.widgets.plain_text import PlainLabel


class WindowBar(QFrame):
    """The story's title, and buttons to present, edit and export it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.title_label = PlainLabel("Passeur")
        self.title_label.setObjectName("title")
        self.title_label.setMinimumWidth(40)
        self.present_button = QPushButton()
        self.present_button.setObjectName("primary")
        self.timeline_button = QPushButton()
        self.edit_button = QPushButton()
        self.export_button = QPushButton()
        self.language_button = QToolButton()
        self.language_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.title_label, 1)
        for button in (
            self.present_button,
            self.timeline_button,
            self.edit_button,
            self.export_button,
            self.language_button,
        ):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
