"""Draws the values of all series at one moment.

A line runs through all bands, so that numbers are read beside the events of their time.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor, log10, ulp
from typing import Final

from desktop.i18n import Language
from desktop.render import theme as themes
from desktop.render.frame import Ellipse, Item, Rectangle, TextRun
from desktop.render.text import cap_height, measure_text
from desktop.render.timeline.axis.axis import hairlines
from desktop.render.timeline.bands.label_boxes import elide
from desktop.render.timeline.marks.label_knockout import WordBoxes
from desktop.render.timeline.plot_area import PlotArea
from desktop.render.timeline.series.band_series import BandSeries
from desktop.render.timeline.series.draw_series import series_axis
from desktop.render.timeline.series.series_shapes import sample_x
from desktop.story.citations import source_name
from desktop.story.dates.calendar import civil_from_seconds
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.format_date import format_date
from desktop.story.dates.parse import parse_date
from desktop.story.model import Story
from desktop.timeline.as_of import snap_date
from desktop.timeline.series import Sample
from desktop.timeline.time_axis import TimeAxis

_DAY: Final = 86_400
_MOST_DIGITS: Final = 6  # of a second
_WIDEST: Final = 420.0  # of the names of sources, in pixels of a slide
Place = tuple[BandSeries, float, float]
"""A series with top and height of its part of a band."""


def crosshair_line(second: float, plot: PlotArea, top: float, height: float, words: Iterable[Item]) -> list[Item]:
    """Return the line at a second of the axis, cut around words."""
    x = plot.x_of(second)
    if not plot.x <= x <= plot.right:
        return []
    color = themes.blend(plot.theme.background, plot.theme.paper, 0.45)
    return WordBoxes(words, plot.metrics.px(6.0)).around(hairlines([x], top, height, color))


def crosshair_values(
    second: float, places: Iterable[Place], story: Story, plot: PlotArea, time_axis: TimeAxis
) -> list[Item]:
    """Return each series' value at a second, with date and sources."""
    x = plot.x_of(second)
    if not plot.x <= x <= plot.right:
        return []
    items: list[Item] = []
    for series, top, height in places:
        sample = _told_sample(series, second, plot)
        axis = series_axis(series, plot, top, height)
        if sample is None or axis is None:
            continue
        value = sample.value if sample.value is not None else sample.high
        said = value_text(series, sample)
        if value is not None:
            mark_x = min(max(_mark_x(series, sample, second, plot), plot.x), plot.right)
            radius = 0.5 * plot.metrics.dot_radius
            ring = series.text_color(plot.theme)
            items.append(
                Ellipse(mark_x, axis.y(value), radius, radius, plot.theme.background, ring, plot.metrics.stroke)
            )
        middle = axis.y(value) if value is not None else top + height / 2
        when = date_text(sample, plot.language, time_axis)
        items += _chip(series, said, when, source_names(series, sample, story), x, middle, (top, height), plot)
    return items


def without_covered(marks: list[Item], crosshair: Iterable[Item]) -> list[Item]:
    """Return the items without the words that the crosshair's would cover."""
    grounds = [item for item in crosshair if isinstance(item, Rectangle)]
    if not grounds:
        return marks
    return [mark for mark in marks if not (isinstance(mark, TextRun) and any(_covers(one, mark) for one in grounds))]


def _covers(ground: Rectangle, text: TextRun) -> bool:
    return (
        text.x < ground.x + ground.width
        and ground.x < text.x + text.width
        and text.y - text.font.size < ground.y + ground.height
        and ground.y < text.y + 0.3 * text.font.size
    )


def _told_sample(series: BandSeries, second: float, plot: PlotArea) -> Sample | None:
    """Return the given point that is told at a second.

    A step tells what is in force, all others the nearest point, with its own date.
    """
    held = series.values.in_force(second) if series.series.kind == "steps" else None
    if held is not None:
        return held
    nearest = series.values.at(second)
    return nearest if nearest is not None and _is_near(nearest, second, plot) else None


