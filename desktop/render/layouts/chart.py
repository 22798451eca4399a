"""Charts: few numbers, each written where it stands. No axes of numbers, no legends, and a gap where nothing is known."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QLocale

from desktop.render import theme as themes
from desktop.render.frame import Box, Ellipse, Line, Linear, Stop, Zone
from desktop.render.layouts.page import WORDS, Page
from desktop.render.text import cap_height, measure
from desktop.story.model import Chart, Point, Series

_QUIET: Final = ("#5b4a40", "#3a3027")
"""The gradient of a bar that is not the one spoken of."""
_YEAR: Final = re.compile(r"^-?\d{1,4}$")


def number_text(value: float, language: str, decimals: int | None = None) -> str:
    """Write a number as the language does; without `decimals`, as many as it was written with."""
    if decimals is None:
        decimals = len(f"{value:.10f}".rstrip("0").rpartition(".")[2])
    return QLocale(language).toString(float(value), "f", decimals)


def draw(page: Page, chart: Chart, x: float, y: float, width: float, height: float) -> None:
    """Draw a chart into a rectangle of the canvas; its unit stands in a line of its own above everything."""
    page.zones.append(Zone(x, y, width, height, "chart", chart.path))
    unit = page.say(chart.unit)
    top = y
    if unit:
        font = themes.body(24)
        page.put(
            chart.unit, font, page.theme.muted, x, y, width, 40, part="chart", align="right" if width < 900 else "left"
        )
        top += cap_height(font) + 40
    if len(chart.series) > 1:
        top = _series_names(page, chart, x, top, width)
    bottom = y + height
    if chart.kind == "bars":
        _bars(page, chart, x, top, width, bottom)
    else:
        _lines(page, chart, x, top, width, bottom)


def _series_names(page: Page, chart: Chart, x: float, y: float, width: float) -> float:
    """Name the series in their colours on one line, and return where the drawing may begin."""
    font = themes.body(24, 600)
    step = page.step("chart")
    at = x
    for index, series in enumerate(chart.series):
        words = page.say(series.title)
        color = _series_color(page, series, index)
        page.items.append(Box(at, y + 2, 24, cap_height(font) - 4, color, radius=4, step=step))
        page.put(series.title, font, color, at + 36, y, width, 40, part="chart")
        at += 36 + measure(words, font) + 44
    return y + cap_height(font) + 34


def _series_color(page: Page, series: Series, index: int) -> str:
    names = ("gold", "vermilion", "jade", "ink-blue")
    default = page.accent if index == 0 else names[index % len(names)]
    return page.theme.color(series.color, "gold" if default == "vermilion" and index == 0 else default)


def _value(page: Page, chart: Chart, point: Point) -> str:
    """Return what is written at a point: its own text, else the number."""
    if point.text:
        return page.say(point.text)
    return number_text(point.value or 0.0, page.language, chart.decimals)


def _step(page: Page, index: int) -> int:
    """Return when a point appears: with its own step, else with the chart."""
    return page.parts.get(f"point:{index}", page.step("chart"))


def _label(page: Page, point: Point, index: int, middle: float, y: float, room: float) -> None:
    """Write what a point stands for under the base line, with its note numbers."""
    known = point.value is not None
    font = themes.body(29 if room > 110 else 24, 500)
    color = page.theme.paper if point.highlight else page.theme.muted
    words = page.say(point.at)
    note = page.cite(point.sources)  # the room for the note numbers, beside what the label itself takes
    width = measure(words, font)
    page.put(
        point.at,
        font if known else themes.body(font.size),
        color,
        middle - width / 2,
        y,
        max(room, width + (40 if note else 4)),
        60,
        part=f"point:{index}" if f"point:{index}" in page.parts else "chart",
        cite=point.sources,
    )


def _bars(page: Page, chart: Chart, x: float, top: float, width: float, bottom: float) -> None:
    """Draw bars from a base line at zero, the series of one place beside one another."""
    count = max((len(series.points) for series in chart.series), default=0)
    values = [point.value for series in chart.series for point in series.points if point.value is not None]
    if not count or not values:
        return
    label = themes.body(29, 500)
    base = bottom - cap_height(label) - 34
    figure = themes.body(35, 600)
    highest, lowest = max(0.0, *values), min(0.0, *values)
    room = base - top - cap_height(figure) - 22
    scale = room / ((highest - lowest) or 1.0)
    zero = base + lowest * scale
    page.items.append(Line((x, zero, x + width, zero), page.theme.line, 2.0, step=page.step("chart")))
    place = width / count
    group = min(place * 0.68, 190.0 if width < 1000 else 240.0)
    each = group / len(chart.series)
    spoken = any(point.highlight for series in chart.series for point in series.points)
    for number, series in enumerate(chart.series):
        color = _series_color(page, series, number)
        for index, point in enumerate(series.points):
            middle = x + place * (index + 0.5)
            left = middle - group / 2 + number * each
            if number == 0:
                _label(page, point, index, middle, base + 34, place)
            if point.value is None:
                _gap(page, index, left, each, zero)
            else:
                strong = point.highlight or not spoken or len(chart.series) > 1
                _bar(page, chart, point, index, left, each, zero, scale, color if strong else "")


def _bar(
    page: Page, chart: Chart, point: Point, index: int, x: float, width: float, zero: float, scale: float, color: str
) -> None:
    """Draw one bar and its number; without a colour it is one of those not spoken of, planned ones are hollow."""
    value = point.value or 0.0
    height = max(abs(value) * scale, 3.0)
    y = zero - height if value >= 0 else zero
    step = _step(page, index)
    light, dark = (color, themes.blend(color, page.theme.ground, 0.42)) if color else _QUIET
    space = 3.0 if width < 60 else 6.0
    if point.planned:
        page.items.append(Box(x + space, y, width - 2 * space, height, None, light, 2.5, 8, (10, 8), step))
    else:
        fill = Linear(0, y, 0, y + height, (Stop(0, light), Stop(1, dark)))
        page.items.append(Box(x + space, y, width - 2 * space, height, fill, radius=8, step=step))
        # The rounded corners belong to the top alone: a bar stands on its base line.
        if value >= 0 and height > 10:
            foot = Linear(0, y, 0, y + height, (Stop(0, light), Stop(1, dark)))
            page.items.append(Box(x + space, zero - 9, width - 2 * space, 9, foot, step=step))
    words = _value(page, chart, point)
    font = themes.body(35, 600)
    if measure(words, font) > width * 1.5:
        font = themes.body(29, 600)
    paint = page.theme.paper if color else page.theme.muted
    advance = measure(words, font)
    top = y - 22 - cap_height(font) if value >= 0 else y + height + 18
    page.put(
        words, font, paint, x + width / 2 - advance / 2, top, advance + 8, 60, part=_part(page, index), path=point.path
    )


def _part(page: Page, index: int) -> str:
    name = f"point:{index}"
    return name if name in page.parts else "chart"


def _gap(page: Page, index: int, x: float, width: float, zero: float) -> None:
    """Show that there is no number here: nothing is filled in, nothing is drawn through."""
    words = WORDS("no_value", page.language)
    font = themes.body(24)
    advance = measure(words, font)
    step = _step(page, index)
    page.items.append(Line((x + 6, zero - 1, x + width - 6, zero - 1), page.theme.muted, 2.5, (4.0, 7.0), step=step))
    page.put(
        words,
        font,
        page.theme.muted,
        x + width / 2 - advance / 2,
        zero - 24 - cap_height(font),
        advance + 4,
        40,
        part=_part(page, index),
    )


def _lines(page: Page, chart: Chart, x: float, top: float, width: float, bottom: float) -> None:
    """Draw a line, or steps that hold until the next point; years stand at their true distance."""
    values = [point.value for series in chart.series for point in series.points if point.value is not None]
    if not values:
        return
    label = themes.body(29, 500)
    base = bottom - cap_height(label) - 34
    figure = themes.body(42, 600)
    highest = max(0.0, *values)
    lowest = min(0.0, *values)
    room = base - top - cap_height(figure) - 30
    scale = room / ((highest - lowest) or 1.0)
    zero = base + lowest * scale
    page.items.append(Line((x, zero, x + width, zero), page.theme.line, 2.0, step=page.step("chart")))
    places = _places(page, chart, x + 60, width - 120 if chart.kind == "line" else width - 300)
    for number, series in enumerate(chart.series):
        color = _series_color(page, series, number)
        last: tuple[float, float] | None = None
        for index, point in enumerate(series.points):
            at = places[index]
            if number == 0:
                _label(page, point, index, at, base + 34, 160)
            if point.value is None:
                last = None
                continue
            y = zero - point.value * scale
            end = places[index + 1] if index + 1 < len(places) else x + width
            if chart.kind == "steps":
                _tread(page, index, at, end, y, zero, last[1] if last else zero, color, index + 1 == len(places))
            elif last is not None:
                page.items.append(
                    Line((*last, at, y), color, 4.0, (12.0, 9.0) if point.planned else (), True, _step(page, index))
                )
            last = (at, y)
        for index, point in enumerate(series.points):
            if point.value is None:
                continue
            at, y = places[index], zero - point.value * scale
            step = _step(page, index)
            strong = point.highlight or chart.kind == "steps"
            fill = page.theme.ground if point.planned else color
            page.items.append(Ellipse(at, y, 9, 9, fill, color, 3.0, step=step))
            words = _value(page, chart, point)
            font = figure if strong else themes.body(35, 600)
            advance = measure(words, font)
            left = at - advance / 2 if chart.kind == "line" else at + 18
            page.put(
                words,
                font,
                page.theme.paper if strong else page.theme.muted,
                left,
                y - 26 - cap_height(font),
                advance + 8,
                60,
                part=_part(page, index),
                path=point.path,
            )


def _tread(
    page: Page, index: int, x: float, end: float, y: float, zero: float, before: float, color: str, last: bool
) -> None:
    """Draw one level that holds: a soft field under it, the riser from the level before, the tread."""
    step = _step(page, index)
    # The light under the treads fades over one height for all of them, so that no seam shows where levels meet.
    height = 420.0
    field = Linear(
        0, zero - height, 0, zero, (Stop(0, themes.with_alpha(color, 0.30)), Stop(1, themes.with_alpha(color, 0.03)))
    )
    page.items.append(Box(x, y, end - x, zero - y, field, step=step))
    if last:
        # What holds until now does not end here: the tread fades out.
        fade = Linear(x, 0, end, 0, (Stop(0, color), Stop(0.75, color), Stop(1, themes.with_alpha(color, 0.0))))
        page.items.append(Box(x, y - 2, end - x, 4, fade, step=step))
    else:
        page.items.append(Line((x, y, end, y), color, 4.0, step=step))
    page.items.append(Line((x, before, x, y), color, 4.0, step=step))


def _places(page: Page, chart: Chart, x: float, width: float) -> list[float]:
    """Return the x of each point: in proportion where all stand for years, else evenly."""
    points = max((series.points for series in chart.series), key=len)
    words = [page.say(point.at) for point in points]
    if len(points) > 1 and all(_YEAR.match(one) for one in words):
        years = [int(one) for one in words]
        if years == sorted(set(years)):
            return [x + width * (year - years[0]) / (years[-1] - years[0]) for year in years]
    return [x + width * (index / max(1, len(points) - 1)) for index in range(len(points))]
