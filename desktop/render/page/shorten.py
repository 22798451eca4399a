"""Shortens a text to a number of lines."""

from __future__ import annotations

import re
from typing import Final

from desktop.render.text import TextBlock, TextStyle, break_text
from desktop.story.markdown import plain_text

_WORD_ENDS: Final = r"\s+|(?<=[\u3040-\u9fff\uac00-\ud7af])"  # compiled for the first text that is too long


def shorten(text: str, style: TextStyle, width: float, max_lines: int) -> TextBlock:
    """Return a text in at most `max_lines` lines.

    An ellipsis stands for the words that are left out. `width` is in canvas pixels. A
    shortened text loses its inline marks; a first word that is too long loses its end.
    """
    block = break_text(text, style, width)
    if block.line_count <= max_lines and block.width <= width + 1.0:
        return block
    words = plain_text(text)
    ends = [match.start() for match in re.finditer(_WORD_ENDS, words) if match.start()]
    return (
        _longest_start(words, ends, style, width, max_lines)
        or _longest_start(words, list(range(1, len(words))), style, width, max_lines)
        or break_text("…", style, width)
    )


def _longest_start(words: str, ends: list[int], style: TextStyle, width: float, max_lines: int) -> TextBlock | None:
    """Return the longest start of a text that fits, by bisection."""
    low, high = 0, len(ends)
    found: TextBlock | None = None
    while low < high:
        middle = (low + high) // 2
        block = break_text(words[: ends[middle]].rstrip(" ,;:.–—-") + "…", style, width)
        if block.line_count <= max_lines and block.width <= width + 1.0:
            found, low = block, middle + 1
        else:
            high = middle
    return found
