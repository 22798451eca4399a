"""From process start to the first slide painted, beside a bare PySide6 window that paints one line of text."""

from __future__ import annotations

from measure import Result, Row, in_turn
from startup import bare, passeur


def start(runs: int) -> list[Result]:
    """Open and present the shipped story, each in turn with the bare window."""
    opened, presented, floors = in_turn(
        runs,
        lambda: passeur("open", "content.toml"),
        lambda: passeur("present", "content.toml"),
        lambda: bare(1280, 800),
    )
    return [
        Result("start-to-first-slide", "ms", opened, floors, 1.5),
        Result("start-to-first-slide, presenting", "ms", presented, floors, 1.6),
    ]


ROWS = [Row("start-to-first-slide", start, 11)]
