"""Files and crowds whose dates say fractions of seconds: everything is counted exactly once, however close one looks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings, strategies as st

from desktop.render import theme as themes
from desktop.render.frame import HitZone, Item, TextRun
from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.render.timeline.aggregates.short_index import ShortIndex, filled_columns
from desktop.render.timeline.bands.track_bands import TrackBand, bands_of
from desktop.render.timeline.geometry import full_axis_window
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.timeline_layout import timeline
from desktop.render.timeline.timeline_spec import ClusterZone, TimelineSpec
from desktop.story.dates.parse import parse_date
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Event, Group, Story, Track
from desktop.timeline import camera
from desktop.timeline.axis_breaks import NO_BREAKS
from desktop.timeline.data.load import read_events
from desktop.timeline.data.weighted_index import CountedIndex
from desktop.timeline.index import EventIndex
from desktop.timeline.matches import indexes_by_track

pytestmark = pytest.mark.usefixtures("painter_ready")
RECT = (16.0, 8.0, 1248.0, 444.0)
COUNT = 5_000
TRACK = Track("log", LocalizedText((("", "Log"),)), data="log.csv")


def clock(millisecond: int) -> str:
    seconds, rest = divmod(millisecond, 1000)
    return f"2026-03-01T{9 + seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"


def rows() -> list[tuple[str, str]]:
    """Return a date and an end, or none: moments, moments to the second, spans; some at once, in no order."""
    rng = np.random.default_rng(4)
    found = []
    for at in (*rng.integers(0, 1_800_000, COUNT - 800), *rng.integers(600_000, 602_000, 700), *[600_250] * 100):
        kind = rng.random()
        end = clock(int(at + rng.integers(1, 4_000))) if kind < 0.15 else ""
        found.append((clock(int(at))[:-4] if 0.15 <= kind < 0.25 else clock(int(at)), end))
    return found


def read(folder: Path, more: str = "") -> AggregatedTrack:
    lines = [f"{begin},{end},Event {number},{number % 7 + 1}" for number, (begin, end) in enumerate(rows())]
    file = folder / "log.csv"
    file.write_text("\n".join([f"date,end,title,{more or 'nothing'}", *lines]) + "\n", "utf-8")
    table = read_events(file, TRACK)
    return AggregatedTrack(table.index, lambda number: EventMark(table.event(number), "happened", "en"))


def written() -> Story:
    events = tuple(
        Event(f"e{number}", parse_date(begin), LocalizedText((("", f"Event {number}"),)), track="log")
        for number, (begin, _) in enumerate(rows()[-1900:])
    )
    return Story(tracks=(Track("log", LocalizedText((("", "Log"),))),), events=events)


@pytest.fixture(scope="module")
def file_track(tmp_path_factory: pytest.TempPathFactory) -> AggregatedTrack:
    return read(tmp_path_factory.mktemp("log"))


@pytest.fixture(scope="module")
def counted_track(tmp_path_factory: pytest.TempPathFactory) -> AggregatedTrack:
    return read(tmp_path_factory.mktemp("counted"), "count")


windows = st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 5.2))


def window_of(whole: camera.TimeWindow, place: tuple[float, float]) -> camera.TimeWindow:
    return camera.zoom_at(whole, place[0], 10.0 ** -place[1])


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def there(items: tuple[Item, ...], zones: tuple[HitZone, ...], *, each: Mapping[str, int] | None = None) -> int:
    """Return how many events a drawing shows or counts."""
    drawn = [zone.id for zone in zones if zone.kind == "event"]
    assert len(drawn) == len(set(drawn))
    texts = [item.text for item in items if isinstance(item, TextRun)]
    said = [text for text in texts if re.search(r"going on$|earlier$|later.›$", text)]
    shown = len(drawn) if each is None else sum(each[one] for one in drawn)
    return shown + sum(zone.count for zone in zones if isinstance(zone, ClusterZone)) + sum(map(number, said))


@settings(max_examples=60)
@example((0.3334, 3.6), True)
@example((0.3335, 4.4), False)
@example((0.33347, 5.2), True)
@given(windows, st.booleans())
def test_every_event_of_a_file_is_drawn_or_counted_once(file_track: AggregatedTrack, place, moving) -> None:
    story, aggregated = Story(tracks=(TRACK,)), {"log": file_track}
    window = window_of(full_axis_window(story, aggregated=aggregated), place)
    spec = TimelineSpec(
        story, window, RECT, themes.CINEMA, "en", size=0.52, aggregated=aggregated, moving_camera=moving
    )
    assert there(*timeline(spec)) == COUNT


@settings(max_examples=30)
@example((0.3335, 4.4), True)
@given(windows, st.booleans())
def test_every_event_of_a_file_is_counted_once_in_a_folded_group(
    file_track: AggregatedTrack, counted_track: AggregatedTrack, place, is_counted
) -> None:
    track = Track("log", LocalizedText((("", "Log"),)), data="log.csv", group="g")
    story = Story(groups=(Group("g", LocalizedText((("", "G"),)), folded=True),), tracks=(track,))
    aggregated = {"log": counted_track if is_counted else file_track}
    window = window_of(full_axis_window(story, aggregated=aggregated), place)
    spec = TimelineSpec(story, window, RECT, themes.CINEMA, "en", size=0.52, aggregated=aggregated, moving_camera=True)
    assert there(*timeline(spec)) == aggregated["log"].index.total


def test_a_span_of_a_file_makes_each_column_of_a_strip_higher_that_it_passes_through() -> None:
    starts, ends = np.array([0, 10, 35]), np.array([40, 11, 36])
    long, short = EventIndex(starts, ends), ShortIndex(starts.tolist(), ends.tolist(), [1.0] * 3)
    many = CountedIndex(starts, ends, None, np.array([5, 1, 1]))
    for first, low, end, wanted in ((0, 0, 60, [0, 1, 1, 1, 0, 0]), (0, 5, 25, [1, 1, 1, 0, 0, 0])):
        assert long.ongoing_counts(first, 10, 6, (low, end)).tolist() == wanted
        assert many.ongoing_counts(first, 10, 6, (low, end)).tolist() == [5 * one for one in wanted]
        assert dict(filled_columns(short.ongoing_counts(first, 10, 6, (low, end)))) == {
            column: one for column, one in enumerate(wanted) if one
        }


@settings(max_examples=30)
@given(windows)
def test_rows_that_stand_for_many_count_as_many(counted_track: AggregatedTrack, place) -> None:
    assert isinstance(counted_track.index, EventIndex)
    story, aggregated = Story(tracks=(TRACK,)), {"log": counted_track}
    window = window_of(full_axis_window(story, aggregated=aggregated), place)
    low = window.start + window.offset
    high = low + window.span
    index = counted_track.index
    within = int(index.column_counts(low, window.span / 4, 5, (low, high)).sum())
    assert index.count_ended(low) + index.count_ongoing(low) + within + index.count_starting_from(high) == index.total
    assert index.total == sum(number % 7 + 1 for number in range(COUNT))


@settings(max_examples=40)
@given(windows)
def test_every_event_of_a_written_crowd_is_drawn_or_counted_once(place) -> None:
    story = CROWD
    window = window_of(full_axis_window(story, aggregated={}), place)
    spec = TimelineSpec(story, window, RECT, themes.CINEMA, "en", size=0.52, moving_camera=True)
    assert there(*timeline(spec)) == len(story.events)


CROWD = written()


def test_moments_within_a_second_stand_apart(file_track: AggregatedTrack) -> None:
    story, aggregated = Story(tracks=(TRACK,)), {"log": file_track}
    window = camera.make_window(parse_date("2026-03-01T09:10:00").start_min or 0, 0.2, 0.1)
    spec = TimelineSpec(story, window, RECT, themes.CINEMA, "en", size=0.52, aggregated=aggregated)
    zones = timeline(spec)[1]
    columns = [zone for zone in zones if isinstance(zone, ClusterZone)]
    assert len(columns) > 3
    assert max(zone.end - zone.start for zone in columns) < 0.05
    assert any(zone.count >= 80 and zone.start <= (window.start + 0.25) < zone.end for zone in columns)


def test_a_short_index_of_exact_times_counts_as_the_other_one(file_track: AggregatedTrack) -> None:
    long = file_track.index
    assert isinstance(long, EventIndex)
    assert long.has_fractions
    moments = [long.moment(position) for position in range(1_000)]
    ends = [moment + 0.5 for moment in moments]
    whole = [int(moment) for moment in moments]
    short = ShortIndex(whole, [one + 1 for one in whole], [1.0] * 1_000, (moments, ends))
    arrays = [np.array(one, np.int64) for one in (whole, [one + 1 for one in whole])]
    other = EventIndex(*arrays, exact=(np.array(moments), np.array(ends)))
    rng = np.random.default_rng(2)
    for low in rng.uniform(moments[0] - 1, moments[-1] + 1, 200).tolist():
        step = 2.0 ** -int(rng.integers(0, 10))
        assert short.count_ended(low) == other.count_ended(low) == sum(end <= low for end in ends)
        assert short.count_ongoing(low) == other.count_ongoing(low)
        assert short.count_starting_from(low) == other.count_starting_from(low) == sum(one >= low for one in moments)
        first = low // step * step
        counts = other.column_counts(first, step, 40, (low, low + 30 * step))
        assert short.column_counts(first, step, 40, (low, low + 30 * step)) == {
            column: count for column, count in enumerate(counts.tolist()) if count
        }


@pytest.mark.parametrize("moving", [True, False])
def test_files_to_the_second_stand_beside_those_within(file_track: AggregatedTrack, moving) -> None:
    starts = np.arange(0, 1_800) + (parse_date("2026-03-01T09:00:00").start_min or 0)
    marks = [
        EventMark(
            Event(f"w{number}", parse_date(clock(number * 1000)[:-4]), LocalizedText((("", "W"),)), track="whole"),
            "happened",
            "en",
        )
        for number in range(1_800)
    ]
    tracks = (TRACK, Track("whole", LocalizedText((("", "Whole"),)), data="whole.csv"))
    aggregated = {"log": file_track, "whole": AggregatedTrack(EventIndex(starts, starts + 1), marks.__getitem__)}
    story = Story(tracks=tracks)
    for second in (0, 255, 256, 511, 600):
        for offset, span in ((0.2, 0.1), (0.0, 0.5), (0.9, 0.3), (0.5, 5.0)):
            window = camera.make_window(int(starts[0]) + second, offset, span)
            spec = TimelineSpec(
                story, window, RECT, themes.CINEMA, "en", size=0.52, aggregated=aggregated, moving_camera=moving
            )
            assert there(*timeline(spec)) == COUNT + 1_800, (second, offset, span)


def test_spans_of_a_crowd_begin_and_end_within_their_seconds() -> None:
    texts = ["00.9", "00.2/2026-03-01T09:00:00.9", "00/2026-03-01T09:00:00.5", "00.5/2026-03-01T09:00:01.25", "00"]
    marks = [
        EventMark(Event(f"e{number}", parse_date(f"2026-03-01T09:00:{text}"), LocalizedText((("", "E"),))), "happened", "en")
        for number, text in enumerate(texts)
    ]  # fmt: skip
    crowd = TrackBand(TRACK, marks).aggregate().aggregated
    assert crowd is not None
    index, second = crowd.index, marks[-1].first
    assert [index.moment(position) - second for position in range(5)] == pytest.approx([0.0, 0.0, 0.2, 0.5, 0.9])
    begins = [crowd.make_mark(index.original_number(position)).exact_bounds[0] for position in range(5)]
    assert begins == [index.moment(position) for position in range(5)]
    assert [index.count_ongoing(second + at) for at in (0.0, 0.1, 0.3, 0.6, 0.95, 1.2, 1.3)] == [0, 1, 2, 2, 1, 1, 0]
    assert [index.count_ended(second + at) for at in (0.0, 0.1, 0.6, 0.95, 1.3)] == [0, 1, 2, 4, 5]


def test_what_is_found_in_a_crowd_is_highlighted_where_it_stands() -> None:
    found = indexes_by_track(CROWD, [event.id for event in CROWD.events], NO_BREAKS)["log"]
    (band,) = bands_of(CROWD, (), None, "en")
    crowd = band.aggregate().aggregated
    assert crowd is not None
    second = parse_date("2026-03-01T09:10:00").start_min or 0
    for first in (second, second + 0.25, second + 1.5):
        counts = crowd.index.column_counts(first, 2.0**-5, 40, (first, first + 1.0))
        assert dict(filled_columns(counts)) == dict(
            filled_columns(found.column_counts(first, 2.0**-5, 40, (first, first + 1.0)))
        )
        assert len(filled_columns(counts)) > 5
