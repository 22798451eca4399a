"""Shares the height of a column among its slots.

A slot asks for a height on each rung of the fit ladder: on rung 0 its type has the ideal size, on each further rung it is
one step of the type scale smaller. All slots of a column stand on the same rung, so that their order of sizes stays.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

from desktop.fast_dataclass import dataclass

_LEAST_GAP: Final = 0.55
"""The least share of a gap that is left where room is short."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Asks for a part of a column's height, in canvas pixels.

    `height_at` gives the height that it needs on a rung of the ladder; 0 leaves it out, with its gap. It can be cut down
    to `least`. Of the free height it takes a share by `weight`, until it is `most` high.
    """

    name: str
    height_at: Callable[[int], float]
    gap: float = 0.0  # above it, if something stands there
    least: float = 0.0
    weight: float = 0.0
    most: float = math.inf


@dataclass(frozen=True, slots=True)
class Place:
    """Holds where a slot stands, from the top of its column.

    A slot without height is left out.
    """

    top: float
    height: float
    is_cut: bool = False  # whether it is lower than what it needs

    @property
    def bottom(self) -> float:
        """Return the bottom edge."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Solution:
    """Holds the places of a column's slots and their rung.

    `free` is the height that no slot took.
    """

    places: tuple[Place, ...]
    rung: int
    free: float


def solve(slots: Sequence[Slot], height: float, rungs: int = 1) -> Solution:
    """Share a height among slots, from top to bottom.

    Takes the first rung on which all fit. Where none does, gaps shrink, then slots are cut from the last to the first,
    and at the end left out: never does a slot reach beyond the height.
    """
    needs: list[float] = []
    gaps: list[float] = []
    rung = 0
    for rung in range(max(1, rungs)):
        needs = _needs(slots, rung, height if rung < rungs - 1 else math.inf)
        gaps = _gaps(slots, needs) if len(needs) == len(slots) else []
        if gaps and sum(needs) + sum(gaps) <= height:
            break
    heights = list(needs)
    excess = sum(heights) + sum(gaps) - height
    if excess > 0.0:
        heights, gaps = _shrink(slots, heights, gaps, excess)
    else:
        _grow(slots, heights, -excess)
    places = []
    y = 0.0
    for slot_height, gap, need in zip(heights, gaps, needs, strict=True):
        places.append(Place(y + gap, slot_height, slot_height < need - 0.5))
        y += gap + slot_height
    return Solution(tuple(places), rung, max(0.0, height - y))


def _needs(slots: Sequence[Slot], rung: int, most: float) -> list[float]:
    """Return the needs of slots on a rung while they fit.

    To measure a text is slow: what stands below one that does not fit is not measured.
    """
    needs = []
    total = 0.0
    for slot in slots:
        needs.append(max(0.0, slot.height_at(rung)))
        total += needs[-1]
        if total > most:
            return []
    return needs


def _gaps(slots: Sequence[Slot], heights: Sequence[float]) -> list[float]:
    """Return the gap above each slot; none above the first."""
    gaps = []
    is_first = True
    for slot, height in zip(slots, heights, strict=True):
        gaps.append(slot.gap if height > 0.0 and not is_first else 0.0)
        is_first = is_first and height <= 0.0
    return gaps


def _shrink(
    slots: Sequence[Slot], heights: list[float], gaps: list[float], excess: float
) -> tuple[list[float], list[float]]:
    """Return heights and gaps that are smaller by the excess."""
    total_gap = sum(gaps)
    if total_gap > 0.0:
        saved = min(excess, (1.0 - _LEAST_GAP) * total_gap)
        gaps = [gap * (1.0 - saved / total_gap) for gap in gaps]
        excess -= saved
    for index in reversed(range(len(slots))):
        saved = min(excess, max(0.0, heights[index] - slots[index].least))
        heights[index] -= saved
        excess -= saved
    for index in reversed(range(len(slots))):
        if excess > 1e-6:
            excess -= heights[index] + gaps[index]
            heights[index] = gaps[index] = 0.0
    return heights, gaps


def _grow(slots: Sequence[Slot], heights: list[float], free: float) -> None:
    """Share free height among the slots with a weight."""
    growing = [index for index, slot in enumerate(slots) if slot.weight > 0.0 and heights[index] > 0.0]
    while growing and free > 1e-6:
        total_weight = sum(slots[index].weight for index in growing)
        full = []
        given = 0.0
        for index in growing:
            share = min(free * (slots[index].weight / total_weight), max(0.0, slots[index].most - heights[index]))
            heights[index] += share
            given += share
            if heights[index] >= slots[index].most - 1e-9:
                full.append(index)
        free -= given
        growing = [index for index in growing if index not in full]
        if not full:
            break
