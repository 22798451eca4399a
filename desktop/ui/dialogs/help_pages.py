"""The dialogs of the Help menu: keys, help pages, about."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop import paths
from desktop.session.settings import Settings
from desktop.ui.dialogs.help_browser import HelpBrowser
from desktop.ui.dialogs.help_style import style_document
from desktop.ui.dialogs.shortcut_list import ShortcutList
from desktop.ui.widgets.sandboxed_browser import SealedBrowser
from desktop.ui.widgets.shared_messages import MESSAGES


def show_shortcut_list(parent: QWidget, settings: Settings) -> QDialog:
    """Show the list of keys."""
    dialog = ShortcutList(parent, settings)
    dialog.open()
    return dialog


def show_help(parent: QWidget, settings: Settings, topic: str = "", key: str = "") -> QDialog:
    """Show the help, at a topic and a key if given."""
    dialog = HelpBrowser(parent, settings.language, topic, key)
    dialog.open()
    return dialog


def show_about(parent: QWidget, version: str, log_path: Path, settings: Settings) -> QDialog:
    """Show the version, the place of the log, and the licences."""
    notice = paths.assets() / "licences" / "third-party.md"
    dialog = _browser_dialog(parent, MESSAGES("about_title", settings.language), settings, (860, 680))
    browser = dialog.findChild(QTextBrowser)
    if isinstance(browser, QTextBrowser):
        head = MESSAGES("about", settings.language, version=version)
        log_place = MESSAGES("log_place", settings.language, path=f"`{log_path}`")
        browser.setMarkdown(f"{head}\n\n{log_place}\n\n---\n\n{notice.read_text('utf-8') if notice.is_file() else ''}")
        style_document(browser.document())
    return dialog


def _browser_dialog(parent: QWidget, title: str, settings: Settings, size: tuple[int, int]) -> QDialog:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    browser = SealedBrowser()
    close = QPushButton(MESSAGES("close", settings.language))
    close.clicked.connect(dialog.accept)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(26, 22, 26, 18)
    column.addWidget(browser)
    column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
    dialog.resize(*size)
    dialog.open()
    return dialog
