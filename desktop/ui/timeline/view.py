"""The zoomable timeline of a window: drawn by `TimelineCanvas`, held by `TimelinePointer`, here with its keys and its search.

What each key does is told by `desktop.ui.widgets.timeline_keys`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.render.timeline.aggregates import Crowd
from desktop.render.timeline.causal_links import all_links
from desktop.render.timeline.marks import MANY
from desktop.story.dates.parse import When
from desktop.story.model import Story
from desktop.timeline.camera import between, centred, event_window, pan, zoom_at
from desktop.timeline.matches import Match, Matches, around, parts_of
from desktop.ui.timeline.canvas import NOTHING
from desktop.ui.timeline.pointer import TimelinePointer
from desktop.ui.timeline.search import Search
from desktop.ui.widgets.timeline_keys import EDITS, command_of

_PAN: Final = 0.25
_ZOOM: Final = 0.6


class TimelineView(TimelinePointer):
    """The whole of it. Windows that are given and told are of real time, whether empty years are folded or not.

    `size` is the scale of type and marks: about one half in a pane, the screen's width by 1920 over a slide.
    """

    folded_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None, *, size: float = 0.52, reduced_motion: bool = False) -> None:
        super().__init__(parent, size=size, reduced_motion=reduced_motion)
        self._walks = False
        self._search = Search(self)
        self._search.found.connect(self._found)
        self._search.walked.connect(self._walk_found)
        self._search.closed.connect(self._search_closed)

    def set_story(self, story: Story, language: str) -> None:
        """Show another story, or the same in another language; a search that is open goes on in it."""
        super().set_story(story, language)
        self._search.set_story(story, language)

    def set_crowds(self, crowds: Mapping[str, Crowd]) -> None:
        """Show the events of tracks (by id) that were read from their files; a search goes through them too."""
        super().set_crowds(crowds)
        self._search.set_crowds(crowds)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew at the new size, and keep the search in its corner."""
        super().resizeEvent(event)
        if self._ready:
            self._search.place()

    def _above(self) -> float:
        return max(0.0, self._search.height() - 4.0) if self._search.isVisible() else 0.0

    def set_as_of(self, when: When | None) -> None:
        """Set the slide's own date of knowledge; a search that is open finds what was known then."""
        super().set_as_of(when)
        self._search.know(self.as_of)

    def pull_as_of(self, when: When | None) -> None:
        """Show what was known at a date whatever the slide says; None gives it back to the slide. Says nothing."""
        super().pull_as_of(when)
        self._search.know(self.as_of)

    # -- the keys ------------------------------------------------------------------------------------------------------

    def set_walks(self, walks: bool) -> None:
        """Keep ← → Home Enter and Backspace for the timeline while it has the focus, instead of walking the talk."""
        self._walks = walks

    def event(self, event: QEvent) -> bool:
        """Take keys before the window's shortcuts do, as far as they mean something here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            command = command_of(event)
            if command is not None and (command.own or self._walks) and self._would(command.id):
                event.accept()
                return True
        return bool(super().event(event))

    def _would(self, command: str) -> bool:
        """Return whether a key has something to do now: Esc, for one, belongs to the window when nothing is to be undone."""
        if command in EDITS:
            return self.hand is not None and self.hand.would(command)
        if command == "dismiss":
            if self.hand is not None and self.hand.active:
                return True
            return bool(self._measured or self._from or self._pulled is not None or self._search.isVisible())
        if command == "open":
            return bool(self._hover)
        if command == "home":
            return self._home is not None
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what `desktop.ui.widgets.timeline_keys` says a key does."""
        command = command_of(event)
        if command is None or not self._would(command.id):
            event.ignore()
            return
        if command.id in EDITS and self.hand is not None:
            self.hand.press(command.id)
            event.accept()
            return
        do: Mapping[str, Callable[[], object]] = {
            "later": lambda: self._fly(pan(self._goal(), _PAN)),
            "earlier": lambda: self._fly(pan(self._goal(), -_PAN)),
            "closer": lambda: self._fly(zoom_at(self._goal(), 0.5, _ZOOM)),
            "farther": lambda: self._fly(zoom_at(self._goal(), 0.5, 1 / _ZOOM)),
            "all": self.show_all,
            "home": self.go_home,
            "open": lambda: self.event_chosen.emit(self._hover),
            "effect": lambda: self.follow_thread(forward=True),
            "cause": lambda: self.follow_thread(forward=False),
            "find": self.open_search,
            "measure": self.measure_pointed,
            "fold": self.toggle_fold,
            "dismiss": self.dismiss,
        }
        do[command.id]()
        event.accept()

    def dismiss(self) -> bool:
        """Take away what was laid on last: a drag, the search, the ruler, the date of knowledge; return whether there was any."""
        if self.hand is not None and self.hand.cancel():
            return True
        if self._search.isVisible():
            self._search.close_box()
        elif self._measured or self._from:
            self._put_ruler_away()
        elif self._pulled is not None:
            self.give_back_as_of()
        else:
            return False
        return True

    def toggle_fold(self) -> None:
        """Fold empty years, or unfold them."""
        self.set_folded(not self.folded)
        self.folded_changed.emit(self.folded)

    def measure_pointed(self) -> None:
        """Lay the ruler from the slide's event to the one pointed at; pointing at nothing takes it away."""
        if self._hover in self._story.event_by_id:
            self.measure_to(self._hover)
        else:
            self._put_ruler_away()

    def _put_ruler_away(self) -> None:
        self._from = ""
        self.measure("", "")
        self._redraw()

    def follow_thread(self, *, forward: bool) -> None:
        """Walk from the event pointed at, else the slide's, to what it brought about, or back to what brought it about."""
        name = self._hover or self._current
        ends = [two if forward else one for one, two in all_links(self._story) if (one if forward else two) == name]
        if ends:
            known = self._story.event_by_id
            self.walk_to(min(ends, key=lambda end: known[end].when.sort_key))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Walk from event to event with Tab, then on to the next widget."""
        if self._search.has_focus():
            return bool(super().focusNextPrevChild(forward))
        names = [one.id for one in sorted(self._story.events, key=lambda one: one.when.sort_key)]
        place = (
            names.index(self._hover) + (1 if forward else -1)
            if self._hover in names
            else (0 if forward else len(names) - 1)
        )
        if not 0 <= place < len(names):
            self._point_at("")
            return bool(super().focusNextPrevChild(forward))
        self.walk_to(names[place])
        return True

    def walk_to(self, name: str) -> None:
        """Show an event as under the pointer: in view, lit, with its card."""
        event = self._story.event_by_id[name]
        centre = event.when.centre
        goal = self._goal()
        if centre is not None:
            centre = self._fold.place(centre)
            if not 0.04 < goal.x(centre, 1.0) < 0.9:
                self._fly(centred(goal, centre))
        self._point_at(name)

    def set_folded(self, folded: bool) -> None:
        """Fold empty years into creases, or unfold them; what stands out moves with them."""
        super().set_folded(folded)
        if self._search.isVisible():
            self._search.look()

    # -- finding -------------------------------------------------------------------------------------------------------

    def open_search(self) -> None:
        """Show the search box, ready to type."""
        self._hide_card()
        self._search.open_box(self.as_of)
        self._redraw()

    def _found(self, matches: Matches, asked: bool) -> None:
        if asked:
            counted = parts_of(self._story, matches.ids, self._fold) if len(self._story.events) > MANY else {}
            self.light(frozenset(matches.ids or (NOTHING,)), {**counted, **matches.crowds})
        else:
            self.light(frozenset())

    def _walk_found(self, match: Match) -> None:
        """Fly to a match: near enough that it has its own mark."""
        if match.id:
            if not self._marked(match.id):
                self.fly_to(event_window(self._story, self._story.event_by_id[match.id]))
            self.walk_to(match.id)
            return
        crowd = self._crowds[match.track]
        event = crowd.mark(match.number).event
        if not self._marked(event.id):
            self.fly_to(between(*around(crowd.index, match.number), 0.2))
        self._point_at(event.id)

    def _marked(self, name: str) -> bool:
        return any(zone.kind == "event" and zone.id == name for zone in self.frame().zones)

    def _search_closed(self) -> None:
        self.light(frozenset())
        self._redraw()
        self.setFocus()
