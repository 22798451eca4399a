"""From process start to the whole window painted, timeline included, beside a bare window that reads the same file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from big import story
from measure import Result, Row, in_turn
from startup import bare, passeur


def whole_window(events: int) -> Callable[[int], list[Result]]:
    """Return the measurement of a story of 200 slides and so many events."""

    def measure(runs: int) -> list[Result]:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "content.toml"
            file.write_text(story(200, events=events), "utf-8")
            values, floors = in_turn(
                runs,
                lambda: passeur("open", str(file), mark="timeline_painted"),
                lambda: bare(1280, 800, str(file)),
            )
        return [Result(f"whole-window {events:,} events", "ms", values, floors, 2.5)]

    return measure


ROWS = [
    Row("whole-window 1,000 events", whole_window(1_000), 7, smoke=False),
    Row("whole-window 10,000 events", whole_window(10_000), 3, smoke=False),
]
