"""A bar above the slide that asks for a decision.

It takes the place of a dialog.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.ui.widgets.plain_text import PlainLabel


class NotificationBar(QFrame):
    """Bar with a message and its choices, the usual choice first."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget, message: str, choices: tuple[str, ...]) -> None:
        super().__init__(parent)
        self.setObjectName("offer")
        self.message_label = PlainLabel(message)
        self.message_label.setWordWrap(True)
        self.buttons = [QPushButton(choice) for choice in choices]
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 12, 8)
        row.addWidget(self.message_label, 1)
        for number, button in enumerate(self.buttons):
            button.clicked.connect(lambda _checked=False, number=number: self._choose(number))
        for button in reversed(self.buttons):
            row.addWidget(button)
        if self.buttons:
            self.buttons[0].setObjectName("primary")
        for button, following in pairwise(self.buttons):
            QWidget.setTabOrder(button, following)  # they stand the other way round

    def _choose(self, index: int) -> None:
        if any(button.hasFocus() for button in self.buttons):
            self.window().setFocus()  # else Qt gives the focus to some other button, which Space would press
        self.hide()
        self.deleteLater()
        self.chosen.emit(index)
