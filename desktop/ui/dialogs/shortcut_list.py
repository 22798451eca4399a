"""The list of all keys, which can be searched."""

from __future__ import annotations

from html import escape
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import Messages
from desktop.render.theme import CINEMA
from desktop.session.settings import Settings
from desktop.story.normalize import normalize
from desktop.ui.widgets import actions, interface_colors as colors
from desktop.ui.widgets.sandboxed_browser import SealedBrowser
from desktop.ui.widgets.shared_messages import MESSAGES as COMMON_MESSAGES

MESSAGES: Final = Messages({"search": "Search the keys", "none": "Nothing has all these words"})
_COLUMNS: Final = ((0, 2), (1,), (3, 4))
"""The contexts of each column, by their place in the list of all."""

Section = tuple[str, list[tuple[str, str]]]
"""The heading of a context, and its rows of keys and effect."""


class ShortcutList(QDialog):
    """Dialog with the keys of each context, from the table of actions."""

    def __init__(self, parent: QWidget, settings: Settings) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui_language = ui_language = settings.language
        self._sections = actions.shortcut_list(ui_language, settings)
        self.setWindowTitle(COMMON_MESSAGES("keys", ui_language))
        self.search_field = QLineEdit()
        self.search_field.setPlaceholderText(MESSAGES("search", ui_language))
        self.search_field.setClearButtonEnabled(True)
        self.browser = SealedBrowser()
        close_button = QPushButton(COMMON_MESSAGES("close", ui_language))
        close_button.setAutoDefault(False)
        close_button.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self.search_field, 1)
        row.addWidget(close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 18)
        column.setSpacing(14)
        column.addLayout(row)
        column.addWidget(self.browser)
        self.resize(1180, 760)
        self.search_field.textChanged.connect(self.search)
        self.search("")
        self.search_field.setFocus()

    def search(self, query: str) -> None:
        """Show the keys whose row has all words of the search."""
        terms = normalize(query).split()
        found: list[Section] = [
            (heading, [row for row in rows if all(term in normalize(" ".join(row)) for term in terms)])
            for heading, rows in self._sections
        ]
        if not any(rows for _, rows in found):
            self.browser.setHtml(f"<p style='color:{CINEMA.muted}'>{escape(MESSAGES('none', self._ui_language))}</p>")
            return
        cells = [
            f"<td width='33%' style='padding-right:32px' valign='top'>{''.join(_section_html(found[at]) for at in column)}</td>"
            for column in _COLUMNS
        ]
        self.browser.setHtml(f"<table width='100%'><tr>{''.join(cells)}</tr></table>")


def _section_html(section: Section) -> str:
    heading, rows = section
    if not rows:
        return ""
    rows_html = "".join(
        f"<tr><td width='38%' style='padding:4px 14px 4px 0'>{_keys_html(keys)}</td>"
        f"<td style='padding:4px 0'>{escape(label)}</td></tr>"
        for keys, label in rows
    )
    return (
        f"<p style='font-weight:600; font-size:16px; color:{CINEMA.gold}'>{escape(heading)}</p>"
        f"<table width='100%'>{rows_html}</table>"
    )


def _keys_html(keys: str) -> str:
    """Return keys as HTML, each a cap, broken between two caps alone."""
    caps = (f"&nbsp;{escape(key).replace(' ', '&nbsp;')}&nbsp;" for key in keys.split("  "))
    return " ".join(
        f"<span style='background-color:{colors.BUTTON}; color:{CINEMA.paper}'>{cap}</span>" for cap in caps
    )
