"""Editing of dates by dragging the selected event.

It is dragged to another time or track, or by one of its ends.
What can be taken is a mark; of the chosen event its ends too. Labels and the ground pan, so that nobody moves an event who
wanted to look around. Each move is one small edit of the text, in the document's one history.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from desktop.i18n import Messages
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.session.story_edits import StoryEdits
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.julian import in_calendar, written_second
from desktop.story.dates.parse import parse_date
from desktop.story.edit.date_keys import combine_edits, date_at, date_edit
from desktop.story.edit.edit import Edit, EditError, delete, set_value
from desktop.story.edit.move_dates import (
    DatePart,
    clamp_shift,
    edge_instant,
    movable_ends,
    move_to,
    shift_by,
    smallest_step,
)
from desktop.story.markdown import plain_text
from desktop.timeline.track_lines import FOLDED, track_lines
from desktop.ui.timeline.authoring.event_author import TimelineEventAuthor
from desktop.ui.timeline.authoring.track_author import TrackAuthor
from desktop.ui.timeline.edit_handles import DragHandle, empty_track_targets, handle_at, handles_of
from desktop.ui.timeline.edit_preview import DragPreview, DropTarget
from desktop.ui.timeline.view import TimelineView

MESSAGES: Final = Messages(
    {
        "move": "Drag its mark: another date, another track",
        "ends": "Drag its mark: another date, another track; drag an end: shorter or longer",
        "claims": "Drag one of the dates that are claimed to change it",
        "which": "Sources disagree on when this was: drag the date that one of them claims",
        "changed": "The text has changed meanwhile: the event stays where it is",
    }
)
_EDIT_NAMES: Final[dict[DatePart, str]] = {"whole": "move", "start": "begin", "end": "end"}
_COMMAND_STEPS: Final[dict[str, tuple[int, DatePart]]] = {
    "sooner": (-1, "whole"), "delayed": (1, "whole"), "shorter": (-1, "end"), "longer": (1, "end"),
}  # fmt: skip
_SAME_DATE_TOLERANCE: Final = 14.0  # on the way to another track, a pointer that strays no further means the same date
_EDGE_SCROLL_MARGIN: Final = 22.0  # pixels from the plot's edge within which a drag scrolls the camera
_EDGE_SCROLL_INTERVAL_MS: Final = 16


class TimelineEventEditor(QObject):
    """Edits the events of one timeline by drags and keys."""

    edit_refused = Signal(str)

    def __init__(self, view: TimelineView, session: Session, settings: Settings) -> None:
        super().__init__(view)
        self._viewport = view.viewport()
        self._canvas = view.canvas
        self._state = view.state
        self._camera = view.camera
        self._session = session
        self._settings = settings
        self._handle: DragHandle | None = None
        self._cancelled = False  # the drag was cancelled before the button was released
        self._press_point = QPointF()
        self._edge_offset = 0.0  # how many pixels the pointer was beyond the edge that it holds
        self._pointer: QPointF | None = None  # None until the pointer has moved far enough for a drag
        self._target: DropTarget | None = None
        self.preview = DragPreview(view.viewport(), view.canvas)
        self._auto_scroll_timer = QTimer(self)
        self._auto_scroll_timer.setInterval(_EDGE_SCROLL_INTERVAL_MS)
        self._auto_scroll_timer.timeout.connect(self._auto_scroll)
        view.time_window_changed.connect(self._update_target)
        for signal in (session.story_changed, session.talk.presenting_changed, session.navigator.position_changed):
            signal.connect(self.cancel_drag)
        view.set_event_editor(self)

    # -- what can be taken ---------------------------------------------------------------------------------------------

    @property
    def can_edit(self) -> bool:
        """Return whether events can be changed now.

        They cannot in a talk, nor while the text cannot be read.
        """
        session = self._session
        return (
            not session.talk.presenting
            and not session.is_unreadable
            and session.path is not None
            and session.document.editable
        )

    def handle_under(self, point: QPointF) -> DragHandle | None:
        """Return the part of an event that lies at a place."""
        if self._session.talk.presenting:
            return None
        zone = self._canvas.zone_at(point)
        pointed_id = zone.id if zone is not None and zone.kind == "event" else ""
        handle = None
        for event_id in dict.fromkeys((self._state.selected_id, pointed_id)):
            if event_id and handle is None:
                handle = handle_at(self._canvas, event_id, point)
                if handle is not None and event_id != self._state.selected_id:
                    handle = replace(handle, part="whole")
        # Asked last: it is only now that the bytes of the file become a text.
        return handle if handle is not None and self.can_edit else None

    def cursor_shape_at(self, point: QPointF) -> Qt.CursorShape | None:
        """Return the cursor over a handle, or None."""
        handle = self.handle_under(point)
        if handle is None:
            return None
        return Qt.CursorShape.OpenHandCursor if handle.part == "whole" else Qt.CursorShape.SizeHorCursor

    def edit_hint(self, event_id: str) -> str:
        """Say what can be done with an event, "" for nothing."""
        if event_id not in self._state.story.event_by_id or not self.can_edit:
            return ""
        ui_language = self._settings.language
        handles = handles_of(self._canvas, event_id)
        if not handles:
            return ""
        return MESSAGES(
            "claims"
            if handles[0].is_claim
            else "ends"
            if event_id == self._state.selected_id and any(movable_ends(handles[0].date.text))
            else "move",
            ui_language,
        )

    # -- dragging ------------------------------------------------------------------------------------------------------

    @property
    def is_dragging(self) -> bool:
        """Return whether an event is being dragged."""
        return self._target is not None

    def on_drag(self, event: Any) -> None:
        """Take along what a drag began on."""
        if event.isStart():
            self._press_point, self._cancelled = QPointF(event.buttonDownScenePos()), False
            self._handle = self.handle_under(self._press_point)
            if self._handle is not None:
                self._edge_offset = self._press_point.x() - self._edge_x(self._handle)
        if self._handle is None or self._cancelled:
            return
        pointer = QPointF(event.scenePos())
        if self._pointer is None and (pointer - self._press_point).manhattanLength() < QApplication.startDragDistance():
            return
        self._pointer = pointer
        self._update_target()
        if event.isFinish():
            target = self._target
            self.cancel_drag()
            if target is not None and target.is_change:
                self._apply_move(target.handle, target.date, target.track_id)
            return
        scroll_speed = self._edge_scroll_speed(pointer)
        if scroll_speed and not self._auto_scroll_timer.isActive():
            self._auto_scroll_timer.start()
        elif not scroll_speed:
            self._auto_scroll_timer.stop()

    def cancel_drag(self) -> bool:
        """Cancel the drag; return whether there was one."""
        was_dragging = self._target is not None
        self._cancelled = True
        self._handle = self._pointer = self._target = None
        self._auto_scroll_timer.stop()
        if was_dragging:
            self.preview.dismiss()
            self._viewport.unsetCursor()
        return was_dragging

    def _edge_x(self, handle: DragHandle) -> float:
        """Return where the edge is drawn that a date is moved by."""
        try:
            return self._canvas.x_of(edge_instant(handle.date.text, handle.part))
        except EditError:
            return self._press_point.x()

    def _update_target(self, _time_window: object = None) -> None:
        """Show where the event would go if it were let go now."""
        handle, pointer = self._handle, self._pointer
        if handle is None or pointer is None:
            return
        date, error, track_id = handle.date, "", self._track_under(handle, pointer)
        keeps_date = track_id != handle.event.track and abs(pointer.x() - self._press_point.x()) <= _SAME_DATE_TOLERANCE
        # The names of empty tracks stand above the time axis: on the way to them no time is meant.
        if not keeps_date and track_id not in {
            empty_track_id for empty_track_id, _, _ in empty_track_targets(self._canvas)
        }:
            try:
                instant, pixel_seconds = (
                    self._canvas.instant_at(pointer.x() - self._edge_offset),
                    self._canvas.seconds_per_pixel(pointer.x() - self._edge_offset),
                )
                calendars = handle.event.calendar, self._state.story.calendar
                target = written_second(instant, *calendars)
                date = in_calendar(
                    parse_date(move_to(handle.date.text, target, handle.part, pixel_seconds)), *calendars
                )
            except EditError as refusal:
                error = refusal.message(self._settings.language) if track_id == handle.event.track else ""
        self._target = DropTarget(handle, date, track_id, pointer, error)
        cursor_shape = Qt.CursorShape.ClosedHandCursor if handle.part == "whole" else Qt.CursorShape.SizeHorCursor
        self._viewport.setCursor(Qt.CursorShape.ForbiddenCursor if error else cursor_shape)
        self.preview.show_target(self._target)

    def _track_under(self, handle: DragHandle, pointer: QPointF) -> str:
        """Return the track that the pointer drags an event to.

        An end and a claimed date stay on their own track.
        """
        own_track_id = handle.event.track
        if handle.part != "whole" or handle.is_claim:
            return own_track_id
        empty_track_id = next(
            (track for track, _, rect in empty_track_targets(self._canvas) if rect.contains(pointer)), ""
        )
        if empty_track_id:
            return empty_track_id
        track_id = next(
            (
                track
                for track, rect in self._canvas.track_rects().items()
                if rect.top() <= pointer.y() <= rect.bottom() and not track.startswith(FOLDED)
            ),
            own_track_id,
        )
        # A track that is not declared is drawn on the line of those that are on none.
        return own_track_id if not track_id and own_track_id not in self._state.story.track_by_id else track_id

    def _edge_scroll_speed(self, pointer: QPointF) -> float:
        """Return the camera's step (in windows) for a pointer near the edge."""
        plot = self._canvas.plot_rect
        if pointer.y() < plot.y():
            return 0.0
        overshoot = max(pointer.x() - (plot.right() - _EDGE_SCROLL_MARGIN), 0.0) - max(
            plot.left() + _EDGE_SCROLL_MARGIN - pointer.x(), 0.0
        )
        return 0.012 * max(-2.0, min(2.0, overshoot / _EDGE_SCROLL_MARGIN))

    def _auto_scroll(self) -> None:
        fraction = self._edge_scroll_speed(self._pointer) if self._pointer is not None else 0.0
        if fraction:
            self._camera.pan_by(fraction)
        else:
            self._auto_scroll_timer.stop()

    # -- keys ----------------------------------------------------------------------------------------------------------

    def can_execute(self, command: str) -> bool:
        """Return whether a key has an event to change."""
        return bool(self._state.selected_id in self._state.story.event_by_id and self.can_edit)

    def execute(self, command: str) -> bool:
        """Move the selected event by a unit or by a track.

        The unit is the one its date is written in.
        """
        handles = handles_of(self._canvas, self._state.selected_id) if self.can_execute(command) else []
        if not handles:
            return False
        self.cancel_drag()
        handle = handles[0]
        if command in ("raised", "lowered"):
            self._change_track(handle, -1 if command == "raised" else 1)
            return True
        if handle.is_claim:
            self.edit_refused.emit(MESSAGES("which", self._settings.language))
            return True
        count, part = _COMMAND_STEPS[command]
        try:
            date_text = handle.date.text
            smallest_step(date_text, part)  # says why where nothing can be moved at all
            new_date_text = shift_by(date_text, clamp_shift(date_text, count, part), part)
        except EditError as error:
            self.edit_refused.emit(error.message(self._settings.language))
            return True
        if new_date_text != date_text:
            new_date = in_calendar(parse_date(new_date_text), handle.event.calendar, self._state.story.calendar)
            self._apply_move(replace(handle, part=part), new_date, handle.event.track)
        return True

    def _change_track(self, handle: DragHandle, direction: int) -> None:
        """Move an event to the track above or below.

        Events of no track lie below all tracks.
        """
        track_ids = [line.track.id for line in track_lines(self._state.story, folded=())]
        own_track_id = handle.event.track if handle.event.track in track_ids else ""
        index = track_ids.index(own_track_id) + direction
        if 0 <= index < len(track_ids) - 1:
            self._apply_move(handle, handle.date, track_ids[index])

    # -- the text ------------------------------------------------------------------------------------------------------

    def _apply_move(self, handle: DragHandle, date: EdtfDate, track_id: str) -> None:
        """Make the one edit that a move is."""
        self._session.document.flush_input()
        text, event = self._session.document.text, handle.event
        subject = plain_text(event.title.get(self._state.language)) or event.id
        edits: list[Edit] = []
        try:
            if date.text != handle.date.text:
                found = [date_at(text, key_path) for key_path in handle.key_paths]
                if any(one is None or one.text != handle.date.text for one in found):
                    self.edit_refused.emit(MESSAGES("changed", self._settings.language))
                    return
                edit_name = "claim" if handle.is_claim else _EDIT_NAMES[handle.part]
                edits += [date_edit(text, path, date.text, edit_name, subject) for path in handle.key_paths]
            if track_id != event.track:
                track_key_path = (*event.path, "track")
                edit = set_value(text, track_key_path, track_id) if track_id else delete(text, track_key_path)
                edits.append(replace(edit, name="track", subject=subject))
            self._session.document.apply_edit(combine_edits(text, edits))
        except EditError as error:
            self.edit_refused.emit(error.message(self._settings.language))


def attach_event_editor(
    view: TimelineView, session: Session, settings: Settings, on_refused: Callable[[str], object]
) -> TimelineEventAuthor:
    """Enable the editing of events on a timeline; return who makes them."""
    event_editor = TimelineEventEditor(view, session, settings)
    event_editor.edit_refused.connect(on_refused)
    author = TimelineEventAuthor(view, session, settings, lambda: event_editor.can_edit)
    author.edit_refused.connect(on_refused)
    view.pointer.event_author = author
    edits = StoryEdits(session, settings, view)
    edits.refused.connect(on_refused)
    tracks = TrackAuthor(view, edits, lambda: event_editor.can_edit)
    tracks.text_requested.connect(author.text_requested)
    view.pointer.track_author = tracks
    author.add_hidden_tracks = tracks.add_hidden
    return author
