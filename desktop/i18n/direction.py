"""Finds letters that are read from the right, and isolates names."""

from __future__ import annotations

import re
from typing import Final

FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"
_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


_LETTER_FROM_LEFT: Final = "[A-Za-z\u00c0-\u02b8\u0370-\u058f\u0900-\u1fff\u2c00-\ud7ff\uf900-\ufb17\uff21-\uffdc]"
"""A pattern that is compiled for the first text read from the right: that takes as long as to lay out a slide."""


def begins_right_to_left(text: str) -> bool:
    """Return whether a text's first letter is read from the right."""
    if not has_right_to_left(text):
        return False
    first = _RIGHT_TO_LEFT.search(text)
    other = re.search(_LETTER_FROM_LEFT, text)
    return first is not None and (other is None or first.start() < other.start())


def runs_left(text: str) -> bool:
    """Return whether numbers run left, as "0 ← 9 000" does.

    In a language read from the right, the arrow leads from the first number to the second one; "0 → 9 000" stays as it is.
    """
    return "←" in text and not has_right_to_left(text) and re.search(_LETTER_FROM_LEFT, text) is None


def has_right_to_left(text: str) -> bool:
    """Return whether a text has letters that are read from the right."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None
