"""The chart layout shows a chart and the sentence that it proves."""

from __future__ import annotations

from typing import Final

from desktop.render.charts.draw import draw_chart
from desktop.render.layouts.chart_plan import (
    GAP_BELOW_TEXT,
    YIELDING,
    least_height,
    note_height,
    note_style,
    plan_chart,
    side_bottom,
    side_column,
)
from desktop.render.page.slide_page import SlidePage
from desktop.render.text import cap_height
from desktop.story.aligned_chart import place_count

_MANY: Final = 16  # more bars than this take all the height
_TITLE_LINE_HEIGHT: Final = 100.0
_SIDE_GAP: Final = 56.0


def chart(page: SlidePage) -> None:
    """Lay out a chart with its statement, text and note."""
    slide, grid = page.slide, page.grid
    if page.ribbon and (slide.ribbon is None and page.story.ribbon == "auto"):
        page.ribbon = False  # the chart needs its height, and has an axis of its own
    plan = plan_chart(page)
    page.add_header(
        slide.title, plan.title, grid.content_width, _TITLE_LINE_HEIGHT * plan.title.max_lines, grow_up=plan.grows_up
    )
    arrangement = plan.arrangement
    x, width, words_bottom = grid.margin, grid.content_width, 0.0
    if arrangement.side_columns:
        column = side_column(page, arrangement)
        words_bottom = column.place(plan.top, side_bottom(page, plan.bottom))
        x = grid.margin + column.width + _SIDE_GAP
        width = grid.right - x
    elif page.localized(slide.text).strip():
        room = max(plan.top - GAP_BELOW_TEXT + YIELDING - plan.text_top, cap_height(plan.text.font) + 4.0)
        page.add_text(
            slide.text, plan.text, grid.margin, plan.text_top, plan.text_width, room, part="text", sources=slide.sources
        )
    bottom = plan.bottom
    if slide.chart is not None:
        height = plan.height
        if place_count(slide.chart) <= _MANY:  # on upright pages it keeps a shape that can be read, and is no tower
            height = min(height, max(least_height(page), 0.8 * width, words_bottom - plan.top))
        draw_chart(page, slide.chart, x, plan.top, width, height)
        bottom = plan.top + height
    if arrangement.is_note_below:
        style, height = note_style(page, arrangement), note_height(page, arrangement) + 1.0
        page.add_text(slide.note, style, grid.margin, bottom + plan.note_gap, grid.content_width, height, part="note")
