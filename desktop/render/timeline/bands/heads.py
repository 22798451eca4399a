"""Holds the heights that headings and names of eras take."""

from __future__ import annotations

from typing import Final

from desktop.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Heads:
    """Holds heights at the tops of bands, by number.

    `above` a band stands the heading of a group, `inside` it the names of its eras. Empty tuples are all 0.
    """

    above: tuple[float, ...] = ()
    inside: tuple[float, ...] = ()

    @property
    def height(self) -> float:
        """Return the height of all."""
        return sum(self.above) + sum(self.inside)

    def above_of(self, number: int) -> float:
        """Return the height above a band."""
        return self.above[number] if self.above else 0.0

    def inside_of(self, number: int) -> float:
        """Return the height above the rows of a band."""
        return self.inside[number] if self.inside else 0.0


NO_HEADS: Final = Heads()
