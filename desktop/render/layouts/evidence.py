"""Fills the evidence slot of a slide.

It shows a picture, else figures, else a chart, else the neighbourhood of the event on the axis.
"""

from __future__ import annotations

from desktop.render.layouts.chart import draw_chart
from desktop.render.layouts.figures import draw_ring_card, draw_wall, ring_index, wall_shape
from desktop.render.page.column import Column
from desktop.render.page.grid import Box
from desktop.render.page.slide_page import SlidePage
from desktop.story.model import Figure


def has_evidence(page: SlidePage) -> bool:
    """Return whether a slide has a picture, figures or a chart."""
    content = page.content
    return bool(content.figures) or page.slide.chart is not None or page.has_image(content.image)


def draw_evidence(page: SlidePage, box: Box) -> None:
    """Draw what the slide has to show into a box."""
    figures, file = page.content.figures, page.content.image
    ring = ring_index(figures)
    if ring is not None:
        draw_ring_card(page, figures, ring, box, file)
    elif figures and page.has_image(file):
        _draw_picture_with_figures(page, figures, file, box)
    elif figures:
        draw_wall(page, figures, box)
    elif page.has_image(file):
        page.add_image(file, box.x, box.y, box.width, box.height)
    elif page.slide.chart is not None:
        draw_chart(page, page.slide.chart, box.x, box.y, box.width, box.height)


def _draw_picture_with_figures(page: SlidePage, figures: tuple[Figure, ...], file: str, box: Box) -> None:
    """Draw a picture above a wall of figures."""
    _, rows = wall_shape(len(figures), box.width, 0.3 * box.width)
    column = Column(page, box.x, box.width)
    column.add_picture(file, height=0.3 * box.height)
    wall_height = min(rows * 196.0, 0.6 * box.height)
    column.add_box(lambda place: draw_wall(page, figures, place), part="figures", height=wall_height, gap=30.0)
    column.place(box.y, box.bottom)
