"""Rich text that loads nothing.

What a story writes can name files and addresses; none of them is ever opened.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QFont, QImage, QTextCharFormat, QTextCursor, QTextDocument

from desktop.output.safe_link import is_safe_link
from desktop.qt_override import qt_override


def no_resource() -> QImage:
    """Return one transparent pixel, for any picture.

    For a picture that is null, Qt opens the file of that name itself.
    """
    image = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


class SealedDocument(QTextDocument):
    """A document that loads no pictures and no style sheets."""

    @qt_override(fallback=no_resource())
    def loadResource(self, _kind: int, _name: QUrl | str) -> QImage:
        """Return an empty picture, whatever is asked for."""
        return no_resource()

    def set_story_markdown(self, text: str) -> None:
        """Show Markdown without pictures, HTML and unsafe links.

        HTML is shown as text.
        """
        self.setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownNoHTML)
        cursor = QTextCursor(self)
        for start, end, text_format in reversed(_fragments(self)):
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            if text_format.isImageFormat():
                cursor.removeSelectedText()
            elif text_format.isAnchor() and not is_safe_link(text_format.anchorHref()):
                cursor.setCharFormat(QTextCharFormat())
        use_existing_weights(self)


def use_existing_weights(document: QTextDocument) -> None:
    """Set what is bold in a document half-bold.

    That is the boldest weight that is shipped; Qt smears the letters of a bolder one.
    """
    half_bold = QTextCharFormat()
    half_bold.setFontWeight(QFont.Weight.DemiBold)
    cursor = QTextCursor(document)
    for start, end, text_format in _fragments(document):
        if text_format.fontWeight() > QFont.Weight.DemiBold:
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(half_bold)


def _fragments(document: QTextDocument) -> list[tuple[int, int, QTextCharFormat]]:
    """Return (start, end, format) of each piece of one format.

    They are numbers, as a QTextFragment is not valid after a change.
    """
    found = []
    block = document.begin()
    while block.isValid():
        fragments = [iterator.fragment() for iterator in block]  # type: ignore[attr-defined]  # an untyped __iter__
        found += [(one.position(), one.position() + one.length(), one.charFormat()) for one in fragments]
        block = block.next()
    return found
