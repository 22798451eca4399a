"""The editor beside the live slide: the text, what is wrong with it, and the link between text and picture."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop.story.complete import Suggestion, complete, definition
from desktop.story.edit import Edit
from desktop.story.fields import DATA_SUFFIXES, IMAGE_SUFFIXES
from desktop.story.files import names_in
from desktop.story.fixes import fixes
from desktop.story.locate import places
from desktop.story.model import Path as Place
from desktop.ui.session import Session
from desktop.ui.settings import Settings
from desktop.ui.talk import Position
from desktop.ui.text_area import TextArea
from desktop.ui.text_complete import Completion
from desktop.ui.text_find import FindBar
from desktop.words import Words

WORDS: Final = Words(
    {
        "title": ("TEXT", "TEXTE"),
        "wrap": ("Wrap", "Retour à la ligne"),
        "find": ("Find", "Chercher"),
        "none": ("No fix is known here.", "Aucune correction connue ici."),
        "fix": ("Fix", "Corriger"),
        "saved": ("saved", "enregistré"),
        "unsaved": ("not saved", "non enregistré"),
        "line": ("line {line}, column {column}", "ligne {line}, colonne {column}"),
    }
)
PAUSE_MS: Final = 40
"""How long the hand rests before the picture follows."""
_FILES: Final = (*IMAGE_SUFFIXES, *DATA_SUFFIXES)


class TextPane(QFrame):
    """The text of the session's document. Typing shows after a pause; whatever else changes the text shows at once."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session, self._settings = session, settings
        say = settings.language
        self.setObjectName("panel")
        self.area = TextArea()
        self.area.setLineWrapMode(TextArea.LineWrapMode.WidgetWidth if settings.wrap else TextArea.LineWrapMode.NoWrap)
        self.find_bar = FindBar(self.area, say, self)
        self.completion = Completion(self.area, self._suggest)
        self.title = QLabel(WORDS("title", say))
        self.title.setObjectName("heading")
        self.place = QLabel()
        self.place.setObjectName("status")
        self.state = QLabel()
        self.state.setObjectName("status")
        self.fix = QToolButton()
        self.fix.setText(WORDS("fix", say))
        self.fix.clicked.connect(self.offer_fixes)
        self.fix.hide()
        self.wrong = QLabel()
        self.wrong.setObjectName("status")
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.wrap = QToolButton()
        self.wrap.setText(WORDS("wrap", say))
        self.wrap.setCheckable(True)
        self.wrap.setChecked(settings.wrap)
        self.wrap.toggled.connect(self.set_wrap)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 10, 4)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.state)
        head.addSpacing(10)
        head.addWidget(self.place)
        head.addSpacing(10)
        head.addWidget(self.wrap)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 2, 8, 4)
        foot.addWidget(self.wrong, 1)
        foot.addWidget(self.fix)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.area, 1)
        column.addLayout(foot)
        column.addWidget(self.find_bar)
        self.setMinimumWidth(300)
        self._earlier: str | None = None
        self._shown: tuple[str, str] = ("", "")
        self._following = True
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._show)
        self.area.typed.connect(self._typed)
        self.area.rested.connect(self._rested)
        self.area.asked.connect(self._define)
        self.area.cursorPositionChanged.connect(self._tell)
        self.area.installEventFilter(self)
        session.document.changed.connect(self._changed)
        session.document.state_changed.connect(self._tell)
        session.problems_changed.connect(self._problems)
        session.story_changed.connect(self._problems)
        self._changed()
        self._problems()

    # -- from the text to the picture ------------------------------------------------------------------------------------

    def _typed(self) -> None:
        self._session.type(self.area.text())
        self._pause.start()

    def _flush(self) -> None:
        """Show what was typed a moment ago, before anything else is done with it."""
        if self._pause.isActive():
            self._pause.stop()
            self._show()

    def _show(self) -> None:
        self._session.refresh()
        self._earlier = self.area.text()

    def _rested(self, offset: int) -> None:
        """Show the slide where the cursor is; on an event's table, the slide that tells it."""
        if not self._following or not self.area.hasFocus():
            return
        self._tell_problem(offset)
        found = places(self.area.text())
        path = found.path_at(*found.position(offset))
        self._shown = (str(path[0]), str(path[1])) if len(path) > 1 else ("", "")
        kind, name = self._shown
        story = self._session.story
        slide = name if kind == "slide" else story.slide_by_event.get(name, "") if kind == "event" else ""
        if slide and slide != self._session.position.slide and slide in story.slide_index:
            place = story.slides[story.slide_index[slide]]
            from desktop.story.steps import step_count

            self._session.go(Position(slide, step_count(place, story)))

    def _suggest(self, text: str, offset: int) -> list[Suggestion]:
        files = names_in(self._session.story.folder, _FILES)
        return complete(text, offset, self._settings.language, files=files, earlier=self._earlier or text)

    def _define(self, offset: int) -> None:
        """Go to where an id is defined; elsewhere put the cursor there."""
        found = definition(self.area.text(), offset)
        self.area.go_to(found if found is not None else offset)
        self.area.setFocus()

    # -- from the picture to the text ------------------------------------------------------------------------------------

    def _changed(self) -> None:
        """Take what was changed elsewhere: undone, dragged, saved by another program."""
        text = self._session.document.text
        if text != self.area.text():
            self.area.take(text)
            self._earlier = text
        self._tell()

    def go_to_path(self, path: Place) -> None:
        """Put the cursor where something of the slide is written, without taking the keys away from the slide."""
        place = places(self.area.text()).value(path)
        self._following = False
        self.area.go_to(place.start, place.end if place.line == place.end_line else None)
        self._following = True

    def go_to_line(self, line: int, column: int) -> None:
        """Put the cursor at a line, and the keys into the text."""
        self.area.go_to_line(line, column)
        self.area.setFocus()

    # -- what is wrong ---------------------------------------------------------------------------------------------------

    def _problems(self) -> None:
        self.area.show_problems(self._session.problems)
        self._tell_problem(self.area.offset())

    def _tell_problem(self, offset: int) -> None:
        problem = self.area.problem_at(offset)
        say = self._settings.language
        self.wrong.setVisible(problem is not None)
        self.fix.setVisible(False)
        if problem is not None:
            hint = problem.hint(say)
            self.wrong.setText(problem.message(say) + (f" — {hint}" if hint else ""))
            self.fix.setVisible(bool(fixes(problem, self.area.text())))

    def fix_menu(self) -> QMenu:
        """Return the ways to mend the problem at the cursor."""
        say = self._settings.language
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = self.area.text()
        problem = self.area.problem_at(self.area.offset())
        for one in fixes(problem, text) if problem is not None else ():
            action = menu.addAction(one.label(say))
            action.triggered.connect(lambda _checked=False, edit=one.edit: self._mend(edit))
        if menu.isEmpty():
            menu.addAction(WORDS("none", say)).setEnabled(False)
        return menu

    def _mend(self, edit: Edit) -> None:
        self._session.change(edit)
        self.area.go_to(edit.start)

    def offer_fixes(self) -> None:
        """Show the ways to mend the problem at the cursor."""
        corner = self.area.cursorRect().bottomLeft()
        self.fix_menu().popup(self.area.viewport().mapToGlobal(QPoint(corner.x(), corner.y() + 4)))

    # -- the rest --------------------------------------------------------------------------------------------------------

    def set_wrap(self, wrap: bool) -> None:
        """Break long lines at the edge, or let them run on."""
        self._settings.set_wrap(wrap)
        self.area.setLineWrapMode(TextArea.LineWrapMode.WidgetWidth if wrap else TextArea.LineWrapMode.NoWrap)

    def _tell(self) -> None:
        say = self._settings.language
        cursor = self.area.textCursor()
        self.place.setText(WORDS("line", say, line=cursor.blockNumber() + 1, column=cursor.positionInBlock() + 1))
        self.state.setText(WORDS("unsaved" if self._session.document.dirty else "saved", say))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep what is typed from the window's shortcuts, but not the window's own commands."""
        if isinstance(event, QKeyEvent):
            control = bool(event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier))
            function = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F12
            if event.type() == QEvent.Type.ShortcutOverride:
                if not function and (not control or event.key() in _OWN):
                    event.accept()
                    return True
            elif event.type() == QEvent.Type.KeyPress and self._key(event):
                return True
        elif isinstance(watched, QWidget) and event.type() == QEvent.Type.FocusOut:
            self._session.document.pause()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        """Do what a key does in the editor as a whole."""
        key = event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if control and key in (Qt.Key.Key_F, Qt.Key.Key_H):
            self.find_bar.open_bar(replace=key == Qt.Key.Key_H)
        elif key == Qt.Key.Key_F3:
            self.find_bar.step(-1 if shift else 1)
        elif control and key in (Qt.Key.Key_Z, Qt.Key.Key_Y):
            # Qt's text widgets keep these keys for a history of their own, which this one does not have.
            document = self._session.document
            self._flush()
            (document.redo if shift or key == Qt.Key.Key_Y else document.undo)()
        elif control and key == Qt.Key.Key_Period:
            self.offer_fixes()
        elif control and key in (Qt.Key.Key_BracketLeft, Qt.Key.Key_BraceLeft):
            self.area.gutter.toggle_here()
        elif key == Qt.Key.Key_Escape and self.find_bar.isVisible():
            self.find_bar.close_bar()
        else:
            return False
        return True


_OWN: Final = (
    Qt.Key.Key_F, Qt.Key.Key_H, Qt.Key.Key_Period, Qt.Key.Key_BracketLeft, Qt.Key.Key_BraceLeft, Qt.Key.Key_Slash,
    Qt.Key.Key_D, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0, Qt.Key.Key_Space, Qt.Key.Key_A, Qt.Key.Key_C,
    Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Backspace, Qt.Key.Key_Delete,
)  # fmt: skip
"""Keys with Ctrl or Alt that mean something in a text, whatever they mean in the window."""
