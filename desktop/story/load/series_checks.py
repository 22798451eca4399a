"""Check the numbers along a track."""

from __future__ import annotations

from collections.abc import Mapping
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
