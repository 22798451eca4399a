"""Find the help topic of the widget with the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication, QWidget

from desktop.i18n import Messages
from desktop.story.format.fields import NAMED_TABLES
from desktop.story.toml.source_map import source_map_of

if TYPE_CHECKING:
    from desktop.ui.editor.story_editor_pane import StoryEditorPane

HEADINGS: Final = Messages({"deck": "Add and order slides", "timeline": "Events on the timeline"})
"""Headings of the guide, as `desktop/help/guide.md` and its translations have them."""
_TABLES: Final = {
    "story": "[story]", "source": "[source.ID]", "track": "[track.ID]", "group": "[group.ID]",
    "era": "[era.ID]", "bookmark": "[bookmark.ID]", "event": "[event.ID]", "slide": "[[slide]]",
    "claim": "[[slide.claim]]", "figure": "[[slide.figure]]", "item": "[[slide.item]]", "chart": "[slide.chart]",
}  # fmt: skip
"""Headings of the reference by the table of a key path, inner ones too."""


def help_topic(ui_language: str, deck: QWidget, timeline: QWidget, editor: StoryEditorPane | None) -> tuple[str, str]:
    """Return the heading and the key that the help opens at.

    In the text it is the key at the cursor, else what has the focus; ("", "") is the beginning.
    """
    focus = QApplication.focusWidget()
    if focus is None:
        return "", ""
    if editor is not None and (focus is editor or editor.isAncestorOf(focus)):
        return _topic_at_cursor(editor)
    for name, widget in (("deck", deck), ("timeline", timeline)):
        if focus is widget or widget.isAncestorOf(focus):
            return HEADINGS(name, ui_language), ""
    return "", ""


def _topic_at_cursor(editor: StoryEditorPane) -> tuple[str, str]:
    cursor = editor.editor.textCursor()
    key_path = source_map_of(editor.text()).path_at(cursor.blockNumber() + 1, cursor.positionInBlock() + 1)
    names = [part for part in key_path if isinstance(part, str)]
    if not names:
        return "", ""
    # The innermost table that the reference has a chapter for: [slide.chart] within [[slide]].
    table = next((name for name in reversed(names[2:]) if name in _TABLES and names[0] == "slide"), names[0])
    heading = _TABLES.get(table, "")
    after = names[names.index(table) + 1 :] if table in names else []
    keys = after if table not in (*NAMED_TABLES, "slide") else after[1:]
    return heading, keys[0] if heading and keys else ""
