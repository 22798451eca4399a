"""Explains the marks that are in use, on one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from desktop.i18n import Language, word
from desktop.render import theme as themes
from desktop.render.frame import Item, TextRun
from desktop.render.text import cap_height, measure_text
from desktop.render.theme import Theme
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.marks.mark_shapes import draw_shape
from desktop.render.timeline.marks.shape_extents import Pen
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.render.timeline.series.band_series import BandSeries
from desktop.story.dates.format_date import format_date
from desktop.timeline.camera import TimeWindow
from desktop.timeline.date_shapes import DateShape

_JULIAN: Final = "julian:"  # before a date in what `marks_in_use` returns
_MOST_MARKS: Final = 2_000  # that are looked at for what is in use
_MOST_OF_FILE: Final = 200
_SPAN: Final = DateShape("bar", 0, 0, 100, 100, centre=50)
_DAY: Final = DateShape("dot", 50, 50, 50, 50, centre=50)
_PLANNED: Final = replace(_DAY, status="planned")

_KEYS: Final[tuple[tuple[str, Callable[[DateShape], bool], DateShape], ...]] = (
    (
        "legend_within",
        lambda shape: shape.is_within or shape.kind == "bracket",
        replace(_SPAN, is_within=True),
    ),
    ("legend_open", lambda shape: shape.open_end, replace(_SPAN, end=40, certain_end=40, open_end=True)),
    (
        "legend_about",
        lambda shape: shape.blur_start or shape.blur_end,
        replace(_SPAN, certain_start=40, certain_end=60, blur_start=True, blur_end=True),
    ),
    ("legend_uncertain", lambda shape: shape.dashed, replace(_DAY, dashed=True)),
    ("legend_planned", lambda shape: shape.is_planned, _PLANNED),
    ("legend_reported", lambda shape: shape.status == "reported", replace(_DAY, status="reported")),
    ("legend_disputed", lambda shape: shape.status == "disputed", replace(_DAY, status="disputed")),
)
"""The word of each mark that is explained, what it stands for, and its sample."""


def marks_in_use(
    bands: Sequence[TrackBand], series: Iterable[BandSeries], time_window: TimeWindow, least_within: float
) -> tuple[str, ...]:
    """Return the words of the marks to explain in a window.

    A moment within fewer than `least_within` seconds has no bracket. The last word may be an example of the Julian dates,
    which the axis places by the Gregorian calendar.
    """
    first, last = time_window.start, time_window.end
    listed = (
        mark
        for band in bands
        for mark in (
            *(mark for mark, _, _ in band.marks_in(first, last)),
            *band.open_ended_in(first, last),
            *(band.aggregated.marks_spread(first, last + 1, _MOST_OF_FILE) if band.aggregated is not None else ()),
        )
    )
    marks = tuple(islice(listed, _MOST_MARKS))
    shapes = [
        replace(shape, is_within=False) if shape.is_within and shape.end - shape.start <= least_within else shape
        for shape in (mark.shape for mark in marks)
    ]
    listed_series = (one for one in series if not one.from_file)  # those of files have no plans
    if any(sample.planned for one in listed_series for sample in one.values.samples(first, last)):
        shapes.append(_PLANNED)
    julian = [
        format_date(mark.event.when, mark.own_language, style="short")
        for mark in marks
        if mark.event.when.calendar == "julian" and mark.event.when.precision == "day"
    ]
    names = tuple(name for name, is_used, _ in _KEYS if any(map(is_used, shapes)))
    return (*names, _JULIAN + min(julian, key=len)) if julian else names


def key_height(metrics: TimelineMetrics) -> float:
    """Return the height of the line."""
    return 1.5 * metrics.small_font.size


def draw_key(
    names: Sequence[str], x: float, width: float, y: float, language: str | Language, metrics: TimelineMetrics, theme: Theme
) -> list[Item]:  # fmt: skip
    """Return the samples with their words, centred on the line `y`.

    What does not fit is left out.
    """
    items: list[Item] = []
    font = metrics.small_font
    example = next((name.removeprefix(_JULIAN) for name in names if name.startswith(_JULIAN)), "")
    color = themes.blend(theme.muted, theme.paper, 0.2)
    height = 0.72 * metrics.bar_height
    left = x
    for name, _, sample in _KEYS:
        if name not in names:
            continue
        sample_width = (2.0 if sample.kind == "bar" else 0.9) * metrics.bar_height
        text = word(name, language)
        text_width = measure_text(text, font)
        text_x = left + sample_width + metrics.label_gap
        if text_x + text_width > x + width:
            break
        # An open bar runs on beyond its plot, by its height.
        right = left + sample_width - (height if sample.open_end else 0.0)
        pen = Pen(color, theme.background, 0.32 * metrics.bar_height, height, 0.8 * metrics.stroke, left, right)
        items += draw_shape(sample, _scale(left, sample_width), y, pen)
        items.append(TextRun(text_x, y + cap_height(font) / 2, text, font, theme.muted, text_width))
        left = text_x + text_width + 2.4 * metrics.label_gap
    if example:
        text = word("julian", language, date=example)
        text_width = measure_text(text, font)
        if left + text_width <= x + width:
            items.append(TextRun(left, y + cap_height(font) / 2, text, font, theme.muted, text_width))
    return items


def _scale(left: float, width: float) -> Callable[[float], float]:
    return lambda instant: left + width * instant / 100
