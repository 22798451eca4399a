"""The session is the one mutable object: text, story, problems and position.

Windows keep no copy of this state; they ask for it when a signal says that it changed. Signals are emitted only by the
typed methods here.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop import trace
from desktop.render import images
from desktop.session import position as talk
from desktop.session.clock import Clock
from desktop.session.debounce import Debounce
from desktop.session.document import Document
from desktop.session.event_files import EventFiles
from desktop.session.position import Position
from desktop.session.talk_state import TalkState
from desktop.story.load.load import LoadResult, load_text, read_and_load
from desktop.story.model import EMPTY_STORY, Event, Slide, Story
from desktop.story.problems.problem import Problem
from desktop.story.storage.guarded_read import read_story_bytes
from desktop.story.toml.toml_errors import UnreadableFileError

if TYPE_CHECKING:
    from desktop.story.edit.edit import Edit
    from desktop.timeline.camera import TimeWindow


class Session(QObject):
    """The open story and the position in it; an empty story before the first is opened."""

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
        self.document.changed.connect(self._on_text_changed)
        self._story: Story = EMPTY_STORY
        self._problems: tuple[Problem, ...] = ()
        self._unreadable = False
        self._position = Position()
        self._language = ""
        self._presenting = False
        self._clock = Clock()
        self._clock_before_reset: Clock | None = None
        self._folder: str | None = None
        self._typing = False
        self._defer_enabled = False
        self._pending: LoadResult | None = None
        self.talk = TalkState(self)
        self.event_files = EventFiles(self)
        for signal in (self.story_changed, self.language_changed):
            signal.connect(lambda: self.event_files.set_story(self._story, self.language))
        self._settle_timer = Debounce(0, self.position_settled.emit, self)
        self.position_changed.connect(self._settle_position)
        self._last_read_at = 0.0
        self._image_versions: dict[str, int] = {}
        self._back_stack: list[Position] = []
        self._forward_stack: list[Position] = []

    # -- state ----------------------------------------------------------------------------------------------------

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
        """Return the problems of the current text."""
        return self._problems

    @property
    def is_unreadable(self) -> bool:
        """Return whether the text is unreadable, and the story an older one."""
        return self._unreadable

    @property
    def last_read_at(self) -> float:
        """Return the time of the last reading (`time.time()`), 0 for none."""
        return self._last_read_at

    @property
    def position(self) -> Position:
        """Return the slide and step shown."""
        return self._position

    @property
    def slide(self) -> Slide | None:
        """Return the slide shown, None in a story without slides."""
        return talk.slide_at(self._story, self._position)

    @property
    def slide_event(self) -> Event | None:
        """Return the event of the slide, or None."""
        return self._story.event_of(self.slide) if self.slide else None

    @property
    def next_position(self) -> Position:
        """Return the position after the next key."""
        return talk.next_position(self._story, self._position)

    @property
    def language(self) -> str:
        """Return the shown language, always one of the story's."""
        return self._language if self._language in self._story.languages else self._story.languages[0]

    @property
    def audience_position(self) -> Position:
        """Return the position that the audience sees: the current or the frozen one."""
        frozen = self.talk.frozen
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
    def slide_time_window(self) -> TimeWindow:
        """Return the position of the slide on the time axis."""
        return self.event_files.slide_window(self._story, self.slide)

    # -- the text ------------------------------------------------------------------------------------------------------

    def open(self, path: Path, *, slide_id: str = "", language: str = "") -> bool:
        """Open a story file, empty if unreadable; return whether it could be read."""
        absolute_path = path.absolute()
        self._language = language
        self._back_stack.clear()
        self._forward_stack.clear()
        self._pending = None
        self.talk.clear_all_ink()
        data, folder, load_result = read_and_load(str(absolute_path))
        self._folder = folder
        self.document.open(absolute_path, data)
        self._story = load_result.story or EMPTY_STORY
        self._set_problems(load_result)
        self._position = talk.parse_position(self._story, slide_id) or talk.first_position(self._story)
        self.story_changed.emit()
        self.problems_changed.emit()
        self.position_changed.emit()
        self.language_changed.emit()
        return load_result.story is not None

    def reload(self, *, force: bool = False) -> bool:
        """Read the file again where its bytes changed, stay at the same place, and return whether anything changed.

        A broken text leaves the last good story where it is; only the problems change.
        """
        if self.path is None:
            return False
        file_bytes = _read_bytes(self.path)
        is_same_text = file_bytes == self.document.file_bytes
        if is_same_text and not force and self._image_versions == self._read_image_versions():
            return False
        if not file_bytes:
            # Between the two halves of a save there is no file; if it stays away, the watcher comes again.
            return False
        if is_same_text:
            self.refresh()
        else:
            self.document.on_disk_changed(file_bytes)  # it comes back as a changed text
        return True

    def _read_image_versions(self) -> dict[str, int]:
        """Return the picture files of the story with their versions."""
        return {file: images.file_version(os.path.join(self._story.folder, file)) for file in self._story.image_files}

    def _on_text_changed(self) -> None:
        # Keys come faster than a large story can be parsed; the editor calls `refresh` after a pause.
        if not self._typing:
            self.refresh()

    def set_typed_text(self, text: str) -> None:
        """Take over the typed text; `refresh` shows it."""
        self._typing = True
        try:
            self.document.replace_text(text)
        finally:
            self._typing = False

    def apply_edit(self, edit: Edit) -> None:
        """Apply a visual edit at once, as one undo step."""
        self.document.apply_edit(edit)

    def refresh(self) -> None:
        """Parse the current text, and show it at the same position."""
        with trace.span("reload"):
            load_result = self._load()
        if self._defer_enabled and self._presenting and load_result.story is not None:
            self._pending = load_result
            trace.mark("held", problems=len(load_result.problems))
            self.problems_changed.emit()
            return
        self._apply(load_result)
        trace.mark("reloaded", problems=len(self._problems))

    def _apply(self, load_result: LoadResult) -> None:
        """Show a parsed story at the same position."""
        self._pending = None
        old_story, old_problems = self._story, self._problems
        if load_result.story is not None:
            self._story = load_result.story
        self._set_problems(load_result)
        if self._story is not old_story:
            old_position = self._position
            self._position = talk.restore_position(old_story, self._story, old_position)
            self.story_changed.emit()
            if self._position != old_position:
                self.position_changed.emit()
        if self._problems != old_problems or load_result.story is None:
            self.problems_changed.emit()

    @property
    def has_pending_changes(self) -> bool:
        """Return whether changes of the text wait for the next key press."""
        return self._pending is not None

    def defer_changes(self, defer: bool) -> None:
        """Set whether changes of the text wait for the next key in a talk."""
        self._defer_enabled = defer
        if not defer:
            self._apply_pending()

    def _apply_pending(self) -> None:
        if self._pending is not None:
            self._apply(self._pending)

    def _load(self) -> LoadResult:
        """Parse the text, or the bytes of the file while they are unchanged."""
        document = self.document
        text = document.text if document.dirty else document.file_bytes
        return load_text(text, path=str(self.path or "content.toml"), folder=self._folder)

    def _set_problems(self, load_result: LoadResult) -> None:
        self._problems = load_result.problems
        self._unreadable = load_result.story is None
        self._last_read_at = time.time()
        self._image_versions = self._read_image_versions()

    # -- position --------------------------------------------------------------------------------------------------

    def _settle_position(self) -> None:
        if self._presenting:
            self._settle_timer.start()
        else:
            self.position_settled.emit()

    def go(self, position: Position | None, *, remember: bool = False) -> None:
        """Go to a position; None, or one that is not in the story, changes nothing.

        Changes that wait for the next press come first: the position is one of the text as it stands.
        """
        self._move(lambda *_: position, remember=remember)

    def _set_position(self, position: Position | None, *, remember: bool = False) -> None:
        if position is None or position == self._position or talk.slide_at(self._story, position) is None:
            return
        if remember:
            self._back_stack.append(self._position)
            self._forward_stack.clear()
        self._position = position
        self.talk.set_camera(None)
        self.position_changed.emit()

    def _move(self, target: Callable[[Story, Position], Position | None], *, remember: bool = False) -> None:
        """Go to the target in the story as it is once waiting changes are shown."""
        self._apply_pending()
        self._set_position(target(self._story, self._position), remember=remember)

    def next(self) -> None:
        """Show the next step or slide; the first time in a talk, its clock begins."""
        if self._presenting:
            self.set_clock(self._clock.start(time.time()))
        self._move(talk.next_position)

    def previous(self) -> None:
        """Show the step or slide before."""
        self._move(talk.previous_position)

    def next_slide(self) -> None:
        """Show the next slide, whatever steps are left."""
        self._move(talk.next_slide)

    def previous_slide(self) -> None:
        """Show the first step of the slide before."""
        self._move(talk.previous_slide)

    def first(self) -> None:
        """Show the first slide."""
        self._move(lambda story, _: talk.first_position(story), remember=True)

    def last(self) -> None:
        """Show the last slide before the backups."""
        self._move(lambda story, _: talk.last_position(story), remember=True)

    def go_to_number(self, number: int) -> None:
        """Show a slide by its number from 1."""
        self._move(lambda story, _: talk.position_at_number(story, number), remember=True)

    def go_to_slide(self, id_or_number: str) -> None:
        """Show a slide by its id, or by its number written out."""
        self._move(lambda story, _: talk.parse_position(story, id_or_number), remember=True)

    def go_to_event(self, event_id: str) -> bool:
        """Show the slide of an event; return whether there is one."""
        self._apply_pending()
        slide_id = self._story.slide_id_by_event.get(event_id, "")
        self._set_position(Position(slide_id), remember=True)
        return bool(slide_id)

    def go_back(self) -> None:
        """Return to the position before the last jump."""
        self._jump(self._back_stack, self._forward_stack)

    def go_forward(self) -> None:
        """Go forward to the position that `go_back` left."""
        self._jump(self._forward_stack, self._back_stack)

    def _jump(self, from_stack: list[Position], to_stack: list[Position]) -> None:
        self._apply_pending()
        while from_stack:
            target = from_stack.pop()
            if target != self._position and talk.slide_at(self._story, target) is not None:
                to_stack.append(self._position)
                self._set_position(target)
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
        """Begin or end a talk, with the slide visible."""
        if presenting != self._presenting:
            self._presenting = presenting
            self._apply_pending()
            self.talk.reset()
            self.presenting_changed.emit()

    # -- the clock -----------------------------------------------------------------------------------------------------

    def toggle_clock(self) -> None:
        """Start, pause or resume the clock."""
        self.set_clock(self._clock.toggle(time.time()))

    def reset_clock(self) -> None:
        """Reset the clock; a second call at once restores it."""
        previous_clock, self._clock_before_reset = self._clock_before_reset, None
        if not self._clock.started_at and previous_clock is not None:
            self.set_clock(previous_clock)
        elif self._clock.started_at:
            self._clock_before_reset = self._clock
            self.set_clock(Clock())

    def set_clock(self, clock: Clock) -> None:
        """Restore the clock of a resumed talk."""
        if clock != self._clock:
            self._clock = clock
            self.clock_changed.emit()


def _read_bytes(path: Path) -> bytes:
    """Return the file's bytes, b"" if it cannot be read. They are small, and cheaper to compare than to hash."""
    try:
        return read_story_bytes(path)[0]
    except UnreadableFileError:
        return b""
