"""One track being drawn: its marks in their rows, their labels, and counts where there is no room for marks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from desktop.render import theme as themes
from desktop.render.frame import Ellipse, Item, Marks, Radial, Run, Stop, Zone
from desktop.render.text import cap_height, measure
from desktop.render.theme import Theme
from desktop.render.timeline_look import Look
from desktop.render.timeline_plan import Band, Mark, shortened
from desktop.render.timeline_shapes import Pen, draw, extent
from desktop.timeline.camera import Window
from desktop.timeline.rows import Place


@dataclass(frozen=True, slots=True)
class Plot:
    """Where the bands' axis lies, which window it shows, and what everything is drawn with."""

    x: float
    width: float
    window: Window
    look: Look
    theme: Theme
    language: str
    mode: str = "two"
    highlight: frozenset[str] = frozenset()
    selected: str = ""
    hover: str = ""
    steps: Mapping[str, int] | None = None

    @property
    def right(self) -> float:
        """Return where the plot ends."""
        return self.x + self.width

    def place(self, instant: int) -> float:
        """Return where an instant falls, in canvas pixels."""
        return self.x + self.window.x(instant, self.width)


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
    under: list[Item] = []
    shapes: list[Item] = []
    words: list[Item] = []
    zones: list[Zone] = []
    crowd: list[tuple[float, Mark]] = []
    for mark in sorted(band.marks, key=lambda mark: (mark.id == plot.selected, mark.form.start - mark.form.end)):
        pen = _pen(band, mark, plot)
        first, last = extent(mark.form, plot.place, pen)
        spot = places.get(mark.id)
        # A label goes with its mark: a name without anything beside it would say nothing about when.
        if last < plot.x or first > plot.right:
            continue
        if spot is None:
            crowd.append((min(max((first + last) / 2, plot.x), plot.right), mark))
            continue
        y = top + pitch * (spot.row + 0.5)
        lit = mark.id in (plot.selected, plot.hover)
        if lit:
            under += glow(min(max((first + last) / 2, plot.x), plot.right), y, pen, strong=mark.id == plot.selected)
        shapes += draw(mark.form, plot.place, y, pen)
        if mark.id == plot.selected:
            shapes += _chosen(mark, first, last, y, pen)
        left, right = max(first, plot.x), min(last, plot.right)
        if labels and (spot.side != "none" or lit):
            runs, left, right = _label(mark, spot, first, last, y, pen, plot)
            words += runs
        pad = 0.3 * plot.look.space
        zones.append(Zone(left - pad, y - pitch / 2, right - left + 2 * pad, pitch, "event", mark.event.path, mark.id, pen.step))
    items, more = _crowd(crowd, band, plot, top + height, lane)
    return [*under, *shapes, *items, *words], [*more, *zones]


def _pen(band: Band, mark: Mark, plot: Plot) -> Pen:
    color = plot.theme.color(band.track.color)
    if band.track.color == "paper" and mark.form.shape == "bar":
        color = themes.blend(color, plot.theme.ground, 0.3)  # a bar as light as the text would drown it
    if recedes(mark, plot):
        color = themes.blend(color, plot.theme.ground, 0.62)
    look = plot.look
    step = (plot.steps or {}).get(mark.id, 0)
    return Pen(color, plot.theme.ground, look.radius, look.bar, look.stroke, plot.x, plot.right, step)


def recedes(mark: Mark, plot: Plot) -> bool:
    """Return whether others are highlighted and this one is not."""
    return bool(plot.highlight) and mark.id not in plot.highlight


def glow(x: float, y: float, pen: Pen, *, strong: bool) -> list[Item]:
    """Return the light around a chosen mark."""
    reach = 5.0 * pen.radius
    peak = 0.5 if strong else 0.26
    shares = ((0.0, 1.0), (0.35, 0.6), (0.65, 0.2), (1.0, 0.0))
    light = Radial(x, y, reach, tuple(Stop(at, themes.with_alpha(pen.color, peak * share)) for at, share in shares))
    return [Ellipse(x, y, reach, reach, light, step=pen.step)]


def _chosen(mark: Mark, first: float, last: float, y: float, pen: Pen) -> list[Item]:
    """Return a ring around the mark of the event that the slide tells."""
    if last - first > 2.6 * pen.radius:
        return []
    r = 1.62 * pen.radius
    return [Ellipse((first + last) / 2, y, r, r, None, pen.color, 0.8 * pen.stroke, step=pen.step)]


