"""Computes with colours as numbers: mixing, contrast, fills at a point."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise

from desktop.render.frame import Background, Fill, LinearGradient, RadialGradient

Color = tuple[float, float, float]
"""Red, green and blue, 0 to 255."""


@lru_cache(maxsize=1024)
def parse_color(text: str) -> tuple[Color, float]:
    """Return the channels and alpha (0 to 1) of a colour."""
    channels = (float(int(text[1:3], 16)), float(int(text[3:5], 16)), float(int(text[5:7], 16)))
    return channels, int(text[7:9], 16) / 255 if len(text) == 9 else 1.0


def over(color: Color, alpha: float, ground: Color) -> Color:
    """Return a colour painted over a ground."""
    return (
        ground[0] + (color[0] - ground[0]) * alpha,
        ground[1] + (color[1] - ground[1]) * alpha,
        ground[2] + (color[2] - ground[2]) * alpha,
    )


@lru_cache(maxsize=16384)
def luminance(color: Color) -> float:
    """Return the relative luminance of WCAG 2, 0 to 1."""

    def linear(channel: float) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color[0]) + 0.7152 * linear(color[1]) + 0.0722 * linear(color[2])


def contrast(color: Color, other: Color) -> float:
    """Return the contrast ratio of WCAG 2, from 1 to 21."""
    darker, lighter = sorted((luminance(color), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def fill_at(fill: Fill, x: float, y: float) -> tuple[Color, float]:
    """Return the colour and the alpha of a fill at a point."""
    if isinstance(fill, str):
        return parse_color(fill)
    if isinstance(fill, LinearGradient):
        dx, dy = fill.x1 - fill.x0, fill.y1 - fill.y0
        length = dx * dx + dy * dy
        offset = ((x - fill.x0) * dx + (y - fill.y0) * dy) / length if length else 0.0
    else:
        offset = math.hypot(x - fill.x, y - fill.y) / fill.radius if fill.radius else 1.0
    return _stop_at(fill, max(0.0, min(1.0, offset)))


def _stop_at(fill: LinearGradient | RadialGradient, offset: float) -> tuple[Color, float]:
    stops = fill.stops
    if not stops:
        return (0.0, 0.0, 0.0), 0.0
    if offset <= stops[0].offset:
        return parse_color(stops[0].color)
    for before, after in pairwise(stops):
        if offset <= after.offset:
            share = (offset - before.offset) / ((after.offset - before.offset) or 1.0)
            (color, alpha), (next_color, next_alpha) = parse_color(before.color), parse_color(after.color)
            return over(next_color, share, color), alpha + (next_alpha - alpha) * share
    return parse_color(stops[-1].color)


def background_at(background: Background | None, x: float, y: float) -> Color:
    """Return the colour of a background, its glows included."""
    if background is None:
        return (0.0, 0.0, 0.0)
    color = parse_color(background.color)[0]
    for glow in background.glows:
        color = over(*fill_at(glow, x, y), color)
    return color


def background_extremes(background: Background | None) -> tuple[Color, ...]:
    """Return the colours that a background has at its ends.

    With one glow, every other colour of the ground lies between them.
    """
    if background is None:
        return ((0.0, 0.0, 0.0),)
    plain = parse_color(background.color)[0]
    colors = {plain}
    for glow in background.glows:
        colors |= {over(*parse_color(stop.color), known) for stop in glow.stops for known in tuple(colors)}
    return tuple(colors)


@lru_cache(maxsize=512)
def readable_color(color: str, background: Background | None, toward: str, needed: float = 4.5) -> str:
    """Return a colour mixed with another until it can be read.

    `needed` is the least contrast ratio anywhere on the background; `toward` is the colour of other texts on it. A colour that
    passes is returned as it is, and none is mixed by more than three quarters.
    """
    channels, alpha = parse_color(color)
    target = parse_color(toward)[0]
    grounds = background_extremes(background)
    mixed = channels
    for step in range(31):
        mixed = over(target, step / 40, channels)
        if min(contrast(over(mixed, alpha, ground), ground) for ground in grounds) >= needed:
            break
    if mixed == channels:
        return color
    return "#" + "".join(f"{round(channel):02x}" for channel in mixed) + color[7:]
