"""The events of the story's files, as far as they are read: what every window's timeline and timeline slides draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates import Crowd
    from desktop.story.model import Story
    from desktop.timeline.camera import Window


class Crowds(QObject):
    """The crowds by track; empty for a story that lists all its events."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.by_track: Mapping[str, Crowd] = {}

    def set(self, crowds: Mapping[str, Crowd]) -> None:
        """Draw these from now on."""
        if crowds or self.by_track:
            self.by_track = dict(crowds)
            self.changed.emit()

    def whole(self, story: Story) -> Window | None:
        """Return the window that shows the whole story with its files, None where the story knows that by itself."""
        if not self.by_track:
            return None
        from desktop.render.timeline.layout import whole_window

        return whole_window(story, crowds=self.by_track)
