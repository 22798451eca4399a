"""Notes that follow the steps of a slide: a line `[1]` begins what is said once the first step is shown."""

from __future__ import annotations

import re
from typing import Final

from desktop.fast_dataclass import dataclass

_MARK: Final = re.compile(r"^[ \t]*\[(\d{1,2})\][ \t]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """What is said from a step on, as Markdown."""

    step: int
    text: str


def parts(notes: str) -> tuple[Part, ...]:
    """Return the notes in the order of their steps; what stands before the first mark belongs to step 0."""
    found: list[Part] = []
    step, begin = 0, 0
    for mark in _MARK.finditer(notes):
        if text := notes[begin : mark.start()].strip():
            found.append(Part(step, text))
        step, begin = int(mark.group(1)), mark.end()
    if text := notes[begin:].strip():
        found.append(Part(step, text))
    return tuple(sorted(found, key=lambda part: part.step))


def spoken_at(notes: str, step: int) -> int:
    """Return which part is being said at a step, −1 for none."""
    said = [number for number, part in enumerate(parts(notes)) if part.step <= step]
    return said[-1] if said else -1


def whole(notes: str) -> str:
    """Return the notes without marks, as they are printed."""
    return "\n\n".join(part.text for part in parts(notes))
