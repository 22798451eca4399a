"""Draws the slide's own event: a ring and a glow."""

from __future__ import annotations

from typing import Final

from desktop.render import theme as themes
from desktop.render.frame import Ellipse, GradientStop, Item, RadialGradient, Rectangle
from desktop.render.theme import Theme

RING_RADIUS: Final = 13.0
_GLOW_RADIUS: Final = 58.0
_GLOW_REACH: Final = 28.0  # of the glow around a long event
_GLOW_PARTS: Final = tuple(1.0 - 0.07 * part for part in range(11))


def own_mark(x: float, y: float, color: str, theme: Theme, *, planned: bool) -> list[Item]:
    """Return the ring of the slide's own event, hollow if planned."""
    if planned:
        return [
            Ellipse(x, y, RING_RADIUS, RING_RADIUS, theme.background),
            Ellipse(x, y, RING_RADIUS - 1.5, RING_RADIUS - 1.5, None, color, 3.0),
            Ellipse(x, y, 4.0, 4.0, color),
        ]
    return [Ellipse(x, y, RING_RADIUS, RING_RADIUS, color), Ellipse(x, y, 5.0, 5.0, theme.background)]


def own_glow(first: float, last: float, y: float, color: str) -> list[Item]:
    """Return the glow of the slide's own event from `first` to `last`.

    Around a long one it follows its length.
    """
    if last - first > _GLOW_RADIUS:
        return [
            Rectangle(first - reach, y - reach, last - first + 2 * reach, 2 * reach, fill, radius=reach)
            for reach, fill in ((_GLOW_REACH * part, themes.with_alpha(color, 0.032)) for part in _GLOW_PARTS)
        ]
    x = (first + last) / 2
    stops = ((0.0, 0.62), (0.25, 0.38), (0.5, 0.12), (0.75, 0.03), (1.0, 0.0))
    gradient = RadialGradient(
        x, y, _GLOW_RADIUS, tuple(GradientStop(at, themes.with_alpha(color, alpha)) for at, alpha in stops)
    )
    return [Ellipse(x, y, _GLOW_RADIUS, _GLOW_RADIUS, gradient)]
