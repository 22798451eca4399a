"""Draws a time axis whose one line of labels says everything.

The coarser unit stands at the left end and at its first tick: "April 2021 · 15 · May · 15".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from desktop.fast_dataclass import HashedOnce, dataclass
from desktop.i18n import Language, language as language_of
from desktop.render import theme as themes
from desktop.render.frame import Font, Item, MarkBatch, Polyline, TextRun
from desktop.render.text import measure_text
from desktop.render.theme import Theme
from desktop.render.timeline.axis.axis import text_measurer
from desktop.story.dates.calendar import civil_from_seconds, seconds_from_civil
from desktop.story.dates.date_errors import DateError
from desktop.story.dates.format_date import format_date
from desktop.story.dates.parse import parse_date
from desktop.timeline.axis_breaks import NO_BREAKS
from desktop.timeline.axis_ticks import axis_ticks
from desktop.timeline.camera import YEAR_SECONDS, TimeWindow
from desktop.timeline.durations import format_years
from desktop.timeline.scale import Ticks
from desktop.timeline.time_axis import TimeAxis
from desktop.timeline.units import DEEP_TIME_YEARS, heading_label

LABEL_FONT: Final = themes.body_font(24)
CONTEXT_FONT: Final = themes.body_font(24, 500)
_LABEL_GAP: Final = 32.0
_MAJOR_TICK: Final = 10.0  # half the height of a tick with a label
_MINOR_TICK: Final = 5.0
_BREAK_SLANT: Final = 5.0
_LAST_YEAR: Final = 3000  # who plans beyond it means the far future


@dataclass(frozen=True, slots=True)
class AxisLine(HashedOnce):
    """Describes an axis of time from (x, y), `width` pixels long."""

    time_window: TimeWindow  # on the axis with its breaks
    x: float
    y: float
    width: float
    time_axis: TimeAxis = NO_BREAKS
    until: int | None = None  # the last instant with a tick: beyond it, a story of deep time has nothing to say

    def x_of(self, axis_second: float) -> float:
        """Return the canvas x of a second of the axis."""
        return self.x + self.time_window.x_of(axis_second, self.width)

    def x_of_instant(self, instant: int) -> float:
        """Return the canvas x of an instant."""
        return self.x_of(self.time_axis.to_axis(instant))

    @property
    def right(self) -> float:
        """Return the x of the right end."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class _Label:
    left: float
    width: float
    text: str
    font: Font
    color: str

    @property
    def right(self) -> float:
        return self.left + self.width


@lru_cache(maxsize=16)
def axis_line(
    axis: AxisLine,
    language: str | Language,
    theme: Theme,
    label_y: float | None,
    names: tuple[tuple[float, float], ...] = (),
) -> tuple[Item, ...]:
    """Return the axis with its ticks, breaks and labels.

    The labels stand on the baseline `label_y`, if it has any, beside what stands there from one x to another: `names`.
    Most slides of a story show the same line.
    """
    ranges = _unbroken_ranges(axis)
    color = themes.blend(theme.line, theme.paper, 0.18)
    items: list[Item] = [
        Polyline(
            (x0 - (4.0 if index else 0.0), axis.y, x1 + (4.0 if index + 1 < len(ranges) else 0.0), axis.y), color, 2.0
        )
        for index, (x0, x1, _) in enumerate(ranges)
    ]
    parts = [(x0, view, _ticks(axis, view, x1 - x0, language)) for x0, x1, view in ranges]
    items += _tick_lines(axis, [(x0, ticks) for x0, _, ticks in parts], theme)
    items += _break_strokes(axis, ranges, theme)
    if label_y is None:
        return tuple(items)
    taken = [(left - _LABEL_GAP, right + _LABEL_GAP) for left, right in names]
    labels: list[_Label] = []
    candidates: list[_Label] = []
    for x0, view, ticks in parts:
        candidates += _context_labels(x0, view, ticks, language, theme)
    candidates += _break_labels(axis, ranges, language, theme)
    for x0, _, ticks in parts:
        candidates += [
            _Label(x0 + tick.label_left, tick.width, tick.label, LABEL_FONT, theme.muted) for tick in ticks.major
        ]
    for label in candidates:
        if (
            label.text
            and axis.x - 20.0 <= label.left
            and label.right <= axis.right + 20.0
            and all(label.right < left or label.left > right for left, right in taken)
        ):
            labels.append(label)
            taken.append((label.left - _LABEL_GAP, label.right + _LABEL_GAP))
    items += [TextRun(one.left, label_y, one.text, one.font, one.color, one.width) for one in labels]
    return tuple(items)


def _unbroken_ranges(axis: AxisLine) -> list[tuple[float, float, TimeWindow]]:
    """Return the parts of the line between breaks, with their time."""
    if not axis.time_axis.breaks:
        return [(axis.x, axis.right, axis.time_window)]
    parts = []
    for begin, end, time_shift in axis.time_axis.unbroken_ranges(axis.time_window):
        x0, x1 = max(axis.x, axis.x_of(begin)), min(axis.right, axis.x_of(end))
        if x1 - x0 > 2.0:
            parts.append((x0, x1, TimeWindow(begin + time_shift, float(end - begin))))
    return parts


