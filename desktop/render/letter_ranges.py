"""Finds the letters of some scripts in a text.

It takes the place of regular expressions: a set of letters above U+00FF takes 2 to 6 ms to compile, and the first slide
waited for eight of them.
"""

from __future__ import annotations


class LetterRanges:
    """Ranges of characters, each written as its first and last character.

    They are given in ascending order.
    """

    __slots__ = ("_lowest", "_ranges")

    def __init__(self, *ranges: str) -> None:
        self._ranges = tuple((letters[0], letters[1]) for letters in ranges)
        self._lowest = self._ranges[0][0]

    def occur_in(self, text: str) -> bool:
        """Return whether a text has any of the letters."""
        # Most texts have none but a dash or an apostrophe above the lowest; the rest is looked at as a set.
        return any(self._contains(character) for character in set(text) if character >= self._lowest)

    def count_in(self, text: str) -> int:
        """Return how many characters of a text are such letters."""
        return sum(map(self._contains, text)) if max(text, default="") >= self._lowest else 0

    def _contains(self, character: str) -> bool:
        return any(first <= character <= last for first, last in self._ranges)
