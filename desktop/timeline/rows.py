"""Assign the events of one track to rows and label sides.

Everything is computed in seconds, whole ones but at a close scale, and at the coarsest scale of an octave of zoom, where
marks are closest together: what has room there has room in the whole octave, wherever the window is. Finer octaves keep
the rows of the coarser ones and only add labels, so that neither panning nor zooming in ever moves an event to another
row.

Spans come first: each that is long enough to be seen as a bar has a row of its own extent, before any label. Only what
is left is shared out among points.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from desktop.timeline.label_box import ENDLESS, LabelBox, Placement, Side, rounded_up
from desktop.timeline.row_ranges import BESIDE, RowRanges, TakenRange, free_rows, meets_another

Bounds = tuple[float, float] | None
"""The seconds that labels may not cross."""

_Candidate = tuple[Side, float, float]  # of a label: its side, and the range of its mark and itself
_LEAST_SHARE_OF_A_TILE = 0.6
_LEAST_SHARE = 0.45  # of a title that is shortened


def octave(scale: float, base: float) -> int:
    """Return the octave of a scale (seconds per pixel).

    `base` is the coarsest scale of octave 0.
    """
    # After a flight the scale may differ from the planned one in its last digit: that is no new octave.
    return math.ceil(math.log2(scale / base) - 1e-6)


def coarsest_scale(k: int, base: float) -> float:
    """Return the coarsest scale of an octave, in seconds per pixel."""
    return math.ldexp(base, k)


def pack_rows(
    boxes: Iterable[LabelBox],
    scale: float,
    rows: int,
    *,
    coarser: Mapping[str, Placement] | None = None,
    bounds: Bounds = None,
    taken: Sequence[TakenRange] = (),
) -> dict[str, Placement]:
    """Return the placements of the boxes that have room.

    There are `rows` rows, and `scale` is in seconds per pixel. Bars come first, in order of time; then the boxes with
    the greatest weight choose, and among equal weights the earliest. `coarser` are placements at a coarser scale: they
    stay unless a new bar has no other room; their marks without a label may get one. Labels stay inside `bounds`
    (seconds) if these are given, and nothing comes where rows are `taken`. Boxes without room are missing from the result.
    """
    all_boxes = list(boxes)
    is_alone = coarser is None
    packing = _Packing(all_boxes, scale, rows, coarser or {}, bounds, taken, is_alone=is_alone)
    placements = packing.pack()
    if coarser and not packing.bars <= placements.keys():
        # What has come to be a bar finds each row held by others: all of them are placed anew, once.
        anew = _Packing(all_boxes, scale, rows, {}, bounds, taken, is_alone=is_alone).pack()
        return max((placements, anew), key=lambda found: len(packing.bars & found.keys()))
    return placements


class _Packing:
    """Packs the boxes of one track at one scale."""

    def __init__(
        self, boxes: Iterable[LabelBox], scale: float, rows: int, coarser: Mapping[str, Placement], bounds: Bounds,
        taken: Sequence[TakenRange], *, is_alone: bool,
    ) -> None:  # fmt: skip
        self.is_alone = is_alone  # no other scale follows
        self.order = sorted(boxes, key=lambda box: (-box.weight, box.start, box.id))
        self.boxes = {box.id: box for box in self.order}
        self.scale = scale
        self.rows = rows
        self.bounds = bounds
        self.lines = [RowRanges() for _ in range(rows)]
        for row, first, last in taken:
            self.lines[row].occupy(first, last, "")
        self.placements: dict[str, Placement] = {}
        self.bars = {box.id for box in self.order if box.is_bar(scale)}
        # Kept for all that follows, which asks for them some five times.
        self.ranges = {box.id: box.mark_range(scale) for box in self.order}
        self.drawn = {
            box.id: box.drawn_range(scale) if box.doubt_before or box.doubt_after else self.ranges[box.id]
            for box in self.order
        }
        self.doubts: list[list[tuple[float, float, str]]] = [[] for _ in range(rows)]
        # Names inside bars. Nothing comes there unless it may stand in the doubt of another, or is drawn before its own range.
        self.has_doubts = any(box.doubt_before or box.doubt_after for box in self.order)
        self.words: list[list[tuple[float, float, str]]] = [[] for _ in range(rows)]
        self.has_taken = bool(taken)
        self.kept = {
            name: placement for name, placement in coarser.items() if placement.row < rows and name in self.boxes
        }

    def pack(self) -> dict[str, Placement]:
        """Return the placements of all boxes that have room."""
        for name, placement in [*self.kept.items()]:  # all marks keep their row before any label is placed
            if self.has_taken and not self.lines[placement.row].is_free(*self.ranges[name]):
                del self.kept[name]  # a longer one has come there
                continue
            self._occupy_mark(self.boxes[name], placement.row)
        self._place_spans()
        self._keep_labels()
        self._label_spans()
        self._place_points()
        self._add_dates()
        return self.placements

    def _occupy_mark(self, box: LabelBox, row: int) -> None:
        self.lines[row].occupy(*self.ranges[box.id], box.id)
        if self.drawn[box.id] != self.ranges[box.id]:
            self.doubts[row] += box.doubtful_ends(self.scale)
        self.placements[box.id] = Placement(row, "none")

    def _occupied_range(self, box: LabelBox, placement: Placement) -> tuple[float, float]:
        return box.range_with_label(placement, self.scale, self.ranges[box.id], self.drawn[box.id], box.id in self.bars)

    def _is_free_for_label(self, box: LabelBox, row: int, start: float, end: float) -> bool:
        """Return whether a label meets nothing, doubtful ends of bars included."""
        return self.lines[row].is_free(start, end) and not meets_another(self.doubts[row], box.id, start, end)

    def _fits_inside(self, box: LabelBox, row: int) -> bool:
        """Return whether a name has room inside its bar, clear of others."""
        if not box.fits_inside(self.scale, self.bounds):
            return False
        if not self.has_doubts:
            return True
        words = box.inner_range(self.bounds)
        is_met = meets_another(self.doubts[row], box.id, *words)
        return not is_met and all(name == box.id for name in self.lines[row].owners(*words))

    def _name_inside(self, box: LabelBox, row: int) -> None:
        """Place the name of a mark inside it."""
        self.placements[box.id] = Placement(row, "inside")
        if self.has_doubts:
            self.words[row].append((*box.inner_range(self.bounds), box.id))

    def _free_rows(self, box: LabelBox) -> list[int]:
        """Return the rows where a mark meets no other and no name."""
        mark, drawn = self.ranges[box.id], self.drawn[box.id]
        free = free_rows(self.lines, *mark)
        if not self.has_doubts:
            return free
        return [
            row
            for row in free
            if not self.lines[row].label_owners(*drawn) and not meets_another(self.words[row], box.id, *drawn)
        ]

    # -- spans ---------------------------------------------------------------------------------------------------------

    def _place_spans(self) -> None:
        """Give each new bar a row, and its label if possible."""
        new = [box for box in self.order if box.id in self.bars and box.id not in self.kept]
        for box in sorted(new, key=lambda one: (one.start, -one.end, one.id)):
            if not self._place_span(box):
                self._evict_for(box)

    def _place_span(self, box: LabelBox) -> bool:
        free = self._free_rows(box)
        if not free:
            return False
        inside = [row for row in free if self._fits_inside(box, row)]
        row = (inside or free)[0]
        side: Side = "inside" if inside else "none"
        if not inside and not self.kept:  # in a finer octave, the labels that are known already come first
            labelled = (
                (row, candidate)
                for row in free
                for candidate, start, end in self._candidates(box)
                if self._is_free_for_label(box, row, start, end)
            )
            row, side = next(labelled, (row, side))
        self._occupy_mark(box, row)
        if side == "inside":
            self._name_inside(box, row)
        elif side != "none":
            self._set_label(box, Placement(row, side))
        return True

    def _evict_for(self, box: LabelBox) -> None:
        """Give a bar the row where the least has to give way.

        Labels give way, and points of a coarser octave; bars never do.
        """
        mark, drawn = self.ranges[box.id], self.drawn[box.id]
        best: tuple[float, int, list[str]] | None = None
        for row, line in enumerate(self.lines):
            inside = [name for first, last, name in self.words[row] if first < drawn[1] and drawn[0] < last]
            owners = list(dict.fromkeys(line.owners(*mark) + line.label_owners(*drawn) + inside))
            if any(not name or (name in self.bars and line.holds_mark(name, *mark)) for name in owners):
                continue
            cost = sum(self.boxes[name].weight for name in owners)
            if best is None or cost < best[0]:
                best = cost, row, owners
        if best is None:
            return
        _, row, owners = best
        for name in owners:
            line = self.lines[row]
            self.words[row] = [words for words in self.words[row] if words[2] != name]
            if line.holds_mark(name, *mark):
                line.release(name)
                self.doubts[row] = [doubt for doubt in self.doubts[row] if doubt[2] != name]
                del self.placements[name]
                self.kept.pop(name, None)
            else:
                line.release_label(name)
                self.placements[name] = Placement(row, "none")
        self._occupy_mark(box, row)
        if self._fits_inside(box, row):
            self._name_inside(box, row)

    def _label_spans(self) -> None:
        """Label the bars that have none yet where there is room."""
        for box in self.order:
            placement = self.placements.get(box.id)
            if placement is not None and placement.side == "none" and box.id in self.bars:
                self._label_in_row(box, placement.row)

    # -- labels --------------------------------------------------------------------------------------------------------

    def _keep_labels(self) -> None:
        """Keep the labels of the coarser octave."""
        for box in self.order:
            placement = self.kept.get(box.id)
            if placement is None or placement.side == "none":
                continue
            if self._fits_inside(box, placement.row):
                self._name_inside(box, placement.row)
                continue
            start, end = self._occupied_range(box, placement)
            label = self._label_range(box, placement.side, start, end)
            is_cut = self.bounds is not None and (start < self.bounds[0] or end > self.bounds[1])
            # In the doubt of what is a bar only here, a name inside is not whole: the drawing shortens it.
            stays_inside = placement.side == "inside" and not self.has_doubts
            is_beside = placement.side != "inside" and not is_cut
            if stays_inside or (is_beside and self._is_free_for_label(box, placement.row, *label)):
                self._set_label(box, placement)

    def _label_range(self, box: LabelBox, side: Side, start: float, end: float) -> tuple[float, float]:
        """Return the part of a labelled mark's range that is label."""
        mark = self.ranges[box.id]
        return (mark[1], end) if side == "right" else (start, mark[0])

    def _set_label(self, box: LabelBox, placement: Placement) -> None:
        if placement.side in BESIDE:
            start, end = self._occupied_range(box, placement)
            self.lines[placement.row].occupy(*self._label_range(box, placement.side, start, end), box.id, is_label=True)
        self.placements[box.id] = placement

    def _label_in_row(self, box: LabelBox, row: int) -> bool:
        """Label a mark that has its row already; return whether it could."""
        if self._fits_inside(box, row):
            self._name_inside(box, row)
            return True
        for wrapped, is_cut, candidates in self._choices(box):
            for side, start, end in candidates:
                if self._is_free_for_label(box, row, *self._label_range(box, side, start, end)):
                    self._set_label(box, Placement(row, side, wrapped=wrapped, is_cut=is_cut))
                    return True
        return False

    def _candidates(self, box: LabelBox, *, lines: int = 0) -> list[_Candidate]:
        """Return the ranges of a labelled mark for each possible side.

        A side is possible if the label stays within the bounds.
        """
        (start, end), (first, last) = self.ranges[box.id], self.drawn[box.id]
        label = box.label_width(lines) + (box.gap_px if box.id in self.bars else 0.0)
        after = last + rounded_up(label * self.scale, self.scale, last)
        before = first - rounded_up(label * self.scale, self.scale, first)
        candidates: list[_Candidate] = []
        if end < ENDLESS and (self.bounds is None or after <= self.bounds[1]):
            candidates.append(("right", start, after))
        if start > -ENDLESS and (self.bounds is None or before >= self.bounds[0]):
            candidates.append(("left", before, end))
        return candidates

    def _choices(self, box: LabelBox) -> Iterator[tuple[int, bool, list[_Candidate]]]:
        """Yield candidates of one line (0), of more, and one cut short."""
        whole = self._candidates(box)
        yield 0, False, whole
        if box.wrapped_px:
            yield 2, False, self._candidates(box, lines=2)
        if box.thrice_px:
            yield 3, False, self._candidates(box, lines=3)
        # What is cut may lose its place at another scale: there it is the last resort of points.
        if self.bounds is not None and (self.is_alone or not (whole or box.id in self.bars)):
            start, end = self.drawn[box.id]
            left, right = start - self.bounds[0], self.bounds[1] - end
            share = max(left, right) / (box.label_px * self.scale or 1.0)
            if (_LEAST_SHARE if self.is_alone else _LEAST_SHARE_OF_A_TILE) <= share < 1.0:
                yield 0, True, [("right", start, self.bounds[1]) if right > left else ("left", self.bounds[0], end)]

    # -- points --------------------------------------------------------------------------------------------------------

    def _place_points(self) -> None:
        """Place short spans and points with their labels, then those without.

        A short span holds its row before any point: closer, it is a bar.
        """
        unlabelled: list[LabelBox] = []
        for box in sorted(self.order, key=lambda one: not one.is_span):
            placement = self.placements.get(box.id)
            if placement is not None:
                if placement.side == "none" and box.id not in self.bars:
                    self._label_in_row(box, placement.row)
            elif box.id not in self.bars:
                self._place_point(box, unlabelled)
        for box in unlabelled:
            self._place_bare(box)

    def _place_bare(self, box: LabelBox) -> None:
        """Place a mark without a label where there is room."""
        row = next(iter(self._free_rows(box)), None)
        if row is not None:
            self._occupy_mark(box, row)

    def _place_point(self, box: LabelBox, unlabelled: list[LabelBox]) -> None:
        """Place a point with its label, or add it to the unlabelled."""
        free = self._free_rows(box)
        if not free:
            return  # without room now, there is none later: rows only fill up
        for wrapped, is_cut, candidates in self._choices(box):
            for row in free:
                for side, start, end in candidates:
                    if self._is_free_for_label(box, row, start, end):
                        self._occupy_mark(box, row)
                        self._set_label(box, Placement(row, side, wrapped=wrapped, is_cut=is_cut))
                        return
        if box.is_span:
            self._place_bare(box)
        else:
            unlabelled.append(box)

    def _add_dates(self) -> None:
        """Add the optional date to labels with free room behind them."""
        for box in self.order:
            placement = self.placements.get(box.id)
            if placement is None or placement.side == "none" or placement.wrapped or placement.shows_date:
                continue
            if placement.is_cut:
                continue
            dated = Placement(placement.row, placement.side, shows_date=True)
            if placement.side == "inside":
                if box.fits_inside(self.scale, self.bounds, with_date=True):
                    self.placements[box.id] = dated
                continue
            if box.date_width() > 0.0:
                without_date = self._occupied_range(box, placement)
                start, end = self._occupied_range(box, dated)
                if self.bounds is not None and (
                    end > self.bounds[1] if placement.side == "right" else start < self.bounds[0]
                ):
                    continue
                added = (without_date[1], end) if placement.side == "right" else (start, without_date[0])
                if not self._is_free_for_label(box, placement.row, *added):
                    continue
                self.lines[placement.row].occupy(*added, box.id, is_label=True)
            self.placements[box.id] = dated
