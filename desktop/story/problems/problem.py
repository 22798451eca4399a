"""What is wrong with a story, as data that speaks French and English and knows its line.

A problem is raised by its code, the path of its place and a few plain values; the sentence is made when somebody asks.
"""

from __future__ import annotations

from typing import Literal

from desktop.fast_dataclass import dataclass
from desktop.story.model import Path

Severity = Literal["error", "warning"]
Value = str | int | float | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """A problem before its place is known: `where` says whether the key or the value at `path` is meant."""

    code: str
    path: Path
    values: tuple[tuple[str, Value], ...] = ()
    where: Literal["key", "value"] = "value"
    severity: Severity = "error"
    offset: int = -1  # characters from the start of a string's content, where the very spot is known


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, with its place in the text; lines and columns count from 1, the end is exclusive."""

    severity: Severity
    code: str
    path: Path = ()
    file: str = ""
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    values: tuple[tuple[str, Value], ...] = ()

    def message(self, language: str) -> str:
        """Say what is wrong, in one sentence without a full stop."""
        from desktop.story.problems.formatting import message  # a story without problems needs no words

        return message(self, language)

    def hint(self, language: str) -> str:
        """Say what to do about it, or "" where there is nothing to add."""
        from desktop.story.problems.formatting import hint

        return hint(self, language)

    def line_text(self, language: str) -> str:
        """Return `FILE:LINE:COLUMN: error: message (hint)`, the shape that editors and build tools read."""
        hint = self.hint(language)
        tail = f" ({hint})" if hint else ""
        return f"{self.file}:{self.line}:{self.column}: {self.severity}: {self.message(language)}{tail}"

    def get(self, name: str, default: Value = "") -> Value:
        """Return one of the values, for quick fixes."""
        return dict(self.values).get(name, default)


def guess(word: str, names: object, cutoff: float = 0.6) -> str:
    """Return the name nearest to `word`, or "" where none is near."""
    candidates = [str(name) for name in names] if isinstance(names, (list, tuple, set, frozenset, dict)) else []
    from difflib import get_close_matches  # only a story with problems pays for it

    lower = {name.lower(): name for name in candidates}
    found = get_close_matches(word.lower(), lower, n=1, cutoff=cutoff)
    return lower[found[0]] if found else ""
