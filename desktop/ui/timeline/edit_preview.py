"""The preview of a drag, painted over the timeline.

The event is drawn at its new place, with its new date as words beside the pointer.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.fast_dataclass import dataclass
from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.render.frame import Font, Frame, Item, Polyline, PopClip, PushClip, Rectangle, TextRun
from desktop.render.paint import paint
from desktop.render.painter_scope import painting
from desktop.render.text import cap_height, measure_text
from desktop.render.timeline.marks.mark_shapes import draw_shape
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.format_date import format_date
from desktop.story.edit.move_dates import DatePart
from desktop.ui.timeline.canvas import TimelineCanvas
from desktop.ui.timeline.edit_handles import DragHandle, empty_track_targets, mark_pen

_DIMMING: Final = 0.72  # alpha of the background over the dragged event at its old place
_LABEL_DISTANCE: Final = 16.0  # pixels between the pointer and its label


@dataclass(frozen=True, slots=True)
class DropTarget:
    """The result of a drag: new date and track, or error."""

    handle: DragHandle
    date: EdtfDate
    track_id: str
    pointer: QPointF
    error: str = ""

    @property
    def is_change(self) -> bool:
        """Return whether letting go would change anything."""
        return not self.error and (self.date.text != self.handle.date.text or self.track_id != self.handle.event.track)


class DragPreview(QWidget):
    """Paints a dragged event over a timeline; lets the pointer through."""

    def __init__(self, viewport: QWidget, canvas: TimelineCanvas) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._canvas = canvas
        self._target: DropTarget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_target(self, target: DropTarget) -> None:
        """Show where the event would go."""
        self._target = target
        self.setGeometry(self._viewport.rect())
        self.show()
        self.raise_()
        self.update()

    def dismiss(self) -> None:
        """Show nothing."""
        self._target = None
        self.hide()

    @qt_override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        if self._target is None:
            return
        with painting(self) as painter:
            items = tuple(self._mark_items(self._target) + self._label_items(self._target))
            paint(painter, Frame(float(self.width()), float(self.height()), None, items), QRectF(self.rect()))

    # -- the mark ------------------------------------------------------------------------------------------------------

    def _mark_items(self, target: DropTarget) -> list[Item]:
        canvas, handle = self._canvas, target.handle
        theme, metrics = themes.theme(canvas.state.story.theme), canvas.metrics
        track_rects = canvas.track_rects()
        color = self._track_color(target.track_id)
        pen = mark_pen(canvas, color)
        items: list[Item] = []
        plot = QRectF(pen.plot_left - 4, 0, pen.plot_right - pen.plot_left + 8, self.height())
        items.append(PushClip(plot.x(), plot.y(), plot.width(), plot.height()))
        dimming_color = themes.with_alpha(theme.background, _DIMMING)
        for zone in canvas.frame().zones:
            if zone.kind == "event" and zone.id == handle.event.id:
                items.append(Rectangle(zone.x, zone.y + 1, zone.width, zone.height - 2, dimming_color))
        items.append(PopClip())
        y = handle.y
        track_rect = track_rects.get(target.track_id)
        if target.track_id != handle.event.track and track_rect is not None:
            items.append(
                Rectangle(
                    track_rect.x() + 0.75, track_rect.y() + 0.75, track_rect.width() - 1.5, track_rect.height() - 1.5,
                    themes.with_alpha(color, 0.12), color, 1.5, 5.0,
                )
            )  # fmt: skip
            inset = min(metrics.bar_height, track_rect.height() / 2)
            y = min(max(target.pointer.y(), track_rect.top() + inset), track_rect.bottom() - inset)
        if handle.part == "whole" and not handle.is_claim:
            items += self._track_targets(target.track_id)
        if target.error:
            return items
        items.append(PushClip(plot.x(), plot.y(), plot.width(), plot.height()))
        bottom = max((rect.bottom() for rect in track_rects.values()), default=float(self.height()))
        guide = themes.with_alpha(theme.gold, 0.8)
        for x in self._guide_positions(target.date, handle.part):
            if pen.plot_left <= x <= pen.plot_right:
                items.append(Polyline((x, y, x, bottom), guide, 1.0, (3.0, 3.0)))
        return [*items, *draw_shape(handle.shape_at(target.date), canvas.x_of, y, pen), PopClip()]

    def _track_targets(self, chosen_track_id: str) -> list[Item]:
        """Return the targets of empty tracks, above the bands."""
        metrics, ground = self._canvas.metrics, themes.theme(self._canvas.state.story.theme).background
        items: list[Item] = []
        for track_id, title, rect in empty_track_targets(self._canvas):
            color = self._track_color(track_id)
            fill = themes.blend(color, ground, 0.75) if track_id == chosen_track_id else ground
            items.append(
                Rectangle(
                    rect.x(), rect.y(), rect.width(), rect.height(), fill, color, 1.0, rect.height() / 2, (3.0, 2.5)
                )
            )
            baseline = rect.center().y() + cap_height(metrics.small_font) / 2
            items.append(TextRun(rect.x() + 10, baseline, title, metrics.small_font, color, rect.width() - 20))
        return items

    def _guide_positions(self, date: EdtfDate, part: DatePart) -> tuple[float, ...]:
        """Return the x of each line down to the axis.

        These are the ends that move; a dot has one, in its middle.
        """
        canvas = self._canvas
        if date.kind == "date" and date.precision in ("day", "minute", "second"):
            return (canvas.x_of(date.midpoint),) if date.midpoint is not None else ()
        ends = {"start": date.start_min, "end": date.end_max}
        return tuple(
            canvas.x_of(instant)
            for end_part, instant in ends.items()
            if part in ("whole", end_part) and instant is not None
        )

    def _track_color(self, track_id: str) -> str:
        theme = themes.theme(self._canvas.state.story.theme)
        story_track = self._canvas.state.story.track_by_id.get(track_id)
        return theme.color(story_track.color if story_track else "paper")

    # -- the words -----------------------------------------------------------------------------------------------------

    def _label_lines(self) -> list[tuple[str, Font, str]]:
        """Return what stands beside the pointer: text, font, colour."""
        target, canvas = self._target, self._canvas
        assert target is not None
        theme = themes.theme(canvas.state.story.theme)
        if target.error:
            return [(target.error, themes.body_font(13.0, 500), theme.paper)]
        date_text = format_date(target.date, canvas.state.story.own_language(canvas.state.language))
        unchanged = target.date.text == target.handle.date.text
        lines = [
            (
                date_text[:1].upper() + date_text[1:],
                themes.body_font(14.0, 600),
                theme.muted if unchanged else theme.paper,
            )
        ]
        if target.track_id != target.handle.event.track:
            track = canvas.state.story.track_by_id.get(target.track_id)
            track_title = (track.title.get(canvas.state.language) or track.id) if track else "–"
            lines.append((f"→ {track_title}", themes.body_font(13.0, 600), self._track_color(target.track_id)))
        return lines

    def _label_items(self, target: DropTarget) -> list[Item]:
        theme = themes.theme(self._canvas.state.story.theme)
        lines = self._label_lines()
        text_width = max(measure_text(text, font) for text, font, _ in lines)
        gap = 7.0
        text_height = sum(cap_height(font) for _, font, _ in lines) + gap * (len(lines) - 1)
        width, height = text_width + 24, text_height + 20
        x = min(max(target.pointer.x() - width / 2, 4.0), max(4.0, self.width() - width - 4))
        y = target.pointer.y() - _LABEL_DISTANCE - height
        if y < 4:
            y = min(target.pointer.y() + _LABEL_DISTANCE + 8, self.height() - height - 4)
        border_color = theme.vermilion if target.error else theme.gold
        items: list[Item] = [Rectangle(x, y, width, height, theme.raised, border_color, 1.0, 6.0)]
        baseline = y + 10
        for text, font, color in lines:
            baseline += cap_height(font)
            items.append(TextRun(x + 12, baseline, text, font, color, measure_text(text, font)))
            baseline += gap
        return items
