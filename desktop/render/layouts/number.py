"""The number layout shows one large number, its label and its chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.render import theme as themes
from desktop.render.charts.draw import LEAST_CHART_HEIGHT, draw_chart
from desktop.render.frame import Overflow, Rectangle
from desktop.render.layouts.figures import draw_wall, tone_color
from desktop.render.layouts.poster import add_kicker_slot
from desktop.render.page.column import Column
from desktop.render.page.grid import Box
from desktop.render.page.slide_page import SlidePage
from desktop.render.text import TextStyle, break_text, cap_height, measure_text
from desktop.render.text_fit import common_font, language_style
from desktop.story.model import Figure

_LONE_SIZES: Final = (375.0, 312.0)
"""The sizes of a number that has the page to itself, before those of all."""
_SIZES: Final = (260.0, 216.0, 180.0, 150.0, 125.0, 104.0, 86.0, 72.0)
_CHART_SHARE: Final = 0.4  # of the right side's height, above a wall of figures
_FIRST_GAP: Final = 90.0  # from the number, whose comma reaches far below its baseline
_PILL_HEIGHT: Final = 68.0
_PILL_GAP: Final = 26.0
_MOST_PILLS: Final = 3


def number(page: SlidePage) -> None:
    """Lay out one number, its label and its chart.

    The number is as large as fits.
    """
    slide, grid = page.slide, page.grid
    has_wall = len(slide.figures) > _MOST_PILLS
    has_drawing = slide.chart is not None or page.has_image(slide.image)
    has_right_side = has_drawing or has_wall
    # A wall of figures alone fills the width below the number: beside it, it would leave the number's side empty.
    is_stacked = grid.is_narrow or not has_drawing
    width = grid.content_width if is_stacked else grid.text_width
    top = grid.title_baseline - 150.0
    # Alone on the page, the number stands like a sentence of a poster.
    column = Column(page, grid.margin, width)
    text_width = width if grid.is_narrow else min(width, 1180.0)
    _add_texts(page, column, text_width, has_wall=has_wall, is_alone=not has_right_side)
    has_lone_picture = page.has_image(slide.image) and slide.chart is None and not has_wall
    height = page.bottom - top
    if is_stacked and has_lone_picture:
        column.add_picture(slide.image, height=0.36 * height, gap=64.0)
    elif has_right_side and is_stacked:
        column.add_box(
            lambda box: _draw_right_side(page, box, has_wall=has_wall), part="evidence", gap=64.0, weight=1.0,
            height=0.36 * height, least=0.3 * height,
        )  # fmt: skip
    column.place(top, page.bottom, align=0.0 if has_right_side and not has_lone_picture else 0.36)
    if not is_stacked:
        x, right_width = grid.right_column
        if has_lone_picture:  # in the middle of its height, as its words are
            page.add_image(slide.image, x, top, right_width, page.bottom - 20.0 - top)
            return
        _draw_right_side(page, Box(x, top, right_width, page.bottom - 20.0 - top), has_wall=has_wall)


def _add_texts(page: SlidePage, column: Column, text_width: float, *, has_wall: bool, is_alone: bool) -> None:
    """Add kicker, number, title, text, pills and note to a column."""
    slide = page.slide
    add_kicker_slot(page, column)
    words = page.localized(slide.number)
    sizes = (*_LONE_SIZES, *_SIZES) if is_alone else _SIZES
    fonts = [themes.display_font(size) for size in sizes]
    style = TextStyle(common_font([words], fonts, column.width), page.theme.paper, max_lines=2, leading=1.05)
    has_text = bool(slide.title or slide.text)
    column.add_text(slide.number, style, part="number", least=72.0, sources=() if has_text else slide.sources)
    title_style = TextStyle(themes.body_font(42, 500), page.theme.paper, leading=1.28)
    column.add_text(
        page.content.title if slide.title else "", title_style, part="title", gap=80.0, least_lines=2, width=text_width,
        sources=() if slide.text else slide.sources,
    )  # fmt: skip
    text_style = page.body_style(35 if slide.title else 42, color="" if slide.title else page.theme.paper)
    gap = 46.0 if slide.title else 80.0
    column.add_text(
        slide.text, text_style, part="text", gap=gap, sources=slide.sources, width=text_width,
        parted_width=column.width if is_alone else 0.0,
    )  # fmt: skip
    if slide.figures and not has_wall:
        height = len(slide.figures) * (_PILL_HEIGHT + _PILL_GAP) - _PILL_GAP
        column.add_box(
            lambda box: _draw_pills(page, slide.figures, box),
            part="figures",
            height=height,
            gap=52.0 if has_text else _FIRST_GAP,
        )
    column.add_text(
        slide.note,
        page.note_style(),
        part="note",
        gap=44.0 if has_text or slide.figures else _FIRST_GAP,
        width=text_width,
    )


def _draw_right_side(page: SlidePage, box: Box, *, has_wall: bool) -> None:
    """Draw the chart, else the picture, else a wall of figures."""
    slide = page.slide
    if slide.chart is not None and has_wall and _CHART_SHARE * box.height < LEAST_CHART_HEIGHT:
        page.overflows.append(Overflow("chart", slide.chart.path, LEAST_CHART_HEIGHT))
        draw_wall(page, slide.figures, box)
    elif slide.chart is not None or page.has_image(slide.image):
        column = Column(page, box.x, box.width)
        if slide.chart is not None:
            chart = slide.chart
            column.add_box(
                lambda place: draw_chart(page, chart, place.x, place.y, place.width, place.height), part="chart",
                height=_CHART_SHARE * box.height, weight=1.0,
            )  # fmt: skip
        else:
            column.add_picture(slide.image, height=0.4 * box.height)
        if has_wall:
            column.add_box(
                lambda place: draw_wall(page, slide.figures, place), part="figures", height=0.45 * box.height, gap=30.0
            )
        column.place(box.y, box.bottom)
    else:
        draw_wall(page, slide.figures, box)


def _draw_pills(page: SlidePage, figures: Sequence[Figure], box: Box) -> None:
    """Draw figures in pills, each with its label beside it."""
    sizes = (35.0, 29.0, 24.0)
    values = [page.localized(figure.value) for figure in figures]
    font = common_font(values, [themes.body_font(size, 600) for size in sizes], 0.5 * box.width - 84.0)
    # Equal pills, whose labels begin at one x and have one size.
    value_width = min(max(measure_text(value, font) for value in values), 0.5 * box.width - 84.0)
    label_x = box.x + value_width + 84.0 + 28.0
    label_style = _pill_label_style(page, figures, min(35.0, font.size + 6.0), box.right - label_x)
    y = box.y
    for index, figure in enumerate(figures):
        part = f"figure:{index}"
        step = page.step_of(part)
        pill_width = value_width + 84.0
        page.items.append(
            Rectangle(box.x, y, pill_width, _PILL_HEIGHT, _pill_fill(page, figure), radius=_PILL_HEIGHT / 2, step=step)
        )
        value_style = TextStyle(font, page.theme.background, max_lines=1, align="center")
        value_y = y + (_PILL_HEIGHT - cap_height(font)) / 2
        page.add_text(figure.value, value_style, box.x + 40.0, value_y, value_width + 4.0, 60.0, part=part, least=24.0)
        width = box.right - label_x - page.marks_width(page.marks(figure.sources), label_style.font)
        label_height = break_text(page.localized(figure.label), label_style, width).height
        label_y = y + (_PILL_HEIGHT - min(label_height, _PILL_HEIGHT - 10.0)) / 2
        page.add_text(
            figure.label, label_style, label_x, label_y, box.right - label_x, 60.0, part=part, least=24.0,
            sources=figure.sources,
        )  # fmt: skip
        y += _PILL_HEIGHT + _PILL_GAP


def _pill_fill(page: SlidePage, figure: Figure) -> str:
    """Return the colour of a pill below dark words."""
    return tone_color(page, figure) or themes.blend(page.theme.muted, page.theme.paper, 0.25)


def _pill_label_style(page: SlidePage, figures: Sequence[Figure], size: float, width: float) -> TextStyle:
    """Return the largest style in which each label fits beside its pill."""
    settings = [(1, one) for one in (35.0, 29.0, 24.0) if one <= size] + [(2, 24.0)]
    style = TextStyle(themes.body_font(24.0), page.theme.muted, leading=1.24, max_lines=2)
    for lines, one in settings:
        style = language_style(
            TextStyle(themes.body_font(one), page.theme.muted, leading=1.24, max_lines=lines), page.language
        )
        rooms = [width - page.marks_width(page.marks(figure.sources), style.font) for figure in figures]
        blocks = [
            break_text(page.localized(figure.label), style, room) for figure, room in zip(figures, rooms, strict=True)
        ]
        if all(block.line_count <= lines and block.width <= room for block, room in zip(blocks, rooms, strict=True)):
            break
    return style
