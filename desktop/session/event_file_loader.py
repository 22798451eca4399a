"""The loader reads the events of data tracks in a thread.

One thread reads the tracks one after the other. A file that is read once is not read again before it or what is asked of
it changes, so that editing the story costs nothing.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QThread, Signal

from desktop.i18n import language as language_of
from desktop.qt_override import qt_override
from desktop.qt_thread_classes import make_thread_classes
from desktop.render import images
from desktop.render.timeline.aggregates.aggregated_files import aggregated_track
from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.story.model import EMPTY_STORY, Event, Story, Track

if TYPE_CHECKING:
    from desktop.timeline.data.load import DataError, EventTable

Key = tuple[object, ...]
"""The cache key of a track's events: its file's state on disk, its columns, and the ids of the sources."""

_SHUTDOWN_TIMEOUT_MS: Final = 10_000


class DataLoader(QObject):
    """Loader of data tracks: reads in a thread, caches and publishes.

    It publishes aggregated tracks.
    """

    progress = Signal(str, float)
    """A track and the share of it that is read, 0 to 1."""
    ready = Signal(object)
    """All aggregated tracks by track id, after the last one was read."""
    failed = Signal(str, str)
    """A track, and the error of its file in the language of the story."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = "en"
        self._own_language = language_of("en")
        self._generation = 0
        self._reader: _ReaderThread | None = None
        self._retiring: set[_ReaderThread] = set()
        self._story: Story = EMPTY_STORY
        self._requested: dict[str, Key] = {}
        self._loaded: dict[str, tuple[Key, EventTable]] = {}
        self._errors: dict[str, tuple[Key, DataError]] = {}
        self._aggregated: dict[str, AggregatedTrack] = {}
        self._cancelled: dict[str, Key] = {}

    @property
    def cancelled(self) -> bool:
        """Return whether reading a requested file was cancelled."""
        return any(self._requested.get(track_id) == key for track_id, key in self._cancelled.items())

    @property
    def running(self) -> bool:
        """Return whether a file is being read."""
        return self._reader is not None

    @property
    def aggregated(self) -> Mapping[str, AggregatedTrack]:
        """Return the aggregated tracks that are read, by track id."""
        return self._aggregated

    @property
    def errors(self) -> dict[str, DataError]:
        """Return the errors of unreadable files by track id."""
        return {
            track_id: error for track_id, (key, error) in self._errors.items() if self._requested.get(track_id) == key
        }

    def find_event(self, event_id: str) -> Event | None:
        """Return an event of any of the files by its id."""
        for _, events in self._loaded.values():
            event = events.find_event(event_id)
            if event is not None:
                return event
        return None

    def load(self, story: Story, language: str) -> None:
        """Read a story's data tracks that are not cached.

        Reading for another story is cancelled.
        """
        self._story = story
        tracks = {track.id: track for track in story.tracks if track.data}
        requested = {track_id: _file_key(story, track) for track_id, track in tracks.items()}
        own_language = story.own_language(language)
        language_changed = language != self._language or own_language is not self._own_language
        self._language, self._own_language = language, own_language
        if self.running and requested == self._requested:
            return
        self._stop()
        self._requested = requested
        outdated = [name for name in self._loaded if requested.get(name) != self._loaded[name][0]]
        for name in outdated:
            del self._loaded[name]
        self._errors = {name: failure for name, failure in self._errors.items() if requested.get(name) == failure[0]}
        finished = {**self._loaded, **self._errors}
        pending_tracks = [
            pending_track
            for name, pending_track in tracks.items()
            if name not in finished and self._cancelled.get(name) != requested[name]
        ]
        pending_tracks = pending_tracks or self._misplaced_tracks()
        if pending_tracks:
            self._start(pending_tracks)
        elif outdated or language_changed:
            self._publish()

    def cancel(self) -> None:
        """Cancel reading and publish the events read so far.

        Only `resume` or a changed file starts it again.
        """
        if self.running:
            misplaced = {track.id for track in self._misplaced_tracks()}
            self._cancelled = {
                track_id: key
                for track_id, key in self._requested.items()
                if track_id not in self._loaded or track_id in misplaced
            }
            self._stop()
            self._publish()

    def resume(self, story: Story, language: str) -> None:
        """Read the files that were cancelled."""
        self._cancelled.clear()
        self.load(story, language)

    def shut_down(self) -> None:
        """Cancel reading and wait for the thread to end.

        It must end before the application does.
        """
        self._stop()
        for thread in tuple(self._retiring):
            thread.wait(_SHUTDOWN_TIMEOUT_MS)
            self._retiring.discard(thread)
            thread.deleteLater()

    # -- the thread ----------------------------------------------------------------------------------------------------

    def _start(self, tracks: list[Track]) -> None:
        make_thread_classes()
        self._generation += 1
        reader = _ReaderThread(self._generation, self._story, tracks, self._zone(), self)
        reader.track_progress.connect(self._on_progress)
        reader.track_read.connect(self._on_track_read)
        reader.track_failed.connect(self._on_track_failed)
        reader.all_read.connect(self._on_all_read)
        reader.finished.connect(self._on_thread_finished)
        self._reader = reader
        reader.start(QThread.Priority.LowPriority)

    def _zone(self) -> int | None:
        """Return the zone in which the moments of all files are placed.

        It is that of the text, else that of the first track with zones.
        """
        if self._story.zone is not None:
            return self._story.zone
        tables = (self._loaded[name][1] for name in self._requested if name in self._loaded)
        return next((table.own_zone for table in tables if table.own_zone is not None), None)

    def _misplaced_tracks(self) -> list[Track]:
        """Return the tracks whose files are to be read again.

        They were read before the zone in which they belong was known.
        """
        zone = self._zone()
        return [
            track
            for track in self._story.tracks
            if track.id in self._loaded
            and not self._loaded[track.id][1].is_placed_in(zone)
            and self._cancelled.get(track.id) != self._requested[track.id]
        ]

    def _stop(self) -> None:
        self._generation += 1
        if self._reader is not None:
            self._reader.stop_event.set()
            self._retiring.add(self._reader)
            self._reader = None

    # Signals that a cancelled thread sent before still arrive; its generation number tells them apart.

    def _on_progress(self, generation: int, track_id: str, fraction: float) -> None:
        if generation == self._generation:
            self.progress.emit(track_id, fraction)

    def _on_track_read(self, generation: int, track_id: str, events: EventTable) -> None:
        if generation == self._generation:
            self._loaded[track_id] = (self._requested[track_id], events)

    def _on_track_failed(self, generation: int, track_id: str, error: DataError) -> None:
        if generation == self._generation:
            self._loaded.pop(track_id, None)
            self._errors[track_id] = (self._requested[track_id], error)
            self.failed.emit(track_id, error.message(self._language))

    def _on_all_read(self, generation: int) -> None:
        # Not when the thread has ended: the end of an older one may be heard first, while what this one read is on its way.
        if generation == self._generation and self._reader is not None:
            self._retiring.add(self._reader)
            self._reader = None
            misplaced = self._misplaced_tracks()
            if misplaced:
                self._start(misplaced)
            else:
                self._publish()

    def _on_thread_finished(self) -> None:
        for thread in tuple(self._retiring):
            if thread.isFinished():
                self._retiring.discard(thread)
                thread.deleteLater()

    def _publish(self) -> None:
        self._aggregated = {
            track_id: aggregated_track(self._loaded[track_id][1], self._language, self._own_language)
            for track_id in self._requested
            if track_id in self._loaded
        }
        self.ready.emit(dict(self._aggregated))


