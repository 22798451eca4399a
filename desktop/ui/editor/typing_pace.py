"""When to do what takes long, so that it never stands between a key and its character: not while somebody types."""

from __future__ import annotations

from collections import deque
from typing import Final

_UNNOTICEABLE_S: Final = 0.012
"""What takes no longer, in seconds, is not felt between two keys."""
_MAX_DELAY_S: Final = 0.4
_INITIAL_DELAY_S: Final = 0.17
"""How long to wait after the first key, when no rhythm is known yet."""
_CHARACTERS_PER_SECOND: Final = 4_000_000
"""How many characters are read in a second, before that was measured."""
_MAX_KEY_GAP_S: Final = 1.0
"""Keys further apart, in seconds, are no rhythm."""


class TypingPace:
    """The rhythm of somebody's keys, and how long it takes to read the text. All in seconds, of any clock."""

    def __init__(self) -> None:
        self._last_key_at = 0.0
        self._key_gaps: deque[float] = deque(maxlen=5)
        self.read_seconds = 0.0

    def estimate(self, length: int) -> None:
        """Take a guess at how long a text of so many characters takes to read."""
        self.read_seconds = length / _CHARACTERS_PER_SECOND

    def key(self, now: float) -> None:
        """Note a key."""
        gap, self._last_key_at = now - self._last_key_at, now
        if gap < _MAX_KEY_GAP_S:
            self._key_gaps.append(gap)
        else:
            self._key_gaps.clear()

    def delay(self, usual_delay: float) -> float:
        """Return how long to wait after a key: as usual, or longer where the next key would come in between."""
        if self.read_seconds <= _UNNOTICEABLE_S:
            return usual_delay
        if not self._key_gaps:
            return max(usual_delay, _INITIAL_DELAY_S)
        shortest, longest = min(self._key_gaps), max(self._key_gaps)
        # Thrice: what was read is painted then, and looked through for the place of the cursor.
        if usual_delay + 3 * self.read_seconds < shortest:
            return usual_delay
        return max(usual_delay, min(1.4 * longest, _MAX_DELAY_S))
