"""The dialog of saved versions, each with the changes of restoring it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Messages
from desktop.session.background_worker import BackgroundWorker
from desktop.session.text.document import Document
from desktop.story.dates.format_date import format_date
from desktop.story.dates.parse import parse_date
from desktop.story.storage.versions import Version, VersionStore
from desktop.ui.dialogs.text_diff_html import STYLESHEET, diff_html
from desktop.ui.widgets.plain_text import PlainLabel
from desktop.ui.widgets.sandboxed_browser import SealedBrowser
from desktop.ui.widgets.shared_messages import MESSAGES as COMMON_MESSAGES
from desktop.ui.widgets.story_dialog import StoryDialog

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
        "reading_version": "Reading…",
        "unreadable_version": "This version cannot be read.",
    }
)  # fmt: skip
_PATIENCE_MS: Final = 100
"""Most disks have answered by then; only for the others it is said that something is read."""


class VersionsDialog(StoryDialog):
    """Dialog of the saved versions, each with its differences from the text.

    The home may be on a disk that takes seconds: the list and each version are read in a thread.
    """

    def __init__(self, parent: QWidget, document: Document, ui_language: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document, self._ui_language = document, ui_language
        self.setStyleSheet(STYLESHEET)
        self.setWindowTitle(MESSAGES("versions_title", ui_language))
        self.resize(1040, 640)
        self.versions: Sequence[Version] = ()
        self._text: str | None = None
        self.list = QListWidget()
        self.list.setFixedWidth(240)
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
        self._explanation = PlainLabel(MESSAGES("versions_text", ui_language))
        self._explanation.setWordWrap(True)
        self._explanation.hide()
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
        column.addWidget(self._explanation)
        column.addLayout(middle, 1)
        column.addLayout(buttons)
        self._name_mark_button()
        self._worker = BackgroundWorker(self)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._say_that_it_reads)
        self.finished.connect(self._stop)
        if document.path is None:
            self._list_versions(())
        else:
            self._patience.start()
            self._worker.submit("list", partial(_read_list, document.versions, document.path), self._list_versions)

    def _list_versions(self, versions: Sequence[Version]) -> None:
        """List the versions and show the newest."""
        self._patience.stop()
        self.versions = versions
        self._explanation.setVisible(bool(versions))
        for version in versions:
            saved_at = version.saved_at.astimezone()
            day = _format_day(saved_at.date(), self._ui_language)
            self.list.addItem(QListWidgetItem(f"{day}   {saved_at:%H:%M:%S}"))
        if versions:
            self.list.setCurrentRow(0)
        else:
            self.diff_browser.setPlainText(MESSAGES("versions_none", self._ui_language))

    def _show_diff(self, row: int) -> None:
        """Read the chosen version; it is shown once it is there."""
        self._text = None
        self.restore_button.setEnabled(False)
        self.mark_button.setEnabled(False)
        self._patience.start()
        store, current_text = self._document.versions, self._document.text
        self._worker.submit(
            "version",
            partial(_read_and_compare, store, self.versions[row], current_text, self._ui_language),
            partial(self._on_read, row),
        )

    def _on_read(self, row: int, read: tuple[str | None, str]) -> None:
        """Show a version that was read, unless another one is chosen."""
        if row != self.list.currentRow():
            return
        self._patience.stop()
        self._text, difference = read
        self.restore_button.setEnabled(bool(difference))
        self.mark_button.setEnabled(self._text is not None)
        self._name_mark_button()
        if difference:
            self.diff_browser.setHtml(difference)
        else:
            key = "unreadable_version" if self._text is None else "same"
            self.diff_browser.setPlainText(MESSAGES(key, self._ui_language))

    def _say_that_it_reads(self) -> None:
        self.diff_browser.setPlainText(MESSAGES("reading_version", self._ui_language))

    def _stop(self) -> None:
        """Read no more: the dialog is closed."""
        self._patience.stop()
        self._worker.shut_down(0)

    def _name_mark_button(self) -> None:
        is_marked = self._text is not None and self._text == self._document.compared_text
        self.mark_button.setText(MESSAGES("unmark" if is_marked else "mark", self._ui_language))

    def _toggle_marks(self) -> None:
        """Mark changes of the text since the selected version."""
        self._document.compare_with(None if self._text == self._document.compared_text else self._text)
        self._name_mark_button()

    def _restore_selected(self) -> None:
        """Restore the selected version as an undoable edit, without saving."""
        if self._text is not None:
            self._document.replace_whole(self._text, "restore")
        self.accept()


def _read_list(store: VersionStore, path: Path) -> Sequence[Version]:
    """Return, in a thread, the versions of a story, the newest first."""
    return store.list_versions(path)


def _read_and_compare(
    store: VersionStore, version: Version, current_text: str, ui_language: str
) -> tuple[str | None, str]:
    """Return, in a thread, a version's text and its differences.

    The text is None where it cannot be read; the differences are HTML, or "" for none.
    """
    text = store.read_version(version)
    if text is None or text == current_text:
        return text, ""
    return text, diff_html(current_text, text, ui_language)


def _format_day(day: date, ui_language: str) -> str:
    """Return a date as a word or a short date."""
    days_ago = (datetime.now().astimezone().date() - day).days
    if 0 <= days_ago <= 1:
        return MESSAGES("yesterday" if days_ago else "today", ui_language)
    return format_date(parse_date(day.isoformat()), ui_language, style="short")
