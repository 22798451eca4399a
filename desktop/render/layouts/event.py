"""The event layout shows a date, an event and its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.render import theme as themes
from desktop.render.layouts.evidence import (
    add_neighbourhood,
    draw_evidence,
    has_evidence,
    has_lone_figures,
    has_wall,
    has_wide_wall,
    neighbourhood_share,
)
from desktop.render.layouts.figures import MOST_CELL_HEIGHT
from desktop.render.page.column import Column
from desktop.render.page.grid import Box
from desktop.render.page.marks_above import space_above
from desktop.render.page.slide_page import SlidePage
from desktop.render.ribbon.neighbourhood import IDEAL_HEIGHT, LEAST_HEIGHT, has_neighbourhood
from desktop.render.text import TextStyle, break_text, cap_height, measure_text
from desktop.render.text_fit import language_style, splits_a_word
from desktop.render.theme import TYPE_SCALE

_DATE_SIZES: Final = (125.0, 104.0, 86.0, 72.0)
_LONE_DATE_SIZES: Final = (260.0, 216.0, 180.0, 150.0, 125.0, 104.0, 86.0)
"""The sizes of a date alone on its page, as far as they fit above the baseline of titles."""

_MUCH_LARGER: Final = 1.4
_FIGURES_HEIGHT: Final = 230.0  # of one figure, or of two side by side
_LEAST_WALL_HEIGHT: Final = 280.0  # two rows, with air between them
_MOST_WALL_ROWS: Final = 3
_NEIGHBOURHOOD_GAP: Final = 64.0
_FOOT_GAP: Final = 56.0  # above the neighbourhood at the foot
_LONE_TEXT_SHARE: Final = 0.7
_HIGH_PAGE: Final = 1300.0  # on it, few words in the usual type would leave most of the page empty
_TITLE_GAP: Final = 72.0
_LARGE_DATE_GAP: Final = 0.33  # of the date's size
_WALL_GAP: Final = 50.0  # a wall begins with a rule, and has air below it


def event(page: SlidePage) -> None:
    """Lay out a large date and its event, beside its evidence."""
    grid = page.grid
    has_wall_below = _has_wall_below(page)
    has_right_side = has_evidence(page) and not has_wall_below
    width = grid.text_width if has_right_side else grid.content_width
    content = page.content
    track = page.story.track_by_id.get(content.event.track) if content.event else None
    words = page.own_language.capitalize(page.format_date(content.date)) if content.date is not None else ""
    is_alone = not (has_right_side or has_wall_below)
    highest = grid.growing_top if is_alone else grid.top
    room_above = grid.title_baseline - highest - page.kicker_height
    # Wide pages keep the title's place, whatever the date's size.
    most = _LONE_DATE_SIZES[0 if grid.is_narrow else 1]
    rises = {size: cap_height(themes.display_font(size)) + space_above(words, size) for size in _LONE_DATE_SIZES}
    sizes = [size for size, rise in rises.items() if size <= most and rise <= room_above]
    style = _date_style(page, words, width, sizes if is_alone else _DATE_SIZES, room_above)
    header_bottom = page.add_header(
        words,
        style,
        width,
        fallback_kicker=page.localized(track.title) if track else "",
        part="date",
        path=content.date_path,
        zone_kind="event" if content.event else "text",
        grow_up=True,
    )
    top = header_bottom + max(_TITLE_GAP, _LARGE_DATE_GAP * style.font.size)
    has_place_in_time = has_neighbourhood(page.story, page.slide)
    if has_right_side and grid.is_narrow:
        column = _text_column(page, grid.content_width)
        is_light = has_lone_figures(page) and has_place_in_time
        height = _FIGURES_HEIGHT if is_light else 0.4 * (page.bottom - top)
        column.add_box(
            lambda box: draw_evidence(page, box), part="evidence", gap=64.0, height=height,
            least=height if is_light else 0.3 * (page.bottom - top), weight=0.0 if is_light else 1.0,
        )  # fmt: skip
        if is_light:
            add_neighbourhood(page, column)
        column.place(top, page.bottom)
    elif has_wall_below:
        column = _text_column(page, _LONE_TEXT_SHARE * width)
        column.width = width
        column.add_box(
            lambda box: draw_evidence(page, box), part="evidence", gap=_WALL_GAP, height=_LEAST_WALL_HEIGHT,
            weight=1.0, most=_MOST_WALL_ROWS * MOST_CELL_HEIGHT,
        )  # fmt: skip
        column.place(top, page.bottom)
    elif has_right_side:
        column = _text_column(page, width)
        bottom = page.bottom
        if has_lone_figures(page) and has_place_in_time:
            bottom = _place_neighbourhood(page, column, top)
        column.place(top, bottom)
        x, right_width = grid.right_column
        evidence_top = grid.title_baseline - 150.0
        draw_evidence(page, Box(x, evidence_top, right_width, bottom - 20.0 - evidence_top))
    else:
        text_width = width if grid.is_narrow else _LONE_TEXT_SHARE * width
        column = _text_column(page, text_width, width)
        bottom = page.bottom
        if has_place_in_time:
            bottom = _place_neighbourhood(page, column, top, LEAST_HEIGHT if grid.is_narrow else IDEAL_HEIGHT)
        if has_place_in_time and bottom == page.bottom and not grid.is_narrow:
            had_ribbon, page.ribbon = page.ribbon, False
            if top + column.smallest_height + _NEIGHBOURHOOD_GAP + LEAST_HEIGHT <= page.bottom:
                column.width = width
                add_neighbourhood(page, column, gap=_NEIGHBOURHOOD_GAP)
            else:
                page.ribbon = had_ribbon  # the words of a long text are worth more than the neighbours
            bottom = page.bottom
        column.place(top, bottom)


def _has_wall_below(page: SlidePage) -> bool:
    """Return whether many figures stand below a short text."""
    grid = page.grid
    if not has_wide_wall(page):
        return False
    text_height = _text_column(page, _LONE_TEXT_SHARE * grid.content_width).ideal_height
    free = page.bottom - grid.title_baseline - _TITLE_GAP - text_height - _WALL_GAP
    return free >= _LEAST_WALL_HEIGHT


def _text_column(page: SlidePage, width: float, parted_width: float = 0.0) -> Column:
    """Return a column with title, text and note.

    A long text may stand in two columns in the `parted_width`.
    """
    content = page.content
    column = Column(page, page.grid.margin, width)
    # Figures below the words need what larger ones would take.
    has_figures_below = has_wide_wall(page) or (page.grid.is_narrow and has_wall(page))
    is_large = page.height > _HIGH_PAGE and not has_figures_below
    style = TextStyle(
        themes.body_font(60 if is_large else 50, 600), page.theme.paper, leading=1.24, balance=True,
        strong_color=page.accent_color,
    )  # fmt: skip
    column.add_text(content.title, style, part="title", least=35.0, least_lines=2, width=width)
    text_style = page.body_style(42.0 if is_large else 35.0)
    column.add_text(
        content.text, text_style, part="text", gap=56.0, sources=content.sources, width=width,
        parted_width=parted_width,
    )  # fmt: skip
    column.add_text(page.slide.note, page.note_style(), part="note", gap=44.0, width=width)
    return column


def _place_neighbourhood(page: SlidePage, column: Column, top: float, least: float = LEAST_HEIGHT) -> float:
    """Draw the neighbourhood at the foot; return where the rest ends.

    With less room than `least` below the text it is left out.
    """
    grid = page.grid
    had_ribbon, page.ribbon = page.ribbon, False
    text_bottom = top + column.ideal_height
    tight_bottom = page.bottom - IDEAL_HEIGHT - _FOOT_GAP
    # Smaller words above lose less than names that are cut.
    is_tight = not grid.is_narrow and text_bottom > tight_bottom >= top + column.smallest_height
    if is_tight:
        text_bottom = tight_bottom
    y = text_bottom + _FOOT_GAP
    if y + least > page.bottom:
        page.ribbon = had_ribbon
        return page.bottom
    neighbours = Column(page, grid.margin, grid.content_width)
    add_neighbourhood(page, neighbours)
    y = max(y, page.bottom - (neighbourhood_share(page) + 0.06) * page.height)
    neighbours.place(y, page.bottom, align=1.0)
    return text_bottom if is_tight else y


def _date_style(page: SlidePage, words: str, width: float, sizes: Sequence[float], room_above: float) -> TextStyle:
    """Return the largest style in which the date fits one line.

    A date that fits in none has two, in type so small that they stand in the room above the last baseline; and so has one on
    a narrow page, where that makes it much larger.
    """
    in_one_line = next((size for size in sizes if _lines(page, words, width, size) <= 1), 0.0)
    if in_one_line and not page.grid.is_narrow:
        return _display_style(page, in_one_line)
    in_two_lines = 0.0
    for size in reversed([size for size in TYPE_SCALE if size <= sizes[0]]):
        in_two_lines = size
        block = break_text(words, _display_style(page, size), width)
        if block.line_count <= 2 and block.height <= room_above and not splits_a_word(words, block.font, width):
            break
    return _display_style(page, in_two_lines if in_two_lines >= _MUCH_LARGER * in_one_line else in_one_line)


def _lines(page: SlidePage, words: str, width: float, size: float) -> int:
    if measure_text(words, themes.display_font(size)) > width:  # breaking is slower
        return 2
    return break_text(words, _display_style(page, size), width).line_count


def _display_style(page: SlidePage, size: float) -> TextStyle:
    return language_style(
        TextStyle(themes.display_font(size), page.theme.paper, leading=1.08, balance=True, max_lines=2), page.language
    )
