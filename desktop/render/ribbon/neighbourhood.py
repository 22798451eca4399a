"""Draws a slide's event with those before and after it.

The axis is opened, and each event named. It fills the room of a picture on slides that have none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render import theme as themes
from desktop.render.frame import (
    HitZone,
    Item,
    PopClip,
    PushClip,
    TextRun,
)
from desktop.render.page.label_overlap import spread
from desktop.render.page.shorten import shorten
from desktop.render.ribbon.axis_line import AxisLine, axis_line
from desktop.render.ribbon.leader_line import pole
from desktop.render.ribbon.neighbours import (
    AXIS_FOOT,
    DOT_RADIUS,
    Flag,
    choose_marks,
    date_of,
    extent_of,
    is_wide,
    lanes_of,
    nearest,
    place_marks,
    with_poles,
)
from desktop.render.ribbon.own_mark import RING_RADIUS, own_glow, own_mark
from desktop.render.text import EMPTY_BLOCK, TextBlock, TextStyle, cap_height, measure_text
from desktop.render.text_fit import language_style, splits_a_word
from desktop.render.theme import Theme
from desktop.render.timeline.marks.mark_shapes import dot_halo, draw_dot, draw_shape
from desktop.render.timeline.marks.shape_extents import Pen
from desktop.render.timeline.timeline_spec import Area
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.format_date import format_date
from desktop.story.model import Slide, Story

IDEAL_HEIGHT: Final = 300.0
LEAST_HEIGHT: Final = 210.0
"""Below this height only the events themselves fit; callers then give the room to something else."""

_BAR_HEIGHT: Final = 12.0
_LANE_HEIGHT: Final = 24.0
_TEXT_INDENT: Final = 16.0  # from the pole to its words
_COLUMN_GAP: Final = 36.0
_LEAST_GAP: Final = 16.0
_MAX_COLUMN: Final = 420.0
_LEAST_COLUMN: Final = 236.0
_DATE_GAP: Final = 20.0  # from the date to the title
_PERIOD_DASH: Final = " – "
_STAIR_GAP: Final = 28.0  # from a title to the date below it, where names stand below one another
_MOST_EXTRA: Final = 36.0
_MOST_EXTRA_SHARE: Final = 0.075  # of the height of a high rectangle
_HIGH_SHARE: Final = 0.6
"""From such a height on, as a share of the width, names below one another fill a rectangle better than side by side."""
_LEAST_STAIRS: Final = 3
_LEAST_NAME_SHARE: Final = 0.4  # of the width, for a name among those below one another
_MOST_STAIR_LINES: Final = 3
_LINES_IN_COLUMNS: Final = ((5, 3), (4, 3), (3, 3), (2, 3), (1, 3), (1, 1))
"""The most lines of a title and of a date side by side: the first in which they fit."""
_TITLE_FONT: Final = themes.body_font(29, 500)
_OWN_TITLE_FONT: Final = themes.body_font(29, 600)
_DATE_FONT: Final = themes.body_font(24, 500)


def has_neighbourhood(story: Story, slide: Slide) -> bool:
    """Return whether a slide has an event or a date to show."""
    own_ids = (slide.event, *slide.highlight)
    return any(name in story.event_by_id for name in own_ids) or date_of(slide) is not None


def neighbourhood(
    story: Story, slide: Slide, theme: Theme, language: str, rect: Area, *, step: int = 0
) -> tuple[tuple[Item, ...], tuple[HitZone, ...]]:
    """Return the items and hit zones of a slide's neighbourhood in `rect`.

    `rect` is (x, y, width, height) in canvas pixels: about `IDEAL_HEIGHT` high, or `LEAST_HEIGHT` at least. Up to two
    events before and two after the slide's own are named; a narrow rectangle has its names on lines of their own. The
    slide's date of knowledge counts. Without an event or a date nothing is drawn.
    """
    marks, own_ids = choose_marks(story, slide, language)
    if not marks:
        return (), ()
    x, y, width, height = rect
    count = len(marks)
    column = min(_MAX_COLUMN if count > 1 else 720.0, (width - _COLUMN_GAP * (count - 1)) / count)
    stairs = column < min(_LEAST_COLUMN, width) or (count >= _LEAST_STAIRS and height > _HIGH_SHARE * width)
    if stairs:
        marks = nearest(marks, own_ids, max(1, int((height - AXIS_FOOT - 60.0) / _row_height())))
        count = len(marks)
        column = width * (0.56 if count > 1 else 1.0)
    axis, flags = place_marks(story, marks, own_ids, theme, (x, y, width, height), column)
    flags = with_poles(flags, axis, x + (1.0 - _LEAST_NAME_SHARE) * width if stairs else math.inf)
    lanes = lanes_of(flags, axis)
    lane_height = min(_LANE_HEIGHT, max(2.0, 0.3 * height / max(1, *lanes, 1)))
    items = _mark_items(flags, lanes, lane_height, axis, theme)
    poles, labels, zones = (_stairs if stairs else _columns)(
        flags, lanes, lane_height, axis, theme, (x, y, width, height), column
    )
    foot = axis.y + AXIS_FOOT - 16.0
    all_items = [*poles, *axis_line(axis, story.own_language(language), theme, foot), *items, *labels]
    if step:
        all_items = [replace(item, step=step) for item in all_items]
        zones = [replace(zone, step=step) for zone in zones]
    return tuple(all_items), tuple(zones)


def _mark_items(
    flags: Sequence[Flag], lanes: Sequence[int], lane_height: float, axis: AxisLine, theme: Theme
) -> list[Item]:
    """Return the marks, the slide's own with its glow."""
    items: list[Item] = []
    for flag, lane in zip(flags, lanes, strict=True):
        if flag.is_own:
            first, last = extent_of(flag, axis)
            items += own_glow(max(first, axis.x), min(last, axis.right), axis.y - lane * lane_height, flag.color)
    top = axis.y - (max(lanes) + 2) * lane_height
    items.append(PushClip(axis.x - RING_RADIUS, top, axis.width + 2 * RING_RADIUS, axis.y + 40.0 - top))
    for flag, lane in sorted(zip(flags, lanes, strict=True), key=lambda pair: pair[0].is_own):
        items += _shape_items(flag, axis.y - lane * lane_height, axis, theme)
    return [*items, PopClip()]


