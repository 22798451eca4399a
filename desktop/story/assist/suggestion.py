"""A suggestion of what may be written at the cursor, and the choice by what is typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from desktop.fast_dataclass import dataclass

SuggestionKind = Literal[
    "table", "key", "layout", "value", "source", "track", "event", "color", "file", "language", "part", "text"
]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggestion: replace text[start:end] by `text`, move the cursor to `start + cursor`."""

    label: str
    text: str
    kind: SuggestionKind
    help: str
    start: int
    end: int
    cursor_offset: int

    def apply(self, text: str) -> str:
        """Return the text with the suggestion taken."""
        return text[: self.start] + self.text + text[self.end :]


def filter_by_word(suggestions: Sequence[Suggestion], word: str) -> list[Suggestion]:
    """Return the suggestions that begin with the word, then contain it, then contain its letters in order."""
    prefix = word.casefold().lstrip("[")
    if not prefix:
        return list(suggestions)
    subsequence = re.compile(".*?".join(map(re.escape, prefix)))
    ranked: list[list[Suggestion]] = [[], [], []]
    for suggestion in suggestions:
        label = suggestion.label.casefold().lstrip("[")
        if label.startswith(prefix):
            ranked[0].append(suggestion)
        elif prefix in label:
            ranked[1].append(suggestion)
        elif len(prefix) > 1 and subsequence.match(label):
            ranked[2].append(suggestion)
    return [one for rank in ranked for one in rank]
