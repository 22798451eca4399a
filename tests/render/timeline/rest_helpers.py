"""What a timeline does while its camera rests, at once."""

from __future__ import annotations

from desktop.render.timeline.bands.rested_rows import RestedRows
from desktop.render.timeline.resting import seek_rows
from desktop.render.timeline.timeline_spec import TimelineSpec


def rows_found(spec: TimelineSpec) -> RestedRows | None:
    """Return the rows that name more events, None where none do."""
    search = seek_rows(spec)
    while True:
        try:
            next(search)
        except StopIteration as end:
            return end.value
