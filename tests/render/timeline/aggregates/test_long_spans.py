"""Spans of a long file are bars wherever one looks, though the tiles in which events are packed are cut at fixed instants."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from desktop.render import theme as themes
from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.render.timeline.aggregates.long_spans import LongSpans
from desktop.render.timeline.aggregates.short_index import ShortIndex
from desktop.render.timeline.geometry import full_axis_window
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.metrics import metrics_for
from desktop.render.timeline.timeline_layout import layers
from desktop.render.timeline.timeline_spec import ClusterZone, TimelineSpec
from desktop.story.dates.calendar import SECONDS_PER_DAY, civil_from_seconds, seconds_from_civil
from desktop.story.dates.parse import parse_date
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Event, Story, Track
from desktop.timeline.camera import TimeWindow, window_between
from desktop.timeline.index import EventIndex

pytestmark = pytest.mark.usefixtures("painter_ready")
RECT = (16.0, 8.0, 1248.0, 700.0)
LONG = {
    "cold": ((1947, 3, 12), (1991, 12, 26)),
    "franco": ((1939, 4, 1), (1975, 11, 20)),
    "victoria": ((1837, 6, 20), (1901, 1, 22)),
    "first": ((1914, 7, 28), (1918, 11, 11)),
}
"""Two of them are in progress where 1970 begins, at which every octave has a bound."""


def days_of(name: str) -> tuple[int, int]:
    begin, end = LONG[name]
    return seconds_from_civil(*begin), seconds_from_civil(*end) + SECONDS_PER_DAY


def crowd(*, is_short: bool = False) -> AggregatedTrack:
    rng = np.random.default_rng(5)
    points = np.sort(rng.integers(seconds_from_civil(1830), seconds_from_civil(2020), 800)) // SECONDS_PER_DAY
    starts = [*(points * SECONDS_PER_DAY).tolist(), *(days_of(name)[0] for name in LONG)]
    ends = [*(points * SECONDS_PER_DAY + SECONDS_PER_DAY).tolist(), *(days_of(name)[1] for name in LONG)]
    weights = [1.0] * len(points) + [5.0] * len(LONG)
    names = [*(f"crowd#{number}" for number in range(len(points))), *LONG]

    def mark(number: int) -> EventMark:
        first, last = (
            "{:04d}-{:02d}-{:02d}".format(*civil_from_seconds(second)[:3])
            for second in (starts[number], ends[number] - SECONDS_PER_DAY)
        )
        when = parse_date(first if first == last else f"{first}/{last}")
        return EventMark(
            Event(names[number], when, LocalizedText((("", f"Event {number}"),)), track="crowd"), "happened", "en"
        )

    if is_short:
        order = sorted(range(len(starts)), key=starts.__getitem__)
        sorted_values = ([values[one] for one in order] for values in (starts, ends, weights))
        return AggregatedTrack(ShortIndex(*sorted_values), lambda number: mark(order[number]))
    index = EventIndex(np.array(starts, np.int64), np.array(ends, np.int64), np.array(weights, np.float32))
    return AggregatedTrack(index, mark)


STORY = Story(tracks=(Track("crowd", data="a.csv", color="gold"),))


def drawn(track: AggregatedTrack, window: TimeWindow, *, moving_camera: bool):
    spec = TimelineSpec(
        STORY, window, RECT, themes.CINEMA, "en", size=0.52, aggregated={"crowd": track}, moving_camera=moving_camera
    )
    made = layers(spec)
    for _ in range(200):
        if made.complete:
            break
        made = layers(spec)
    return made


def years(first: float, last: float) -> TimeWindow:
    return window_between(
        round(seconds_from_civil(2000) + (first - 2000) * 31_556_952),
        round(seconds_from_civil(2000) + (last - 2000) * 31_556_952),
        0.0,
    )


WINDOWS = [(1830, 2023), (1930, 1995), (1960, 1980), (1969, 1971), (1969.9, 1970.1), (1915, 1918), (1850, 1860)]


@pytest.mark.parametrize("is_short", [False, True])
@pytest.mark.parametrize("moving_camera", [False, True])
@pytest.mark.parametrize("window", WINDOWS)
def test_each_is_a_bar_of_its_true_extent_and_all_are_counted_once(window, moving_camera, is_short):
    track, view = crowd(is_short=is_short), years(*window)
    made = drawn(track, view, moving_camera=moving_camera)
    x, _, width, _ = made.plot
    zones = {zone.id: zone for zone in made.zones if zone.kind == "event"}
    for name in LONG:
        first, last = (view.x_of(second, width) + x for second in days_of(name))
        left, right = max(first, x), min(last, x + width)
        if right - left < 40:
            continue
        zone = zones[name]
        assert zone.x == pytest.approx(left, abs=8)
        assert zone.x + zone.width >= right - 8
    index = track.index
    in_view = [
        number
        for number in range(len(index))
        if index.starts[number] < view.end and index.ends[number] > view.start
    ]  # fmt: skip
    begun_before = sum(index.starts[number] < view.start for number in in_view)
    counted = sum(zone.count for zone in made.zones if isinstance(zone, ClusterZone))
    shown_from_before = sum(days_of(name)[0] < view.start for name in LONG if name in zones)
    assert len(zones) + counted + begun_before - shown_from_before == pytest.approx(len(in_view), abs=1)


@pytest.mark.parametrize("window", WINDOWS)
def test_no_two_marks_of_a_row_lie_on_one_another(window):
    for moving_camera in (False, True):
        made = drawn(crowd(), years(*window), moving_camera=moving_camera)
        rows: dict[float, list[tuple[float, float]]] = {}
        for zone in made.zones:
            if zone.kind == "event":
                rows.setdefault(round(zone.y), []).append((zone.x, zone.x + zone.width))
        for ranges in rows.values():
            ranges.sort()
            assert all(one[1] <= other[0] + 12 for one, other in pairwise(ranges))


def test_a_moving_camera_keeps_their_rows_while_it_comes_closer():
    track, rows = crowd(), {}
    for window in ((1830, 2023), (1900, 2010), (1930, 1995), (1950, 1985), (1960, 1980), (1966, 1973), (1969, 1971)):
        for zone in drawn(track, years(*window), moving_camera=True).zones:
            if zone.id in ("cold", "franco"):
                rows.setdefault(zone.id, []).append(round(zone.y))
    assert {name: len(set(found)) for name, found in rows.items()} == {"cold": 1, "franco": 1}


@pytest.mark.parametrize(("number", "step"), [(0, 1 << 20), (-3, 1 << 16), (5, 1 << 12)])
def test_homes_are_the_larger_tiles_around_one(number, step):
    homes = LongSpans(crowd().index, crowd().make_mark).homes_over(number, step)
    assert homes[0] is None
    for home in homes[1:]:
        assert home is not None
        size = home[1] // step
        assert home[0] == number // size
    sizes = [home[1] for home in homes[1:] if home is not None]
    assert sizes == sorted(sizes, reverse=True)
    assert not sizes or sizes[-1] == 2 * step


@pytest.mark.parametrize(("rows", "most"), [(1, 0), (2, 1), (3, 2), (6, 4)])
def test_some_rows_are_left_to_what_begins_nearby(rows, most):
    starts = np.arange(-40, 0, dtype=np.int64) * SECONDS_PER_DAY
    index = EventIndex(starts, starts + 4000 * SECONDS_PER_DAY)
    when = parse_date("1969-12/1980-11")

    def mark(number: int) -> EventMark:
        return EventMark(Event(f"crowd#{number}", when, LocalizedText((("", "Event"),))), "happened", "en")

    spans = LongSpans(index, mark).place(None, (), rows, metrics_for(1.0), None)
    assert len({one.row for one in spans}) == len(spans) == most


def test_the_whole_of_time_has_no_home_around_it():
    track = crowd()
    whole = full_axis_window(STORY, aggregated={"crowd": track})
    step = 1
    while step * 256 <= max(abs(whole.start), abs(whole.end)):
        step *= 2
    assert track._long_spans.homes_over(0, step) == [None]