def _mark_x(series: BandSeries, sample: Sample, second: float, plot: PlotArea) -> float:
    """Return where the ring of a told point lies."""
    if series.series.kind == "steps":
        is_held = series.values.in_force(second) is not None
        return plot.x_of(second if is_held else min(max(second, sample.start), sample.end))
    if series.series.kind == "bars":
        return plot.x_of(min(max(second, sample.start), sample.end))
    return sample_x(series.series.kind, sample, plot)


def _is_near(sample: Sample, second: float, plot: PlotArea) -> bool:
    """Return whether a moment lies in or beside a point's time.

    A value is not told of a time that is far from its own.
    """
    distance = max(sample.start - second, second - sample.end, 0)
    near = plot.metrics.px(60.0) * plot.time_window.span / plot.width
    return distance <= max(near, sample.end - sample.start)


def value_text(series: BandSeries, sample: Sample) -> str:
    """Return what a point says, with its unit; "–" for a gap."""
    numbers = [sample.value] if sample.span is None else [sample.low, sample.high]
    if sample.point is not None and sample.value is not None and sample.point.text:
        return series.point_text(sample.point, sample.value)
    said = " – ".join(series.number_text(number) for number in numbers if number is not None)
    if sample.span is not None and sample.value is not None:
        said = f"{series.number_text(sample.value)} ({said})"
    return f"{said} {series.unit}".strip() if said else "–"


def date_text(sample: Sample, language: str | Language, time_axis: TimeAxis) -> str:
    """Return the date of a point in words."""
    if sample.point is not None:
        when = sample.point.when
    else:
        start = time_axis.to_time(floor(sample.start))
        span = time_axis.to_time(ceil(sample.end)) - start
        when = _moment(start, sample.start) if span < _DAY else snap_date(start, 0.6 * span)
    return format_date(when, language, style="short")


def _moment(second: int, instant: float) -> EdtfDate:
    """Return a second with the digits that a float there holds."""
    digits = max(0, min(_MOST_DIGITS, floor(-log10(4 * ulp(instant)))))
    parts = min(round(instant % 1 * 10**digits), 10**digits - 1)
    fraction = f".{parts:0{digits}d}".rstrip("0").rstrip(".")
    year, month, day, hour, minute, of_minute = civil_from_seconds(second)
    if not 0 <= year <= 9999:
        return snap_date(second, 1.0)
    return parse_date(f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{of_minute:02d}{fraction}")


def source_names(series: BandSeries, sample: Sample, story: Story) -> str:
    """Return the names of a point's sources."""
    ids = (*(sample.point.sources if sample.point is not None else ()), *series.series.sources)
    names = [source_name(story, one, series.language_code) for one in dict.fromkeys(ids) if one in story.source_by_id]
    return ", ".join(dict.fromkeys(name for name in names if name))


def _chip(
    series: BandSeries, said: str, when: str, sources: str, x: float, middle: float, part: tuple[float, float],
    plot: PlotArea,
) -> list[Item]:  # fmt: skip
    """Return the words beside the line, on a ground of their own."""
    metrics, theme = plot.metrics, plot.theme
    font, pad = metrics.small_font, 0.5 * metrics.small_font.size
    line = 1.3 * font.size
    sources = elide(sources, font, metrics.px(_WIDEST)) if part[1] >= 2 * line + 0.5 * pad else ""
    gap = 0.5 * font.size
    said_width, when_width = measure_text(said, font), measure_text(when, font)
    width = max(said_width + gap + when_width, measure_text(sources, font)) + 2 * pad
    height = (2 if sources else 1) * line + 0.5 * pad
    left = x + 1.2 * pad if x + 1.2 * pad + width <= plot.right else x - 1.2 * pad - width
    top = min(max(middle - height / 2, part[0]), max(part[0], part[0] + part[1] - height))
    baseline = top + 0.25 * pad + (line + cap_height(font)) / 2
    color = series.text_color(theme)
    items: list[Item] = [
        Rectangle(left, top, width, height, theme.raised, themes.with_alpha(color, 0.7), 1.0, 0.35 * font.size),
        TextRun(left + pad, baseline, said, font, theme.paper, said_width),
        TextRun(left + pad + said_width + gap, baseline, when, font, theme.muted, when_width),
    ]
    if sources:
        items.append(TextRun(left + pad, baseline + line, sources, font, theme.muted, measure_text(sources, font)))
    return items
