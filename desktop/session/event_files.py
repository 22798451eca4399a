"""The events of a story's data files, for all timelines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.story.model import EMPTY_STORY, Slide, Story

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
    from desktop.session.event_file_loader import DataLoader
    from desktop.timeline.camera import TimeWindow
    from desktop.timeline.data.data_errors import DataError


class EventFiles(QObject):
    """The aggregated tracks by track id, with their loader."""

    changed = Signal()
    progress = Signal(str, float)  # a track and the share of it that is read; "" and 1.0 once nothing is being read
    failed = Signal(str)  # the message of a file that cannot be read
    errors_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.by_track: Mapping[str, AggregatedTrack] = {}
        self._story: Story = EMPTY_STORY
        self._language = ""
        self._started = False
        self._loader: DataLoader | None = None
        self._slide_window: tuple[tuple[object, ...], TimeWindow] | None = None  # and what it was computed from

    def start(self) -> None:
        """Allow reading: it imports numpy, and so waits for the first slide."""
        self._started = True
        self._load()

    def set_story(self, story: Story, language: str) -> None:
        """Set the story and the language of its messages.

        Files that are read already are not read again.
        """
        self._story, self._language = story, language
        self._load()

    def _load(self) -> None:
        if self._loader is None:
            if not self._started or not any(track.data for track in self._story.tracks):
                return
            from desktop.session.event_file_loader import DataLoader

            self._loader = DataLoader(self)
            self._loader.ready.connect(self._on_ready)
            self._loader.progress.connect(self.progress)
            self._loader.failed.connect(lambda _track, message: self.failed.emit(message))
            self._loader.failed.connect(self.errors_changed)
        self._loader.load(self._story, self._language)

    def _on_ready(self, aggregated: dict[str, AggregatedTrack]) -> None:
        self.set_tracks(aggregated)
        self.progress.emit("", 1.0)
        self.errors_changed.emit()

    @property
    def errors(self) -> Mapping[str, DataError]:
        """Return the errors of unreadable files by track id."""
        return self._loader.errors if self._loader is not None else {}

    def set_tracks(self, aggregated: Mapping[str, AggregatedTrack]) -> None:
        """Set the aggregated tracks that are drawn."""
        if aggregated or self.by_track:
            self.by_track = dict(aggregated)
            self.changed.emit()

    def slide_window(self, story: Story, slide: Slide | None) -> TimeWindow:
        """Return a slide's window of time, else the whole story's.

        The whole story includes its event files.
        """
        sources = (story, slide, self.by_track)
        kept = self._slide_window
        if kept is None or any(old is not new for old, new in zip(kept[0], sources, strict=True)):
            from desktop.timeline.axis_windows import slide_axis_window
            from desktop.timeline.log_axis import story_axis

            whole = None
            axis = story_axis(story)
            if self.by_track:
                from desktop.render.timeline.geometry import full_axis_window

                whole = full_axis_window(story, axis, self.by_track)
            window = slide_axis_window(story, slide or Slide("", "timeline"), axis, whole)
            kept = self._slide_window = sources, axis.window_to_time(window)
        return kept[1]

    # -- cancel and resume ------------------------------------------------------------------------------------

    @property
    def cancelled(self) -> bool:
        """Return whether reading was cancelled and files are missing."""
        return self._loader is not None and self._loader.cancelled

    def cancel(self) -> None:
        """Cancel loading; keep the tracks loaded so far."""
        if self._loader is not None:
            self._loader.cancel()

    def resume(self) -> None:
        """Read the files that were cancelled."""
        if self._loader is not None:
            self._loader.resume(self._story, self._language)

    def shut_down(self) -> None:
        """Stop the reading thread and wait for its end."""
        self._started = False
        if self._loader is not None:
            self._loader.shut_down()
