"""Locates single marks, in view or not.

Causal links and the ruler start and end there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from desktop.fast_dataclass import dataclass
from desktop.render.frame import HitZone
from desktop.render.timeline.bands.band_layout import BandLayout
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.marks.shape_extents import drawn_extent
from desktop.render.timeline.plot_area import PlotArea, color_of, pen_of


@dataclass(frozen=True, slots=True)
class Anchor:
    """Locates one mark: its first and last x, and its y.

    They are canvas pixels and may lie outside of the plot.
    """

    mark: EventMark
    first: float
    last: float
    y: float
    color: str

    @property
    def x(self) -> float:
        """Return the middle of the mark."""
        return (self.first + self.last) / 2


def anchors(
    event_ids: Collection[str],
    bands: Sequence[TrackBand],
    band_layout: BandLayout,
    band_extents: Sequence[tuple[float, float]],
    zones: Collection[HitZone],
    plot: PlotArea,
) -> dict[str, Anchor]:
    """Return the anchors of events by event id.

    Events that are not known at the date of knowledge have none.
    """
    anchors_by_id: dict[str, Anchor] = {}
    if not event_ids:
        return anchors_by_id
    zone_y = {zone.id: zone.y + zone.height / 2 for zone in zones if zone.kind == "event" and zone.id in event_ids}
    for number, (band, (top, height)) in enumerate(zip(bands, band_extents, strict=True)):
        rows_top, rows_height, histogram_height = band_layout.rows_in(number, (top, height), plot.metrics)
        for event_id in event_ids:
            mark = band.find_mark(event_id)
            if mark is None or event_id in anchors_by_id:
                continue
            placement = band_layout.placements[number].get(event_id)
            y = top + height - band_layout.padding - histogram_height / 2
            if event_id in zone_y:
                y = zone_y[event_id]
            elif placement is not None:
                y = rows_top + rows_height / band_layout.rows[number] * (plot.row_of(event_id, placement.row) + 0.5)
            color = color_of(band, mark, plot)
            first, last = drawn_extent(mark.shape, plot.x_of, pen_of(color, mark, plot))
            anchors_by_id[event_id] = Anchor(mark, first, last, y, color)
    return anchors_by_id
