"""Fits a text into a place: one ladder for all layouts.

Its rungs: smaller type, step by step, down to the least size that a room can read; longer lines, and long prose in two
columns, where a wide page has room; then hyphens; then fewer lines, with an ellipsis.
What is left out is told by its height, so that the story's author learns of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from desktop.i18n import language as language_of
from desktop.i18n.hyphenation import SOFT_HYPHEN, with_soft_hyphens
from desktop.i18n.phrases import may_have_phrases
from desktop.render.frame import Font, TextRun
from desktop.render.text import MAX_BALANCED_LINES, TextBlock, TextStyle, break_text, cap_height, measure_text
from desktop.render.text_breaks import UNSPACED
from desktop.render.theme import TYPE_SCALE, step_down

LEAST_SENTENCE: Final = 29.0
"""The least size of a sentence."""

_ELLIPSIS: Final = "…"
_MARKUP: Final = r"[*_`]+|\]\([^)]*\)"
_MARKS: Final = frozenset("*_`]")
TEXT_COLUMN_GAP: Final = 80.0
"""The gap between two columns of a text."""

LEAST_LINES_OF_TWO: Final = 9
"""From so many lines on, a text reads better in two columns that take the whole page."""

_TALL_LEADING: Final = 1.36
_INDIC_LEADING: Final = 1.3  # the signs above letters and below them reach from 0.9 of the size to 0.4
_INDIC: Final = frozenset({
    "as", "bho", "bn", "bo", "dz", "gu", "hi", "km", "kn", "kok", "lo", "mai", "ml", "mr", "my", "ne", "or", "pa", "sa",
    "si", "ta", "te", "th",
})  # fmt: skip
"""Languages of India's scripts, and of those of its neighbours to the east."""


@lru_cache(maxsize=256)
def ladder(font: Font, least: float = LEAST_SENTENCE) -> tuple[Font, ...]:
    """Return a font and its smaller steps, down to a least size."""
    return (font, *(_sized(font, size) for size in reversed(TYPE_SCALE) if min(least, font.size) <= size < font.size))


@lru_cache(maxsize=1024)
def rung_style(style: TextStyle, rung: int, least: float = LEAST_SENTENCE) -> TextStyle:
    """Return a style some steps smaller, not below a least size."""
    if rung <= 0 or style.font.size <= least:
        return style
    return replace(style, font=_sized(style.font, max(least, step_down(style.font, rung).size)))


def _sized(font: Font, size: float) -> Font:
    return replace(font, size=size, tracking=font.tracking * size / font.size)


@lru_cache(maxsize=1024)
def language_style(style: TextStyle, language: str, *, hyphenate: bool = False) -> TextStyle:
    """Return a style for texts in a language.

    Arabic and Indic letters reach further down than Latin ones, and their marks further up: such lines stand further
    apart.
    """
    leading = style.leading
    if language.partition("-")[0] in _INDIC:
        leading = max(leading, _INDIC_LEADING)
    elif language_of(language).is_right_to_left:
        leading = max(leading, _TALL_LEADING)
    return replace(style, language=language, leading=leading, hyphenate=hyphenate or style.hyphenate)


@lru_cache(maxsize=4096)
def splits_a_word(text: str, font: Font, width: float) -> bool:
    """Return whether a word is wider than the lines.

    Scripts without spaces have no such words.
    """
    plain = text if _MARKS.isdisjoint(text) else re.sub(_MARKUP, "", text)
    words = plain.split()
    # Measuring is slow: few letters are wider than their size.
    least = width / (font.size * 1.1)
    if max(map(len, words), default=0) <= least:
        return False
    long_words = (word for word in words if len(word) > least and not UNSPACED.occur_in(word))
    return any(measure_text(word, font) > width for word in long_words)


def least_for_words(text: str, style: TextStyle, width: float, least: float, language: str) -> float:
    """Return the least size, lower where a word would be parted.

    A word is set smaller before it is broken at any letter; where hyphens may part it, it keeps its size.
    """
    fonts = ladder(style.font, least)
    if not splits_a_word(text, fonts[-1], width):
        return least
    syllables = with_soft_hyphens(text, language).replace(SOFT_HYPHEN, " ")
    if not splits_a_word(syllables, fonts[-1], width):
        return least
    smaller = (
        font.size for font in ladder(style.font, min(least, LEAST_SENTENCE)) if not splits_a_word(text, font, width)
    )
    return min(least, next(smaller, least))


def fit_text(
    text: str, style: TextStyle, width: float, height: float, least: float = LEAST_SENTENCE
) -> tuple[TextBlock, float]:
    """Fit text into a width and height: smaller if needed, then cut.

    Returns the block and by how many pixels the text does not fit (0 where it does). No size is below `least`, or the
    style's own where that is smaller.
    """
    block, excess = _break_within(text, style, width, height)
    font = style.font
    while excess > 0.0 or splits_a_word(text, font, width):
        smaller = rung_style(style, 1, least)
        if smaller.font.size >= font.size:
            if style.hyphenate:
                break
            smaller = replace(style, hyphenate=True)
        style, font = smaller, smaller.font
        block, excess = _break_within(text, style, width, height)
    if excess <= 0.0:
        return block, 0.0
    return cut_block(_packed(text, style, width, block), _line_limit(style, height), width), excess


