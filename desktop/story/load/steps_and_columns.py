"""Read the steps of a slide and the columns of a file.

Unlike all other values of the format, these two are nested.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop.story.format.field import Field
from desktop.story.format.fields import COLUMN_FIELDS, NUMBERED_STEP_PARTS, STEP_PARTS
from desktop.story.load.issue_collector import INVALID, IssueCollector
from desktop.story.localized_text import KeyPath


def read_columns(issues: IssueCollector, field: Field, value: Any, path: KeyPath) -> Any:
    """Return the columns as pairs (event key, column name)."""
    if not isinstance(value, dict):
        issues.report_wrong_type(field, value, path)
        return INVALID
    pairs = []
    for key, column in value.items():
        entry_path = (*path, key)
        if key not in COLUMN_FIELDS:
            issues.report(
                "columns.unknown", entry_path, "key", name=key, guess=issues.closest_match(key, COLUMN_FIELDS)
            )
        elif not isinstance(column, str):
            issues.report_wrong_type(field, column, entry_path, "kind.string", '"…"')
        elif (not column and key != "date") or issues.require_text(column, entry_path):  # "" says that there is none
            pairs.append((key, column))
    return tuple(pairs)


def read_steps(issues: IssueCollector, field: Field, value: Any, path: KeyPath) -> Any:
    """Return the value of `steps`.

    It is a bool, or a tuple of groups; the parts of one group appear together.
    """
    if isinstance(value, bool):
        return value
    if not isinstance(value, list):
        issues.report_wrong_type(field, value, path)
        return INVALID
    seen_parts: set[str] = set()
    groups = []
    for index, entry in enumerate(issues.bounded_list(field, value, path)):
        entry_path: KeyPath = (*path, index)
        if isinstance(entry, str):
            group = _read_group(issues, [(entry, entry_path)], seen_parts)
        elif isinstance(entry, list) and all(isinstance(part, str) for part in entry):
            parts = issues.bounded_list(field, entry, entry_path)
            group = _read_group(
                issues, [(part, (*entry_path, number)) for number, part in enumerate(parts)], seen_parts
            )
            if not entry:
                issues.report("steps.empty", entry_path)
        else:
            issues.report_wrong_type(field, entry, entry_path, "kind.part", '"text"')
            continue
        if group:
            groups.append(group)
    return tuple(groups)


def _read_group(
    issues: IssueCollector, parts_with_paths: Iterable[tuple[str, KeyPath]], seen_parts: set[str]
) -> tuple[str, ...]:
    group = []
    for part, part_path in parts_with_paths:
        name, colon, number = part.partition(":")
        is_known = name in NUMBERED_STEP_PARTS and number.isdecimal() if colon else part in STEP_PARTS
        if not is_known:
            issues.report(
                "steps.unknown", part_path, part=part, guess=issues.closest_match(part, STEP_PARTS), parts=STEP_PARTS
            )
        elif part in seen_parts:
            issues.report("steps.twice", part_path, severity="warning", part=part)
        else:
            seen_parts.add(part)
            group.append(part)
    return tuple(group)
