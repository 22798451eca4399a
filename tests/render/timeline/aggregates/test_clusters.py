"""Where events without a name stand and what their clusters say, however close or far away they are."""

from __future__ import annotations

import pytest

from desktop.render import theme as themes
from desktop.render.frame import HitZone, Item, MarkBatch, TextRun
from desktop.render.timeline.geometry import arrange
from desktop.render.timeline.timeline_layout import timeline
from desktop.render.timeline.timeline_spec import ClusterZone, TimelineSpec
from desktop.story.dates.parse import parse_date
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Event, Group, Story, Track
from desktop.timeline import camera
from desktop.timeline.label_box import LabelBox

pytestmark = pytest.mark.usefixtures("painter_ready")


def text(words: str) -> LocalizedText:
    return LocalizedText((("", words),))


def story(*dates: str) -> Story:
    events = tuple(
        Event(f"e{number}", parse_date(date), text(f"Event {number}"), track="t") for number, date in enumerate(dates)
    )
    return Story(events=events, tracks=(Track("t", text("Track")),))


def drawn(one: Story, window: camera.TimeWindow) -> tuple[tuple[Item, ...], tuple[HitZone, ...]]:
    return timeline(TimelineSpec(one, window, (16.0, 8.0, 1248.0, 284.0), themes.CINEMA, "en", size=0.52))


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (["2026-03-01T12:00:00", "2026-03-01T12:01:00"], "12:00:00 – 12:01:00"),
        (["2026-03-01T12:00:00", "2026-03-01T12:00:00/2026-03-01T12:00:59"], "12:00:00 – 12:00:59"),
        (["2026-03-01T12:00:10.2"], "12:00:10"),
        (["2026-03-01T12:00:10.2", "2026-03-01T12:00:10.9"], "12:00:10"),
        (["2026-03-01T12:00", "2026-03-01T12:00:50"], "12:00"),  # of one event, the second is not known
        (["-0500-03-01T12:00:00"], "12:00:00"),
        (["0000-03-01T12:00", "0000-03-01T12:05"], "12:00 – 12:05"),
    ],
)
def test_a_cluster_says_the_times_of_its_first_and_last_event(dates, said):
    one = story(*(date for date in dates for _ in range(50)), f"{dates[0].split('T')[0]}T18:00")
    words = [item.text for item in drawn(one, camera.story_window(one))[0] if isinstance(item, TextRun)]
    assert [line.split(" · ")[1] for line in words if " · " in line] == [said]


def test_a_cluster_among_ages_names_a_year_as_it_is():
    one = story(*["Y-300000", "2060"] * 30, "Y-66000000")
    words = [item.text for item in drawn(one, camera.story_window(one))[0] if isinstance(item, TextRun)]
    (said,) = [line.split(" · ")[1] for line in words if " · " in line]
    assert said == "300,001 BC – AD 2060"


EARLY, NEXT = "Y-13800000000", "Y-13799999999"


@pytest.mark.parametrize("span", [86_400.0, 100.0, 10.0, 1.0, 0.1])
def test_a_cluster_of_deep_time_stands_in_the_middle_of_what_is_in_view(span):
    one = story(*[EARLY] * 40)
    middle = one.events[0].when.midpoint
    assert middle is not None
    _, zones = drawn(one, camera.make_window(middle, -span / 2, span))
    (cluster,) = [zone for zone in zones if isinstance(zone, ClusterZone)]
    spans = [zone for zone in zones if zone.kind == "event"]
    assert cluster.count + len(spans) == 40
    assert cluster.x + cluster.width / 2 == pytest.approx(spans[0].x + spans[0].width / 2, abs=1.0)


