"""The one mutable object: the text, the last good story, its problems, and where one is in it.

Windows keep no copy of this state; they ask for it when a signal says that it changed. Signals are emitted only by the
typed methods here.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop import trace
from desktop.story.load import Loaded, load_file
from desktop.story.model import NO_STORY, Event, Slide, Story
from desktop.story.problems import Problem
from desktop.timeline.camera import Window, slide_window
from desktop.ui import talk
from desktop.ui.talk import Position


class Session(QObject):
    """What is open, and where one is in it. There is always a story: an empty one before the first is opened."""

    story_changed = Signal()  # another story, or the same one edited
    problems_changed = Signal()
    position_changed = Signal()  # slide or step
    language_changed = Signal()
    blank_changed = Signal()
    presenting_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._bytes = b""
        self._story: Story = NO_STORY
        self._problems: tuple[Problem, ...] = ()
        self._broken = False
        self._position = Position()
        self._language = ""
        self._blank = ""
        self._presenting = False
        self._loaded_at = 0.0
        self._history: list[Position] = []

    # -- what is so ----------------------------------------------------------------------------------------------------

    @property
    def path(self) -> Path | None:
        """Return the file that is open."""
        return self._path

    @property
    def story(self) -> Story:
        """Return the last good story."""
        return self._story

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the text as it stands now."""
        return self._problems

    @property
    def broken(self) -> bool:
        """Return whether the text cannot be read at all, so that the story shown is an older one."""
        return self._broken

    @property
    def loaded_at(self) -> float:
        """Return when the text was last read, in seconds of `time.time()`; 0 for never."""
        return self._loaded_at

    @property
    def position(self) -> Position:
        """Return the slide and step shown."""
        return self._position

    @property
    def slide(self) -> Slide | None:
        """Return the slide shown, None in a story without slides."""
        return talk.slide_at(self._story, self._position)

    @property
    def told_event(self) -> Event | None:
        """Return the event that the slide tells, if any."""
        slide = self.slide
        return self._story.event_of(slide) if slide else None

    @property
    def upcoming(self) -> Position:
        """Return what the next key press will show."""
        return talk.following(self._story, self._position)

    @property
    def language(self) -> str:
        """Return the language shown, always one of the story's."""
        return self._language if self._language in self._story.languages else self._story.languages[0]

    @property
    def blank(self) -> str:
        """Return "black" or "white" while the audience sees nothing else, "" otherwise."""
        return self._blank

    @property
    def presenting(self) -> bool:
        """Return whether a talk is running."""
        return self._presenting

    @property
    def window(self) -> Window:
        """Return where the slide stands on the time axis."""
        slide = self.slide
        return slide_window(self._story, slide) if slide else slide_window(self._story, Slide("", "timeline"))

    # -- the text ------------------------------------------------------------------------------------------------------

    def open(self, path: Path, *, slide: str = "", language: str = "") -> bool:
        """Open a story from its file and return whether it could be read; an unreadable one is opened empty."""
        self._path = path.absolute()
        self._bytes = _bytes(self._path)
        self._language = language
        self._history.clear()
        loaded = self._read()
        self._story = loaded.story or NO_STORY
        self._take(loaded)
        self._position = talk.named(self._story, slide) or talk.first(self._story)
        self.story_changed.emit()
        self.problems_changed.emit()
        self.position_changed.emit()
        self.language_changed.emit()
        return loaded.story is not None

    def reload(self, *, force: bool = False) -> bool:
        """Read the file again where its bytes changed, stay at the same place, and return whether anything changed.

        A broken text leaves the last good story where it is; only the problems change.
        """
        if self._path is None:
            return False
        data = _bytes(self._path)
        if data == self._bytes and not force:
            return False
        if not data:
            # Between the two halves of a save there is no file; if it stays away, the watcher comes again.
            return False
        self._bytes = data
        with trace.span("reload"):
            loaded = self._read()
        old, problems = self._story, self._problems
        if loaded.story is not None:
            self._story = loaded.story
        self._take(loaded)
        if self._story is not old:
            before = self._position
            self._position = talk.after_reload(old, self._story, before)
            self.story_changed.emit()
            if self._position != before:
                self.position_changed.emit()
        if self._problems != problems or loaded.story is None:
            self.problems_changed.emit()
        trace.mark("reloaded", problems=len(self._problems))
        return True

    def _read(self) -> Loaded:
        assert self._path is not None
        return load_file(self._path)

    def _take(self, loaded: Loaded) -> None:
        self._problems = loaded.problems
        self._broken = loaded.story is None
        self._loaded_at = time.time()

    def text_problems(self, slide: str) -> Sequence[Problem]:
        """Return the problems of one slide."""
        return [problem for problem in self._problems if problem.path[:2] == ("slide", slide)]

    # -- where one is --------------------------------------------------------------------------------------------------

    def go(self, position: Position | None, *, remember: bool = False) -> None:
        """Go to a position; None, or one that is not in the story, changes nothing."""
        if position is None or position == self._position or talk.slide_at(self._story, position) is None:
            return
        if remember:
            self._history.append(self._position)
        self._position = position
        self.position_changed.emit()

    def next(self) -> None:
        """Show the next step or slide."""
        self.go(talk.following(self._story, self._position))

    def back(self) -> None:
        """Show the step or slide before."""
        self.go(talk.preceding(self._story, self._position))

    def next_slide(self) -> None:
        """Show the next slide, whatever steps are left."""
        self.go(talk.next_slide(self._story, self._position))

    def previous_slide(self) -> None:
        """Show the slide before from its beginning."""
        self.go(talk.previous_slide(self._story, self._position))

    def first(self) -> None:
        """Show the first slide."""
        self.go(talk.first(self._story), remember=True)

    def last(self) -> None:
        """Show the last slide that is told."""
        self.go(talk.last(self._story), remember=True)

    def go_to_number(self, number: int) -> None:
        """Show a slide by its number from 1."""
        self.go(talk.at_number(self._story, number), remember=True)

    def go_to_slide(self, name: str) -> None:
        """Show a slide by its id."""
        self.go(talk.named(self._story, name), remember=True)

    def go_to_event(self, name: str) -> bool:
        """Show the slide that tells an event and return whether there is one."""
        slide = self._story.slide_by_event.get(name)
        if slide is None:
            return False
        self.go(Position(slide), remember=True)
        return True

    def return_from_jump(self) -> None:
        """Show where one was before the last jump."""
        while self._history:
            position = self._history.pop()
            if talk.slide_at(self._story, position) is not None:
                self.go(position)
                return

    def set_language(self, language: str) -> None:
        """Show another of the story's languages, at the same place."""
        if language in self._story.languages and language != self.language:
            self._language = language
            self.language_changed.emit()

    def next_language(self) -> None:
        """Show the story's next language."""
        languages = self._story.languages
        self.set_language(languages[(languages.index(self.language) + 1) % len(languages)])

    def set_blank(self, blank: str) -> None:
        """Show nothing but black or white; the same again shows the slide."""
        wanted = "" if blank == self._blank else blank
        if wanted != self._blank:
            self._blank = wanted
            self.blank_changed.emit()

    def set_presenting(self, presenting: bool) -> None:
        """Begin or end a talk; a talk begins and ends with the slide in sight."""
        if presenting != self._presenting:
            self._presenting = presenting
            self.presenting_changed.emit()
            if self._blank:
                self.set_blank(self._blank)


def _bytes(path: Path) -> bytes:
    """Return the file's bytes, b"" where there is none to read. They are small, and cheaper to compare than to hash."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
