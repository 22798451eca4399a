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


class WordBoxes:
    """Holds the boxes of words, `margin` pixels around each.

    They are computed for the first line: in most frames there are few, and thousands of words.
    """

    def __init__(self, words: Iterable[Item], margin: float) -> None:
        self._words = words
        self._margin = margin
        self._stripes: dict[int, list[_Box]] | None = None

    def around(self, lines: Iterable[Item]) -> list[Item]:
        """Return lines with gaps where words stand.

        Only vertical hairlines are cut; all other items stay as they are.
        """
        lines = tuple(lines)
        if not lines:
            return []
        if self._stripes is None:
            self._stripes = self._boxes_in_stripes()
        stripes = self._stripes
        return [piece for line in lines for piece in _cut(line, stripes)]

    def _boxes_in_stripes(self) -> dict[int, list[_Box]]:
        margin, stripes = self._margin, dict[int, list[_Box]]()
        for text in self._words:
            if type(text) is TextRun:
                left, right, size = text.x - margin, text.x + text.width + margin, text.font.size
                box = (left, right, text.y - _ASCENT * size - margin / 2, text.y + _DESCENT * size + margin / 2)
                for stripe in range(int(left // _STRIPE), int(right // _STRIPE) + 1):
                    stripes.setdefault(stripe, []).append(box)
        return stripes


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
