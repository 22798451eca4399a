"""How large things on the timeline are: `size` is 1 on the 1920-wide canvas of a slide, about one half in a window."""

from __future__ import annotations

from functools import lru_cache

from desktop.fast_dataclass import dataclass
from desktop.render import theme as themes
from desktop.render.frame import Font


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes in canvas pixels. Type never goes below what can be read on a screen, whatever `size` says."""

    size: float
    title: Font
    date: Font
    name: Font
    tick: Font
    context: Font
    small: Font
    inside: Font  # what is said on a bar
    radius: float  # of a dot
    bar: float  # the height of a span
    space: float  # between a mark and its label
    apart: float  # the least room between two things in a row
    between: float  # a title and a date on one line
    two_lines: float  # the height of a row whose labels have two lines
    one_line: float
    lane: float  # the foot of a band, where events are counted that no row has room for
    pad: float  # inside a band, above and below its rows
    gap: float  # between two bands
    row: float  # the height of one line of the axis
    strip: float  # the height of the overview
    strip_gap: float
    stroke: float

    def px(self, canvas: float) -> float:
        """Return a length given for a slide at this size."""
        return canvas * self.size


@lru_cache(maxsize=16)
def look_of(size: float) -> Look:
    """Return the sizes for a scale."""

    def text(canvas: float, least: float, weight: int) -> Font:
        return themes.body(float(max(least, round(canvas * size))), weight)

    title, date = text(24, 13, 600), text(20, 12, 400)
    roomy = size > 0.7  # a pane below a window has no height to give away
    return Look(
        size=size,
        title=title,
        date=date,
        name=text(24, 13, 600),
        tick=text(22, 12, 500),
        context=text(22, 12, 600),
        small=text(20, 12, 400),
        inside=text(20, 12, 600),
        radius=max(5.0, 11.0 * size),
        bar=max(12.0, 25.0 * size),
        space=max(7.0, 13.0 * size),
        apart=max(10.0, 20.0 * size),
        between=0.55 * title.size,
        two_lines=1.14 * (title.size + date.size) + max(3.0, 6.0 * size),
        one_line=(1.36 if roomy else 1.25) * title.size,
        lane=1.5 * text(20, 12, 400).size,
        pad=8.0 * size if roomy else 2.0,
        gap=10.0 * size if roomy else 2.0,
        row=1.4 * text(22, 12, 500).size,
        strip=56.0 * size if roomy else 22.0,
        strip_gap=24.0 * size if roomy else 6.0,
        stroke=max(1.5, 2.6 * size),
    )
