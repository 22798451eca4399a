"""The statement layout shows one sentence, as large as fits."""

from __future__ import annotations

from desktop.render.layouts.poster import (
    add_kicker_slot,
    add_title_slot,
    explanation_size,
    gap_below_title,
    sentence_of,
    sentence_size,
    side_picture_box,
    text_width,
)
from desktop.render.page.column import Column
from desktop.render.page.slide_page import SlidePage
from desktop.story.localized_text import EMPTY_TEXT


def statement(page: SlidePage) -> None:
    """Lay out a large sentence with its explanation below."""
    slide, grid = page.slide, page.grid
    has_picture = page.has_image(slide.image)
    if not grid.is_narrow or not has_picture:
        page.add_image(slide.image, *side_picture_box(page).bounds)
    width = text_width(page, has_picture, 1.0)
    column = Column(page, grid.margin, width)
    add_kicker_slot(page, column)
    sentence, part = sentence_of(page)
    size = sentence_size(page.localized(sentence), width)
    most = 125.0 if width < 1000.0 and has_picture else size
    add_title_slot(page, column, sentence, min(size, most), least=50.0, part=part)
    text = EMPTY_TEXT if part == "text" else slide.text
    indent_free_width = min(width, 1180.0)
    column.add_text(
        text, page.body_style(explanation_size(page, has_picture)), part="text", gap=gap_below_title(64.0, size),
        sources=slide.sources, width=indent_free_width, parted_width=0.0 if has_picture else grid.content_width,
    )  # fmt: skip
    note_gap = 56.0 if text else gap_below_title(84.0, size)
    column.add_text(slide.note, page.note_style(), part="note", gap=note_gap, width=indent_free_width)
    if grid.is_narrow and has_picture:
        column.add_picture(slide.image, height=0.3 * page.height)
    # 40% of the free height above a sentence look like the middle; at 50% it seems too low.
    column.place(grid.title_baseline - 150.0, page.bottom, align=0.4)
