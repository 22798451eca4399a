"""Puts the dates below a chart into words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from desktop.story.chart import Chart, Point
from desktop.story.dates.parse import parse_date
from desktop.story.localized_text import LocalizedText

_DATE: Final = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")


def with_dates_in_words(chart: Chart, languages: Sequence[str]) -> Chart:
    """Return a chart whose months and days are in words.

    "2024-01" becomes "Jan 2024" where all places are written so. Places such as "2009-10" and "2010-11", which all name
    two years, stay as they are: they are seasons or school years.
    """
    labels = [text for series in chart.series for point in series.points for _, text in point.at.values]
    if not all(map(_DATE.fullmatch, labels)) or all(map(_names_two_years, labels)):
        return chart
    return replace(
        chart,
        series=tuple(
            replace(series, points=tuple(_in_words(point, languages) for point in series.points))
            for series in chart.series
        ),
    )


def _names_two_years(label: str) -> bool:
    return len(label) == 7 and int(label[5:]) == (int(label[:4]) + 1) % 100


def _in_words(point: Point, languages: Sequence[str]) -> Point:
    words = []
    for language, text in point.at.values:
        words += [(code, _word(text, code)) for code in ((language,) if language else languages)]
    return replace(point, at=LocalizedText(tuple(words), point.at.path))


def _word(text: str, language: str) -> str:
    from desktop.story.dates.format_date import format_date  # imported only for a chart of months or days

    try:
        return format_date(parse_date(text), language, style="short")
    except ValueError:  # the 30th of February
        return text
