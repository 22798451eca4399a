"""Describe the room that a mark and its label need."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final, Literal

from desktop.fast_dataclass import dataclass
from desktop.story.dates.calendar import FLOATS_WITHIN

Side = Literal["inside", "right", "left", "none"]

MIN_BAR_PX: Final = 16.0
"""From this length in pixels on a span is a bar, which always has a row.

At the closest scale of an octave it is twice as long.
"""

Width = float | Callable[[], float]
"""A width in pixels, or what measures it: most dates of a crowd are never written."""

ENDLESS: Final = 10**19
"""A second later than any date, and before any when negative: open spans reach there."""


_WHOLE_SECONDS_FROM: Final = 0.25
"""The scale, in seconds per pixel, from which lengths are whole seconds: those are exact however far away a date is."""
_PARTS_OF_SECOND: Final = 4096
"""A closer scale rounds to these: a float holds them exactly, as far as fractions of a second are known."""


def rounded_up(seconds: float, scale: float, instant: float) -> float:
    """Return a length in seconds, rounded up as a scale wants it.

    The `instant` from which it is measured says whether a float may hold where it ends.
    """
    if scale >= _WHOLE_SECONDS_FROM or abs(instant) >= FLOATS_WITHIN:
        return math.ceil(seconds)
    return math.ceil(seconds * _PARTS_OF_SECOND) / _PARTS_OF_SECOND


@dataclass(frozen=True, slots=True)
class Placement:
    """Says where a mark is drawn and how it is labelled.

    `row` counts from the top; the side "none" is a mark without a label; `shows_date` is for the optional date, a
    `wrapped` title stands on so many lines, 2 or 3, and one that `is_cut` ends with an ellipsis. The mark stands in the middle
    of `row_count` rows.
    """

    row: int
    side: Side
    shows_date: bool = False
    wrapped: int = 0
    is_cut: bool = False
    row_count: int = 1


@dataclass(frozen=True, slots=True)
class LabelBox:
    """Holds the time span of a mark and its label's widths.

    The mark goes from `start` to `end` (seconds), and `before_px` and `after_px` pixels beyond; it is at least `min_px`
    long, and `gap_px` from its neighbours. `label_px` (with the space before it) and `date_px` (the optional date) are
    widths in pixels, and `wrapped_px` that of the title on two lines, `thrice_px` on three, 0 for none. `inside_px` is the
    width of a title inside its bar, between `inner_start` and `inner_end`, 0 where none can stand, and `inside_date_px` what
    a date adds.
    A bar is drawn `doubt_before` seconds before its start and `doubt_after` its end; another bar may stand there, no word.
    """

    id: str
    start: float
    end: float
    before_px: float
    after_px: float
    label_px: float
    weight: float = 1.0
    date_px: Width = 0.0
    wrapped_px: float = 0.0
    is_span: bool = False
    min_px: float = 0.0
    gap_px: float = 0.0
    inside_px: float = 0.0
    inside_date_px: Width = 0.0
    inner_start: float = 0
    inner_end: float = 0
    doubt_before: float = 0
    doubt_after: float = 0
    thrice_px: float = 0.0

    def label_width(self, lines: int) -> float:
        """Return the width of a title beside its mark.

        0 lines are one.
        """
        return self.label_px if not lines else self.wrapped_px if lines == 2 else self.thrice_px

    def date_width(self) -> float:
        """Return the width that the optional date adds beside the mark."""
        return self.date_px() if callable(self.date_px) else self.date_px

    def inside_date_width(self) -> float:
        """Return the width that the optional date adds inside the bar."""
        return self.inside_date_px() if callable(self.inside_date_px) else self.inside_date_px

    def is_bar(self, scale: float) -> bool:
        """Return whether it is a span long enough to be a bar."""
        return self.is_span and self.end - self.start >= MIN_BAR_PX * scale

    def mark_range(self, scale: float) -> tuple[float, float]:
        """Return the range of its row that the mark occupies, in seconds."""
        start, end = self.start, self.end
        length = end - start
        # Bars may touch: they are drawn with a hair's breadth between them.
        gap = 0.0 if self.is_span and length >= MIN_BAR_PX * scale else self.gap_px
        missing = self.min_px * scale - length
        missing = missing / 2 if missing > 0.0 else 0.0
        before, after = (self.before_px + gap) * scale + missing, (self.after_px + gap) * scale + missing
        if scale >= _WHOLE_SECONDS_FROM:  # as `rounded_up` has it, without the calls: it is asked for each mark
            return start - math.ceil(before), end + math.ceil(after)
        return self.start - rounded_up(before, scale, self.start), self.end + rounded_up(after, scale, self.end)

    def drawn_range(self, scale: float) -> tuple[float, float]:
        """Return the range in which the mark is drawn, in seconds.

        Labels begin beyond it.
        """
        start, end = self.mark_range(scale)
        return (start - self.doubt_before, end + self.doubt_after) if self.is_bar(scale) else (start, end)

    def doubtful_ends(self, scale: float) -> list[tuple[float, float, str]]:
        """Return the parts of the drawn range beyond the mark's own."""
        (start, end), (first, last) = self.mark_range(scale), self.drawn_range(scale)
        return [(low, high, self.id) for low, high in ((first, start), (end, last)) if low < high]

    def occupied_range(self, placement: Placement, scale: float) -> tuple[float, float]:
        """Return the range that a mark and its label occupy, in seconds."""
        return self.range_with_label(
            placement, scale, self.mark_range(scale), self.drawn_range(scale), self.is_bar(scale)
        )

    def range_with_label(
        self, placement: Placement, scale: float, mark: tuple[float, float], drawn: tuple[float, float], is_bar: bool
    ) -> tuple[float, float]:
        """Return the occupied range from the ranges known at a scale."""
        start, end = mark
        if placement.side in ("none", "inside"):
            return start, end
        first, last = drawn
        start, end = (start, last) if placement.side == "right" else (first, end)
        label = self.label_width(placement.wrapped) + (self.date_width() if placement.shows_date else 0.0)
        if is_bar:  # the gap to the next mark
            label += self.gap_px
        if placement.side == "right":
            return start, end + rounded_up(label * scale, scale, end)
        return start - rounded_up(label * scale, scale, start), end

    def inner_range(self, bounds: tuple[float, float] | None) -> tuple[float, float]:
        """Return the seconds in which a name inside the mark may stand."""
        if bounds is None:
            return self.inner_start, self.inner_end
        return max(self.inner_start, bounds[0]), min(self.inner_end, bounds[1])

    def fits_inside(self, scale: float, bounds: tuple[float, float] | None, *, with_date: bool = False) -> bool:
        """Return whether the title has room inside the mark."""
        if not self.inside_px:
            return False
        start, end = self.inner_range(bounds)
        return end - start >= (self.inside_px + (self.inside_date_width() if with_date else 0.0)) * scale
