"""Check the numbers along a track."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from desktop.story.load.issue_collector import IssueCollector
from desktop.story.localized_text import KeyPath
from desktop.story.track_series import TrackSeries


def check_series(issues: IssueCollector, track: Mapping[str, Any], path: KeyPath) -> None:
    """Report a track's series that has no numbers, or wrong ones.

    `track` has the arguments of the track at `path`.
    """
    series: TrackSeries | None = track.get("series")
    if series is None:
        return
    if series.points and track.get("data"):
        issues.report("series.both", (*series.path, "points"), "key")
    if not series.points and not track.get("data"):
        issues.report("series.empty", series.path, "key")
    for point in series.points:
        low, high = point.low, point.high
        if (low is None) != (high is None) or (low is not None and high is not None and low > high):
            issues.report("series.range", (*point.path, "high" if low is None else "low"), "key")
    if series.kind == "bars":
        _check_bars(issues, series)


def _check_bars(issues: IssueCollector, series: TrackSeries) -> None:
    """Report the first bar that begins before another one ends."""
    spans = [(point.when.earliest, point.when.latest, point) for point in series.points if point.value is not None]
    known = [(first, last, point) for first, last, point in spans if first is not None and last is not None]
    known.sort(key=lambda one: one[:2])
    for (_, end, before), (start, _, point) in pairwise(known):
        if start < end:
            issues.report("series.bars", (*point.path, "date"), severity="warning", other=before.when.text)
            return
