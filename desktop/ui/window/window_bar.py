"""The bar with the title and the main buttons."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton

from desktop.render.theme import CINEMA
from desktop.ui.widgets.bindings import Bindings
from desktop.ui.widgets.icons import icon
from desktop.ui.widgets.interface_colors import ON_ACCENT
from desktop.ui.widgets.plain_text import PlainLabel

_ICON_SIZE: Final = QSize(20, 16)  # wider than the icon: the text keeps its distance


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

    def bind(self, bindings: Bindings) -> None:
        """Let each button trigger its action, and show its state."""
        for button, action_id in (
            (self.present_button, "present"),
            (self.timeline_button, "timeline_pane"),
            (self.edit_button, "edit_text"),
            (self.export_button, "export"),
        ):
            qaction = bindings.actions[action_id]
            button.setIcon(icon(action_id, ON_ACCENT if button is self.present_button else CINEMA.paper))
            button.setIconSize(_ICON_SIZE)
            button.clicked.connect(qaction.trigger)
            qaction.enabledChanged.connect(button.setEnabled)
            button.setEnabled(qaction.isEnabled())
            if qaction.isCheckable():
                button.setCheckable(True)
                qaction.toggled.connect(button.setChecked)
                button.setChecked(qaction.isChecked())
