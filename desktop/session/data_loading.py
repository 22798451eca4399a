"""Reads the events of a story's data tracks beside everything else: the slides stay usable, and it can be stopped.

One thread reads the tracks one after the other. A file that is read once is not read again before it or what is asked of
it changes, so that editing the story costs nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QThread, Signal

from desktop.render.timeline.aggregates import Crowd
from desktop.render.timeline.event_files import crowd_of
from desktop.story.model import Event, Story, Track
from desktop.story.storage import files

if TYPE_CHECKING:
    from desktop.timeline.data.load import DataError, Events

Key = tuple[object, ...]
"""What the events of a track depend on: its file as it is on the disk, its columns, and the sources there are."""

_WAIT_MS: Final = 10_000


class DataLoading(QObject):
    """The crowds of a story's data tracks, as far as they are read."""

    progress = Signal(str, float)
    """A track and the share of it that is read, 0 to 1."""
    ready = Signal(object)
    """All crowds there are (track id → `Crowd`), once nothing is being read any more."""
    failed = Signal(str, str)
    """A track, and what is wrong with its file in the language of the story."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = "en"
        self._turn = 0
        self._thread: _Reading | None = None
        self._old: set[_Reading] = set()
        self._wanted: dict[str, Key] = {}
        self._read: dict[str, tuple[Key, Events]] = {}
        self._wrong: dict[str, tuple[Key, DataError]] = {}
        self._crowds: dict[str, Crowd] = {}
        self._given_up: dict[str, Key] = {}

    @property
    def given_up(self) -> bool:
        """Return whether somebody stopped the reading of a file that is still wanted."""
        return any(self._wanted.get(name) == key for name, key in self._given_up.items())

    @property
    def running(self) -> bool:
        """Return whether something is being read."""
        return self._thread is not None

    @property
    def crowds(self) -> Mapping[str, Crowd]:
        """Return the crowds that are read, by track."""
        return self._crowds

    @property
    def failures(self) -> dict[str, str]:
        """Return what is wrong with the files that could not be read, by track."""
        return {track: error.message(self._language) for track, (_, error) in self._wrong.items()}

    def find(self, name: str) -> Event | None:
        """Return an event of any of the files by its id."""
        for _, events in self._read.values():
            found = events.find(name)
            if found is not None:
                return found
        return None

    def load(self, story: Story, language: str) -> None:
        """Read the data tracks of a story as far as they are not read; what is still being read for another is given up."""
        tracks = {track.id: track for track in story.tracks if track.data}
        wanted = {name: _key(story, track) for name, track in tracks.items()}
        spoken_otherwise = language != self._language
        self._language = language
        if self.running and wanted == self._wanted:
            return
        self._stop()
        self._wanted = wanted
        gone = [name for name in self._read if wanted.get(name) != self._read[name][0]]
        for name in gone:
            del self._read[name]
        self._wrong = {name: kept for name, kept in self._wrong.items() if wanted.get(name) == kept[0]}
        settled = {**self._read, **self._wrong}
        left = [one for name, one in tracks.items() if name not in settled and self._given_up.get(name) != wanted[name]]
        if left:
            self._start(story, left)
        elif gone or spoken_otherwise:
            self._tell()

    def cancel(self) -> None:
        """Give up what is being read, and show what is there; it is not begun again before somebody asks, or it changes."""
        if self.running:
            self._given_up = {name: key for name, key in self._wanted.items() if name not in self._read}
            self._stop()
            self._tell()

    def resume(self, story: Story, language: str) -> None:
        """Read what was given up."""
        self._given_up.clear()
        self.load(story, language)

    def finish(self) -> None:
        """Give up and wait until the thread has ended: before the application does."""
        self._stop()
        for thread in tuple(self._old):
            thread.wait(_WAIT_MS)
            self._old.discard(thread)
            thread.deleteLater()

    # -- the thread ----------------------------------------------------------------------------------------------------

    def _start(self, story: Story, tracks: list[Track]) -> None:
        self._turn += 1
        thread = _Reading(self._turn, story, tracks, self)
        thread.progressed.connect(self._progressed)
        thread.read.connect(self._track_read)
        thread.wrong.connect(self._track_wrong)
        thread.done.connect(self._all_read)
        thread.finished.connect(self._ended)
        self._thread = thread
        thread.start(QThread.Priority.LowPriority)

    def _stop(self) -> None:
        self._turn += 1
        if self._thread is not None:
            self._thread.stop.set()
            self._old.add(self._thread)
            self._thread = None

    # What a thread sent before it was given up still arrives: its turn is over.

    def _progressed(self, turn: int, track: str, share: float) -> None:
        if turn == self._turn:
            self.progress.emit(track, share)

    def _track_read(self, turn: int, track: str, events: Events) -> None:
        if turn == self._turn:
            self._read[track] = (self._wanted[track], events)

    def _track_wrong(self, turn: int, track: str, error: DataError) -> None:
        if turn == self._turn:
            self._wrong[track] = (self._wanted[track], error)
            self.failed.emit(track, error.message(self._language))

    def _all_read(self, turn: int) -> None:
        # Not when the thread has ended: the end of an older one may be heard first, while what this one read is on its way.
        if turn == self._turn and self._thread is not None:
            self._old.add(self._thread)
            self._thread = None
            self._tell()

    def _ended(self) -> None:
        for thread in tuple(self._old):
            if thread.isFinished():
                self._old.discard(thread)
                thread.deleteLater()

    def _tell(self) -> None:
        self._crowds = {
            name: crowd_of(self._read[name][1], self._language) for name in self._wanted if name in self._read
        }
        self.ready.emit(dict(self._crowds))


class _Reading(QThread):
    """Reads tracks, and says with its turn what came of each."""

    progressed = Signal(int, str, float)
    read = Signal(int, str, object)
    wrong = Signal(int, str, object)
    done = Signal(int)

    def __init__(self, turn: int, story: Story, tracks: list[Track], parent: QObject) -> None:
        super().__init__(parent)
        self.stop = threading.Event()
        self._turn = turn
        self._story = story
        self._tracks = tracks

    def run(self) -> None:
        """Read until all is read or nobody waits."""
        # Imported here: numpy is not needed before a file is read, and then it need not keep the window waiting.
        from desktop.timeline.data.load import Cancelled, DataError, load

        for track in self._tracks:
            try:
                events = load(self._story, track, self._report(track.id), self.stop)
            except Cancelled:
                return
            except DataError as error:
                self.wrong.emit(self._turn, track.id, error)
            except (OSError, MemoryError) as error:
                self.wrong.emit(
                    self._turn, track.id, DataError("unreadable", track.data, reason=str(error) or "memory")
                )
            else:
                self.read.emit(self._turn, track.id, events)
        self.done.emit(self._turn)

    def _report(self, track: str) -> Any:
        return lambda share: self.progressed.emit(self._turn, track, share)


def _key(story: Story, track: Track) -> Key:
    """Return what tells whether a file has to be read again."""
    file = files.resolve(story.folder, track.data)
    try:
        state = file.stat() if file is not None else None
    except OSError:
        state = None
    disk = (state.st_mtime_ns, state.st_size, state.st_ino) if state is not None else None
    return (story.folder, track.data, track.columns, disk, tuple(source.id for source in story.sources))
