"""Check the layout of slides in idle time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.session.debounce import Debounce
from desktop.session.talk.talk_state import TalkState
from desktop.story.model import EMPTY_STORY, Slide, Story
from desktop.story.problems.issue import Issue

_PAUSE_MS: Final = 600  # after a change, so that typing is never held up
_REST_MS: Final = 8  # between two layouts, for keys and pointers
_REPORT_EVERY: Final = 40  # slides, in a long story


class SlideChecks(QObject):
    """The issues of finished slides, found in small steps.

    Qt's fonts belong to the thread of the windows, so each step is one layout there, of some milliseconds. Nothing is
    checked in a talk. A slide that has not changed is not checked again.
    """

    changed = Signal()

    def __init__(self, talk: TalkState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._talk = talk
        self._story = EMPTY_STORY
        self._started = False
        self._found: dict[str, tuple[Slide, tuple[Issue, ...]]] = {}  # by the slide's id
        self._work: Iterator[tuple[Slide | None, tuple[Issue, ...]]] | None = None
        self._unreported = 0
        self._pause = Debounce(_PAUSE_MS, self._begin, self)
        self._timer = QTimer(self)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._step)
        talk.presenting_changed.connect(self._on_presenting_changed)

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Return the known findings, in the order of the slides."""
        return tuple(
            issue for slide in self._story.slides if slide.id in self._found for issue in self._found[slide.id][1]
        )

    def start(self) -> None:
        """Allow checking: it waits for the first slide."""
        self._started = True
        self._pause.start()

    def shut_down(self) -> None:
        """Stop checking."""
        self._started = False
        self._work = None
        self._pause.stop()
        self._timer.stop()

    def set_story(self, story: Story) -> None:
        """Check another story, or the changed slides of an edited one."""
        # A slide shows events and sources too: if they change, all slides are checked anew.
        if replace(story, slides=()) != replace(self._story, slides=()):
            self._found.clear()
        else:
            self._found = {
                slide.id: self._found[slide.id]
                for slide in story.slides
                if slide.id in self._found and self._found[slide.id][0] == slide
            }
        self._story = story
        self._work = None
        self._timer.stop()
        if self._started:
            self._pause.start()

    def finish(self) -> None:
        """Check all slides at once; tests need not wait."""
        self._pause.stop()
        self._begin()
        while self._work is not None:
            self._step()

    def _begin(self) -> None:
        if self._talk.presenting:
            return  # the end of the talk begins it
        from desktop.output.frame_issues import check_slides  # not imported before the first slide

        waiting = [slide for slide in self._story.slides if slide.id not in self._found]
        self._work = check_slides(self._story, waiting)
        self._timer.start()

    def _step(self) -> None:
        """Check one layout; report at the end, and at times before."""
        if self._work is None:
            return
        slide, issues = next(self._work, (None, None))
        if slide is not None and issues is not None:
            self._found[slide.id] = slide, issues
            self._unreported += 1
        if issues is None:
            self._work = None
            self._timer.stop()
        if self._unreported and (issues is None or self._unreported >= _REPORT_EVERY):
            self._unreported = 0
            self.changed.emit()

    def _on_presenting_changed(self) -> None:
        if self._talk.presenting:
            self._work = None
            self._timer.stop()
            self._pause.stop()
        elif self._started:
            self._pause.start()
