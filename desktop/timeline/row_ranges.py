"""Keep the occupied ranges of rows, and drop labels that meet."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from desktop.fast_dataclass import dataclass
from desktop.timeline.label_box import LabelBox, Placement, Side

TakenRange = tuple[int, float, float]
"""A row, and the seconds between which it holds something else."""

BESIDE: tuple[Side, Side] = ("right", "left")


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


def drop_labels(
    boxes: Iterable[LabelBox],
    scale: float,
    rows: int,
    finer: Mapping[str, Placement],
    taken: Sequence[TakenRange] = (),
) -> dict[str, Placement]:
    """Return the placements of a finer scale, with fewer labels.

    Farther out than the whole story marks come to lie on one another; labels that would are dropped.
    """
    lines = [RowRanges() for _ in range(rows)]
    covered: list[list[tuple[float, float, str]]] = [
        [] for _ in range(rows)
    ]  # by marks that lie on others, and by doubt
    for row, first, last in taken:
        covered[row].append((first, last, ""))
    placements: dict[str, Placement] = {}
    # Bars come first: no label takes the place of one.
    kept = [box for box in boxes if box.id in finer and finer[box.id].row < rows]
    kept.sort(key=lambda one: (not one.is_bar(scale), -one.weight, one.start, one.id))
    for box in kept:
        row, mark = finer[box.id].row, box.mark_range(scale)
        placements[box.id] = Placement(row, "none")
        if lines[row].is_free(*mark):
            lines[row].occupy(*mark, box.id)
        else:
            covered[row].append((*mark, box.id))
        covered[row] += box.doubtful_ends(scale)
    for box in kept:
        placement = finer[box.id]
        mark, row = box.mark_range(scale), placement.row
        if placement.side == "inside" and box.fits_inside(scale, None):
            placements[box.id] = placement
        elif placement.side in BESIDE:
            without_date = Placement(row, placement.side, wrapped=placement.wrapped)
            for candidate in (placement, without_date) if placement.shows_date else (placement,):
                start, end = box.occupied_range(candidate, scale)
                label = (mark[1], end) if placement.side == "right" else (start, mark[0])
                is_covered = meets_another(covered[row], box.id, *label)
                if not is_covered and lines[row].is_free(*label):
                    lines[row].occupy(*label, box.id, is_label=True)
                    placements[box.id] = candidate
                    break
    return placements
