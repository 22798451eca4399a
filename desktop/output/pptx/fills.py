"""Writes fills and lines of shapes in the colours of a theme."""

from __future__ import annotations

import math
from typing import Final

from desktop.output.pptx.markup import element, emu
from desktop.render.frame import Fill, LinearGradient, RadialGradient
from desktop.render.theme import Theme, blend

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels of the canvas."""

_ROUND: Final = element("a:round")
_MITER: Final = element("a:miter", lim=800000)
NO_FILL: Final = element("a:noFill")


def theme_colors(theme: Theme) -> dict[str, str]:
    """Return the colours of a theme by their names in PowerPoint."""
    return {
        "dk1": theme.background,
        "lt1": theme.paper,
        "dk2": theme.raised,
        "lt2": theme.muted,
        "accent1": theme.vermilion,
        "accent2": theme.gold,
        "accent3": theme.jade,
        "accent4": theme.ink_blue,
        "accent5": theme.muted_bar[0],
        "accent6": theme.line,
        "hlink": theme.gold,
        "folHlink": theme.gold,
    }


class Paints:
    """Writes colours so that they follow the file's theme."""

    def __init__(self, theme: Theme) -> None:
        names = {"dk1": "bg1", "lt1": "tx1", "dk2": "bg2", "lt2": "tx2"}
        self._names: dict[str, str] = {}
        for name, color in theme_colors(theme).items():
            self._names.setdefault(color, names.get(name, name))
        self.background = theme.background

    def color(self, color: str) -> str:
        """Return a colour `#rrggbb` or `#rrggbbaa`."""
        opaque = color[:7]
        alpha = element("a:alpha", val=int(color[7:9], 16) / 255 * 100000) if len(color) == 9 else ""
        name = self._names.get(opaque)
        if name is not None:
            return element("a:schemeClr", alpha, val=name)
        return element("a:srgbClr", alpha, val=opaque[1:].upper())

    def solid(self, color: str) -> str:
        """Return a fill of one colour."""
        return element("a:solidFill", self.color(color))

    def fill(self, fill: Fill | None, box: Box) -> str:
        """Return the fill of a shape with the bounds `box`."""
        if not fill:
            return NO_FILL
        if isinstance(fill, str):
            return self.solid(fill)
        return self._linear(fill, box) if isinstance(fill, LinearGradient) else self._radial(fill)

    def _stop(self, offset: float, color: str) -> str:
        return element("a:gs", self.color(color), pos=offset * 100000)

    def _radial(self, fill: RadialGradient) -> str:
        stops = "".join(self._stop(stop.offset, stop.color) for stop in fill.stops)
        middle = element("a:fillToRect", l=50000, t=50000, r=50000, b=50000)
        return element(
            "a:gradFill", element("a:gsLst", stops), element("a:path", middle, path="circle"), rotWithShape=1
        )

    def _linear(self, fill: LinearGradient, box: Box) -> str:
        """Return a gradient along its line, as far as the shape reaches."""
        dx, dy = fill.x1 - fill.x0, fill.y1 - fill.y0
        length = math.hypot(dx, dy)
        left, top, right, bottom = box
        if length == 0 or not fill.stops:
            return self.solid(fill.stops[-1].color) if fill.stops else NO_FILL
        ux, uy = dx / length, dy / length
        extent = abs((right - left) * ux) + abs((bottom - top) * uy) or 1.0
        middle = ((left + right) / 2 - fill.x0) * ux + ((top + bottom) / 2 - fill.y0) * uy
        start = (middle - extent / 2) / length  # as an offset of the gradient's own line
        scale = length / extent
        places = [((stop.offset - start) * scale, stop.color) for stop in fill.stops]
        stops = [
            (0.0, _color_at(places, 0.0)),
            *(one for one in places if 0 < one[0] < 1),
            (1.0, _color_at(places, 1.0)),
        ]
        angle = round(math.degrees(math.atan2(dy, dx)) % 360 * 60000) % 21600000
        markup = "".join(self._stop(offset, color) for offset, color in stops)
        return element("a:gradFill", element("a:gsLst", markup), element("a:lin", ang=angle, scaled=0), rotWithShape=1)

    def line(self, color: str, width: float, dash: tuple[float, ...] = (), *, rounded: bool = False) -> str:
        """Return a line; none for a colour of ""."""
        if not color or width <= 0:
            return element("a:ln", NO_FILL)
        pattern = ""
        if dash:
            pairs = zip(dash[::2], dash[1::2], strict=False)
            stops = "".join(element("a:ds", d=on / width * 100000, sp=off / width * 100000) for on, off in pairs)
            pattern = element("a:custDash", stops)
        join = _ROUND if rounded else _MITER
        return element("a:ln", self.solid(color), pattern, join, w=max(1, emu(width)), cap="rnd" if rounded else "flat")


def _color_at(places: list[tuple[float, str]], offset: float) -> str:
    """Return the colour of a gradient at an offset."""
    before = [place for place in places if place[0] <= offset]
    after = [place for place in places if place[0] >= offset]
    if not before:
        return after[0][1]
    if not after:
        return before[-1][1]
    (first, color), (last, other) = before[-1], after[0]
    fraction = (offset - first) / (last - first) if last > first else 0.0
    alphas = [int(one[7:9], 16) if len(one) == 9 else 255 for one in (color, other)]
    alpha = round(alphas[0] + (alphas[1] - alphas[0]) * fraction)
    return blend(color, other, fraction) + (f"{alpha:02x}" if alpha < 255 else "")