def _shape_items(flag: Flag, y: float, axis: AxisLine, theme: Theme) -> list[Item]:
    shape = flag.shape
    color = flag.color if flag.is_own else themes.blend(flag.color, theme.background, 0.12)
    height = _BAR_HEIGHT + 4.0 if flag.is_own else _BAR_HEIGHT
    pen = Pen(color, theme.background, DOT_RADIUS, height, 2.4, axis.x, axis.right, has_symbols=False)
    x = flag.anchor_x
    if is_wide(flag, axis) or shape.kind == "whisker":
        return draw_shape(shape, axis.x_of, y, pen)
    if flag.is_own:
        return own_mark(x, y, flag.color, theme, planned=shape.is_planned)
    return [dot_halo(x, y, pen), *draw_dot(x, y, pen, replace(shape, kind="dot", parts=()))]


# -- the words -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Words:
    """Holds the date and the title of an event, broken into lines."""

    date: TextBlock
    title: TextBlock
    is_cut: bool  # whether the title has lost its end

    @property
    def width(self) -> float:
        return max(self.date.width, self.title.width)

    @property
    def height(self) -> float:
        return self.date.height + _DATE_GAP + self.title.height


def _words(flag: Flag, width: float, max_lines: int, theme: Theme, known: str, *, date_lines: int = 1) -> _Words:
    """Return an event's words in so many lines of a width.

    Without lines it is the date alone. Only a date that is too wide has more than one line: without its end it would
    tell another time.
    """
    date_color = themes.readable(flag.color, theme)
    date_style = TextStyle(_DATE_FONT, date_color, leading=1.24)
    date = flag.mark.date_beside(known)
    date_width = width + (0.0 if max_lines == 1 else _COLUMN_GAP - _LEAST_GAP)  # a date is not cut for a few letters
    if measure_text(date, _DATE_FONT) > date_width:
        date = format_date(
            flag.mark.event.when, flag.mark.own_language, style="short", known=known
        )  # without its status
    date = _broken_at_dash(date, date_width)
    title_color = theme.paper if flag.is_own else themes.blend(theme.paper, theme.muted, 0.45)
    title = flag.mark.event.title.get(flag.mark.language) or flag.mark.title
    font = _OWN_TITLE_FONT if flag.is_own else _TITLE_FONT
    hyphenate = splits_a_word(title, font, width)
    title_style = language_style(TextStyle(font, title_color, leading=1.24), flag.mark.language, hyphenate=hyphenate)
    shown_date = shorten(date, date_style, date_width, date_lines)
    if not max_lines:
        return _Words(shown_date, EMPTY_BLOCK, is_cut=False)
    shown_title = shorten(title, title_style, width, max_lines)
    is_cut = bool(shown_title.runs) and shown_title.runs[-1].text.endswith("…") and not title.endswith("…")
    return _Words(shown_date, shown_title, is_cut)


