"""A running talk: its windows, its screens, what its keys do. The windows only show the session and pass keys on."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.session import screen_roles
from desktop.session.error_log import ErrorMonitor
from desktop.session.frame_cache import FrameCache
from desktop.session.journal import TalkJournal
from desktop.session.screen_roles import ScreenRoles
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.session.slide_timer import SlideTimer
from desktop.ui.talk import screens
from desktop.ui.talk.audience import Audience
from desktop.ui.talk.keep_awake import DisplayWakeLock

if TYPE_CHECKING:
    from desktop.session.autoplay import Autoplay
    from desktop.ui.talk.console import Console

DIGITS_MS: Final = 2500
_log = logging.getLogger(__name__)


class Presenter(QObject):
    """One talk, from `begin` to `ended`."""

    ended = Signal()
    roles_changed = Signal()
    digits_changed = Signal()

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
        self.session = session
        self.settings = settings
        self.error_monitor = error_monitor
        self._frame_cache = frame_cache
        self._journal = journal
        self._work_screen = work_screen
        self._windowed = False
        self._has_ended = False
        self._autoplay: Autoplay | None = None
        self.roles = ScreenRoles()
        self.digits = ""
        self.slide_timer = SlideTimer()
        self.wake_lock = DisplayWakeLock()
        self.console: Console | None = None
        self._console_wanted = False
        self.audience = Audience(session, frame_cache, settings, self)
        self.audience.closing.connect(self.end_talk)
        self._screen_watcher = screens.ScreenWatcher(self)
        self._screen_watcher.changing.connect(self._on_screens_changing)
        self._screen_watcher.changed.connect(self._place_windows)
        self._digits_timer = QTimer(self)
        self._digits_timer.setSingleShot(True)
        self._digits_timer.setInterval(DIGITS_MS)
        self._digits_timer.timeout.connect(self.clear_digits)
        for signal in (session.position_settled, session.language_changed, session.clock_changed):
            signal.connect(self._write_journal)
        session.position_changed.connect(self._time_slide)
        session.clock_changed.connect(self._time_slide)

    # -- beginning and ending ------------------------------------------------------------------------------------------

    def begin(self, audience_screen: str = "", *, windowed: bool = False, loop: bool = False) -> None:
        """Show the talk: the audience full-screen on its screen (or in a plain window), the console on another one.

        A `loop` runs by itself: nothing but its own keys has any effect, and nobody needs a console.
        """
        self._windowed = windowed
        screen_names = screens.screen_names()
        chosen_screen = (
            audience_screen
            if audience_screen in screen_names
            else self.settings.audience_screen(screen_roles.screen_set_key(screen_names))
        )
        self.roles = screen_roles.assign_screens(screen_names, self._work_screen, chosen_screen)
        self._console_wanted = (bool(self.roles.console) or windowed) and not loop
        self.session.stage.clear_all_ink()
        self.session.set_presenting(True)
        self.session.defer_changes(self.settings.defer_changes)
        if loop:
            self._begin_autoplay()
        else:
            self._journal.acquire()
        self._write_journal()
        self._time_slide()
        self._place_windows()
        # The first picture does not wait for the desktop's answer.
        QTimer.singleShot(0, self, self.wake_lock.acquire)

    def _begin_autoplay(self) -> None:
        from desktop.session.autoplay import Autoplay

        self._autoplay = Autoplay(self.session, self)
        self.audience.lock_controls(self.end_talk)
        self._autoplay.start()

    def end_talk(self) -> None:
        """End the talk; everything is as it was before, and the ink is kept until the next one."""
        if self._has_ended:
            return
        self._has_ended = True
        if self._autoplay is not None:
            self._autoplay.stop()
        self.slide_timer.stop()
        self._digits_timer.stop()
        self.wake_lock.release()
        self._journal.end()
        self.session.set_presenting(False)
        self.session.defer_changes(False)
        if self.console is not None:
            self.console.save_layout()
            self.console.hide()
            self.console.deleteLater()
        self.audience.hide()
        self.audience.deleteLater()
        self.ended.emit()

    def _write_journal(self) -> None:
        path = self.session.path
        if path is not None and self.session.presenting and not self._has_ended:
            self._journal.write_state(path, self.session.position, self.session.language, self.session.clock)

    def _time_slide(self) -> None:
        if not self._has_ended:
            self.slide_timer.switch_to(self.session.position.slide_id if self.session.clock.running else "")

    # -- screens -------------------------------------------------------------------------------------------------------

    @property
    def speaker_window(self) -> QWidget:
        """Return the window where the speaker's boxes belong: the console where there is one, else the audience's."""
        return self.console if self.console is not None and self.console.isVisible() else self.audience

    def _on_screens_changing(self) -> None:
        """Hide what stands where it must not be: Qt has moved the windows of a screen that is gone onto another one."""
        if self._has_ended or self._windowed:
            return
        screen_names = screens.screen_names()
        visible = screen_roles.visible_windows(self.roles, screen_names, console=self._console_wanted)
        if self.console is not None and visible.console != screens.name_of(self.console.screen()):
            self.console.hide()
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
        if self.roles.console == "" and len(screen_names) > 1:
            # A second screen was plugged in: it is for the audience, unless something else was chosen for these two.
            self.roles = screen_roles.assign_screens(
                screen_names,
                self.roles.audience or self._work_screen,
                self.settings.audience_screen(screen_roles.screen_set_key(screen_names)),
            )
            self._console_wanted = True
        visible = screen_roles.visible_windows(self.roles, screen_names, console=self._console_wanted)
        if visible.audience:
            screens.show_on_screen(self.audience, visible.audience, full_screen=True)
        else:
            self.audience.hide()
        if visible.console:
            screens.show_on_screen(self._ensure_console(), visible.console, full_screen=False)
        elif self.console is not None:
            self.console.hide()
        self._focus_speaker_window()
        self.roles_changed.emit()

    def _show_windowed(self) -> None:
        if not self.audience.isVisible():
            self.audience.resize(1280, 720)
            self.audience.show()
        if self._console_wanted:
            self._ensure_console().show()
        elif self.console is not None:
            self.console.hide()
        self._focus_speaker_window()

    def _focus_speaker_window(self) -> None:
        self.speaker_window.activateWindow()
        self.speaker_window.setFocus()

    def _ensure_console(self) -> Console:
        if self.console is None:
            from desktop.ui.talk.console import Console

            self.console = Console(self, self._frame_cache)
            self.console.closing.connect(self.toggle_console)
        return self.console

    def swap_screens(self) -> None:
        """Give the audience the console's screen, and remember it for these screens."""
        if self.roles.console and not self._windowed:
            self.set_audience_screen(self.roles.console)

    def set_audience_screen(self, screen_name: str) -> None:
        """Show the audience's window on a screen, and remember that for the set of screens there is."""
        screen_names = screens.screen_names()
        if screen_name not in screen_names or self._windowed:
            return
        self.settings.set_audience_screen(screen_roles.screen_set_key(screen_names), screen_name)
        console_screen = self.roles.console if self.roles.console != screen_name else self.roles.audience
        self.roles = screen_roles.assign_screens(screen_names, console_screen, screen_name)
        if self.console is not None:
            self.console.hide()
        self.audience.hide()
        self._place_windows()

    def toggle_console(self) -> None:
        """Show the speaker's console, or put it away; with one screen it lies over the slide."""
        if self._has_ended:
            return
        self._console_wanted = self.console is None or not self.console.isVisible()
        if self._console_wanted and not self.roles.console and not self._windowed:
            console = self._ensure_console()
            screens.show_on_screen(console, self.roles.audience, full_screen=False)
            console.raise_()
            self._focus_speaker_window()
            return
        self._place_windows()

    # -- what keys do --------------------------------------------------------------------------------------------------

    def commands(self) -> dict[str, Callable[[], object]]:
        """Return what each action of a talk does, by its id."""
        session, stage = self.session, self.session.stage
        return {
            "next": self._navigation_command(session.next),
            "back": self._navigation_command(session.previous),
            "next_slide": self._navigation_command(session.next_slide),
            "previous_slide": self._navigation_command(session.previous_slide),
            "first": self._navigation_command(session.first),
            "last": self._navigation_command(session.last),
            "return": self._navigation_command(session.go_back),
            "forward": self._navigation_command(session.go_forward),
            "language": session.next_language,
            "goto": lambda: self._toggle_popup("goto"),
            "overview": lambda: self._toggle_popup("overview"),
            "sources": lambda: self._toggle_popup("sources"),
            "keys": lambda: self._toggle_popup("keys"),
            "black": lambda: stage.set_blank("black"),
            "white": lambda: stage.set_blank("white"),
            "freeze": lambda: stage.freeze(None if stage.frozen else session.position),
            "timeline": lambda: stage.set_timeline_visible(not stage.timeline_visible),
            "laser": lambda: stage.select_tool("laser"),
            "pen": lambda: stage.select_tool("pen"),
            "color": stage.next_color,
            "eraser": lambda: stage.select_tool("eraser"),
            "undo_ink": lambda: stage.undo_stroke(session.position.slide_id),
            "clear_ink": lambda: stage.clear_strokes(session.position.slide_id),
            "spotlight": lambda: stage.select_tool("spotlight"),
            "magnifier": lambda: stage.select_tool("magnifier"),
            "console": self.toggle_console,
            "swap": self.swap_screens,
            "pause_clock": session.toggle_clock,
            "reset_clock": session.reset_clock,
            "leave": self.dismiss_top,
            "ignored": lambda: None,
        }

    def _navigation_command(self, move: Callable[[], None]) -> Callable[[], None]:
        """Return the move for a key: it ends a transition at once, takes digits typed before, and lifts a blank first."""

        def navigate() -> None:
            self.audience.slide_view.finish_transition()
            if self.digits:
                # Nobody types a number to throw it away: whatever key follows it goes there.
                number = int(self.digits)
                self.clear_digits()
                self.session.go_to_number(number)
                return
            stage = self.session.stage
            if stage.blank:
                # As every clicker does it: the first press brings the slide back.
                stage.set_blank(stage.blank)
                return
            move()

        return navigate

    def type_digit(self, digit: int) -> None:
        """Take a digit of a slide's number; Enter goes there."""
        self.digits = (self.digits + str(digit))[-4:]
        self._digits_timer.start()
        self.digits_changed.emit()

    def clear_digits(self) -> None:
        """Forget the number typed so far."""
        self._digits_timer.stop()
        if self.digits:
            self.digits = ""
            self.digits_changed.emit()

    def _toggle_popup(self, popup_id: str) -> None:
        """Open one of the speaker's boxes, or close it: on the console, or over the slide where there is none."""
        from desktop.ui.talk import popups

        popups.toggle_popup(self, self._frame_cache, popup_id)

    def close_popup(self) -> bool:
        """Close the box that is open and return whether there was one."""
        from desktop.ui.talk import popups

        return popups.close_popup(self.speaker_window)

    def dismiss_top(self) -> None:
        """Leave what lies on top: a box, the number typed, the tool, the timeline, the blank, the freeze, then the talk."""
        stage = self.session.stage
        if self.close_popup():
            return
        if self.digits:
            self.clear_digits()
        elif stage.tool:
            stage.select_tool(stage.tool)
        elif stage.timeline_visible:
            stage.set_timeline_visible(False)
        elif stage.blank:
            stage.set_blank(stage.blank)
        elif stage.frozen is not None:
            stage.freeze(None)
        else:
            self.end_talk()
