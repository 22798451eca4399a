"""The help: a guide and the format, with contents and a search."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlock, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop import paths
from desktop.fast_dataclass import dataclass
from desktop.i18n import Messages
from desktop.story.normalize import normalize
from desktop.ui.dialogs.help_style import style_document
from desktop.ui.widgets.sandboxed_browser import SealedBrowser, open_link

MESSAGES: Final = Messages({"title": "Help", "search": "Search the help", "none": "Nothing has all these words"})
_PAGES: Final = ("guide", "format")
_CONTENTS_WIDTH: Final = 290


@dataclass(frozen=True, slots=True)
class HelpSection:
    """A heading of the help, with its place and its text."""

    title: str
    level: int
    position: int
    words: str  # normalized, to be searched


class HelpBrowser(QDialog):
    """Dialog with the contents at the left, the text at the right."""

    def __init__(self, parent: QWidget, ui_language: str, topic: str = "", key: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(MESSAGES("title", ui_language))
        self._ui_language = ui_language
        self.search_field = QLineEdit()
        self.search_field.setPlaceholderText(MESSAGES("search", ui_language))
        self.search_field.setClearButtonEnabled(True)
        self.contents = QListWidget()
        self.contents.setObjectName("contents")
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.browser = SealedBrowser()
        self.browser.anchorClicked.connect(open_link)
        self.browser.setMarkdown("\n\n".join(_page(name, ui_language) for name in _PAGES))
        style_document(self.browser.document())
        self.sections = self._read_sections()
        side = QVBoxLayout()
        side.setSpacing(10)
        side.addWidget(self.search_field)
        side.addWidget(self.contents, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 18, 12, 14)
        row.setSpacing(16)
        row.addLayout(side)
        row.addWidget(self.browser, 1)
        self.search_field.setFixedWidth(_CONTENTS_WIDTH)
        self.contents.setFixedWidth(_CONTENTS_WIDTH)
        self.resize(1080, 720)
        self.search_field.textChanged.connect(self._list_sections)
        self.search_field.returnPressed.connect(self._go_to_found)
        self.contents.currentItemChanged.connect(lambda item, _old: self._show(item))
        self._list_sections()
        self.search_field.setFocus()
        self.go_to(topic, key)

    def go_to(self, topic: str, key: str = "") -> None:
        """Show the section of a topic, at a key in it."""
        section = next((one for one in self.sections if topic and topic in one.title), None)
        if section is None:
            return
        for row in range(self.contents.count()):
            if self.contents.item(row).data(Qt.ItemDataRole.UserRole) is section:
                self.contents.setCurrentRow(row)
        found = self.browser.document().find(key, section.position) if key else QTextCursor()
        if not found.isNull():
            self._scroll_to(found)

    def _read_sections(self) -> list[HelpSection]:
        sections: list[HelpSection] = []
        title, level, position, words = "", 0, 0, ""
        block: QTextBlock = self.browser.document().begin()
        while block.isValid():
            heading_level = block.blockFormat().headingLevel()
            if heading_level in (1, 2):
                if title:
                    sections.append(HelpSection(title, level, position, normalize(words)))
                title, level, position, words = block.text(), heading_level, block.position(), ""
            words += f"{block.text()} "
            block = block.next()
        return [*sections, HelpSection(title, level, position, normalize(words))]

    def _list_sections(self, query: str = "") -> None:
        """List the sections that have all words of the search."""
        terms = normalize(query).split()
        self.contents.clear()
        for section in self.sections:
            if all(term in section.words for term in terms):
                item = QListWidgetItem(section.title if section.level == 1 or terms else f"    {section.title}")
                item.setData(Qt.ItemDataRole.UserRole, section)
                font = item.font()
                font.setWeight(QFont.Weight.DemiBold if section.level == 1 and not terms else QFont.Weight.Normal)
                item.setFont(font)
                self.contents.addItem(item)
        if not self.contents.count():
            item = QListWidgetItem(MESSAGES("none", self._ui_language))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.contents.addItem(item)

    def _go_to_found(self) -> None:
        """Show the first section that was found, at the first word."""
        section = self.contents.item(0).data(Qt.ItemDataRole.UserRole)
        if not isinstance(section, HelpSection):
            return
        self.contents.setCurrentRow(0)
        words = self.search_field.text().split()
        found = self.browser.document().find(words[0], section.position) if words else QTextCursor()
        if not found.isNull():
            self._scroll_to(found)

    def _show(self, item: QListWidgetItem | None) -> None:
        section = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if isinstance(section, HelpSection):
            cursor = QTextCursor(self.browser.document())
            cursor.setPosition(section.position)
            self._scroll_to(cursor)

    def _scroll_to(self, cursor: QTextCursor) -> None:
        """Show a place of the text near the top."""
        self.browser.setTextCursor(cursor)
        bar = self.browser.verticalScrollBar()
        bar.setValue(bar.value() + self.browser.cursorRect(cursor).top() - 12)


def _page(name: str, ui_language: str) -> str:
    """Return a page in the interface's language, else in English."""
    folder = paths.help_folder()
    translated = folder / f"{name}.{ui_language}.md"
    return (translated if translated.is_file() else folder / f"{name}.md").read_text("utf-8")
