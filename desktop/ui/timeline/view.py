"""The zoomable timeline of a window: drawn by `TimelineCanvas`, held by `TimelinePointer`, here with its keys and its search.

The keys are rows of the table of actions (`desktop.ui.widgets.actions`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.render.timeline.aggregates import AggregatedTrack
from desktop.render.timeline.bands import AGGREGATE_ABOVE
from desktop.render.timeline.causal_links import all_links
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.model import Story
from desktop.timeline.camera import centred_on, event_window, pan, window_between, zoom_at
from desktop.timeline.matches import Match, Matches, indexes_by_track, neighbourhood
from desktop.ui.timeline.canvas import NO_EVENT
from desktop.ui.timeline.pointer import TimelinePointer
from desktop.ui.timeline.search import SearchBox
from desktop.ui.widgets.actions import TIMELINE
from desktop.ui.widgets.key_map import KeyMap

_PAN_FRACTION: Final = 0.25
_ZOOM_FACTOR: Final = 0.6
EDIT_COMMANDS: Final = frozenset({"sooner", "delayed", "shorter", "longer", "raised", "lowered"})
"""The actions of the timeline that change the text: only where it can be edited."""


class TimelineView(TimelinePointer):
    """The whole of it. Windows that are given and told are of real time, whether empty years are folded or not.

    `size` is the scale of type and marks: about one half in a pane, the screen's width by 1920 over a slide.
    """

    breaks_enabled_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None, *, size: float = 0.52, reduced_motion: bool = False) -> None:
        super().__init__(parent, size=size, reduced_motion=reduced_motion)
        self._captures_navigation_keys = False
        self.key_map = KeyMap(TIMELINE)
        self.commands: Mapping[str, Callable[[], object]] = {
            "later": lambda: self._fly_on_axis(pan(self._camera_target(), _PAN_FRACTION)),
            "earlier": lambda: self._fly_on_axis(pan(self._camera_target(), -_PAN_FRACTION)),
            "closer": lambda: self._fly_on_axis(zoom_at(self._camera_target(), 0.5, _ZOOM_FACTOR)),
            "farther": lambda: self._fly_on_axis(zoom_at(self._camera_target(), 0.5, 1 / _ZOOM_FACTOR)),
            "all": self.show_all,
            "home": self.go_home,
            "open": lambda: self.event_chosen.emit(self._hovered_id),
            "effect": lambda: self.follow_causal_link(forward=True),
            "cause": lambda: self.follow_causal_link(forward=False),
            "find": self.open_search,
            "measure": self.measure_to_hovered,
            "fold": self.toggle_axis_breaks,
            "dismiss": self.dismiss_top,
        }
        self._search_box = SearchBox(self)
        self._search_box.results_changed.connect(self._highlight_matches)
        self._search_box.match_selected.connect(self._fly_to_match)
        self._search_box.closed.connect(self._on_search_closed)

    def set_story(self, story: Story, language: str) -> None:
        """Show another story, or the same in another language; a search that is open goes on in it."""
        super().set_story(story, language)
        self._search_box.set_story(story, language)

    def set_aggregated_tracks(self, aggregated: Mapping[str, AggregatedTrack]) -> None:
        """Show the events of tracks (by id) that were read from their files; a search goes through them too."""
        super().set_aggregated_tracks(aggregated)
        self._search_box.set_aggregated_tracks(aggregated)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew at the new size, and keep the search in its corner."""
        super().resizeEvent(event)
        if self._ready:
            self._search_box.move_to_corner()

    def _reserved_top(self) -> float:
        return max(0.0, self._search_box.height() - 4.0) if self._search_box.isVisible() else 0.0

    def set_as_of(self, as_of: EdtfDate | None) -> None:
        """Set the slide's own date of knowledge; a search that is open finds what was known then."""
        super().set_as_of(as_of)
        self._search_box.set_as_of(self.as_of)

    def override_as_of(self, as_of: EdtfDate | None) -> None:
        """Show what was known at a date whatever the slide says; None gives it back to the slide. Says nothing."""
        super().override_as_of(as_of)
        self._search_box.set_as_of(self.as_of)

    # -- the keys ------------------------------------------------------------------------------------------------------

    def set_captures_navigation_keys(self, captures: bool) -> None:
        """Keep ← → Home Enter and Backspace for the timeline while it has the focus, instead of walking the talk."""
        self._captures_navigation_keys = captures

    def event(self, event: QEvent) -> bool:
        """Take keys before the window's shortcuts do, as far as they mean something here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            action = self.key_map.find(event)
            if (
                action is not None
                and (self._captures_navigation_keys or not self.key_map.is_navigation(event))
                and self._can_execute(action.name)
            ):
                event.accept()
                return True
        return bool(super().event(event))

    def _can_execute(self, command: str) -> bool:
        """Return whether a key has something to do now: Esc, for one, belongs to the window when nothing is to be undone."""
        if command in EDIT_COMMANDS:
            return self.event_editor is not None and self.event_editor.can_execute(command)
        if command == "dismiss":
            if self.event_editor is not None and self.event_editor.is_dragging:
                return True
            return bool(
                self._measured_pair
                or self._ruler_start
                or self._as_of_override is not None
                or self._search_box.isVisible()
            )
        if command == "open":
            return bool(self._hovered_id)
        if command == "home":
            return self._home_window is not None
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Run the action of a key press, if it can do something now."""
        action = self.key_map.find(event)
        if action is None or not self._can_execute(action.name):
            event.ignore()
            return
        if action.name in EDIT_COMMANDS and self.event_editor is not None:
            self.event_editor.execute(action.name)
            event.accept()
            return
        self.commands[action.name]()
        event.accept()

    def dismiss_top(self) -> bool:
        """Take away what was laid on last: a drag, the search, the ruler, the date of knowledge; return whether there was any."""
        if self.event_editor is not None and self.event_editor.cancel_drag():
            return True
        if self._search_box.isVisible():
            self._search_box.close_box()
        elif self._measured_pair or self._ruler_start:
            self._clear_ruler()
        elif self._as_of_override is not None:
            self.reset_as_of()
        else:
            return False
        return True

    def toggle_axis_breaks(self) -> None:
        """Fold empty years, or unfold them."""
        self.set_breaks_enabled(not self.breaks_enabled)
        self.breaks_enabled_changed.emit(self.breaks_enabled)

    def measure_to_hovered(self) -> None:
        """Lay the ruler from the slide's event to the one pointed at; pointing at nothing takes it away."""
        if self._hovered_id in self._story.event_by_id:
            self.measure_to(self._hovered_id)
        else:
            self._clear_ruler()

    def _clear_ruler(self) -> None:
        self._ruler_start = ""
        self.measure("", "")
        self._redraw()

    def follow_causal_link(self, *, forward: bool) -> None:
        """Walk from the event pointed at, else the slide's, to what it brought about, or back to what brought it about."""
        event_id = self._hovered_id or self._selected_id
        linked_ids = [
            effect_id if forward else cause_id
            for cause_id, effect_id in all_links(self._story)
            if (cause_id if forward else effect_id) == event_id
        ]
        if linked_ids:
            event_by_id = self._story.event_by_id
            self.hover_event(min(linked_ids, key=lambda end: event_by_id[end].when.sort_key))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Walk from event to event with Tab, then on to the next widget."""
        if self._search_box.has_focus():
            return bool(super().focusNextPrevChild(forward))
        event_ids = [one.id for one in sorted(self._story.events, key=lambda one: one.when.sort_key)]
        index = (
            event_ids.index(self._hovered_id) + (1 if forward else -1)
            if self._hovered_id in event_ids
            else (0 if forward else len(event_ids) - 1)
        )
        if not 0 <= index < len(event_ids):
            self._set_hovered("")
            return bool(super().focusNextPrevChild(forward))
        self.hover_event(event_ids[index])
        return True

    def hover_event(self, event_id: str) -> None:
        """Show an event as under the pointer: in view, lit, with its card."""
        event = self._story.event_by_id[event_id]
        centre = event.when.midpoint
        target = self._camera_target()
        if centre is not None:
            centre = self._axis_breaks.to_axis(centre)
            if not 0.04 < target.x_of(centre, 1.0) < 0.9:
                self._fly_on_axis(centred_on(target, centre))
        self._set_hovered(event_id)

    def set_breaks_enabled(self, enabled: bool) -> None:
        """Fold empty years into creases, or unfold them; what stands out moves with them."""
        super().set_breaks_enabled(enabled)
        if self._search_box.isVisible():
            self._search_box.run_search()

    # -- finding -------------------------------------------------------------------------------------------------------

    def open_search(self) -> None:
        """Show the search box, ready to type."""
        self._hide_card()
        self._search_box.open_box(self.as_of)
        self._redraw()

    def _highlight_matches(self, matches: Matches, has_query: bool) -> None:
        if has_query:
            indexes = (
                indexes_by_track(self._story, matches.event_ids, self._axis_breaks)
                if len(self._story.events) > AGGREGATE_ABOVE
                else {}
            )
            self.highlight(frozenset(matches.event_ids or (NO_EVENT,)), {**indexes, **matches.aggregated})
        else:
            self.highlight(frozenset())

    def _fly_to_match(self, match: Match) -> None:
        """Fly to a match: near enough that it has its own mark."""
        if match.id:
            if not self._has_own_mark(match.id):
                self.fly_to(event_window(self._story, self._story.event_by_id[match.id]))
            self.hover_event(match.id)
            return
        aggregated_track = self._aggregated[match.track_id]
        event = aggregated_track.make_mark(match.number).event
        if not self._has_own_mark(event.id):
            self.fly_to(window_between(*neighbourhood(aggregated_track.index, match.number), 0.2))
        self._set_hovered(event.id)

    def _has_own_mark(self, event_id: str) -> bool:
        return any(zone.kind == "event" and zone.id == event_id for zone in self.frame().zones)

    def _on_search_closed(self) -> None:
        self.highlight(frozenset())
        self._redraw()
        self.setFocus()
