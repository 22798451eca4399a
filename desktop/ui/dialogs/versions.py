"""The dialog of saved versions, each with the changes of restoring it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Messages
from desktop.session.text.document import Document
from desktop.story.dates.format_date import format_date
from desktop.story.dates.parse import parse_date
from desktop.story.storage.versions import Version
from desktop.ui.dialogs.text_diff_html import STYLESHEET, diff_html
from desktop.ui.widgets.plain_text import PlainLabel
from desktop.ui.widgets.sandboxed_browser import SealedBrowser
from desktop.ui.widgets.shared_messages import MESSAGES as COMMON_MESSAGES

MESSAGES: Final = Messages(
    {
        "versions_title": "Saved versions",
        "versions_text": "Each saved version, the newest first: all of the last hour, then one per hour for a day and "
        "one per day for a month. If you restore one, red text goes and green text comes back; you can undo it.",
        "today": "today",
        "yesterday": "yesterday",
        "versions_none": "Nothing was saved here yet.",
        "restore": "Restore this version",
        "mark": "Mark changes since then",
        "unmark": "Mark changes since the last save",
        "same": "This is the current text.",
    }
)  # fmt: skip


class VersionsDialog(QDialog):
    """Dialog of the saved versions, each with its differences from the text."""

    def __init__(self, parent: QWidget, document: Document, ui_language: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document, self._ui_language = document, ui_language
        self.setStyleSheet(STYLESHEET)
        self.setWindowTitle(MESSAGES("versions_title", ui_language))
        self.resize(1040, 640)
        self.versions: Sequence[Version] = document.versions.list_versions(document.path) if document.path else ()
        self.list = QListWidget()
        self.list.setFixedWidth(240)
        for version in self.versions:
            saved_at = version.saved_at.astimezone()
            day = _format_day(saved_at.date(), ui_language)
            self.list.addItem(QListWidgetItem(f"{day}   {saved_at:%H:%M:%S}"))
        self.diff_browser = SealedBrowser()
        self.restore_button = QPushButton(MESSAGES("restore", ui_language))
        self.restore_button.setObjectName("primary")
        self.restore_button.setEnabled(False)
        self.restore_button.clicked.connect(self._restore_selected)
        self.mark_button = QPushButton()
        self.mark_button.setEnabled(False)
        self.mark_button.clicked.connect(self._toggle_marks)
        close_button = QPushButton(COMMON_MESSAGES("close", ui_language))
        close_button.clicked.connect(self.reject)
        self.list.currentRowChanged.connect(self._show_diff)
        explanation = PlainLabel(MESSAGES("versions_text", ui_language))
        explanation.setWordWrap(True)
        explanation.setVisible(bool(self.versions))
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self.list)
        middle.addWidget(self.diff_browser, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.mark_button)
        buttons.addStretch(1)
        buttons.addWidget(close_button)
        buttons.addWidget(self.restore_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 18)
        column.setSpacing(14)
        column.addWidget(explanation)
        column.addLayout(middle, 1)
        column.addLayout(buttons)
        self._name_mark_button(None)
        if self.versions:
            self.list.setCurrentRow(0)
        else:
            self.diff_browser.setPlainText(MESSAGES("versions_none", ui_language))

    def _selected_text(self) -> str | None:
        row = self.list.currentRow()
        return self._document.versions.read_version(self.versions[row]) if 0 <= row < len(self.versions) else None

    def _show_diff(self, _row: int) -> None:
        text, current_text = self._selected_text(), self._document.text
        differs = text is not None and text != current_text
        self.restore_button.setEnabled(differs)
        self.mark_button.setEnabled(text is not None)
        self._name_mark_button(text)
        if text is not None and differs:
            self.diff_browser.setHtml(diff_html(current_text, text))
        else:
            self.diff_browser.setPlainText(MESSAGES("same", self._ui_language))

    def _name_mark_button(self, text: str | None) -> None:
        is_marked = text is not None and text == self._document.compared_text
        self.mark_button.setText(MESSAGES("unmark" if is_marked else "mark", self._ui_language))

    def _toggle_marks(self) -> None:
        """Mark changes of the text since the selected version."""
        text = self._selected_text()
        self._document.compare_with(None if text == self._document.compared_text else text)
        self._name_mark_button(text)

    def _restore_selected(self) -> None:
        """Restore the selected version as an undoable edit, without saving."""
        text = self._selected_text()
        if text is not None:
            self._document.replace_whole(text, "restore")
        self.accept()


def _format_day(day: date, ui_language: str) -> str:
    """Return a date as a word or a short date."""
    days_ago = (datetime.now().astimezone().date() - day).days
    if 0 <= days_ago <= 1:
        return MESSAGES("yesterday" if days_ago else "today", ui_language)
    return format_date(parse_date(day.isoformat()), ui_language, style="short")
