"""The problems of the text are underlined, and listed below with fixes."""

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

from desktop.qt_override import qt_override
from desktop.render.painter_scope import saved_state
from desktop.render.theme import CINEMA
from desktop.session.debounce import Debounce
from desktop.story.problems.problem import Problem
from desktop.story.text_diff import Replacement
from desktop.ui.editor.folding_text_edit import KEEP_ANCHOR
from desktop.ui.editor.qt_text import utf16_offset
from desktop.ui.editor.tokens import tokenize
from desktop.ui.editor.toml_editor import TomlEditor
from desktop.ui.widgets import interface_colors as colors
from desktop.ui.widgets.plain_text import elided, plain_tooltip

Fix = tuple[str, Sequence[Replacement]]
"""The label of a fix, and its edits."""
Fixer = Callable[[Problem, str], Sequence[Fix]]
ModelIndex = QModelIndex | QPersistentModelIndex
_MAX_MARKS: Final = 400
_ROW_HEIGHT: Final = 26
_LIGHT_BULB_WIDTH: Final = 26
_FIX_SEARCH_DELAY_MS: Final = 60


class ProblemMarks:
    """The problems with their cursors, which move with the text."""

    def __init__(self, editor: TomlEditor) -> None:
        self._editor = editor
        self.problems: tuple[Problem, ...] = ()
        self._cursors: list[QTextCursor] = []
        self._underlines: list[QTextEdit.ExtraSelection] = []
        editor.blockCountChanged.connect(self._update_marks)

    def set_problems(self, problems: Iterable[Problem]) -> bool:
        """Set and underline the problems; return whether they changed."""
        new_problems = tuple(problems)
        if new_problems == self.problems and all(
            self._is_in_place(*pair) for pair in zip(new_problems, self._cursors, strict=False)
        ):
            return False
        unchanged = new_problems == self.problems
        self.problems = new_problems
        self._cursors = [self._cursor_over(problem) for problem in new_problems[:_MAX_MARKS]]
        self._underlines = []
        for problem, cursor in zip(new_problems, self._cursors, strict=False):
            selection = QTextEdit.ExtraSelection()
            selection.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            selection.format.setUnderlineColor(QColor(colors.ERROR if problem.severity == "error" else CINEMA.gold))
            selection.cursor = cursor
            self._underlines.append(selection)
        self._update_marks()
        return not unchanged

    def _is_in_place(self, problem: Problem, cursor: QTextCursor) -> bool:
        """Return whether a problem's mark is still where the problem is."""
        expected = self._cursor_over(problem)
        return expected.position() == cursor.position() and expected.anchor() == cursor.anchor()

    def _cursor_over(self, problem: Problem) -> QTextCursor:
        """Return a cursor over the wrong token."""
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
            end = next((high for low, high, _ in tokenize(text, state)[0] if low <= start < high), start)
        if end <= start:
            start, end = (start, start + 1) if start < len(text) else (max(0, len(text.rstrip()) - 1), len(text))
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + utf16_offset(text, start))
        cursor.setPosition(block.position() + utf16_offset(text, end), KEEP_ANCHOR)
        return cursor

    def _update_marks(self, _count: int = 0) -> None:
        severity_by_line: dict[int, str] = {}
        document = self._editor.document()
        for problem, cursor in zip(self.problems, self._cursors, strict=False):
            number = document.findBlock(cursor.selectionStart()).blockNumber()
            if severity_by_line.get(number) != "error":
                severity_by_line[number] = problem.severity
        if _count == 0 or severity_by_line != self._editor.severity_by_line:
            self._editor.show_problems(severity_by_line, self._underlines)

    def go_to(self, index: int) -> None:
        """Move the cursor to a problem."""
        if not 0 <= index < len(self.problems):
            return
        if index >= len(self._cursors):
            self._editor.go_to_line(self.problems[index].line, self.problems[index].column)
            return
        start = self._editor.offset_of(self._cursors[index].selectionStart())
        self._editor.go_to(start)

    def go_to_next(self, direction: int) -> int:
        """Go to the next or previous problem; return its index.

        Wraps around; −1 means that there is none.
        """
        starts = sorted((cursor.selectionStart(), number) for number, cursor in enumerate(self._cursors))
        if not starts:
            return -1
        cursor_position = self._editor.textCursor().position()
        if direction > 0:
            number = next((one for place, one in starts if place > cursor_position), starts[0][1])
        else:
            number = next((one for place, one in reversed(starts) if place < cursor_position), starts[-1][1])
        self.go_to(number)
        return number

    def problem_at_cursor(self) -> int:
        """Return the index of the problem at the cursor, or −1.

        Without one at the cursor itself, a problem of its line counts.
        """
        cursor = self._editor.textCursor()
        line = cursor.block()
        first_on_line = -1
        for number, problem_cursor in enumerate(self._cursors):
            if problem_cursor.selectionStart() <= cursor.position() <= problem_cursor.selectionEnd():
                return number
            if first_on_line < 0 and line.contains(problem_cursor.selectionStart()):
                first_on_line = number
        return first_on_line


