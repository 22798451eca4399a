"""Plans rows and sides of labels for a moving camera.

One plan serves every window of an octave of zoom, so that nothing jumps while the camera moves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import field

from desktop.fast_dataclass import dataclass
from desktop.render.frame import Item
from desktop.render.timeline.bands.band_layout import NO_HEADS, BandLayout, Heads, layout_bands
from desktop.render.timeline.bands.label_boxes import label_boxes
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.timeline.camera import TimeWindow
from desktop.timeline.label_box import Placement
from desktop.timeline.rows import coarsest_scale, drop_labels, octave, pack_rows


@dataclass(slots=True)
class RowPlan:
    """Keeps the rows of a moving camera, octave by octave.

    Bands, rows and the label mode never change while the camera moves; closer octaves only add labels.
    """

    bands: tuple[TrackBand, ...]
    metrics: TimelineMetrics
    height: float
    base: BandLayout
    scale: float  # seconds per pixel of the whole story, the end of octave 0
    show_labels: bool = True
    octaves: dict[int, BandLayout] = field(default_factory=dict)
    static_items: dict[object, tuple[Item, ...]] = field(default_factory=dict)  # by date of knowledge

    def layout_at(self, seconds_per_pixel: float) -> BandLayout:
        """Return the layout at a scale in seconds per pixel."""
        k = octave(seconds_per_pixel, self.scale)
        return self.octaves.get(k) or self._layout_of_octave(k)

    def _derive_octave(self, k: int) -> BandLayout:
        if k > 0:
            # Farther out than the whole story, rows stay and labels are only dropped.
            return self._repack(k, self._layout_of_octave(k - 1), farther=True)
        coarser = self._layout_of_octave(k + 1)
        return coarser if self._is_complete(coarser) else self._repack(k, coarser, farther=False)

    def _is_complete(self, layout: BandLayout) -> bool:
        """Return whether no closer octave can add a label or a date."""
        return not self.show_labels or all(
            len(places) == len(band.marks_in_rows) and all(place.shows_date for place in places.values())
            for band, places in zip(self.bands, layout.placements, strict=True)
        )

    def octave_at(self, seconds_per_pixel: float) -> int:
        """Return the octave of a scale in seconds per pixel."""
        return octave(seconds_per_pixel, self.scale)

    def prepare_closer(self, seconds_per_pixel: float) -> Iterator[None]:
        """Derive the octave closer than that of a scale, band by band.

        The frame in which the camera comes there need not wait for it.
        """
        k = self.octave_at(seconds_per_pixel) - 1
        if k >= 0 or k in self.octaves:
            return
        coarser = self._layout_of_octave(k + 1)
        if self._is_complete(coarser):
            return
        placements = []
        for number in range(len(self.bands)):
            placements.append(self._repack_band(number, k, coarser.placements[number], farther=False))
            yield
        self.octaves.setdefault(k, self.base.with_placements(placements))

    def _layout_of_octave(self, k: int) -> BandLayout:
        """Return the layout of an octave, derived from each coarser one."""
        step = 1 if k > 0 else -1
        for number in range(0, k + step, step):
            if number not in self.octaves:
                self.octaves[number] = self.base if number == 0 else self._derive_octave(number)
        return self.octaves[k]

    def _repack(self, k: int, neighbour: BandLayout, *, farther: bool) -> BandLayout:
        return self.base.with_placements(
            self._repack_band(number, k, placements, farther=farther)
            for number, placements in enumerate(neighbour.placements)
        )

    def _repack_band(
        self, number: int, k: int, neighbour: Mapping[str, Placement], *, farther: bool
    ) -> dict[str, Placement]:
        band = self.bands[number]
        rows = 1 if band.aggregated is not None else max(1, self.base.rows[number])
        boxes = label_boxes(band.marks_in_rows, self.base.label_mode, self.metrics, self.show_labels)
        scale = coarsest_scale(k, self.scale)
        if farther:
            return drop_labels(boxes, scale, rows, neighbour)
        return pack_rows(boxes, scale, rows, coarser=neighbour)


def plan_for_camera(
    bands: tuple[TrackBand, ...],
    full_window: TimeWindow,
    width: float,
    metrics: TimelineMetrics,
    height: float,
    *,
    show_labels: bool = True,
    heads: Heads = NO_HEADS,
    series_ids: Collection[str] = (),
) -> RowPlan:
    """Return the row plan for a camera over a story.

    The story's whole window is drawn `width` pixels wide.
    """
    scale = full_window.span / width
    # With the whole story in view no label is cut off: those of the last events stand on the left, and stay there.
    bounds = (full_window.start, full_window.end)
    base = layout_bands(
        bands,
        scale,
        metrics,
        height,
        show_labels=show_labels,
        bounds=bounds,
        moving_camera=True,
        heads=heads,
        series_ids=series_ids,
    )
    return RowPlan(bands, metrics, height, base, scale, show_labels, {0: base})
