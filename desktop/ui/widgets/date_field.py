"""A field for a date, with its meaning in words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.i18n import Messages
from desktop.story.dates.date_errors import DateError
from desktop.story.dates.format_date import format_date
from desktop.story.dates.human_dates import read_date
from desktop.story.dates.parse import parse_date
from desktop.ui.widgets.interface_colors import ERROR_TEXT, HELP
from desktop.ui.widgets.plain_text import PlainLabel

MESSAGES: Final = Messages(
    {
        "hint": "1961-05-25, 1961, or 25 May 1961",
        "read_as": "{date}, written {text}",
    }
)


class DateField(QWidget):
    """Field for an EDTF date, with its words or its error below."""

    changed = Signal()

    def __init__(self, ui_language: str, date: str = "") -> None:
        super().__init__()
        self._ui_language = ui_language
        self.line = QLineEdit(date)
        self.line.setPlaceholderText(MESSAGES("hint", ui_language))
        self.words_label = PlainLabel()
        self.words_label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self.words_label)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._refresh)
        self._refresh()

    @property
    def date(self) -> str:
        """Return the date in EDTF, "" for none and for an error."""
        try:
            return read_date(self.line.text()) if self.line.text().strip() else ""
        except DateError:
            return ""

    def set_date(self, date: str) -> None:
        """Set the text of the field."""
        self.line.setText(date)

    def _refresh(self) -> None:
        """Show the date in words, or its problem."""
        text = self.line.text().strip()
        message, color = "", HELP
        if text:
            try:
                date = read_date(text)
                message = format_date(parse_date(date), self._ui_language)
                if date != text:
                    message = MESSAGES("read_as", self._ui_language, date=message, text=date)
            except DateError as error:
                message, color = error.message(self._ui_language), ERROR_TEXT
        self.words_label.setText(message or " ")
        self.words_label.setStyleSheet(f"color: {color}; font-size: 12px")
        self.changed.emit()
