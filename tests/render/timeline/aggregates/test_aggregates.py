"""Tracks of very many events: everything is counted exactly once, and nothing changes while the camera pans."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import example, given, settings, strategies as st

from desktop.render import theme as themes
from desktop.render.frame import MarkBatch, TextRun
from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.render.timeline.bands.file_bands import (
    AGGREGATE_ABOVE,
    AGGREGATE_ABOVE_IN_CROWDED,
    CROWDED_STORY_ABOVE,
    camera_bands,
)
from desktop.render.timeline.geometry import full_axis_window
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.timeline_layout import layers, timeline
from desktop.render.timeline.timeline_spec import ClusterZone, TimelineSpec
from desktop.story.dates.calendar import SECONDS_PER_DAY, civil_from_seconds, seconds_from_civil
from desktop.story.dates.parse import parse_date
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Event, Story, Track
from desktop.timeline import camera
from desktop.timeline.axis_breaks import NO_BREAKS
from desktop.timeline.index import EventIndex
from desktop.timeline.log_axis import LogAxis
from desktop.timeline.time_axis import TimeAxis

pytestmark = pytest.mark.usefixtures("painter_ready")
RECT = (16.0, 8.0, 1248.0, 444.0)
COUNT = 30_000


def crowd(seed: int, track: str) -> AggregatedTrack:
    rng = np.random.default_rng(seed)
    middles = rng.choice([seconds_from_civil(1925), seconds_from_civil(1970), seconds_from_civil(2010)], COUNT)
    starts = (
        (middles + rng.normal(0, 5 * camera.YEAR_SECONDS, COUNT)).astype(np.int64) // SECONDS_PER_DAY * SECONDS_PER_DAY
    )
    lengths = rng.choice([1, 1, 1, 30, 2000], COUNT) * SECONDS_PER_DAY
    index = EventIndex(starts, starts + lengths, rng.choice([1.0, 1.0, 3.0], COUNT).astype(np.float32))

    def mark(number: int) -> EventMark:
        year, month, day, *_ = civil_from_seconds(int(starts[number]))
        event = Event(
            f"{track}#{number}",
            parse_date(f"{year:04d}-{month:02d}-{day:02d}"),
            LocalizedText((("", f"Event {number}"),)),
            track=track,
        )
        return EventMark(event, "happened", "fr")

    return AggregatedTrack(index, mark)


CROWDS = {"a": crowd(1, "a"), "b": crowd(2, "b")}
STORY = Story(tracks=(Track("a", data="a.csv", color="gold"), Track("b", data="b.csv", color="jade")))
WHOLE = full_axis_window(STORY, aggregated=CROWDS)
windows = st.builds(
    lambda share, zoom: camera.zoom_at(camera.pan(WHOLE, share), 0.5, 10.0**-zoom),
    st.floats(-1.2, 1.2),
    st.floats(-0.2, 5.0),
)


def shown(window: camera.TimeWindow, *, moving_camera: bool = False, axis: TimeAxis = NO_BREAKS):
    # Standing still there is no hurry: every label that has room is there at once.
    return timeline(
        TimelineSpec(
            STORY, window, RECT, themes.CINEMA, "fr", size=0.52, aggregated=CROWDS, moving_camera=moving_camera,
            time_axis=axis,
        )
    )  # fmt: skip


def number(text: str) -> int:
    return int(text.replace("\u202f", ""))


@settings(max_examples=60)
@given(windows, st.booleans())
def test_every_event_is_drawn_or_counted_exactly_once(window, moving):
    assert_each_is_there_once(*shown(window, moving_camera=moving))


@settings(max_examples=60)
@given(st.floats(-1.2, 1.2), st.floats(-0.2, 5.0), st.booleans(), st.sampled_from((1, 86_400, 10**9)))
def test_on_a_logarithmic_axis_every_event_is_drawn_or_counted_exactly_once(share, zoom, moving, least):
    axis = LogAxis(seconds_from_civil(2030), least)
    whole = full_axis_window(STORY, axis, CROWDS)
    window = camera.zoom_at(camera.pan(whole, share), 0.5, 10.0**-zoom)
    assert_each_is_there_once(*shown(window, moving_camera=moving, axis=axis))


def test_a_mark_on_a_logarithmic_axis_stands_where_its_date_is():
    axis = LogAxis(seconds_from_civil(2030), 86_400)
    window = full_axis_window(STORY, axis, CROWDS)
    _, zones = shown(window, axis=axis)
    drawn = [zone for zone in zones if zone.kind == "event"]
    assert len(drawn) > 5
    for zone in drawn:
        mark = CROWDS[zone.id[0]].on_axis(axis).find_mark(zone.id)
        assert mark is not None
        assert mark.first <= axis.to_axis(mark.event.when.midpoint) <= mark.last


def test_what_is_packed_for_an_axis_is_kept():
    axis = LogAxis(seconds_from_civil(2030), 86_400)
    track = CROWDS["a"]
    assert track.on_axis(axis) is track.on_axis(LogAxis(axis.now, axis.least))
    assert track.on_axis(NO_BREAKS) is track


def assert_each_is_there_once(items, zones) -> None:
    drawn = [zone.id for zone in zones if zone.kind == "event"]
    counted = sum(zone.count for zone in zones if isinstance(zone, ClusterZone))
    texts = [item.text for item in items if isinstance(item, TextRun)]
    going_on = sum(number(text.removesuffix(" en cours")) for text in texts if text.endswith("en cours"))
    outside = sum(
        number(one)
        for text in texts
        for one in re.findall(r"^‹\u202f([\d\u202f]+) avant|^([\d\u202f]+) après", text)
        for one in one
        if one
    )
    assert len(drawn) == len(set(drawn))
    assert len(drawn) + counted + going_on + outside == 2 * COUNT


def labelled(view: camera.TimeWindow) -> dict[str, float]:
    """Return the y of each event with a mark under a moving camera, once all are there."""
    for _ in range(40):  # a moving camera takes a few frames to name everything
        made = layers(
            TimelineSpec(STORY, view, RECT, themes.CINEMA, "fr", size=0.52, aggregated=CROWDS, moving_camera=True)
        )
        if made.complete:
            break
    assert made.complete
    return {zone.id: zone.y for zone in made.zones if zone.kind == "event"}


@settings(max_examples=30)
@given(windows, st.floats(-0.4, 0.4))
def test_panning_changes_neither_rows_nor_labels(window, share):
    before, after = labelled(window), labelled(camera.pan(window, share))
    assert all(before[name] == after[name] for name in before.keys() & after.keys())


def seconds_of(name: str) -> int:
    """Return the length of an event of a crowd."""
    index = CROWDS[name[0]].index
    position = next(one for one in range(len(index)) if index.original_number(one) == int(name[2:]))
    return int(index.ends[position] - index.starts[position])


@settings(max_examples=30)
@given(windows, st.floats(0.02, 0.98), st.floats(0.05, 20.0))
@example(camera.zoom_at(WHOLE, 0.5, 10.0**-0.875), 0.5, 3.0)
def test_zooming_keeps_each_row_of_a_crowd_unless_a_bar_needs_one(window, share, factor):
    before, after = labelled(window), labelled(camera.zoom_at(window, share, factor))
    for name in before.keys() & after.keys():
        if before[name] != after[name]:
            # Spans that have come to be bars have no other room: their track is packed anew.
            spans = [
                one for one in before.keys() | after.keys() if one[0] == name[0] and seconds_of(one) > SECONDS_PER_DAY
            ]
            assert spans


@settings(max_examples=30)
@given(windows)
def test_a_frame_never_has_more_marks_than_a_frame_can_bear(window):
    items, zones = shown(window)
    assert sum(len(item.coordinates) // 4 for item in items if isinstance(item, MarkBatch)) <= 4000
    assert sum(isinstance(item, TextRun) for item in items) <= 200
    assert len(zones) <= 1000


def test_a_story_track_of_very_many_is_counted_while_the_camera_moves():
    events = tuple(
        Event(
            f"e{n}", parse_date(f"{1000 + n}-06"), LocalizedText((("", f"Event {n}"),)), track="a", weight=1.0 + n % 3
        )
        for n in range(AGGREGATE_ABOVE + 1)
    )
    story = Story(tracks=(Track("a", color="gold"),), events=events)
    window = camera.story_window(story)
    for moving in (True, False):
        _, zones = timeline(TimelineSpec(story, window, RECT, themes.CINEMA, "fr", size=0.52, moving_camera=moving))
        drawn = sum(zone.kind == "event" for zone in zones)
        counted = sum(zone.count for zone in zones if isinstance(zone, ClusterZone))
        assert drawn + counted == len(events)
        assert counted > 0


def test_tracks_of_some_hundreds_are_counted_where_the_story_lists_thousands():
    def zones_of(each: int, tracks: int) -> tuple[int, set[str]]:
        events = tuple(
            Event(f"{name}{n}", parse_date(f"{1000 + n}-06"), LocalizedText((("", f"Event {n}"),)), track=name)
            for name in "abcdefghij"[:tracks]
            for n in range(each)
        )
        story = Story(tracks=tuple(Track(name, color="gold") for name in "abcdefghij"[:tracks]), events=events)
        all_tracks = (*RECT[:3], 900.0)  # none of them is to be scrolled to
        made = layers(
            TimelineSpec(story, camera.story_window(story), all_tracks, themes.CINEMA, "fr", moving_camera=True)
        )
        bands, _ = camera_bands(story, (), None, "fr", NO_BREAKS, {})
        drawn = sum(zone.kind == "event" for zone in made.zones)
        return drawn + sum(zone.count for zone in made.zones if isinstance(zone, ClusterZone)), {
            band.track.id for band in bands if band.aggregated is not None
        }

    assert zones_of(AGGREGATE_ABOVE_IN_CROWDED + 1, 3) == (3 * (AGGREGATE_ABOVE_IN_CROWDED + 1), set())
    tracks = CROWDED_STORY_ABOVE // (AGGREGATE_ABOVE_IN_CROWDED + 1) + 1
    assert zones_of(AGGREGATE_ABOVE_IN_CROWDED + 1, tracks) == (
        tracks * (AGGREGATE_ABOVE_IN_CROWDED + 1),
        set("abcdefghij"[:tracks]),
    )


def test_the_first_frame_of_a_crowd_is_complete_though_the_camera_may_move():
    fresh, tracks = {name: crowd(3, name) for name in "ab"}, STORY.tracks
    view = full_axis_window(STORY, aggregated=fresh)
    first, *later = (
        layers(
            TimelineSpec(
                Story(tracks=tracks), view, RECT, themes.CINEMA, "fr", size=0.52, moving_camera=True, aggregated=fresh
            )
        )
        for _ in range(2)
    )
    assert first.complete
    assert any(zone.kind == "event" for zone in first.zones)
    assert [first.zones] == [made.zones for made in later]


@pytest.mark.parametrize("moved", [lambda one: camera.pan(one, 0.3), lambda one: camera.zoom_at(one, 0.6, 0.55)])
def test_a_frame_packs_no_tile_that_was_prepared(moved, monkeypatch):
    fresh, story = {name: crowd(4, name) for name in "ab"}, Story(tracks=STORY.tracks)
    packed: list[int] = []
    make_tile = AggregatedTrack._make_tile
    monkeypatch.setattr(
        AggregatedTrack, "_make_tile", lambda *given, **more: packed.append(1) or make_tile(*given, **more)
    )

    def drawn(window):
        return layers(
            TimelineSpec(story, window, RECT, themes.CINEMA, "fr", size=0.52, moving_camera=True, aggregated=fresh)
        )

    window = camera.zoom_at(full_axis_window(story, aggregated=fresh), 0.5, 0.02)
    while not (first := drawn(window)).complete:
        pass
    packed.clear()
    for steps, _ in enumerate(first.plan.prepare_tiles(), 1):
        assert len(packed) == steps, "a step packs one tile"
    assert packed
    packed.clear()
    again = drawn(moved(window))
    assert again.complete
    assert not packed
    assert {zone.id: zone.y for zone in again.zones if zone.kind == "event"}


def test_what_is_listed_beside_a_crowd_keeps_a_row_of_its_own():
    event = Event("own", parse_date("1970-06-05"), LocalizedText((("", "Listed"),)), track="a", weight=9.0)
    story = Story(tracks=STORY.tracks, events=(event,))
    items, zones = timeline(TimelineSpec(story, WHOLE, RECT, themes.CINEMA, "fr", size=0.52, aggregated=CROWDS))
    own = next(zone for zone in zones if zone.id == "own")
    others = [zone for zone in zones if zone.kind == "event" and zone.id.startswith("a#")]
    assert others
    assert all(zone.y > own.y for zone in others)
    assert any(isinstance(item, TextRun) and item.text == "Listed" for item in items)


def test_a_small_story_is_drawn_without_numpy(run_program, stories):
    done = run_program("small_story", stories / "cinema.toml")
    assert done.returncode == 0, done.stderr
