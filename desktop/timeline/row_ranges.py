"""Keep the occupied ranges of one row of marks and labels."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import field

from desktop.fast_dataclass import dataclass


@dataclass(slots=True)
class RowRanges:
    """Holds the occupied ranges of one row, in order and disjoint.

    Each belongs to the mark or the label of one event.
    """

    starts: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    holders: list[tuple[str, bool]] = field(default_factory=list)  # the event's id, and whether it is its label

    def is_free(self, start: float, end: float) -> bool:
        """Return whether nothing lies between two seconds."""
        position = bisect_right(self.ends, start)  # the first range that ends after `start`
        return position == len(self.starts) or self.starts[position] >= end

    def occupy(self, start: float, end: float, event_id: str, *, is_label: bool = False) -> None:
        """Take a range for the mark or the label of an event."""
        position = bisect_left(self.ends, end)
        self.starts.insert(position, start)
        self.ends.insert(position, end)
        self.holders.insert(position, (event_id, is_label))

    def owners(self, start: float, end: float) -> list[str]:
        """Return the events whose mark or label lies in a range."""
        return list(dict.fromkeys(name for name, _ in self._holders_in(start, end)))

    def holds_mark(self, event_id: str, start: float, end: float) -> bool:
        """Return whether the mark itself of an event lies in a range."""
        return (event_id, False) in self._holders_in(start, end)

    def label_owners(self, start: float, end: float) -> list[str]:
        """Return the events whose label lies in a range."""
        return [name for name, is_label in self._holders_in(start, end) if is_label]

    def _holders_in(self, start: float, end: float) -> list[tuple[str, bool]]:
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end)
        return self.holders[first:last]

    def release(self, event_id: str) -> None:
        """Free the mark and the label of an event."""
        self._keep([name != event_id for name, _ in self.holders])

    def release_label(self, event_id: str) -> None:
        """Free the label of an event; its mark stays."""
        self._keep([holder != (event_id, True) for holder in self.holders])

    def _keep(self, kept: list[bool]) -> None:
        self.starts = [one for one, stays in zip(self.starts, kept, strict=True) if stays]
        self.ends = [one for one, stays in zip(self.ends, kept, strict=True) if stays]
        self.holders = [one for one, stays in zip(self.holders, kept, strict=True) if stays]


def free_rows(rows: Iterable[RowRanges], start: float, end: float) -> list[int]:
    """Return the numbers of the rows with nothing between two seconds."""
    found = []
    for number, row in enumerate(rows):  # `is_free` in place: a packing asks ten thousand times
        position = bisect_right(row.ends, start)
        if position == len(row.ends) or row.starts[position] >= end:
            found.append(number)
    return found


def meets_another(ranges: Iterable[tuple[float, float, str]], event_id: str, start: float, end: float) -> bool:
    """Return whether seconds meet a range of another event."""
    return any(first < end and start < last and owner != event_id for first, last, owner in ranges)
