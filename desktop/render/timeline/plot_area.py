"""Maps time to x in the plot, and tells what lies outside."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from math import inf, nextafter
from typing import TYPE_CHECKING

from desktop.fast_dataclass import dataclass
from desktop.i18n import Language
from desktop.render import theme as themes
from desktop.render.theme import Theme
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.marks.event_mark import EventMark, exact_window, visible_seconds
from desktop.render.timeline.marks.shape_extents import Pen, drawing_margins
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.story.dates.edtf_date import EdtfDate
from desktop.timeline.camera import TimeWindow

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
    from desktop.render.timeline.aggregates.short_index import ShortIndex
    from desktop.timeline.index import EventIndex


_BAR_CONTRAST = 5.4
"""The contrast of words on a bar, a little more than they need: a bar is not quite opaque."""


_PALER_COST = 0.28

PART_OF_ROW = 0.96
"""The height of a bar in a low row, in heights of the row."""


@dataclass(frozen=True, slots=True)
class PlotArea:
    """Holds the plot's x range, time window and drawing settings."""

    x: float
    width: float
    time_window: TimeWindow
    metrics: TimelineMetrics
    theme: Theme
    language: str | Language  # with the story's own words
    label_mode: str = "two"
    highlight_ids: frozenset[str] = frozenset()
    selected_id: str = ""
    hover_id: str = ""
    steps: Mapping[str, int] | None = None
    highlighted_aggregates: Mapping[str, EventIndex] | None = None  # by track id
    as_of: EdtfDate | None = None
    moving_camera: bool = False
    row_height: float = 0.0  # the height of a row, 0 for any
    known: str = ""  # what the axis says of every date: the "year", the "day" or nothing
    row_shifts: Mapping[str, float] | None = None  # the rows by which a mark still stands lower, by event id
    margin_right: float = 0.0  # between the plot and the right edge of the drawing

    @property
    def right(self) -> float:
        """Return the right edge of the plot."""
        return self.x + self.width

    def x_of(self, instant: float) -> float:
        """Return the x of an instant in canvas pixels."""
        window = self.time_window  # as its `x_of` has it: a frame asks for a thousand
        return self.x + (instant - window.start - window.offset) * self.width / window.span

    def row_of(self, event_id: str, row: int) -> float:
        """Return the row of a mark, between two while it moves."""
        return row + self.row_shifts.get(event_id, 0.0) if self.row_shifts else row


def knowledge_limit(band: TrackBand, plot: PlotArea) -> int | None:
    """Return the second before which events are known, or None.

    It is for the events of files: listed ones are filtered by their own date of knowledge.
    """
    is_of_files = bool(band.track.data) or band.is_folded  # a folded band lists all events that are written
    return plot.as_of.latest if plot.as_of is not None and is_of_files else None


def known_events(
    aggregated: AggregatedTrack, band: TrackBand, plot: PlotArea
) -> tuple[EventIndex | ShortIndex, int | None]:
    """Return an index of the known events of a track.

    Those that begin from the second on which it returns too, are not known: where a file says nothing else, its events are
    known from the day they begin.
    """
    limit = knowledge_limit(band, plot)
    if limit is None:
        return aggregated.index, None
    known = aggregated.known_before(limit)
    return (aggregated.index, aggregated.time_axis.to_axis(limit)) if known is None else (known, None)


def side_of_window(mark: EventMark, plot: PlotArea) -> int:
    """Return −1 for an event before the window, 1 after, 0 inside."""
    low, high = exact_window(plot.time_window)
    first, last = mark.exact_bounds
    if mark.open_ended:
        shape = mark.shape
        before, after = drawing_margins(shape, plot.metrics.dot_radius, plot.metrics.bar_height)
        scale = plot.time_window.span / plot.width
        # What goes on is in view wherever one looks; the sign of an unknown end reaches beyond its date.
        last = high if shape.open_end else last + round(after * scale) if shape.unknown_end else last
        first = low if shape.open_start else first - round(before * scale) if shape.unknown_start else first
    return -1 if last < low else 1 if first > high else 0


def counts_outside(bands: Collection[TrackBand], plot: PlotArea) -> tuple[int, int]:
    """Return the number of events before and after the window."""
    before = after = 0
    for band in bands:
        band_before, band_after = band.count_outside(*exact_window(plot.time_window))
        sides = [side_of_window(mark, plot) for mark in band.open_ended]
        before += band_before + sides.count(-1)
        after += band_after + sides.count(1)
        for aggregated in band.counted:
            index, unknown_second = known_events(aggregated, band, plot)
            low, end = instants_in_view(index, plot.time_window)
            unknown_count = 0 if unknown_second is None else index.count_starting_from(unknown_second)
            before += min(index.count_ended(low), index.total - unknown_count)
            after += max(0, index.count_starting_from(end) - unknown_count)
    return before, after


