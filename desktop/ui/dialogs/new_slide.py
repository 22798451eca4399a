"""The dialog that shows all layouts as pictures."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.i18n import Messages
from desktop.session.session import Session
from desktop.ui.widgets.layout_grid import LayoutGrid
from desktop.ui.widgets.plain_text import PlainLabel

MESSAGES: Final = Messages(
    {
        "title": "New slide",
        "help": "Click a picture. Every word on it can be changed afterwards, and so can the layout.",
    }
)
_COLUMNS: Final = 4
_MARGIN: Final = 26


class NewSlideDialog(QDialog):
    """Dialog of layouts; a click emits `layout_chosen` and closes it."""

    layout_chosen = Signal(str)

    def __init__(self, parent: QWidget, session: Session, ui_language: str, event_id: str, image_file: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(MESSAGES("title", ui_language))
        heading = PlainLabel(MESSAGES("title", ui_language))
        heading.setObjectName("dialogTitle")
        help_label = PlainLabel(MESSAGES("help", ui_language))
        help_label.setObjectName("muted")
        self.grid = LayoutGrid(session.story, session.language, ui_language, event_id, image_file)
        self.grid.chosen.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 22, _MARGIN - 8, 16)
        column.setSpacing(6)
        column.addWidget(heading)
        column.addWidget(help_label)
        column.addSpacing(8)
        column.addWidget(self.grid, 1)
        screen = parent.screen().availableGeometry()
        width = _COLUMNS * self.grid.cell_size.width() + 2 * _MARGIN + 30
        height = self.grid.height_for(_COLUMNS) + 130
        self.resize(min(width, screen.width() - 40), min(height, screen.height() - 60))
        self.grid.setFocus()

    def _choose(self, layout: str) -> None:
        self.accept()
        self.layout_chosen.emit(layout)
