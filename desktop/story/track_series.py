"""Define the numbers that run along a track of the timeline."""

from __future__ import annotations

from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.localized_text import EMPTY_TEXT, KeyPath, LocalizedText

TRACK_SERIES_KINDS: Final = ("line", "steps", "bars", "area", "range")


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """Holds the value of one date.

    A range has `low` and `high`, perhaps with a `value` between them. A point without numbers is a gap.
    """

    when: EdtfDate
    value: float | None = None
    low: float | None = None
    high: float | None = None
    text: LocalizedText = EMPTY_TEXT  # shown instead of the formatted value
    planned: bool = False
    sources: tuple[str, ...] = ()
    path: KeyPath = ()


@dataclass(frozen=True, slots=True)
class TrackSeries:
    """Holds the numbers of a track and how to draw them.

    Without `points` they are in the file of the track.
    """

    kind: str = "line"
    title: LocalizedText = EMPTY_TEXT  # what they are, where the track's title names its events
    unit: LocalizedText = EMPTY_TEXT
    decimals: int | None = None
    color: str = ""  # instead of the colour of the track
    points: tuple[SeriesPoint, ...] = ()
    sources: tuple[str, ...] = ()
    path: KeyPath = ()
