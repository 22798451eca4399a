"""Check the tables of slides."""

from __future__ import annotations

from typing import Any

from desktop.story.ids import ID_PATTERN
from desktop.story.layouts import LAYOUTS
from desktop.story.load.issue_collector import IssueCollector
from desktop.story.localized_text import KeyPath


def check_slide(
    issues: IssueCollector,
    table: dict[str, Any],
    arguments: dict[str, Any],
    path: KeyPath,
    event_claims: dict[str, int],
) -> None:
    """Report keys that exclude each other or that the layout lacks.

    `arguments` are those that were read from `table`, and `event_claims` how many claims each event has.
    """
    if "item" in table and "items" in table:
        issues.report("both", (*path, "items"), "key", name="item", other="items")
    layout = LAYOUTS.get(arguments.get("layout", ""))
    if layout is None:
        return
    for group in layout.requires_one_of:
        if not any(key in table for key in group):
            issues.report("layout.needs", path, "key", layout=layout.name, keys=group)
            return
    if not layout.min_claims:
        return
    event = table.get("event")
    if "claim" in table:
        count = len(arguments.get("claims", ()))
        if count < layout.min_claims:
            issues.report("layout.claims", path, "key", count=count)
    elif isinstance(event, str) and event_claims.get(event, layout.min_claims) < layout.min_claims:
        issues.report("layout.claims.event", path, "key", id=event)


def check_slide_id(
    issues: IssueCollector, table: dict[str, Any], slide_id: str, path: KeyPath, claimed_ids: set[str]
) -> None:
    """Report an id that is missing, malformed or taken; note it."""
    given_id = table.get("id")
    if "id" not in table:
        issues.report("id.missing", path, "key", severity="warning", stand_in=slide_id)
    elif isinstance(given_id, str) and given_id in claimed_ids:
        issues.report("id.twice", (*path, "id"), id=given_id)
    elif isinstance(given_id, str) and given_id and not given_id.isspace() and not ID_PATTERN.fullmatch(given_id):
        issues.report("id.bad", (*path, "id"), id=given_id)
    if isinstance(given_id, str):
        claimed_ids.add(given_id)
