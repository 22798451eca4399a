"""The commands of a talk, by action id; windows pass functions in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.qt_override import attempt
from desktop.session.debounce import Debounce
from desktop.session.session import Session
from desktop.session.session_pictures import toggle_freeze

DIGITS_MS: Final = 8000
"""The time in ms after which a typed number is dropped: some look for the next digit."""

NOTICE_MS: Final = 4000
"""The time in ms that a notice stays, and that a second Escape ends the talk."""

_MODIFIERS_OF_DIGITS: Final = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
"""The digits of the keypad, and those of a French keyboard, which need Shift."""

_OF_CONSOLE: Final = ("edit_notes", "larger", "smaller", "notes_down", "notes_up")
"""The actions that need the console's widgets; their keys work in the audience's window, too."""


class TalkCommands(QObject):
    """The commands of a talk by action id, digits and notice.

    `notice` is what the last key has to say: a key of the talk's messages, and the number in it. The console sets
    `of_console`, what its own actions do.
    """

    digits_changed = Signal()
    notice_changed = Signal()
    navigating = Signal()  # a move was asked for, by a key, a click or a swipe

    def __init__(
        self,
        session: Session,
        *,
        end_talk: Callable[[], object],
        toggle_popup: Callable[[str], object],
        close_popup: Callable[[], bool],
        toggle_console: Callable[[], object],
        swap_screens: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        """Take functions of the windows; `close_popup` returns whether a popup was open."""
        super().__init__(parent)
        self._session = session
        self._end_talk = end_talk
        self._close_popup = close_popup
        self.of_console: Mapping[str, Callable[[], object]] = {}
        self.digits = ""
        self.notice: tuple[str, str] = ("", "")
        self._digits_timer = Debounce(DIGITS_MS, self._drop_digits, self)
        self._notice_timer = Debounce(NOTICE_MS, lambda: self.set_notice(""), self)
        talk, navigator = session.talk, session.navigator
        moves: dict[str, Callable[[], None]] = {
            "next": navigator.next,
            "previous": navigator.previous,
            "next_slide": navigator.next_slide,
            "previous_slide": navigator.previous_slide,
            "first": navigator.first,
            "last": navigator.last,
            "history_back": navigator.go_back,
            "history_forward": navigator.go_forward,
        }
        self.by_id: Mapping[str, Callable[[], object]] = {
            **{action_id: self._navigation_command(move) for action_id, move in moves.items()},
            "language": session.next_language,
            "goto": lambda: toggle_popup("goto"),
            "overview": lambda: toggle_popup("overview"),
            "sources": lambda: toggle_popup("sources"),
            "keys": lambda: toggle_popup("keys"),
            "black": lambda: talk.set_blank("black"),
            "white": lambda: talk.set_blank("white"),
            "freeze": lambda: toggle_freeze(session),
            "timeline": lambda: talk.set_timeline_visible(not talk.timeline_visible),
            "laser": lambda: talk.select_tool("laser"),
            "pen": lambda: talk.select_tool("pen"),
            "color": talk.next_color,
            "eraser": lambda: talk.select_tool("eraser"),
            "undo_ink": lambda: talk.ink.undo(talk.sheet(session.navigator.position.slide_id)),
            "clear_ink": lambda: talk.ink.clear(talk.sheet(session.navigator.position.slide_id)),
            "spotlight": lambda: talk.select_tool("spotlight"),
            "magnifier": lambda: talk.select_tool("magnifier"),
            "console": toggle_console,
            "swap": swap_screens,
            "pause_clock": talk.clock.toggle,
            "reset_clock": talk.clock.reset,
            "leave": self.leave,
            "ignored": lambda: None,
            **{action_id: partial(self._run_on_console, action_id) for action_id in _OF_CONSOLE},
        }

    def run(self, action_id: str) -> None:
        """Run the command of an action."""
        self.by_id[action_id]()

    def _run_on_console(self, action_id: str) -> None:
        """Run a command of the console while it is shown."""
        if self._session.talk.has_console:
            self.of_console[action_id]()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Handle digits and the keypad's Enter; return whether it was one."""
        digit = event.key() - Qt.Key.Key_0
        if 0 <= digit <= 9 and not event.modifiers() & ~_MODIFIERS_OF_DIGITS:
            self.type_digit(digit)
        elif event.key() == Qt.Key.Key_Enter:
            self.run("next")
        else:
            return False
        event.accept()
        return True

    def _navigation_command(self, move: Callable[[], None]) -> Callable[[], None]:
        """Return the command of a move.

        A typed number is where it goes instead; a blank screen is only shown again.
        """

        def navigate() -> None:
            self.navigating.emit()
            self.set_notice("")
            if self.digits:
                # A typed number is meant: any key that moves goes to it.
                number = int(self.digits)
                self.clear_digits()
                if not self._session.navigator.go_to_number(number):
                    self.set_notice("no_slide", str(number))
                return
            talk = self._session.talk
            if talk.blank:
                # As with every clicker: the first press brings the slide back.
                talk.set_blank(talk.blank)
                return
            move()

        return navigate

    # -- the number of a slide -----------------------------------------------------------------------------------------

    def type_digit(self, digit: int) -> None:
        """Add a digit to the slide number of the next move."""
        self.digits = (self.digits + str(digit))[-4:]
        self.set_notice("going_to", self.digits)
        self._notice_timer.stop()  # as long as the number itself
        self._digits_timer.start()
        self.digits_changed.emit()

    def clear_digits(self) -> None:
        """Clear the typed number."""
        self._digits_timer.stop()
        if self.digits:
            self.digits = ""
            if self.notice[0] == "going_to":
                self.set_notice("")
            self.digits_changed.emit()

    def _drop_digits(self) -> None:
        number = self.digits
        self.clear_digits()
        self.set_notice("number_dropped", number)

    def set_notice(self, key: str, number: str = "") -> None:
        """Show a notice for a while; "" hides it."""
        self._notice_timer.stop()
        if key:
            self._notice_timer.start()
        if (key, number) != self.notice:
            self.notice = (key, number)
            self.notice_changed.emit()

    # -- Escape --------------------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Handle Esc: dismiss the topmost layer, or end the talk.

        Where dismissing fails, two presses end the talk all the same.
        """
        is_second_press = self.notice[0] == "leave_again"
        if attempt(self.dismiss_top):
            return
        if is_second_press:
            self._end_talk()
        else:
            self.set_notice("leave_again")

    def dismiss_top(self) -> None:
        """Dismiss the topmost layer; if there is none, end the talk.

        The order is popup, number, tool, timeline, blank, freeze. Only a second press ends the talk.
        """
        talk = self._session.talk
        is_second_press = self.notice[0] == "leave_again"
        self.set_notice("")
        if self._close_popup():
            return
        if self.digits:
            self.clear_digits()
        elif talk.tool:
            talk.select_tool(talk.tool)
        elif talk.timeline_visible:
            talk.set_timeline_visible(False)
        elif talk.blank:
            talk.set_blank(talk.blank)
        elif talk.frozen is not None:
            talk.freeze(None)
        elif is_second_press:
            self._end_talk()
        else:
            self.set_notice("leave_again")