def _packed(text: str, style: TextStyle, width: float, block: TextBlock) -> TextBlock:
    """Return a block to be cut, with lines as long as possible."""
    is_even = block.line_count <= MAX_BALANCED_LINES and not may_have_phrases(text)
    return break_text(text, style, width, is_packed=True) if is_even else block


def _line_limit(style: TextStyle, height: float) -> float:
    """Return the height that a style's most lines leave of a height."""
    if not style.max_lines:
        return height
    return min(height, cap_height(style.font) + (style.max_lines - 1) * style.font.size * style.leading + 1)


def _break_within(text: str, style: TextStyle, width: float, height: float) -> tuple[TextBlock, float]:
    """Return a block, and by how many pixels it does not fit."""
    block = break_text(text, style, width)
    return block, max(block.height - _line_limit(style, height), block.width - width - 1.0, 0.0)


def cut_block(block: TextBlock, height: float, width: float) -> TextBlock:
    """Return a block's lines that fit, ending in an ellipsis.

    One line always stays.
    """
    baselines = sorted({run.y for run in block.runs})
    kept = [y for y in baselines if y <= height + 0.5] or baselines[:1]
    if len(kept) == len(baselines) and block.width <= width + 1.0:
        return block
    runs = [run for run in block.runs if run.y < kept[-1]]
    last_line = [run for run in block.runs if run.y == kept[-1]]
    while last_line:
        last = last_line.pop()
        shorter = _elided(last, width)
        if shorter is not None:
            last_line.append(shorter)
            break
    runs += last_line
    widest = max((run.x + run.width for run in runs), default=0.0)
    return TextBlock(tuple(runs), widest, kept[-1] if kept else 0.0, len(kept), block.font)


def _elided(run: TextRun, width: float) -> TextRun | None:
    """Return a run with an ellipsis, shortened to end before `width`."""
    words = run.text.rstrip(" ,;:.·–—-")
    while words:
        text = words + _ELLIPSIS
        advance = measure_text(text, run.font)
        if run.x + advance <= width:
            return replace(run, text=text, width=advance)
        # A cut between words looks better than one in a word, as long as it costs little.
        shorter = words[:-1].rstrip(" ,;:.·–—-")
        space = shorter.rfind(" ")
        words = shorter[:space].rstrip(" ,;:.·–—-") if space > 0 and len(shorter) - space < 12 else shorter
    return None


def text_column_width(width: float) -> float:
    """Return the width of each of two columns in a width."""
    return (width - TEXT_COLUMN_GAP) / 2


def part_block(block: TextBlock, width: float) -> TextBlock:
    """Part a block of one column's width into two columns."""
    baselines = sorted({run.y for run in block.runs})
    half = -(-len(baselines) // 2)
    if half == len(baselines):
        return block
    shift, offset = baselines[half] - baselines[0], text_column_width(width) + TEXT_COLUMN_GAP
    runs = tuple(
        run if run.y < baselines[half] else replace(run, x=run.x + offset, y=run.y - shift) for run in block.runs
    )
    widest = max(run.x + run.width for run in runs)
    height = max(baselines[half - 1], baselines[-1] - shift)
    return TextBlock(runs, widest, height, block.line_count, block.font)


def fit_columns(text: str, style: TextStyle, width: float, height: float) -> tuple[TextBlock, float]:
    """Set a text in two columns; cut what does not fit.

    Returns the block and by how many pixels each column is too long.
    """
    column_width = text_column_width(width)
    block = break_text(text, style, column_width)
    parted = part_block(block, width)
    if parted.height <= height:
        return parted, 0.0
    baselines = sorted({run.y for run in block.runs})
    lines = max(1, sum(y <= height + 0.5 for y in baselines))
    packed = _packed(text, style, column_width, block)
    cut = cut_block(packed, baselines[min(2 * lines, len(baselines)) - 1], column_width)
    return part_block(cut, width), parted.height - height


def common_font(texts: Iterable[str], fonts: Sequence[Font], width: float) -> Font:
    """Return the largest font in which each text fits one line.

    Equal things get one size: the smallest that fits the longest. `fonts` fall; the last is taken where none fits.
    """
    shown = [text for text in texts if text]
    fits = (font for font in fonts if all(measure_text(text, font) <= width for text in shown))
    return next(fits, fonts[-1])


def common_rung(texts: Iterable[tuple[str, TextStyle, float, float]], least: float = LEAST_SENTENCE) -> int:
    """Return the first rung on which each text fits its place.

    `texts` holds (text, style, width, height); the last rung is returned where none fits.
    """
    shown = [entry for entry in texts if entry[0].strip()]
    rungs = max((len(ladder(style.font, least)) for _, style, _, _ in shown), default=1)
    for rung in range(rungs):
        styles = [rung_style(style, rung, least) for _, style, _, _ in shown]
        if all(
            _break_within(text, style, width, height)[1] <= 0.0 and not splits_a_word(text, style.font, width)
            for style, (text, _, width, height) in zip(styles, shown, strict=True)
        ):
            return rung
    return rungs - 1
