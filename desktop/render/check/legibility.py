"""Finds texts that leave the canvas or cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from desktop.render.background_color import ground_at
from desktop.render.check.finding import Finding, finding
from desktop.render.check.seen_items import TOLERANCE, SeenMark, SeenText, leaves
from desktop.render.colors import background_extremes, contrast, over, parse_color
from desktop.render.frame import Frame, Image, Polyline
from desktop.render.glyph_bounds import Box, intersection, is_inside, sides
from desktop.render.glyph_coverage import missing_characters, stand_in_face

LARGE_SIZE: Final = 32.0
"""The size from which WCAG 2 asks for less contrast."""


def find_outside(frame: Frame, texts: list[SeenText]) -> Iterator[Finding]:
    """Yield the texts that leave the canvas."""
    canvas = (0.0, 0.0, frame.width, frame.height)
    for text in texts:
        if not is_inside(text.box, canvas, TOLERANCE) and leaves(text.run, canvas):
            yield finding("outside", frame, text.run, text.box)


def find_small(frame: Frame, texts: list[SeenText], smallest_size: float) -> Iterator[Finding]:
    """Yield the texts below the smallest size."""
    for text in texts:
        if text.run.font.size < smallest_size:
            yield finding("small", frame, text.run, text.box, amount=text.run.font.size)


def find_faint(frame: Frame, texts: list[SeenText], near: dict[int, list[SeenMark]]) -> Iterator[Finding]:
    """Yield the texts that are hard to tell from their real ground."""
    extremes = background_extremes(frame.background)
    least: dict[str, float] = {}  # the contrast of each colour where the plain ground suits it worst
    for text in texts:
        run, box = text.run, text.box
        if run.color not in least:
            channels, opacity = parse_color(run.color)
            least[run.color] = min(contrast(over(channels, opacity, ground), ground) for ground in extremes)
        needed = 3.0 if run.font.size >= LARGE_SIZE else 4.5
        below = [
            (item, item_box)
            for index, item, item_box, _ in near[text.index]
            if index < text.index and not isinstance(item, Polyline) and _is_ground(item_box, box)
        ]
        if not below and least[run.color] >= needed:
            continue
        if any(isinstance(item, Image) for item, _ in below):
            ratio = _contrast_on_picture(frame, text)
        else:
            color, alpha = parse_color(run.color)
            middle = (box[1] + box[3]) / 2
            grounds = [
                ground_at(frame.background, below, box[0] + (box[2] - box[0]) * share, middle)
                for share in (0.02, 0.25, 0.5, 0.75, 0.98)
            ]
            ratio = min(contrast(over(color, alpha, ground), ground) for ground in grounds)
        if ratio < needed - 0.005:
            yield replace(finding("contrast", frame, run, box, amount=ratio), needed=needed)


def _is_ground(item_box: Box, box: Box) -> bool:
    """Return whether an item lies below a quarter of a text."""
    width, height = sides(intersection(item_box, box))
    return width * height >= 0.25 * (box[2] - box[0]) * (box[3] - box[1])


def _contrast_on_picture(frame: Frame, text: SeenText) -> float:
    """Return the contrast of a text on what is painted below it.

    A tenth of the ground may be worse: a picture has specks.
    """
    from desktop.render.backdrop_sampling import painted_ground  # paints: not needed where no text lies on a picture

    color, alpha = parse_color(text.run.color)
    ratios = sorted(
        contrast(over(color, alpha, ground), ground) for ground in painted_ground(frame, text.index, text.box)
    )
    return ratios[len(ratios) // 10] if ratios else 21.0


def find_foreign(frame: Frame, texts: list[SeenText]) -> Iterator[Finding]:
    """Yield the texts with letters that no shipped face has."""
    for text in texts:
        letters = missing_characters(text.run.text, text.run.font)
        if letters:
            face = stand_in_face(letters, text.run.font)
            yield replace(finding("glyph", frame, text.run, text.box, letters[:12]), face=face)
