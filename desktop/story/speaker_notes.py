"""Split speaker notes by the steps of a slide.

A line that begins with `[1]` begins what is said once the first step is shown.
"""

from __future__ import annotations

import re
from typing import Final

from desktop.fast_dataclass import dataclass

_STEP_MARK: Final = re.compile(r"^[ \t]*\[(\d{1,2})\][ \t]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class NotePart:
    """Holds the Markdown that is said from one step on."""

    step: int
    text: str


def split_by_step(notes: str) -> tuple[NotePart, ...]:
    """Return the notes as parts, in the order of their steps.

    The text before the first mark belongs to step 0.
    """
    note_parts: list[NotePart] = []
    step, start = 0, 0
    for mark in _STEP_MARK.finditer(notes):
        if text := notes[start : mark.start()].strip():
            note_parts.append(NotePart(step, text))
        step, start = int(mark.group(1)), mark.end()
    if text := notes[start:].strip():
        note_parts.append(NotePart(step, text))
    return tuple(sorted(note_parts, key=lambda part: part.step))


def part_at_step(notes: str, step: int) -> int:
    """Return the index of the part that is said at a step.

    It is −1 where no part has begun yet.
    """
    begun = [index for index, part in enumerate(split_by_step(notes)) if part.step <= step]
    return begun[-1] if begun else -1


def without_step_marks(notes: str) -> str:
    """Return the notes without step marks, as they are printed."""
    return "\n\n".join(part.text for part in split_by_step(notes))
