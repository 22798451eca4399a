"""The list below a key, to pick one or tick several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.qt_override import qt_override
from desktop.story.normalize import normalize
from desktop.ui.inspector.labels import MESSAGES
from desktop.ui.inspector.references import Reference

_WIDTH: Final = 340
_MAX_ROWS: Final = 9
_ROW_HEIGHT: Final = 40


class ReferencePopup(QFrame):
    """A list with a search, to pick one or tick several."""

    picked = Signal(str)
    ticked = Signal(list)  # the ids, in the order in which they were ticked

    def __init__(
        self, parent: QWidget, references: Sequence[Reference], ui_language: str, chosen: Sequence[str] | None = None
    ) -> None:
        super().__init__(parent.window(), Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("reference_popup")
        self._chosen = list(chosen) if chosen is not None else None
        self.search_field = QLineEdit()
        self.search_field.setPlaceholderText(MESSAGES("filter", ui_language))
        self.search_field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.search_field)
        column.addWidget(self.list)
        for reference in references:
            item = QListWidgetItem(f"{reference.title}\n{reference.detail}" if reference.detail else reference.title)
            item.setData(Qt.ItemDataRole.UserRole, reference.id)
            if self._chosen is not None:
                item.setCheckState(_check_state(reference.id in self._chosen))
            self.list.addItem(item)
        self.list.itemClicked.connect(self._choose)
        self.search_field.textChanged.connect(self._filter)
        self._select_visible(0)

    def show_below(self, widget: QWidget, current_id: str = "") -> None:
        """Open below a widget, or above it where there is more room."""
        row_count = min(self.list.count(), _MAX_ROWS)
        self.resize(max(_WIDTH, widget.width()), 60 + row_count * _ROW_HEIGHT)
        corner = widget.mapToGlobal(QPoint(widget.width() - self.width(), widget.height() + 2))
        screen = widget.screen().availableGeometry()
        if corner.y() + self.height() > screen.bottom():
            corner.setY(widget.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2)
        self.move(max(screen.left(), corner.x()), max(screen.top(), corner.y()))
        for row in range(self.list.count()):
            if current_id and self.list.item(row).data(Qt.ItemDataRole.UserRole) == current_id:
                self.list.setCurrentRow(row)
        self.show()
        self.search_field.setFocus()

    def _filter(self, words: str) -> None:
        wanted = normalize(words)
        for row in range(self.list.count()):
            item = self.list.item(row)
            item_id = str(item.data(Qt.ItemDataRole.UserRole))
            item.setHidden(wanted not in normalize(f"{item.text()} {item_id}"))
        self._select_visible(0)

    def _visible_rows(self) -> list[int]:
        return [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]

    def _select_visible(self, offset: int) -> None:
        rows = self._visible_rows()
        if not rows:
            self.list.setCurrentRow(-1)
            return
        current = self.list.currentRow()
        place = rows.index(current) if current in rows else -offset if offset > 0 else 0
        self.list.setCurrentRow(rows[max(0, min(len(rows) - 1, place + offset))])

    def _choose(self, item: QListWidgetItem) -> None:
        item_id = str(item.data(Qt.ItemDataRole.UserRole))
        if self._chosen is None:
            self.close()
            self.picked.emit(item_id)
            return
        if item_id in self._chosen:
            self._chosen.remove(item_id)
        else:
            self._chosen.append(item_id)
        item.setCheckState(_check_state(item_id in self._chosen))
        self.ticked.emit(list(self._chosen))

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list with arrows, and take a row with Enter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._select_visible(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                item = self.list.currentItem()
                if item is not None:
                    self._choose(item)
                return True
        return super().eventFilter(watched, event)


def _check_state(is_checked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if is_checked else Qt.CheckState.Unchecked
