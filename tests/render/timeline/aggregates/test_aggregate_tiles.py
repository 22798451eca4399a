"""Tiles side by side: what one of them shows in a row never lies across what the next one shows there."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from desktop.render import theme as themes
from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.render.timeline.aggregates.tile_budget import TileBudget
from desktop.render.timeline.geometry import full_axis_window
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.metrics import metrics_for
from desktop.render.timeline.timeline_layout import timeline
from desktop.render.timeline.timeline_spec import TimelineSpec
from desktop.story.dates.calendar import SECONDS_PER_DAY, civil_from_seconds, seconds_from_civil
from desktop.story.dates.parse import parse_date
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Event, Story, Track
from desktop.timeline import camera
from desktop.timeline.index import EventIndex

pytestmark = pytest.mark.usefixtures("painter_ready")
COUNT = 20_000
RNG = np.random.default_rng(7)
STARTS = RNG.integers(seconds_from_civil(1900), seconds_from_civil(2020), COUNT) // SECONDS_PER_DAY * SECONDS_PER_DAY
ENDS = STARTS + RNG.choice([1, 1, 30, 365, 4000], COUNT) * SECONDS_PER_DAY
STORY = Story(tracks=(Track("a", data="a.csv", color="gold"),))


def mark(number: int) -> EventMark:
    days = [
        "{:04d}-{:02d}-{:02d}".format(*civil_from_seconds(int(one))[:3]) for one in (STARTS[number], ENDS[number] - 1)
    ]
    event = Event(f"a#{number}", parse_date("/".join(days)), LocalizedText((("", f"Event {number}"),)), track="a")
    return EventMark(event, "happened", "fr")


CROWDS = {"a": AggregatedTrack(EventIndex(STARTS, ENDS, RNG.choice([1.0, 3.0], COUNT).astype(np.float32)), mark)}
WHOLE = full_axis_window(STORY, aggregated=CROWDS)
windows = st.builds(
    lambda share, zoom: camera.zoom_at(camera.pan(WHOLE, share), 0.5, 10.0**-zoom),
    st.floats(-0.5, 0.5),
    st.floats(0.0, 4.5),
)


@settings(max_examples=80)
@given(windows)
def test_marks_and_labels_of_a_row_are_disjoint(window):
    _, zones = timeline(
        TimelineSpec(
            STORY,
            window,
            (16.0, 8.0, 1248.0, 444.0),
            themes.CINEMA,
            "fr",
            size=0.52,
            aggregated=CROWDS,
            moving_camera=False,
        )
    )
    rows: dict[float, list[tuple[float, float]]] = {}
    for zone in zones:
        if zone.kind == "event":
            rows.setdefault(zone.y, []).append((zone.x, zone.x + zone.width))
    # A zone is a little wider than what it stands for.
    pad = 0.6 * metrics_for(0.52).label_gap
    for row in rows.values():
        for (_, before), (after, _) in pairwise(sorted(row)):
            assert before <= after + pad + 0.01


def test_marks_spread_over_a_stretch_are_of_its_events_and_the_same_while_it_moves() -> None:
    made: list[int] = []

    def make_mark(number: int) -> EventMark:
        made.append(number)
        return mark(number)

    track = AggregatedTrack(EventIndex(STARTS, ENDS), make_mark)
    first, last = seconds_from_civil(1950), seconds_from_civil(1990)
    assert 50 <= len(list(track.marks_spread(first, last, 100))) <= 100
    seconds = STARTS[np.array(made)]
    assert np.all(np.diff(seconds) >= 0)
    assert first <= seconds[0] < seconds_from_civil(1951)
    assert seconds_from_civil(1989) <= seconds[-1] < last
    made.clear()
    for days in range(1, 30):
        moved = days * SECONDS_PER_DAY
        assert list(track.marks_spread(first + moved, last + moved, 100))
    assert len(made) <= 1


def test_a_short_file_to_the_second_is_packed_in_one_octave() -> None:
    first = seconds_from_civil(2026)
    starts = first + np.sort(np.random.default_rng(1).integers(0, 60, 3_000))

    def second_mark(number: int) -> EventMark:
        second = int(starts[number]) - first
        when = parse_date(f"2026-01-01T00:00:{second:02d}")
        return EventMark(Event(f"e{number}", when, LocalizedText((("", "E"),))), "happened", "en")

    track = AggregatedTrack(EventIndex(starts, starts + 1), second_mark)
    story, aggregated = Story(tracks=(Track("log", LocalizedText((("", "Log"),)), data="log.csv"),)), {"log": track}
    window = camera.make_window(first - 10, 0.0, 80.0)
    spec = TimelineSpec(
        story,
        window,
        (16.0, 8.0, 1248.0, 444.0),
        themes.CINEMA,
        "en",
        size=0.52,
        aggregated=aggregated,
        moving_camera=True,
    )
    timeline(spec)
    assert track.view is not None
    numbers, step, rows, metrics = track.view
    assert step == 1
    for number in numbers:
        tile = track.tile_at(number, step, rows, metrics, TileBudget(moving_camera=True))
        alone = track.tile_at(number, step, rows, metrics, TileBudget(moving_camera=False))
        assert tile.placements == alone.placements  # not fewer, by the limits of closer tiles that are never shown
        assert tile.placements or not alone.marks


def test_a_title_that_its_tile_would_cut_is_left_out() -> None:
    """Drawn whole, it would lie on the marks of the next tile."""
    metrics, step = metrics_for(1.0), 1 << 16
    middle = step * 128
    index = EventIndex(np.array([middle], np.int64), np.array([middle + SECONDS_PER_DAY], np.int64))
    sides = []
    for letters in (10, 28):
        title = LocalizedText((("", "m" * letters),))
        mark = EventMark(Event("crowd#1", parse_date("1970-04-08"), title), "happened", "en")
        track = AggregatedTrack(index, lambda _number, mark=mark: mark)
        tile = track.tile_at(0, step, 4, metrics, TileBudget(moving_camera=False))
        sides.append(tile.placements["crowd#1"].side)
    assert sides == ["right", "none"]
