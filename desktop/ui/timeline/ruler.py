"""The ruler of a timeline view: between which two events it measures."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.story.occurrences import find_occurrence
from desktop.ui.timeline.state import TimelineState


class Ruler(QObject):
    """Measures the time from one event to another.

    It begins at the slide's event; without one, at the first event that is named.
    """

    changed = Signal()

    def __init__(self, state: TimelineState) -> None:
        super().__init__(state)
        self._state = state
        self._pair: tuple[str, str] | None = None
        self._start_id = ""  # where the ruler begins while no slide's event is there to begin at

    @property
    def pair(self) -> tuple[str, str] | None:
        """Return the two measured events, or None."""
        return self._pair

    @property
    def start_id(self) -> str:
        """Return the begin event while the end is missing, else ""."""
        return self._start_id

    @property
    def is_active(self) -> bool:
        """Return whether the ruler lies somewhere, or has a beginning."""
        return bool(self._pair or self._start_id)

    def measure_to(self, event_id: str) -> None:
        """Measure to an event; the first one becomes the begin."""
        start_id = self._state.selected_id or self._start_id
        if self._is_known(start_id):
            self._measure(start_id, event_id)
            self._start_id = ""
        else:
            self._start_id = event_id
        self.changed.emit()

    def measure_to_hovered(self) -> None:
        """Measure to the event under the pointer, or hide the ruler."""
        if self._is_known(self._state.hovered_id):
            self.measure_to(self._state.hovered_id)
        else:
            self.clear()

    def set_marks(self, pair: tuple[str, str] | None, start_id: str) -> None:
        """Lay the ruler between two events, or set its beginning."""
        if (pair, start_id) != (self._pair, self._start_id):
            self._pair, self._start_id = pair, start_id
            self.changed.emit()

    def clear(self) -> None:
        """Take the ruler away."""
        self._pair, self._start_id = None, ""
        self.changed.emit()

    def drop_missing_events(self) -> None:
        """Take the ruler away if one of its events left the story."""
        if self._pair and not all(self._is_known(event_id) for event_id in self._pair):
            self._pair = None
            self.changed.emit()

    def _is_known(self, event_id: str) -> bool:
        return find_occurrence(self._state.story, event_id) is not None

    def _measure(self, first_id: str, second_id: str) -> None:
        # The same event twice takes the ruler away.
        is_pair = first_id != second_id and self._is_known(first_id) and self._is_known(second_id)
        self._pair = (first_id, second_id) if is_pair else None
