"""Gives all series of a chart the same places, in one order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.story.chart import Chart, Point
from desktop.story.localized_text import LocalizedText

_Words = tuple[tuple[str, str], ...]  # a text by its languages
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class AbsentPoint(Point):
    """Stands where other series have a point and this one has none.

    A line goes on to its next point; one that the story gives without a value is a gap.
    """


@lru_cache(maxsize=64)
def aligned_chart(chart: Chart) -> Chart:
    """Return a chart whose points of one number stand at one place.

    Series that name other places would else be drawn at those of the longest.
    """
    named = [tuple(point.at.values for point in series.points) for series in chart.series]
    longest = max(named, key=len, default=())
    if all(places == longest[: len(places)] for places in named):
        return chart
    at = {point.at.values: point.at for series in chart.series for point in series.points}
    places = [at[values] for values in _common_places(named)]
    return replace(
        chart,
        series=tuple(
            replace(series, points=_at_places(series.points, places)) if len(set(own)) == len(own) else series
            for series, own in zip(chart.series, named, strict=True)
        ),
    )


def place_count(chart: Chart) -> int:
    """Return at how many places a chart has points."""
    return max((len(series.points) for series in aligned_chart(chart).series), default=0)


def _common_places(named: Sequence[Sequence[_Words]]) -> list[_Words]:
    """Return the places of all series: numbers rise, names keep their order."""
    every = list(dict.fromkeys(place for places in named for place in places))
    numbers = {place: _number(place) for place in every}
    if None not in numbers.values():
        return sorted(every, key=lambda place: numbers[place] or 0.0)
    merged: list[_Words] = []
    for places in sorted(named, key=len, reverse=True):
        at = 0  # behind the place before
        for place in places:
            if place in merged:
                at = merged.index(place) + 1
            else:
                merged.insert(at, place)
                at += 1
    return merged


def _number(place: _Words) -> float | None:
    words = {text for _, text in place}
    return float(min(words)) if len(words) == 1 and _NUMBER.fullmatch(min(words)) else None


def _at_places(points: Sequence[Point], places: Sequence[LocalizedText]) -> tuple[Point, ...]:
    by_place = {point.at.values: point for point in points}
    return tuple(by_place.get(place.values) or AbsentPoint(place) for place in places)
