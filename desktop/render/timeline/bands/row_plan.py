"""Plans rows and sides of labels for a moving camera.

One plan serves every window of an octave of zoom, so that nothing jumps while the camera moves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render.frame import Item
from desktop.render.timeline.aggregates.aggregated_track import TileView
from desktop.render.timeline.bands.band_layout import BandLayout, layout_bands
from desktop.render.timeline.bands.heads import NO_HEADS, Heads
from desktop.render.timeline.bands.label_boxes import label_boxes
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.timeline.camera import TimeWindow
from desktop.timeline.label_box import Placement
from desktop.timeline.row_ranges import drop_labels
from desktop.timeline.rows import coarsest_scale, octave, pack_rows

_MOST_AT_ONCE: Final = 150
"""The most events whose rows a frame derives: some 3 ms for an octave."""
_MOST_BEHIND: Final = 2
"""The most octaves by which the rows that are drawn may be behind the camera."""


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
    begun: dict[int, list[dict[str, Placement]]] = field(default_factory=dict)  # the first bands of octaves
    drawn: int | None = None  # the octave of the last drawing
    static_items: dict[object, tuple[Item, ...]] = field(default_factory=dict)  # by date of knowledge

    def layout_at(self, seconds_per_pixel: float, *, is_prepared: bool = False) -> BandLayout:
        """Return the layout at a scale in seconds per pixel.

        Where the octaves are prepared between frames, a camera that moves on to one that is not ready draws the next
        coarser one: it has the same rows and fewer labels. After a jump all is there at once.
        """
        k, before = octave(seconds_per_pixel, self.scale), self.drawn
        self.drawn = k
        found = self.octaves.get(k)
        if found is not None:
            return found
        is_jump = before is None or abs(k - before) > 1
        if is_prepared and k < 0 and not is_jump and self._event_count > _MOST_AT_ONCE:
            return self._layout_of_octave(min(self._nearest_prepared(k), k + _MOST_BEHIND))
        return self._layout_of_octave(k)

    def is_ready_at(self, seconds_per_pixel: float) -> bool:
        """Return whether the octave of a scale has been derived."""
        return self.octave_at(seconds_per_pixel) in self.octaves

    @property
    def _event_count(self) -> int:
        return sum(len(band.marks_in_rows) for band in self.bands if band.aggregated is None)

    def _nearest_prepared(self, k: int) -> int:
        return next(number for number in range(k, 1) if number in self.octaves)

    def _derive_octave(self, k: int) -> BandLayout:
        if k > 0:
            # Farther out than the whole story, rows stay and labels are only dropped.
            return self._repack(k, self._layout_of_octave(k - 1), farther=True)
        return self._repack(k, self._layout_of_octave(k + 1), farther=False)

    def _is_complete(self, number: int, placements: Mapping[str, Placement]) -> bool:
        """Return whether no closer octave can add a label or a date."""
        return not self.show_labels or (
            len(placements) == len(self.bands[number].marks_in_rows)
            and all(place.shows_date for place in placements.values())
        )

    def octave_at(self, seconds_per_pixel: float) -> int:
        """Return the octave of a scale in seconds per pixel."""
        return octave(seconds_per_pixel, self.scale)

    def prepare_closer(self, seconds_per_pixel: float) -> Iterator[None]:
        """Derive the octave of a scale and the next closer one.

        A step packs one band of one octave, some 4 ms for 200 events. The frame in which the camera comes there need not
        wait for it.
        """
        closest = self.octave_at(seconds_per_pixel) - 1
        if closest >= 0:
            return
        for k in range(self._nearest_prepared(closest) - 1, closest - 1, -1):
            if k in self.octaves:
                continue
            coarser = self.octaves[k + 1]
            placements = self.begun.setdefault(k, [])  # a camera that moves on comes back to it
            while len(placements) < len(coarser.placements):
                neighbour = coarser.placements[len(placements)]
                placements.append(self._repack_band(len(placements), k, neighbour, farther=False))
                if placements[-1] is not neighbour:
                    yield
            self.begun.pop(k, None)
            self.octaves[k] = self._with_placements(coarser, placements)

    @property
    def tiles_in_view(self) -> tuple[TileView | None, ...]:
        """Return the tiles of aggregated bands that were drawn last."""
        return tuple(band.aggregated.view for band in self.bands if band.aggregated is not None)

    def prepare_tiles(self) -> Iterator[None]:
        """Pack the tiles around those in view, one a step."""
        for band in self.bands:
            if band.aggregated is not None:
                yield from band.aggregated.prepare_around_view()

    def _layout_of_octave(self, k: int) -> BandLayout:
        """Return the layout of an octave, derived from each coarser one."""
        step = 1 if k > 0 else -1
        for number in range(0, k + step, step):
            if number not in self.octaves:
                self.octaves[number] = self.base if number == 0 else self._derive_octave(number)
        return self.octaves[k]

    def _repack(self, k: int, neighbour: BandLayout, *, farther: bool) -> BandLayout:
        repacked = [
            self._repack_band(number, k, placements, farther=farther)
            for number, placements in enumerate(neighbour.placements)
        ]
        return self._with_placements(neighbour, repacked)

    def _with_placements(self, neighbour: BandLayout, repacked: list[dict[str, Placement]]) -> BandLayout:
        """Return a layout, the neighbour itself where no band differs."""
        is_same = all(one is other for one, other in zip(repacked, neighbour.placements, strict=True))
        return neighbour if is_same else self.base.with_placements(repacked)

    def _repack_band(
        self, number: int, k: int, neighbour: dict[str, Placement], *, farther: bool
    ) -> dict[str, Placement]:
        if not farther and self._is_complete(number, neighbour):
            return neighbour
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
