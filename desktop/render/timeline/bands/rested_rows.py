"""Stores rows found while the camera stood still."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render.timeline.bands.band_layout import BandLayout
from desktop.render.timeline.bands.label_boxes import label_boxes
from desktop.render.timeline.bands.row_plan import RowPlan
from desktop.timeline.label_box import LabelBox, Placement
from desktop.timeline.row_ranges import drop_labels
from desktop.timeline.rows import coarsest_scale, octave, pack_rows

Placements = dict[str, Placement]

_STEPS_OUT: Final = 4
"""The steps in an octave of zooming out: in one step half of the names would go at once."""


@dataclass(slots=True)
class BandRows:
    """Holds the rows that one track found at rest, at any scale.

    Closer, labels are only added; farther out they are only dropped.
    """

    boxes: Sequence[LabelBox]
    row_count: int
    scale: float  # seconds per pixel where the rows were found
    placements: Placements
    closer: dict[int, Placements] = field(default_factory=dict)  # by octave
    farther: dict[int, Placements] = field(default_factory=dict)  # by step

    def placements_at(self, scale: float) -> Placements:
        """Return the places of all marks at a scale.

        It is in seconds per pixel.
        """
        if scale > self.scale * (1 + 1e-9):
            step = math.ceil(_STEPS_OUT * math.log2(scale / self.scale) - 1e-6)
            if step not in self.farther:
                coarser = self.scale * 2.0 ** (step / _STEPS_OUT)
                self.farther[step] = drop_labels(self.boxes, coarser, self.row_count, self.placements)
            return self.farther[step]
        placements = self.placements
        for k in range(-1, octave(scale, self.scale) - 1, -1):
            if k not in self.closer:
                finer = coarsest_scale(k, self.scale)
                self.closer[k] = pack_rows(self.boxes, finer, self.row_count, coarser=placements)
            placements = self.closer[k]
        return placements


@dataclass(slots=True)
class RestedRows:
    """Holds the tracks of a plan that found other rows."""

    plan: RowPlan
    bands: Mapping[int, BandRows]  # by the number of the band
    carried: RestedRows | None = None  # to the plan that was made last

    def for_plan(self, plan: RowPlan) -> RestedRows:
        """Return the same rows in a plan of the story as edited."""
        if plan is self.plan:
            return self
        if self.carried is None or self.carried.plan is not plan:
            self.carried = RestedRows(plan, self._carry_bands(plan))
        return self.carried

    def _carry_bands(self, plan: RowPlan) -> dict[int, BandRows]:
        before = {self.plan.bands[number].track.id: rows for number, rows in self.bands.items()}
        carried = {}
        for number, band in enumerate(plan.bands):
            rows, row_count = before.get(band.track.id), plan.base.rows[number]
            if rows is None or band.aggregated is not None or band.is_folded or not row_count:
                continue
            boxes = label_boxes(band.marks_in_rows, plan.base.label_mode, plan.metrics, plan.show_labels)
            placements = pack_rows(boxes, rows.scale, row_count, coarser=rows.placements)
            carried[number] = BandRows(boxes, row_count, rows.scale, placements)
        return carried

    def layout_at(self, seconds_per_pixel: float, *, is_prepared: bool = False) -> BandLayout:
        """Return the layout at a scale, as `RowPlan.layout_at` does."""
        layout = self.plan.layout_at(seconds_per_pixel, is_prepared=is_prepared)
        return layout.with_placements(
            self.bands[number].placements_at(seconds_per_pixel) if number in self.bands else placements
            for number, placements in enumerate(layout.placements)
        )