class _ReaderThread(QThread):
    """Thread that reads tracks and emits each result with its generation number."""

    track_progress = Signal(int, str, float)
    track_read = Signal(int, str, object)
    track_failed = Signal(int, str, object)
    all_read = Signal(int)

    def __init__(self, generation: int, story: Story, tracks: list[Track], zone: int | None, parent: QObject) -> None:
        super().__init__(parent)
        self.stop_event = threading.Event()
        self._generation = generation
        self._story = story
        self._tracks = tracks
        self._zone = zone

    @qt_override
    def run(self) -> None:
        """Read all tracks, or stop at the stop event."""
        # Imported here: numpy is not needed before a file is read, and then it need not keep the window waiting.
        from desktop.timeline.data.load import Cancelled, DataError, load_tracks

        try:
            for track, found in load_tracks(self._story, self._tracks, self._report, self.stop_event, self._zone):
                if isinstance(found, DataError):
                    self.track_failed.emit(self._generation, track.id, found)
                else:
                    self.track_read.emit(self._generation, track.id, found)
        except Cancelled:
            return
        self.all_read.emit(self._generation)

    def _report(self, track: Track, share: float) -> None:
        self.track_progress.emit(self._generation, track.id, share)


def _file_key(story: Story, track: Track) -> Key:
    """Return the cache key of a track.

    The state on disk is that of the last reading of the story's files: the event loop does not ask for it again.
    """
    disk_state = images.file_version(os.path.join(story.folder, track.data))
    sharing = tuple((other.id, other.title) for other in story.tracks if other.data == track.data)
    sources = tuple(source.id for source in story.sources)
    asked = (track.data, track.columns, track.format, track.unit, track.series is None, story.calendar)
    return (story.folder, asked, disk_state, sources, sharing)
