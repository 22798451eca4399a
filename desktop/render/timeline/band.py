"""One track being drawn: its marks in their rows, their labels, and counts where there is no room for marks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from desktop.render import theme as themes
from desktop.render.frame import Ellipse, Item, Radial, Run, Stop, Zone
from desktop.render.text import cap_height, measure
from desktop.render.timeline.aggregates import Purse
from desktop.render.timeline.histogram import count_crowd, count_left, tiles_of
from desktop.render.timeline.marks import Band, Mark, seen_seconds
from desktop.render.timeline.plan import shortened
from desktop.render.timeline.plot import Plot, color_of, pen_of, recedes, side_of, unknown_from
from desktop.render.timeline.shapes import Pen, draw, extent
from desktop.timeline.knowledge import status_as_of
from desktop.timeline.rows import Place


@dataclass(slots=True)
class _Shown:
    """A mark in view: where it is drawn, and where its label stands."""

    mark: Mark
    row: int
    pen: Pen
    first: float
    last: float
    side: str
    wide: float
    full: bool
    space: float

    def label_x(self, side: str) -> float:
        return self.first - self.space - self.wide if side == "left" else self.last + self.space

    def taken(self) -> tuple[float, float]:
        """Return what the mark and its label take of the row."""
        if self.side == "none":
            return self.first, self.last
        x = self.label_x(self.side)
        return min(self.first, x), max(self.last, x + self.wide)


def draw_band(
    band: Band,
    places: Mapping[str, Place],
    rows: int,
    plot: Plot,
    top: float,
    height: float,
    lane: float,
    labels: bool,
) -> tuple[list[Item], list[Zone]]:
    """Return the marks, labels and zones of a track: rows from top to top + height, below them a lane for counts."""
    pitch = height / rows
    shown: list[_Shown] = []
    left: list[tuple[Mark, int, int]] = []
    low, high = seen_seconds(plot.window)
    # A dot reaches a little beyond its place: half of it may be seen though its middle is not.
    margin = int(8 * plot.look.radius * plot.window.span / plot.width) + 1
    for near in band.near(low - margin, high + margin):
        mark, first, last = near
        spot = places.get(mark.event.id)
        one = see(mark, spot, plot, color_of(band, mark, plot), labels=labels) if spot is not None else None
        if one is not None:
            shown.append(one)
        elif first <= high and last >= low:  # without a row, or the middle of its day is out of sight
            left.append(near)
    for mark in band.fading:
        one = see(mark, places.get(mark.id), plot, color_of(band, mark, plot), labels=labels)
        if one is not None:
            shown.append(one)
        elif not side_of(mark, plot):
            left.append((mark, mark.first, mark.last))
    items, zones = draw_shown(shown, plot, top, pitch)
    columns, clusters = count_left(left, band, plot, top + height, lane)
    return [*items, *columns], [*clusters, *zones]


def draw_crowd(
    band: Band,
    places: Mapping[str, Place],
    rows: int,
    plot: Plot,
    top: float,
    height: float,
    lane: float,
    labels: bool,
    purse: Purse,
) -> tuple[list[Item], list[Zone]]:
    """Return a track of many events: the weightiest in rows, the others counted, what is listed beside them on top."""
    assert band.crowd is not None
    pitch = height / rows
    items: list[Item] = []
    zones: list[Zone] = []
    above = 0
    if len(band):
        above = 1
        items, zones = draw_band(band, places, 1, plot, top, pitch, 0.0, labels)
    tiles = tiles_of(band.crowd, max(1, rows - above), plot, purse)
    shown: list[_Shown] = []
    now = unknown_from(band, plot)
    begins: list[list[int]] = []  # of what is shown, tile by tile: all others are counted
    for _, tile in tiles:
        begins.append([])
        for drawn_mark, start in tile.marks:
            mark = as_known(drawn_mark, plot) if now is not None else drawn_mark
            if mark is None:
                continue
            one = see(mark, tile.places[mark.id], plot, color_of(band, mark, plot), labels=labels)
            if one is not None:
                shown.append(one)
                if not side_of(mark, plot):
                    begins[-1].append(start)
    drawn, answering = draw_shown(shown, plot, top + above * pitch, pitch)
    columns, clusters = count_crowd(band.crowd, tiles, begins, band, plot, top + height, lane)
    return [*items, *columns, *drawn], [*clusters, *zones, *answering]


def as_known(mark: Mark, plot: Plot) -> Mark | None:
    """Return an event of a file as it was known at the date of knowledge, None where nobody knew of it."""
    status = status_as_of(mark.event, plot.as_of)
    if status is None or status == mark.status:
        return mark if status is not None else None
    return Mark(mark.event, status, mark.language, mark.fold)


def see(mark: Mark, spot: Place | None, plot: Plot, color: str, *, labels: bool) -> _Shown | None:
    """Return how a mark with a place is seen, None where it has none or is out of sight."""
    if spot is None:
        return None
    pen = pen_of(color, mark, plot)
    first, last = extent(mark.form, plot.place, pen)
    # A label goes with its mark: a name without anything beside it would say nothing about when.
    if last < plot.x or first > plot.right:
        return None
    side = spot.side if labels else "none"
    if side == "none" and labels and mark.id in (plot.selected, plot.hover):
        side = "right"
    wide = label_width(mark, spot.full, plot) if side != "none" else 0.0
    # The ring of the chosen event takes a little of the space that every label has around it.
    space = plot.look.space + (0.5 * pen.radius if mark.id == plot.selected else 0.0)
    return _Shown(mark, spot.row, pen, first, last, side, wide, spot.full, space)


def draw_shown(shown: Collection[_Shown], plot: Plot, top: float, pitch: float) -> tuple[list[Item], list[Zone]]:
    """Return marks, labels and zones of one band; rows are `pitch` apart from `top` on."""
    _turn_labels(shown, plot)
    under: list[Item] = []
    shapes: list[Item] = []
    words: list[Item] = []
    zones: list[Zone] = []
    for one in sorted(shown, key=lambda one: (one.mark.id == plot.selected, one.first - one.last)):
        y = top + pitch * (one.row + 0.5)
        mark, pen = one.mark, one.pen
        if mark.id in (plot.selected, plot.hover):
            x = min(max((one.first + one.last) / 2, plot.x), plot.right)
            under += glow(x, y, pen, strong=mark.id == plot.selected)
        shapes += draw(mark.form, plot.place, y, pen)
        if mark.id == plot.selected:
            shapes += _chosen(one.first, one.last, y, pen)
        left, right = max(one.first, plot.x), min(one.last, plot.right)
        if one.side != "none":
            runs, left, right = _label(one, y, plot)
            words += runs
        if side_of(mark, plot):
            continue  # half a dot at the edge: counted as outside
        pad = 0.3 * plot.look.space
        zones.append(
            Zone(left - pad, y - pitch / 2, right - left + 2 * pad, pitch, "event", mark.event.path, mark.id, pen.step)
        )
    return [*under, *shapes, *words], zones


def label_width(mark: Mark, full: bool, plot: Plot) -> float:
    """Return how wide a label is as it is set in this plot."""
    title, date = measure(mark.title, plot.look.title), measure(mark.date, plot.look.date)
    if plot.mode == "two":
        return max(title, date)
    return title + (plot.look.between + date if full else 0.0)


def _turn_labels(shown: Collection[_Shown], plot: Plot) -> None:
    """Turn labels that the edge of the plot would cut to the other side of their marks, where nothing stands there."""
    rows: dict[int, list[_Shown]] = {}
    for one in shown:
        rows.setdefault(one.row, []).append(one)
    for one in shown:
        if one.side == "none":
            continue
        x = one.label_x(one.side)
        if plot.x <= x and x + one.wide <= plot.right:
            continue
        other = "left" if one.side == "right" else "right"
        first = one.label_x(other)
        if first < plot.x or first + one.wide > plot.right:
            continue
        others = (two.taken() for two in rows[one.row] if two is not one)
        if all(last <= first - one.space or begin >= first + one.wide + one.space for begin, last in others):
            one.side = other


def glow(x: float, y: float, pen: Pen, *, strong: bool) -> list[Item]:
    """Return the light around a chosen mark."""
    reach = 5.0 * pen.radius
    peak = 0.5 if strong else 0.26
    shares = ((0.0, 1.0), (0.35, 0.6), (0.65, 0.2), (1.0, 0.0))
    light = Radial(x, y, reach, tuple(Stop(at, themes.with_alpha(pen.color, peak * share)) for at, share in shares))
    return [Ellipse(x, y, reach, reach, light, step=pen.step)]


def _chosen(first: float, last: float, y: float, pen: Pen) -> list[Item]:
    """Return a ring around the mark of the event that the slide tells."""
    if last - first > 2.6 * pen.radius:
        return []
    r = 1.62 * pen.radius
    return [Ellipse((first + last) / 2, y, r, r, None, pen.color, 0.8 * pen.stroke, step=pen.step)]


def _label(one: _Shown, y: float, plot: Plot) -> tuple[list[Item], float, float]:
    """Return title and date beside a mark, and where mark and label begin and end."""
    look, theme, mark, pen = plot.look, plot.theme, one.mark, one.pen
    first, last, wide = one.first, one.last, one.wide
    away = recedes(mark, plot)
    paper = themes.blend(theme.muted, theme.ground, 0.25) if away else theme.paper
    muted = themes.blend(theme.muted, theme.ground, 0.45) if away else theme.muted
    two = plot.mode == "two"
    title, date = mark.title, mark.date if two or one.full else ""
    wide_title, wide_date = measure(title, look.title), measure(date, look.date) if date else 0.0
    left = one.side == "left"
    x = one.label_x(one.side)
    if x < plot.x or x + wide > plot.right:
        room = _bar_in_view(mark, plot, pen)
        if room is not None:
            return _inside(mark, *room, y, pen, plot, paper)
    items: list[Item] = []
    if two:
        block = cap_height(look.title) + 0.42 * look.date.size + cap_height(look.date)
        above = y - block / 2 + cap_height(look.title)
        lines = ((title, look.title, paper, above, wide_title), (date, look.date, muted, y + block / 2, wide_date))
        for text, font, color, base, advance in lines:
            at = x + wide - advance if left else x
            items.append(Run(at, base, text, font, color, advance, step=pen.step))
    else:
        base = y + cap_height(look.title) / 2
        items.append(Run(x, base, title, look.title, paper, wide_title, step=pen.step))
        if date:
            items.append(Run(x + wide_title + look.between, base, date, look.date, muted, wide_date, step=pen.step))
    return items, max(plot.x, min(first, x)), min(plot.right, max(last, x + wide))


def _bar_in_view(mark: Mark, plot: Plot, pen: Pen) -> tuple[float, float] | None:
    """Return the longest bar of a form in view, None where none is long enough to write on."""
    form = mark.form
    bars = form.parts if form.shape == "claims" else (form,)
    found: tuple[float, float] | None = None
    for bar in bars:
        if bar.shape not in ("bar", "bracket"):
            continue
        first, last = extent(bar, plot.place, pen)
        first, last = max(first, plot.x), min(last, plot.right)
        if last - first > 4 * pen.bar and (found is None or last - first > found[1] - found[0]):
            found = first, last
    return found


def _inside(
    mark: Mark, first: float, last: float, y: float, pen: Pen, plot: Plot, paper: str
) -> tuple[list[Item], float, float]:
    """Say on the bar itself what it is, where the end that carries its label is out of sight."""
    look = plot.look
    form = mark.form
    words = shortened(mark.title, look.inside, last - first - 2 * look.space)
    if len(words) < 3:
        return [], first, last
    solid = form.shape == "bar" and not (
        form.dashed or form.hollow or form.status in ("reported", "disputed") or recedes(mark, plot)
    )
    color = plot.theme.ground if solid else paper
    run = Run(
        first + look.space, y + cap_height(look.inside) / 2, words, look.inside, color,
        measure(words, look.inside), step=pen.step,
    )  # fmt: skip
    return [run], first, last
