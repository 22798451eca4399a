"""The list layout shows lines with figures or numbers."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render import theme as themes
from desktop.render.frame import Overflow, Polyline, Rectangle
from desktop.render.layouts.figure_values import magnitudes
from desktop.render.layouts.list_plan import (
    COLUMN_GAP,
    LEAD_GAP,
    MOST_LARGE,
    SPARE_BELOW,
    ListPlan,
    Row,
    has_narrow_words,
    list_styles,
    parting,
    plan_list,
)
from desktop.render.layouts.poster import side_picture_box, text_width
from desktop.render.page.column import Column
from desktop.render.page.grid import Box
from desktop.render.page.picture import full_height, shown_size
from desktop.render.page.slide_page import SlidePage
from desktop.render.text import TextStyle, cap_height
from desktop.render.text_fit import fit_text
from desktop.story.localized_text import LocalizedText
from desktop.story.model import ListItem

_LEAST_WIDTH_OF_TWO: Final = 1200.0
"""The least width that two columns share."""
_PICTURE_GAP: Final = 40.0
_LEAST_PICTURE_SHARE: Final = 0.36
"""The share of the height below the title that a picture below the lines takes at least."""
_PICTURE_SHARE: Final = 0.75
"""The share of the free height that a picture below the lines takes."""
_LOW_PICTURE_SHARE: Final = 0.5
_MOST_SIDE_WIDTH: Final = 0.42
"""The share of a narrow page that a picture beside the lines takes at most."""
_SIDE_GAP: Final = 56.0
_LEAST_GAIN: Final = 1.25
_GAP_BELOW_TITLE: Final = 52.0
_GAP_ABOVE_TEXT: Final = 12.0
_TIGHT_TITLE: Final = 60.0
_GAP_ABOVE_WORDS: Final = 44.0
_GAP_BELOW_WORDS: Final = 14.0
_MOST_WORDS_SHARE: Final = 0.2
_MOST_ROW_HEIGHT: Final = 0.2
"""The most height of a row, as a share of the page: with few rows, some height stays free."""


@dataclass(frozen=True, slots=True)
class _Places:
    """Holds where the lines of a list stand, and its picture."""

    plan: ListPlan
    lines: Box
    picture: Box | None = None


def list_(page: SlidePage) -> None:
    """Lay out lines between rules.

    Each begins with a figure or its number.
    """
    slide, grid = page.slide, page.grid
    has_picture = page.has_image(slide.image)
    is_beside = has_picture and not grid.is_narrow
    if is_beside:
        page.add_image(slide.image, *side_picture_box(page).bounds)
    width = text_width(page, is_beside, 1.0)
    title_width = width if is_beside else 0.9 * width
    drawn = len(page.items), len(page.zones), len(page.overflows)
    y = page.add_header(slide.title, page.title_style(72.0), title_width)
    room = Box(grid.margin, y + _GAP_BELOW_TITLE, width, page.bottom - SPARE_BELOW - y - _GAP_BELOW_TITLE)
    if not slide.items:
        column = Column(page, grid.margin, width)
        column.add_text(slide.text, page.body_style(42.0), part="text", sources=slide.sources)
        if has_picture and not is_beside:
            column.add_picture(slide.image, height=_LEAST_PICTURE_SHARE * room.height)
        column.place(room.y + _GAP_ABOVE_TEXT, room.bottom)
        return
    places = _places(page, room, is_with_picture=has_picture and not is_beside)
    if not places.plan.shows_all(len(slide.items)) and y > grid.title_baseline + 1.0:
        # A smaller title, whose lines stand above its place, costs less than words of the lines.
        del page.items[drawn[0] :], page.zones[drawn[1] :], page.overflows[drawn[2] :]
        y = page.add_header(slide.title, page.title_style(_TIGHT_TITLE), title_width, grow_up=True)
        room = Box(room.x, y + _GAP_BELOW_TITLE, width, room.bottom - y - _GAP_BELOW_TITLE)
        places = _places(page, room, is_with_picture=has_picture and not is_beside)
    if places.picture is not None:
        page.add_image(slide.image, *places.picture.bounds)
    lines = places.lines
    words_height = _words_height(page, replace(room, width=lines.width))
    if words_height:
        page.add_text(
            slide.text, _words_style(page), lines.x, lines.bottom + _GAP_ABOVE_WORDS, lines.width,
            words_height - _GAP_ABOVE_WORDS - _GAP_BELOW_WORDS + 1.0, part="text", sources=slide.sources,
        )  # fmt: skip
    _draw(page, places.plan, lines)


def _places(page: SlidePage, room: Box, *, is_with_picture: bool) -> _Places:
    """Return where lines stand, with a picture or alone."""
    if is_with_picture:
        return _with_picture(page, room)
    lines = replace(room, height=room.height - _words_height(page, room))
    may_part = room.width >= _LEAST_WIDTH_OF_TWO
    return _Places(plan_list(page, page.slide.items, lines, may_part=may_part, is_alone=True), lines)


def _words_style(page: SlidePage) -> TextStyle:
    return page.body_style(29.0)


def _words_height(page: SlidePage, room: Box) -> float:
    """Return the height of the text below the lines, with its gaps."""
    words = page.localized(page.slide.text)
    if not words:
        return 0.0
    height = fit_text(words, _words_style(page), room.width, _MOST_WORDS_SHARE * room.height)[0].height
    return height + _GAP_ABOVE_WORDS + _GAP_BELOW_WORDS


def _with_picture(page: SlidePage, room: Box) -> _Places:
    """Return the places of lines and picture on a narrow page.

    The picture stands below the lines, or beside them where it is a good deal larger there.
    """
    below, beside = _with_picture_below(page, room), _with_picture_beside(page, room)
    is_whole = beside.plan.shown == len(page.slide.items) and not has_narrow_words(page, page.slide.items, beside.plan)
    return beside if is_whole and _picture_area(page, beside) > _LEAST_GAIN * _picture_area(page, below) else below


def _picture_area(page: SlidePage, places: _Places) -> float:
    box = places.picture
    return math.prod(shown_size(page, page.slide.image, box.width, box.height)) if box else 0.0


def _with_picture_below(page: SlidePage, room: Box) -> _Places:
    items, file = page.slide.items, page.slide.image
    most = full_height(page, file, room.width)
    picture_height = min(_LEAST_PICTURE_SHARE * room.height, most)
    free = room.height - picture_height - _PICTURE_GAP - _words_height(page, room)
    # Beside a low picture, lines have the height that they have without one.
    is_alone = most < _LOW_PICTURE_SHARE * room.height
    lines = replace(room, height=free)
    plan = plan_list(page, items, lines, may_part=room.width >= _LEAST_WIDTH_OF_TWO, is_alone=is_alone)
    # The picture takes what a few short lines leave free: spread over the page, they would leave it the least.
    spare = max(0.0, free - plan.height) if plan.shown == len(items) else 0.0
    lift = min(_PICTURE_SHARE * spare, most - picture_height)
    lines = replace(lines, height=free - lift)
    picture_height += lift
    return _Places(plan, lines, Box(room.x, room.bottom - picture_height, room.width, picture_height))


def _with_picture_beside(page: SlidePage, room: Box) -> _Places:
    items, file = page.slide.items, page.slide.image
    width, height = shown_size(page, file, _MOST_SIDE_WIDTH * room.width, room.height)
    lines = replace(room, width=room.width - width - _SIDE_GAP)
    lines = replace(lines, height=room.height - _words_height(page, replace(room, width=lines.width)))
    plan = plan_list(page, items, lines, may_part=False, is_alone=False)
    return _Places(plan, lines, Box(room.right - width, room.y, width, height))


def _draw(page: SlidePage, plan: ListPlan, box: Box) -> None:
    """Draw the rows, and a line that counts those left out."""
    entries = page.slide.items
    total = len(entries)
    spare_height = box.height - (50.0 if plan.shown < total else 0.0)
    needs = _row_needs(plan, spare_height)
    lengths = magnitudes(["" if entry.total else page.localized(entry.figure) for entry in entries], page.own_language)
    bottom = box.y
    # What stands beside one another begins at one height.
    tallest = [
        max(row.height for row in plan.rows[at % plan.rows_a_column : total : plan.rows_a_column])
        for at in range(len(plan.rows))
    ]
    starts = range(0, plan.rows_a_column * plan.columns, plan.rows_a_column)
    for column, first in enumerate(starts):
        rows = plan.rows[first : first + plan.rows_a_column]
        needed = needs[first : first + plan.rows_a_column]
        extra = (
            max(0.0, spare_height - max(sum(needs[at : at + plan.rows_a_column]) for at in starts)) / plan.rows_a_column
        )
        y = box.y
        for offset, (row, need) in enumerate(zip(rows, needed, strict=True)):
            # Two or three lines share the page.
            most = max(270.0, _MOST_ROW_HEIGHT * page.height) if total > MOST_LARGE else spare_height
            height = max(need, min(need + extra, most))
            index = first + offset
            place = Box(box.x + column * (plan.column_width + COLUMN_GAP), y, plan.column_width, height)
            _draw_row(page, entries[index], index, plan, row, place, tallest[index], lengths[index])
            y += height
        bottom = max(bottom, y)
    if plan.shown < total:
        text = page.word("more_items", count=total - plan.shown)
        page.add_text(text, page.more_style(), box.x, bottom + 20.0, box.width, 40.0)
        page.overflows.append(Overflow("items", page.slide.path, 50.0, total - plan.shown))


def _row_needs(plan: ListPlan, height: float) -> list[float]:
    """Return the heights of all rows with their padding.

    Rows beside one another begin at one height, where the page has room for that.
    """
    needs = [row.height + 2 * plan.scale.padding for row in plan.rows]
    count = plan.rows_a_column
    level = [max(needs[at % count :: count]) for at in range(len(needs))]
    return level if sum(level[:count]) <= height + SPARE_BELOW else needs


def _draw_row(
    page: SlidePage,
    entry: ListItem,
    index: int,
    plan: ListPlan,
    row: Row,
    box: Box,
    tallest: float,
    length: float | None,
) -> None:
    """Draw a row below its rule: figure, head and text.

    Figures end at one x and stand on the baseline of the heads. `length` (0 to 1) draws a bar to scale on the rule. A total
    stands below a strong rule.
    """
    part = f"item:{index}"
    step = page.step_of(part)
    color = page.theme.color(entry.color, page.figure_accent)
    scale = plan.scale
    body_x, body_width = box.x + plan.lead_width, box.width - plan.lead_width
    rule_color = themes.with_alpha(page.theme.paper, 0.85 if entry.total else 0.24)
    rule_width = 3.0 if entry.total else 1.5
    # Rules stand before their rows: the slide does not open empty.
    page.items.append(Polyline((box.x, box.y, box.right, box.y), rule_color, rule_width))
    if length is not None:
        page.items.append(
            Rectangle(body_x, box.y - 2.0, max(4.0, length * body_width), 4.0, color, radius=2, step=step)
        )
    head_style, text_style = list_styles(page, scale)
    figure = page.localized(entry.figure)
    lead_font = plan.lead_font
    first_cap = cap_height(head_style.font if row.head.line_count else text_style.font)
    has_body = bool(row.head.line_count or row.text.line_count)
    content_top = box.y - 2.0 + (box.height - min(box.height - 2 * plan.scale.padding, max(row.height, tallest))) / 2
    body_top = content_top + row.rise
    is_above = plan.is_stacked or not has_body
    lead_top = content_top if is_above else body_top + first_cap - cap_height(lead_font)
    lead_width = box.width if plan.is_stacked else plan.lead_width - (LEAD_GAP if figure else 0.0)
    has_figures = any(page.localized(other.figure) for other in page.slide.items)
    if figure or not (has_figures or entry.total or len(page.slide.items) == 1):
        style = TextStyle(lead_font, color, align="right" if figure and not plan.is_stacked else "left", max_lines=1)
        lead: LocalizedText | str = entry.figure if figure else page.own_language.format_decimal(str(index + 1))
        page.add_text(lead, style, box.x, lead_top, lead_width, 200.0, part=part, least=29.0)
    y = body_top
    has_text = row.text.line_count > 0
    # As it was measured: other lines would not have its height.
    own_width = body_width - page.marks_width(page.marks(entry.sources), text_style.font)
    head_style = parting(page.localized(entry.title), head_style, own_width)
    text_style = parting(page.localized(entry.text), text_style, own_width)
    if row.head.line_count:
        y = page.add_text(
            entry.title, head_style, body_x, y, own_width if has_text else body_width, box.bottom - y, part=part,
            least=scale.head, sources=() if has_text else entry.sources,
        )  # fmt: skip
        y += scale.head_gap
    if not row.head.line_count:
        text_style = replace(text_style, color=page.theme.paper)
    page.add_text(
        entry.text,
        text_style,
        body_x,
        y,
        body_width,
        box.bottom - y,
        part=part,
        least=scale.text,
        sources=entry.sources,
    )
