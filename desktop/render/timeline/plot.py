"""Where the bands lie and which window they show: what everything that is drawn on them asks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from desktop.fast_dataclass import dataclass
from desktop.render import theme as themes
from desktop.render.theme import Theme
from desktop.render.timeline.marks import Band, Mark, seen_seconds
from desktop.render.timeline.metrics import Look
from desktop.render.timeline.shapes import Pen, reach
from desktop.story.dates.parse import When
from desktop.timeline.camera import Window

if TYPE_CHECKING:
    from desktop.timeline.index import Index


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
    lit: Mapping[str, Index] | None = None  # what stands out of crowds, by track
    as_of: When | None = None

    @property
    def right(self) -> float:
        """Return where the plot ends."""
        return self.x + self.width

    def place(self, instant: int) -> float:
        """Return where an instant falls, in canvas pixels."""
        return self.x + self.window.x(instant, self.width)


def unknown_from(band: Band, plot: Plot) -> int | None:
    """Return the second from which on nothing of a crowd is known yet, None where all of it is.

    What was listed was sorted out by what was known before; the events of a file are known from the day they begin.
    """
    return plot.as_of.latest if plot.as_of is not None and band.track.data else None


def side_of(mark: Mark, plot: Plot) -> int:
    """Return −1 for an event before the window, 1 for one after it, 0 for one in it: each is exactly one of the three."""
    low, high = seen_seconds(plot.window)
    first, last = mark.first, mark.last
    if mark.fading:  # what fades out is still there
        form = mark.form
        before, after = reach(form, plot.look.radius, plot.look.bar)
        scale = plot.window.span / plot.width
        last += round(after * scale) if form.open_end or form.unknown_end else 0
        first -= round(before * scale) if form.open_start or form.unknown_start else 0
    return -1 if last < low else 1 if first > high else 0


def outside(bands: Collection[Band], plot: Plot) -> tuple[int, int]:
    """Return how many events are over before the window and how many begin after it; all others are on the screen."""
    low, high = seen_seconds(plot.window)
    before = after = 0
    for band in bands:
        one, two = band.outside(low, high)
        sides = [side_of(mark, plot) for mark in band.fading]
        before += one + sides.count(-1)
        after += two + sides.count(1)
        if band.crowd is not None:
            index, now = band.crowd.index, unknown_from(band, plot)
            later = 0 if now is None else index.after(now)
            before += min(index.before(low), len(index) - later)
            after += max(0, index.after(high + 1) - later)
    return before, after


def color_of(band: Band, mark: Mark, plot: Plot) -> str:
    """Return the colour of a mark: its track's, paler where the mark recedes."""
    color = plot.theme.color(band.track.color)
    if band.track.color == "paper" and mark.form.shape == "bar":
        color = themes.blend(color, plot.theme.ground, 0.3)  # a bar as light as the text would drown it
    return themes.blend(color, plot.theme.ground, 0.62) if recedes(mark, plot) else color


def pen_of(color: str, mark: Mark, plot: Plot) -> Pen:
    """Return what a mark is drawn with."""
    look = plot.look
    step = (plot.steps or {}).get(mark.id, 0)
    return Pen(color, plot.theme.ground, look.radius, look.bar, look.stroke, plot.x, plot.right, step)


def recedes(mark: Mark, plot: Plot) -> bool:
    """Return whether others are highlighted and this one is not."""
    return bool(plot.highlight) and mark.id not in plot.highlight
