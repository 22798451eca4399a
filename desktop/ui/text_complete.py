"""A list of what may be written at the cursor, with a line of help each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout

from desktop.story.complete import Suggestion
from desktop.ui.text_area import TextArea

_PAUSE_MS: Final = 90
_SHOWN: Final = 9


class Completion(QFrame):
    """Opens by itself while a word is typed, or at Ctrl+Space; Enter and Tab take what is chosen, Esc closes."""

    def __init__(self, area: TextArea, ask: Callable[[str, int], Sequence[Suggestion]]) -> None:
        super().__init__(area.viewport())
        self._area, self._ask = area, ask
        self.setObjectName("completion")
        self.setStyleSheet(
            "#completion { background: #241b19; border: 1px solid #5a463e; border-radius: 6px; }"
            " #completion QListWidget { background: transparent; } #completion QLabel { color: #a79889; font-size: 12px; }"
        )
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda _item: self.take())
        self.help = QLabel()
        self.help.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(4)
        column.addWidget(self.list)
        column.addWidget(self.help)
        self._found: Sequence[Suggestion] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.open)
        self.list.currentRowChanged.connect(self._describe)
        area.typed.connect(self._typed)
        area.installEventFilter(self)
        area.verticalScrollBar().valueChanged.connect(self.hide)
        self.hide()

    def _typed(self) -> None:
        cursor = self._area.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()][-1:]
        if before.isalnum() or (before in '["_-.' and before):
            self._timer.start()
        else:
            self._timer.stop()
            self.hide()

    def open(self) -> None:
        """Show what may be written here; nothing where that is nothing, or only what stands there."""
        text, offset = self._area.text(), self._area.offset()
        found = self._ask(text, offset)
        if not found or (len(found) == 1 and text[found[0].start : found[0].end] == found[0].text):
            self.hide()
            return
        self._found = found
        self.list.clear()
        for one in found:
            self.list.addItem(QListWidgetItem(one.label))
        self.list.setCurrentRow(0)
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        rect = self._area.cursorRect()
        row = max(20, self.list.sizeHintForRow(0))
        height = min(_SHOWN, self.list.count()) * row + 62
        width = min(380, self._area.viewport().width() - 12)
        x = max(4, min(rect.left() - 10, self._area.viewport().width() - width - 6))
        below = rect.bottom() + 6
        y = below if below + height <= self._area.viewport().height() else max(4, rect.top() - height - 6)
        self.setGeometry(x, y, width, height)

    def _describe(self, row: int) -> None:
        self.help.setText(self._found[row].help if 0 <= row < len(self._found) else "")

    def take(self) -> None:
        """Write what is chosen."""
        row = self.list.currentRow()
        self.hide()
        self._timer.stop()
        if 0 <= row < len(self._found):
            one = self._found[row]
            self._area.replace(one.start, one.end, one.text, one.cursor)
            self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list with the arrows while it is open."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.open()
                return True
            if self.isVisible():
                if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                    step = 1 if key == Qt.Key.Key_Down else -1
                    self.list.setCurrentRow((self.list.currentRow() + step) % max(1, self.list.count()))
                    return True
                if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                    self.take()
                    return True
                if key == Qt.Key.Key_Escape:
                    self.hide()
                    return True
                if key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
                    self.hide()
        elif event.type() == QEvent.Type.FocusOut:
            self.hide()
        return super().eventFilter(watched, event)
