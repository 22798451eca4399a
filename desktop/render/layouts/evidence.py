"""Fills the evidence slot of a slide.

It shows a picture, else figures, else a chart; and the neighbourhood of the event on the axis where that is all there is,
or where one or two figures leave most of the slide empty.
"""

from __future__ import annotations

from typing import Final

from desktop.render.charts.draw import draw_chart
from desktop.render.layouts.figures import (
    draw_ring_card,
    draw_wall,
    ring_has_room,
    ring_index,
    wall_shape,
)
from desktop.render.page.column import Column
from desktop.render.page.grid import Box
from desktop.render.page.slide_page import SlidePage
from desktop.render.ribbon.neighbourhood import IDEAL_HEIGHT, LEAST_HEIGHT, neighbourhood
from desktop.story.model import Figure

_LOW_BOX: Final = 1.6
"""From so many heights wide on, a picture above figures would be small."""
_LEAST_WIDE_WALL: Final = 5
"""From so many figures on, a column of them beside a short text leaves the text's side empty."""


def has_evidence(page: SlidePage) -> bool:
    """Return whether a slide has a picture, figures or a chart."""
    content = page.content
    return bool(content.figures) or page.slide.chart is not None or page.has_image(content.image)


def has_lone_figures(page: SlidePage) -> bool:
    """Return whether one or two figures are all the evidence."""
    content = page.content
    has_more = page.slide.chart is not None or page.has_image(content.image) or ring_index(content.figures) is not None
    return 0 < len(content.figures) <= 2 and not has_more


def has_wall(page: SlidePage) -> bool:
    """Return whether figures stand side by side, none of them a ring."""
    figures = page.content.figures
    return bool(figures) and ring_index(figures) is None


def has_wide_wall(page: SlidePage) -> bool:
    """Return whether many figures, all the evidence, need a wide page."""
    count = len(page.content.figures)
    return not page.grid.is_narrow and count >= _LEAST_WIDE_WALL and not page.has_image(page.content.image)


def neighbourhood_share(page: SlidePage) -> float:
    """Return the most height of a neighbourhood, as a page's share.

    On a narrow page names stand below one another, long ones in several lines.
    """
    return 0.42 if page.grid.is_narrow and page.height > page.grid.width else 0.34


def add_neighbourhood(page: SlidePage, column: Column, *, gap: float = 64.0) -> None:
    """Add the event among its neighbours, in place of the ribbon."""
    page.ribbon = False
    column.add_box(
        lambda box: _draw_neighbourhood(page, box), part="neighbourhood", height=IDEAL_HEIGHT, least=LEAST_HEIGHT,
        weight=1.0, most=neighbourhood_share(page) * page.height, gap=gap,
    )  # fmt: skip


def _draw_neighbourhood(page: SlidePage, box: Box) -> None:
    items, zones = neighbourhood(page.story, page.slide, page.theme, page.language, box.bounds)
    with page.unmirrored(box.x, box.width):
        page.items.extend(items)
        page.zones.extend(zones)


def draw_evidence(page: SlidePage, box: Box) -> None:
    """Draw what the slide has to show into a box."""
    figures, file = page.content.figures, page.content.image
    ring = ring_index(figures)
    if ring is not None and ring_has_room(page, figures, ring, box):
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
    """Draw a picture above a wall of figures.

    In a low box it stands beside it.
    """
    if box.width >= _LOW_BOX * box.height:
        left, right = Box(box.x, box.y, 0.56 * box.width, box.height), 0.38 * box.width
        page.add_image(file, *left.bounds)
        draw_wall(page, figures, Box(box.right - right, box.y, right, box.height))
        return
    _, rows = wall_shape(len(figures), box.width, 0.3 * box.width)
    column = Column(page, box.x, box.width)
    column.add_picture(file, height=0.3 * box.height)
    wall_height = min(rows * 196.0, 0.6 * box.height)
    column.add_box(lambda place: draw_wall(page, figures, place), part="figures", height=wall_height, gap=30.0)
    column.place(box.y, box.bottom)
