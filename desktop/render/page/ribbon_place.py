"""Says where the time ribbon stands on a page."""

from __future__ import annotations

from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render.page.grid import FOOT_LINE_HEIGHT

HEIGHT_ABOVE: Final = 72.0
"""The pixels that the ribbon takes above its line."""
HEIGHT_BELOW: Final = 50.0
"""The pixels that the ribbon takes below its line."""

RIBBON_HEIGHT: Final = 132.0
"""The height that the time ribbon takes from the content."""

_LINE: Final = 182.0  # from the line to the edge of the page, above two lines of notes
_LOW_LINE: Final = 142.0  # the same of a low ribbon, above one line of notes
_LOW_HEIGHT_ABOVE: Final = 36.0


@dataclass(frozen=True, slots=True)
class RibbonPlace:
    """Says whether the ribbon is low, and how far it is lifted.

    A low one names its events below its line, close to the notes: what stands above it needs the height.
    """

    is_low: bool = False
    lift: float = 0.0

    def line_y(self, page_height: float, foot_lines: int) -> float:
        """Return the height of its line above so many lines of notes."""
        if self.is_low:
            return page_height - FOOT_LINE_HEIGHT * (max(1, foot_lines) - 1) - _LOW_LINE - self.lift
        return page_height - FOOT_LINE_HEIGHT * (max(2, foot_lines) - 2) - _LINE

    @property
    def height_above(self) -> float:
        """Return the pixels that it takes above its line."""
        return _LOW_HEIGHT_ABOVE if self.is_low else HEIGHT_ABOVE


HIGH_RIBBON: Final = RibbonPlace()
