"""Counts the events without a row in clusters at a band's foot.

A cluster says how many events there are and when. A click opens it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from math import ceil, floor
from operator import itemgetter

from desktop.i18n import Language
from desktop.render import theme as themes
from desktop.render.frame import Ellipse, HitZone, Item, Rectangle, TextRun
from desktop.render.text import cap_height, measure_text
from desktop.render.timeline.aggregates.histogram import fine_column_step
from desktop.render.timeline.aggregates.lone_events import lone_events
from desktop.render.timeline.bands.event_zones import Zones
from desktop.render.timeline.bands.label_drawing import LabelDrawing
from desktop.render.timeline.bands.mark_spans import MarkSpan
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.marks.event_mark import EventMark, exact_window, middle_of
from desktop.render.timeline.marks.mark_shapes import draw_shape
from desktop.render.timeline.marks.shape_extents import drawn_extent
from desktop.render.timeline.plot_area import PlotArea, color_of, pen_of
from desktop.render.timeline.timeline_spec import ClusterZone
from desktop.story.dates.calendar import SECONDS_PER_DAY, civil_from_seconds
from desktop.story.dates.date_from_instant import pointed_date
from desktop.story.dates.format_date import format_date
from desktop.story.dates.parse import parse_date
from desktop.timeline.as_of import snap_date
from desktop.timeline.camera import YEAR_SECONDS

_CLOCK_PRECISIONS = {"minute", "second"}
_MINUTE = 60
_SECONDS_SAID_BELOW = 600
"""A cluster shorter than this is said to the second."""
_MIDDLE = itemgetter(0)
_COLUMNS_OF_PART = 32  # of a long chain of events: some hundred pixels
_LEAST_PART = 0.25  # the least length of a part
_YEARS_AS_THEY_ARE = 9999
_AGE = 1000 * YEAR_SECONDS
_DATE_STEPS = 20  # a cluster's dates are as precise as this share of its length


@dataclass(slots=True)
class Cluster:
    """Holds events that lie close together, and the chip that counts them."""

    marks: list[MarkSpan]
    start: float  # the first second of its events
    end: float
    first: float  # the x of its first event
    last: float
    text: str = ""
    width: float = 0.0
    x: float = 0.0  # the left edge of the chip
    is_moved: bool = False  # the chip stands beside its events


def draw_clusters(
    unplaced: Collection[MarkSpan],
    band: TrackBand,
    plot: PlotArea,
    top: float,
    height: float,
    *,
    show_labels: bool = False,
) -> tuple[list[Item], Zones]:
    """Count the events without a row in clusters.

    They lie at the band's foot, `height` pixels high from `top` on. A single event is its own mark where there is room,
    with its name if possible, else a small dot. With a camera it has no name: closer, it will have another row.
    """
    if not unplaced:  # as in most bands of most frames
        return [], tuple
    lines: list[Item] = []
    chips: list[Item] = []
    clusters = clusters_of(unplaced, plot)
    line = themes.with_alpha(plot.theme.color(band.track.color), 0.6)
    y = top + height / 2
    has_names = show_labels and not plot.moving_camera
    lone = lone_events([_chip_of(one) for one in clusters], band, plot, height, show_labels=has_names)
    draw_label = LabelDrawing(plot).draw
    for number, cluster in enumerate(clusters):
        item = lone.get(number)
        if item is not None:
            chips += draw_shape(item.mark.shape, plot.x_of, y, item.pen)
            chips += draw_label(item, y)[0] if item.side != "none" else []
            continue
        chips += draw_cluster(cluster, band, plot, top, height)
        if _is_line(cluster):
            lines.append(Rectangle(cluster.first, y - 1.0, cluster.last - cluster.first, 2.0, line))

    def zones() -> list[HitZone]:
        """Return the zones of chips, dots and lines."""
        made = []
        for number, cluster in enumerate(clusters):
            zone = cluster_zone(cluster, plot, top, height)
            if number in lone:
                left, right = lone[number].occupied()
                zone = replace(zone, x=min(zone.x, left), width=max(zone.x + zone.width, right) - min(zone.x, left))
            if _is_line(cluster):
                left, right = min(zone.x, cluster.first), max(zone.x + zone.width, cluster.last)
                zone = replace(zone, x=left, width=right - left)
            made.append(zone)
        return made

    return [*lines, *chips], zones


def _chip_of(cluster: Cluster) -> tuple[EventMark | None, tuple[float, float]]:
    """Return a single event's mark, and what chip and line take."""
    mark = cluster.marks[0][0] if len(cluster.marks) == 1 else None
    return mark, (min(cluster.x, cluster.first), max(cluster.x + cluster.width, cluster.last))


def _is_line(cluster: Cluster) -> bool:
    """Return whether a line shows from where to where a cluster is."""
    return len(cluster.marks) > 1 and cluster.last > cluster.first


def clusters_of(unplaced: Collection[MarkSpan], plot: PlotArea, *, with_dates: bool = True) -> list[Cluster]:
    """Return the clusters of events without a row, apart from each other."""
    clusters = _apart(_grouped(unplaced, plot), plot) if unplaced else []
    if with_dates:
        _add_dates(clusters, plot)
    return clusters


