"""The one mutable object: the text, the last good story, its problems, and where one is in it.

Windows keep no copy of this state; they ask for it when a signal says that it changed. Signals are emitted only by the
typed methods here.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import trace
from desktop.render import images
from desktop.session import position as talk
from desktop.session.clock import Clock
from desktop.session.document import Document
from desktop.session.event_files import Crowds
from desktop.session.position import Position
from desktop.session.stage import Stage
from desktop.story.load.load import Loaded, load_text, read_file
from desktop.story.model import NO_STORY, Event, Slide, Story
from desktop.story.problems.problem import Problem
from desktop.timeline.camera import Window, slide_window

if TYPE_CHECKING:
    from desktop.story.edit.edit import Edit


class Session(QObject):
    """What is open, and where one is in it. There is always a story: an empty one before the first is opened."""

    story_changed = Signal()  # another story, or the same one edited
    problems_changed = Signal()
    position_changed = Signal()  # slide or step
    position_settled = Signal()  # the same; in a talk a turn of the loop later, when the audience has its picture
    language_changed = Signal()
    clock_changed = Signal()
    presenting_changed = Signal()

    def __init__(self, parent: QObject | None = None, data_folder: Path | None = None) -> None:
        super().__init__(parent)
        self.document = Document(data_folder, self)
        self.document.changed.connect(self._text_changed)
        self._story: Story = NO_STORY
        self._problems: tuple[Problem, ...] = ()
        self._broken = False
        self._position = Position()
        self._language = ""
        self._presenting = False
        self._clock = Clock()
        self._clock_before: Clock | None = None
        self._folder: str | None = None
        self._typing = False
        self._holding = False
        self._held: Loaded | None = None
        self.stage = Stage(self)
        self.crowds = Crowds(self)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.timeout.connect(self.position_settled)
        self.position_changed.connect(self._settle)
        self._loaded_at = 0.0
        self._pictures: dict[str, int] = {}
        self._history: list[Position] = []
        self._future: list[Position] = []

    # -- what is so ----------------------------------------------------------------------------------------------------

    @property
    def path(self) -> Path | None:
        """Return the file that is open."""
        return self.document.path

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
    def seen(self) -> Position:
        """Return what the audience sees: the position, or where its picture was frozen."""
        frozen = self.stage.frozen
        return frozen if frozen is not None and talk.slide_at(self._story, frozen) is not None else self._position

    @property
    def clock(self) -> Clock:
        """Return the clock of the talk."""
        return self._clock

    @property
    def presenting(self) -> bool:
        """Return whether a talk is running."""
        return self._presenting

    @property
    def window(self) -> Window:
        """Return where the slide stands on the time axis."""
        return slide_window(self._story, self.slide or Slide("", "timeline"), self.crowds.whole(self._story))

    # -- the text ------------------------------------------------------------------------------------------------------

    def open(self, path: Path, *, slide: str = "", language: str = "") -> bool:
        """Open a story from its file and return whether it could be read; an unreadable one is opened empty."""
        whole = path.absolute()
        self._language = language
        self._history.clear()
        self._future.clear()
        self._held = None
        self.stage.forget_ink()
        data, folder, loaded = read_file(str(whole))
        self._folder = folder
        self.document.open(whole, data)
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
        if self.path is None:
            return False
        data = _bytes(self.path)
        if data == self.document.data and not force:
            if self._pictures == self._picture_versions():
                return False
            force = True
        if not data:
            # Between the two halves of a save there is no file; if it stays away, the watcher comes again.
            return False
        if data != self.document.data:
            self.document.disk_changed(data)  # it comes back as a changed text
        else:
            self.refresh()
        return True

    def _picture_versions(self) -> dict[str, int]:
        """Return the story's picture files with a number each that changes when they do."""
        return {file: images.version(os.path.join(self._story.folder, file)) for file in self._story.pictures}

    def _text_changed(self) -> None:
        # What is typed comes faster than a large story can be read; whoever types asks for `refresh` after a pause.
        if not self._typing:
            self.refresh()

    def type(self, text: str) -> None:
        """Take the text as it was typed; `refresh` shows it."""
        self._typing = True
        try:
            self.document.typed(text)
        finally:
            self._typing = False

    def change(self, edit: Edit) -> None:
        """Make a visual edit: it shows at once, and is one step that can be undone."""
        self.document.edit(edit)

    def refresh(self) -> None:
        """Read the text as it stands now, and show it at the same place."""
        with trace.span("reload"):
            loaded = self._load()
        if self._holding and self._presenting and loaded.story is not None:
            self._held = loaded
            trace.mark("held", problems=len(loaded.problems))
            self.problems_changed.emit()
            return
        self._adopt(loaded)
        trace.mark("reloaded", problems=len(self._problems))

    def _adopt(self, loaded: Loaded) -> None:
        """Show what was read, at the same place."""
        self._held = None
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

    @property
    def held(self) -> bool:
        """Return whether changes of the text wait for the next key press."""
        return self._held is not None

    def hold_changes(self, hold: bool) -> None:
        """Let changes of the text wait for the next key press while a talk runs, or show them at once."""
        self._holding = hold
        if not hold:
            self._release()

    def _release(self) -> None:
        if self._held is not None:
            self._adopt(self._held)

    def _load(self) -> Loaded:
        """Read the story from the text, or from the file's bytes while nobody has changed them."""
        document = self.document
        text = document.text if document.dirty else document.data
        return load_text(text, path=str(self.path or "content.toml"), folder=self._folder)

    def _take(self, loaded: Loaded) -> None:
        self._problems = loaded.problems
        self._broken = loaded.story is None
        self._loaded_at = time.time()
        self._pictures = self._picture_versions()

    def text_problems(self, slide: str) -> Sequence[Problem]:
        """Return the problems of one slide."""
        return [problem for problem in self._problems if problem.path[:2] == ("slide", slide)]

    # -- where one is --------------------------------------------------------------------------------------------------

    def _settle(self) -> None:
        if self._presenting:
            self._settling.start(0)
        else:
            self.position_settled.emit()

    def go(self, position: Position | None, *, remember: bool = False) -> None:
        """Go to a position; None, or one that is not in the story, changes nothing."""
        if position is None or position == self._position or talk.slide_at(self._story, position) is None:
            return
        if remember:
            self._history.append(self._position)
            self._future.clear()
        self._position = position
        self.stage.look(None)
        self.position_changed.emit()

    def next(self) -> None:
        """Show the next step or slide; the first time in a talk, its clock begins."""
        self._release()
        if self._presenting:
            self.set_clock(self._clock.started(time.time()))
        self.go(talk.following(self._story, self._position))

    def back(self) -> None:
        """Show the step or slide before."""
        self._release()
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
        self._jump(self._history, self._future)

    def jump_again(self) -> None:
        """Show where one was before returning."""
        self._jump(self._future, self._history)

    def _jump(self, goals: list[Position], back: list[Position]) -> None:
        while goals:
            goal = goals.pop()
            if goal != self._position and talk.slide_at(self._story, goal) is not None:
                back.append(self._position)
                self.go(goal)
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

    def set_presenting(self, presenting: bool) -> None:
        """Begin or end a talk; a talk begins and ends with the slide in sight."""
        if presenting != self._presenting:
            self._presenting = presenting
            self._release()
            self.stage.reset()
            self.presenting_changed.emit()

    # -- the clock -----------------------------------------------------------------------------------------------------

    def pause_clock(self) -> None:
        """Pause the clock, let it go on, or start it."""
        self.set_clock(self._clock.toggled(time.time()))

    def reset_clock(self) -> None:
        """Set the clock back to nothing; at once again, it is as it was."""
        before, self._clock_before = self._clock_before, None
        if not self._clock.began and before is not None:
            self.set_clock(before)
        elif self._clock.began:
            self._clock_before = self._clock
            self.set_clock(Clock())

    def set_clock(self, clock: Clock) -> None:
        """Set the clock: a talk that is resumed has lost no time."""
        if clock != self._clock:
            self._clock = clock
            self.clock_changed.emit()


def _bytes(path: Path) -> bytes:
    """Return the file's bytes, b"" where there is none to read. They are small, and cheaper to compare than to hash."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
