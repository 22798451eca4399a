"""The comments of co-authors on the shown slide."""

from __future__ import annotations

import os
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import Messages
from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.session.story_edits import StoryEdits
from desktop.session.text.pending_words import with_comment
from desktop.session.text.recovery import PendingInput
from desktop.story.assist.comments import Comment, add_comment, comments_on, remove_comment
from desktop.story.edit.edit import Edit, EditError
from desktop.ui.inspector.inspector_style import stylesheet
from desktop.ui.inspector.refresh_timer import RefreshTimer
from desktop.ui.widgets.keys.field_keys import FieldKeys
from desktop.ui.widgets.plain_text import PlainLabel

MESSAGES: Final = Messages(
    {
        "place": "A comment for whoever works on this slide; Enter writes it",
        "done": "Done",
        "done_tip": "Remove this comment from the text",
        "show": "Show",
        "show_tip": "Show this comment in the text",
    }
)


class CommentsBox(QFrame):
    """Shows comments on the slide and its event, and writes one.

    It hides itself where there is none.
    """

    text_requested = Signal(int)  # the offset of a comment that is to be seen in the text

    def __init__(self, session: Session, settings: Settings, edits: StoryEdits) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self._edits = edits
        self._shown: list[Comment] = []
        self.rows: list[QWidget] = []
        self.setObjectName("comments")
        self.setStyleSheet(stylesheet(themes.CINEMA))
        self.field = QLineEdit()
        self.field.installEventFilter(self)
        self.field.returnPressed.connect(self.write_pending)
        self.field.textEdited.connect(session.document.recovery.note_input)
        self.field.hide()
        self._slide_id = ""  # of the slide that the typed comment is on
        self._opening = session.document.opening  # of the story that it is in
        self._keys = FieldKeys(self)
        self._keys.watch(self.field)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._column.addWidget(self.field)
        self._timer = RefreshTimer(self.refresh, self)
        session.navigator.position_changed.connect(self._write_before_another)
        session.navigator.position_settled.connect(self._timer.start_soon)
        session.document.input_requested.connect(self._add_pending_input)
        for signal in (session.story_changed, session.document.changed):
            signal.connect(self._timer.start_after_typing)
        self.retranslate()
        self.hide()
        self._timer.start_soon()

    def refresh(self) -> None:
        """Show the comments of the shown slide."""
        slide, document = self._session.navigator.slide, self._session.document
        comments = comments_on(document.text, slide.id, slide.event) if slide is not None else []
        if comments != self._shown:
            self._shown = comments
            for row in self.rows:
                row.hide()
                row.deleteLater()
            self.rows = [self._make_row(comment) for comment in comments]
            for number, row in enumerate(self.rows):
                self._column.insertWidget(number, row)
        self.setVisible(bool(comments) or not self.field.isHidden())

    def _make_row(self, comment: Comment) -> QWidget:
        ui_language = self._settings.language
        row = QWidget()
        author, words = PlainLabel(f"@{comment.author}"), PlainLabel(comment.words)
        author.setObjectName("author")
        words.setWordWrap(True)
        show, done = QPushButton(MESSAGES("show", ui_language)), QPushButton(MESSAGES("done", ui_language))
        show.setToolTip(MESSAGES("show_tip", ui_language))
        done.setToolTip(MESSAGES("done_tip", ui_language))
        show.clicked.connect(lambda: self.text_requested.emit(comment.start))
        done.clicked.connect(partial(self._resolve, comment))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(author, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1)
        for button in (show, done):
            button.setObjectName("small")
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _resolve(self, comment: Comment) -> None:
        self._edits.apply(lambda text: remove_comment(text, comment))

    # -- writing -------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin to write a comment on the shown slide."""
        slide = self._session.navigator.slide
        if slide is not None and self._session.document.editable:
            self._slide_id, self._opening = slide.id, self._session.document.opening
            self.field.show()
            self.show()
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.field.end(False)  # words of before are selected by that, and would be typed over

    def write_pending(self) -> None:
        """Write the typed comment, if any, and close its field.

        Words that have no place stay, and go to the clipboard.
        """
        words = self.field.text().strip()
        is_open = self._session.document.opening is self._opening
        if not words or (is_open and self._edits.apply(partial(_with_comment, self._slide_id, words))):
            self._close_field()
        else:  # the slide is gone, or another story is open
            QGuiApplication.clipboard().setText(words)

    def _write_before_another(self) -> None:
        slide = self._session.navigator.slide
        if not self.field.isHidden() and slide is not None and slide.id != self._slide_id:
            self.write_pending()

    def _add_pending_input(self, pending: PendingInput) -> None:
        words = self.field.text().strip()
        if words and self._session.document.opening is self._opening:
            try:
                pending.text = _with_comment(self._slide_id, words, pending.text).apply(pending.text)
            except EditError:  # the slide is gone
                pending.text = with_comment(pending.text, words)

    def _close_field(self) -> None:
        self.field.clear()
        self.field.hide()
        self.refresh()

    def retranslate(self) -> None:
        """Translate the field and the buttons."""
        self.field.setPlaceholderText(MESSAGES("place", self._settings.language))
        self.field.setAccessibleName(MESSAGES("place", self._settings.language))
        self._shown = []
        self._timer.start_soon()

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close the field with Esc."""
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self._close_field()
            return True
        return super().eventFilter(watched, event)


def _with_comment(slide_id: str, words: str, text: str) -> Edit:
    return add_comment(text, ("slide", slide_id), login_name(), words)


def login_name() -> str:
    """Return the name under which somebody works here."""
    return os.environ.get("USER") or os.environ.get("USERNAME") or "me"
