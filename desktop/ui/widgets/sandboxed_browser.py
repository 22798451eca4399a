"""Browser of rich text that loads nothing; how links are followed."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QImage
from PySide6.QtWidgets import QTextBrowser

from desktop.output.safe_link import is_safe_link
from desktop.output.sandboxed_document import no_resource, use_existing_weights
from desktop.qt_override import qt_override
from desktop.ui.widgets.keys.passing_menu import drop_scroll_menus, show_passing


class SealedBrowser(QTextBrowser):
    """A page that loads nothing and follows no links by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenExternalLinks(False)
        self.setOpenLinks(False)
        drop_scroll_menus(self)

    @qt_override
    def setHtml(self, text: str) -> None:
        """Show HTML in weights that exist."""
        super().setHtml(text)
        use_existing_weights(self.document())

    @qt_override
    def setMarkdown(self, markdown: str) -> None:
        """Show Markdown in weights that exist."""
        super().setMarkdown(markdown)
        use_existing_weights(self.document())

    @qt_override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the text's actions in a menu that passes keys on."""
        show_passing(self, self.createStandardContextMenu(event.pos()), event.globalPos())

    @qt_override(fallback=no_resource())
    def loadResource(self, _kind: int, _name: QUrl | str) -> QImage:
        """Return an empty picture, whatever is asked for."""
        return no_resource()


def open_link(url: QUrl) -> None:
    """Open a clicked link in the system's browser or mail program.

    Nothing else ever leaves the machine.
    """
    if is_safe_link(url.toString()):
        QDesktopServices.openUrl(url)
