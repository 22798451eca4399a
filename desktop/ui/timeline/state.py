"""The state of a timeline view, apart from its camera."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.model import EMPTY_STORY, Event, Story
from desktop.story.occurrences import find_occurrence
from desktop.timeline.axis_breaks import NO_BREAKS, story_axis_breaks
from desktop.timeline.log_axis import story_axis
from desktop.timeline.time_axis import TimeAxis

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
    from desktop.render.timeline.bands.rested_rows import RestedRows
    from desktop.timeline.index import EventIndex

NO_EVENT: Final = "\0"
"""An id that no event has: highlighting it dims all events."""


class TimelineState(QObject):
    """The content of one timeline view.

    Read its attributes; change them with its methods.
    """

    changed = Signal()  # the drawing is out of date
    rows_moved = Signal()  # marks move to the rows found at rest
    as_of_changed = Signal()  # another date of knowledge is shown

    def __init__(self, parent: QObject, size: float) -> None:
        super().__init__(parent)
        self.size = size
        self.story: Story = EMPTY_STORY
        self.language = "en"
        self.aggregated: Mapping[str, AggregatedTrack] = {}
        self.track_ids: tuple[str, ...] = ()  # the tracks to show, all if empty
        self.selected_id = ""
        self.hovered_id = ""
        self.as_of_override: EdtfDate | None = None  # chosen by hand; None shows the slide's own date
        self.highlighted_ids: frozenset[str] = frozenset()
        self.highlighted_by_track: Mapping[str, EventIndex] = {}
        self.time_axis: TimeAxis = NO_BREAKS
        self.breaks_enabled = False
        self.crosshair: float | None = None  # the second of the axis under the pointer
        self.is_compared = False  # with another timeline below or above it
        self.elapsed_from: int | None = None  # the second of the axis from which years are counted
        self.scroll = 0.0  # the pixels of the tracks above the view
        self.rested: RestedRows | None = None  # the rows found while the camera rested
        self.row_shifts: Mapping[str, float] = {}  # the rows by which marks still stand lower, by event id
        self._slide_as_of: EdtfDate | None = None
        self._folded_by_hand: dict[str, bool] = {}  # by the id of the group

    @property
    def as_of(self) -> EdtfDate | None:
        """Return the shown date of knowledge: chosen, else the slide's."""
        return self.as_of_override or self._slide_as_of

    def find_event(self, event_id: str) -> Event | None:
        """Return an event by id, from the story or an aggregate.

        Events of an aggregate are known as far as they have been shown.
        """
        event = find_occurrence(self.story, event_id)
        if event is None:
            marks = (track.find_mark(event_id) for track in self.aggregated.values())
            event = next((mark.event for mark in marks if mark is not None), None)
        return event

    def set_story(self, story: Story, language: str) -> None:
        """Show a story in a language."""
        written = {group.id: group.folded for group in self.story.groups}
        self.story, self.language = story, language
        # What the text says anew is shown, whatever was folded by hand.
        self._folded_by_hand = {
            group.id: self._folded_by_hand[group.id]
            for group in story.groups
            if group.id in self._folded_by_hand and written.get(group.id) == group.folded
        }
        if self.hovered_id not in story.event_by_id:
            self.hovered_id = ""
        self._update_axis_breaks()
        self.changed.emit()

    @property
    def min_span(self) -> float:
        """Return the shortest window that can be shown.

        It is a second where files say whole ones alone.
        """
        files = self.aggregated.values()
        is_exact = not files or any(track.index.has_fractions for track in files)
        return self.time_axis.min_span if is_exact else max(self.time_axis.min_span, 1.0)

    def set_aggregated_tracks(self, aggregated: Mapping[str, AggregatedTrack]) -> None:
        """Show the events of tracks (by id) read from files."""
        self.aggregated = dict(aggregated)
        self._update_axis_breaks()
        self.changed.emit()

    def set_tracks(self, track_ids: tuple[str, ...]) -> None:
        """Show some tracks alone, or all without any."""
        if track_ids != self.track_ids:
            self.track_ids, self.scroll = track_ids, 0.0
            self.changed.emit()

    def set_scroll(self, scroll: float) -> None:
        """Show the tracks from some pixels on, where not all fit."""
        if scroll != self.scroll:
            self.scroll = scroll
            self.changed.emit()

    def set_rows(self, rested: RestedRows, shifts: Mapping[str, float]) -> None:
        """Show the rows found at rest, with marks still on their way."""
        self.rested, self.row_shifts = rested, shifts
        self.rows_moved.emit()

    def set_compared(self, compared: bool) -> None:
        """Show that the view is compared with another, or is not."""
        self.is_compared, self.elapsed_from, self.crosshair = compared, None, None
        self.changed.emit()

    def set_elapsed_from(self, second: int) -> None:
        """Count the years from a second of the axis."""
        self.elapsed_from = second
        self.changed.emit()

    def set_crosshair(self, second: float | None) -> None:
        """Say the numbers of all series at a second of the axis."""
        if (
            second is not None
            and not self.is_compared
            and not any(track.series is not None for track in self.story.tracks)
        ):
            second = None
        if second != self.crosshair:
            self.crosshair = second
            self.changed.emit()

    @property
    def folded_groups(self) -> frozenset[str]:
        """Return the ids of the folded groups: by hand, else as written."""
        return frozenset(group.id for group in self.story.groups if self._folded_by_hand.get(group.id, group.folded))

    @property
    def folded_by_hand(self) -> tuple[tuple[str, bool], ...]:
        """Return the groups that were folded or opened in this view."""
        return tuple(sorted(self._folded_by_hand.items()))

    def set_folded_by_hand(self, groups: tuple[tuple[str, bool], ...]) -> None:
        """Fold and open groups as another view does."""
        if groups != self.folded_by_hand:
            self._folded_by_hand = dict(groups)
            self.changed.emit()

    def set_folded(self, group_id: str, folded: bool) -> None:
        """Fold or open a group of tracks in this view alone."""
        self._folded_by_hand[group_id] = folded
        self.changed.emit()

    def open_track(self, track_id: str) -> None:
        """Open the folded group that a track stands in, if any."""
        track = self.story.track_by_id.get(track_id)
        if track is not None and track.group in self.folded_groups:
            self.set_folded(track.group, False)

    def set_selected(self, event_id: str) -> None:
        """Highlight the slide's event, "" for none."""
        if event_id != self.selected_id:
            self.selected_id = event_id
            self.changed.emit()

    def set_hovered(self, event_id: str) -> None:
        """Highlight the event under the pointer, "" for none."""
        self.hovered_id = event_id
        self.changed.emit()

    def set_as_of(self, as_of: EdtfDate | None) -> None:
        """Set the slide's date of knowledge.

        Another one than before drops the date chosen by hand.
        """
        if as_of != self._slide_as_of:
            self._slide_as_of, self.as_of_override = as_of, None
            self._emit_as_of_changed()

    def override_as_of(self, as_of: EdtfDate | None) -> None:
        """Choose a date of knowledge; None returns to the slide's."""
        if as_of != self.as_of_override:
            self.as_of_override = as_of
            self._emit_as_of_changed()

    def _emit_as_of_changed(self) -> None:
        self.changed.emit()
        self.as_of_changed.emit()

    def highlight(self, event_ids: frozenset[str], indexes_by_track: Mapping[str, EventIndex] | None = None) -> None:
        """Highlight events and parts of aggregates; dim all others.

        Parts are given by track. Nothing given dims nothing.
        """
        by_track = indexes_by_track or {}
        if event_ids != self.highlighted_ids or by_track or self.highlighted_by_track:
            self.highlighted_ids = event_ids or frozenset({NO_EVENT} if by_track else ())
            self.highlighted_by_track = by_track
            self.changed.emit()

    def set_breaks_enabled(self, enabled: bool) -> None:
        """Leave out empty years where there are any, or show them."""
        self.breaks_enabled = enabled
        self._update_axis_breaks()
        self.changed.emit()

    def _update_axis_breaks(self) -> None:
        # Aggregates are indexed in real time: with them the axis has no breaks.
        axis = story_axis(self.story)
        can_break = self.breaks_enabled and not self.aggregated and not axis.is_logarithmic
        self.time_axis = story_axis_breaks(self.story) if can_break else axis
