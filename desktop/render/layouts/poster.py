"""Composes posters: slides of one large sentence."""

from __future__ import annotations

import math
import os
import re
from dataclasses import replace
from itertools import accumulate
from typing import Final

from desktop.i18n.phrases import phrase_ends
from desktop.render import theme as themes
from desktop.render.colors import background_at
from desktop.render.font_files import LetterRanges
from desktop.render.frame import Font, HitZone, Image, Polyline, TextRun
from desktop.render.images import file_version
from desktop.render.page.column import Column
from desktop.render.page.grid import FOOT_LINE_HEIGHT, Box
from desktop.render.page.picture import reaches_edges
from desktop.render.page.slide_page import KICKER_GAP, SlidePage
from desktop.render.picture_tone import picture_tone
from desktop.render.text import TextBlock, TextStyle, break_text, cap_height, measure_text
from desktop.render.text_breaks import ends_with_clause
from desktop.render.text_fit import ladder, language_style
from desktop.render.theme import TYPE_SCALE
from desktop.story.localized_text import EMPTY_TEXT, LocalizedText

_SIZES_BY_WORDS: Final = ((1, 260.0), (5, 180.0), (12, 125.0), (20, 104.0))
_SIZE_OF_MANY_WORDS: Final = 86.0
_CHARACTERS_OF_A_WORD: Final = 9.0
_UNSPACED: Final = LetterRanges("\u3040\u30ff", "\u3400\u9fff")
_UNSPACED_OF_A_WORD: Final = 2.0
_MOST_OF_A_SENTENCE: Final = 240  # signs of a text that stands in large letters
_MOST_ON_ONE_LINE: Final = 12  # signs of a script without spaces
_LEAST_PICTURE_GAP: Final = 48.0
_DESCENT: Final = 0.25  # of the size of a title, below its baseline
_LEAST_TITLE_GAP: Final = 42.0  # from its descenders to what follows
_LEAST_CLAUSE_SHARE: Final = 0.8
"""How far a Chinese or Japanese sentence is made smaller to end its lines with clauses."""
_LEAST_CLAUSE_PART: Final = 0.45  # of the longer of two clauses
_CLAUSE_END: Final = r"(?<=[,;:?!\u060c\u061b\u061f])\s+"
_LEAST_PHRASE_SHARE: Final = 0.65
"""How far it is made smaller to end them with phrases, not inside words."""


def sentence_size(text: str, width: float = math.inf) -> float:
    """Return the largest size for a sentence of so many words.

    Long words count as several; so do two signs of a script without spaces. A few such signs, among which nothing shows
    where a word ends, stand on one line of a `width` where their size stays that of a title.
    """
    unspaced = _UNSPACED.count_in(text)
    words = max(len(text.split()), (len(text) - unspaced) / _CHARACTERS_OF_A_WORD, unspaced / _UNSPACED_OF_A_WORD)
    size = next((size for most_words, size in _SIZES_BY_WORDS if words <= most_words), _SIZE_OF_MANY_WORDS)
    if unspaced and len(text) <= _MOST_ON_ONE_LINE:
        whole = (one for one in reversed(TYPE_SCALE) if _SIZE_OF_MANY_WORDS <= one <= size)
        return next((one for one in whole if measure_text(text, themes.display_font(one)) <= width), size)
    return size


def is_unspaced(text: str) -> bool:
    """Return whether most signs of a text are East Asian."""
    return 2 * _UNSPACED.count_in(text) > len(text)


def clause_style(page: SlidePage, text: str, style: TextStyle, width: float) -> TextStyle:
    """Return the largest style in which lines end with clauses, else phrases.

    It is the style itself for a text that no size serves. In scripts with spaces it is smaller where two clauses then
    have a line each.
    """
    if not is_unspaced(text):
        return _style_of_two_clauses(page, text, style, width)
    with_phrases: TextStyle | None = None
    for font in ladder(style.font, _LEAST_PHRASE_SHARE * style.font.size):
        smaller = replace(style, font=font)
        lines = _lines(break_text(text, language_style(smaller, page.language), width))
        if font.size >= _LEAST_CLAUSE_SHARE * style.font.size and all(map(ends_with_clause, lines[:-1])):
            return smaller
        if with_phrases is None and set(accumulate(map(len, lines))) <= set(phrase_ends("".join(lines), page.language)):
            with_phrases = smaller
    return with_phrases or style


