"""Labels and browsers that show text safely and load nothing."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QLabel, QMessageBox, QTextBrowser, QWidget

from desktop.output.sealed_document import is_safe_link, no_resource
from desktop.qt_override import qt_override


class PlainLabel(QLabel):
    """A label that shows text as it is, never as HTML.

    By default Qt takes what looks like HTML for HTML, and loads the pictures it names.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


class OwnHtmlLabel(QLabel):
    """A label for the program's own HTML, with story text escaped."""

    def __init__(self, own_html: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText(own_html)


class SealedBrowser(QTextBrowser):
    """A page that loads nothing, and whose links lead nowhere by themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenExternalLinks(False)
        self.setOpenLinks(False)

    @qt_override(fallback=no_resource())
    def loadResource(self, _kind: int, _name: QUrl | str) -> QImage:
        """Return an empty picture, whatever is asked for."""
        return no_resource()


def plain_message_box(
    parent: QWidget | None, text: str, icon: QMessageBox.Icon = QMessageBox.Icon.NoIcon
) -> QMessageBox:
    """Return a message that shows its text as it is."""
    message_box = QMessageBox(parent)
    message_box.setWindowTitle("Passeur")
    message_box.setIcon(icon)
    message_box.setTextFormat(Qt.TextFormat.PlainText)
    message_box.setText(text)
    return message_box


def plain_tooltip(text: str) -> str:
    """Return a tooltip's text so that Qt shows it as plain text."""
    return f"<p style='white-space:pre-wrap'>{html.escape(text)}</p>" if "<" in text else text


def open_link(url: QUrl) -> None:
    """Open a clicked link in the system's browser or mail program.

    Nothing else ever leaves the machine.
    """
    if is_safe_link(url):
        QDesktopServices.openUrl(url)