def _label(
    mark: Mark, spot: Place, first: float, last: float, y: float, pen: Pen, plot: Plot
) -> tuple[list[Item], float, float]:
    """Return title and date beside a mark, and where mark and label begin and end."""
    look, theme = plot.look, plot.theme
    away = recedes(mark, plot)
    paper = themes.blend(theme.muted, theme.ground, 0.25) if away else theme.paper
    muted = themes.blend(theme.muted, theme.ground, 0.45) if away else theme.muted
    two = plot.mode == "two"
    title, date = mark.title, mark.date if two or spot.full else ""
    wide_title, wide_date = measure(title, look.title), measure(date, look.date) if date else 0.0
    wide = max(wide_title, wide_date) if two else wide_title + (look.between + wide_date if date else 0.0)
    # The ring of the chosen event takes a little of the space that every label has around it.
    space = look.space + (0.5 * pen.radius if mark.id == plot.selected else 0.0)
    left = spot.side == "left"
    x = first - space - wide if left else last + space
    hidden = x < plot.x if left else x + wide > plot.right
    if hidden and mark.form.shape in ("bar", "claims", "bracket") and min(last, plot.right) - max(first, plot.x) > 4 * pen.bar:
        return _inside(mark, max(first, plot.x), min(last, plot.right), y, pen, plot, paper)
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


def _inside(
    mark: Mark, first: float, last: float, y: float, pen: Pen, plot: Plot, paper: str
) -> tuple[list[Item], float, float]:
    """Say on the bar itself what it is, where the end that carries its label is out of sight."""
    look = plot.look
    form = mark.form
    words = shortened(mark.title, look.inside, last - first - 2 * look.space)
    if len(words) < 3:
        return [], first, last
    solid = form.shape == "bar" and not (form.dashed or form.hollow or form.status in ("reported", "disputed") or recedes(mark, plot))
    color = plot.theme.ground if solid else paper
    run = Run(
        first + look.space, y + cap_height(look.inside) / 2, words, look.inside, color,
        measure(words, look.inside), step=pen.step,
    )  # fmt: skip
    return [run], first, last


def _crowd(
    crowd: Collection[tuple[float, Mark]], band: Band, plot: Plot, top: float, lane: float
) -> tuple[list[Item], list[Zone]]:
    """Count the events that no row has room for: columns in the lane at the foot of the band, and how many they are."""
    if not crowd:
        return [], []
    look = plot.look
    column = max(3.0, 4.0 * look.size)
    counts: dict[int, list[Mark]] = {}
    for x, mark in crowd:
        counts.setdefault(int((x - plot.x) / column), []).append(mark)
    most = max(len(marks) for marks in counts.values())
    foot = top + max(lane, look.lane) + 0.5 * look.pad
    unit = min(max(3.0, 7.0 * look.size), 0.9 * look.lane / most)
    color = plot.theme.color(band.track.color)
    boxes: list[float] = []
    for number, marks in sorted(counts.items()):
        high = unit * len(marks)
        boxes += [plot.x + number * column, foot - high, column - 1.0, high]
    items: list[Item] = [Marks("box", tuple(boxes), themes.with_alpha(color, 0.75))]
    zones = []
    for group in _groups(sorted(counts), least=max(2, int((2.4 * look.small.size) / column))):
        marks = [mark for number in group for mark in counts[number]]
        left, right = plot.x + group[0] * column, plot.x + (group[-1] + 1) * column
        high = unit * max(len(counts[number]) for number in group)
        if len(marks) == 1:
            zones.append(Zone(left - 3, foot - high - 4, right - left + 6, high + 8, "event", marks[0].event.path, marks[0].id))
            continue
        start, end = min(mark.form.start for mark in marks), max(mark.form.end for mark in marks)
        zones.append(Zone(left - 3, foot - high - 4, right - left + 6, high + 8, "cluster", id=f"{start}..{end}"))
        words = str(len(marks))
        wide = measure(words, look.small)
        x = right + 0.4 * look.space
        if x + wide > plot.right:
            x = left - 0.4 * look.space - wide
        items.append(Run(x, foot - 0.1 * look.lane, words, look.small, plot.theme.muted, wide))
    return items, zones


def _groups(numbers: list[int], least: int) -> list[list[int]]:
    """Return columns that stand close together as one."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number - found[-1][-1] <= least:
            found[-1].append(number)
        else:
            found.append([number])
    return found
