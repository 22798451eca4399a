"""Plays the timeline of slides that ask for it, during a talk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from desktop.session.session import Session
from desktop.timeline.camera import TimeWindow


class SlidePlay(QObject):
    """Opens the timeline over a slide with `play`, and closes it after.

    `play` plays a window of time on the timeline that is open.
    """

    def __init__(self, session: Session, play: Callable[[TimeWindow], None], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._play = play
        self._slide_id = ""
        self._has_opened = self._has_played = False
        session.navigator.position_changed.connect(self.follow)

    def follow(self) -> None:
        """Play where another slide has come that asks for it."""
        slide, talk = self._session.navigator.slide, self._session.talk
        slide_id = slide.id if slide is not None and talk.presenting else ""
        if slide_id == self._slide_id:
            return
        self._slide_id = slide_id
        if self._has_played:  # what was known then is not what the next slide knows
            self._has_played = False
            talk.set_marks(replace(talk.marks, as_of=None))
        if slide is not None and slide_id and slide.play:
            self._has_opened = self._has_opened or not talk.timeline_visible
            self._has_played = True
            talk.set_timeline_visible(True)
            self._play(self._session.slide_time_window)
        elif self._has_opened:
            self._has_opened = False
            talk.set_timeline_visible(False)
