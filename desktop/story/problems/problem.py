"""What is wrong with a story, as data that speaks French and English and knows its line.

A problem is raised by its code, the path of its place and a few plain values; the sentence is made when somebody asks.
"""

from __future__ import annotations

from typing import Literal

from desktop.fast_dataclass import dataclass
from desktop.story.model import KeyPath

Severity = Literal["error", "warning"]
MessageValue = str | int | float | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """A problem before its place is known: `where` says whether the key or the value at `path` is meant."""

    code: str
    path: KeyPath
    values: tuple[tuple[str, MessageValue], ...] = ()
    where: Literal["key", "value"] = "value"
    severity: Severity = "error"
    offset: int = -1  # characters from the start of a string's content, where the very spot is known


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, with its place in the text; lines and columns count from 1, the end is exclusive."""

    severity: Severity
    code: str
    path: KeyPath = ()
    file: str = ""
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    values: tuple[tuple[str, MessageValue], ...] = ()

    def message(self, language: str) -> str:
        """Say what is wrong, in one sentence without a full stop."""
        from desktop.story.problems.formatting import format_message  # a story without problems needs no words

        return format_message(self, language)

    def hint(self, language: str) -> str:
        """Say what to do about it, or "" where there is nothing to add."""
        from desktop.story.problems.formatting import format_hint

        return format_hint(self, language)

    def format_line(self, language: str) -> str:
        """Return `FILE:LINE:COLUMN: error: message (hint)`, the shape that editors and build tools read."""
        hint = self.hint(language)
        tail = f" ({hint})" if hint else ""
        return f"{self.file}:{self.line}:{self.column}: {self.severity}: {self.message(language)}{tail}"

    def value(self, key: str, default: MessageValue = "") -> MessageValue:
        """Return one of the values, for quick fixes."""
        return dict(self.values).get(key, default)


def closest_match(word: str, known_names: object, cutoff: float = 0.6) -> str:
    """Return the name nearest to `word`, or "" where none is near."""
    candidates = (
        [str(name) for name in known_names] if isinstance(known_names, (list, tuple, set, frozenset, dict)) else []
    )
    from difflib import get_close_matches  # only a story with problems pays for it

    by_lower_case = {name.lower(): name for name in candidates}
    matches = get_close_matches(word.lower(), by_lower_case, n=1, cutoff=cutoff)
    return by_lower_case[matches[0]] if matches else ""
