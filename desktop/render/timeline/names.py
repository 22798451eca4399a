"""Draws the names beside the bands: of tracks, series and units.

Where the camera stands still, on a slide, each can be written where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from desktop.render import theme as themes
from desktop.render.frame import HitZone, Item, TextRun
from desktop.render.page.shorten import shorten
from desktop.render.text import TextStyle, cap_height, measure_text
from desktop.render.timeline.bands.label_boxes import elide
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.geometry import Geometry, track_title
from desktop.render.timeline.group_headings import GROUP_INDENT, draw_arrow, draw_heading, headed_groups
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.render.timeline.scrolled_tracks import name_extent, series_name_extent
from desktop.render.timeline.series.draw_series import series_heading
from desktop.render.timeline.timeline_spec import TimelineSpec
from desktop.story.localized_text import KeyPath, LocalizedText

_LEADING: Final = 1.22
_MOST_LINES: Final = 6  # of a track's name

_MARGIN: Final = (8.0, 4.0)
"""What the zone of a name has beside and above it; the unit of a series stands close below its title."""

NameRuns = tuple[Iterable[TextRun], KeyPath]
"""The runs of a name, and where it is written."""


def draw_names(spec: TimelineSpec, geometry: Geometry, band: TrackBand, number: int) -> list[Item]:
    """Return the names of a track and of its series."""
    items: list[Item] = [run for runs, _ in _names(spec, geometry, band, number) for run in runs]
    if band.group is not None and band.is_folded:
        extent = name_extent(geometry, geometry.band_extents[number])
        left = geometry.x + geometry.metrics.gutter_padding
        if extent is not None:
            middle = extent[0] + extent[1] / 2
            items.insert(0, draw_arrow(left, middle, geometry.metrics, _name_color(spec, band), is_open=False))
    return items


def handle_zones_of_names(geometry: Geometry) -> list[HitZone]:
    """Return the zones by which tracks and groups are dragged."""
    zones = []
    for number, (band, (top, height)) in enumerate(zip(geometry.bands, geometry.band_extents, strict=True)):
        lane = geometry.band_layout.heads.above_of(number)
        if lane and band.group is not None:
            zones.append(
                HitZone(geometry.x, top - lane, geometry.gutter, lane, "group", band.group.path, band.group.id)
            )
        owner = band.group if band.is_folded else band.track
        if owner is not None and owner.id:
            kind = "group" if band.is_folded else "track"
            zones.append(HitZone(geometry.x, top, geometry.gutter, height, kind, owner.path, owner.id))
    return zones


def written_zones_of_names(spec: TimelineSpec, geometry: Geometry) -> list[HitZone]:
    """Return the zones in which names and units can be written."""
    names: list[NameRuns] = []
    headings = dict(headed_groups(geometry.bands))
    for number, band in enumerate(geometry.bands):
        if number in headings and (lane := geometry.band_layout.heads.above_of(number)):
            group, top = headings[number], geometry.band_extents[number][0] - lane
            heading = draw_heading(group, spec.language, geometry.x, top, geometry.gutter, geometry.metrics, spec.theme)
            runs = [item for item in heading if isinstance(item, TextRun)]
            names.append((runs, _written_at(group.title, group.path, spec)))
        names += _names(spec, geometry, band, number)
    return [_zone(list(runs), path) for runs, path in names if path]


def _zone(runs: list[TextRun], path: KeyPath) -> HitZone:
    """Return the zone around the runs of a name."""
    beside, above = _MARGIN
    left, top = min(run.x for run in runs), runs[0].y - cap_height(runs[0].font)
    width = max(run.x + run.width for run in runs) - left
    return HitZone(left - beside, top - above, width + 2 * beside, runs[-1].y - top + 2 * above, "text", path)


def _names(spec: TimelineSpec, geometry: Geometry, band: TrackBand, number: int) -> Iterator[NameRuns]:
    """Yield the names of a band: track, series and unit."""
    series, extent, metrics = geometry.series.get(band.track.id), geometry.band_extents[number], geometry.metrics
    owner = band.group if band.is_folded else band.track
    path = _written_at(owner.title, owner.path, spec) if owner is not None and owner.id else ()
    if series is None:
        if seen := name_extent(geometry, extent):
            yield _track_name_runs(spec, geometry, band, *seen), path
        return
    before = metrics.gutter_padding + (metrics.px(GROUP_INDENT) if band.group is not None else 0.0)
    left, width = geometry.x + before, geometry.gutter - before
    place = series_name_extent(geometry, number)
    if place is not None:
        title, unit = series_heading(series, left, width - metrics.px(10.0), *place, geometry.plot)
        own_title = series.series.title
        yield title, own_title.path_for(spec.language) if own_title.values else path
        if unit:
            yield unit, series.series.unit.path_for(spec.language)
    if geometry.band_layout.rows[number] and series.title != track_title(band, spec.language):
        rows_top, rows_height, _ = geometry.band_layout.rows_in(number, extent, metrics)
        if seen := name_extent(geometry, (rows_top, rows_height)):
            yield _track_name_runs(spec, geometry, band, *seen), path


def _written_at(title: LocalizedText, owner_path: KeyPath, spec: TimelineSpec) -> KeyPath:
    """Return where a title is written, or would be."""
    return title.path_for(spec.language) if title.values else (*owner_path, "title")


def _name_color(spec: TimelineSpec, band: TrackBand) -> str:
    return themes.readable(spec.theme.color(band.track.color), spec.theme)


def _track_name_runs(
    spec: TimelineSpec, geometry: Geometry, band: TrackBand, top: float, height: float
) -> list[TextRun]:
    """Return a track's name in its colour, centred in its band."""
    metrics = geometry.metrics
    indent = metrics.px(GROUP_INDENT) if band.group is not None else 0.0
    available_width = geometry.gutter - metrics.gutter_padding - indent - metrics.px(10.0)
    left = geometry.x + metrics.gutter_padding + indent
    text = track_title(band, spec.language)
    return _name_runs(text, left, top, height, available_width, _name_color(spec, band), metrics, spec.language)


def _name_runs(
    text: str, left: float, top: float, height: float, available_width: float, color: str, metrics: TimelineMetrics,
    language: str = "",
) -> list[TextRun]:  # fmt: skip
    """Return a name on as many lines as its band holds, centred."""
    style = TextStyle(metrics.track_font, color, leading=_LEADING, language=language, hyphenate=bool(language))
    line_height = _LEADING * metrics.track_font.size
    lines = 1 + int(max(0.0, height - metrics.px(8.0) - cap_height(metrics.track_font)) / line_height)
    block = shorten(text, style, available_width, min(_MOST_LINES, lines))
    if block.line_count == 1:
        text = elide(text, metrics.track_font, available_width)
        baseline = top + (height + cap_height(metrics.track_font)) / 2
        return [TextRun(left, baseline, text, metrics.track_font, color, measure_text(text, metrics.track_font))]
    return list(block.runs_at(left, top + (height - block.height) / 2))
