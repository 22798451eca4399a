"""Where single events stand in the drawing, in view or not: what threads and rulers are tied to."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from desktop.fast_dataclass import dataclass
from desktop.render.frame import Zone
from desktop.render.timeline.marks import Band, Mark
from desktop.render.timeline.plan import Placed
from desktop.render.timeline.plot import Plot, color_of, pen_of
from desktop.render.timeline.shapes import extent


@dataclass(frozen=True, slots=True)
class Anchor:
    """One mark: from where to where it is drawn, perhaps far outside the plot, and the line it stands on."""

    mark: Mark
    first: float
    last: float
    y: float
    color: str

    @property
    def x(self) -> float:
        """Return the middle of the mark."""
        return (self.first + self.last) / 2


def anchors(
    names: Collection[str],
    bands: Sequence[Band],
    placed: Placed,
    tops: Sequence[tuple[float, float]],
    zones: Collection[Zone],
    plot: Plot,
) -> dict[str, Anchor]:
    """Return the anchors of events by id; those that are not known at the date of knowledge have none."""
    found: dict[str, Anchor] = {}
    if not names:
        return found
    seen = {zone.id: zone.y + zone.height / 2 for zone in zones if zone.kind == "event" and zone.id in names}
    for number, (band, (top, high)) in enumerate(zip(bands, tops, strict=True)):
        lane = plot.look.lane * placed.lanes[number]
        for name in names:
            mark = band.find(name)
            if mark is None or name in found:
                continue
            place = placed.places[number].get(name)
            y = top + high - plot.look.pad - lane / 2
            if name in seen:
                y = seen[name]
            elif place is not None:
                pitch = (high - 2 * plot.look.pad - lane) / placed.rows[number]
                y = top + plot.look.pad + pitch * (place.row + 0.5)
            color = color_of(band, mark, plot)
            first, last = extent(mark.form, plot.place, pen_of(color, mark, plot))
            found[name] = Anchor(mark, first, last, y, color)
    return found
