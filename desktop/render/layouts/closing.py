"""The closing layout ends a story with its open question."""

from __future__ import annotations

from desktop.render import theme as themes
from desktop.render.layouts.poster import (
    add_kicker_slot,
    add_title_slot,
    bleeding_picture_box,
    draw_foot_note,
    draw_vertical_mark,
    explanation_size,
    gap_below_title,
    sentence_of,
    sentence_size,
    text_width,
    width_beside_picture,
)
from desktop.render.page.column import Column
from desktop.render.page.slide_page import SlidePage
from desktop.render.text import TextStyle, break_text
from desktop.story.localized_text import EMPTY_TEXT

_SIZES = ((26, 125.0), (56, 104.0))
_ITEM_INDENT = 1.9  # of a size, for its dash
_WORD_SPACE = "\u2002"
"""The space between the figure, the head and the text of an item."""


def closing(page: SlidePage) -> None:
    """Lay out the closing: a question, an outlook, and the note."""
    slide, grid = page.slide, page.grid
    has_picture = page.has_image(slide.image)
    if not grid.is_narrow or not has_picture:
        page.add_image(slide.image, *bleeding_picture_box(page).bounds, part="image")
        draw_vertical_mark(page)
    column = Column(page, grid.margin, width_beside_picture(page, text_width(page, has_picture)))
    add_kicker_slot(page, column)
    sentence, sentence_part = sentence_of(page)
    words = page.localized(sentence)
    size = next((size for longest, size in _SIZES if len(words) <= longest), 86.0)
    if not has_picture:
        size = min(180.0, sentence_size(words, column.width))
    add_title_slot(page, column, sentence, size, least=50.0, part=sentence_part)
    style = TextStyle(themes.display_font(42, italic=True), page.theme.paper, leading=1.3)
    column.add_text(slide.subtitle, style, part="subtitle", gap=gap_below_title(60.0, size))
    text_gap = 48.0 if slide.subtitle else gap_below_title(48.0, size)
    body_size = explanation_size(page, has_picture)
    below = EMPTY_TEXT if sentence_part == "text" else slide.text
    column.add_text(
        below, page.body_style(body_size), part="text", gap=text_gap, sources=slide.sources,
        parted_width=0.0 if has_picture else grid.content_width,
    )  # fmt: skip
    style = TextStyle(themes.body_font(29 if has_picture else body_size), page.theme.paper)
    first_gap = 52.0 if below or slide.subtitle else gap_below_title(52.0, size)
    for index, item in enumerate(slide.items):
        title, text = page.localized(item.title), page.localized(item.text)
        parts = (page.localized(item.figure), f"**{title}**" if title and text and "*" not in title else title, text)
        column.add_text(
            _WORD_SPACE.join(part for part in parts if part), style, part=f"item:{index}",
            gap=style.font.size if index else first_gap, indent=_ITEM_INDENT * style.font.size,
            path=(item.title or item.text or item.figure).path_for(page.language),
            sources=item.sources,
        )  # fmt: skip
    if grid.is_narrow and has_picture:
        column.add_box(
            lambda box: page.add_image(slide.image, 0.0, box.y, grid.width, box.height, part="image"),
            part="image", height=0.3 * page.height, least=0.2 * page.height, weight=1.0, gap=64.0,
        )  # fmt: skip
    foot = draw_foot_note(page, column.width - 60.0) - 80.0 if slide.note else page.bottom
    column.place(grid.title_baseline - 150.0, foot, align=0.4)
    if grid.is_narrow and has_picture:  # the column has drawn its picture
        draw_vertical_mark(page)
    for index in range(len(slide.items)):
        box = column.boxes.get(f"item:{index}")
        if box is not None:
            dash = break_text("—", TextStyle(style.font, page.theme.gold), 60.0)
            page.items.extend(dash.runs_at(grid.margin, box.y, page.step_of(f"item:{index}")))
