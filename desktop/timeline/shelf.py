"""Rows for events, so that marks and labels of one track never lie over one another.

Rows are packed over all events at once for an octave of zoom (a doubling of pixels a second), with the labels as wide as
they are at the octave's wide end. Panning therefore never moves a row, and zooming does so only once an octave.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extent:
    """What one event needs on the axis: its instants, its label's width in pixels, and how much it matters."""

    id: str
    start: int
    end: int
    label: float
    weight: float = 1.0


def octave(pixels_a_second: float) -> int:
    """Return the number of the octave of zoom."""
    return math.floor(math.log2(max(pixels_a_second, 1e-300)))


def rows(extents: Sequence[Extent], level: int, *, margin: float = 24.0, mark: float = 12.0) -> dict[str, int]:
    """Return the row (from 0) of each event of one track at an octave of zoom.

    Events of more weight come first and so get the upper rows; among equals the earlier one does.
    """
    scale = 2.0**level
    taken: list[list[tuple[float, float]]] = []
    found: dict[str, int] = {}
    base = min((one.start for one in extents), default=0)
    for one in sorted(extents, key=lambda one: (-one.weight, one.start, one.id)):
        first = (one.start - base) * scale - mark
        last = max((one.end - base) * scale, (one.start - base) * scale + mark) + mark + one.label + margin
        for number, row in enumerate(taken):
            if all(last <= other_first or first >= other_last for other_first, other_last in row):
                row.append((first, last))
                found[one.id] = number
                break
        else:
            taken.append([(first, last)])
            found[one.id] = len(taken) - 1
    return found
