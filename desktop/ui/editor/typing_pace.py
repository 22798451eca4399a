"""When to do what takes long, so that it never stands between a key and its character: not while somebody types."""

from __future__ import annotations

from collections import deque
from typing import Final

_BRIEF: Final = 0.012
"""What takes no longer, in seconds, is not felt between two keys."""
_LONGEST: Final = 0.4
_FIRST: Final = 0.17
"""How long to wait after the first key, when no rhythm is known yet."""
_SIGNS: Final = 4_000_000
"""How many characters are read in a second, before that was measured."""
_RHYTHM: Final = 1.0
"""Keys further apart, in seconds, are no rhythm."""


class Pace:
    """The rhythm of somebody's keys, and how long it takes to read the text. All in seconds, of any clock."""

    def __init__(self) -> None:
        self._last = 0.0
        self._gaps: deque[float] = deque(maxlen=5)
        self.work = 0.0

    def guess(self, length: int) -> None:
        """Take a guess at how long a text of so many characters takes to read."""
        self.work = length / _SIGNS

    def struck(self, now: float) -> None:
        """Note a key."""
        gap, self._last = now - self._last, now
        if gap < _RHYTHM:
            self._gaps.append(gap)
        else:
            self._gaps.clear()

    def wait(self, usual: float) -> float:
        """Return how long to wait after a key: as usual, or longer where the next key would come in between."""
        if self.work <= _BRIEF:
            return usual
        if not self._gaps:
            return max(usual, _FIRST)
        shortest, longest = min(self._gaps), max(self._gaps)
        # Thrice: what was read is painted then, and looked through for the place of the cursor.
        if usual + 3 * self.work < shortest:
            return usual
        return max(usual, min(1.4 * longest, _LONGEST))
