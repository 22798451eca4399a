"""Cuts vertical lines where they would run through words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from desktop.render.frame import Item, MarkBatch, Polyline, TextRun

_ASCENT = 0.95
_DESCENT = 0.3
"""The height of letters above and below the baseline, in font sizes."""

_STRIPE = 64.0
"""The width in pixels of the stripes by which words are looked up."""

_Box = tuple[float, float, float, float]


def around_words(lines: Iterable[Item], words: Iterable[Item], margin: float) -> list[Item]:
    """Return lines with gaps where words stand, `margin` px around them.

    Only vertical hairlines are cut; all other items stay as they are.
    """
    lines = tuple(lines)
    if not lines:  # in most frames there is no such line, and thousands of words
        return []
    boxes = [
        (
            text.x - margin,
            text.x + text.width + margin,
            text.y - _ASCENT * text.font.size - margin / 2,
            text.y + _DESCENT * text.font.size + margin / 2,
        )
        for text in words
        if isinstance(text, TextRun)
    ]
    stripes: dict[int, list[_Box]] = {}
    for box in boxes:
        for stripe in range(int(box[0] // _STRIPE), int(box[1] // _STRIPE) + 1):
            stripes.setdefault(stripe, []).append(box)
    return [piece for line in lines for piece in _cut(line, stripes)]


def _cut(line: Item, stripes: Mapping[int, list[_Box]]) -> Iterator[Item]:
    if isinstance(line, MarkBatch) and line.kind == "box":
        values = line.coordinates
        pieces: list[float] = []
        for x, y, width, height in zip(values[::4], values[1::4], values[2::4], values[3::4], strict=True):
            for top, bottom in _free_parts(x, y, y + height, stripes):
                pieces += (x, top, width, bottom - top)
        if pieces:
            yield replace(line, coordinates=tuple(pieces))
    elif isinstance(line, Polyline) and len(line.points) == 4 and line.points[0] == line.points[2]:
        x, top, _, bottom = line.points
        for part_top, part_bottom in _free_parts(x, top, bottom, stripes):
            yield replace(line, points=(x, part_top, x, part_bottom))
    else:
        yield line


def _free_parts(
    x: float, top: float, bottom: float, stripes: Mapping[int, list[_Box]]
) -> Iterator[tuple[float, float]]:
    """Yield the parts of a vertical line that no word covers."""
    covered = sorted((box[2], box[3]) for box in stripes.get(int(x // _STRIPE), ()) if box[0] <= x <= box[1])
    for word_top, word_bottom in covered:
        if word_top > top:
            yield top, min(word_top, bottom)
        top = max(top, word_bottom)
        if top >= bottom:
            return
    if top < bottom:
        yield top, bottom
