"""Define the issue that a reader of a story reports."""

from __future__ import annotations

from typing import Final, Literal, Protocol, runtime_checkable

from desktop.fast_dataclass import dataclass
from desktop.story.localized_text import KeyPath

Severity = Literal["error", "warning"]
_MAX_COMPARED_LENGTH: Final = 100  # difflib takes time in proportion to the product of two lengths


@runtime_checkable
class LocalizedError(Protocol):
    """Describes an error with a message in any language."""

    def message(self, language: str) -> str:
        """Return the message."""


MessageValue = str | int | float | tuple[str, ...] | LocalizedError


@dataclass(frozen=True, slots=True)
class Issue:
    """Describes a problem before its place in the text is known.

    `where` says whether the key or the value at `path` is meant.
    """

    code: str
    path: KeyPath
    values: tuple[tuple[str, MessageValue], ...] = ()
    where: Literal["key", "value"] = "value"
    severity: Severity = "error"
    offset: int = -1  # the index of the wrong character in a string, if it is known


def closest_match(word: str, known_names: object, cutoff: float = 0.6) -> str:
    """Return the name nearest to `word`, or "" where none is near."""
    candidates = (
        [str(name) for name in known_names] if isinstance(known_names, (list, tuple, set, frozenset, dict)) else []
    )
    if len(word) > _MAX_COMPARED_LENGTH:
        return ""
    from difflib import get_close_matches  # imported only for a story with problems

    by_lower_case = {name.lower(): name for name in candidates if len(name) <= _MAX_COMPARED_LENGTH}
    matches = get_close_matches(word.lower(), by_lower_case, n=1, cutoff=cutoff)
    return by_lower_case[matches[0]] if matches else ""
