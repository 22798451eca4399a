"""The quote layout shows what somebody said."""

from __future__ import annotations

import math

from desktop.i18n import language as language_of
from desktop.render import theme as themes
from desktop.render.frame import Polyline, TextRun
from desktop.render.layouts.poster import add_kicker_slot, clause_style, is_unspaced, side_picture_box, text_width
from desktop.render.page.column import Column
from desktop.render.page.grid import Box
from desktop.render.page.slide_page import SlidePage
from desktop.render.text import TextStyle, cap_height, measure_text

_SIZES = ((40, 125.0), (75, 104.0), (150, 86.0), (230, 72.0), (310, 60.0), (math.inf, 50.0))
_UNSPACED_SIZES = ((12, 125.0), (24, 104.0), (60, 86.0), (90, 72.0), (170, 60.0), (260, 50.0), (math.inf, 42.0))
_SIZES_BESIDE_PICTURE = ((40, 104.0), (75, 86.0), (120, 72.0), (170, 60.0), (260, 50.0), (math.inf, 42.0))
"""The sizes of quotes by their most signs."""
_INDENT = 64.0


def quote(page: SlidePage) -> None:
    """Lay out a quote with its author.

    A paraphrase has a bar in place of quotation marks.
    """
    slide, grid = page.slide, page.grid
    has_picture = page.has_image(slide.image)
    if not grid.is_narrow or not has_picture:
        page.add_image(slide.image, *side_picture_box(page).bounds)
    column = Column(page, grid.margin, text_width(page, has_picture, 0.84))
    add_kicker_slot(page, column, page.word("in_substance") if slide.paraphrase else "")
    words = page.localized(slide.quote)
    sizes = _SIZES_BESIDE_PICTURE if has_picture else _UNSPACED_SIZES if is_unspaced(words) else _SIZES
    size = next(size for longest, size in sizes if len(words) <= longest)
    style = TextStyle(
        themes.display_font(size, italic=not slide.paraphrase),
        page.theme.paper,
        leading=1.25,
        balance=True,
        strong_color=page.theme.gold,
    )
    marks_width = page.marks_width(page.marks(slide.sources), style.font)
    style = clause_style(page, words, style, column.width - _INDENT - marks_width)
    size = style.font.size
    column.add_text(slide.quote, style, part="quote", gap=12.0, sources=slide.sources, indent=_INDENT, least_lines=2)
    by_style = TextStyle(themes.body_font(35, 600), page.theme.paper, max_lines=2)
    below = 0.5 * max(0.0, size - 86.0)  # the descenders of a large quote
    column.add_text(slide.by, by_style, part="by", gap=62.0 + below, indent=_INDENT)
    role_style = TextStyle(themes.body_font(29), page.theme.muted, leading=1.3)
    column.add_text(slide.role, role_style, part="by", gap=26.0 if slide.by else 62.0 + below, indent=_INDENT)
    text_gap = 50.0 if slide.by or slide.role else 62.0 + below
    column.add_text(slide.text, page.body_style(29), part="text", gap=text_gap, indent=_INDENT)
    if grid.is_narrow and has_picture:
        column.add_picture(slide.image, height=0.3 * page.height)
    column.place(grid.title_baseline - 150.0, page.bottom, align=0.4)
    if "quote" in column.boxes:
        _mark_quote(page, column.boxes["quote"])


def _mark_quote(page: SlidePage, box: Box) -> None:
    """Draw an opening quotation mark, or the bar of a paraphrase."""
    step = page.step_of("quote")
    x = page.grid.margin
    if page.slide.paraphrase:
        bar = (x + 2.5, box.y - 4, x + 2.5, box.bottom + 12)
        page.items.append(Polyline(bar, page.accent_color, 5.0, rounded=True, step=step))
        return
    opening = language_of(page.language).quotation_marks[0]
    opening = "“" if opening == "‘" else opening  # single marks are those of terms, and too small for a quotation
    font = themes.display_font(150)
    if (advance := measure_text(opening, font)) > 1.5 * _INDENT:  # a bracket such as 「 is as wide as it is high
        font = themes.display_font(font.size * _INDENT / advance)
    baseline = box.y + 0.74 * cap_height(font)
    page.items.append(
        TextRun(x - 8, baseline, opening, font, page.accent_color, measure_text(opening, font), step=step)
    )