class _ProblemModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.problems: Sequence[Problem] = ()
        self.ui_language = "en"

    def set_problems(self, problems: Sequence[Problem], ui_language: str) -> None:
        """Replace the problems."""
        self.beginResetModel()
        self.problems, self.ui_language = problems, ui_language
        self.endResetModel()

    @qt_override(fallback=0)
    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.problems)

    @qt_override(fallback=None)
    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        problem = self.problems[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return problem
        if role == Qt.ItemDataRole.DisplayRole:
            return problem.message(self.ui_language)
        if role == Qt.ItemDataRole.ToolTipRole:
            hint = problem.hint(self.ui_language)
            message = problem.message(self.ui_language)
            return plain_tooltip(f"{message}\n{hint}" if hint else message)
        return None


class _ProblemDelegate(QStyledItemDelegate):
    """Paint a row: severity, message, advice and line."""

    def __init__(self, parent: ProblemPanel) -> None:
        super().__init__(parent)
        self._panel = parent

    @qt_override(fallback=QSize())
    def sizeHint(self, _option: QStyleOptionViewItem, _index: ModelIndex) -> QSize:
        return QSize(100, _ROW_HEIGHT)

    @qt_override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        problem: Problem = index.data(Qt.ItemDataRole.UserRole)
        ui_language = self._panel.problem_model.ui_language
        rect: QRect = option.rect
        state = option.state
        with saved_state(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
                painter.setBrush(
                    QColor(colors.SELECTED_ROW if state & QStyle.StateFlag.State_Selected else colors.RAISED)
                )
                painter.drawRoundedRect(rect, 4, 4)
            center_y, x = rect.center().y() + 0.5, rect.left() + 14
            error = problem.severity == "error"
            painter.setBrush(QColor(colors.ERROR if error else CINEMA.gold))
            if error:
                painter.drawEllipse(QPointF(x, center_y), 4, 4)
            else:
                painter.drawPolygon(
                    [QPointF(x, center_y - 4.5), QPointF(x + 4.5, center_y + 3.5), QPointF(x - 4.5, center_y + 3.5)]
                )
            font = self._panel.font()
            font.setPixelSize(13)
            painter.setFont(font)
            metrics = QFontMetrics(font)
            line_number = str(problem.line)
            right = rect.right() - 10
            painter.setPen(QColor(CINEMA.muted))
            number_rect = QRect(right - 44, rect.top(), 44, rect.height())
            painter.drawText(number_rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line_number)
            if self._panel.has_fixes(index.row()):
                _paint_light_bulb(painter, QPointF(number_rect.left() - _LIGHT_BULB_WIDTH / 2 + 6, center_y))
            message_rect = QRect(
                rect.left() + 28, rect.top(), number_rect.left() - _LIGHT_BULB_WIDTH - rect.left() - 34, rect.height()
            )
            vertical = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            message = elided(problem.message(ui_language), metrics, message_rect.width())
            painter.setPen(QColor(CINEMA.paper))
            painter.drawText(message_rect, vertical, message)
            message_rect.setLeft(message_rect.left() + metrics.horizontalAdvance(message) + 14)
            if message_rect.width() > 60 and (hint := problem.hint(ui_language)):
                painter.setPen(QColor(CINEMA.muted))
                painter.drawText(message_rect, vertical, elided(hint, metrics, message_rect.width()))


def _paint_light_bulb(painter: QPainter, center: QPointF) -> None:
    """Draw a light bulb."""
    pen = QPen(QColor(CINEMA.gold), 1.4)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(QColor(colors.LIGHT_BULB))
    x, y = center.x(), center.y()
    painter.drawEllipse(QPointF(x, y - 1.5), 4.2, 4.2)
    painter.drawLine(QPointF(x - 1.8, y + 4.6), QPointF(x + 1.8, y + 4.6))
    painter.drawLine(QPointF(x - 1.1, y + 6.6), QPointF(x + 1.1, y + 6.6))


class ProblemPanel(QListView):
    """The list of problems: a click goes there, a bulb fixes."""

    problem_chosen = Signal(int)
    fixes_requested = Signal(int, QPoint)

    def __init__(self, is_fixable: Callable[[Problem], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._is_fixable = is_fixable
        self._fixable_by_problem: dict[Problem, bool] = {}
        self.problem_model = _ProblemModel(self)
        self.setModel(self.problem_model)
        self.setItemDelegate(_ProblemDelegate(self))
        self.setObjectName("problems")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.problem_chosen.emit(index.row()))
        self.activated.connect(lambda index: self.problem_chosen.emit(index.row()))
        self._fix_search_timer = Debounce(_FIX_SEARCH_DELAY_MS, self._search_fixes, self)
        self._pending_row = -1
        self.entered.connect(lambda index: self._schedule_fix_search(index.row()))

    def set_problems(self, problems: Sequence[Problem], ui_language: str) -> None:
        """Show the problems."""
        self._fixable_by_problem.clear()
        self.problem_model.set_problems(problems, ui_language)
        self.setFixedHeight(min(5, len(problems)) * _ROW_HEIGHT + 6 if problems else 0)
        self.setVisible(bool(problems))

    def select_row(self, row: int) -> None:
        """Select the row of the problem at the cursor."""
        if 0 <= row < self.problem_model.rowCount():
            self.setCurrentIndex(self.problem_model.index(row))
            self._schedule_fix_search(row)
        else:
            self.clearSelection()

    def has_fixes(self, row: int) -> bool:
        """Return whether a row is known to have fixes."""
        return self._fixable_by_problem.get(self.problem_model.problems[row], False)

    def _schedule_fix_search(self, row: int) -> None:
        """Search the fixes of a row after a pause.

        Searching those of all rows takes too long.
        """
        self._pending_row = row
        if self.problem_model.problems[row] not in self._fixable_by_problem:
            self._fix_search_timer.start()

    def _search_fixes(self) -> None:
        if 0 <= self._pending_row < self.problem_model.rowCount():
            problem = self.problem_model.problems[self._pending_row]
            self._fixable_by_problem[problem] = self._is_fixable(problem)
            self.update(self.problem_model.index(self._pending_row))

    @qt_override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show the fixes at the light bulb."""
        index = self.indexAt(event.position().toPoint())
        x = event.position().x()
        if index.isValid() and self.has_fixes(index.row()):
            right = self.visualRect(index).right() - 54
            if right - _LIGHT_BULB_WIDTH <= x <= right + 6:
                self.setCurrentIndex(index)
                self.fixes_requested.emit(index.row(), self.mapToGlobal(event.position().toPoint()))
                return
        super().mousePressEvent(event)
