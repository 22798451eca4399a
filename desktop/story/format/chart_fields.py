"""Define the keys of charts."""

from __future__ import annotations

from typing import Final

from desktop.story.chart import CHART_KINDS
from desktop.story.format.field import Field, Table, color_field, sources_field

CHART: Final = Table(
    "chart",
    "[slide.chart]",
    "Numbers drawn",
    (
        Field(
            "kind",
            "choice",
            "bars: side by side; line: a line; steps: each value holds until the next point; donut: a ring of parts",
            '"bars"',
            choices=CHART_KINDS,
        ),
        Field("unit", "text", "What the numbers count", '{ fr = "milliards de dollars", en = "billion US$" }'),
        Field("decimals", "integer", "How many decimals are shown", "2", minimum=0, maximum=6),
        Field(
            "points",
            "tables",
            "The points of a chart of one series",
            "[{ at = 2010, value = 1.51 }, { at = 2011 }]",
            table="point",
        ),
        Field("series", "tables", "Several series, instead of points", table="series"),
        Field("line", "table", "A line across the chart at one value", '{ at = 50, says = "one half" }', table="line"),
        Field(
            "band",
            "table",
            "A band across the chart between two values",
            '{ from = 40, to = 60, says = "balance" }',
            table="band",
        ),
    ),
    (("points", "series"),),
)

LINE: Final = Table(
    "line",
    "[slide.chart.line]",
    "A reference value for the others",
    (
        Field("at", "number", "Its value", "50", True),
        Field("says", "text", "What it is", '"one half"'),
    ),
)

BAND: Final = Table(
    "band",
    "[slide.chart.band]",
    "A range of values",
    (
        Field("from", "number", "Its lowest value", "40", True, "start"),
        Field("to", "number", "Its highest value", "60", True, "end"),
        Field("says", "text", "What it is", '"balance"'),
    ),
)

SERIES: Final = Table(
    "series",
    "[[slide.chart.series]]",
    "A row of points in one colour",
    (
        Field(
            "points",
            "tables",
            "Its points",
            "[{ at = 2012, value = 48.5 }, { at = 2013, value = 58.7 }]",
            True,
            table="point",
        ),
        Field("title", "text", "What it shows", '"Domestic films"'),
        color_field("Its colour"),
    ),
)

POINT: Final = Table(
    "point",
    "points = [{ … }]",
    "One value of a chart",
    (
        Field("at", "label", "Where it stands: a year, a date such as 2010-05, or a name", "2010", True),
        Field("value", "number", "The number; without it the place stays visibly empty", "1.51"),
        Field("text", "text", "Shown instead of the number", '"4.8 bn"'),
        Field("highlight", "flag", "Drawn in the strong colour", "true", label="Strong"),
        Field("planned", "flag", "Drawn as not yet certain", "true"),
        sources_field(),
    ),
)
