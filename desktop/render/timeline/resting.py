"""Seeks rows anew for the window in which a camera rests.

A row plan serves every window, so that nothing moves while the camera does; for one window alone, more names may have
room. Each track is packed by itself, and keeps its rows unless that names more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from typing import Final

from desktop.render.frame import TextRun
from desktop.render.timeline.bands.band_drawing import draw_band
from desktop.render.timeline.bands.label_boxes import label_boxes, two_lines
from desktop.render.timeline.bands.rested_rows import BandRows, Placements, RestedRows
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.geometry import Geometry, arrange
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.timeline_spec import TimelineSpec
from desktop.timeline.rows import pack_rows

_FAR_OUT: Final = 2.0
"""So many times farther out than where the rows were found, marks may lie on one another."""


def seek_rows(spec: TimelineSpec) -> Generator[None, None, RestedRows | None]:
    """Seek rows that name more in the window of a drawing.

    Each step takes a few milliseconds. The result is None where no track names more events whole.
    """
    geometry = arrange(spec)
    if geometry.plan is None or not spec.show_labels:
        return None
    plan = geometry.plan
    rested = dict(spec.rested.for_plan(plan).bands) if spec.rested is not None else {}
    is_found = False
    for number, band in enumerate(plan.bands):
        if not _is_listed(band, geometry, number):
            continue
        yield
        found = yield from _seek_in_band(band, number, geometry, rested.get(number))
        if found is not None:
            rested[number] = found
            is_found = True
    return RestedRows(plan, rested) if is_found else None


def _is_listed(band: TrackBand, geometry: Geometry, number: int) -> bool:
    """Return whether a band in view has rows of listed events."""
    top, height = geometry.band_extents[number]
    is_in_view = top < geometry.bottom and top + height > geometry.top
    return is_in_view and band.aggregated is None and not band.is_folded and geometry.band_layout.rows[number] > 0


def _seek_in_band(
    band: TrackBand, number: int, geometry: Geometry, before: BandRows | None
) -> Generator[None, None, BandRows | None]:
    """Seek rows of one band; return them if they name more."""
    plot, layout = geometry.plot, geometry.band_layout
    low, high = plot.time_window.start, plot.time_window.end
    in_view = [*(mark for mark, _, _ in band.marks_in(low, high)), *band.open_ended_in(low, high)]
    current, row_count = layout.placements[number], layout.rows[number]
    best = _count_named(in_view, number, geometry, current)
    if best >= len(in_view):
        return None
    yield
    scale = plot.time_window.span / plot.width
    boxes = label_boxes(in_view, layout.label_mode, geometry.metrics, show_labels=True)
    all_boxes = label_boxes(band.marks_in_rows, layout.label_mode, geometry.metrics, show_labels=True)
    named = {box.id: current[box.id] for box in boxes if box.id in current and current[box.id].side != "none"}
    is_far = before is not None and scale > _FAR_OUT * before.scale
    found: BandRows | None = None
    # At first only what has no name moves; all marks do where that names still more.
    for kept in (named, {}):
        chosen = pack_rows(boxes, scale, row_count, coarser=kept, bounds=(low, high))
        yield
        # What is out of view stands around it, for the next pan.
        placements = pack_rows(all_boxes, scale, row_count, coarser=chosen)
        yield
        count = _count_named(in_view, number, geometry, placements)
        if count > best or (is_far and found is None and count == best):
            best, found = count, BandRows(all_boxes, row_count, scale, placements)
        yield
    return found


def _count_named(marks: list[EventMark], number: int, geometry: Geometry, placements: Placements) -> int:
    """Return how many marks have their whole name in the drawing."""
    layout, metrics = geometry.band_layout, geometry.metrics
    top, height, below = layout.rows_in(number, geometry.band_extents[number], metrics)
    items, _ = draw_band(
        geometry.bands[number], placements, layout.rows[number], geometry.plot, top, height, below, show_labels=True
    )
    texts = Counter(item.text for item in items if isinstance(item, TextRun))
    named = 0
    for mark in marks:
        lines: tuple[str, ...] = (mark.title,)
        if not texts[mark.title] and placements.get(mark.id) is not None and placements[mark.id].wrapped:
            lines = two_lines(mark.title, metrics.title_font)
        if all(texts[line] for line in lines):
            named += 1
            texts.subtract(lines)
    return named


def row_shifts(before: TimelineSpec, after: TimelineSpec) -> dict[str, float]:
    """Return the rows by which marks stood lower before, by event id.

    Both are drawings of one window. Marks that had no row, or keep theirs, are left out.
    """
    old_layout, new_layout = arrange(before).band_layout, arrange(after).band_layout
    return {
        event_id: float(old[event_id].row - place.row)
        for old, new in zip(old_layout.placements, new_layout.placements, strict=True)
        if old is not new
        for event_id, place in new.items()
        if event_id in old and old[event_id].row != place.row
    }
