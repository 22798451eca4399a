"""Labels and messages that show text as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.qt_override import qt_override

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QMessageBox


class PlainLabel(QLabel):
    """A label that shows text as it is, never as HTML.

    By default Qt takes what looks like HTML for HTML, and loads the pictures it names.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


class ElidedLabel(PlainLabel):
    """A label that ends in an ellipsis where there is no room.

    It asks for no width of its own; its tooltip has the whole text.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Show as much of a text as there is room for."""
        self._whole = text
        self.setAccessibleName(text)
        self._elide()

    @qt_override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text anew."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = elided(self._whole, self.fontMetrics(), self.contentsRect().width())
        self.setText(shown)
        self.setToolTip("" if shown == self._whole else plain_tooltip(self._whole))


def clock_label() -> PlainLabel:
    """Return a label with figures of equal width, for clocks."""
    label = PlainLabel()
    font = label.font()
    font.setFeature(QFont.Tag("tnum"), 1)
    label.setFont(font)
    return label


class OwnHtmlLabel(QLabel):
    """A label for the program's own HTML, with story text escaped."""

    def __init__(self, own_html: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText(own_html)


def plain_message_box(parent: QWidget | None, text: str, icon: QMessageBox.Icon | None = None) -> QMessageBox:
    """Return a message that shows its text as it is."""
    from PySide6.QtWidgets import QMessageBox  # the audience's window has a label, and never a message

    message_box = QMessageBox(parent)
    message_box.setWindowTitle("Passeur")
    message_box.setIcon(QMessageBox.Icon.NoIcon if icon is None else icon)
    message_box.setTextFormat(Qt.TextFormat.PlainText)
    message_box.setText(text)
    return message_box


def without_mnemonic(text: str) -> str:
    """Return a text for a button on which “&” marks no key."""
    return text.replace("&", "&&")


def plain_tooltip(text: str) -> str:
    """Return a tooltip's text so that Qt shows it as plain text."""
    if "<" not in text:
        return text
    from html import escape  # its table of 2,000 names is read after the first slide

    return f"<p style='white-space:pre-wrap'>{escape(text)}</p>"


_MAX_LETTERS: Final = 400
"""More than any line shows. Qt measures the whole text: 20,000 signs of all scripts took it 0.3 s."""


def elided(text: str, metrics: QFontMetrics | QFontMetricsF, width: float) -> str:
    """Return a text that ends in an ellipsis where it is wider.

    `width` is in pixels. The time does not grow with the text.
    """
    if len(text) > _MAX_LETTERS:
        text = text[:_MAX_LETTERS] + "…"
    if isinstance(metrics, QFontMetrics):
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(width))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
