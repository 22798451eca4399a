"""Finds where a mark and its label stand in the plot."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

from desktop.fast_dataclass import dataclass
from desktop.render.text import measure_text
from desktop.render.timeline.bands.label_boxes import wrapped_lines
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.marks.shape_extents import PLAIN_BAR_WIDTH, Pen, drawn_extent
from desktop.render.timeline.plot_area import PlotArea
from desktop.timeline.label_box import ENDLESS, Placement, Side

_MIN_ELIDED = 1.6
"""The least room for a shortened name inside a bar, in its heights."""


Ranges = Mapping[int, Collection[tuple[float, float]]]
"""The x ranges that marks take, by row."""


_NOTHING: Ranges = MappingProxyType({})


def nothing_taken() -> Ranges:
    """Return the ranges of no marks."""
    return _NOTHING


@dataclass(slots=True)
class VisibleMark:
    """Holds a mark in view, its pen, x extent and label.

    Words may stand inside from `inner_left` to `inner_right`, where the mark has its full colour if it is `inner_solid`. There
    is no such room where these are in the other order.
    """

    mark: EventMark
    row: int
    pen: Pen
    first: float
    last: float
    side: Side
    label_width: float
    shows_date: bool
    gap: float
    lines: tuple[str, ...] = ()  # of a title on more than one
    row_count: int = 1
    inner_left: float = 0.0  # like what follows, once that is asked
    inner_right: float = -1.0
    inner_solid: bool = True
    inner_width: float = 0.0  # of the whole name inside
    is_forced: bool = False  # it is named because it is pointed at or chosen, with or without room

    def label_x(self, side: str) -> float:
        """Return the left edge of the label beside the mark."""
        return self.first - self.gap - self.label_width if side == "left" else self.last + self.gap

    def occupied(self) -> tuple[float, float]:
        """Return the x range that the mark and its label take."""
        if self.side in ("none", "inside"):
            return self.first, self.last
        x = self.label_x(self.side)
        return min(self.first, x), max(self.last, x + self.label_width)


def visible_mark(
    mark: EventMark, placement: Placement | None, plot: PlotArea, pen: Pen, *, show_labels: bool
) -> VisibleMark | None:
    """Return a mark with its extent and label, None out of view."""
    if placement is None:
        return None
    left, width = plot.x, plot.width
    if mark.plain == "bar":  # as most are: without the calls
        shape, window = mark.shape, plot.time_window
        begin, offset, span = window.start, window.offset, window.span
        first = left + (shape.start - begin - offset) * width / span
        last = left + (shape.end - begin - offset) * width / span
        least = PLAIN_BAR_WIDTH * pen.bar_height
        if last - first < least:
            middle = (first + last) / 2
            first, last = middle - least / 2, middle + least / 2
    else:
        first, last = drawn_extent(mark.shape, plot.x_of, pen)
    # A label without its mark would not tell when the event is.
    if last < left or first > left + width:
        return None
    side: Side = placement.side if show_labels else "none"
    metrics, wrapped = plot.metrics, placement.wrapped
    gap = metrics.label_gap
    mark_id = mark.id
    if mark_id == plot.selected_id or mark_id == plot.hover_id:
        if side == "none" and show_labels:
            side = "right"
        if mark_id == plot.selected_id:  # its ring takes a little of the gap
            gap += 0.5 * pen.dot_radius
    is_forced = side != placement.side and show_labels
    lines = wrapped_lines(mark.title, metrics.title_font, wrapped) if wrapped else ()
    item = VisibleMark(
        mark, placement.row, pen, first, last, side, 0.0, placement.shows_date, gap, lines, placement.row_count
    )
    item.is_forced = is_forced
    if side != "none":
        item.label_width = label_width(item, plot)
    if show_labels and (side == "inside" or last - first >= _MIN_ELIDED * pen.bar_height):
        move_inside(item, plot)
    return item


def label_width(item: VisibleMark, plot: PlotArea) -> float:
    """Return the width of a label beside its mark."""
    metrics, mark = plot.metrics, item.mark
    if len(item.lines) > 1:
        return max(measure_text(line, metrics.title_font) for line in item.lines)
    title = mark.title_width(metrics.title_font)
    if not item.shows_date:
        return title
    date = measure_text(mark.date_beside(plot.known), metrics.date_font)
    return max(title, date) if plot.label_mode == "two" else title + metrics.title_date_gap + date


def find_inner_range(item: VisibleMark, plot: PlotArea) -> bool:
    """Find where words may stand inside a mark; return False for nowhere.

    The first of its stretches that is half as long in view as the longest, and so what is certain before what is possible.
    """
    gap = plot.metrics.on_bar_gap
    left, right = max(plot.x, item.first), min(plot.x + plot.width, item.last)
    if item.mark.plain == "bar":  # as most are: its extent is that of its date
        item.inner_left, item.inner_right = left + gap, right - gap
        return item.inner_right >= item.inner_left
    shape = item.mark.shape
    if shape.kind == "bracket" or shape.is_within:  # their ends are bent inwards
        gap += 0.12 * item.pen.bar_height
    gap_left, gap_right = gap * (1.6 if shape.open_start else 1.0), gap * (1.6 if shape.open_end else 1.0)
    ranges = []
    for stretch in item.mark.word_stretches:
        begin = left if stretch.start == -ENDLESS else max(left, plot.x_of(stretch.start))
        end = right if stretch.end == ENDLESS else min(right, plot.x_of(stretch.end))
        ranges.append((begin + gap_left, end - gap_right, stretch.solid))
    widest = max([end - begin for begin, end, _ in ranges], default=0.0)
    for begin, end, solid in ranges:
        if end - begin >= widest / 2:
            item.inner_left, item.inner_right, item.inner_solid = begin, end, solid
            return True
    item.inner_left, item.inner_right = 0.0, -1.0
    return False


def move_inside(item: VisibleMark, plot: PlotArea) -> None:
    """Move a label into its bar where that has room for it.

    A bar without another label has its name shortened inside.
    """
    side, least = item.side, _MIN_ELIDED * item.pen.bar_height
    if (item.last - item.first < least and side != "inside") or not find_inner_range(item, plot):
        if side == "inside":
            item.side = "none"
        return
    room = item.inner_right - item.inner_left
    item.inner_width = item.mark.title_width(plot.metrics.on_bar_font)
    if item.inner_width <= room:
        item.side = "inside"
    elif side == "inside" or side == "none":
        item.side = "inside" if room > least else "none"


def keep_words_clear(visible: Collection[VisibleMark], plot: PlotArea) -> None:
    """Shorten names inside marks where another mark lies over them.

    Marks of one row share what is doubtful of both: only there do they meet.
    """
    rows = {item.row for item in visible if not item.mark.plain}
    if not rows:
        return
    rows &= {item.row for item in visible if item.side == "inside"}
    gap = plot.metrics.on_bar_gap
    by_row: dict[int, list[VisibleMark]] = {}
    for item in visible:
        if item.row in rows:
            by_row.setdefault(item.row, []).append(item)
    for items in by_row.values():
        items.sort(key=lambda one: one.first)
        for number, item in enumerate(items):
            for other in items[number + 1 :]:
                if other.first >= item.last:
                    break
                _part_words(item, other, gap)
                _part_words(other, item, gap)


def _part_words(item: VisibleMark, other: VisibleMark, gap: float) -> None:
    """Keep the name inside a mark to the longer side of another."""
    if item.side == "inside":
        _keep_beside(item, other.first, other.last, gap)


def _keep_beside(item: VisibleMark, first: float, last: float, gap: float) -> None:
    """Keep a name inside a mark beside a range."""
    left, right = item.inner_left, item.inner_right
    if first >= right or last <= left:
        return
    before, after = first - gap - left, right - last - gap
    if before >= min(after, item.inner_width):
        item.inner_right = first - gap
    else:
        item.inner_left = last + gap
    if item.inner_right - item.inner_left < _MIN_ELIDED * item.pen.bar_height:
        item.side = "none"


def clear_for_forced(visible: Collection[VisibleMark], plot: PlotArea, ranges_taken: Callable[[], Ranges]) -> None:
    """Name what is pointed at or chosen where its row is free.

    Where it is not, the names give way that it would lie over.
    """
    forced = [item for item in visible if item.is_forced and item.side in ("left", "right")]
    if not forced:
        return
    rows, taken = _by_row(visible), ranges_taken()
    for item in forced:
        row, own_taken = rows[item.row], taken.get(item.row, ())
        sides: tuple[Side, Side] = ("right", "left") if item.side == "right" else ("left", "right")
        item.side = next((side for side in sides if _is_free(item, side, row, own_taken, plot)), item.side)
        left = item.label_x(item.side)
        right = left + item.label_width
        for other in row:
            if other is item:
                continue
            if other.side == "inside":
                _keep_beside(other, left, right, item.gap)
            elif other.side != "none":
                x = other.label_x(other.side)
                other.side = "none" if x < right and left < x + other.label_width else other.side


def turn_cut_labels(
    visible: Collection[VisibleMark], plot: PlotArea, ranges_taken: Callable[[], Ranges] = nothing_taken
) -> None:
    """Turn labels cut by the plot's edge to the free side.

    It is clear of other marks and of the ranges taken, which are asked for once a label is cut. The date goes before the
    title does. Where neither side is free the name is shortened inside a bar, or left out.
    """
    rows: dict[int, list[VisibleMark]] = {}
    taken = _NOTHING
    left, right = plot.x, plot.right
    for item in visible:
        side = item.side
        if side == "none" or side == "inside":
            continue
        # As `_is_whole` has it, without the calls: it is so of nearly all.
        x = item.last + item.gap if side == "right" else item.first - item.gap - item.label_width
        if left <= x and x + item.label_width <= right:
            continue
        if not rows:
            rows, taken = _by_row(visible), ranges_taken()
        opposite: Side = "left" if item.side == "right" else "right"
        if _is_free(item, opposite, rows[item.row], taken.get(item.row, ()), plot):
            item.side = opposite
            continue
        if item.shows_date:
            item.shows_date = False
            item.label_width = label_width(item, plot)
            if _is_whole(item, item.side, plot):
                continue
            if _is_free(item, opposite, rows[item.row], taken.get(item.row, ()), plot):
                item.side = opposite
                continue
        room = item.inner_right - item.inner_left if find_inner_range(item, plot) else 0.0
        beside = item.first - plot.x if item.side == "left" else plot.right - item.last
        if room > _MIN_ELIDED * item.pen.bar_height:
            item.side = "inside" if room > beside - item.gap else item.side
        elif not plot.moving_camera:
            _move_to_another_row(item, opposite, rows, taken, plot)


def _by_row(visible: Collection[VisibleMark]) -> dict[int, list[VisibleMark]]:
    rows: dict[int, list[VisibleMark]] = {}
    for item in visible:
        rows.setdefault(item.row, []).append(item)
    return rows


def _move_to_another_row(
    item: VisibleMark, side: Side, rows: dict[int, list[VisibleMark]], taken: Ranges, plot: PlotArea
) -> None:
    """Move a mark to a row where its label is free.

    Tiles of a file's events are packed without regard to the window's edges.
    """
    for row, others in rows.items():
        ranges = [*taken.get(row, ()), *(other.occupied() for other in others)]
        mark_is_free = all(last <= item.first - item.gap or begin >= item.last + item.gap for begin, last in ranges)
        if row != item.row and mark_is_free and _is_free(item, side, others, taken.get(row, ()), plot):
            rows[item.row].remove(item)
            others.append(item)
            item.row, item.side = row, side
            return


def _is_whole(item: VisibleMark, side: Side, plot: PlotArea) -> bool:
    """Return whether a label on a side lies within the plot."""
    x = item.label_x(side)
    return plot.x <= x and x + item.label_width <= plot.right


def _is_free(
    item: VisibleMark, side: Side, row: Collection[VisibleMark], taken: Collection[tuple[float, float]], plot: PlotArea
) -> bool:
    if not _is_whole(item, side, plot):
        return False
    x = item.label_x(side)
    occupied_ranges = (*taken, *(two.occupied() for two in row if two is not item))
    return all(last <= x - item.gap or begin >= x + item.label_width + item.gap for begin, last in occupied_ranges)
