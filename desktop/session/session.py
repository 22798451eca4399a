"""The session holds all changing state: text, story, position, talk.

Each part is an object of its own: `document`, `navigator`, `talk`, `event_files`. Windows keep no copy of this state; they ask
for it when a signal says that it changed. Signals are emitted only by the typed methods of the session and its parts.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop import trace
from desktop.i18n import Language
from desktop.session.background_worker import BackgroundWorker
from desktop.session.checks.background_checks import BackgroundChecks, IssuePlaces, named_slides, slides_with_errors
from desktop.session.event_files import EventFiles
from desktop.session.navigator import Navigator
from desktop.session.picture_importer import PictureImporter
from desktop.session.talk.talk_state import TalkState
from desktop.session.text.document import Document
from desktop.session.text.folder_listing import FolderListing
from desktop.session.text.read_story import (
    FileReading,
    known_file_versions,
    read_named_files,
    read_story_file,
    with_named_files,
)
from desktop.session.text.unsettled_file import UnsettledFile, looks_whole
from desktop.story.load.load import LoadResult, ReadStory, load_text, read_and_load
from desktop.story.model import EMPTY_STORY, Slide, Story
from desktop.story.problems.problem import Problem
from desktop.story.storage.files import NamedFiles

if TYPE_CHECKING:
    from desktop.session.spelling.spell_checker import SpellChecker
    from desktop.session.text.saved_copy import SavedCopy
    from desktop.timeline.camera import TimeWindow


class Session(QObject):
    """The open story with its problems and language.

    It is empty before the first file is opened.
    """

    story_changed = Signal()  # another story, or the same one edited
    text_read = Signal()  # after `story_changed`, and alone where the story says the same as before
    problems_changed = Signal()
    language_changed = Signal()
    bookmark_requested = Signal(object)  # the bookmark that the timeline of the window is to show

    def __init__(self, parent: QObject | None = None, data_folder: Path | None = None) -> None:
        super().__init__(parent)
        self.document = Document(data_folder, self)
        self._data_folder = data_folder or Path.home() / ".passeur"
        self._spelling: SpellChecker | None = None
        self.document.changed.connect(self._on_text_changed)
        self._story: Story = EMPTY_STORY
        self._problems: tuple[Problem, ...] = ()  # of the text alone
        self._all_problems: tuple[Problem, ...] = ()
        self._slides_with_bad_files: frozenset[str] = frozenset()
        self._slides_with_warnings: frozenset[str] = frozenset()
        self._parsed_text = self._language = ""
        self._folder: str | None = None
        self._unreadable = self._typing = self._defer_enabled = self._force_reload = False
        self._has_emptied = False  # the text has no slides, and a talk goes on with those of before
        self._pending: LoadResult | None = None
        self.talk = TalkState(self)
        self.talk.presenting_changed.connect(self._apply_pending)
        self.navigator = Navigator(self.talk, self)
        self.navigator.about_to_move.connect(self._apply_pending)
        self.event_files = EventFiles(self)
        for signal in (self.story_changed, self.language_changed):
            signal.connect(lambda: self.event_files.set_story(self._story, self.language))
        self.background_checks = BackgroundChecks(self.event_files, self.talk, self)
        self.background_checks.changed.connect(self._on_checked)
        self.story_changed.connect(lambda: self.background_checks.set_story(self._story))
        self._unsettled_file = UnsettledFile(self)
        self._unsettled_file.stood_still.connect(self.request_reload)
        self._unsettled_file.changed.connect(self.problems_changed)
        self._last_read_at = 0.0
        self._file_versions: dict[str, int] = {}
        self._named_files: NamedFiles | None = None  # what is known of the files that the text names
        self.worker = BackgroundWorker(self)
        self._issue_places = IssuePlaces(self.worker, self)
        self._issue_places.changed.connect(self._on_checked)
        self.folder_listing = FolderListing(self)
        self.picture_importer = PictureImporter(lambda: self.path, self)
        self.writer = BackgroundWorker(self)  # of the journal: it does not wait for what is read
        self.document.file_state.check_requested.connect(self.request_reload)
        self._applied_reading: FileReading | None = None
        self._shows_anew = False  # though the next story says the same as the one that is shown

    # -- state ----------------------------------------------------------------------------------------------------

    @property
    def path(self) -> Path | None:
        """Return the file that is open."""
        return self.document.path

    @property
    def story(self) -> Story:
        """Return the story that is shown, the last good or older."""
        return self._story

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return the problems of the text last parsed and of its files."""
        return self._all_problems

    def has_error(self, slide: Slide) -> bool:
        """Return whether a slide is shown with an error's mark."""
        return slide.has_error or slide.id in self._slides_with_bad_files

    def has_warning(self, slide: Slide) -> bool:
        """Return whether a slide is shown with a warning's mark."""
        return slide.id in self._slides_with_warnings

    @property
    def is_unreadable(self) -> bool:
        """Return whether the text is unreadable, and the story an older one."""
        return self._unreadable

    @property
    def last_read_at(self) -> float:
        """Return the time of the last reading (`time.time()`), 0 for none."""
        return self._last_read_at

    @property
    def language(self) -> str:
        """Return the shown language, always one of the story's."""
        return self._language if self._language in self._story.languages else self._story.languages[0]

    @property
    def file_names(self) -> tuple[str, ...]:
        """Return the files that the text names, there or not yet."""
        return self._named_files.names if self._named_files is not None else ()

    @property
    def slide_time_window(self) -> TimeWindow:
        """Return the time window of the slide."""
        return self.event_files.slide_window(self._story, self.navigator.slide)

    # -- the text ------------------------------------------------------------------------------------------------------

    @property
    def own_language(self) -> Language:
        """Return the shown language with the story's own words."""
        return self._story.own_language(self.language)

    def open(self, path: Path, *, slide_id: str = "", language: str = "", read: ReadStory | None = None) -> bool:
        """Open a story file; return whether it could be read.

        The story of an unreadable file is empty. `read` is what a thread read of it, if one did.
        """
        absolute_path = path.absolute()
        self._language = language
        self._pending, self._shows_anew = None, False
        self._unsettled_file.clear()
        self.talk.ink.remove_all()
        data, folder, load_result = read or read_and_load(str(absolute_path), asks_for_files=False)
        load_result, are_files_known = with_named_files(load_result, data, str(absolute_path))
        self._folder = folder
        self.document.open(absolute_path, data)
        self._story = load_result.story or EMPTY_STORY
        self._named_files = load_result.named_files or NamedFiles(folder)
        self._set_problems(load_result)
        self._file_versions = known_file_versions(self._story)
        if not are_files_known:
            self._ask_for_files(load_result)
        self.navigator.open_story(self._story, slide_id)
        self.story_changed.emit()
        self.text_read.emit()
        self.problems_changed.emit()
        self.navigator.position_changed.emit()
        self.language_changed.emit()
        return load_result.story is not None

    def use_copy(self, copy: SavedCopy, text: str) -> None:
        """Edit a copy that was saved elsewhere.

        Position, language and history stay.
        """
        self.document.use_copy(copy, text)
        self._unsettled_file.clear()
        self._folder = str(copy.path.parent)
        self._named_files = NamedFiles(self._folder)  # nothing is known of the files there
        self._shows_anew = True
        self.reparse()

    @property
    def spelling(self) -> SpellChecker:
        """Return the checker of words, made when it is first needed."""
        if self._spelling is None:
            from desktop.session.spelling.spell_checker import SpellChecker

            self._spelling = SpellChecker(self._data_folder, self)
        return self._spelling

    def close(self) -> None:
        """End the worker threads and release the file."""
        self.worker.shut_down()
        self.writer.shut_down()
        self.folder_listing.shut_down()
        self.picture_importer.shut_down()
        if self._spelling is not None:
            self._spelling.shut_down()
        self.background_checks.shut_down()
        self._unsettled_file.clear()
        self.document.close()

    def request_reload(self, *, force: bool = False) -> None:
        """Read the file in the background, then show the changes.

        The event loop never waits for the disk. `force` shows the pictures anew in any case.
        """
        self._force_reload |= force
        if self.path is not None:
            known = self.path, self._folder, self.document.file_bytes, self._story, self._named_files
            self.worker.submit("story", partial(read_story_file, *known, force=self._force_reload), self._on_read)

    def _on_read(self, reading: FileReading) -> None:
        if reading.path != self.path or reading.known_bytes is not self.document.file_bytes:
            self.request_reload()  # meanwhile another file was opened, or this one saved
            return
        force, self._force_reload = self._force_reload, False
        self._apply_reading(reading, force=force)

    def _apply_reading(self, reading: FileReading, *, force: bool) -> bool:
        """Apply a reading; return whether anything changed."""
        file_bytes = reading.state.data
        self.document.file_state.note_state(reading.state)
        is_same_text = file_bytes == self.document.file_bytes
        may_wait = not force and not is_same_text
        is_whole = partial(self._is_whole, reading) if self.talk.presenting else self.document.can_merge
        # Between the two halves of a save there is no file; if it stays away, the reader reports it.
        if not file_bytes or (may_wait and self._unsettled_file.must_wait(file_bytes, is_whole)):
            return False
        self._unsettled_file.clear()
        has_other_files = reading.has_new_file or self._file_versions != reading.file_versions
        if is_same_text and not force and not has_other_files:
            return False
        self._shows_anew |= force or has_other_files
        self._applied_reading = reading
        try:
            if is_same_text:
                self.reparse()
            else:
                self.document.merge_file_bytes(file_bytes)  # it comes back as a changed text
        finally:
            self._applied_reading = None
        return True

    def _is_whole(self, reading: FileReading, file_bytes: bytes) -> bool:
        result, is_shorter = reading.load_result, len(file_bytes) < len(self.document.file_bytes)
        return not is_shorter and result is not None and looks_whole(result, self._story, self._problems)

    @property
    def is_waiting_for_file(self) -> bool:
        """Return whether the rest of a half-written file is waited for."""
        return self._unsettled_file.is_waiting

    def _on_text_changed(self) -> None:
        # Keys come faster than a large story can be parsed; the editor calls `reparse` after a pause.
        if not self._typing:
            self.reparse()

    def set_typed_text(self, text: str) -> None:
        """Replace the text by the typed one; `reparse` shows it."""
        self._typing = True
        try:
            self.document.replace_text(text)
        finally:
            self._typing = False

    def reparse(self) -> None:
        """Load the current text and show it at the same position."""
        with trace.span("reload"):
            load_result = self._load()
        self._named_files = load_result.named_files or self._named_files
        if self._defer_enabled and self.talk.presenting and self._is_other(load_result.story):
            self._pending = load_result
            trace.mark("held", problems=len(load_result.problems))
            self.problems_changed.emit()
            return
        self._apply(load_result)
        trace.mark("reloaded", problems=len(self._problems))

    def _apply(self, load_result: LoadResult) -> None:
        """Show a parsed story at the same position.

        One that says the same is not taken over: all that was made of the old one stays right.
        """
        was_waiting, self._pending = self._pending is not None, None
        old_story, old_problems = self._story, self._all_problems
        # A talk is never left without slides: whoever empties a story did not mean the room.
        story = load_result.story
        self._has_emptied = bool(self.talk.presenting and old_story.slides and story is not None and not story.slides)
        if story is not None and not self._has_emptied and self._is_other(story):
            self._story, self._shows_anew = story, False
        self._set_problems(load_result)
        if self._story is not old_story:
            self._file_versions = known_file_versions(self._story)
            has_moved = self.navigator.update_story(self._story)
            self.story_changed.emit()
            if has_moved:
                self.navigator.position_changed.emit()
        self.text_read.emit()
        if self._all_problems != old_problems or load_result.story is None or was_waiting:
            self.problems_changed.emit()

    def _is_other(self, story: Story | None) -> bool:
        # The slides first: they are the same objects where they say the same, events are not.
        shown = self._story
        return story is not None and (self._shows_anew or story.slides != shown.slides or story != shown)

    @property
    def has_pending_changes(self) -> bool:
        """Return whether changes of the text wait for the next key press."""
        return self._pending is not None

    def defer_changes(self, defer: bool) -> None:
        """Set whether text changes wait for the next key in talks."""
        self._defer_enabled = defer
        if not defer:
            self._apply_pending()

    def _apply_pending(self) -> None:
        if self._pending is not None:
            self._apply(self._pending)
        elif self._has_emptied and not self.talk.presenting:
            self.reparse()

    def _load(self) -> LoadResult:
        """Return the thread's result if current, else parse."""
        document, reading = self.document, self._applied_reading
        if reading is not None and reading.load_result is not None and not document.dirty:
            return reading.load_result
        text = document.text if document.dirty else document.file_bytes
        path = str(self.path or "content.toml")
        load_result = load_text(text, path=path, folder=self._folder, known_files=self._named_files)
        self._ask_for_files(load_result)
        return load_result

    def _ask_for_files(self, load_result: LoadResult) -> None:
        story, named_files = load_result.story, load_result.named_files
        if story is not None and named_files is not None:
            take = partial(self._on_files, load_result)
            self.worker.submit("files", partial(read_named_files, story, named_files), take)

    def _set_problems(self, load_result: LoadResult) -> None:
        self._problems, self._parsed_text = load_result.problems, load_result.text
        self._unreadable, self._last_read_at = load_result.story is None, time.time()
        self._join_problems()

    def _on_files(self, load_result: LoadResult, found: tuple[NamedFiles, Mapping[str, int]]) -> None:
        """Apply the disk's answer about the files of a text."""
        named_files, versions = found
        known_files = self._named_files
        if known_files is None or load_result.named_files is not known_files:
            return  # that text was changed meanwhile, and is asked about as well
        if versions and load_result.story == self._story:
            self._file_versions = {**versions, **self._file_versions}
        if not named_files.says_same(known_files):
            self._named_files = named_files
            self._shows_anew = True
            self.reparse()

    def _join_problems(self) -> None:
        """Join the problems of the text and of its files."""
        issues = () if self._unreadable else self.background_checks.issues
        found = self._issue_places.problems(issues, self._parsed_text, str(self.path))
        self._all_problems = tuple(sorted((*self._problems, *found), key=lambda one: (one.line, one.column)))
        self._slides_with_bad_files = slides_with_errors(self._story, issues)
        self._slides_with_warnings = named_slides(issues, "warning")

    def _on_checked(self) -> None:
        old_problems = self._all_problems
        self._join_problems()
        if self._all_problems != old_problems:
            self.problems_changed.emit()

    # -- language ----------------------------------------------------------------------------------------------------

    def set_language(self, language: str) -> None:
        """Show another of the story's languages, at the same place."""
        if language in self._story.languages and language != self.language:
            self._language = language
            self.language_changed.emit()

    def next_language(self) -> None:
        """Show the story's next language."""
        languages = self._story.languages
        self.set_language(languages[(languages.index(self.language) + 1) % len(languages)])
