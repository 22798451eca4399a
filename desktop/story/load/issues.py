"""Note what is wrong while reading; all that the readers of values have in common."""

from __future__ import annotations

import datetime
from typing import Any, Final, Literal

from desktop.story.format.fields import Field
from desktop.story.model import KeyPath
from desktop.story.problems.issue import Issue, MessageValue, Severity

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

    __slots__ = ("issues",)

    def __init__(self) -> None:
        self.issues: list[Issue] = []

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

    def require_text(self, value: str, path: KeyPath) -> bool:
        """Return whether a string says something, and note it where it does not."""
        if value and not value.isspace():
            return True
        self.report("text.empty", path)
        return False
