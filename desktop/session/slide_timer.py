"""How long each slide was shown in a talk: for the rehearsal's account."""

from __future__ import annotations

import time


class SlideTimer:
    """Adds up seconds by slide; on no slide ("") no time is counted."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._slide_id = ""
        self._since = 0.0

    def switch_to(self, slide_id: str, now: float | None = None) -> None:
        """Say which slide is shown from now on."""
        moment = time.monotonic() if now is None else now
        if self._slide_id:
            self.seconds[self._slide_id] = self.seconds.get(self._slide_id, 0.0) + moment - self._since
        self._slide_id, self._since = slide_id, moment

    def stop(self, now: float | None = None) -> None:
        """End the account."""
        self.switch_to("", now)
