"""The events of the story's files, as far as they are read: what every window's timeline and timeline slides draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates import AggregatedTrack
    from desktop.story.model import Story
    from desktop.timeline.camera import TimeWindow


class EventFiles(QObject):
    """The crowds by track; empty for a story that lists all its events."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.by_track: Mapping[str, AggregatedTrack] = {}

    def set_tracks(self, aggregated: Mapping[str, AggregatedTrack]) -> None:
        """Draw these from now on."""
        if aggregated or self.by_track:
            self.by_track = dict(aggregated)
            self.changed.emit()

    def full_window(self, story: Story) -> TimeWindow | None:
        """Return the window that shows the whole story with its files, None where the story knows that by itself."""
        if not self.by_track:
            return None
        from desktop.render.timeline.geometry import full_axis_window

        return full_axis_window(story, aggregated=self.by_track)
