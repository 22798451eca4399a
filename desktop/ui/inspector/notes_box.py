"""The fields for private notes and public line of a slide."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import translate
from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.edit.fields import data_at
from desktop.story.format.fields import TABLES_BY_NAME
from desktop.story.layouts import LAYOUTS
from desktop.story.localized_text import KeyPath
from desktop.ui.inspector.field_editor import KeyContext
from desktop.ui.inspector.inspector_style import stylesheet
from desktop.ui.inspector.labels import MESSAGES
from desktop.ui.inspector.refresh_timer import RefreshTimer
from desktop.ui.inspector.text_editors import BlockEditor, TextEditor
from desktop.ui.widgets.plain_text import PlainLabel, plain_tooltip

_LEAST_HEIGHT = 66  # the heading and two whole lines
WORDS_PER_MINUTE = 130
"""How fast somebody speaks to an audience."""


class NotesEditor(BlockEditor):
    """Edits the private notes of the shown slide."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(slide_key("notes", session, settings))
        self.box.fill_space()
        self.box.setObjectName("notes")


class NotesBox(QWidget):
    """The fields for notes and small line of the slide."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self._path: KeyPath = ()
        self.notes = NotesEditor(session, settings)
        self.small_line = TextEditor(slide_key("note", session, settings))
        self.small_line.box.fill_space()
        self.headings = [PlainLabel(), PlainLabel()]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(10)
        self._sides: list[QFrame] = []
        for heading, editor, stretch in zip(self.headings, (self.notes, self.small_line), (5, 3), strict=True):
            heading.setObjectName("key")
            side = QFrame()
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(3)
            column.addWidget(heading)
            column.addWidget(editor, 1)
            row.addWidget(side, stretch)
            self._sides.append(side)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.setStyleSheet(stylesheet(themes.CINEMA))
        self._timer = RefreshTimer(self.refresh, self)
        session.navigator.position_changed.connect(self._write_before_another)
        session.navigator.position_settled.connect(self._timer.start_soon)
        session.language_changed.connect(self._timer.start_soon)
        session.text_read.connect(self._timer.start_after_typing)
        self.notes.box.textChanged.connect(self._count_words)
        self.retranslate()

    def _write_before_another(self) -> None:
        """Write pending input when another slide is shown."""
        if slide_path(self._session) != self._path:
            self.write_pending()

    def write_pending(self) -> None:
        """Write pending input into the text."""
        for editor in (self.notes, self.small_line):
            editor.write_pending()

    def refresh(self) -> None:
        """Show the notes of the shown slide."""
        if not self.isVisible():
            return
        path = slide_path(self._session)
        is_other = path != self._path
        if is_other:
            self.write_pending()
        self._path = path
        if self._session.is_unreadable and not is_other:
            return
        data = data_at(self._session.document.text, path) if path else None
        keys = data if isinstance(data, dict) else {}
        for editor in (self.notes, self.small_line):
            editor.setEnabled(isinstance(data, dict))
            editor.show_value(keys.get(editor.context.field.key), "")
        layout = LAYOUTS.get(str(keys.get("layout")))
        self._sides[1].setVisible("note" in keys or (layout is not None and "note" in layout.displays))

    def _count_words(self) -> None:
        """Show the word count of the notes and their time."""
        ui_language = self._settings.language
        count = len(self.notes.box.words().split())
        seconds = round(60 * count / WORDS_PER_MINUTE)
        spoken = (
            MESSAGES("spoken", ui_language, count=count, time=f"{seconds // 60}:{seconds % 60:02d}") if count else ""
        )
        self.headings[0].setText("   ".join(filter(None, (MESSAGES("private_notes", ui_language), spoken))))

    def begin(self) -> None:
        """Put the cursor at the end of the private notes."""
        self.refresh()
        self.notes.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.notes.box.moveCursor(self.notes.box.textCursor().MoveOperation.End)

    def retranslate(self) -> None:
        """Translate the headings."""
        ui_language = self._settings.language
        for heading, key, editor in zip(
            self.headings, ("private_notes", "public_line"), (self.notes, self.small_line), strict=True
        ):
            heading.setText(MESSAGES(key, ui_language))
            self._count_words()
            heading.setToolTip(plain_tooltip(translate(editor.context.field.help, ui_language)))

    @qt_override
    def showEvent(self, event: QShowEvent) -> None:
        """Show the notes once the slide is on the screen."""
        super().showEvent(event)
        self._timer.start_soon()


def slide_path(session: Session) -> KeyPath:
    """Return the path of the shown slide, () for none."""
    slide = session.navigator.slide
    return slide.path if slide is not None else ()


def slide_key(key: str, session: Session, settings: Settings) -> KeyContext:
    """Return the context of a key of the shown slide."""
    field = next(one for one in TABLES_BY_NAME["slide"].fields if one.key == key)
    return KeyContext(session, settings, field, lambda: slide_path(session))
