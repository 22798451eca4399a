"""Places the texts of a chart where nothing else is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render.frame import Font
from desktop.render.text import cap_height

GAP = 5.0
"""The least gap between two texts, in canvas pixels."""
_DOT_INSET: Final = 3.0


@dataclass(frozen=True, slots=True)
class TextBox:
    """Holds the rectangle of a text: capitals above, descenders below."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: TextBox, gap: float = GAP) -> bool:
        """Return whether another text is nearer than a gap.

        Above and below, two pixels are enough.
        """
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + 2.0
            and other.top < self.bottom + 2.0
        )


def text_box(left: float, cap_top: float, width: float, font: Font, lines: int = 1) -> TextBox:
    """Return the box of a text by the top of its capitals."""
    height = cap_height(font) + (lines - 1) * 1.24 * font.size
    # Accents stand above capitals: a small part of the size is theirs.
    return TextBox(left, cap_top - 0.08 * font.size, left + width, cap_top + height + 0.22 * font.size)


class Obstacles:
    """Collects what texts must not touch: other texts, and lines."""

    def __init__(self, left: float, top: float, right: float, bottom: float) -> None:
        self._limits = TextBox(left, top, right, bottom)
        self._boxes: list[TextBox] = []
        self._lines: list[tuple[float, float, float, float]] = []

    def add_box(self, box: TextBox) -> None:
        """Add a rectangle that labels must avoid."""
        self._boxes.append(box)

    def add_line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Add a line that labels must avoid."""
        self._lines.append((min(x0, x1), *((y0, y1) if x0 <= x1 else (y1, y0)), max(x0, x1)))

    def add_dot(self, x: float, y: float, radius: float) -> None:
        """Add a dot that labels must avoid."""
        if radius > _DOT_INSET:  # beside its own dot a number keeps less than the gap between texts
            inner = radius - _DOT_INSET
            self._boxes.append(TextBox(x - inner, y - inner, x + inner, y + inner))

    def is_free(self, box: TextBox) -> bool:
        """Return whether a text may stand in a rectangle."""
        limits = self._limits
        if box.left < limits.left or box.right > limits.right or box.top < limits.top or box.bottom > limits.bottom:
            return False
        left, right = box.left - GAP, box.right + GAP  # most others are left or right of it
        return not any(
            other.left < right and other.right > left and box.touches(other) for other in self._boxes
        ) and not any(line[0] <= right and line[3] >= left and _crosses(line, box) for line in self._lines)

    def place(self, candidates: Sequence[TextBox]) -> TextBox | None:
        """Return the first free rectangle, which is taken, or None."""
        for box in candidates:
            if self.is_free(box):
                self.add_box(box)
                return box
        return None

    def mark(self) -> int:
        """Return a mark to which `forget` goes back."""
        return len(self._boxes)

    def forget(self, mark: int) -> None:
        """Free the rectangles taken since a mark."""
        del self._boxes[mark:]


def _crosses(line: tuple[float, float, float, float], box: TextBox) -> bool:
    """Return whether a line from left to right runs through a rectangle."""
    x0, y0, y1, x1 = line
    left, right = max(x0, box.left - 2.0), min(x1, box.right + 2.0)
    if left > right:
        return False
    slope = (y1 - y0) / (x1 - x0) if x1 > x0 else 0.0
    at_left, at_right = (y0 + (left - x0) * slope, y0 + (right - x0) * slope) if x1 > x0 else (y0, y1)
    return min(at_left, at_right) < box.bottom + 1.0 and max(at_left, at_right) > box.top - 1.0


def key_indexes(values: Sequence[float | None], highlighted: Sequence[int]) -> list[int]:
    """Return the points that are named where not all have room.

    They are the highlighted, last, first, highest and lowest, in this order.
    """
    known = [index for index, value in enumerate(values) if value is not None]
    if not known:
        return []
    highest = max(known, key=lambda index: (values[index] or 0.0, -index))
    lowest = min(known, key=lambda index: (values[index] or 0.0, index))
    return [index for index in dict.fromkeys((*highlighted, known[-1], known[0], highest, lowest)) if index in known]
