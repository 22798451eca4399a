"""The clock of a talk, with a signal for each change."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal

from desktop.session.talk.talk_time import Clock


class TalkClock(QObject):
    """Starts, pauses and resets a talk's clock; `state` is immutable."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = Clock()
        self._state_before_reset: Clock | None = None

    @property
    def state(self) -> Clock:
        """Return the current clock."""
        return self._state

    def set_state(self, state: Clock) -> None:
        """Set the clock, as for a resumed talk."""
        if state != self._state:
            self._state = state
            self.changed.emit()

    def start(self) -> None:
        """Start the clock, unless it was started before."""
        self.set_state(self._state.start(time.time()))

    def toggle(self) -> None:
        """Start, pause or resume the clock."""
        self.set_state(self._state.toggle(time.time()))

    def reset(self) -> None:
        """Reset the clock; a second call at once restores it."""
        previous_state, self._state_before_reset = self._state_before_reset, None
        if not self._state.started_at and previous_state is not None:
            self.set_state(previous_state)
        elif self._state.started_at:
            self._state_before_reset = self._state
            self.set_state(Clock())
