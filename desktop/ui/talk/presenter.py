"""The presenter owns the windows, screens, journal and commands of a talk."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.qt_override import attempt
from desktop.session.debounce import Debounce
from desktop.session.errors.error_log import ErrorMonitor
from desktop.session.frame_cache import FrameCache
from desktop.session.position import Position, number_of
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.session.talk import screen_roles
from desktop.session.talk.picture_record import picture_record, restore_picture
from desktop.session.talk.talk_journal import TalkJournal
from desktop.session.talk.talk_time import SlideTimer
from desktop.ui.talk import screens
from desktop.ui.talk.audience import Audience
from desktop.ui.talk.commands import TalkCommands
from desktop.ui.talk.keep_awake import DisplayWakeLock
from desktop.ui.talk.slide_play import SlidePlay
from desktop.ui.talk.talk_messages import MESSAGES
from desktop.ui.widgets.frozen_slide import kept_pixels

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from desktop.session.audience_picture import AudiencePicture
    from desktop.session.talk.autoplay import Autoplay
    from desktop.session.talk.talk_journal import TalkRecord
    from desktop.timeline.camera import TimeWindow
    from desktop.ui.talk.console import Console
    from desktop.ui.widgets.frozen_slide import FrozenSlide

_WAKE_LOCK_DELAY_MS: Final = 1000
_INK_DELAY_MS: Final = 500  # after the last point of a stroke
_END_TIMEOUT_S: Final = 1.0  # the end of a talk does not wait for a disk that hangs


class Presenter(QObject):
    """Owner of the windows of a talk, from `begin` to `ended`."""

    ended = Signal()

    def __init__(
        self,
        session: Session,
        frame_cache: FrameCache,
        settings: Settings,
        journal: TalkJournal,
        error_monitor: ErrorMonitor,
        work_screen: str = "",
    ) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self._error_monitor = error_monitor
        self._frame_cache = frame_cache
        self._journal = journal
        self._windowed = False
        self._has_ended = False
        self._autoplay: Autoplay | None = None
        self._frozen_record: tuple[AudiencePicture, Mapping[str, Any]] | None = None  # made once for each freeze
        self.screen_assignment = screens.ScreenAssignment(settings, work_screen, self)
        self._placement = screens.Placement(lambda: self.speaker_window, self.focus_speaker_window, self)
        self.slide_timer = SlideTimer()
        self._last_slide_id = ""
        self.wake_lock = DisplayWakeLock(self)
        self._wake_timer = Debounce(_WAKE_LOCK_DELAY_MS, self.wake_lock.acquire, self)
        self.console: Console | None = None
        self._console_wanted = False
        self._was_mirrored = False
        self.commands = TalkCommands(
            session,
            end_talk=self.end_talk,
            toggle_popup=self._toggle_popup,
            close_popup=self._close_popup,
            toggle_console=self.toggle_console,
            swap_screens=self.swap_screens,
            parent=self,
        )
        self.commands.notice_changed.connect(self._show_notice)
        self.audience = Audience(session, frame_cache, settings, self.commands)
        self.audience.closing.connect(self.end_talk)
        self._screen_watcher = screens.ScreenWatcher(self)
        self._screen_watcher.changing.connect(self._on_screens_changing)
        self._screen_watcher.changed.connect(self._place_windows)
        for signal in (session.navigator.position_settled, session.language_changed, session.talk.clock.changed):
            signal.connect(self._write_journal)
        session.talk.changed.connect(self._write_journal)
        queued = Qt.ConnectionType.QueuedConnection  # not while it is painted
        self.audience.slide_view.frozen_painted.connect(self._keep_pixels, queued)
        self._ink_timer = Debounce(_INK_DELAY_MS, self._write_ink, self)
        session.talk.ink.changed.connect(self._ink_timer.start)
        session.navigator.position_changed.connect(self._time_slide)
        self._slide_play = SlidePlay(session, self._play, self)
        session.talk.clock.changed.connect(self._time_slide)

    # -- beginning and ending ------------------------------------------------------------------------------------------

    def begin(
        self,
        audience_screen: str = "",
        *,
        windowed: bool = False,
        loop: bool = False,
        rehearsal: bool = False,
        resumed: TalkRecord | None = None,
    ) -> None:
        """Show the audience's window, and the console on another screen.

        `windowed` shows both as plain windows. A `loop` runs by itself: it ignores all but its own keys and has no console.
        A `rehearsal` has a console even on one screen, and leaves nothing to resume. A `resumed` talk begins as blank and
        as frozen as it was.
        """
        self._windowed = windowed
        self.screen_assignment.assign(audience_screen)
        self._console_wanted = (bool(self.screen_assignment.roles.console) or windowed) and not loop
        self._session.talk.ink.remove_all()
        if resumed is not None and resumed.ink:
            self._session.talk.ink.restore(resumed.ink)
        self._session.talk.set_presenting(True)
        self._session.defer_changes(self._settings.defer_changes)
        if resumed is not None:
            self._restore_picture(resumed)
        if loop:
            self._begin_autoplay()
        self._time_slide()
        self._place_windows()
        if rehearsal and self.speaker_window is not self.console:
            self.toggle_console()
        self._slide_play.follow()
        # The first picture waits for neither: the window system asks for it a moment later.
        if not loop and not rehearsal:
            self._session.writer.submit("lock", self._journal.acquire)
        self._write_journal()
        self._wake_timer.start()

    def _restore_picture(self, record: TalkRecord) -> None:
        """Restore the audience's picture of an interrupted talk."""
        talk = self._session.talk
        if record.blank in ("black", "white"):
            talk.set_blank(record.blank)
        if record.frozen is not None:
            kept = kept_pixels(record)
            frozen = restore_picture(record.frozen, self._session, has_pixels=kept is not None)
            if frozen is not None and kept is not None:
                self._frozen_record = frozen, record.frozen
                self.audience.slide_view.keep_pixels(kept)
            talk.freeze(frozen)

    def _keep_pixels(self, slide: FrozenSlide) -> None:
        """Keep a frozen slide as it was painted."""
        kept = self._frozen_record
        if kept is None or kept[0] is not slide.picture or "pixels" in kept[1]:
            return
        key = f"{time.time_ns():x}"
        image = slide.pixmap.toImage()
        self._session.writer.submit("pixels", partial(self._journal.write_pixels, key, image), self._on_journal_written)
        self._frozen_record = kept[0], {**kept[1], "pixels": (key, slide.aspect)}
        self._write_journal()

    def _begin_autoplay(self) -> None:
        from desktop.session.talk.autoplay import Autoplay

        self._autoplay = Autoplay(self._session, self)
        self.audience.lock_controls(self.end_talk)
        self._autoplay.start()

    def end_talk(self) -> None:
        """End the talk and restore the window; keep the ink.

        The ink is deleted when the next talk begins.
        """
        if self._has_ended:
            return
        self._has_ended = True
        # Each is tried whatever the others raise: nobody may be held in a talk.
        for step in (
            self._autoplay.stop if self._autoplay is not None else None,
            self.slide_timer.stop,
            self.commands.clear_digits,
            lambda: self.commands.set_notice(""),
            self._wake_timer.stop,
            self._ink_timer.stop,
            self._placement.stop,
            self.wake_lock.release,
            lambda: self._session.writer.submit("journal", self._journal.end),
            lambda: self._session.writer.wait(_END_TIMEOUT_S),
            lambda: self._on_journal_written(None),
            lambda: self._session.talk.set_presenting(False),
            lambda: self._session.defer_changes(False),
            self.console.save_layout if self.console is not None else None,
        ):
            if step is not None:
                attempt(step)
        for window in (self.console, self.audience):
            if window is not None:
                window.hide()
                window.deleteLater()
        self.ended.emit()

    def _show_notice(self) -> None:
        key, number = self.commands.notice
        self._session.talk.set_notice(MESSAGES(key, self._settings.language, number=number) if key else "")

    def _write_journal(self) -> None:
        session, talk = self._session, self._session.talk
        if session.path is None or not talk.presenting or self._has_ended:
            return
        if talk.frozen is None:
            self._frozen_record = None
        elif self._frozen_record is None or self._frozen_record[0] is not talk.frozen:
            self._frozen_record = talk.frozen, picture_record(talk.frozen)
        state = (
            session.path,
            session.navigator.position,
            session.language,
            talk.clock.state,
            talk.blank,
            self._frozen_record[1] if self._frozen_record is not None else None,
        )
        session.writer.submit("journal", partial(self._journal.write_state, *state), self._on_journal_written)

    def _write_ink(self) -> None:
        talk = self._session.talk
        if talk.presenting and not self._has_ended:
            drawings = talk.ink.drawings
            self._session.writer.submit("ink", partial(self._journal.write_ink, drawings), self._on_journal_written)

    def _on_journal_written(self, error: OSError | None) -> None:
        self._session.document.storage_failures.note("journal", error)

    def _time_slide(self) -> None:
        position = self._session.navigator.position
        if not self._has_ended:
            is_timed = self._session.talk.clock.state.running and not position.ended
            self.slide_timer.switch_to(position.slide_id if is_timed else "")
        if not position.ended and self._last_slide_id == position.slide_id:
            return
        # Whoever goes on has said what there was to say on the slide before.
        story, last = self._session.story, Position(self._last_slide_id)
        if position.ended or number_of(story, position) > number_of(story, last):
            self.slide_timer.finished_ids.add(self._last_slide_id)
        self._last_slide_id = position.slide_id

    def _play(self, time_window: TimeWindow) -> None:
        """Play through time on the window of the speaker; the other follows."""
        console = self.console
        shown = console.current_slide_view if console is not None and console.isVisible() else self.audience
        shown.timeline_overlay.play(time_window)

    # -- screens -------------------------------------------------------------------------------------------------------

    @property
    def speaker_window(self) -> QWidget:
        """Return the speaker's window for popups: a visible console, else audience."""
        return self.console if self.console is not None and self.console.isVisible() else self.audience

    def _on_screens_changing(self) -> None:
        """Hide windows on a wrong screen.

        Qt moves the windows of a removed screen onto another one.
        """
        if self._has_ended or self._windowed:
            return
        screen_names = screens.screen_names()
        visible = screen_roles.visible_windows(self.screen_assignment.roles, screen_names, console=self._console_wanted)
        is_console_wrong = self.console is not None and visible.console != screens.name_of(self.console.screen())
        if self.console is not None and (is_console_wrong or screens.are_mirrored()):
            self.console.hide()  # the notes are not for the audience
        if not visible.audience:
            self.audience.hide()

    def _place_windows(self) -> None:
        """Put each window on its screen."""
        if self._has_ended:
            return
        screen_names = screens.screen_names()
        if self._windowed:
            self._show_windowed()
            return
        is_mirrored = screens.are_mirrored() and len(screen_names) == 1
        if is_mirrored and not self._was_mirrored:
            self.screen_assignment.assign()
            self._console_wanted = False
            self.commands.set_notice("mirrored")
        self._was_mirrored = is_mirrored
        if self.screen_assignment.roles.console == "" and len(screen_names) > 1:
            # A second screen was plugged in: it is for the audience, unless another choice was saved for these two.
            self.screen_assignment.add_screen()
            self._console_wanted = True
        visible = screen_roles.visible_windows(self.screen_assignment.roles, screen_names, console=self._console_wanted)
        self._placement.show(self.audience, visible.audience, full_screen=True)
        if visible.console:
            self._placement.show(self._ensure_console(), visible.console, full_screen=False)
        elif self.console is not None:
            self.console.hide()
        self.focus_speaker_window()

    def _show_windowed(self) -> None:
        if not self.audience.isVisible():
            self.audience.resize(1280, 720)
            self.audience.show()
            self.audience.move(self.audience.screen().availableGeometry().topLeft())
        if self._console_wanted:
            console = self._ensure_console()
            if not console.isVisible():
                console.show()
                # In the other corner: the window that is to be shared must not hide under this one.
                area = console.screen().availableGeometry()
                console.move(area.bottomRight() - console.rect().bottomRight())
        elif self.console is not None:
            self.console.hide()
        self.focus_speaker_window()

    def focus_speaker_window(self) -> None:
        """Give the keyboard to the speaker's window."""
        console = self.console is not None and self.console.isVisible()
        self._session.talk.set_windows(console=console, audience=self.audience.isVisible())
        if console:
            self.audience.close_speaker_tools()
        screens.give_keyboard(self.speaker_window)

    def _ensure_console(self) -> Console:
        if self.console is None:
            from desktop.ui.talk.console import Console

            self.console = Console(
                self._session,
                self._frame_cache,
                self._settings,
                self.commands,
                self.screen_assignment,
                self._error_monitor,
                self.audience,
                self.audience.slide_view,
            )
            self.audience.resized.connect(self.console.fit_slides)
            self.audience.resized.connect(self.console.audience_thumbnail.follow)
            self.console.closing.connect(self.toggle_console)
            self.audience.timeline_overlay.opens_search_elsewhere = self.console.open_search
            self.console.audience_screen_chosen.connect(self.set_audience_screen)
        return self.console

    def swap_screens(self) -> None:
        """Swap the screens of audience and console, and save the choice."""
        if self.screen_assignment.roles.console and not self._windowed:
            self.set_audience_screen(self.screen_assignment.roles.console)

    def set_audience_screen(self, screen_name: str) -> None:
        """Move the audience window to a screen, and save the choice."""
        if self._windowed or not self.screen_assignment.choose_audience_screen(screen_name):
            return
        self._place_windows()

    def toggle_console(self) -> None:
        """Show or hide the console, over the slide on one screen."""
        if self._has_ended:
            return
        self._console_wanted = self.console is None or not self.console.isVisible()
        if self._console_wanted and not self.screen_assignment.roles.console and not self._windowed:
            console = self._ensure_console()
            screens.show_on_screen(console, self.screen_assignment.roles.audience, full_screen=False)
            console.raise_()
            self.focus_speaker_window()
            return
        self._place_windows()

    # -- popups --------------------------------------------------------------------------------------------------------

    def _toggle_popup(self, popup_id: str) -> None:
        """Open or close a popup on the speaker's window."""
        from desktop.ui.talk import popups

        if popup_id in popups.SPEAKER_POPUPS and self.speaker_window is not self.console:
            self.commands.set_notice("console_only")
            return
        screens.give_keyboard(self.speaker_window)  # it may be on the audience's window
        popups.toggle_popup(
            self.speaker_window,
            popup_id,
            self._session,
            self._frame_cache,
            self._settings,
            for_speaker_alone=self.speaker_window is self.console,
        )

    def _close_popup(self) -> bool:
        """Close the open popup and return whether there was one."""
        from desktop.ui.talk import popups

        return popups.close_popup(self.speaker_window)
