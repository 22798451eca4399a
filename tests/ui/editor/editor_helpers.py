"""How tests use the editor: a text with a bar where the cursor is, and real keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.editor.toml_editor import TomlEditor

KEY = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
STORY = """[story]
title = "A"

[event.one]
date = "2014"
# a word about the next one
[[slide]]
id = "a"
  [[slide.claim]]
  says = "1"

  [[slide.claim]]
  says = "2"

# about b
[[slide]]
id = "b"
"""


def at(editor: TomlEditor, text: str) -> None:
    """Show a text with the cursor where it has a bar, or a selection between two."""
    first = text.index("|")
    plain = text.replace("|", "")
    editor.set_text(plain, reset=True)
    length = text.index("|", first + 1) - first - 1 if text.count("|") == 2 else 0
    editor.go_to(first, length)


def shown(editor: TomlEditor) -> str:
    """Return the text with a bar where the cursor is."""
    text, offset = editor.text(), editor.cursor_offset()
    return text[:offset] + "|" + text[offset:]


def press(editor: TomlEditor, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(editor, key, modifier)


def write(editor: TomlEditor, words: str) -> None:
    QTest.keyClicks(editor, words)
