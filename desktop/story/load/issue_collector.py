"""Collect the issues that are found while a story is read.

The checks that several readers of values need are here too.
"""

from __future__ import annotations

import datetime
import math
from typing import Any, Final, Literal

from desktop.story.format.field import Field
from desktop.story.format.limits import MAX_COMPARED_NAMES, MAX_ENTRIES
from desktop.story.localized_text import KeyPath
from desktop.story.problems.issue import Issue, MessageValue, Severity, closest_match

INVALID: Final[Any] = object()
"""The result of a reader for a value that cannot be used."""


def type_message_key(value: object) -> str:
    """Return the key of `TERMS` that names a value's TOML type."""
    if isinstance(value, str):
        return "found.string"
    if isinstance(value, bool):
        return "found.flag"
    if isinstance(value, (int, float)):
        return "found.number"
    if isinstance(value, list):
        return "found.list"
    if isinstance(value, dict):
        return "found.table"
    return "found.time" if isinstance(value, datetime.time) else "found.date"


class IssueCollector:
    """Collects issues and makes the common ones."""

    __slots__ = ("_matches", "_names_left", "issues")

    def __init__(self) -> None:
        self.issues: list[Issue] = []
        self._names_left = MAX_COMPARED_NAMES
        self._matches: dict[tuple[str, tuple[str, ...] | frozenset[str], float], str] = {}

    def report(
        self,
        code: str,
        path: KeyPath,
        /,
        where: Literal["key", "value"] = "value",
        severity: Severity = "error",
        offset: int = -1,
        **values: MessageValue,
    ) -> None:
        """Add an issue."""
        self.issues.append(Issue(code, path, tuple(values.items()), where, severity, offset))

    def report_wrong_type(
        self, field: Field, value: object, path: KeyPath, expected: str = "", example: str = ""
    ) -> None:
        """Add the issue that a value has the wrong type."""
        code = "type" if path and path[-1] == field.key else "type.in"
        if (
            isinstance(value, (int, float))
            and not isinstance(value, bool)
            and field.kind in ("text", "block", "string")
            and math.isfinite(value)
        ):
            example = f'"{value}"'
        self.report(
            code,
            path,
            name=field.key,
            expected=expected or f"kind.{field.kind}",
            found=type_message_key(value),
            example=example or field.example,
        )

    def report_excess(
        self, name: str, count: int, most: int, path: KeyPath, where: Literal["key", "value"] = "value"
    ) -> None:
        """Add the issue that there are more items than allowed."""
        self.report("too.many", path, where, name=name, count=count, most=most)

    def bounded_list(self, field: Field, value: list[Any], path: KeyPath, most: int = MAX_ENTRIES) -> list[Any]:
        """Return the first `most` entries of a list.

        Further entries are reported as one issue, at the first of them.
        """
        if len(value) > most:
            self.report_excess(field.key, len(value), most, (*path, most))
        return value[:most]

    def closest_match(self, word: str, names: tuple[str, ...] | list[str] | frozenset[str], cutoff: float = 0.6) -> str:
        """Return the name nearest to `word`, or "".

        A story with many unknown names gets "" once `MAX_COMPARED_NAMES` names have been compared.
        """
        names = names if isinstance(names, frozenset) else tuple(names)
        key = (word, names, cutoff)
        match = self._matches.get(key)
        if match is None:
            if len(names) > self._names_left:
                return ""
            self._names_left -= len(names)
            match = self._matches[key] = closest_match(word, names, cutoff)
        return match

    def require_text(self, value: str, path: KeyPath) -> bool:
        """Return whether a string has text, and report a blank one."""
        if value and not value.isspace():
            return True
        self.report("text.empty", path)
        return False
