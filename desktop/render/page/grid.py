"""Divides the canvas of each aspect into margins and columns."""

from __future__ import annotations

from typing import Final

from desktop.fast_dataclass import dataclass

CANVASES: Final = {
    "16:9": (1920.0, 1080.0),
    "16:10": (1920.0, 1200.0),
    "4:3": (1920.0, 1440.0),
    "1:1": (1440.0, 1440.0),
    "9:16": (1080.0, 1920.0),
}
"""The width and height of the canvas for each aspect, in canvas pixels.

Square and upright pages are seen on phones. Their canvas is narrower, so that the same sizes of type look larger there.
"""

SCREEN_ASPECTS: Final = ("16:9", "16:10", "4:3")
"""The aspects of screens and projectors, on which a story without an aspect of its own is shown."""

FOOT_BASELINE: Final = 54.0
"""The distance of the foot's last line from the edge of the page."""

FOOT_LINE_HEIGHT: Final = 34.0
"""The height of a line of source notes."""

_COLUMNS: Final = 12
_RIGHT_COLUMN_SHARE: Final = 740.0 / 1680.0


@dataclass(frozen=True, slots=True)
class Box:
    """Holds a rectangle of the canvas, in canvas pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the y of the bottom edge."""
        return self.y + self.height

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Return x, y, width and height."""
        return self.x, self.y, self.width, self.height

    def inset(self, dx: float, dy: float) -> Box:
        """Return the rectangle smaller by `dx` and `dy` on each side."""
        return Box(self.x + dx, self.y + dy, self.width - 2 * dx, self.height - 2 * dy)


@dataclass(frozen=True, slots=True)
class Grid:
    """Divides a canvas into twelve columns between two margins.

    A canvas 1920 wide has margins of 120 and columns of 118 with gaps of 24.
    """

    width: float
    height: float

    @property
    def is_narrow(self) -> bool:
        """Return whether columns of content stand below one another."""
        return self.width <= self.height

    @property
    def margin(self) -> float:
        """Return the margin on the left and right."""
        return self.width / 16.0

    @property
    def gutter(self) -> float:
        """Return the gap between two columns."""
        return self.width / 80.0

    @property
    def right(self) -> float:
        """Return the x of the right margin."""
        return self.width - self.margin

    @property
    def content_width(self) -> float:
        """Return the width between the margins."""
        return self.width - 2 * self.margin

    def columns(self, count: int, first: int = 0) -> tuple[float, float]:
        """Return x and width of some columns, counted from 0."""
        column = (self.content_width - (_COLUMNS - 1) * self.gutter) / _COLUMNS
        return self.margin + first * (column + self.gutter), count * column + (count - 1) * self.gutter

    @property
    def text_width(self) -> float:
        """Return the width of text beside a right column, else of all."""
        return self.content_width if self.is_narrow else self.columns(6)[1]

    @property
    def right_column(self) -> tuple[float, float]:
        """Return x and width of the column beside a text."""
        if self.is_narrow:
            return self.margin, self.content_width
        width = _RIGHT_COLUMN_SHARE * self.content_width
        return self.right - width, width

    @property
    def top(self) -> float:
        """Return the highest y of any text, but for what grows upward."""
        return 0.09 * self.height

    @property
    def growing_top(self) -> float:
        """Return the highest y of a header that grows upward.

        It is as far from the edge as the foot's line.
        """
        return FOOT_BASELINE

    @property
    def title_baseline(self) -> float:
        """Return the first baseline of titles, the same on all slides."""
        return 120.0 + 0.14 * self.height


def grid_for(aspect: str) -> Grid:
    """Return the grid of an aspect; that of 16:9 if unknown."""
    return Grid(*CANVASES.get(aspect, CANVASES["16:9"]))


def nearest_aspect(size: tuple[float, float], fixed_aspect: str = "auto") -> str:
    """Return the aspect that fills a surface best.

    A fixed aspect of the story is returned as it is.
    """
    if fixed_aspect != "auto":
        return fixed_aspect
    ratio = size[0] / max(1.0, size[1])

    def waste(aspect: str) -> float:
        width, height = CANVASES[aspect]
        return max(width / height / ratio, ratio * height / width) if ratio else 0.0

    return min(CANVASES, key=waste)
