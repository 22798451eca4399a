"""Measures a text of a column on each rung of the ladder."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from desktop.render.page.slide_page import SlidePage
from desktop.render.text import TextStyle, break_text
from desktop.render.text_fit import (
    LEAST_LINES_OF_TWO,
    language_style,
    part_block,
    rung_style,
    splits_a_word,
    text_column_width,
)

_LEAST_SHARE: Final = 0.5
"""How much of the height that is foreseen a text has at least."""
_LEAST_PARTED_WIDTH: Final = 1200.0  # narrower, the lines of two columns would hold too few words
_FIRST_WIDE: Final = 2  # the first rung on which lines may be longer than the column is wide
_LONGEST_LINE: Final = 47.0  # in sizes of the type: more than a hundred letters are hard to follow


class ColumnText:
    """Measures a text: smaller, wider or parted where room is short.

    `marks_width` is what the marks of its sources take of the width. `last_rung` tells the column's last rung, on which
    words are hyphenated; it is known when all of the column is.
    """

    def __init__(
        self,
        page: SlidePage,
        words: str,
        style: TextStyle,
        least: float,
        text_width: float,
        marks_width: float,
        parted_width: float,
        space_above: float,
        space_below: float,
        last_rung: Callable[[], int],
    ) -> None:
        self._page = page
        self._words = words
        self._style = style
        self._least = least
        self._text_width = text_width
        self._marks_width = marks_width
        self._parted_width = parted_width
        self._space = space_above + space_below
        self._last_rung = last_rung
        self._heights: dict[tuple[int, int], float] = {}
        self._last_measured: tuple[float, float] | None = None  # the size of the letters and the height

    def style_at(self, rung: int) -> TextStyle:
        """Return the style on a rung."""
        style = rung_style(self._style, rung, self._least)
        return language_style(style, self._page.language, hyphenate=rung >= self._last_rung())

    def height_at(self, rung: int) -> float:
        """Return the height on a rung, infinite where it must not be."""
        asked = (rung, self._last_rung())
        if asked not in self._heights:
            self._heights[asked] = self._measure(rung)
        return self._heights[asked]

    def drawn_width(self, rung: int) -> float:
        """Return the width on a rung, with the marks of sources."""
        return self._parted_width if self.is_parted(rung) else self._width_at(rung) + self._marks_width

    def is_parted(self, rung: int) -> bool:
        """Return whether the text stands in two columns on a rung."""
        if rung < 1 or self._page.grid.is_narrow or self._parted_width < _LEAST_PARTED_WIDTH:
            return False
        return break_text(self._words, self.style_at(rung), self._text_width).line_count >= LEAST_LINES_OF_TWO

    def _width_at(self, rung: int) -> float:
        is_column_widest = self._parted_width <= self._text_width + self._marks_width
        if rung < _FIRST_WIDE or self._page.grid.is_narrow or is_column_widest:
            return self._text_width
        longest = _LONGEST_LINE * self.style_at(rung).font.size
        return max(self._text_width, min(self._parted_width - self._marks_width, longest))

    def _is_far_too_high(self, size: float) -> bool:
        """Return whether a text that filled pages fills more than one still.

        Its height goes with the square of the size. To break thousands of letters at each size takes seconds.
        """
        if self._last_measured is None:
            return False
        before, height = self._last_measured
        return _LEAST_SHARE * height * (size / before) ** 2 > self._page.grid.height

    def _measure(self, rung: int) -> float:
        style, is_last = self.style_at(rung), rung >= self._last_rung()
        if not is_last and self._is_far_too_high(style.font.size):
            return math.inf
        if self.is_parted(rung):
            width_of_two = self._parted_width - self._marks_width
            block = break_text(self._words, style, text_column_width(width_of_two))
            return part_block(block, width_of_two).height + self._space
        width = self._width_at(rung)
        if not is_last and splits_a_word(self._words, style.font, width):
            return math.inf
        block = break_text(self._words, style, width)
        self._last_measured = (style.font.size, block.height)
        if self._style.max_lines and block.line_count > self._style.max_lines and not is_last:
            return math.inf
        return block.height + self._space