def draw_cluster(cluster: Cluster, band: TrackBand, plot: PlotArea, top: float, height: float) -> list[Item]:
    """Return a cluster's chip, or the dot of a single event."""
    metrics = plot.metrics
    color = plot.theme.color(band.track.color)
    y, chip_height = top + height / 2, min(height - 2.0, 1.2 * metrics.small_font.size)
    if not _is_dot(cluster):
        return _chip(cluster, y, chip_height, color, plot)
    mark, radius = cluster.marks[0][0], _dot_radius(plot)
    step = (plot.steps or {}).get(mark.event.id, 0)
    if not mark.plain:  # its doubt is seen even here, where the mark takes no more room than a chip
        pen = pen_of(color_of(band, mark, plot), mark, replace(plot, row_height=height))
        first, last = drawn_extent(mark.shape, plot.x_of, pen)
        if last - first <= cluster.width:
            return draw_shape(mark.shape, plot.x_of, y, pen)
    return [Ellipse((cluster.first + cluster.last) / 2, y, radius, radius, color, step=step)]


def cluster_zone(cluster: Cluster, plot: PlotArea, top: float, height: float) -> HitZone:
    """Return the zone of a cluster's chip or dot."""
    left, width = cluster.x, cluster.width
    if len(cluster.marks) > 1:
        event_ids = tuple(mark.event.id for mark, _, _ in cluster.marks)
        return ClusterZone(
            left - 2.0,
            top,
            width + 4.0,
            height,
            start=cluster.start,
            end=cluster.end,
            count=len(event_ids),
            event_ids=event_ids,
        )
    event = cluster.marks[0][0].event
    if not _is_dot(cluster):
        return HitZone(left, top, width, height, "event", event.path, event.id)
    x, radius = (cluster.first + cluster.last) / 2, _dot_radius(plot)
    step = (plot.steps or {}).get(event.id, 0)
    return HitZone(x - 2 * radius, top, 4 * radius, height, "event", event.path, event.id, step)


def _is_dot(cluster: Cluster) -> bool:
    """Return whether a cluster is a single event in its own place."""
    return len(cluster.marks) == 1 and not cluster.is_moved


def _dot_radius(plot: PlotArea) -> float:
    return 0.6 * plot.metrics.dot_radius


def _grouped(unplaced: Collection[MarkSpan], plot: PlotArea) -> list[Cluster]:
    """Return clusters of what lies close together, in order of time.

    Columns fixed in time decide, so that clusters do not flicker while the camera pans.
    """
    step = 2 * fine_column_step(plot)
    low, high = exact_window(plot.time_window)
    # The middle of what is in view of each: most lie in it whole.
    middles = [
        middle_of(first, last) if low <= first and last <= high else middle_of(max(first, low), min(last, high))
        for _, first, last in unplaced
    ]
    in_order = sorted(zip(middles, unplaced, strict=True), key=_MIDDLE)
    seconds_per_px = plot.time_window.span / plot.width
    nearest = max(2, round(1.6 * plot.metrics.small_font.size * seconds_per_px / step))
    clusters: list[Cluster] = []
    begin, before = 0, in_order[0][0] // step
    for number, (middle, _) in enumerate(in_order):
        column = middle // step
        if column - before > nearest:
            clusters += _shorter(in_order[begin:number], step, plot)
            begin = number
        before = column
    return [*clusters, *_shorter(in_order[begin:], step, plot)]


