"""The typing pace delays slow work until typing pauses."""

from __future__ import annotations

from collections import deque
from typing import Final

_UNNOTICEABLE_S: Final = 0.012
"""Work of at most so many seconds is not felt between two keys."""
_MAX_DELAY_S: Final = 0.4
_INITIAL_DELAY_S: Final = 0.17
"""The delay after the first key, while the pace is unknown."""
_LONG_WORK_S: Final = 0.12
"""Longer work would hold up the second key, unless it comes quickly."""
_MARGIN: Final = 1.3
"""The work takes up to so many times as long as it did the last time."""
_CHARACTERS_PER_SECOND: Final = 1_000_000
"""The characters parsed and shown in a second, before that is measured."""
_MAX_KEY_GAP_S: Final = 1.0
"""Longer gaps between keys, in seconds, do not count as pace."""


class TypingPace:
    """The pace of typing and of parsing, in seconds."""

    def __init__(self) -> None:
        self._last_key_at = 0.0
        self._key_gaps: deque[float] = deque(maxlen=5)
        self.work_seconds = 0.0  # from a parse to the slide that is painted after it

    def estimate(self, length: int) -> None:
        """Estimate the time to parse a text by its characters."""
        self.work_seconds = length / _CHARACTERS_PER_SECOND

    def note_work(self, seconds: float) -> None:
        """Note how long it took to parse and show the text."""
        self.work_seconds = seconds

    def key(self, now: float) -> None:
        """Record the time of a key press."""
        gap, self._last_key_at = now - self._last_key_at, now
        if gap < _MAX_KEY_GAP_S:
            self._key_gaps.append(gap)
        else:
            self._key_gaps.clear()

    def delay(self, usual_delay: float) -> float:
        """Return a delay long enough not to meet the next key."""
        if self.work_seconds <= _UNNOTICEABLE_S:
            return usual_delay
        if not self._key_gaps:
            return max(usual_delay, _INITIAL_DELAY_S if self.work_seconds <= _LONG_WORK_S else _MAX_DELAY_S)
        shortest, longest = min(self._key_gaps), max(self._key_gaps)
        if usual_delay + _MARGIN * self.work_seconds < shortest:
            return usual_delay
        return max(usual_delay, min(1.4 * longest, _MAX_DELAY_S))
