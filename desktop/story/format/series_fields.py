"""Define the keys of the numbers along a track."""

# ruff: noqa: E501  (each key has one line)

from __future__ import annotations

from typing import Final

from desktop.story.format.field import Field, Table, color_field, sources_field
from desktop.story.track_series import TRACK_SERIES_KINDS

# fmt: off

TRACK_SERIES: Final = Table(
    "track_series",
    "[track.ID.series]",
    "Numbers that run along a track, on the same axis of time as its events",
    (
        Field("kind", "choice", "A line, steps that hold until the next point, bars as wide as their dates, an area above zero, or a range from low to high", '"line"', choices=TRACK_SERIES_KINDS),
        Field("points", "tables", "The points, in the order of their dates; without them the columns “value”, “low” and “high” of the track’s file hold the numbers", '[{ date = 2013, value = 3.57 }, { date = 2014, value = 4.8 }]', table="series_point"),
        Field("title", "text", "What the numbers are, if the track’s title names its events", '{ fr = "Recettes", en = "Receipts" }'),
        Field("unit", "text", "What the numbers count", '{ fr = "milliards de dollars", en = "billion US$" }'),
        Field("decimals", "integer", "How many decimals are shown", "2", minimum=0, maximum=6),
        color_field("Their colour, instead of that of the track"),
        sources_field(),
    ),
)

SERIES_POINT: Final = Table(
    "series_point",
    "points = [{ date = … }]",
    "The number of one date, on a track",
    (
        Field("date", "date", "The date of the number: a day, a month, a year or a time", "2014", True, "when"),
        Field("value", "number", "The number; without it there is a gap", "4.8"),
        Field("low", "number", "The lower end of a range", "4.1"),
        Field("high", "number", "The upper end of a range", "5.2"),
        Field("text", "text", "Shown instead of the number", '"4.8 bn"'),
        Field("planned", "flag", "Drawn as not yet certain", "true"),
        sources_field(),
    ),
)
