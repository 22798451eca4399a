"""How long each slide was shown in a talk: for the rehearsal's account."""

from __future__ import annotations

import time


class Spent:
    """Adds up seconds by slide; on no slide ("") no time is counted."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._slide = ""
        self._since = 0.0

    def at(self, slide: str, now: float | None = None) -> None:
        """Say which slide is shown from now on."""
        moment = time.monotonic() if now is None else now
        if self._slide:
            self.seconds[self._slide] = self.seconds.get(self._slide, 0.0) + moment - self._since
        self._slide, self._since = slide, moment

    def stop(self, now: float | None = None) -> None:
        """End the account."""
        self.at("", now)