def _broken_at_dash(date: str, width: float) -> str:
    """Return a long period broken behind its dash.

    So it is where both of its ends fit a line each.
    """
    first, dash, last = date.partition(_PERIOD_DASH)
    parts = (first + dash.rstrip(), last)
    if (
        not dash
        or measure_text(date, _DATE_FONT) <= width
        or any(measure_text(one, _DATE_FONT) > width for one in parts)
    ):
        return date
    return " ".join(one.replace(" ", "\u00a0") for one in parts)


def _words_in_columns(
    flags: Sequence[Flag], columns: Sequence[float], free: float, theme: Theme, *, own_lines: int | None = None
) -> list[_Words]:
    """Return the words of names side by side, in free lines.

    The slide's own name has `own_lines`, where that is given.
    """
    known = _known_of(flags)
    words: list[_Words] = []
    most_lines = max(1, int((free - 44.0 - _row_height() + _STAIR_GAP) / (1.24 * _TITLE_FONT.size)) + 1)
    for title_lines, date_lines in _LINES_IN_COLUMNS:
        if title_lines > most_lines:
            continue
        words = [
            _words(
                flag, column - _TEXT_INDENT, title_lines if own_lines is None or not flag.is_own else own_lines, theme,
                known, date_lines=date_lines,
            )
            for flag, column in zip(flags, columns, strict=True)
        ]  # fmt: skip
        highest = max(one.date.height for one in words) + _DATE_GAP + max(one.title.height for one in words)
        if highest + 44.0 <= free:
            break
    return words


def _row_height() -> float:
    """Return the height of a line of names in a narrow rectangle."""
    return cap_height(_DATE_FONT) + _DATE_GAP + cap_height(_TITLE_FONT) + _STAIR_GAP


def _columns(
    flags: Sequence[Flag],
    lanes: Sequence[int],
    lane_height: float,
    axis: AxisLine,
    theme: Theme,
    rect: Area,
    column: float,
) -> tuple[list[Item], list[Item], list[HitZone]]:
    """Return poles, words and zones of names side by side."""
    x, y, width, _height = rect
    free = axis.y - (max(lanes) + 1) * lane_height - y
    words = _words_in_columns(flags, [column] * len(flags), free, theme)
    if any(one.is_cut for one in words) and len(flags) > 1:
        # The slide's own name is its heading: without it, the others have longer lines.
        dates = [_words(flag, column - _TEXT_INDENT, 0, theme, "").date.width for flag in flags]
        own = sum(date + _TEXT_INDENT for flag, date in zip(flags, dates, strict=True) if flag.is_own)
        others = (width - _COLUMN_GAP * (len(flags) - 1) - own) / max(1, sum(not flag.is_own for flag in flags))
        columns = [date + _TEXT_INDENT if flag.is_own else others for flag, date in zip(flags, dates, strict=True)]
        wider = _words_in_columns(flags, columns, free, theme, own_lines=0)
        if sum(one.is_cut for one in wider) < sum(one.is_cut for one in words):
            words = wider
    date_height = max(one.date.height for one in words)
    highest = date_height + _DATE_GAP + max(one.title.height for one in words)
    reach = min(max(free - highest, 30.0), 150.0)  # of the poles, from the marks to the words
    top = max(y, axis.y - (max(lanes) + 1) * lane_height - reach - highest)
    foot = top + highest + 10.0
    widths = [one.width + _TEXT_INDENT for one in words]
    lefts = spread([flag.anchor_x for flag in flags], widths, x, x + width, _COLUMN_GAP)
    poles: list[Item] = []
    labels: list[Item] = []
    zones: list[HitZone] = []
    for flag, lane, one, left in zip(flags, lanes, words, lefts, strict=True):
        mark_y = axis.y - lane * lane_height
        poles.append(pole(flag.anchor_x, mark_y, left, foot, top, _pole_color(flag, theme)))
        labels += _word_items(one, left + _TEXT_INDENT, top, date_height)
        zones += _zones(flag, left, top, one, flag.anchor_x, mark_y)
    return poles, labels, zones


