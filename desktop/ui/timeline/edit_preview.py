"""An event on its way: drawn at its new place over the timeline, with what its date would say beside the pointer."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.fast_dataclass import dataclass
from desktop.render import theme as themes
from desktop.render.frame import Box, Clip, Font, Frame, Item, Line, Run, Unclip
from desktop.render.paint import paint
from desktop.render.text import cap_height, measure
from desktop.render.timeline.shapes import draw
from desktop.story.dates.parse import When, spoken
from desktop.story.edit.dates import Part
from desktop.ui.timeline.edit_handles import Grip, empty_lanes, pen_of
from desktop.ui.timeline.pointer import TimelinePointer

_VEIL: Final = 0.72  # how far what is on its way recedes at its old place
_AWAY: Final = 16.0  # between the pointer and its words


@dataclass(frozen=True, slots=True)
class Way:
    """Where an event would go: its date, its track, or why it cannot."""

    grip: Grip
    date: When
    track: str
    pointer: QPointF
    error: str = ""

    @property
    def changes(self) -> bool:
        """Return whether letting go would change anything."""
        return not self.error and (self.date.text != self.grip.date.text or self.track != self.grip.event.track)


class Ghost(QWidget):
    """What is painted over a timeline while an event is dragged; it lets the pointer through."""

    def __init__(self, view: TimelinePointer) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._way: Way | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def words(self) -> tuple[str, ...]:
        """Return the lines beside the pointer."""
        return tuple(text for text, _, _ in self._lines()) if self._way is not None and self.isVisible() else ()

    def show_way(self, way: Way) -> None:
        """Show where the event would go."""
        self._way = way
        self.setGeometry(self._view.viewport().rect())
        self.show()
        self.raise_()
        self.update()

    def put_away(self) -> None:
        """Show nothing."""
        self._way = None
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        if self._way is None:
            return
        painter = QPainter(self)
        items = tuple(self._marks(self._way) + self._tag(self._way))
        paint(painter, Frame(float(self.width()), float(self.height()), None, items), QRectF(self.rect()))
        painter.end()

    # -- the mark ------------------------------------------------------------------------------------------------------

    def _marks(self, way: Way) -> list[Item]:
        view, grip = self._view, way.grip
        theme, look = themes.theme(view.story.theme), view.look
        lanes = dict(view.lanes())
        color = self._color(way.track)
        pen = pen_of(view, color)
        items: list[Item] = []
        plot = QRectF(pen.left - 4, 0, pen.right - pen.left + 8, self.height())
        items.append(Clip(plot.x(), plot.y(), plot.width(), plot.height()))
        veil = themes.with_alpha(theme.ground, _VEIL)
        for zone in view.frame().zones:
            if zone.kind == "event" and zone.id == grip.event.id:
                items.append(Box(zone.x, zone.y + 1, zone.width, zone.height - 2, veil))
        items.append(Unclip())
        y = grip.y
        lane = lanes.get(way.track)
        if way.track != grip.event.track and lane is not None:
            items.append(
                Box(
                    lane.x() + 0.75, lane.y() + 0.75, lane.width() - 1.5, lane.height() - 1.5,
                    themes.with_alpha(color, 0.12), color, 1.5, 5.0,
                )
            )  # fmt: skip
            inset = min(look.bar, lane.height() / 2)
            y = min(max(way.pointer.y(), lane.top() + inset), lane.bottom() - inset)
        if grip.part == "whole" and not grip.claimed:
            items += self._chips(way.track)
        if way.error:
            return items
        items.append(Clip(plot.x(), plot.y(), plot.width(), plot.height()))
        foot = max((rect.bottom() for rect in lanes.values()), default=float(self.height()))
        guide = themes.with_alpha(theme.gold, 0.8)
        for x in self._edges(way.date, grip.part):
            if pen.left <= x <= pen.right:
                items.append(Line((x, y, x, foot), guide, 1.0, (3.0, 3.0)))
        return [*items, *draw(grip.form_at(way.date), view.x_of, y, pen), Unclip()]

    def _chips(self, chosen: str) -> list[Item]:
        """Return the tracks that have no lane, above the others."""
        look, ground = self._view.look, themes.theme(self._view.story.theme).ground
        items: list[Item] = []
        for track, name, rect in empty_lanes(self._view):
            color = self._color(track)
            fill = themes.blend(color, ground, 0.75) if track == chosen else ground
            items.append(
                Box(rect.x(), rect.y(), rect.width(), rect.height(), fill, color, 1.0, rect.height() / 2, (3.0, 2.5))
            )
            base = rect.center().y() + cap_height(look.small) / 2
            items.append(Run(rect.x() + 10, base, name, look.small, color, rect.width() - 20))
        return items

    def _edges(self, date: When, part: Part) -> tuple[float, ...]:
        """Return where lines lead down to the axis: the ends that move; a dot has one, in its middle."""
        view = self._view
        if date.kind == "date" and date.precision in ("day", "minute", "second"):
            return (view.x_of(date.centre),) if date.centre is not None else ()
        ends = {"start": date.start_min, "end": date.end_max}
        return tuple(view.x_of(at) for name, at in ends.items() if part in ("whole", name) and at is not None)

    def _color(self, track: str) -> str:
        theme = themes.theme(self._view.story.theme)
        known = self._view.story.track_by_id.get(track)
        return theme.color(known.color if known else "paper")

    # -- the words -----------------------------------------------------------------------------------------------------

    def _lines(self) -> list[tuple[str, Font, str]]:
        """Return what stands beside the pointer: text, font, colour."""
        way, view = self._way, self._view
        assert way is not None
        theme = themes.theme(view.story.theme)
        if way.error:
            return [(way.error, themes.body(13.0, 500), theme.paper)]
        said = spoken(way.date, view.language)
        same = way.date.text == way.grip.date.text
        lines = [(said[:1].upper() + said[1:], themes.body(14.0, 600), theme.muted if same else theme.paper)]
        if way.track != way.grip.event.track:
            track = view.story.track_by_id.get(way.track)
            name = (track.title.get(view.language) or track.id) if track else "–"
            lines.append((f"→ {name}", themes.body(13.0, 600), self._color(way.track)))
        return lines

    def _tag(self, way: Way) -> list[Item]:
        theme = themes.theme(self._view.story.theme)
        lines = self._lines()
        wide = max(measure(text, font) for text, font, _ in lines)
        gap = 7.0
        tall = sum(cap_height(font) for _, font, _ in lines) + gap * (len(lines) - 1)
        width, height = wide + 24, tall + 20
        x = min(max(way.pointer.x() - width / 2, 4.0), max(4.0, self.width() - width - 4))
        y = way.pointer.y() - _AWAY - height
        if y < 4:
            y = min(way.pointer.y() + _AWAY + 8, self.height() - height - 4)
        edge = theme.vermilion if way.error else theme.gold
        items: list[Item] = [Box(x, y, width, height, theme.raised, edge, 1.0, 6.0)]
        base = y + 10
        for text, font, color in lines:
            base += cap_height(font)
            items.append(Run(x + 12, base, text, font, color, measure(text, font)))
            base += gap
        return items
