"""Autoplay advances a talk by its slides' minutes, in a loop."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer

from desktop.session import position
from desktop.session.session import Session
from desktop.story.reveal_steps import step_count
from desktop.story.time_plan import time_plan

_DEFAULT_SLIDE_S: Final = 12.0
"""How long a slide without minutes is shown, in seconds."""


class Autoplay(QObject):
    """Advances step by step by the slides' minutes, in a loop."""

    def __init__(self, session: Session, parent: QObject | None = None, *, speed: float = 1.0) -> None:
        super().__init__(parent)
        self._session = session
        self._speed = speed
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._advance)

    def start(self) -> None:
        """Start the timer for the current step."""
        self._timer.start(self.wait_ms())

    def stop(self) -> None:
        """Stop the timer."""
        self._timer.stop()

    def wait_ms(self) -> int:
        """Return the current step's time in ms.

        It is the time of its slide divided by its steps.
        """
        slide = self._session.navigator.slide
        if slide is None:
            return 1000
        span = time_plan(self._session.story).span(slide.id)
        seconds = span[1] - span[0] if span and span[1] > span[0] else _DEFAULT_SLIDE_S
        return max(50, round(1000 * seconds / (step_count(slide, self._session.story) + 1) / self._speed))

    def _advance(self) -> None:
        session = self._session
        next_position = session.navigator.next_position
        slide = position.slide_at(session.story, next_position)
        if next_position == session.navigator.position or next_position.ended or (slide is not None and slide.backup):
            session.navigator.go(position.first_position(session.story))
        else:
            session.navigator.go(next_position)
        self._timer.start(self.wait_ms())
