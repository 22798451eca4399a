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
from desktop.render.theme import CINEMA
from desktop.session.settings import Settings
from desktop.ui.dialogs.help_browser import HelpBrowser
from desktop.ui.widgets import actions
from desktop.ui.widgets.sandboxed_browser import SealedBrowser
from desktop.ui.widgets.shared_messages import MESSAGES


def show_shortcut_list(parent: QWidget, settings: Settings) -> QDialog:
    """Show the list of keys, from the table of actions."""
    ui_language = settings.language
    section_htmls = []
    for heading, rows in actions.shortcut_list(ui_language, settings):
        rows_html = "".join(
            f"<tr><td width='38%' style='color:{CINEMA.gold}; padding:3px 14px 3px 0'>{_keys_html(keys)}</td>"
            f"<td style='padding:3px 0'>{label}</td></tr>"
            for keys, label in rows
        )
        heading_html = f"<p style='font-weight:600; font-size:16px'>{heading}</p>"
        section_htmls.append(f"{heading_html}<table width='100%'>{rows_html}</table>")
    window, talk, loop, timeline, editor = section_htmls
    cell_template = "<td width='33%' style='padding-right:32px' valign='top'>{}</td>"
    columns = "".join(cell_template.format(one) for one in (window + loop, talk, timeline + editor))
    return _browser_dialog(
        parent, MESSAGES("keys", ui_language), f"<table width='100%'><tr>{columns}</tr></table>", settings, (1180, 760)
    )


def _keys_html(keys: str) -> str:
    """Return keys as HTML whose lines break only between two keys."""
    return "&nbsp;&nbsp; ".join(key.replace(" ", "&nbsp;") for key in keys.split("  "))


def show_help(parent: QWidget, settings: Settings, topic: str = "", key: str = "") -> QDialog:
    """Show the help, at a topic and a key if given."""
    dialog = HelpBrowser(parent, settings.language, topic, key)
    dialog.open()
    return dialog


def show_about(parent: QWidget, version: str, log_path: Path, settings: Settings) -> QDialog:
    """Show the version, the place of the log, and the licences."""
    notice = paths.assets() / "licences" / "third-party.md"
    dialog = _browser_dialog(parent, MESSAGES("about_title", settings.language), "", settings, (860, 680))
    browser = dialog.findChild(QTextBrowser)
    if isinstance(browser, QTextBrowser):
        head = MESSAGES("about", settings.language, version=version)
        log_place = MESSAGES("log_place", settings.language, path=f"`{log_path}`")
        browser.setMarkdown(f"{head}\n\n{log_place}\n\n---\n\n{notice.read_text('utf-8') if notice.is_file() else ''}")
    return dialog


def _browser_dialog(parent: QWidget, title: str, html: str, settings: Settings, size: tuple[int, int]) -> QDialog:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    browser = SealedBrowser()
    browser.setHtml(html)
    close = QPushButton(MESSAGES("close", settings.language))
    close.clicked.connect(dialog.accept)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(26, 22, 26, 18)
    column.addWidget(browser)
    column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
    dialog.resize(*size)
    dialog.open()
    return dialog