def _style_of_two_clauses(page: SlidePage, text: str, style: TextStyle, width: float) -> TextStyle:
    """Return a smaller style if two clauses then have a line each."""
    clauses = [part for part in re.split(_CLAUSE_END, text) if part]
    if len(clauses) != 2 or min(map(len, clauses)) < _LEAST_CLAUSE_PART * max(map(len, clauses)):
        return style
    lines = _lines(break_text(text, language_style(style, page.language), width))
    if len(lines) < 2 or _ends_with_clause(lines[0]):
        return style
    least = _LEAST_PHRASE_SHARE if len(lines) > 2 else _LEAST_CLAUSE_SHARE
    for font in ladder(style.font, least * style.font.size)[1:]:
        if max(measure_text(clause, font) for clause in clauses) > width:
            continue
        smaller = replace(style, font=font)
        lines = _lines(break_text(text, language_style(smaller, page.language), width))
        if len(lines) == 2 and _ends_with_clause(lines[0]):
            return smaller
    return style


def _ends_with_clause(line: str) -> bool:
    return re.search(_CLAUSE_END, line.rstrip() + " ") is not None


def _lines(block: TextBlock) -> list[str]:
    """Return the texts of the lines of a block."""
    lines: dict[float, str] = {}
    for run in block.runs:
        lines[run.y] = lines.get(run.y, "") + run.text
    return list(lines.values())


def explanation_size(page: SlidePage, has_picture: bool) -> float:
    """Return the size of the text below a large sentence.

    Alone on a wide page it is larger.
    """
    return 35.0 if has_picture or page.grid.is_narrow else 42.0


def add_kicker_slot(page: SlidePage, column: Column, fallback: str = "", color: str = "") -> None:
    """Add the kicker to a column; what follows stands `KICKER_GAP` below."""
    text = page.slide.kicker
    words = page.localized(text) or fallback
    style = TextStyle(page.kicker_font, color or page.kicker_color, max_lines=1)
    path = text.path_for(page.language) if text else page.slide.path
    column.add_text(page.own_language.upper(words), style, part="kicker", path=path, least=24, space_below=KICKER_GAP)


def sentence_of(page: SlidePage) -> tuple[LocalizedText, str]:
    """Return what a poster says in large letters, and its part.

    A short text without a title is the sentence itself.
    """
    slide = page.slide
    words = page.localized(slide.text).strip()
    if page.localized(slide.title).strip() or not words or "\n" in words or len(words) > _MOST_OF_A_SENTENCE:
        return slide.title, "title"
    return slide.text, "text"


def add_title_slot(
    page: SlidePage, column: Column, text: LocalizedText, size: float, *, least: float = 42.0, leading: float = 1.1,
    part: str = "title",
) -> None:  # fmt: skip
    """Add a large title to a column, below the kicker.

    As the `part` "text" it has the sources of the slide.
    """
    style = TextStyle(
        themes.display_font(size), page.theme.paper, leading=leading, balance=True, strong_color=page.accent_color
    )
    style = clause_style(page, page.localized(text), style, column.width)
    sources = page.slide.sources if part == "text" else ()
    column.add_text(text, style, part=part, sources=sources, least=least, least_lines=2)


def gap_below_title(gap: float, size: float) -> float:
    """Return a gap below a title that clears its descenders.

    A column measures from the baseline.
    """
    return max(gap, _DESCENT * size + _LEAST_TITLE_GAP)