def _shorter(in_order: list[tuple[float, MarkSpan]], step: float, plot: PlotArea) -> list[Cluster]:
    """Return the clusters of a chain of events, a long one parted.

    One number for half of the plot would not say when most of them are. The parts are fixed in time, as the columns are.
    """
    part = _COLUMNS_OF_PART * step
    if in_order[-1][0] - in_order[0][0] <= part:
        return [_cluster(in_order, plot)]
    parts: list[list[tuple[float, MarkSpan]]] = []
    for _, one in groupby(in_order, key=lambda one: one[0] // part):
        some = list(one)
        # What is short at either side of a limit stays with its neighbour.
        if parts and min(some[-1][0] - some[0][0], parts[-1][-1][0] - parts[-1][0][0]) < _LEAST_PART * part:
            parts[-1] += some
        else:
            parts.append(some)
    return [_cluster(some, plot) for some in parts]


def _cluster(in_order: list[tuple[float, MarkSpan]], plot: PlotArea) -> Cluster:
    """Return the cluster of some events in order of their middles."""
    marks = [one for _, one in in_order]
    start, end = min([first for _, first, _ in marks]), max([last for _, _, last in marks])
    first, last = max(plot.x, plot.x_of(in_order[0][0])), min(plot.right, plot.x_of(in_order[-1][0]))
    return Cluster(marks, start, end, first, last)


def _joined(one: Cluster, other: Cluster) -> Cluster:
    """Return one cluster of the events of two."""
    return Cluster(
        [*one.marks, *other.marks],
        min(one.start, other.start),
        max(one.end, other.end),
        min(one.first, other.first),
        max(one.last, other.last),
    )


def _apart(clusters: list[Cluster], plot: PlotArea) -> list[Cluster]:
    """Return the clusters with chips that do not touch.

    Those whose chips would touch become one.
    """
    gap = 0.5 * plot.metrics.label_gap
    arranged: list[Cluster] = []
    for one in clusters:
        cluster = one
        _set_text(cluster, str(len(cluster.marks)), plot)
        while arranged and cluster.x < arranged[-1].x + arranged[-1].width + gap:
            cluster = _joined(arranged.pop(), cluster)
            _set_text(cluster, str(len(cluster.marks)), plot)
        arranged.append(cluster)
    return arranged


def _add_dates(arranged: list[Cluster], plot: PlotArea) -> None:
    """Add the dates of clusters where there is room."""
    gap = 0.5 * plot.metrics.label_gap
    for number, cluster in enumerate(arranged):
        if len(cluster.marks) == 1:
            continue
        before = arranged[number - 1] if number else None
        left_limit = before.x + before.width + gap if before else plot.x
        right_limit = arranged[number + 1].x - gap if number + 1 < len(arranged) else plot.right
        kept = cluster.text, cluster.width, cluster.x
        _set_text(cluster, f"{len(cluster.marks)} · {_when(cluster, plot)}", plot)
        if cluster.width > right_limit - left_limit:
            cluster.text, cluster.width, cluster.x = kept
        else:
            cluster.x = min(max(cluster.x, left_limit), right_limit - cluster.width)


def _set_text(cluster: Cluster, text: str, plot: PlotArea) -> None:
    """Set the words of a chip, centred on its events."""
    font = plot.metrics.small_font
    cluster.text = text
    cluster.width = measure_text(text, font) + 0.9 * font.size
    middle = (cluster.first + cluster.last) / 2
    cluster.x = min(max(middle - cluster.width / 2, plot.x), plot.right - cluster.width)


def _when(cluster: Cluster, plot: PlotArea) -> str:
    """Return the dates of a cluster in words."""
    breaks = cluster.marks[0][0].time_axis
    start, end = breaks.to_time(floor(cluster.start)), breaks.to_time(_last_second(cluster))
    precisions = {mark.event.when.precision for mark, _, _ in cluster.marks}
    if precisions - _CLOCK_PRECISIONS or start // SECONDS_PER_DAY != end // SECONDS_PER_DAY:
        return _span_in_words(start, end, plot.language)
    with_seconds = precisions == {"second"} and end - start < _SECONDS_SAID_BELOW
    return _clock_in_words(start, end, plot.language, plot.known, with_seconds=with_seconds)


def _last_second(cluster: Cluster) -> int:
    """Return the last second of a cluster.

    A dot lies in the second where it ends, a span ends before it.
    """
    if any(last == cluster.end and mark.shape.kind == "dot" for mark, _, last in cluster.marks):
        return floor(cluster.end)
    return max(floor(cluster.start), ceil(cluster.end) - 1)


@lru_cache(maxsize=1024)
def _span_in_words(start: int, end: int, language: str | Language) -> str:
    """Return a span of seconds in words.

    While the camera pans they are the same in each frame, of which they took a quarter.
    """
    scale = (end - start) / _DATE_STEPS
    first, last = _rounded(start, scale), _rounded(end, scale)
    return format_date(parse_date(first if first == last else f"{first}/{last}"), language, style="short")


def _rounded(instant: int, scale: float) -> str:
    """Return the date at an instant, in round numbers.

    A year of few digits stays as it is: among ages it would be rounded to the year 0, which nobody means.
    """
    is_year = abs(civil_from_seconds(instant)[0]) <= _YEARS_AS_THEY_ARE
    return snap_date(instant, min(scale, YEAR_SECONDS) if is_year and scale > _AGE else scale).text


@lru_cache(maxsize=1024)
def _clock_in_words(start: int, end: int, language: str | Language, known: str, *, with_seconds: bool) -> str:
    """Return a span within a day in words, without what is `known`."""
    first, last = _clock_text(start, with_seconds=with_seconds), _clock_text(end, with_seconds=with_seconds)
    when = parse_date(first if first == last else f"{first}/{last}")
    return format_date(when, language, style="short", known=known)


def _clock_text(instant: int, *, with_seconds: bool) -> str:
    """Return an instant to the second or minute, as stories write it."""
    return pointed_date(instant, _MINUTE) + (f":{instant % _MINUTE:02d}" if with_seconds else "")


def _chip(cluster: Cluster, y: float, height: float, color: str, plot: PlotArea) -> list[Item]:
    font, theme = plot.metrics.small_font, plot.theme
    fill = themes.blend(color, theme.background, 0.72)
    text_width = measure_text(cluster.text, font)
    left, baseline = cluster.x + (cluster.width - text_width) / 2, y + cap_height(font) / 2
    return [
        Rectangle(
            cluster.x, y - height / 2, cluster.width, height, fill, themes.with_alpha(color, 0.7), 1.0, height / 2
        ),
        TextRun(left, baseline, cluster.text, font, theme.paper, text_width),
    ]
