"""Check how a track says that its file writes dates."""

from __future__ import annotations

from typing import Any

from desktop.story.dates.date_format import format_fault
from desktop.story.load.issue_collector import IssueCollector
from desktop.story.localized_text import KeyPath


def check_date_format(issues: IssueCollector, track: dict[str, Any], path: KeyPath) -> None:
    """Report a format that invents dates or has a unit beside it.

    `track` has the arguments of the track at `path`. A wrong format stays: by no other are the dates of its file read.
    """
    date_format = track.get("format", "")
    if not date_format:
        return
    code, sign = format_fault(date_format)
    if code:
        issues.report(code, (*path, "format"), value=date_format, sign=sign)
    elif track.get("unit"):
        issues.report("both", (*path, "unit"), "key", name="format", other="unit")
        del track["unit"]
