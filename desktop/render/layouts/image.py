"""The image layout shows a picture, with or without words."""

from __future__ import annotations

from desktop.render.frame import Image
from desktop.render.layouts.poster import add_kicker_slot, add_title_slot
from desktop.render.layouts.statement import statement
from desktop.render.page.column import Column
from desktop.render.page.grid import Box
from desktop.render.page.slide_page import SlidePage
from desktop.render.text import break_text

_LEAST_NOTE_WIDTH = 600.0
_SIZES = ((30, 86.0), (70, 72.0))


def image(page: SlidePage) -> None:
    """Lay out a picture beside a short text.

    Without a text it takes the whole width; without a picture, the text is a statement.
    """
    slide, grid = page.slide, page.grid
    if not page.has_image(slide.image):
        statement(page)  # it also notes a file that is missing
        return
    top = grid.title_baseline - 150.0
    has_text = bool(slide.title or slide.text)
    is_stacked = grid.is_narrow or not has_text
    # The gap to the picture is that between the columns of a list.
    width = grid.content_width if is_stacked else grid.columns(5)[1] - 2.0 * grid.gutter
    column = Column(page, grid.margin, width)
    add_kicker_slot(page, column)
    size = next((size for longest, size in _SIZES if len(page.localized(slide.title)) <= longest), 60.0)
    add_title_slot(page, column, slide.title, size)
    column.add_text(slide.text, page.body_style(), part="text", gap=60.0, sources=slide.sources)
    if is_stacked:
        column.add_picture(slide.image, height=0.4 * (page.bottom - top), gap=64.0)
    else:
        x, width = grid.columns(7, first=5)
        page.add_image(slide.image, x, top, width, page.bottom - top)
    if has_text:
        column.add_text(slide.note, page.note_style(), part="note", gap=44.0)
    elif note := page.localized(slide.note):
        height = break_text(note, page.note_style(), width).height
        column.add_box(lambda box: _add_note(page, box), part="note", gap=44.0, height=height)
    column.place(top, page.bottom, align=0.4)


def _add_note(page: SlidePage, box: Box) -> None:
    """Add the note of a picture alone, from where the picture begins."""
    left = next((item.x for item in reversed(page.items) if isinstance(item, Image)), box.x)
    left = min(max(left, box.x), max(box.x, box.right - _LEAST_NOTE_WIDTH))
    style, width = page.note_style(), box.right - left
    page.add_text(page.slide.note, style, left, box.y, width, box.height + 1.0, part="note")
