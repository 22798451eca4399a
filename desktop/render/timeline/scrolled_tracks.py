"""Draws more tracks than there is height for.

Only whole rows are drawn, and the tracks out of sight are named.
"""

from __future__ import annotations

from typing import Final

from desktop.render import theme as themes
from desktop.render.frame import HitZone, Item, Rectangle, TextRun, VectorPath
from desktop.render.text import cap_height, measure_text
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.geometry import Geometry, track_title
from desktop.render.timeline.timeline_spec import TimelineSpec

_LEAST_NAME: Final = 0.8  # of a line of a track's name: with less in view it is out of sight
_LEAST_SHARE: Final = 0.3  # of the width; right of the handle there is more room


def rows_in_view(geometry: Geometry) -> tuple[float, float]:
    """Return top and bottom of what is drawn of the rows.

    A row that the edge would cut is not drawn: its words could not be read. Numbers go on to the edge.
    """
    top, bottom = geometry.top, geometry.bottom
    if not geometry.is_scrolled:
        return top, bottom
    for number, extent in enumerate(geometry.band_extents):
        if not (extent[0] < geometry.top < sum(extent) or extent[0] < geometry.bottom < sum(extent)):
            continue
        rows_top, height, histogram = geometry.band_layout.rows_in(number, extent, geometry.metrics)
        rows = geometry.band_layout.rows[number]
        edges = [rows_top + height * row / rows for row in range(rows + 1)] if rows else [rows_top]
        for above, below in zip(edges, [*edges[1:], edges[-1] + histogram], strict=True):
            if above < top < below - 0.5:
                top = below
            if above + 0.5 < bottom < below:
                bottom = above
    return top, max(top, bottom)


def name_extent(
    geometry: Geometry, extent: tuple[float, float], view: tuple[float, float] | None = None
) -> tuple[float, float] | None:
    """Return where a name is centred, in what is in view.

    It is None where that is too little. `view` is that of the rows, where it is known already.
    """
    if not geometry.is_scrolled:
        return extent
    view_top, view_bottom = view or rows_in_view(geometry)
    top, bottom = max(extent[0], view_top), min(extent[0] + extent[1], view_bottom)
    line = _LEAST_NAME * 1.3 * geometry.metrics.track_font.size
    return (top, bottom - top) if bottom - top >= line else None


def series_name_extent(geometry: Geometry, number: int) -> tuple[float, float] | None:
    """Return where the name of a band's series is centred.

    It is None where too little is in view.
    """
    place = geometry.band_layout.series_in(number, geometry.band_extents[number], geometry.metrics)
    return name_extent(geometry, place, (geometry.top, geometry.bottom))


def whole_words(items: list[Item], geometry: Geometry) -> list[Item]:
    """Return the drawing of a series without words that an edge cuts.

    A number stands above its point, and goes with it.
    """
    if not geometry.is_scrolled:
        return items
    top, bottom = geometry.top, geometry.bottom
    return [
        item
        for item in items
        if not isinstance(item, TextRun)
        or (item.y - cap_height(item.font) >= top and item.y + item.font.size <= bottom)
    ]


def scroll_mark(spec: TimelineSpec, geometry: Geometry) -> Rectangle:
    """Return a thin bar that shows how far one has scrolled."""
    share = geometry.bands_height / geometry.content_height
    width, height = max(3.0, geometry.metrics.px(5.0)), share * geometry.bands_height
    y = geometry.top + geometry.scroll * share
    x = geometry.x + geometry.width - width - 1.0
    color = themes.blend(spec.theme.muted, spec.theme.background, 0.3)
    return Rectangle(x, y, width, height, color, radius=width / 2)


def hidden_tracks(
    spec: TimelineSpec, geometry: Geometry, taken: tuple[float, float]
) -> tuple[list[Item], list[HitZone]]:
    """Return the names of the tracks above and below the view.

    A click shows such a track. They stand in the header beside the handle, which has `taken` a range of it; those without
    room are counted.
    """
    if not geometry.is_scrolled or not geometry.header or spec.measured_ids:
        return [], []
    above, below = _out_of_sight(geometry)
    font = geometry.metrics.small_font
    left, right = geometry.x + geometry.metrics.gutter_padding, taken[0] - font.size
    if right - left < _LEAST_SHARE * geometry.width:
        left, right = taken[1] + font.size, geometry.x + geometry.width
    row = _NameRow(spec, geometry, left, right)
    for bands, is_below in ((above, False), (below, True)):
        if bands:
            row.add(bands, is_below=is_below)
    return row.items, row.zones


def _out_of_sight(geometry: Geometry) -> tuple[list[TrackBand], list[TrackBand]]:
    """Return the bands above and below whose names are out of view."""
    view = rows_in_view(geometry)
    above: list[TrackBand] = []
    below: list[TrackBand] = []
    for number, (band, extent) in enumerate(zip(geometry.bands, geometry.band_extents, strict=True)):
        if band.track.id in geometry.series and not geometry.band_layout.rows[number]:
            seen = series_name_extent(geometry, number)
        else:
            seen = name_extent(geometry, extent, view)
        if seen is None:
            (above if extent[0] + extent[1] / 2 < (geometry.top + geometry.bottom) / 2 else below).append(band)
    return above, below


class _NameRow:
    """Sets names side by side, each with a zone to click."""

    def __init__(self, spec: TimelineSpec, geometry: Geometry, left: float, right: float) -> None:
        self.items: list[Item] = []
        self.zones: list[HitZone] = []
        self._spec, self._geometry = spec, geometry
        self._x, self._right = left, right
        self._middle = geometry.top - geometry.header / 2

    def add(self, bands: list[TrackBand], *, is_below: bool) -> None:
        """Add the names of bands behind an arrow that points to them."""
        font = self._geometry.metrics.small_font
        gap = 0.9 * font.size
        rest = f"+{len(bands)}"
        if self._x + 2 * font.size + measure_text(rest, font) > self._right:
            return
        self.items.append(_arrow(self._x, self._middle, 0.62 * font.size, self._spec.theme.muted, is_below=is_below))
        self._x += 1.1 * font.size
        # Those next to what is in view come first.
        for number, band in enumerate(bands if is_below else reversed(bands)):
            text = track_title(band, self._spec.language)
            width = measure_text(text, font)
            left_over = len(bands) - number - 1
            reserve = measure_text(f"+{left_over}", font) + gap if left_over else 0.0
            if self._x + width + reserve > self._right:
                self._add_text(f"+{len(bands) - number}", self._spec.theme.muted, band, gap)
                break
            color = themes.readable(self._spec.theme.color(band.track.color), self._spec.theme)
            self._add_text(text, color, band, gap)
        self._x += gap

    def _add_text(self, text: str, color: str, band: TrackBand, gap: float) -> None:
        font, header = self._geometry.metrics.small_font, self._geometry.header
        width = measure_text(text, font)
        self.items.append(TextRun(self._x, self._middle + cap_height(font) / 2, text, font, color, width))
        top = self._geometry.top - header
        self.zones.append(
            HitZone(self._x - gap / 2, top, width + gap, header, "hidden-track", band.track.path, band.track.id)
        )
        self._x += width + gap


def _arrow(left: float, middle: float, size: float, color: str, *, is_below: bool) -> VectorPath:
    reach = 0.7 * size if is_below else -0.7 * size
    return VectorPath(
        (
            ("M", left, middle - reach / 2),
            ("L", left + size, middle - reach / 2),
            ("L", left + size / 2, middle + reach / 2),
            ("Z",),
        ),
        color,
    )
