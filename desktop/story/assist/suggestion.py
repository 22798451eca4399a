"""Define a completion suggestion, and filter by the typed word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from desktop.fast_dataclass import dataclass

SuggestionKind = Literal[
    "table", "key", "layout", "value", "source", "track", "event", "color", "file", "language", "part", "text"
]
KIND_BY_TABLE: Final[dict[str, SuggestionKind]] = {
    "source": "source",
    "track": "track",
    "group": "track",
    "event": "event",
}
"""The kind of a suggested id by the name of its table."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Describes a suggestion for the cursor's place.

    It replaces text[start:end] with `text` and moves the cursor to `start + cursor_offset`.
    """

    label: str
    text: str
    kind: SuggestionKind
    help: str
    start: int
    end: int
    cursor_offset: int

    def apply(self, text: str) -> str:
        """Return the text with the suggestion inserted."""
        return text[: self.start] + self.text + text[self.end :]


def filter_by_word(suggestions: Sequence[Suggestion], word: str) -> list[Suggestion]:
    """Return the suggestions that match a word, the best first.

    Those that begin with the word come first, then those that contain it, then those with its letters in order.
    """
    prefix = word.casefold().lstrip("[")
    if not prefix:
        return list(suggestions)
    ranked: list[list[Suggestion]] = [[], [], []]
    for suggestion in suggestions:
        label = suggestion.label.casefold().lstrip("[")
        if label.startswith(prefix):
            ranked[0].append(suggestion)
        elif prefix in label:
            ranked[1].append(suggestion)
        elif len(prefix) > 1 and label.startswith(prefix[0]) and _has_in_order(label, prefix):
            ranked[2].append(suggestion)
    return [one for rank in ranked for one in rank]


def _has_in_order(label: str, letters: str) -> bool:
    """Return whether a label has letters in order, others between them."""
    rest = iter(label)
    return all(letter in rest for letter in letters)
