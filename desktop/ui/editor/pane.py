"""The text of the story beside its picture: the editor with what stands around it. It knows nothing of sessions.

Whoever owns the story gives it a text and problems, and listens: `edited` after a pause in typing, `place_changed` where
the cursor rests, `definition_asked` at Ctrl+click, `save_asked` at Ctrl+S.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop.render.theme import CINEMA, Theme
from desktop.session.settings import Settings
from desktop.story.assist.complete import Suggestion
from desktop.story.problems.problem import Problem
from desktop.ui.editor.completion import PAUSE_MS as LIST_MS, Completer, Completion
from desktop.ui.editor.editor import REST_MS, SIZE, Editor
from desktop.ui.editor.find import FindBar
from desktop.ui.editor.keys import Command
from desktop.ui.editor.messages import WORDS
from desktop.ui.editor.problems import Fix, Fixer, Marks, ProblemsBelow
from desktop.ui.editor.text_diff import Span
from desktop.ui.editor.typing_pace import Pace

PAUSE_MS: Final = 40
_Key = Qt.Key


class EditorPane(QWidget):
    """The editor, its find bar, the problems below it, and a line that says where the cursor is."""

    typed = Signal()
    edited = Signal(str)
    replaced = Signal(str)  # what a change made in one go is called; the text is known by then
    place_changed = Signal(int)
    definition_asked = Signal(int)
    save_asked = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None, theme: Theme = CINEMA) -> None:
        super().__init__(parent)
        self._say = say = settings.language
        self._fixer: Fixer | None = None
        self._history: tuple[Command, Command] | None = None
        self.setObjectName("editor_pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(_sheet(theme))
        self.setMinimumWidth(320)
        self.editor = Editor(self, theme)
        self.editor.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.finder = FindBar(self.editor, say, self)
        self.marks = Marks(self.editor)
        self.problems = ProblemsBelow(lambda problem: bool(self._fixes(problem)), self)
        self.problems.hide()
        self.completion = Completion(self.editor, say, self)
        self.place = QLabel()
        self.place.setObjectName("status")
        self.count, self.wrap, self.size_ = QPushButton(), QPushButton("↩"), QPushButton()
        for button in (self.count, self.wrap, self.size_):
            button.setObjectName("status")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.wrap.setCheckable(True)
        self._lay_out()
        self.pace = Pace()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self._bind()
        self.installEventFilter(self)
        self._settings = settings
        self._restore()
        self.speak(say)

    def speak(self, language: str) -> None:
        """Speak another language; the text, its cursor and its folds stay as they are."""
        self._say = language
        self.editor.setAccessibleName(WORDS("text", language))
        self.problems.setAccessibleName(WORDS("list", language))
        for button, tip in ((self.count, "problems_tip"), (self.wrap, "wrap"), (self.size_, "size")):
            button.setToolTip(WORDS(tip, language))
        self.wrap.setAccessibleName(WORDS("wrap", language))
        self.finder.speak(language)
        self.completion.speak(language)
        self._list_problems()
        self._tell_place()

    def _lay_out(self) -> None:
        line = QFrame()
        line.setObjectName("foot")
        row = QHBoxLayout(line)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(4)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.place)
        row.addSpacing(8)
        row.addWidget(self.wrap)
        row.addWidget(self.size_)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.finder)
        column.addWidget(self.editor, 1)
        column.addWidget(self.problems)
        column.addWidget(line)

    def _bind(self) -> None:
        editor = self.editor
        editor.commands.append(self._command)
        editor.typed.connect(self._typed)
        editor.struck.connect(self._keep_pace)
        editor.rested.connect(self._rested)
        editor.asked.connect(self.definition_asked)
        editor.zoomed.connect(self._tell_size)
        editor.wrapped.connect(self._tell_wrap)
        editor.cursorPositionChanged.connect(self._tell_place)
        editor.selectionChanged.connect(self._tell_place)
        self.finder.replaced.connect(self.replace)
        self.completion.taken.connect(self._complete)
        self.problems.chosen.connect(self._chosen)
        self.problems.fixes_asked.connect(self._show_fixes)
        self.count.clicked.connect(lambda: self.next_problem(1))
        self.wrap.clicked.connect(editor.toggle_wrap)
        self.size_.clicked.connect(lambda: editor.zoom(0))

    # -- the text ------------------------------------------------------------------------------------------------------

    def text(self) -> str:
        """Return the text as it stands."""
        return self.editor.text()

    def set_text(self, text: str, *, fresh: bool = False) -> None:
        """Show another text by the smallest edits, not as typed; `fresh` forgets the history, for another file.

        What was typed and not told yet would be lost: whoever changes the text elsewhere calls `flush` before.
        """
        if fresh:
            self.pace.guess(len(text))
        self.editor.set_text(text, fresh=fresh)

    def flush(self) -> None:
        """Tell what was typed now, without waiting for a pause."""
        if self._pause.isActive():
            self._pause.stop()
            self._tell()

    def _tell(self) -> None:
        began = time.perf_counter()
        self.edited.emit(self.text())
        self.pace.work = time.perf_counter() - began

    def _keep_pace(self, _words: str) -> None:
        """Let all that waits for a pause wait until the keys do pause, where it would come between two of them."""
        self.pace.struck(time.perf_counter())
        for timer, usual in ((self._pause, PAUSE_MS), (self.editor.rest, REST_MS), (self.completion.pause, LIST_MS)):
            timer.setInterval(round(1000 * self.pace.wait(usual / 1000)))

    def replace(self, spans: Iterable[Span], label: str = "") -> None:
        """Make edits in one step of the history, and tell them at once with what they are called."""
        self.flush()
        self.editor.replace(spans)
        self._pause.start()
        self.flush()
        self.replaced.emit(label)

    def set_history(self, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        """Leave undo and redo to a history that knows of all changes; the editor's own is put away."""

        def first_told(act: Callable[[], object]) -> Command:
            def step() -> None:
                self.flush()
                act()

            return step

        self._history = (first_told(undo), first_told(redo))
        self.editor.use_history(*self._history)

    def _typed(self) -> None:
        self._pause.start()
        self.typed.emit()

    # -- places --------------------------------------------------------------------------------------------------------

    def go_to(self, offset: int, length: int = 0) -> None:
        """Put the cursor at an offset, perhaps with a selection, unfolded and in view."""
        self.editor.go_to(offset, length)

    def _rested(self, offset: int) -> None:
        self.problems.show_row(self.marks.here())
        self.place_changed.emit(offset)

    def _tell_place(self) -> None:
        cursor = self.editor.textCursor()
        if cursor.hasSelection():
            words = WORDS("chosen", self._say, count=cursor.selectionEnd() - cursor.selectionStart())
        else:
            line, column = cursor.blockNumber() + 1, cursor.positionInBlock() + 1
            words = WORDS("place", self._say, line=line, column=column)
        self.place.setText(words)

    def _tell_size(self, size: int) -> None:
        self.size_.setText(f"{round(100 * size / SIZE)} %")
        self._keep()

    def _tell_wrap(self, on: bool) -> None:
        self.wrap.setChecked(on)
        self._keep()

    def _restore(self) -> None:
        """Write as large as last time, and fold long lines as then."""
        wrap, _, size = bytes(self._settings.layout("editor").data()).decode("ascii", "replace").partition(" ")
        self.editor.set_wrap(wrap != "run")
        self.editor.set_size(int(size) if size.isdecimal() else SIZE)

    def _keep(self) -> None:
        wrap = "wrap" if self.wrap.isChecked() else "run"
        self._settings.keep_layout("editor", QByteArray(f"{wrap} {self.editor.font().pixelSize()}".encode()))

    # -- problems ------------------------------------------------------------------------------------------------------

    def set_problems(self, problems: Iterable[Problem]) -> None:
        """Underline and list what is wrong with the text."""
        found = tuple(problems)
        if self.marks.show(found):
            self._list_problems()

    def _list_problems(self) -> None:
        found = self.marks.problems
        self.problems.fill(found, self._say)
        errors = sum(problem.severity == "error" for problem in found)
        said = [
            WORDS(name if count == 1 else f"{name}s", self._say, count=count)
            for name, count in (("error", errors), ("warning", len(found) - errors))
            if count
        ]
        self.count.setText(" · ".join(said) or WORDS("no_problems", self._say))
        self.count.setProperty("alarm", bool(errors))
        self.count.style().unpolish(self.count)
        self.count.style().polish(self.count)

    def next_problem(self, way: int = 1) -> None:
        """Go to the next problem, or with −1 to the one before."""
        self.problems.show_row(self.marks.next(way))
        self.editor.setFocus()

    def _chosen(self, row: int) -> None:
        self.marks.go_to(row)
        self.editor.setFocus()

    def set_fixer(self, fixer: Fixer | None) -> None:
        """Offer ways to mend problems: of a problem and a text, what each way is called and its edits."""
        self._fixer = fixer

    def _fixes(self, problem: Problem) -> list[Fix]:
        return list(self._fixer(problem, self.text())) if self._fixer is not None else []

    def show_fixes(self) -> QMenu | None:
        """Show how the problem at the cursor can be mended."""
        return self._show_fixes(
            self.marks.here(), self.editor.viewport().mapToGlobal(self.editor.cursorRect().bottomLeft())
        )

    def _show_fixes(self, row: int, at: QPoint) -> QMenu | None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not self._add_fixes(menu, row):
            menu.addAction(WORDS("no_fix", self._say)).setEnabled(False)
        menu.popup(at)
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])
        return menu

    def _add_fixes(self, menu: QMenu, row: int) -> bool:
        found = self._fixes(self.marks.problems[row]) if row >= 0 else []
        for label, edits in found:
            action = menu.addAction(label)
            action.triggered.connect(lambda _=False, label=label, edits=edits: self.replace(edits, label))
        return bool(found)

    # -- completion ----------------------------------------------------------------------------------------------------

    def set_completer(self, completer: Completer | None) -> None:
        """Offer what may be written at the cursor: of a text, an offset and a language."""
        self.completion.completer = completer

    def _complete(self, one: Suggestion) -> None:
        self.replace([(one.start, one.end, one.text)], WORDS("complete_label", self._say))
        self.editor.go_to(one.start + one.cursor)

    # -- keys ----------------------------------------------------------------------------------------------------------

    def open_find(self, *, replace: bool = False) -> None:
        """Search the text."""
        self.finder.open_bar(replace=replace)

    def _command(self, event: QKeyEvent) -> Command | None:
        """Return what a key does anywhere in this panel."""
        key, held = _Key(event.key()), event.modifiers()
        if held & Qt.KeyboardModifier.AltModifier:
            return None
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        if held & Qt.KeyboardModifier.ControlModifier:
            commands: dict[Qt.Key, Command] = {
                _Key.Key_F: self.open_find,
                _Key.Key_H: lambda: self.open_find(replace=True),
                _Key.Key_Period: self.show_fixes,
                _Key.Key_Semicolon: self.show_fixes,  # where the full stop is with Shift, on a French keyboard
                _Key.Key_S: self._save,
            }
            return commands.get(key) if key in commands and not (shift and key in (_Key.Key_S, _Key.Key_F)) else None
        if key == _Key.Key_F8:
            return lambda: self.next_problem(-1 if shift else 1)
        if key == _Key.Key_F3:
            return lambda: self.finder.step(-1 if shift else 1)
        if key == _Key.Key_F12 and not shift:
            return lambda: self.definition_asked.emit(self.editor.offset())
        if key == _Key.Key_Escape and self.finder.isVisible():
            return self.finder.close_bar
        return None

    def _save(self) -> None:
        self.flush()
        self.save_asked.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep this panel's keys from the window's shortcuts, wherever in it the focus is."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._command(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key does that no part of the panel had a use for."""
        command = self._command(event)
        if command is not None:
            command()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show what can be done at the cursor, in the language of the program."""
        self.menu().popup(event.globalPos())

    def menu(self) -> QMenu:
        """Return what can be done at the cursor."""
        editor, say = self.editor, self._say
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._add_fixes(menu, self.marks.here()):
            menu.addSeparator()
        document, chosen = editor.document(), editor.textCursor().hasSelection()
        undo, redo = self._history or (editor.undo, editor.redo)
        own = self._history is None
        for name, act, can in (
            ("undo", undo, not own or document.isUndoAvailable()),
            ("redo", redo, not own or document.isRedoAvailable()),
            ("", None, True),
            ("cut", editor.cut, chosen),
            ("copy", editor.copy, chosen),
            ("paste", editor.paste, editor.canPaste()),
            ("select_all", editor.selectAll, True),
            ("", None, True),
            ("definition", lambda: self.definition_asked.emit(editor.offset()), True),
            ("comment", editor.keys.comment, True),
            ("fold_all", editor.folds.fold_all, True),
            ("unfold_all", editor.folds.unfold_all, bool(editor.folds)),
        ):
            if act is None:
                menu.addSeparator()
                continue
            action = menu.addAction(WORDS(name, say))
            action.setEnabled(can)
            action.triggered.connect(lambda _=False, act=act: act())
        return menu


def _sheet(theme: Theme) -> str:
    return f"""
    #editor_pane {{ background: {theme.ground}; }}
    #finder {{ background: {theme.raised}; border-bottom: 1px solid {theme.line}; }}
    #finder QLineEdit {{ background: {theme.ground}; padding: 4px 8px; font-family: "JetBrains Mono"; font-size: 13px; }}
    #finder QLineEdit[wrong="true"] {{ border-color: #f0604a; }}
    #finder QToolButton {{ background: transparent; padding: 4px 5px; color: {theme.muted}; font-size: 13px; }}
    #finder QToolButton:hover {{ background: #2a201d; color: {theme.paper}; }}
    #finder QToolButton:checked {{ background: #47302a; color: {theme.gold}; }}
    #completion {{ background: #201715; border: 1px solid #5a463e; border-radius: 8px; }}
    #completion QListView {{ background: transparent; border: none; }}
    #completion QLabel {{ color: #c9bbab; font-size: 12px; padding: 4px 6px 2px 6px; }}
    #problems {{ background: #160f0e; border: none; border-top: 1px solid {theme.line}; padding: 2px; }}
    #foot {{ background: {theme.raised}; border-top: 1px solid {theme.line}; }}
    #foot QPushButton:checked {{ color: {theme.gold}; }}
    """
