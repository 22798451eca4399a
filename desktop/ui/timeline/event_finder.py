"""The search of a timeline view: highlights, and flights between matches."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.render.timeline.bands.file_bands import AGGREGATE_ABOVE, listed_files
from desktop.story.model import Story
from desktop.timeline.axis_windows import event_axis_window
from desktop.timeline.camera import window_between
from desktop.timeline.log_axis import LogAxis
from desktop.timeline.matches import Match, Matches, indexes_by_track, neighbourhood
from desktop.ui.timeline.camera import TimelineCamera
from desktop.ui.timeline.canvas import TimelineCanvas
from desktop.ui.timeline.pointer import TimelinePointer
from desktop.ui.timeline.search_box import SearchBox
from desktop.ui.timeline.state import NO_EVENT


class EventFinder(QObject):
    """Connects the search box with the drawing and the camera."""

    def __init__(
        self,
        view: QWidget,
        canvas: TimelineCanvas,
        camera: TimelineCamera,
        pointer: TimelinePointer,
    ) -> None:
        super().__init__(view)
        self.opens_elsewhere: Callable[[], bool] = lambda: False
        self._view = view
        self._canvas = canvas
        self._state = canvas.state
        self._camera = camera
        self._pointer = pointer
        self.search_box = SearchBox(view, lambda: self._state.track_ids)
        self.search_box.results_changed.connect(self._highlight_matches)
        self.search_box.match_selected.connect(self._fly_to_match)
        self.search_box.closed.connect(self._on_closed)
        self._state.as_of_changed.connect(lambda: self.search_box.set_as_of(self._state.as_of))

    @property
    def is_open(self) -> bool:
        """Return whether the search box is visible."""
        return self.search_box.isVisible()

    @property
    def reserved_height(self) -> float:
        """Return how many pixels the search box takes above the drawing."""
        return max(0.0, self.search_box.height() - 4.0) if self.is_open else 0.0

    def has_focus(self) -> bool:
        """Return whether keys go to the search box."""
        return self.search_box.has_focus()

    def set_story(self, story: Story, language: str) -> None:
        """Search another story; a search that is open goes on in it."""
        self.search_box.set_story(story, language)

    def set_aggregated_tracks(self, aggregated: Mapping[str, AggregatedTrack]) -> None:
        """Search the events that were read from files too."""
        self.search_box.set_aggregated_tracks(aggregated)

    def open(self) -> None:
        """Show the search box, ready to type; `opens_elsewhere` may do it instead."""
        if self.opens_elsewhere():
            return
        self._pointer.set_hovered("")
        self.search_box.open_box(self._state.as_of)
        self._canvas.redraw()

    def close(self) -> None:
        """Hide the search box."""
        self.search_box.close_box()

    def search_again(self) -> None:
        """Search again after the axis has changed.

        Highlighted columns move with the axis.
        """
        if self.is_open:
            self.search_box.run_search()

    def _highlight_matches(self, matches: Matches, has_query: bool) -> None:
        if not has_query:
            self._state.highlight(frozenset())
            return
        indexes = (
            indexes_by_track(self._state.story, matches.event_ids, self._state.time_axis)
            if len(self._state.story.events) > AGGREGATE_ABOVE
            else {}
        )
        axis = self._state.time_axis
        in_files = {
            track_id: index.on_axis(axis) if isinstance(axis, LogAxis) else index
            for track_id, index in matches.aggregated.items()
        }
        listed = listed_files(self._state.story, self._state.aggregated)
        ids = set(matches.event_ids)
        for track_id in matches.aggregated.keys() & listed.keys():
            names = [*listed[track_id]]
            ids.update(names[number] for number in matches.numbers_of(track_id).tolist())
        self._state.highlight(frozenset(ids or (NO_EVENT,)), {**indexes, **in_files})

    def _fly_to_match(self, match: Match) -> None:
        """Fly to a match: near enough that it has its own mark."""
        if match.id:
            event = self._state.find_event(match.id)
            if event is not None and self._canvas.event_zone(match.id) is None:
                self._camera.fly_on_axis(event_axis_window(self._state.story, event, self._state.time_axis))
            self._pointer.hover_event(match.id)
            return
        aggregated_track = self._state.aggregated[match.track_id]
        event = aggregated_track.make_mark(match.number).event
        if self._canvas.event_zone(event.id) is None:
            index = aggregated_track.on_axis(self._state.time_axis).index
            self._camera.fly_on_axis(window_between(*neighbourhood(index, match.number), 0.2))
        self._pointer.set_hovered(event.id)

    def _on_closed(self) -> None:
        self._state.highlight(frozenset())
        self._canvas.redraw()
        self._view.setFocus()