def _stairs(
    flags: Sequence[Flag],
    lanes: Sequence[int],
    lane_height: float,
    axis: AxisLine,
    theme: Theme,
    rect: Area,
    column: float,
) -> tuple[list[Item], list[Item], list[HitZone]]:
    """Return poles, words and zones of names below one another.

    The earliest stands on top, so the pole of a later event passes on the right of no earlier name: it begins below it.
    """
    x, y, width, height = rect
    known = _known_of(flags)
    marks_top = axis.y - (max(lanes) + 1) * lane_height - 8.0
    lefts = [min(flag.anchor_x, x + width - _LEAST_NAME_SHARE * width) for flag in flags]
    widths = [x + width - left - _TEXT_INDENT for left in lefts]
    words = [_words(flag, own_width, 1, theme, known) for flag, own_width in zip(flags, widths, strict=True)]
    needed = sum(one.height + _STAIR_GAP for one in words)
    date_lines = [1] * len(flags)
    for index, flag in enumerate(flags):
        longer = _words(flag, widths[index], 1, theme, known, date_lines=2)  # a date without its end tells another time
        if longer.height > words[index].height and needed + longer.height - words[index].height <= marks_top - y:
            needed += longer.height - words[index].height
            words[index], date_lines[index] = longer, 2
    # The slide's own event comes last where there is room for further lines: its name is the heading of the slide.
    for index in sorted(range(len(flags)), key=lambda index: flags[index].is_own):
        for lines in range(2, _MOST_STAIR_LINES + 1):
            longer = _words(flags[index], widths[index], lines, theme, known, date_lines=date_lines[index])
            if longer.height == words[index].height or needed + longer.height - words[index].height > marks_top - y:
                break
            needed += longer.height - words[index].height
            words[index] = longer
    extra = min(max(_MOST_EXTRA, _MOST_EXTRA_SHARE * height), (marks_top - y - needed) / len(flags))
    row_top = marks_top - needed - extra * len(flags)
    poles: list[Item] = []
    labels: list[Item] = []
    zones: list[HitZone] = []
    for flag, lane, left, one in zip(flags, lanes, lefts, words, strict=True):
        pole_x = flag.anchor_x
        mark_y = axis.y - lane * lane_height
        poles.append(pole(pole_x, mark_y, pole_x, mark_y, row_top, _pole_color(flag, theme)))
        labels += _word_items(one, left + _TEXT_INDENT, row_top, one.date.height)
        zones += _zones(flag, left, row_top, one, pole_x, mark_y)
        row_top += one.height + _STAIR_GAP + extra
    return poles, labels, zones


def _known_of(flags: Sequence[Flag]) -> str:
    """Return "day" where all events have their time on one day.

    The axis names it, and so does the slide.
    """
    days = {day for flag in flags for day in _timed_days(flag.mark.event.when)}
    return "day" if len(days) == 1 and () not in days else ""


def _timed_days(date: EdtfDate) -> set[tuple[str, ...]]:
    """Return the days of a date with times; without them, ()."""
    if date.kind == "interval":
        return {day for member in date.members for day in _timed_days(member)} or {()}
    return {date.fields[:3] if date.kind == "date" and date.precision in ("minute", "second") else ()}


def _pole_color(flag: Flag, theme: Theme) -> str:
    return themes.blend(flag.color, theme.background, 0.15 if flag.is_own else 0.5)


def _word_items(words: _Words, x: float, top: float, date_height: float) -> list[TextRun]:
    title_top = top + date_height + _DATE_GAP
    return [*words.date.runs_at(x, top + date_height - words.date.height), *words.title.runs_at(x, title_top)]


def _zones(flag: Flag, left: float, top: float, words: _Words, mark_x: float, mark_y: float) -> list[HitZone]:
    event = flag.mark.event
    if not event.id:
        return []
    return [
        HitZone(left, top - 10, words.width + _TEXT_INDENT + 8, words.height + 20, "event", event.path, event.id),
        HitZone(mark_x - 18, mark_y - 18, 36, 36, "event", event.path, event.id),
    ]
