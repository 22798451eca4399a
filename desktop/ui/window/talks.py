"""Begins, resumes and rehearses talks."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.session import disk_timeouts
from desktop.session.errors.error_log import ErrorMonitor
from desktop.session.frame_cache import FrameCache
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.session.talk.talk_time import Clock, SlideTimer
from desktop.ui.window.story_file import StoryFile

if TYPE_CHECKING:
    from desktop.session.talk.talk_journal import TalkJournal, TalkRecord
    from desktop.ui.talk.audience import Audience
    from desktop.ui.talk.presenter import Presenter
    from desktop.ui.window.notifications import Notifications


class Talks(QObject):
    """Controller of talks; `presenter` is None while no talk runs."""

    ended = Signal()
    interrupted_found = Signal(object, object)
    """The record of an interrupted talk, and what begins the other talk that was asked for, or None."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        frame_cache: FrameCache,
        settings: Settings,
        error_monitor: ErrorMonitor,
        story_file: StoryFile,
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._session = session
        self._frame_cache = frame_cache
        self._settings = settings
        self._error_monitor = error_monitor
        self._story_file = story_file
        self.presenter: Presenter | None = None
        self._interrupted: TalkRecord | None = None
        self._has_looked = False
        self._has_given_up = False  # a talk began, or might, without the answer of the disk
        self._is_found_late = False
        self._can_offer = False  # something shows it
        self._waiting: list[Callable[[TalkRecord | None], object]] = []
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(round(disk_timeouts.END_S * 1000))
        self._patience.timeout.connect(self._give_up)
        self.screen_name = ""  # the audience's screen, as the command line asked for it
        self._rehearsing = False

    @cached_property
    def journal(self) -> TalkJournal:
        """Return the journal that keeps the state of a running talk."""
        from desktop.session.talk.talk_journal import TalkJournal

        return TalkJournal(self._settings.data_folder)

    def look_for_interrupted(
        self, deliver: Callable[[TalkRecord | None], object], timeout_s: float | None = None
    ) -> None:
        """Deliver the state of an interrupted talk, None for none.

        Only the first call asks the disk, and waits for it: so long as most take, or `timeout_s`. From a slower one the
        answer comes later; there is none if that takes very long.
        """
        if self._has_looked:
            deliver(self._interrupted)
            return
        self._waiting.append(deliver)
        if not self._patience.isActive():
            self._patience.start()
            self._session.writer.submit("interrupted", self.journal.read_interrupted, self._on_looked)
            self._session.writer.wait(disk_timeouts.ACTION_S if timeout_s is None else timeout_s)

    def _on_looked(self, record: TalkRecord | None) -> None:
        """Hand over the record of an interrupted talk.

        A disk that was given up may still tell of one. It is offered after the talk that has begun meanwhile: the journal
        of that one has taken the place of its own.
        """
        self._patience.stop()
        if record is not None or not self._has_looked:
            self._has_looked, self._interrupted = True, record
        if record is not None and self._has_given_up:
            self._is_found_late = True
            if self.presenter is None:
                self._offer_late()
        waiting, self._waiting = self._waiting, []
        for deliver in waiting:
            deliver(self._interrupted)

    def _give_up(self) -> None:
        self._has_given_up = True
        self._on_looked(None)

    def _offer_late(self) -> None:
        """Offer what the disk told of too late."""
        if self._can_offer and self._is_found_late and self._interrupted is not None:
            self._is_found_late = False
            self.interrupted_found.emit(self._interrupted, None)

    def offer_by(self, show: Callable[[TalkRecord, Callable[[], object] | None], object]) -> None:
        """Set what offers an interrupted talk, and offer one found before."""
        self.interrupted_found.connect(show)
        self._can_offer = True
        if self.presenter is None:
            self._offer_late()

    def _clear_interrupted(self) -> None:
        self._has_looked, self._interrupted = True, None

    @property
    def audience(self) -> Audience | None:
        """Return the audience's window of the running talk, if any."""
        return self.presenter.audience if self.presenter is not None else None

    def present(
        self,
        *,
        from_current_slide: bool = False,
        windowed: bool = False,
        loop: bool = False,
        rehearsal: bool = False,
        resumed: TalkRecord | None = None,
    ) -> None:
        """Begin a talk at the first or current slide.

        A `loop` runs by itself; a `resumed` talk goes on with its clock, and with what its audience saw.
        """
        session = self._session
        if self.presenter is not None or not session.story.slides:
            return
        from desktop.ui.talk import screens
        from desktop.ui.talk.presenter import Presenter

        if not from_current_slide:
            session.navigator.first()
        session.talk.clock.set_state(resumed.clock_at(time.time()) if resumed is not None else Clock())
        work_screen = "" if loop else screens.work_screen(self._parent)
        self.presenter = Presenter(
            session, self._frame_cache, self._settings, self.journal, self._error_monitor, work_screen
        )
        self.presenter.ended.connect(self._on_talk_ended)
        if not (loop or rehearsal):  # these keep no state of their own: the talk that waits goes on waiting
            self._has_given_up |= self._patience.isActive()
            self._clear_interrupted()
        self.presenter.begin(self.screen_name, windowed=windowed, loop=loop, rehearsal=rehearsal, resumed=resumed)

    def begin(self, *, from_current_slide: bool = False, windowed: bool = False) -> None:
        """Begin a talk, but ask first while an interrupted one waits.

        Go back to the talk that is running, if one is. No key waits for the disk: a talk begins when it is known that
        none was interrupted.
        """
        if self.presenter is not None:
            self.go_back()
            return
        self.look_for_interrupted(partial(self._begin, from_current_slide=from_current_slide, windowed=windowed))

    def _begin(self, record: TalkRecord | None, *, from_current_slide: bool, windowed: bool) -> None:
        if record is None:
            self.present(from_current_slide=from_current_slide, windowed=windowed)
        else:
            self.interrupted_found.emit(
                record, lambda: self.present(from_current_slide=from_current_slide, windowed=windowed)
            )

    def go_back(self) -> None:
        """Go back to the windows of the running talk."""
        if self.presenter is not None:
            self.presenter.speaker_window.raise_()
            self.presenter.focus_speaker_window()

    def rehearse(self) -> None:
        """Present from the first slide; then compare the time with the plan."""
        if self.presenter is not None or not self._session.story.slides:
            return
        self._rehearsing = True
        self.present(rehearsal=True)
        self._session.talk.clock.start()

    def offer_resume(
        self, record: TalkRecord, notifications: Notifications, begin_anew: Callable[[], object] | None = None
    ) -> None:
        """Show a bar to resume an interrupted talk, or begin anew."""

        def begin() -> None:
            self._clear_interrupted()
            self._session.writer.submit("forget", self.journal.delete)
            if begin_anew is not None:
                begin_anew()

        notifications.offer_resume(
            record, self._session, lambda: self.resume(record), begin, can_begin=begin_anew is not None
        )

    def resume(self, record: TalkRecord) -> None:
        """Resume a talk at its position, its clock still running."""
        slide, language = record.position.slide_id, record.language
        if not self._story_file.open(Path(record.path), slide=slide, language=language):
            return
        self._session.navigator.go(record.position)
        self.present(from_current_slide=True, resumed=record)

    def end(self) -> None:
        """End the running talk, if any."""
        if self.presenter is not None:
            self.presenter.end_talk()

    def _on_talk_ended(self) -> None:
        slide_timer = self.presenter.slide_timer if self.presenter is not None else SlideTimer()
        seconds_by_slide = {
            slide_id: seconds
            for slide_id, seconds in slide_timer.seconds.items()
            if slide_id in slide_timer.finished_ids
        }
        if self.presenter is not None:
            self.presenter.deleteLater()
            self.presenter = None
        if self._rehearsing:
            self._rehearsing = False
            self._show_rehearsal(seconds_by_slide)
        self.ended.emit()
        self._offer_late()

    def _show_rehearsal(self, seconds_by_slide: Mapping[str, float]) -> None:
        """Show the times of a rehearsal beside the plan."""
        from desktop.story.edit.rehearsed_minutes import minutes_edit
        from desktop.ui.dialogs.rehearsal import RehearsalDialog

        session = self._session

        def write_minutes(minutes: Mapping[str, float]) -> None:
            session.document.flush_input()
            session.document.apply_edit(minutes_edit(session.document.text, minutes))

        RehearsalDialog(self._parent, session.story, seconds_by_slide, self._settings.language, write_minutes).show()
