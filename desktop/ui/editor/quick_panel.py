"""A field with a list over the text to go somewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.fast_dataclass import dataclass
from desktop.qt_override import qt_override
from desktop.story.normalize import normalize
from desktop.ui.widgets.keys.field_keys import FieldKeys
from desktop.ui.widgets.plain_text import PlainLabel

_MAX_ROWS: Final = 12
_ROW_HEIGHT: Final = 26
_WIDTH: Final = 420


@dataclass(frozen=True, slots=True)
class QuickRow:
    """A row of the list: its text and its target."""

    label: str
    offset: int


class QuickPanel(QFrame):
    """A small panel at the top of the text."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setObjectName("quick")
        self.field = QLineEdit()
        self.field.installEventFilter(self)
        self._keys = FieldKeys(self)
        self._keys.watch(self.field)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.message_label = PlainLabel()
        self.message_label.setObjectName("status")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for widget in (self.field, self.list, self.message_label):
            column.addWidget(widget)
        self.field.textEdited.connect(self._on_edited)
        self.list.itemClicked.connect(lambda _item: self._accept())
        self._rows: Sequence[QuickRow] = ()
        self._on_move: Callable[[int], object] | None = None
        self._on_accept: Callable[[str], str] | None = None
        self.hide()

    def offer(
        self, rows: Sequence[QuickRow], placeholder: str, on_move: Callable[[int], object], current: int = 0
    ) -> None:
        """Offer rows to filter; `on_move` takes the offset of the chosen one."""
        self._rows, self._on_move, self._on_accept = rows, on_move, None
        self._open("", placeholder)
        self.list.show()
        self._fill("")
        if rows:
            self.list.setCurrentRow(max(0, min(current, len(rows) - 1)))

    def ask(self, words: str, placeholder: str, on_accept: Callable[[str], str]) -> None:
        """Ask for words; `on_accept` returns why they cannot be taken, or ""."""
        self._rows, self._on_move, self._on_accept = (), None, on_accept
        self._open(words, placeholder)
        self.list.hide()
        self._fit()

    def _open(self, words: str, placeholder: str) -> None:
        self.message_label.hide()
        self.field.setText(words)
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(placeholder)
        self.show()
        self.raise_()
        self.field.setFocus()
        self.field.selectAll()

    def _fill(self, words: str) -> None:
        wanted = normalize(words)
        self.list.clear()
        for row in self._rows:
            if wanted in normalize(row.label):
                item = QListWidgetItem(row.label)
                item.setData(Qt.ItemDataRole.UserRole, row.offset)
                self.list.addItem(item)
        self.list.setCurrentRow(0 if self.list.count() else -1)
        self._fit()

    def _fit(self) -> None:
        parent = self.parentWidget()
        width = min(_WIDTH, parent.width() - 24) if parent is not None else _WIDTH
        rows = min(_MAX_ROWS, self.list.count()) if self.list.isVisibleTo(self) else 0
        self.list.setFixedHeight(rows * _ROW_HEIGHT + 4)
        self.resize(width, self.sizeHint().height())
        if parent is not None:
            self.move((parent.width() - width) // 2, 6)

    def _on_edited(self, words: str) -> None:
        self.message_label.hide()
        if self.list.isVisibleTo(self):
            self._fill(words)

    def _accept(self) -> None:
        if self._on_accept is not None:
            reason = self._on_accept(self.field.text().strip())
            if reason:
                self.message_label.setText(reason)
                self.message_label.show()
                self._fit()
            else:
                self.close_panel()
            return
        row, on_move = self.list.currentRow(), self._on_move
        offset = self.list.item(row).data(Qt.ItemDataRole.UserRole) if row >= 0 else None
        self.close_panel()
        if offset is not None and on_move is not None:
            on_move(int(offset))

    def close_panel(self) -> None:
        """Close the panel and give the focus back."""
        had_focus = self.field.hasFocus()
        self.hide()
        parent = self.parentWidget()
        if had_focus and parent is not None:
            parent.setFocus()

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose with the arrows, take with Enter, close with Esc."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._accept()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_panel()
                return True
        elif (
            isinstance(event, QFocusEvent)
            and event.type() == QEvent.Type.FocusOut
            and event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        ):
            self.hide()
        return super().eventFilter(watched, event)
