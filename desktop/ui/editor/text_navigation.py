"""Ways through the text: lines, outline, uses of an id, renaming."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from desktop.i18n import Messages
from desktop.qt_override import qt_override
from desktop.story.assist.hover import help_at
from desktop.story.assist.outline import outline
from desktop.story.assist.rename import find_uses, id_at, rename_id
from desktop.story.edit.edit import Edit, EditError
from desktop.ui.editor.key_handler import Command
from desktop.ui.editor.quick_panel import QuickPanel, QuickRow
from desktop.ui.editor.toml_editor import TomlEditor
from desktop.ui.widgets.plain_text import plain_tooltip

MESSAGES: Final = Messages(
    {
        "line": "Line, or line:column",
        "no_line": "Write a number from 1 to {count}",
        "outline": "Slides, events, tracks and sources",
        "uses": "Uses of “{name}”",
        "no_id": "There is no id at the cursor",
        "rename": "New id for “{name}”, everywhere",
        "defined": "line {line}: defined here",
        "used": "line {line}: {place}",
    }
)
_KIND_SIGNS: Final = {
    "story": "◆",
    "source": "§",
    "track": "≡",
    "group": "≣",
    "era": "▒",
    "bookmark": "⚑",
    "event": "●",
    "slide": "▭",
}


class TextNavigation(QObject):
    """Adds the ways through the text to an editor.

    `apply` makes an edit of the text as one undo step; `title_language` returns the language of titles.
    """

    def __init__(
        self, editor: TomlEditor, ui_language: str, apply: Callable[[Edit], object], title_language: Callable[[], str]
    ) -> None:
        super().__init__(editor)
        self._editor = editor
        self.ui_language = ui_language
        self._apply = apply
        self._title_language = title_language
        self.panel = QuickPanel(editor)
        self.commands: dict[str, Command] = {
            "editor.go_to_line": self.ask_line,
            "editor.outline": self.show_outline,
            "editor.uses": self.show_uses,
            "editor.rename": self.ask_new_id,
        }
        editor.viewport().installEventFilter(self)

    def _go_to(self, offset: int) -> None:
        self._editor.go_to(offset)
        self._editor.setFocus()

    def ask_line(self) -> None:
        """Ask for a line and go there."""
        cursor = self._editor.textCursor()
        self.panel.ask(str(cursor.blockNumber() + 1), MESSAGES("line", self.ui_language), self._go_to_line)

    def _go_to_line(self, words: str) -> str:
        line, _, column = words.partition(":")
        count = self._editor.document().blockCount()
        if not line.strip().isdecimal() or not 1 <= int(line) <= count:
            return MESSAGES("no_line", self.ui_language, count=count)
        self._editor.go_to_line(int(line), int(column) if column.strip().isdecimal() else 1)
        return ""

    def show_outline(self) -> None:
        """Show all tables of the text, and go to the chosen one."""
        entries = outline(self._editor.text(), self._title_language())
        rows = [
            QuickRow(f"{_KIND_SIGNS[entry.kind]}  {' · '.join(filter(None, (entry.title, entry.id)))}", entry.offset)
            for entry in entries
        ]
        offsets = [row.offset for row in rows]
        here = bisect_right(offsets, self._editor.cursor_offset()) - 1
        self.panel.offer(rows, MESSAGES("outline", self.ui_language), self._go_to, here)

    def _id_at_cursor(self) -> tuple[str, str] | None:
        found = id_at(self._editor.text(), self._editor.cursor_offset())
        if found is None:
            place = self._editor.mapToGlobal(self._editor.cursorRect().bottomRight())
            QToolTip.showText(place, MESSAGES("no_id", self.ui_language), self._editor)
        return found

    def show_uses(self) -> None:
        """Show the uses of the id at the cursor."""
        found = self._id_at_cursor()
        if found is None:
            return
        text = self._editor.text()
        rows = []
        for use in find_uses(text, *found):
            line = text.count("\n", 0, use.start) + 1
            key = "defined" if use.is_definition else "used"
            place = ".".join(map(str, use.path))
            rows.append(QuickRow(MESSAGES(key, self.ui_language, line=line, place=place), use.start))
        self.panel.offer(rows, MESSAGES("uses", self.ui_language, name=found[1]), self._go_to)

    def ask_new_id(self) -> None:
        """Ask for another id, and rename the one at the cursor everywhere."""
        found = self._id_at_cursor()
        if found is not None:
            kind, old_id = found
            placeholder = MESSAGES("rename", self.ui_language, name=old_id)
            self.panel.ask(old_id, placeholder, lambda new_id: self._rename(kind, old_id, new_id))

    def _rename(self, kind: str, old_id: str, new_id: str) -> str:
        if new_id != old_id:
            try:
                self._apply(rename_id(self._editor.text(), kind, old_id, new_id))
            except EditError as error:
                return error.message(self.ui_language)
        return ""

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Explain the word under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            position = self._editor.cursorForPosition(event.pos()).position()
            words = help_at(
                self._editor.text(), self._editor.offset_of(position), self.ui_language, self._title_language()
            )
            QToolTip.showText(event.globalPos(), plain_tooltip(words), self._editor)
            return True
        return super().eventFilter(watched, event)
