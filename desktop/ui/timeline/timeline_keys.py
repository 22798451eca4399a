"""The keys of a timeline view.

They are rows of the table of actions (`desktop.ui.widgets.actions`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent

from desktop.render.timeline.marks.causal_links import all_links
from desktop.story.model import Event
from desktop.story.occurrences import occurrences
from desktop.timeline.as_of import status_as_of
from desktop.timeline.camera import pan, zoom_at
from desktop.timeline.track_lines import drawn_tracks
from desktop.ui.timeline.as_of_handle import KnowledgeHandle
from desktop.ui.timeline.camera import TimelineCamera
from desktop.ui.timeline.event_finder import EventFinder
from desktop.ui.timeline.moving.play import TimelinePlay
from desktop.ui.timeline.pointer import EventEditor, TimelinePointer
from desktop.ui.timeline.ruler import Ruler
from desktop.ui.timeline.state import TimelineState
from desktop.ui.widgets.actions import TIMELINE
from desktop.ui.widgets.keys.key_map import KeyMap

_PAN_FRACTION: Final = 0.25
_ZOOM_FACTOR: Final = 0.6
EDIT_COMMANDS: Final = frozenset({"sooner", "delayed", "shorter", "longer", "raised", "lowered"})
"""The actions of the timeline that move an event: only where it can be edited."""
TRACK_COMMANDS: Final = frozenset({"track_up", "track_down", "track_hide", "track_fold"})
"""The actions on the track of an event: only where it can be edited."""
AUTHOR_COMMANDS: Final = frozenset({"new_event", "rename", "delete", "copy"})
"""The actions that make an event or change what it is: only where it can be edited."""


class TimelineKeys(QObject):
    """Executes the commands of the keyboard."""

    breaks_toggled = Signal()

    def __init__(
        self,
        state: TimelineState,
        camera: TimelineCamera,
        pointer: TimelinePointer,
        knowledge: KnowledgeHandle,
        ruler: Ruler,
        finder: EventFinder,
        play: TimelinePlay,
    ) -> None:
        super().__init__(state)
        self._state = state
        self._camera = camera
        self._pointer = pointer
        self._knowledge = knowledge
        self._ruler = ruler
        self._finder = finder
        self._play = play
        self._captures_navigation_keys = False
        self.key_map = KeyMap(TIMELINE)
        self.commands: Final[Mapping[str, Callable[[], object]]] = {
            "later": lambda: self._pan(_PAN_FRACTION),
            "earlier": lambda: self._pan(-_PAN_FRACTION),
            "closer": lambda: self._zoom(_ZOOM_FACTOR),
            "farther": lambda: self._zoom(1 / _ZOOM_FACTOR),
            "all": camera.show_all,
            "home": camera.go_home,
            "open": lambda: pointer.event_chosen.emit(state.hovered_id),
            "effect": lambda: self._follow_causal_link(forward=True),
            "cause": lambda: self._follow_causal_link(forward=False),
            "find": finder.open,
            "measure": ruler.measure_to_hovered,
            "fold": self.breaks_toggled.emit,
            "play": play.toggle,
            "speed": play.player.next_speed,
            "loop": play.player.toggle_loop,
            "stop": play.stop,
            "dismiss": self._dismiss_top,
        }

    @property
    def _event_in_hand(self) -> str:
        return self._state.hovered_id or self._state.selected_id

    @property
    def _editor(self) -> EventEditor | None:
        return self._pointer.event_editor

    def set_captures_navigation_keys(self, captures: bool) -> None:
        """Keep navigation keys for the timeline while it has focus.

        ← → Home Enter and Backspace would change slides.
        """
        self._captures_navigation_keys = captures

    def overrides_shortcut(self, event: QKeyEvent) -> bool:
        """Return whether the timeline takes a key before the window's shortcuts do."""
        action = self.key_map.find(event)
        return (
            action is not None
            and (self._captures_navigation_keys or action.name == "stop" or not self.key_map.is_navigation(event))
            and self._can_execute(action.name)
        )

    def execute(self, event: QKeyEvent) -> bool:
        """Execute a key's command; return whether it did anything."""
        action = self.key_map.find(event)
        if action is None or not self._can_execute(action.name):
            return False
        if action.name in EDIT_COMMANDS and self._editor is not None:
            self._editor.execute(action.name)
        elif action.name in TRACK_COMMANDS and self._pointer.track_author is not None:
            self._pointer.track_author.execute(action.name, self._event_in_hand)
        elif action.name in AUTHOR_COMMANDS and self._pointer.event_author is not None:
            self._pointer.event_author.execute(action.name, self._state.selected_id)
        else:
            self.commands[action.name]()
        return True

    def _can_execute(self, command: str) -> bool:
        """Return whether a command would do something now."""
        if command in EDIT_COMMANDS:
            return self._editor is not None and self._editor.can_execute(command)
        if command in TRACK_COMMANDS:
            tracks = self._pointer.track_author
            return tracks is not None and tracks.can_execute(command, self._event_in_hand)
        if command in AUTHOR_COMMANDS:
            author = self._pointer.event_author
            return author is not None and author.can_execute(command, self._state.selected_id)
        if command == "dismiss":
            return bool(
                self._play.is_playing
                or (self._editor is not None and self._editor.is_dragging)
                or (self._pointer.track_author is not None and self._pointer.track_author.is_dragging)
                or self._ruler.is_active
                or self._state.as_of_override is not None
                or self._finder.is_open
            )
        if command in ("stop", "speed", "loop"):
            return self._play.is_playing
        if command == "open":
            return bool(self._state.hovered_id)
        if command == "home":
            return self._camera.has_home
        return True

    def _pan(self, fraction: float) -> None:
        self._camera.fly_on_axis(pan(self._camera.target, fraction))

    def _zoom(self, factor: float) -> None:
        self._camera.fly_on_axis(zoom_at(self._camera.target, 0.5, factor))

    def _dismiss_top(self) -> None:
        """Cancel the latest of play, drag, search, ruler, date of knowledge."""
        author = self._pointer.event_author
        if self._play.end():
            return
        if self._editor is not None and self._editor.cancel_drag():
            return
        if author is not None and author.cancel_span():
            return
        if self._pointer.track_author is not None and self._pointer.track_author.cancel_drag():
            return
        if self._finder.is_open:
            self._finder.close()
        elif self._ruler.is_active:
            self._ruler.clear()
        else:
            self._knowledge.reset()

    def _follow_causal_link(self, *, forward: bool) -> None:
        """Go to the event's first effect, or to its first cause.

        The event is the hovered one, else the slide's.
        """
        event_id = self._state.hovered_id or self._state.selected_id
        linked_ids = [
            effect_id if forward else cause_id
            for cause_id, effect_id in all_links(self._state.story)
            if (cause_id if forward else effect_id) == event_id
        ]
        drawn = [event for event in self._drawn_events() if event.id in linked_ids]
        if drawn:
            self._pointer.hover_event(drawn[0].id)

    def _drawn_events(self) -> list[Event]:
        """Return the events that can be seen, in order of time."""
        state = self._state
        tracks = drawn_tracks(state.story, state.track_ids)
        drawn = [
            event
            for event in occurrences(state.story)
            if state.story.drawn_track(event) in tracks and status_as_of(event, state.as_of) is not None
        ]
        return sorted(drawn, key=lambda event: event.when.time_order)

    def focus_next_event(self, forward: bool) -> bool:
        """Go to the next or previous event; return whether one exists."""
        if self._finder.has_focus():
            return False
        event_ids = [event.id for event in self._drawn_events()]
        hovered_id = self._state.hovered_id
        index = (
            event_ids.index(hovered_id) + (1 if forward else -1)
            if hovered_id in event_ids
            else (0 if forward else len(event_ids) - 1)
        )
        if not 0 <= index < len(event_ids):
            self._pointer.set_hovered("")
            return False
        self._pointer.hover_event(event_ids[index])
        return True