@pytest.mark.parametrize("folded", [False, True])
@pytest.mark.parametrize("span", [100.0, 1.0, 0.1])
def test_at_the_turn_of_a_year_in_deep_time_each_event_is_counted_once(span, folded):
    one = story(*[EARLY] * 3, *[NEXT] * 4)
    if folded:
        group = Group("g", text("All"), folded=True)
        one = Story(events=one.events, tracks=(Track("t", text("Track"), group="g"),), groups=(group,))
    turn = one.events[0].when.latest
    assert turn is not None
    for shares, before, after in ((-3.0, 3, 0), (-0.5, 3, 4), (2.0, 0, 4)):
        items, zones = drawn(one, camera.make_window(turn, shares * span, span))
        counted = sum(zone.count for zone in zones if isinstance(zone, ClusterZone))
        assert counted + sum(zone.kind == "event" for zone in zones) == before + after
        if folded:
            assert any(isinstance(item, MarkBatch) for item in items)


def test_the_length_of_a_mark_is_never_lost_in_deep_time():
    second = -435_485_999_751_408_000
    box = LabelBox("e", second, second, 3.0, 3.0, 40.0)
    assert box.mark_range(0.01) == (second - 1, second + 1)
    assert LabelBox("e", 7, 7, 3.0, 3.0, 40.0).mark_range(0.01) == pytest.approx((6.97, 7.03), abs=0.001)


def test_in_motion_a_moment_without_a_name_stands_where_it_does_at_rest():
    one = story(*(f"2026-03-01T12:00:{second:02d}" for second in range(0, 60, 2) for _ in range(6)))
    spec = TimelineSpec(
        one, camera.story_window(one), (16.0, 8.0, 1248.0, 284.0), themes.CINEMA, "en", size=0.52, moving_camera=True
    )
    geometry = arrange(spec)
    dots = [
        (x, y)
        for item in timeline(spec)[0]
        if isinstance(item, MarkBatch) and item.kind == "dot"
        for x, y in zip(item.coordinates[::3], item.coordinates[1::3], strict=True)
        if y < geometry.bottom
    ]
    places = {round(geometry.plot.x_of(event.when.earliest or 0), 3) for event in one.events}
    assert dots
    assert {round(x, 3) for x, _ in dots} <= places


def test_moments_that_make_room_for_a_cluster_are_counted_where_they_are():
    parts = [700, 720, 750, 800, 905, 910, 950, 999]
    one = story(*(f"2026-03-01T12:00:00.{parts[number * 5 % 8]}" for number in range(30)))
    second = one.events[0].when.earliest
    assert second is not None
    for height in (90.0, 120.0, 150.0):
        spec = TimelineSpec(
            one, camera.make_window(second, 0.5, 0.5), (16.0, 8.0, 1248.0, height), themes.CINEMA, "en", size=0.52
        )
        clusters = [zone for zone in timeline(spec)[1] if isinstance(zone, ClusterZone)]
        assert clusters
        for cluster in clusters:
            assert second + 0.69 < cluster.start <= cluster.end < second + 1.0


def chain_zones(one: Story, window: camera.TimeWindow) -> list[ClusterZone]:
    rect = (16.0, 8.0, 1248.0, 150.0)
    zones = timeline(TimelineSpec(one, window, rect, themes.CINEMA, "en", size=0.52, moving_camera=True))[1]
    return sorted((zone for zone in zones if isinstance(zone, ClusterZone)), key=lambda zone: zone.start)


def test_a_long_chain_of_events_is_counted_in_parts_that_stand_still():
    one = story(*(f"{2000 + number // 12}-{number % 12 + 1:02d}-{day:02d}" for number in range(240) for day in (3, 17)))
    window = camera.story_window(one)
    zones = chain_zones(one, window)
    seconds_per_px = window.span / 1248.0
    assert len(zones) > 3
    assert max(zone.end - zone.start for zone in zones) < 600 * seconds_per_px
    assert all(zone.width < 600 for zone in zones)
    moved = chain_zones(one, camera.pan(window, 0.01))
    spans = {(zone.start, zone.end) for zone in zones[1:-1]}
    assert len(spans & {(zone.start, zone.end) for zone in moved}) >= len(spans) - 1
