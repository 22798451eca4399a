"""Notification bars above the slide, one of each kind."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.session.position import number_of
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.session.storage_failures import StorageKind
from desktop.session.talk import talk_time
from desktop.session.talk.talk_journal import TalkRecord
from desktop.session.text.document import Document
from desktop.story.slide_title import slide_title
from desktop.story.storage.encodings import encoding_name, guess_encoding
from desktop.ui.widgets.notification_bar import NotificationBar
from desktop.ui.widgets.shared_messages import MESSAGES
from desktop.ui.widgets.storage_message import describe_storage_failure

if TYPE_CHECKING:
    from desktop.story.storage.unsaved import UnsavedText
    from desktop.ui.window.story_file import StoryFile


class Notifications:
    """The bars of one column, inserted from its second place down."""

    def __init__(self, parent: QWidget, column: QVBoxLayout, settings: Settings) -> None:
        self._parent = parent
        self._column = column
        self._settings = settings
        self.bars: dict[str, NotificationBar] = {}

    def show(self, kind: str, message: str, choices: tuple[str, ...], on_chosen: Callable[[int], object]) -> None:
        """Show a bar with choices; it replaces one of its kind."""
        self.hide(kind)
        bar = self.bars[kind] = NotificationBar(self._parent, message, choices)
        self._column.insertWidget(1, bar)
        bar.show()
        bar.chosen.connect(lambda _number: self.bars.pop(kind, None))
        bar.chosen.connect(on_chosen)

    def hide(self, kind: str) -> None:
        """Hide the bar of a kind, if it is shown."""
        bar = self.bars.pop(kind, None)
        if bar is not None:
            bar.hide()
            bar.deleteLater()

    def follow(self, story_file: StoryFile, document: Document) -> None:
        """Show what a file tells, and a failed save until it succeeds."""
        story_file.notice.connect(self.inform)
        story_file.save_failed.connect(lambda message: self._acknowledge("save", message))
        story_file.opened.connect(self._forget_story)
        document.changed.connect(lambda: self._follow_encoding(document))
        document.state_changed.connect(lambda: None if document.dirty else self.hide("save"))

    def _forget_story(self) -> None:
        """Hide the bars about the story before.

        What they offer would be done to this one.
        """
        for kind in ("said", "recovery", "encoding", "merge"):
            self.hide(kind)

    def _follow_encoding(self, document: Document) -> None:
        """Hide the offer of an encoding once the file reads without."""
        if "encoding" in self.bars and document.editable:
            self.hide("encoding")

    def inform(self, message: str) -> None:
        """Show a notice until it is acknowledged."""
        self._acknowledge("said", message)

    def _acknowledge(self, kind: str, message: str) -> None:
        self.show(kind, message, (MESSAGES("understood", self._settings.language),), lambda _number: None)

    def report_missed_text(self, typed: str) -> None:
        """Report text that was typed beside any text field."""
        self._acknowledge("missed", MESSAGES("missed_text", self._settings.language, typed=typed))

    def show_file_problem(self, document: Document, on_save: Callable[[], object]) -> None:
        """Show that the file is lost or unreadable, while it is."""
        ui_language, reader = self._settings.language, document.file_state
        if not reader.problem or document.path is None:
            self.hide("file")
            return
        message = MESSAGES(
            f"file_{reader.problem}", ui_language, name=document.path.name, reason=reader.reason.message(ui_language)
        )
        can_save = reader.problem in ("missing", "empty")
        choices = tuple(MESSAGES(key, ui_language) for key in ("save_text", "understood")[0 if can_save else 1 :])
        self.show("file", message, choices, lambda index: on_save() if index < len(choices) - 1 else None)

    def show_storage_failure(self, document: Document, kind: StorageKind) -> None:
        """Show that something cannot be kept on the disk, while it cannot."""
        ui_language = self._settings.language
        message = describe_storage_failure(document, kind, ui_language)
        if message:
            self.show(f"storage {kind}", message, (MESSAGES("understood", ui_language),), lambda _number: None)
        else:
            self.hide(f"storage {kind}")

    def offer_resume(
        self,
        record: TalkRecord,
        session: Session,
        on_resume: Callable[[], object],
        on_discard: Callable[[], object],
        *,
        can_begin: bool = False,
    ) -> None:
        """Offer to resume an interrupted talk, by a button with the focus.

        With `can_begin` the other choice begins the talk that was asked for.
        """
        ui_language = self._settings.language
        now = time.time()
        slide_id, story = record.position.slide_id, session.story
        if session.path is not None and record.path == str(session.path) and slide_id in story.slide_index:
            title = slide_title(story, story.slides[story.slide_index[slide_id]], session.language)
            slide_id = f"{number_of(story, record.position)}. {title}"
        message = MESSAGES(
            "resume_offer",
            ui_language,
            slide=slide_id,
            time=talk_time.format_clock(record.clock_at(now).elapsed(now)),
            clock=time.strftime("%H:%M", time.localtime(record.written)),
        )
        self.show(
            "resume",
            message,
            (MESSAGES("resume", ui_language), MESSAGES("begin_anew" if can_begin else "forget", ui_language)),
            lambda index: on_discard() if index else on_resume(),
        )
        self.bars["resume"].buttons[0].setFocus()

    def offer_after_opening(self, document: Document) -> None:
        """Offer the steps that an opened file needs before editing."""
        self._offer_encoding(document)
        self.offer_recovery(document)

    def _offer_encoding(self, document: Document) -> None:
        """Offer to read an older encoding than UTF-8."""
        ui_language, encoding = self._settings.language, guess_encoding(document.file_bytes)
        if not encoding or document.path is None:
            self.hide("encoding")
            return
        values = {"name": document.path.name, "encoding": encoding_name(encoding)}
        self.show(
            "encoding",
            MESSAGES("other_encoding", ui_language, **values),
            (MESSAGES("read_encoding", ui_language, **values), MESSAGES("leave_encoding", ui_language)),
            lambda index: None if index else document.read_as(encoding),
        )

    def offer_recovery(self, document: Document) -> None:
        """Offer changes that were not saved when the program ended last time."""
        document.recovery.claim(document.text, partial(self._offer_unsaved, document))

    def _offer_unsaved(self, document: Document, unsaved: UnsavedText | None) -> None:
        ui_language = self._settings.language
        if unsaved is None or document.path is None:
            self.hide("recovery")
            return

        def on_chosen(index: int) -> None:
            if index == 0:
                document.recover(unsaved)
            else:
                document.discard_unsaved(unsaved)
            self.offer_recovery(document)  # another window may have left a text as well

        message = MESSAGES("recovered", ui_language, name=document.path.name)
        self.show(
            "recovery", message, (MESSAGES("recover", ui_language), MESSAGES("drop_recovered", ui_language)), on_chosen
        )
