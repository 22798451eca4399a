"""Defines the input and the output of drawing a timeline."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from desktop.fast_dataclass import dataclass
from desktop.render.frame import HitZone, Item
from desktop.render.theme import Theme
from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.model import Story
from desktop.timeline.axis_breaks import NO_BREAKS
from desktop.timeline.camera import TimeWindow
from desktop.timeline.time_axis import TimeAxis

if TYPE_CHECKING:
    from desktop.render.timeline.bands.rested_rows import RestedRows
    from desktop.render.timeline.bands.row_plan import RowPlan
    from desktop.timeline.index import EventIndex

Area = tuple[float, float, float, float]
"""A rectangle of the canvas: x, y, width, height."""


@dataclass(frozen=True, slots=True)
class TimelineSpec:
    """Holds everything that decides one drawing of the timeline.

    A moving camera keeps every event in its row, whatever the window; a fixed one lays out its window alone.
    """

    story: Story
    time_window: TimeWindow  # on the axis with its breaks
    rect: Area
    theme: Theme
    language: str
    track_ids: Collection[str] = ()  # the tracks to draw, all if empty
    highlight_ids: Collection[str] = ()  # all others are dimmed
    as_of: EdtfDate | None = None  # draws what was known at this date
    show_labels: bool = True
    show_overview: bool = True
    show_threads: bool = False  # draws all causal links, not only those of chosen events
    show_key: bool = False  # explains the marks in use, at the foot
    steps: Mapping[str, int] | None = None  # the key press at which an event appears, by event id
    selected_id: str = ""
    hover_id: str = ""
    size: float = 1.0  # the scale of fonts and marks
    moving_camera: bool = False
    prepares_rows: bool = False  # rows of closer views are derived between frames
    time_axis: TimeAxis = NO_BREAKS
    aggregated: Mapping[str, AggregatedTrack] | None = None  # tracks with too many events to list, by track id
    show_as_of_handle: bool = False  # draws a handle for the date of knowledge above the bands
    measured_ids: tuple[str, str] | None = None  # the two events between which the ruler lies
    highlighted_aggregates: Mapping[str, EventIndex] | None = None  # by track id
    folded_groups: frozenset[str] | None = None  # the ids of groups drawn as one strip, None for those of the story
    scroll: float = 0.0  # the pixels of the bands above their view, where they are higher than it
    crosshair: float | None = None  # the second of the axis at which the numbers of all series are said
    has_crosshair_line: bool = False  # draws its line where no track has numbers, too
    tight_rows: bool = False  # rows stand as near as they can, where titles have one line
    show_outside: bool = True  # counts the events before and after the window
    elapsed_from: int | None = None  # the second of the axis from which a row below counts years
    key_window: TimeWindow | None = None  # another window whose marks the key explains too
    padding_right: float = 0.0  # the least room right of the plot
    rested: RestedRows | None = None  # rows that a moving camera found while it rested
    row_shifts: Mapping[str, float] | None = None  # the rows by which a mark still stands lower, by event id


@dataclass(frozen=True, slots=True)
class ComparedWindow:
    """Holds a window, its name and where it is counted from."""

    time_window: TimeWindow
    begin: int  # the second of the axis at which the first year begins
    heading: str


@dataclass(frozen=True, slots=True)
class ClusterZone(HitZone):
    """Maps a rectangle to counted events: time span and number.

    `event_ids` has listed events; those of a file are many, and only counted.
    """

    kind: str = "cluster"
    start: float = 0
    end: float = 0
    count: int = 0
    event_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layers:
    """Holds a drawing in two layers, with zones and areas.

    The `dynamic` items move with the camera, above the `static` ones. Zones of kind "event" carry the event's id,
    clusters are `ClusterZone`, those of a folded group with its id; an "era" is the name of one. For a moving camera,
    the names at the left are a "track" or a "group", and those of tracks out of sight a "hidden-track". "timeline" is the
    plot with its axis, "overview" the strip below it and "overview-window" its handle, "as-of" the handle of the date of
    knowledge and "as-of-line" its line. While a camera moves over aggregates, some labels may come a frame later: the
    drawing is then not `complete`.
    """

    static: tuple[Item, ...]
    dynamic: tuple[Item, ...]
    parts_of_zones: tuple[Sequence[HitZone] | Callable[[], Sequence[HitZone]], ...]
    plot: Area  # where the time window is drawn: bands and axis
    bands: Mapping[str, Area]  # where each track lies, by track id, from top to bottom
    overview: Area | None  # where the whole story is drawn, None where there is no overview
    full_window: TimeWindow  # what the overview shows, on the axis with its breaks
    complete: bool = True
    scroll: float = 0.0  # of the bands, within what is possible
    max_scroll: float = 0.0
    track_extents: Mapping[str, tuple[float, float]] | None = None  # top and height of each, in view or not
    plan: RowPlan | None = None  # of the rows of a moving camera
    _zones: list[tuple[HitZone, ...]] = field(default_factory=list, compare=False, repr=False)

    @property
    def zones(self) -> tuple[HitZone, ...]:
        """Return all zones, the topmost last.

        Those of counts are made here: while the camera moves, few drawings are asked for them.
        """
        if not self._zones:
            parts = (part() if callable(part) else part for part in self.parts_of_zones)
            self._zones.append(tuple(zone for part in parts for zone in part))
        return self._zones[0]
