"""The editor pane: the text editor with find bar, problems and status.

It knows no session. Whoever owns the story sets text and problems, and connects to `text_flushed` (after a pause in typing),
`cursor_settled`, `definition_requested` (Ctrl+click) and `save_requested` (Ctrl+S).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolTip, QVBoxLayout, QWidget

from desktop.qt_override import qt_override
from desktop.render.theme import CINEMA, Theme
from desktop.session.debounce import Debounce
from desktop.session.settings import Settings
from desktop.story.assist.suggestion import Suggestion
from desktop.story.problems.problem import Problem
from desktop.story.text_diff import Replacement
from desktop.ui.editor.completion import OPEN_DELAY_MS as LIST_MS, Completer, CompletionPopup
from desktop.ui.editor.editor_menu import add_text_actions
from desktop.ui.editor.editor_messages import MESSAGES
from desktop.ui.editor.editor_style import stylesheet
from desktop.ui.editor.find import FindBar
from desktop.ui.editor.fix_menu import FixMenu
from desktop.ui.editor.folding_text_edit import DEFAULT_FONT_SIZE
from desktop.ui.editor.key_handler import Command
from desktop.ui.editor.position_label import PositionLabel
from desktop.ui.editor.problems import Fix, Fixer, ProblemMarks, ProblemPanel
from desktop.ui.editor.toml_editor import CURSOR_SETTLE_MS, TomlEditor
from desktop.ui.editor.typing_pace import TypingPace
from desktop.ui.widgets.actions import EDITOR
from desktop.ui.widgets.keys.key_map import KeyMap

FLUSH_DELAY_MS: Final = 40


class EditorPane(QWidget):
    """Pane with the editor, find bar, problems and cursor position."""

    typed = Signal()
    text_flushed = Signal(str)
    replacements_applied = Signal(str)  # the label of replacements that were just emitted
    cursor_settled = Signal(int)
    definition_requested = Signal(int)
    save_requested = Signal()
    left = Signal()  # Esc was pressed: the keys of the window are wanted again

    def __init__(self, settings: Settings, parent: QWidget | None = None, theme: Theme = CINEMA) -> None:
        super().__init__(parent)
        self._ui_language = ui_language = settings.language
        self._fixer: Fixer | None = None
        self._history: tuple[Command, Command] | None = None
        self.menu_additions: list[Callable[[QMenu, int], object]] = []  # each adds what it knows of a position
        self.setObjectName("editor_pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(stylesheet(theme))
        self.setMinimumWidth(320)
        self.editor = TomlEditor(self, theme)
        self.editor.key_map = KeyMap(EDITOR, settings)
        self.editor.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.find_bar = FindBar(self.editor, ui_language, self)
        self.problem_marks = ProblemMarks(self.editor)
        self.problem_panel = ProblemPanel(lambda problem: bool(self._find_fixes(problem)), self)
        self.problem_panel.hide()
        self.completion = CompletionPopup(self.editor, ui_language, self)
        self.position_label = PositionLabel(self.editor, ui_language)
        self.problem_count_button, self.wrap_button, self.font_size_button = (
            QPushButton(),
            QPushButton("↩"),
            QPushButton(),
        )
        for button in (self.problem_count_button, self.wrap_button, self.font_size_button):
            button.setObjectName("status")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.wrap_button.setCheckable(True)
        self.commands: dict[str, Command] = {
            "save": self._request_save,
            "next_problem": lambda: self.go_to_next_problem(1),
            "previous_problem": lambda: self.go_to_next_problem(-1),
            "editor.find": self.open_find_bar,
            "editor.replace": lambda: self.open_find_bar(show_replace=True),
            "editor.find_next": lambda: self.find_bar.step(1),
            "editor.find_previous": lambda: self.find_bar.step(-1),
            "editor.close_find": self._close_or_leave,
            "editor.fixes": self.show_fixes,
            "editor.definition": lambda: self.definition_requested.emit(self.editor.cursor_offset()),
        }
        self._build_layout()
        self.typing_pace = TypingPace()
        self._flush_timer = Debounce(FLUSH_DELAY_MS, self._emit_text, self)
        self._connect_signals()
        self.installEventFilter(self)
        self._settings = settings
        self._restore_settings()
        self.retranslate(ui_language)

    def retranslate(self, ui_language: str) -> None:
        """Translate the labels; text, cursor and folds stay."""
        self._ui_language = ui_language
        self.editor.setAccessibleName(MESSAGES("text", ui_language))
        self.problem_panel.setAccessibleName(MESSAGES("list", ui_language))
        for button, message_key in (
            (self.problem_count_button, "problems_tip"),
            (self.wrap_button, "wrap"),
            (self.font_size_button, "size"),
        ):
            button.setToolTip(MESSAGES(message_key, ui_language))
        self.wrap_button.setAccessibleName(MESSAGES("wrap", ui_language))
        self.find_bar.retranslate(ui_language)
        self.completion.retranslate(ui_language)
        self._refresh_problem_list()
        self.position_label.retranslate(ui_language)

    def _build_layout(self) -> None:
        status_bar = QFrame()
        status_bar.setObjectName("foot")
        row = QHBoxLayout(status_bar)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(4)
        row.addWidget(self.problem_count_button)
        row.addStretch(1)
        row.addWidget(self.position_label)
        row.addSpacing(8)
        row.addWidget(self.wrap_button)
        row.addWidget(self.font_size_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        column.addWidget(self.editor, 1)
        column.addWidget(self.problem_panel)
        column.addWidget(status_bar)

    def _connect_signals(self) -> None:
        editor = self.editor
        editor.shortcut_handlers.append(self._shortcut)
        editor.typed.connect(self._on_typed)
        editor.key_typed.connect(self._adapt_delays)
        editor.cursor_settled.connect(self._on_cursor_settled)
        editor.definition_requested.connect(self.definition_requested)
        editor.font_size_changed.connect(self._on_font_size_changed)
        editor.wrap_changed.connect(self._on_wrap_changed)
        self.find_bar.replace_requested.connect(self.apply_replacements)
        self.completion.suggestion_accepted.connect(self._insert_suggestion)
        self.problem_panel.problem_chosen.connect(self._go_to_problem)
        self.problem_panel.fixes_requested.connect(self._open_fix_menu)
        self.problem_count_button.clicked.connect(lambda: self.go_to_next_problem(1))
        self.wrap_button.clicked.connect(editor.toggle_wrap)
        self.font_size_button.clicked.connect(lambda: editor.zoom(0))

    # -- the text ------------------------------------------------------------------------------------------------------

    def text(self) -> str:
        """Return the current text."""
        return self.editor.text()

    def set_text(self, text: str, *, reset: bool = False) -> None:
        """Replace the flushed text by minimal edits; `reset` drops the history."""
        if reset:
            self.typing_pace.estimate(len(text))
        for menu in self.findChildren(QMenu):
            menu.close()  # its fixes and suggestions know places of the text before
        self.editor.set_text(text, reset=reset)

    @property
    def has_pending_input(self) -> bool:
        """Return whether typed text was not yet emitted by `text_flushed`."""
        return self._flush_timer.isActive()

    def flush(self) -> None:
        """Emit `text_flushed` now instead of after the typing pause."""
        if self._flush_timer.isActive():
            self._flush_timer.stop()
            self._emit_text()

    def _emit_text(self) -> None:
        start_time = time.perf_counter()
        self.text_flushed.emit(self.text())
        # The slide, problems and the place of the cursor follow in this turn of the loop: they hold up a key as well.
        QTimer.singleShot(0, self, lambda: self.typing_pace.note_work(time.perf_counter() - start_time))

    def _adapt_delays(self, _words: str) -> None:
        """Adapt the delays to the typing pace: none ends between two keys."""
        self.typing_pace.key(time.perf_counter())
        for timer, usual_delay in (
            (self._flush_timer, FLUSH_DELAY_MS),
            (self.editor.settle_timer, CURSOR_SETTLE_MS),
            (self.completion.open_timer, LIST_MS),
        ):
            timer.setInterval(round(1000 * self.typing_pace.delay(usual_delay / 1000)))

    def apply_replacements(self, replacements: Iterable[Replacement], label: str = "") -> None:
        """Apply replacements as one undo step, and emit them at once."""
        self.flush()
        self.editor.apply_replacements(replacements)
        self._flush_timer.start()
        self.flush()
        self.replacements_applied.emit(label)

    def set_history(self, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        """Delegate undo and redo to the document's history; disable the editor's own."""

        def flushed_first(act: Callable[[], object]) -> Command:
            def step() -> None:
                self.flush()
                act()

            return step

        self._history = (flushed_first(undo), flushed_first(redo))
        self.editor.set_external_history(*self._history)

    def _on_typed(self) -> None:
        self._flush_timer.start()
        self.typed.emit()

    # -- cursor --------------------------------------------------------------------------------------------------------

    def go_to(self, offset: int, length: int = 0) -> None:
        """Move the cursor to an offset and select `length` characters."""
        self.editor.go_to(offset, length)

    def _on_cursor_settled(self, offset: int) -> None:
        self.problem_panel.select_row(self.problem_marks.problem_at_cursor())
        self.cursor_settled.emit(offset)

    def _on_font_size_changed(self, size: int) -> None:
        self.font_size_button.setText(f"{round(100 * size / DEFAULT_FONT_SIZE)} %")
        self._save_settings()

    def _on_wrap_changed(self, on: bool) -> None:
        self.wrap_button.setChecked(on)
        self._save_settings()

    def _restore_settings(self) -> None:
        """Restore font size and wrapping."""
        wrap, _, size = bytes(self._settings.widget_state("editor").data()).decode("ascii", "replace").partition(" ")
        self.editor.set_wrap(wrap != "run")
        self.editor.set_font_size(int(size) if size.isdecimal() else DEFAULT_FONT_SIZE)

    def _save_settings(self) -> None:
        wrap = "wrap" if self.wrap_button.isChecked() else "run"
        self._settings.save_widget_state("editor", QByteArray(f"{wrap} {self.editor.font().pixelSize()}".encode()))

    # -- problems ------------------------------------------------------------------------------------------------------

    def set_problems(self, problems: Iterable[Problem]) -> None:
        """Underline and list the problems."""
        new_problems = tuple(problems)
        if self.problem_marks.set_problems(new_problems):
            self._refresh_problem_list()

    def _refresh_problem_list(self) -> None:
        problems = self.problem_marks.problems
        self.problem_panel.set_problems(problems, self._ui_language)
        errors = sum(problem.severity == "error" for problem in problems)
        count_texts = [
            MESSAGES(message_key, self._ui_language, count=count)
            for message_key, count in (("error", errors), ("warning", len(problems) - errors))
            if count
        ]
        self.problem_count_button.setText(" · ".join(count_texts) or MESSAGES("no_problems", self._ui_language))
        self.problem_count_button.setProperty("alarm", "true" if errors else "warning" if problems else "false")
        self.problem_count_button.style().unpolish(self.problem_count_button)
        self.problem_count_button.style().polish(self.problem_count_button)

    def go_to_next_problem(self, direction: int = 1) -> None:
        """Go to the next problem, or with −1 to the previous one."""
        self.problem_panel.select_row(self.problem_marks.go_to_next(direction))
        self.editor.setFocus()

    def _go_to_problem(self, row: int) -> None:
        self.problem_marks.go_to(row)
        self.editor.setFocus()

    def set_fixer(self, fixer: Fixer | None) -> None:
        """Set the function that returns the fixes of a problem."""
        self._fixer = fixer

    def _find_fixes(self, problem: Problem) -> list[Fix]:
        return list(self._fixer(problem, self.text())) if self._fixer is not None else []

    def show_fixes(self) -> QMenu | None:
        """Show the menu of fixes for the problem at the cursor."""
        return self._open_fix_menu(
            self.problem_marks.problem_at_cursor(),
            self.editor.viewport().mapToGlobal(self.editor.cursorRect().bottomLeft()),
        )

    def _open_fix_menu(self, row: int, global_position: QPoint) -> QMenu | None:
        menu = FixMenu(self, self.editor)
        if not self._add_fixes(menu, row):
            menu.deleteLater()
            QToolTip.showText(global_position, MESSAGES("no_fix", self._ui_language), self.editor)
            return None
        menu.popup(global_position)
        menu.setActiveAction(menu.actions()[0])
        return menu

    def _add_fixes(self, menu: QMenu, row: int) -> bool:
        available_fixes = self._find_fixes(self.problem_marks.problems[row]) if row >= 0 else []
        for label, edits in available_fixes:
            action = menu.addAction(label)
            action.triggered.connect(lambda _=False, label=label, edits=edits: self.apply_replacements(edits, label))
        return bool(available_fixes)

    # -- completion ----------------------------------------------------------------------------------------------------

    def set_completer(self, completer: Completer | None) -> None:
        """Set the function that suggests completions for a text at an offset."""
        self.completion.completer = completer

    def _insert_suggestion(self, suggestion: Suggestion) -> None:
        self.apply_replacements(
            [(suggestion.start, suggestion.end, suggestion.text)], MESSAGES("complete_label", self._ui_language)
        )
        self.editor.go_to(suggestion.start + suggestion.cursor_offset)

    # -- keys ----------------------------------------------------------------------------------------------------------

    def open_find_bar(self, *, show_replace: bool = False) -> None:
        """Open the find bar."""
        self.find_bar.open_bar(show_replace=show_replace)

    def _shortcut(self, event: QKeyEvent) -> Command | None:
        """Return the command of a key press anywhere in this pane."""
        action = self.editor.key_map.find(event)
        return self.commands.get(action.id) if action is not None else None

    def _close_or_leave(self) -> None:
        """Close the search; without one leave the text."""
        if self.find_bar.isVisible():
            self.find_bar.close_bar()
        else:
            self.left.emit()

    def _request_save(self) -> None:
        self.flush()
        self.save_requested.emit()

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the pane's keys from the window's shortcuts."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._shortcut(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    @qt_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Run the command of a key that no child handled."""
        command = self._shortcut(event)
        if command is not None:
            command()
        else:
            super().keyPressEvent(event)

    @qt_override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the context menu."""
        point = self.editor.viewport().mapFromGlobal(event.globalPos())
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        cursor = self.editor.cursorForPosition(point) if by_mouse else self.editor.textCursor()
        self.create_context_menu(cursor.position()).popup(event.globalPos())

    def create_context_menu(self, position: int = -1) -> QMenu:
        """Return the context menu of a position of the document."""
        editor, ui_language = self.editor, self._ui_language
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for add in self.menu_additions:
            add(menu, position)
        if self._add_fixes(menu, self.problem_marks.problem_at_cursor()):
            menu.addSeparator()
        add_text_actions(
            menu,
            editor,
            ui_language,
            self._history or (editor.undo, editor.redo),
            lambda: self.definition_requested.emit(editor.cursor_offset()),
            has_own_history=self._history is None,
        )
        return menu
