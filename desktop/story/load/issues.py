"""Note what is wrong while reading; all that the readers of values have in common."""

from __future__ import annotations

import datetime
import math
from typing import Any, Final, Literal

from desktop.story.format.fields import Field
from desktop.story.format.limits import MAX_COMPARED_NAMES, MAX_ENTRIES
from desktop.story.model import KeyPath
from desktop.story.problems.issue import Issue, MessageValue, Severity, closest_match

INVALID: Final[Any] = object()
"""What a reader returns for a value that cannot be used."""


def type_message_key(value: object) -> str:
    """Return the name under which `sentences.NAMES` knows the TOML type of a value."""
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
    """Collects issues."""

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
        """Note an issue."""
        self.issues.append(Issue(code, path, tuple(values.items()), where, severity, offset))

    def report_wrong_type(
        self, field: Field, value: object, path: KeyPath, expected: str = "", example: str = ""
    ) -> None:
        """Note that a value is of the wrong type."""
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
        """Note that there are more of a thing than a story may have."""
        self.report("too.many", path, where, name=name, count=count, most=most)

    def bounded_list(self, field: Field, value: list[Any], path: KeyPath, most: int = MAX_ENTRIES) -> list[Any]:
        """Return as many entries of a list as it may have, and note the first beyond."""
        if len(value) > most:
            self.report_excess(field.key, len(value), most, (*path, most))
        return value[:most]

    def closest_match(self, word: str, names: tuple[str, ...] | list[str] | frozenset[str], cutoff: float = 0.6) -> str:
        """Return the name nearest to `word`, or ""; also where a text with many unknown names has had its share."""
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
        """Return whether a string says something, and note it where it does not."""
        if value and not value.isspace():
            return True
        self.report("text.empty", path)
        return False
