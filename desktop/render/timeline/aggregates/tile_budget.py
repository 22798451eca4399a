"""Limits how many tiles of aggregated tracks a frame packs."""

from __future__ import annotations

from typing import Final

_NEW_TILES_PER_FRAME: Final = 2  # while the camera moves: packing a tile takes half a millisecond or more
_NEW_TILES_OF_OTHER_OCTAVES: Final = 16  # a frame after a jump needs most, and those of a neighbour are the same
_NEW_TILES_FIRST_FRAME: Final = 32  # nothing moves yet, and labels that come a frame later would be noticed


class TileBudget:
    """Limits the new tiles that one frame may pack.

    A fixed camera has no limit.
    """

    __slots__ = ("_remaining", "_remaining_of_others", "exhausted", "moving_camera")

    def __init__(self, *, moving_camera: bool, first_frame: bool = False) -> None:
        self._remaining = (
            (_NEW_TILES_FIRST_FRAME if first_frame else _NEW_TILES_PER_FRAME) if moving_camera else 1_000_000
        )
        self._remaining_of_others = _NEW_TILES_OF_OTHER_OCTAVES
        self.exhausted = False
        self.moving_camera = moving_camera

    @classmethod
    def of_one(cls) -> TileBudget:
        """Return the budget of a moving camera for a single tile."""
        budget = cls(moving_camera=True)
        budget._remaining, budget._remaining_of_others = 1, 0
        return budget

    def take(self, *, is_in_view: bool = True) -> bool:
        """Take one tile; return whether one was left.

        Tiles of other octaves, whose rows are kept, have a number of their own.
        """
        if not is_in_view and not self.exhausted and self._remaining_of_others > 0:
            self._remaining_of_others -= 1
            return True
        if self._remaining <= 0:
            self.exhausted = True
            return False
        self._remaining -= 1
        return True