def deep_time_end(begin: int, end: int) -> int | None:
    """Return where ticks end, if deep time reaches to today."""
    years = civil_from_seconds(begin)[0], civil_from_seconds(end)[0]
    return seconds_from_civil(_LAST_YEAR) if years[0] <= -DEEP_TIME_YEARS and years[1] < _LAST_YEAR else None


def _ticks(axis: AxisLine, time_window: TimeWindow, width: float, language: str | Language) -> Ticks:
    ticks = axis_ticks(
        time_window,
        width,
        language,
        text_measurer(LABEL_FONT),
        axis.time_axis if axis.time_axis.is_logarithmic else NO_BREAKS,
        label_gap=2 * _LABEL_GAP,
        min_tick_gap=260.0,
        min_minor_gap=16.0,
    )
    if axis.until is None:
        return ticks
    major, minor = (tuple(tick for tick in kind if tick.instant <= axis.until) for kind in (ticks.major, ticks.minor))
    return replace(ticks, major=major, minor=minor)


def _tick_lines(axis: AxisLine, parts: Sequence[tuple[float, Ticks]], theme: Theme) -> list[Item]:
    minor = [x0 + tick.x for x0, ticks in parts for tick in ticks.minor]
    major = [x0 + tick.x for x0, ticks in parts for tick in ticks.major]
    items: list[Item] = []
    for xs, reach, color in (
        (minor, _MINOR_TICK, themes.blend(theme.line, theme.paper, 0.12)),
        (major, _MAJOR_TICK, themes.blend(theme.muted, theme.background, 0.2)),
    ):
        rects = tuple(value for x in xs for value in (round(x) - 0.75, axis.y - reach, 1.5, 2 * reach))
        if rects:
            items.append(MarkBatch("box", rects, color))
    return items


def _context_labels(x0: float, view: TimeWindow, ticks: Ticks, language: str | Language, theme: Theme) -> list[_Label]:
    """Return the labels of the coarser unit.

    One stands at the left end, one wherever the unit begins. The first of them names the
    year too; after it, a month stands alone until the next January.
    """
    unit = ticks.level.heading_unit
    if not unit:
        return []
    color = themes.blend(theme.muted, theme.paper, 0.55)
    boundaries = [tick for tick in ticks.major if tick.is_boundary]
    first_text = _unit_label(unit, view.start + 1, language)
    first_width = measure_text(first_text, CONTEXT_FONT)
    labels: list[_Label] = []
    begins_early = bool(boundaries) and boundaries[0].x < first_width + 1.5 * _LABEL_GAP
    if not begins_early:
        labels.append(_Label(x0, first_width, first_text, CONTEXT_FONT, color))
    for index, tick in enumerate(boundaries):
        text = _unit_label(unit, int(tick.instant), language, brief=bool(index) or not begins_early)
        width = measure_text(text, CONTEXT_FONT)
        left = tick.x - width / 2
        if index == 0 and begins_early:
            left = max(0.0, left)
        labels.append(_Label(x0 + left, width, text, CONTEXT_FONT, color))
    return labels


def _unit_label(unit: str, instant: int, language: str | Language, *, brief: bool = False) -> str:
    """Return the year, month or day of an instant.

    A `brief` month stands without its year, but for January.
    """
    year, month, day, *_ = civil_from_seconds(instant)
    if unit == "year" or not -9999 <= year <= 9999:
        return heading_label(unit, instant, language)
    written = f"{'-' if year < 0 else ''}{abs(year):04d}"
    if unit == "month":
        if brief and month > 1:
            return str(language_of(language).short_month_names[month - 1])
        written += f"-{month:02d}"
    else:
        written += f"-{month:02d}-{day:02d}"
    try:
        return format_date(parse_date(written), language, style="short")
    except DateError:
        return heading_label(unit, instant, language)


def _break_labels(
    axis: AxisLine, ranges: Sequence[tuple[float, float, TimeWindow]], language: str | Language, theme: Theme
) -> list[_Label]:
    """Return the years that each break leaves out, below it."""
    labels = []
    color = theme.muted  # a darker one could not be read on the glow of the slide's event
    for (_, x0, before), (x1, _, after) in pairwise(ranges):
        text = "»\u2009" + format_years(_rounded(after.start - before.end), language)
        width = measure_text(text, LABEL_FONT)
        labels.append(_Label((x0 + x1 - width) / 2, width, text, LABEL_FONT, color))
    return labels


def _rounded(seconds: int) -> int:
    """Return a long time with two digits of its years.

    Nobody counts a gap more exactly.
    """
    years = round(seconds / YEAR_SECONDS)
    return round(float(f"{years:.2g}") * YEAR_SECONDS) if years >= 100 else seconds


def _break_strokes(axis: AxisLine, ranges: Sequence[tuple[float, float, TimeWindow]], theme: Theme) -> list[Item]:
    """Return two slanted strokes at each end of a break."""
    color = themes.blend(theme.muted, theme.paper, 0.2)
    items: list[Item] = []
    for (_, x0, _before), (x1, _, _after) in pairwise(ranges):
        for x in (x0 + 4.0, x1 - 4.0):
            points = (x - _BREAK_SLANT / 2, axis.y + 10.0, x + _BREAK_SLANT / 2, axis.y - 10.0)
            items.append(Polyline(points, color, 2.0))
    return items