def side_picture_box(page: SlidePage) -> Box:
    """Return the box of a picture in the right column."""
    x, width = page.grid.right_column
    top = page.grid.title_baseline - 150.0
    return Box(x, top, width, page.bottom - 10.0 - top)


def bleeding_picture_box(page: SlidePage) -> Box:
    """Return the box of a picture that fills the right half."""
    width = 0.53 * page.grid.width
    return Box(page.grid.width - width, 0.0, width, page.height)


def text_width(page: SlidePage, has_picture: bool, share: float = 0.88) -> float:
    """Return the width of text, a column beside a picture.

    Without a picture it is a share of the content's width.
    """
    if page.grid.is_narrow:
        return page.grid.content_width
    return page.grid.text_width if has_picture else share * page.grid.content_width


def width_beside_picture(page: SlidePage, width: float) -> float:
    """Return a text's width, less what an opaque picture covers.

    Drawings with a transparent ground may reach behind the words; photographs may not.
    """
    picture = next((item for item in reversed(page.items) if isinstance(item, Image)), None)
    if picture is None or not _is_opaque(page, picture.file, picture.version):
        return width
    return min(width, picture.x - _LEAST_PICTURE_GAP - page.grid.margin)


def foot_right(page: SlidePage) -> float:
    """Return where the foot of a slide ends.

    It is the right margin, or before a photograph that reaches the edges of a closing.
    """
    slide, grid = page.slide, page.grid
    if slide.layout != "closing" or grid.is_narrow or not page.has_image(slide.image):
        return grid.right
    file = os.path.join(page.story.folder, slide.image)
    box = bleeding_picture_box(page)
    version = file_version(file)
    is_photograph = _is_opaque(page, file, version) and reaches_edges(file, page.story.folder, version, box)
    return box.x - _LEAST_PICTURE_GAP if is_photograph else grid.right


def _is_opaque(page: SlidePage, file: str, version: int) -> bool:
    ground = background_at(None, 0.0, 0.0)  # it does not matter here
    return picture_tone(file, page.story.folder, version, ground).is_opaque


def draw_vertical_mark(page: SlidePage) -> None:
    """Draw the slide's mark downwards at the right margin, like Chinese titles."""
    text = page.localized(page.slide.vertical_title)
    if not text:
        return
    font = Font("han", 60.0)
    line_height = 86.0
    text = text[: max(1, int((page.height - 260.0) / line_height))]
    y = page.height - 130.0 - line_height * (len(text) - 1)
    step = page.step_of("image")
    for index, character in enumerate(text):
        width = measure_text(character, font)
        x = page.grid.right - font.size / 2 - width / 2
        page.items.append(TextRun(x, y + line_height * index, character, font, page.theme.gold, width, step=step))
    path = page.slide.vertical_title.path_for(page.language)
    left, height = page.grid.right - font.size - 8, line_height * len(text) + 16
    page.zones.append(HitZone(left, y - line_height, font.size + 16, height, "text", path, step=step))


def draw_foot_note(page: SlidePage, width: float, fallback: LocalizedText = EMPTY_TEXT) -> float:
    """Draw the note below a gold rule; return the rule's y.

    Without a note nothing is drawn.
    """
    note = page.slide.note if page.localized(page.slide.note) else fallback
    if not page.localized(note):
        return page.bottom + 20.0 if page.spec.has_footer else page.height - 100.0
    lines = 1 if page.spec.has_footer else 2
    style = TextStyle(themes.body_font(29), page.theme.muted, max_lines=lines)
    foot_height = FOOT_LINE_HEIGHT * page.foot_lines if page.spec.has_footer else 0.0
    y = page.height - 180.0 - foot_height
    page.items.append(Polyline((page.grid.margin, y, page.grid.margin + 120.0, y), page.theme.gold, 2.0))
    page.add_text(
        note,
        style,
        page.grid.margin,
        y + 48.0,
        width,
        40.0 * (lines - 1) + cap_height(style.font) + 1.0,
        part="note",
    )
    return y
