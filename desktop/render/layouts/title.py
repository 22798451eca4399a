"""The title layout opens a story."""

from __future__ import annotations

from desktop.render import theme as themes
from desktop.render.layouts.poster import (
    add_kicker_slot,
    add_title_slot,
    bleeding_picture_box,
    draw_foot_note,
    draw_vertical_mark,
    gap_below_title,
    sentence_size,
    text_width,
    width_beside_picture,
)
from desktop.render.page.column import Column
from desktop.render.page.slide_page import SlidePage
from desktop.render.text import TextStyle

_LEAST_EVENTS = 3
_BELOW_LINE = 70.0
_ABOVE_LINE = 110.0
_SIZES = ((14, 150.0), (30, 125.0), (60, 104.0))


def title(page: SlidePage) -> None:
    """Lay out the opening: kicker, title, subtitle, text and note."""
    slide, story, grid = page.slide, page.story, page.grid
    has_picture = page.has_image(slide.image)
    if not grid.is_narrow or not has_picture:
        page.add_image(slide.image, *bleeding_picture_box(page).bounds, part="image")
        draw_vertical_mark(page)
    width = width_beside_picture(page, text_width(page, has_picture))
    text = slide.title or story.title
    words = page.localized(text)
    column = Column(page, grid.margin, width)
    add_kicker_slot(page, column, color=page.theme.gold)
    size = next((size for longest, size in _SIZES if len(words) <= longest), 86.0)
    if not has_picture:
        size = min(180.0, sentence_size(words, width))
    add_title_slot(page, column, text, size, least=50.0, leading=1.06)
    style = TextStyle(themes.display_font(50, italic=True), page.theme.paper, leading=1.3, balance=True)
    subtitle = slide.subtitle or story.subtitle
    column.add_text(subtitle, style, part="subtitle", gap=gap_below_title(72.0, size))
    text_gap = 56.0 if subtitle else gap_below_title(56.0, size)
    column.add_text(slide.text, page.body_style(29), part="text", gap=text_gap)
    if grid.is_narrow and has_picture:
        column.add_box(
            lambda box: page.add_image(slide.image, 0.0, box.y, grid.width, box.height, part="image"),
            part="image", height=0.3 * page.height, least=0.2 * page.height, weight=1.0, gap=64.0,
        )  # fmt: skip
    rule_y = draw_foot_note(page, width - 60.0, fallback=story.author)
    top, bottom = grid.title_baseline - 150.0, rule_y - 64.0
    if not has_picture and len(story.events) >= _LEAST_EVENTS:
        # Without a picture, the story itself is what there is to see: all of it, on one line. With one, as on most first
        # slides, the 25 modules of the ribbon need not be imported before something is seen.
        from desktop.render.ribbon.ribbon import ribbon

        line_y = bottom - _BELOW_LINE
        with page.unmirrored(grid.margin, grid.content_width):
            items, zones = ribbon(story, slide, page.theme, page.language, grid.margin, line_y, grid.content_width)
            page.items.extend(items)
            page.zones.extend(zones)
        bottom = line_y - _ABOVE_LINE
    column.place(top, bottom, align=0.4)
    if grid.is_narrow and has_picture:  # the column has drawn its picture
        draw_vertical_mark(page)
