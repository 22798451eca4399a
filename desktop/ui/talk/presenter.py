"""A running talk: its windows, its screens, what its keys do. The windows only show the session and pass keys on."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.session import screen_roles as who
from desktop.session.error_log import Faults
from desktop.session.frame_cache import Frames
from desktop.session.journal import Journal
from desktop.session.screen_roles import Roles
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.session.slide_timer import Spent
from desktop.ui.talk import screens
from desktop.ui.talk.audience import Audience
from desktop.ui.talk.keep_awake import Awake

if TYPE_CHECKING:
    from desktop.session.autoplay import Loop
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
        frames: Frames,
        settings: Settings,
        journal: Journal,
        faults: Faults,
        own_screen: str = "",
    ) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self.faults = faults
        self._frames = frames
        self._journal = journal
        self._own = own_screen
        self._plain = False
        self._over = False
        self._loop: Loop | None = None
        self.roles = Roles()
        self.digits = ""
        self.spent = Spent()
        self.awake = Awake()
        self.console: Console | None = None
        self._console_wanted = False
        self.audience = Audience(session, frames, settings, self)
        self.audience.closing.connect(self.leave)
        self._screens = screens.Screens(self)
        self._screens.changing.connect(self._screens_changing)
        self._screens.changed.connect(self._arrange)
        self._digits_timer = QTimer(self)
        self._digits_timer.setSingleShot(True)
        self._digits_timer.setInterval(DIGITS_MS)
        self._digits_timer.timeout.connect(self.forget_digits)
        for signal in (session.position_settled, session.language_changed, session.clock_changed):
            signal.connect(self._write)
        session.position_changed.connect(self._count)
        session.clock_changed.connect(self._count)

    # -- beginning and ending ------------------------------------------------------------------------------------------

    def begin(self, screen: str = "", *, plain: bool = False, loop: bool = False) -> None:
        """Show the talk: the audience full-screen on its screen (or in a plain window), the console on another one.

        A `loop` runs by itself: nothing but its own keys has any effect, and nobody needs a console.
        """
        self._plain = plain
        there = screens.names()
        chosen = screen if screen in there else self.settings.audience_screen(who.set_of(there))
        self.roles = who.roles(there, self._own, chosen)
        self._console_wanted = (bool(self.roles.console) or plain) and not loop
        self.session.stage.forget_ink()
        self.session.set_presenting(True)
        self.session.hold_changes(self.settings.hold_changes)
        if loop:
            self._begin_loop()
        else:
            self._journal.begin()
        self._write()
        self._count()
        self._arrange()
        # The first picture does not wait for the desktop's answer.
        QTimer.singleShot(0, self, self.awake.hold)

    def _begin_loop(self) -> None:
        from desktop.session.autoplay import Loop

        self._loop = Loop(self.session, self)
        self.audience.close_to_all(self.leave)
        self._loop.start()

    def leave(self) -> None:
        """End the talk; everything is as it was before, and the ink is kept until the next one."""
        if self._over:
            return
        self._over = True
        if self._loop is not None:
            self._loop.stop()
        self.spent.stop()
        self._digits_timer.stop()
        self.awake.release()
        self._journal.end()
        self.session.set_presenting(False)
        self.session.hold_changes(False)
        if self.console is not None:
            self.console.keep()
            self.console.hide()
            self.console.deleteLater()
        self.audience.hide()
        self.audience.deleteLater()
        self.ended.emit()

    def _write(self) -> None:
        path = self.session.path
        if path is not None and self.session.presenting and not self._over:
            self._journal.write(path, self.session.position, self.session.language, self.session.clock)

    def _count(self) -> None:
        if not self._over:
            self.spent.at(self.session.position.slide if self.session.clock.running else "")

    # -- screens -------------------------------------------------------------------------------------------------------

    @property
    def front(self) -> QWidget:
        """Return the window where the speaker's boxes belong: the console where there is one, else the audience's."""
        return self.console if self.console is not None and self.console.isVisible() else self.audience

    def _screens_changing(self) -> None:
        """Hide what stands where it must not be: Qt has moved the windows of a screen that is gone onto another one."""
        if self._over or self._plain:
            return
        now = screens.names()
        shown = who.shown(self.roles, now, console=self._console_wanted)
        if self.console is not None and shown.console != screens.name_of(self.console.screen()):
            self.console.hide()
        if not shown.audience:
            self.audience.hide()

    def _arrange(self) -> None:
        """Put each window on its screen."""
        if self._over:
            return
        there = screens.names()
        if self._plain:
            self._arrange_plain()
            return
        if self.roles.console == "" and len(there) > 1:
            # A second screen was plugged in: it is for the audience, unless something else was chosen for these two.
            self.roles = who.roles(
                there, self.roles.audience or self._own, self.settings.audience_screen(who.set_of(there))
            )
            self._console_wanted = True
        shown = who.shown(self.roles, there, console=self._console_wanted)
        if shown.audience:
            screens.place(self.audience, shown.audience, full=True)
        else:
            self.audience.hide()
        if shown.console:
            screens.place(self._make_console(), shown.console, full=False)
        elif self.console is not None:
            self.console.hide()
        self._focus()
        self.roles_changed.emit()

    def _arrange_plain(self) -> None:
        if not self.audience.isVisible():
            self.audience.resize(1280, 720)
            self.audience.show()
        if self._console_wanted:
            self._make_console().show()
        elif self.console is not None:
            self.console.hide()
        self._focus()

    def _focus(self) -> None:
        self.front.activateWindow()
        self.front.setFocus()

    def _make_console(self) -> Console:
        if self.console is None:
            from desktop.ui.talk.console import Console

            self.console = Console(self, self._frames)
            self.console.closing.connect(self.toggle_console)
        return self.console

    def swap_screens(self) -> None:
        """Give the audience the console's screen, and remember it for these screens."""
        if self.roles.console and not self._plain:
            self.choose_screen(self.roles.console)

    def choose_screen(self, name: str) -> None:
        """Show the audience's window on a screen, and remember that for the set of screens there is."""
        there = screens.names()
        if name not in there or self._plain:
            return
        self.settings.choose_audience_screen(who.set_of(there), name)
        left = self.roles.console if self.roles.console != name else self.roles.audience
        self.roles = who.roles(there, left, name)
        if self.console is not None:
            self.console.hide()
        self.audience.hide()
        self._arrange()

    def toggle_console(self) -> None:
        """Show the speaker's console, or put it away; with one screen it lies over the slide."""
        if self._over:
            return
        self._console_wanted = self.console is None or not self.console.isVisible()
        if self._console_wanted and not self.roles.console and not self._plain:
            console = self._make_console()
            screens.place(console, self.roles.audience, full=False)
            console.raise_()
            self._focus()
            return
        self._arrange()

    # -- what keys do --------------------------------------------------------------------------------------------------

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what each action of a talk does, by its id."""
        session, stage = self.session, self.session.stage
        return {
            "next": self._moves(session.next),
            "back": self._moves(session.back),
            "next_slide": self._moves(session.next_slide),
            "previous_slide": self._moves(session.previous_slide),
            "first": self._moves(session.first),
            "last": self._moves(session.last),
            "return": self._moves(session.return_from_jump),
            "forth": self._moves(session.jump_again),
            "language": session.next_language,
            "goto": lambda: self._box("goto"),
            "overview": lambda: self._box("overview"),
            "sources": lambda: self._box("sources"),
            "keys": lambda: self._box("keys"),
            "black": lambda: stage.set_blank("black"),
            "white": lambda: stage.set_blank("white"),
            "freeze": lambda: stage.freeze(None if stage.frozen else session.position),
            "timeline": lambda: stage.show_timeline(not stage.timeline),
            "laser": lambda: stage.take("laser"),
            "pen": lambda: stage.take("pen"),
            "color": stage.next_color,
            "eraser": lambda: stage.take("eraser"),
            "undo_ink": lambda: stage.undo(session.position.slide),
            "clear_ink": lambda: stage.clear(session.position.slide),
            "spotlight": lambda: stage.take("spotlight"),
            "magnifier": lambda: stage.take("magnifier"),
            "console": self.toggle_console,
            "swap": self.swap_screens,
            "pause_clock": session.pause_clock,
            "reset_clock": session.reset_clock,
            "leave": self.escape,
            "inert": lambda: None,
        }

    def _moves(self, move: Callable[[], None]) -> Callable[[], None]:
        """Return the move for a key: it ends a transition at once, takes digits typed before, and lifts a blank first."""

        def act() -> None:
            self.audience.slide.finish()
            if self.digits:
                # Nobody types a number to throw it away: whatever key follows it goes there.
                number = int(self.digits)
                self.forget_digits()
                self.session.go_to_number(number)
                return
            stage = self.session.stage
            if stage.blank:
                # As every clicker does it: the first press brings the slide back.
                stage.set_blank(stage.blank)
                return
            move()

        return act

    def type_digit(self, digit: int) -> None:
        """Take a digit of a slide's number; Enter goes there."""
        self.digits = (self.digits + str(digit))[-4:]
        self._digits_timer.start()
        self.digits_changed.emit()

    def forget_digits(self) -> None:
        """Forget the number typed so far."""
        self._digits_timer.stop()
        if self.digits:
            self.digits = ""
            self.digits_changed.emit()

    def _box(self, name: str) -> None:
        """Open one of the speaker's boxes, or close it: on the console, or over the slide where there is none."""
        from desktop.ui.talk import popups

        popups.toggle(self, self._frames, name)

    def close_box(self) -> bool:
        """Close the box that is open and return whether there was one."""
        from desktop.ui.talk import popups

        return popups.close(self.front)

    def escape(self) -> None:
        """Leave what lies on top: a box, the number typed, the tool, the timeline, the blank, the freeze, then the talk."""
        stage = self.session.stage
        if self.close_box():
            return
        if self.digits:
            self.forget_digits()
        elif stage.tool:
            stage.take(stage.tool)
        elif stage.timeline:
            stage.show_timeline(False)
        elif stage.blank:
            stage.set_blank(stage.blank)
        elif stage.frozen is not None:
            stage.freeze(None)
        else:
            self.leave()
