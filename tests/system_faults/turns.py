"""Count the seconds in which the machine lets a process run: a busy one is no hang."""

from __future__ import annotations

import time
from pathlib import Path


def seconds_waited(pid: int | str = "self") -> float:
    """Return how long a process has waited for a processor, 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


def turns() -> float:
    """Return a clock in seconds that stands still while this process waits for a processor."""
    return time.monotonic() - seconds_waited()
