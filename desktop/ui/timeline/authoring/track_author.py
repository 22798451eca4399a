"""Orders, hides, shows and folds tracks by menu, drag and key.

Each change is one small edit of the text; what is folded by a click alone is not written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.i18n import Messages
from desktop.render import theme as themes
from desktop.render.frame import HitZone
from desktop.session.story_edits import StoryEdits
from desktop.story.edit.edit import delete
from desktop.story.edit.tracks import fold_group, hide_track, move_track, order_groups, show_tracks
from desktop.timeline.track_lines import TrackLine, track_lines
from desktop.timeline.track_moves import TrackPlace, groups_beyond, place_beside, place_beyond
from desktop.ui.timeline.view import TimelineView
from desktop.ui.widgets.plain_text import without_mnemonic

MESSAGES: Final = Messages(
    {
        "up": "Move up",
        "down": "Move down",
        "hide": "Hide",
        "show": "Show",
        "show_all": "All hidden tracks",
        "fold": "Fold",
        "open": "Open",
        "keep_folded": "Keep it folded in the story",
        "keep_open": "Keep it open in the story",
        "text": "Show its text",
        "delete": "Delete",
    }
)
_LINE_HEIGHT: Final = 3


class TrackAuthor(QObject):
    """Orders, hides and folds the tracks of one timeline."""

    text_requested = Signal(object)  # the key path to show in the text

    def __init__(self, view: TimelineView, edits: StoryEdits, can_edit: Callable[[], bool]) -> None:
        super().__init__(view)
        self._view = view
        self._canvas = view.canvas
        self._state = view.state
        self._edits = edits
        self._can_edit = can_edit
        self._dragged_id = ""
        self._place: TrackPlace | None = None
        self.drop_line = QWidget(view.viewport())
        self.drop_line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.drop_line.setStyleSheet(f"background: {themes.CINEMA.gold}")
        self.drop_line.hide()

    @property
    def _ui_language(self) -> str:
        return self._edits.settings.language

    # -- order and hiding ----------------------------------------------------------------------------------------------

    def place_beyond(self, track_id: str, direction: int) -> TrackPlace | None:
        """Return where a track would go by one line, or None."""
        drawn = list(self._canvas.layers().track_extents or ())
        return place_beyond(self._state.story, track_id, drawn, direction, self._state.folded_groups)

    def move(self, track_id: str, direction: int) -> bool:
        """Move a track by one line; return whether it could be."""
        place = self.place_beyond(track_id, direction)
        return place is not None and self._put(track_id, place)

    def _put(self, track_id: str, place: TrackPlace) -> bool:
        track = self._state.story.track_by_id[track_id]
        group = None if place.group == track.group else place.group
        return self._edits.apply(lambda text: move_track(text, track_id, place.moves, group=group))

    def hide(self, track_id: str) -> bool:
        """Leave a track out of the timeline."""
        return self._edits.apply(lambda text: hide_track(text, track_id))

    def show_tracks(self, track_ids: tuple[str, ...]) -> bool:
        """Draw hidden tracks again."""
        return self._edits.apply(lambda text: show_tracks(text, track_ids))

    def move_group(self, group_id: str, direction: int) -> bool:
        """Move a group among the groups; return whether it could be."""
        order = groups_beyond(self._state.story, group_id, direction)
        return bool(order) and self._edits.apply(lambda text: order_groups(text, order, group_id))

    # -- keys ----------------------------------------------------------------------------------------------------------

    def execute(self, command: str, event_id: str) -> bool:
        """Execute a key's command on the track of an event."""
        event = self._state.story.event_by_id.get(event_id)
        track = self._state.story.track_by_id.get(event.track) if event is not None else None
        if track is None:
            return False
        if command == "track_fold":
            self._state.set_folded(track.group, track.group not in self._state.folded_groups)
            return True
        if command == "track_hide":
            return self.hide(track.id)
        return self.move(track.id, -1 if command == "track_up" else 1)

    def can_execute(self, command: str, event_id: str) -> bool:
        """Return whether a key's command has something to do."""
        event = self._state.story.event_by_id.get(event_id)
        track = self._state.story.track_by_id.get(event.track) if event is not None else None
        if track is None:
            return False
        return bool(track.group) if command == "track_fold" else self._can_edit()

    # -- dragging ------------------------------------------------------------------------------------------------------

    def can_drag(self, zone: HitZone | None) -> bool:
        """Return whether a name can be dragged to another place."""
        return zone is not None and zone.kind == "track" and self._can_edit()

    @property
    def is_dragging(self) -> bool:
        """Return whether a track is being dragged."""
        return bool(self._dragged_id)

    def drag(self, event: Any) -> None:
        """Show where a dragged track goes, or put it there."""
        if event.isStart():
            zone = self._canvas.zone_at(event.buttonDownScenePos())
            self._dragged_id = zone.id if zone is not None and zone.kind == "track" else ""
        if not self._dragged_id:
            return
        self._show_place(event.scenePos())
        if event.isFinish():
            track_id, place = self._dragged_id, self._place
            self.cancel_drag()
            if place is not None:
                self._put(track_id, place)

    def cancel_drag(self) -> bool:
        """Put a dragged track back; return whether there was one."""
        was_dragging, self._dragged_id, self._place = bool(self._dragged_id), "", None
        self.drop_line.hide()
        return was_dragging

    def _show_place(self, point: QPointF) -> None:
        story, folded = self._state.story, self._state.folded_groups
        lines = {line.track.id: line for line in track_lines(story, (), folded)}
        rects = [(lines[key], rect) for key, rect in self._canvas.track_rects().items() if key and key in lines]
        self._place = None
        for number, (line, rect) in enumerate(rects):
            below = point.y() > rect.center().y()
            if below and number + 1 < len(rects) and point.y() > rects[number + 1][1].center().y():
                continue
            nearer = below and number + 1 < len(rects)
            if nearer and point.y() - rect.bottom() > rects[number + 1][1].top() - point.y():
                continue  # nearer to the top of the next one, below the heading of its group
            beside_group = self._is_beside_group(line, rects, number, point.y(), below=below)
            self._place = place_beside(
                story, self._dragged_id, line.track.id, below=below, folded=folded, beside_group=beside_group
            )
            self._show_line(rect, below=below)
            return

    def _is_beside_group(
        self, line: TrackLine, rects: list[tuple[TrackLine, QRectF]], number: int, y: float, *, below: bool
    ) -> bool:
        """Return whether a pointer is above a group's heading."""
        if line.group is None or line.is_folded or below:
            return False
        is_first = number == 0 or rects[number - 1][0].group != line.group
        return is_first and y < rects[number][1].top() - self._canvas.metrics.on_bar_font.size

    def _show_line(self, rect: QRectF, *, below: bool) -> None:
        y = rect.bottom() if below else rect.top()
        self.drop_line.setGeometry(round(rect.left()), round(y) - 1, round(rect.width()), _LINE_HEIGHT)
        self.drop_line.show()
        self.drop_line.raise_()

    # -- the menus -----------------------------------------------------------------------------------------------------

    def show_menu(self, zone: HitZone, screen_point: QPoint) -> None:
        """Show the menu of a track, a group or an era."""
        self.build_menu(zone).popup(screen_point)

    def build_menu(self, zone: HitZone) -> QMenu:
        """Return the menu of a name; what cannot be done is grey."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        {"track": self._fill_track, "group": self._fill_group, "era": self._fill_era}[zone.kind](menu, zone.id)
        menu.addSeparator()
        self._add(menu, "text", lambda: self.text_requested.emit(zone.path))
        return menu

    def _add(self, menu: QMenu, key: str, function: Callable[[], object], is_enabled: bool = True) -> None:
        action = menu.addAction(MESSAGES(key, self._ui_language))
        action.setEnabled(is_enabled)
        action.triggered.connect(lambda _checked=False: function())

    def _fill_track(self, menu: QMenu, track_id: str) -> None:
        can_edit = self._can_edit()
        for key, direction in (("up", -1), ("down", 1)):
            is_possible = can_edit and self.place_beyond(track_id, direction) is not None
            self._add(menu, key, partial(self.move, track_id, direction), is_possible)
        menu.addSeparator()
        self._add(menu, "hide", lambda: self.hide(track_id), can_edit)
        self.add_hidden(menu)

    def add_hidden(self, menu: QMenu) -> None:
        """Add a menu of the hidden tracks, if there are any."""
        hidden = [track for track in self._state.story.tracks if track.hidden]
        if not hidden:
            return
        shown = menu.addMenu(MESSAGES("show", self._ui_language))
        shown.setEnabled(self._can_edit())
        for track in hidden:
            action = shown.addAction(without_mnemonic(track.title.get(self._state.language) or track.id))
            action.triggered.connect(lambda _checked=False, track_id=track.id: self.show_tracks((track_id,)))
        shown.addSeparator()
        self._add(shown, "show_all", lambda: self.show_tracks(tuple(track.id for track in hidden)))

    def _fill_group(self, menu: QMenu, group_id: str) -> None:
        can_edit, group = self._can_edit(), self._state.story.group_by_id[group_id]
        is_folded = group_id in self._state.folded_groups
        self._add(menu, "open" if is_folded else "fold", lambda: self._state.set_folded(group_id, not is_folded))
        self._add(
            menu,
            "keep_folded" if is_folded else "keep_open",
            lambda: self._edits.apply(lambda text: fold_group(text, group_id, is_folded)),
            can_edit and group.folded != is_folded,
        )
        menu.addSeparator()
        for key, direction in (("up", -1), ("down", 1)):
            is_possible = can_edit and bool(groups_beyond(self._state.story, group_id, direction))
            self._add(menu, key, partial(self.move_group, group_id, direction), is_possible)
        menu.addSeparator()
        self.add_hidden(menu)

    def _fill_era(self, menu: QMenu, era_id: str) -> None:
        path = self._state.story.era_by_id[era_id].path
        self._add(menu, "delete", lambda: self._edits.apply(lambda text: delete(text, path)), self._can_edit())
