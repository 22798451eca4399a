"""What may be written at the cursor: a list, with a line of help each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.render.theme import CINEMA
from desktop.story.assist.complete import Suggestion
from desktop.ui.editor.editor import Editor
from desktop.ui.editor.keys import Command
from desktop.ui.editor.messages import WORDS

PAUSE_MS: Final = 50
_SHOWN: Final = 8
_ROW: Final = 26
_KINDS: Final = {
    "table": "#f0806c",
    "key": "#c9ab82",
    "layout": CINEMA.gold,
    "source": "#74bfa6",
    "track": "#74bfa6",
    "event": "#74bfa6",
    "file": "#8fb8d9",
    "language": "#8fb8d9",
}
Index = QModelIndex | QPersistentModelIndex
ROLE: Final = int(Qt.ItemDataRole.UserRole)


Completer = Callable[[str, int, str], Sequence[Suggestion]]


class Model(QAbstractListModel):
    """The suggestions as Qt's lists want them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.found: Sequence[Suggestion] = ()

    def fill(self, found: Sequence[Suggestion]) -> None:
        """Show other suggestions."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a suggestion, or what a screen reader says of it."""
        one = self.found[index.row()]
        if role == ROLE:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return one.label
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return one.help
        return None


class _Row(QStyledItemDelegate):
    """Paints the name on the left and the help on the right, each in its face."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.mono = QFont()
        self.mono.setFamilies(["JetBrains Mono", "Passeur WenKai"])
        self.mono.setPixelSize(13)
        self.column = 0
        self.plain = QFont()
        self.plain.setFamilies(["Inter", "Passeur WenKai"])
        self.plain.setPixelSize(12)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size of a row."""
        return QSize(100, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        one: Suggestion = index.data(ROLE)
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(QColor("#47302a"))
            painter.drawRoundedRect(rect, 4, 4)
        color = one.label if one.kind == "color" and one.label.startswith("#") else _KINDS.get(one.kind, CINEMA.muted)
        if one.kind == "color" and not one.label.startswith("#"):
            color = CINEMA.color(one.label)
        painter.setBrush(QColor(color))
        size = 10 if one.kind == "color" else 6
        painter.drawRoundedRect(rect.left() + 12 - size // 2, rect.center().y() - size // 2 + 1, size, size, 2, 2)
        metrics = QFontMetrics(self.mono)
        left = rect.adjusted(24, 0, -8, 0)
        column = min(self.column, left.width() * 3 // 5)
        name = metrics.elidedText(one.label, Qt.TextElideMode.ElideRight, column)
        painter.setFont(self.mono)
        painter.setPen(QColor(CINEMA.paper))
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        left.setLeft(left.left() + column + 16)
        words = QFontMetrics(self.plain).elidedText(one.help, Qt.TextElideMode.ElideRight, left.width())
        painter.setFont(self.plain)
        painter.setPen(QColor("#d8c3a5" if chosen else CINEMA.muted))
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.restore()


class Completion(QFrame):
    """Opens by itself while a word is typed, and at Ctrl+Space; Enter and Tab take what is chosen, Esc closes."""

    taken = Signal(object)

    def __init__(self, editor: Editor, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor, self._language, self._parent = editor, language, parent
        self.completer: Completer | None = None
        self.setObjectName("completion")
        self.model = Model(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.rows = _Row(self.list)
        self.list.setItemDelegate(self.rows)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda _index: self.take())
        self.help = QLabel()
        self.help.setObjectName("status")
        self.help.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(4)
        column.addWidget(self.list)
        column.addWidget(self.help)
        self._at = -1
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE_MS)
        self.pause.timeout.connect(self.open)
        self.list.selectionModel().currentChanged.connect(self._describe)
        editor.struck.connect(self._struck)
        editor.commands.insert(0, self.command)
        editor.verticalScrollBar().valueChanged.connect(self.hide)
        editor.installEventFilter(self)
        self.hide()

    def speak(self, language: str) -> None:
        """Speak another language, from the next time on."""
        self._language = language
        self.put_away()

    def _struck(self, words: str) -> None:
        """Open while a word is written; close at what ends it."""
        if self.completer is None:
            return
        erased = words in ("\b", "\x7f")
        if words and (words[-1].isalnum() or words[-1] in "\"'[_-." or (erased and self.isVisible())):
            self.pause.start()
        elif words or self._editor.textCursor().position() != self._at:
            self.put_away()

    def ask(self) -> None:
        """Open even where nothing was typed."""
        self.open(asked=True)

    def open(self, *, asked: bool = False) -> None:
        """Show what may be written here; nothing where that is nothing, or stands there already."""
        self.pause.stop()
        if self.completer is None or (not asked and not self._editor.hasFocus()):
            return
        text, offset = self._editor.text(), self._editor.offset()
        found = list(self.completer(text, offset, self._language))
        only = found[0] if len(found) == 1 else None
        if not found or (only is not None and text[only.start : only.end] == only.text):
            self.hide()
            return
        self._at = self._editor.textCursor().position()
        self.model.fill(found)
        longest = max((one.label for one in found), key=len)
        self.rows.column = max(80, QFontMetrics(self.rows.mono).horizontalAdvance(longest))
        self.list.setCurrentIndex(self.model.index(0))
        self._place()
        self.show()
        self.raise_()

    def put_away(self) -> None:
        """Close, and do not open for what was typed."""
        self.pause.stop()
        self.hide()

    def _place(self) -> None:
        """Stand below the word that is completed, or above it where there is no room."""
        parent, editor = self._parent, self._editor
        start = editor.textCursor()
        start.setPosition(editor.position_of(self.model.found[0].start))
        rect = editor.cursorRect(start)
        corner = editor.viewport().mapTo(parent, QPoint(rect.left() - 30, rect.bottom() + 5))
        width = min(520, parent.width() - 16)
        self.list.setFixedHeight(min(_SHOWN, len(self.model.found)) * _ROW + 2)
        self.help.setFixedWidth(width - 28)
        height = self.list.height() + max(36, self.help.heightForWidth(width - 28)) + 18
        x = max(8, min(corner.x(), parent.width() - width - 8))
        y = corner.y()
        if y + height > parent.height() - 6:
            y = max(4, corner.y() - 10 - rect.height() - height)
        self.setGeometry(x, y, width, height)

    def _describe(self, index: QModelIndex) -> None:
        one: Suggestion | None = index.data(ROLE) if index.isValid() else None
        if one is not None:
            kind = WORDS(f"kind.{one.kind}", self._language) if f"kind.{one.kind}" in WORDS.table else one.kind
            self.help.setText(f"{kind} — {one.help}" if one.help else kind)

    def take(self) -> None:
        """Write what is chosen."""
        index = self.list.currentIndex()
        self.put_away()
        if index.isValid():
            self.taken.emit(index.data(ROLE))

    def command(self, event: QKeyEvent) -> Command | None:
        """Return what a key does while the list is open."""
        key = event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Space and control:
            return self.ask
        if not self.isVisible() or control or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return None
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _SHOWN, Qt.Key.Key_PageUp: -_SHOWN}
        if key in steps:
            step = steps[Qt.Key(key)]
            return lambda: self._step(step)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            return self.take
        if key == Qt.Key.Key_Escape:
            return self.put_away
        return None

    def _step(self, step: int) -> None:
        row, last = self.list.currentIndex().row() + step, self.model.rowCount() - 1
        if abs(step) == 1:
            row %= last + 1
        self.list.setCurrentIndex(self.model.index(max(0, min(last, row))))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close where the editor is left; stay beside the word where only its height changes, as problems come and go."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.MouseButtonPress):
            self.put_away()
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            QTimer.singleShot(0, self, self._place)
        return super().eventFilter(watched, event)
