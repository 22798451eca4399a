"""What is wrong with the text: underlined where it is, listed below, with ways to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPen, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTextEdit,
    QWidget,
)

from desktop.render.theme import CINEMA
from desktop.story.problems.problem import Problem
from desktop.ui.editor.editor import Editor
from desktop.ui.editor.text_diff import Span, units
from desktop.ui.editor.tokens import tokens

Fix = tuple[str, Sequence[Span]]
"""What a fix does, and its edits."""
Fixer = Callable[[Problem, str], Sequence[Fix]]
Index = QModelIndex | QPersistentModelIndex
ERROR: Final = "#f0604a"
_MOST: Final = 400
_ROW: Final = 26
_LAMP: Final = 26
_PAUSE_MS: Final = 60
_KEEP: Final = QTextCursor.MoveMode.KeepAnchor


class Marks:
    """The problems at their places in the text; the places move with the text until the next look at it."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self.problems: tuple[Problem, ...] = ()
        self._cursors: list[QTextCursor] = []
        self._underlines: list[QTextEdit.ExtraSelection] = []
        editor.blockCountChanged.connect(self._moved)

    def show(self, problems: Iterable[Problem]) -> bool:
        """Underline these; return whether they are others than before."""
        found = tuple(problems)
        if found == self.problems and all(self._stands(*pair) for pair in zip(found, self._cursors, strict=False)):
            return False
        same = found == self.problems
        self.problems = found
        self._cursors = [self._place(problem) for problem in found[:_MOST]]
        self._underlines = []
        for problem, cursor in zip(found, self._cursors, strict=False):
            made = QTextEdit.ExtraSelection()
            made.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            made.format.setUnderlineColor(QColor(ERROR if problem.severity == "error" else CINEMA.gold))
            made.cursor = cursor
            self._underlines.append(made)
        self._moved()
        return not same

    def _stands(self, problem: Problem, cursor: QTextCursor) -> bool:
        """Return whether a problem's mark is still where the problem is."""
        place = self._place(problem)
        return place.position() == cursor.position() and place.anchor() == cursor.anchor()

    def _place(self, problem: Problem) -> QTextCursor:
        """Return a cursor over the token that is wrong."""
        document = self._editor.document()
        block = document.findBlockByNumber(min(problem.line, document.blockCount()) - 1)
        text = block.text()
        start = max(0, min(problem.column - 1, len(text)))
        if problem.end_line == problem.line and problem.end_column > problem.column:
            end = min(problem.end_column - 1, len(text))
        elif problem.end_line > problem.line:
            end = len(text.rstrip())
        else:
            state = block.previous().userState() if block.previous().isValid() else 0
            end = next((high for low, high, _ in tokens(text, state)[0] if low <= start < high), start)
        if end <= start:
            start, end = (start, start + 1) if start < len(text) else (max(0, len(text.rstrip()) - 1), len(text))
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + units(text, start))
        cursor.setPosition(block.position() + units(text, end), _KEEP)
        return cursor

    def _moved(self, _count: int = 0) -> None:
        marks: dict[int, str] = {}
        document = self._editor.document()
        for problem, cursor in zip(self.problems, self._cursors, strict=False):
            number = document.findBlock(cursor.selectionStart()).blockNumber()
            if marks.get(number) != "error":
                marks[number] = problem.severity
        if _count == 0 or marks != self._editor.marks:
            self._editor.show_problems(marks, self._underlines)

    def go_to(self, number: int) -> None:
        """Put the cursor where a problem is."""
        if not 0 <= number < len(self.problems):
            return
        if number >= len(self._cursors):
            self._editor.go_to_line(self.problems[number].line, self.problems[number].column)
            return
        start = self._editor.offset_of(self._cursors[number].selectionStart())
        self._editor.go_to(start)

    def next(self, way: int) -> int:
        """Go to the next problem after the cursor, or the one before; round and round. Return which, −1 for none."""
        places = sorted((cursor.selectionStart(), number) for number, cursor in enumerate(self._cursors))
        if not places:
            return -1
        here = self._editor.textCursor().position()
        if way > 0:
            number = next((one for place, one in places if place > here), places[0][1])
        else:
            number = next((one for place, one in reversed(places) if place < here), places[-1][1])
        self.go_to(number)
        return number

    def here(self) -> int:
        """Return the problem at the cursor, else the first one of its line, −1 for none."""
        cursor = self._editor.textCursor()
        line = cursor.block()
        near = -1
        for number, one in enumerate(self._cursors):
            if one.selectionStart() <= cursor.position() <= one.selectionEnd():
                return number
            if near < 0 and line.contains(one.selectionStart()):
                near = number
        return near


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.problems: Sequence[Problem] = ()
        self.language = "en"

    def fill(self, problems: Sequence[Problem], language: str) -> None:
        """List other problems."""
        self.beginResetModel()
        self.problems, self.language = problems, language
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.problems)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        problem = self.problems[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return problem
        if role == Qt.ItemDataRole.DisplayRole:
            return problem.message(self.language)
        if role == Qt.ItemDataRole.ToolTipRole:
            hint = problem.hint(self.language)
            return f"{problem.message(self.language)}\n{hint}" if hint else problem.message(self.language)
        return None


class _Row(QStyledItemDelegate):
    """Paints one line: what it is, what is wrong, what to do, where."""

    def __init__(self, parent: ProblemsBelow) -> None:
        super().__init__(parent)
        self._list = parent

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        problem: Problem = index.data(Qt.ItemDataRole.UserRole)
        language = self._list.model_.language
        rect: QRect = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setBrush(QColor("#33231f" if state & QStyle.StateFlag.State_Selected else "#241b19"))
            painter.drawRoundedRect(rect, 4, 4)
        middle, x = rect.center().y() + 0.5, rect.left() + 14
        error = problem.severity == "error"
        painter.setBrush(QColor(ERROR if error else CINEMA.gold))
        if error:
            painter.drawEllipse(QPointF(x, middle), 4, 4)
        else:
            painter.drawPolygon(
                [QPointF(x, middle - 4.5), QPointF(x + 4.5, middle + 3.5), QPointF(x - 4.5, middle + 3.5)]
            )
        font = self._list.font()
        font.setPixelSize(13)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        place = str(problem.line)
        right = rect.right() - 10
        painter.setPen(QColor(CINEMA.muted))
        number = QRect(right - 44, rect.top(), 44, rect.height())
        painter.drawText(number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, place)
        if self._list.has_fixes(index.row()):
            _lamp(painter, QPointF(number.left() - _LAMP / 2 + 6, middle))
        room = QRect(rect.left() + 28, rect.top(), number.left() - _LAMP - rect.left() - 34, rect.height())
        vertical = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        message = metrics.elidedText(problem.message(language), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(QColor(CINEMA.paper))
        painter.drawText(room, vertical, message)
        room.setLeft(room.left() + metrics.horizontalAdvance(message) + 14)
        if room.width() > 60 and (hint := problem.hint(language)):
            painter.setPen(QColor(CINEMA.muted))
            painter.drawText(room, vertical, metrics.elidedText(hint, Qt.TextElideMode.ElideRight, room.width()))
        painter.restore()


def _lamp(painter: QPainter, middle: QPointF) -> None:
    """Draw a light bulb."""
    pen = QPen(QColor(CINEMA.gold), 1.4)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(QColor("#4a3a1c"))
    x, y = middle.x(), middle.y()
    painter.drawEllipse(QPointF(x, y - 1.5), 4.2, 4.2)
    painter.drawLine(QPointF(x - 1.8, y + 4.6), QPointF(x + 1.8, y + 4.6))
    painter.drawLine(QPointF(x - 1.1, y + 6.6), QPointF(x + 1.1, y + 6.6))


class ProblemsBelow(QListView):
    """The list below the text: a click goes to the place, the light bulb shows how to mend it."""

    chosen = Signal(int)
    fixes_asked = Signal(int, QPoint)

    def __init__(self, ask: Callable[[Problem], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._ask = ask
        self._fixable: dict[Problem, bool] = {}
        self.model_ = _Model(self)
        self.setModel(self.model_)
        self.setItemDelegate(_Row(self))
        self.setObjectName("problems")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))
        self.activated.connect(lambda index: self.chosen.emit(index.row()))
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(_PAUSE_MS)
        self._look.timeout.connect(self._find_fixes)
        self._row = -1
        self.entered.connect(lambda index: self._near(index.row()))

    def fill(self, problems: Sequence[Problem], language: str) -> None:
        """List these."""
        self._fixable.clear()
        self.model_.fill(problems, language)
        self.setFixedHeight(min(5, len(problems)) * _ROW + 6 if problems else 0)
        self.setVisible(bool(problems))

    def show_row(self, row: int) -> None:
        """Choose a row, as the text's cursor does."""
        if 0 <= row < self.model_.rowCount():
            self.setCurrentIndex(self.model_.index(row))
            self._near(row)
        else:
            self.clearSelection()

    def has_fixes(self, row: int) -> bool:
        """Return whether a row is known to have ways to mend it."""
        return self._fixable.get(self.model_.problems[row], False)

    def _near(self, row: int) -> None:
        """Look, a moment later, whether the row can be mended: to know it for all of them would take too long."""
        self._row = row
        if self.model_.problems[row] not in self._fixable:
            self._look.start()

    def _find_fixes(self) -> None:
        if 0 <= self._row < self.model_.rowCount():
            problem = self.model_.problems[self._row]
            self._fixable[problem] = self._ask(problem)
            self.update(self.model_.index(self._row))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show the fixes at the light bulb."""
        index = self.indexAt(event.position().toPoint())
        x = event.position().x()
        if index.isValid() and self.has_fixes(index.row()):
            right = self.visualRect(index).right() - 54
            if right - _LAMP <= x <= right + 6:
                self.setCurrentIndex(index)
                self.fixes_asked.emit(index.row(), self.mapToGlobal(event.position().toPoint()))
                return
        super().mousePressEvent(event)