def instants_in_view(index: EventIndex | ShortIndex, time_window: TimeWindow) -> tuple[float, float]:
    """Return where a window begins and ends (exclusive).

    For an index of dates to the second these are whole ones.
    """
    if index.has_fractions:
        low, high = exact_window(time_window)
        return low, nextafter(high, inf)
    first, last = visible_seconds(time_window)
    return first, last + 1


def known_in_view(
    aggregated: AggregatedTrack, band: TrackBand, plot: PlotArea
) -> tuple[EventIndex | ShortIndex, tuple[float, float]]:
    """Return an index of known events, and its part of the window."""
    index, unknown_second = known_events(aggregated, band, plot)
    low, end = instants_in_view(aggregated.index, plot.time_window)
    return index, (low, end if unknown_second is None else max(low, min(end, unknown_second)))


def color_of(band: TrackBand, mark: EventMark, plot: PlotArea) -> str:
    """Return the colour of a mark: its own or its track's.

    A bar has a tone on which words can be read. A dimmed mark is blended with the background.
    """
    color = _mark_color(plot.theme, mark.event.color or band.track.color, mark.shape.kind == "bar")
    return themes.blend(color, plot.theme.background, 0.62) if is_dimmed(mark, plot) else color


@lru_cache(maxsize=256)
def _mark_color(theme: Theme, name: str, is_bar: bool) -> str:
    color = theme.color(name)
    return _bar_color(color, theme.background, theme.paper, is_paper=name == "paper") if is_bar else color


@lru_cache(maxsize=256)
def _bar_color(color: str, background: str, paper: str, *, is_paper: bool) -> str:
    """Return the tone of a colour for bars with words inside.

    As bright as the labels, a bar of paper would outshine them.
    """
    tone = themes.blend(color, background, 0.3) if is_paper else color
    deeper = _share_for(paper, tone, background)
    paler = _share_for(background, tone, paper)
    if deeper <= paler + _PALER_COST:  # a paler red is pink
        return themes.blend(tone, background, deeper)
    return themes.blend(tone, paper, paler)


def _share_for(text: str, tone: str, away: str) -> float:
    """Return the share of `away` with which words can be read."""
    shares = (step / 100 for step in range(0, 96, 4))
    return next(
        (share for share in shares if themes.contrast_ratio(text, themes.blend(tone, away, share)) >= _BAR_CONTRAST),
        1.0,
    )


def text_color_on(color: str, theme: Theme) -> str:
    """Return the text colour with the higher contrast on a bar."""
    return _clearer(color, theme.background, theme.paper)


@lru_cache(maxsize=256)
def _clearer(color: str, *choices: str) -> str:
    return max(choices, key=lambda one: themes.contrast_ratio(one, color))


def pen_of(color: str, mark: EventMark, plot: PlotArea) -> Pen:
    """Return the pen of a mark."""
    metrics = plot.metrics
    step = (plot.steps or {}).get(mark.id, 0)
    bar_height = min(metrics.bar_height, PART_OF_ROW * plot.row_height) if plot.row_height else metrics.bar_height
    dot_radius = min(metrics.dot_radius, 0.5 * bar_height)
    ground, right, margin = plot.theme.background, plot.right, plot.margin_right
    return _pen(color, ground, dot_radius, bar_height, metrics.stroke, plot.x, right, step, margin_right=margin)


_pen = lru_cache(maxsize=1024)(Pen)


class Pens:
    """Gives the pens of a band's marks, which share a few."""

    __slots__ = ("_band", "_bar_pens", "_is_same", "_pens", "_plot")

    def __init__(self, band: TrackBand, plot: PlotArea) -> None:
        self._band = band
        self._plot = plot
        self._is_same = not plot.highlight_ids and not plot.steps  # whether a pen is that of all marks of a colour
        self._bar_pens: dict[str, Pen] = {}  # by the name of the colour
        self._pens: dict[str, Pen] = {}  # of all marks but bars

    def pen_of(self, mark: EventMark) -> Pen:
        """Return the pen of a mark."""
        if not self._is_same:
            return pen_of(color_of(self._band, mark, self._plot), mark, self._plot)
        pens = self._bar_pens if mark.plain == "bar" or mark.shape.kind == "bar" else self._pens
        color = mark.event.color
        pen = pens.get(color)
        if pen is None:
            pen = pens[color] = pen_of(color_of(self._band, mark, self._plot), mark, self._plot)
        return pen


def is_dimmed(mark: EventMark, plot: PlotArea) -> bool:
    """Return whether others are highlighted and this one is not."""
    return bool(plot.highlight_ids) and mark.id not in plot.highlight_ids
