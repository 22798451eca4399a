"""The completion popup: suggestions at the cursor, with a help line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
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
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.qt_override import qt_override
from desktop.render.painter_scope import saved_state
from desktop.render.theme import CINEMA
from desktop.session.debounce import Debounce
from desktop.story.assist.suggestion import Suggestion
from desktop.ui.editor.editor_messages import MESSAGES
from desktop.ui.editor.key_handler import Command
from desktop.ui.editor.toml_editor import TomlEditor
from desktop.ui.widgets import interface_colors as colors
from desktop.ui.widgets.plain_text import PlainLabel, elided

OPEN_DELAY_MS: Final = 50
_MAX_VISIBLE_ROWS: Final = 8
_ROW_HEIGHT: Final = 26
_ROW_MARGINS: Final = 32  # for the swatch on the left, and beside the help
_LABEL_GAP: Final = 16  # between a label and its help
_KIND_COLORS: Final = {
    "table": colors.SYNTAX_HEADER,
    "key": colors.SYNTAX_KEY,
    "layout": CINEMA.gold,
    "source": colors.SYNTAX_DATE,
    "track": colors.SYNTAX_DATE,
    "event": colors.SYNTAX_DATE,
    "file": colors.SYNTAX_NUMBER,
    "language": colors.SYNTAX_NUMBER,
}
ModelIndex = QModelIndex | QPersistentModelIndex
SUGGESTION_ROLE: Final = int(Qt.ItemDataRole.UserRole)


Completer = Callable[[str, int, str], Sequence[Suggestion]]


class SuggestionModel(QAbstractListModel):
    """Qt list model of the suggestions."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.suggestions: Sequence[Suggestion] = ()

    def set_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        """Replace the suggestions."""
        self.beginResetModel()
        self.suggestions = suggestions
        self.endResetModel()

    @qt_override(fallback=0)
    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        """Return the number of suggestions."""
        return 0 if parent.isValid() else len(self.suggestions)

    @qt_override(fallback=None)
    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a suggestion, or its accessible text."""
        suggestion = self.suggestions[index.row()]
        if role == SUGGESTION_ROLE:
            return suggestion
        if role == Qt.ItemDataRole.DisplayRole:
            return suggestion.label
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return suggestion.help
        return None


class _SuggestionDelegate(QStyledItemDelegate):
    """Delegate that paints a suggestion: name left, help right."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.mono_font = QFont()
        self.mono_font.setFamilies(["JetBrains Mono", "Passeur WenKai"])
        self.mono_font.setPixelSize(13)
        self.label_width = 0
        self.help_font = QFont()
        self.help_font.setFamilies(["Inter", "Passeur WenKai"])
        self.help_font.setPixelSize(12)

    @qt_override(fallback=QSize())
    def sizeHint(self, _option: QStyleOptionViewItem, _index: ModelIndex) -> QSize:
        """Return the size of a row."""
        return QSize(100, _ROW_HEIGHT)

    @qt_override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """Paint a row."""
        suggestion: Suggestion = index.data(SUGGESTION_ROLE)
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        with saved_state(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            if selected:
                painter.setBrush(QColor(colors.CHECKED))
                painter.drawRoundedRect(rect, 4, 4)
            color = (
                suggestion.label
                if suggestion.kind == "color" and suggestion.label.startswith("#")
                else _KIND_COLORS.get(suggestion.kind, CINEMA.muted)
            )
            if suggestion.kind == "color" and not suggestion.label.startswith("#"):
                color = CINEMA.color(suggestion.label)
            painter.setBrush(QColor(color))
            swatch_size = 10 if suggestion.kind == "color" else 6
            painter.drawRoundedRect(
                rect.left() + 12 - swatch_size // 2,
                rect.center().y() - swatch_size // 2 + 1,
                swatch_size,
                swatch_size,
                2,
                2,
            )
            metrics = QFontMetrics(self.mono_font)
            text_rect = rect.adjusted(_ROW_MARGINS - 8, 0, -8, 0)
            label_width = min(self.label_width, text_rect.width() * 3 // 5)
            label = elided(suggestion.label, metrics, label_width)
            painter.setFont(self.mono_font)
            painter.setPen(QColor(CINEMA.paper))
            painter.drawText(text_rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
            text_rect.setLeft(text_rect.left() + label_width + _LABEL_GAP)
            help_text = elided(suggestion.help, QFontMetrics(self.help_font), text_rect.width())
            painter.setFont(self.help_font)
            painter.setPen(QColor(colors.EMPHASIS if selected else CINEMA.muted))
            painter.drawText(text_rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, help_text)


class CompletionPopup(QFrame):
    """Popup of suggestions; Enter and Tab accept one, Esc closes it."""

    suggestion_accepted = Signal(object)

    def __init__(self, editor: TomlEditor, ui_language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor, self._ui_language, self._parent = editor, ui_language, parent
        self.commands: dict[str, Command] = {"editor.complete": self.open_on_request}
        self.completer: Completer | None = None
        self.setObjectName("completion")
        self.model = SuggestionModel(self)
        self.list_view = QListView()
        self.list_view.setModel(self.model)
        self.delegate = _SuggestionDelegate(self.list_view)
        self.list_view.setItemDelegate(self.delegate)
        self.list_view.setUniformItemSizes(True)
        self.list_view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list_view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list_view.clicked.connect(lambda _index: self.accept())
        self.help_label = PlainLabel()
        self.help_label.setObjectName("status")
        self.help_label.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        layout.addWidget(self.list_view)
        layout.addWidget(self.help_label)
        self._opened_at = -1
        self.open_timer = Debounce(OPEN_DELAY_MS, self.open, self)
        self.list_view.selectionModel().currentChanged.connect(self._show_help)
        editor.key_typed.connect(self._on_key_typed)
        editor.shortcut_handlers.insert(0, self.shortcut)
        editor.verticalScrollBar().valueChanged.connect(self.hide)
        # Signals, no filter: one would be asked about each of the seven events of a key.
        editor.focus_lost.connect(self.dismiss)
        editor.resized.connect(self._follow_word)
        self.hide()

    def retranslate(self, ui_language: str) -> None:
        """Set the language for the next time it opens."""
        self._ui_language = ui_language
        self.dismiss()

    def _on_key_typed(self, typed_text: str) -> None:
        """Open while a word is typed; close at its end."""
        if self.completer is None:
            return
        erased = typed_text in ("\b", "\x7f")
        if typed_text and (typed_text[-1].isalnum() or typed_text[-1] in "\"'[_-." or (erased and self.isVisible())):
            self.open_timer.start()
        elif typed_text or self._editor.textCursor().position() != self._opened_at:
            self.dismiss()

    def open_on_request(self) -> None:
        """Open the popup although nothing was typed."""
        self.open(requested=True)

    def open(self, *, requested: bool = False) -> None:
        """Show the suggestions at the cursor, unless there is nothing to complete."""
        self.open_timer.stop()
        if self.completer is None or (not requested and not self._editor.hasFocus()):
            return
        text, offset = self._editor.text(), self._editor.cursor_offset()
        suggestions = list(self.completer(text, offset, self._ui_language))
        only_suggestion = suggestions[0] if len(suggestions) == 1 else None
        if not suggestions or (
            only_suggestion is not None and text[only_suggestion.start : only_suggestion.end] == only_suggestion.text
        ):
            self.hide()
            return
        self._opened_at = self._editor.textCursor().position()
        self.model.set_suggestions(suggestions)
        longest = max((suggestion.label for suggestion in suggestions), key=len)
        self.delegate.label_width = max(80, QFontMetrics(self.delegate.mono_font).horizontalAdvance(longest) + 2)
        self._move_to_word()
        self.list_view.setCurrentIndex(self.model.index(0))
        self.show()
        self.raise_()

    def dismiss(self) -> None:
        """Close the popup, and cancel a pending opening."""
        self.open_timer.stop()
        self.hide()

    def _move_to_word(self) -> None:
        """Move the popup below the word, or above without room."""
        parent, editor = self._parent, self._editor
        word_cursor = editor.textCursor()
        word_cursor.setPosition(editor.position_of(self.model.suggestions[0].start))
        rect = editor.cursorRect(word_cursor)
        corner = editor.viewport().mapTo(parent, QPoint(rect.left() - 30, rect.bottom() + 5))
        width = min(520, parent.width() - 16)
        self.list_view.setFixedHeight(min(_MAX_VISIBLE_ROWS, len(self.model.suggestions)) * _ROW_HEIGHT + 2)
        self.help_label.setFixedWidth(width - 28)
        height = self.list_view.height() + max(36, self.help_label.heightForWidth(width - 28)) + 18
        x = max(8, min(corner.x(), parent.width() - width - 8))
        y = corner.y()
        if y + height > parent.height() - 6:
            y = max(4, corner.y() - 10 - rect.height() - height)
        self.setGeometry(x, y, width, height)

    def _show_help(self, index: QModelIndex) -> None:
        suggestion: Suggestion | None = index.data(SUGGESTION_ROLE) if index.isValid() else None
        if suggestion is not None:
            kind = (
                MESSAGES(f"kind.{suggestion.kind}", self._ui_language)
                if f"kind.{suggestion.kind}" in MESSAGES
                else suggestion.kind
            )
            self.help_label.setText(kind if self._is_in_row(suggestion.help) else f"{kind} — {suggestion.help}")

    def _is_in_row(self, help_text: str) -> bool:
        """Return whether the row shows a complete help text."""
        row_width = self.list_view.viewport().width() - _ROW_MARGINS
        room = row_width - min(self.delegate.label_width, row_width * 3 // 5) - _LABEL_GAP
        return QFontMetrics(self.delegate.help_font).horizontalAdvance(help_text) <= room

    def accept(self) -> None:
        """Accept the selected suggestion."""
        index = self.list_view.currentIndex()
        self.dismiss()
        if index.isValid():
            self.suggestion_accepted.emit(index.data(SUGGESTION_ROLE))

    def shortcut(self, event: QKeyEvent) -> Command | None:
        """Return the command of a key press while the popup is open."""
        action = self._editor.key_map.find(event)
        if action is not None and action.id in self.commands:
            return self.commands[action.id]
        if not self.isVisible():
            return None
        key = event.key()
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return None
        row_steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _MAX_VISIBLE_ROWS,
            Qt.Key.Key_PageUp: -_MAX_VISIBLE_ROWS,
        }
        if key in row_steps:
            step = row_steps[Qt.Key(key)]
            return lambda: self._move_selection(step)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            return self.accept
        if key == Qt.Key.Key_Escape:
            return self.dismiss
        return None

    def _move_selection(self, rows: int) -> None:
        row, last = self.list_view.currentIndex().row() + rows, self.model.rowCount() - 1
        if abs(rows) == 1:
            row %= last + 1
        self.list_view.setCurrentIndex(self.model.index(max(0, min(last, row))))

    def _follow_word(self) -> None:
        """Stay at the word while the editor changes its size."""
        if self.isVisible():
            QTimer.singleShot(0, self, self._move_to_word)
