"""Changing dates with the hand: the chosen event is dragged to another time or track, its ends drawn out.

Only what is chosen can be taken, by its mark: everything else pans, as it always did, so that nobody moves an event who
wanted to look around. Each move is one small edit of the text, in the document's one history.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from desktop.i18n import Words
from desktop.render.timeline.marks import plain
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.dates.parse import When, parse
from desktop.story.edit.dates import Part, both, date_at, date_edit, edge_of, ends_of, moved, reachable, shift, step_of
from desktop.story.edit.edit import Edit, EditError, delete, set_value
from desktop.ui.timeline.edit_handles import Grip, empty_lanes, grip_at, grips_of
from desktop.ui.timeline.edit_preview import Ghost, Way
from desktop.ui.timeline.pointer import TimelinePointer

WORDS: Final = Words(
    {
        "choose": (
            "Click, then drag its mark: another date, another track",
            "Un clic, puis glisser sa marque : une autre date, une autre ligne",
        ),
        "move": ("Drag its mark: another date, another track", "Glisser sa marque : une autre date, une autre ligne"),
        "ends": (
            "Drag its mark: another date, another track; drag an end: shorter or longer",
            "Glisser sa marque : une autre date, une autre ligne ; glisser une extrémité : plus court ou plus long",
        ),
        "claims": (
            "Drag one of the dates that are claimed to change it",
            "Glisser l’une des dates avancées pour la changer",
        ),
        "which": (
            "Sources disagree on when this was: drag the date that one of them claims",
            "Les sources ne sont pas d’accord sur cette date : glissez celle que l’une avance",
        ),
        "changed": (
            "The text has changed meanwhile: the event stays where it is",
            "Le texte a changé entre-temps : l’événement reste où il est",
        ),
    }
)
_NAMES: Final[dict[Part, str]] = {"whole": "move", "start": "begin", "end": "end"}
_STEPS: Final[dict[str, tuple[int, Part]]] = {
    "sooner": (-1, "whole"), "delayed": (1, "whole"), "shorter": (-1, "end"), "longer": (1, "end"),
}  # fmt: skip
_STRAY: Final = 14.0  # on the way to another track, a hand that strays no further means the same date
_BRINK: Final = 22.0  # so near to the edge of the plot, the camera goes along
_PACE_MS: Final = 16


class TimelineEditing(QObject):
    """The hand that changes one timeline's events, where their story is a text that can be edited."""

    refused = Signal(str)

    def __init__(self, view: TimelinePointer, session: Session, settings: Settings) -> None:
        super().__init__(view)
        self._view = view
        self._session = session
        self._settings = settings
        self._grip: Grip | None = None
        self._gone = False  # given up before the button was let go
        self._pressed = QPointF()
        self._ahead = 0.0  # how many pixels the pointer was beyond the edge that it holds
        self._at: QPointF | None = None  # None until it has moved far enough to mean it
        self._way: Way | None = None
        self.ghost = Ghost(view)
        self._along = QTimer(self)
        self._along.setInterval(_PACE_MS)
        self._along.timeout.connect(self._go_along)
        view.window_changed.connect(self._look)
        for signal in (session.story_changed, session.presenting_changed, session.position_changed):
            signal.connect(self.cancel)
        view.hand = self

    # -- what can be taken ---------------------------------------------------------------------------------------------

    @property
    def possible(self) -> bool:
        """Return whether events can be changed now: never in a talk, nor while the text cannot be read."""
        session = self._session
        return not session.presenting and not session.broken and session.path is not None and session.document.editable

    def grip(self, point: QPointF) -> Grip | None:
        """Return what of the chosen event lies at a place."""
        name = self._view.selected
        found = grip_at(self._view, name, point) if name and not self._session.presenting else None
        # Asked last: it is only now that the bytes of the file become a text.
        return found if found is not None and self.possible else None

    def cursor_at(self, point: QPointF) -> Qt.CursorShape | None:
        """Return the cursor over what can be taken hold of, None where nothing can."""
        grip = self.grip(point)
        if grip is None:
            return None
        return Qt.CursorShape.OpenHandCursor if grip.part == "whole" else Qt.CursorShape.SizeHorCursor

    def hint(self, name: str) -> str:
        """Say what can be done with an event, "" for nothing."""
        if name not in self._view.story.event_by_id or not self.possible:
            return ""
        say = self._settings.language
        if name != self._view.selected:
            return WORDS("choose", say)
        grips = grips_of(self._view, name)
        if not grips:
            return ""
        return WORDS("claims" if grips[0].claimed else "ends" if any(ends_of(grips[0].date.text)) else "move", say)

    # -- dragging ------------------------------------------------------------------------------------------------------

    @property
    def active(self) -> bool:
        """Return whether an event is being dragged."""
        return self._way is not None

    def dragged(self, event: Any) -> None:
        """Take along what a drag began on."""
        if event.isStart():
            self._pressed, self._gone = QPointF(event.buttonDownScenePos()), False
            self._grip = self.grip(self._pressed)
            if self._grip is not None:
                self._ahead = self._pressed.x() - self._edge(self._grip)
        if self._grip is None or self._gone:
            return
        at = QPointF(event.scenePos())
        if self._at is None and (at - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return
        self._at = at
        self._look()
        if event.isFinish():
            way = self._way
            self.cancel()
            if way is not None and way.changes:
                self._commit(way.grip, way.date, way.track)
            return
        plot_edge = self._brink(at)
        if plot_edge and not self._along.isActive():
            self._along.start()
        elif not plot_edge:
            self._along.stop()

    def cancel(self) -> bool:
        """Put back what is being dragged and return whether anything is."""
        was = self._way is not None
        self._gone = True
        self._grip = self._at = self._way = None
        self._along.stop()
        if was:
            self.ghost.put_away()
            self._view.viewport().unsetCursor()
        return was

    def _edge(self, grip: Grip) -> float:
        """Return where the edge is drawn that a date is moved by."""
        try:
            return self._view.x_of(edge_of(grip.date.text, grip.part))
        except EditError:
            return self._pressed.x()

    def _look(self, _window: object = None) -> None:
        """Show where the event would go if it were let go now."""
        grip, at = self._grip, self._at
        if grip is None or at is None:
            return
        date, error, track = grip.date, "", self._track(grip, at)
        straight = track != grip.event.track and abs(at.x() - self._pressed.x()) <= _STRAY
        # The names of empty tracks stand above the time axis: on the way to them no time is meant.
        if not straight and track not in {name for name, _, _ in empty_lanes(self._view)}:
            try:
                goal, pixel = self._view.instant_at(at.x() - self._ahead), self._view.grain
                date = parse(moved(grip.date.text, goal, grip.part, pixel))
            except EditError as refusal:
                error = refusal.message(self._settings.language) if track == grip.event.track else ""
        self._way = Way(grip, date, track, at, error)
        held = Qt.CursorShape.ClosedHandCursor if grip.part == "whole" else Qt.CursorShape.SizeHorCursor
        self._view.viewport().setCursor(Qt.CursorShape.ForbiddenCursor if error else held)
        self.ghost.show_way(self._way)

    def _track(self, grip: Grip, at: QPointF) -> str:
        """Return the track under the pointer; an end and a claimed date stay on their own."""
        own = grip.event.track
        if grip.part != "whole" or grip.claimed:
            return own
        empty = next((track for track, _, rect in empty_lanes(self._view) if rect.contains(at)), "")
        if empty:
            return empty
        found = next((track for track, rect in self._view.lanes() if rect.top() <= at.y() <= rect.bottom()), own)
        # A track that is not declared is drawn on the line of those that are on none.
        return own if not found and own not in self._view.story.track_by_id else found

    def _brink(self, at: QPointF) -> float:
        """Return how fast the camera goes along, in shares of its window, with a hand at the edge of the plot."""
        plot = next(zone for zone in self._view.frame().zones if zone.kind == "timeline")
        if at.y() < plot.y:
            return 0.0
        over = max(at.x() - (plot.x + plot.width - _BRINK), 0.0) - max(plot.x + _BRINK - at.x(), 0.0)
        return 0.012 * max(-2.0, min(2.0, over / _BRINK))

    def _go_along(self) -> None:
        share = self._brink(self._at) if self._at is not None else 0.0
        if share:
            self._view.slide_by(share)
        else:
            self._along.stop()

    # -- keys ----------------------------------------------------------------------------------------------------------

    def would(self, command: str) -> bool:
        """Return whether a key has an event to change."""
        return bool(self._view.selected in self._view.story.event_by_id and self.possible)

    def press(self, command: str) -> bool:
        """Move the chosen event by a unit of what its date is written in, or to the track above or below."""
        grips = grips_of(self._view, self._view.selected) if self.would(command) else []
        if not grips:
            return False
        self.cancel()
        grip = grips[0]
        if command in ("raised", "lowered"):
            self._lift(grip, -1 if command == "raised" else 1)
            return True
        if grip.claimed:
            self.refused.emit(WORDS("which", self._settings.language))
            return True
        count, part = _STEPS[command]
        try:
            text = grip.date.text
            step_of(text, part)  # says why where nothing can be moved at all
            after = shift(text, reachable(text, count, part), part)
        except EditError as error:
            self.refused.emit(error.message(self._settings.language))
            return True
        if after != text:
            self._commit(replace(grip, part=part), parse(after), grip.event.track)
        return True

    def _lift(self, grip: Grip, way: int) -> None:
        """Put an event on the track above or below its own; what is of no track lies below all of them."""
        tracks = [*(track.id for track in self._view.story.tracks), ""]
        own = grip.event.track if grip.event.track in tracks else ""
        place = tracks.index(own) + way
        if 0 <= place < len(tracks) - 1:
            self._commit(grip, grip.date, tracks[place])

    # -- the text ------------------------------------------------------------------------------------------------------

    def _commit(self, grip: Grip, date: When, track: str) -> None:
        """Make the one edit that a move is."""
        text, event = self._session.document.text, grip.event
        subject = plain(event.title.get(self._view.language)) or event.id
        edits: list[Edit] = []
        try:
            if date.text != grip.date.text:
                if any(date_at(text, path) != grip.date for path in grip.paths):
                    self.refused.emit(WORDS("changed", self._settings.language))
                    return
                name = "claim" if grip.claimed else _NAMES[grip.part]
                edits += [date_edit(text, path, date.text, name, subject) for path in grip.paths]
            if track != event.track:
                place = (*event.path, "track")
                edit = set_value(text, place, track) if track else delete(text, place)
                edits.append(replace(edit, name="track", subject=subject))
            self._session.change(both(text, edits))
        except EditError as error:
            self.refused.emit(error.message(self._settings.language))


def attach(
    view: TimelinePointer, session: Session, settings: Settings, refused: Callable[[str], object]
) -> TimelineEditing:
    """Let the events of a timeline be changed by hand."""
    made = TimelineEditing(view, session, settings)
    made.refused.connect(refused)
    return made
