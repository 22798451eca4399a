"""Define the charts of a story."""

from __future__ import annotations

from desktop.fast_dataclass import dataclass
from desktop.story.localized_text import EMPTY_TEXT, KeyPath, LocalizedText

CHART_KINDS: tuple[str, ...] = ("bars", "line", "steps", "donut")


@dataclass(frozen=True, slots=True)
class Point:
    """Holds one value of a chart.

    Without a `value` its place in the chart stays empty.
    """

    at: LocalizedText
    value: float | None = None
    text: LocalizedText = EMPTY_TEXT  # shown instead of the formatted value
    highlight: bool = False
    planned: bool = False
    sources: tuple[str, ...] = ()
    path: KeyPath = ()


@dataclass(frozen=True, slots=True)
class Series:
    """Holds the points of one line or set of bars."""

    points: tuple[Point, ...]
    title: LocalizedText = EMPTY_TEXT
    color: str = ""
    path: KeyPath = ()


@dataclass(frozen=True, slots=True)
class ChartLine:
    """Marks a value of a chart by a line across it."""

    at: float
    says: LocalizedText = EMPTY_TEXT
    path: KeyPath = ()


@dataclass(frozen=True, slots=True)
class ChartBand:
    """Marks the values between two numbers by a band across a chart."""

    start: float
    end: float
    says: LocalizedText = EMPTY_TEXT
    path: KeyPath = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Holds the series of a chart and how to draw them.

    `kind` is "bars", "line", "steps", whose values hold until the next point, or "donut", whose points are parts of a
    whole.
    """

    kind: str
    series: tuple[Series, ...]
    unit: LocalizedText = EMPTY_TEXT
    decimals: int | None = None
    line: ChartLine | None = None
    band: ChartBand | None = None
    path: KeyPath = ()
