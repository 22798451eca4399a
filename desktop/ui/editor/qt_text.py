"""Convert texts and offsets between Python (characters) and Qt (UTF-16 units)."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QTextCursor, QTextDocument

from desktop.story.text_diff import diff_texts

_PARAGRAPH_SEPARATOR: Final = "\u2029"  # QTextDocument's own end of a paragraph
# What QTextDocument takes for the end of a line or the bounds of a frame, and what stands for it there: no characters,
# so no text has them. A story may have a paragraph separator in a string.
_PLACEHOLDERS: Final = {"\u2029": "\ufdd9", "\ufdd0": "\ufdda", "\ufdd1": "\ufddb", "\r": "\ufddc"}


def to_qt(text: str) -> str:
    """Return a text as QTextDocument can hold it without losing a character."""
    for character, placeholder in _PLACEHOLDERS.items():
        if character in text:
            text = text.replace(character, placeholder)
    return text


def from_qt(raw: str) -> str:
    """Convert a text of `QTextDocument.toRawText` to a str.

    `QTextDocument.toPlainText` would turn no-break spaces into plain ones.
    """
    text = raw.replace(_PARAGRAPH_SEPARATOR, "\n")
    for character, placeholder in _PLACEHOLDERS.items():
        if placeholder in text:
            text = text.replace(placeholder, character)
    return text


def utf16_offset(text: str, offset: int) -> int:
    """Convert an offset in a str to UTF-16 units.

    Characters beyond U+FFFF count twice.
    """
    head = text[:offset]
    return offset if head.isascii() else len(head.encode("utf-16-le", "surrogatepass")) // 2


def offset_at_utf16(text: str, utf16_units: int) -> int:
    """Convert UTF-16 units to an offset in the str.

    Within a surrogate pair it is the offset before.
    """
    if text.isascii():
        return min(utf16_units, len(text))
    head = text.encode("utf-16-le", "surrogatepass")[: 2 * utf16_units]
    return len(head.decode("utf-16-le", "ignore"))


def change_words(document: QTextDocument, words: str) -> None:
    """Change a document into words by the least edits.

    Cursors stay where they are, and so do blanks that were typed at the end.
    """
    old = from_qt(document.toRawText())
    blanks = old[len(old.rstrip(" \t\n")) :]
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for start, end, replacement in reversed(diff_texts(old, words + blanks)):
        cursor.setPosition(utf16_offset(old, start))
        cursor.setPosition(utf16_offset(old, end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(to_qt(replacement))
    cursor.endEditBlock()
