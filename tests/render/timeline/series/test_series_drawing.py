"""A series as a drawing: lines with gaps, what is planned, its axis, and the crosshair."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from desktop.render import theme as themes
from desktop.render.frame import Ellipse, Item, MarkBatch, Polyline, Rectangle, TextRun, VectorPath
from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.render.timeline.geometry import arrange
from desktop.render.timeline.metrics import metrics_for
from desktop.render.timeline.series.band_series import series_by_track
from desktop.render.timeline.series.crosshair import date_text
from desktop.render.timeline.timeline_layout import layers, timeline
from desktop.render.timeline.timeline_spec import TimelineSpec
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_text
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Event, Source, Story, Track
from desktop.story.track_series import SeriesPoint, TrackSeries
from desktop.timeline.axis_breaks import NO_BREAKS
from desktop.timeline.camera import make_window, story_window, window_between
from desktop.timeline.data.file_series import FileSeries
from desktop.timeline.index import EventIndex
from desktop.timeline.series import Sample

pytestmark = pytest.mark.usefixtures("painter_ready")
GOLD = themes.CINEMA.gold
SLIDE = (120.0, 260.0, 1680.0, 500.0)


def say(text: str) -> LocalizedText:
    return LocalizedText((("", text),))


def point(date: object, value: float | None = None, **more) -> SeriesPoint:
    return SeriesPoint(parse_date(str(date)), value, **more)


def story_with(*points: SeriesPoint, kind: str = "line", events: tuple[Event, ...] = (), **more) -> Story:
    series = TrackSeries(kind, points=points, unit=say("US$"), **more)
    sources = (Source("post", say("The Post")),)
    return Story(tracks=(Track("price", say("Price"), "gold", series=series),), events=events, sources=sources)


def items(story: Story, **more) -> tuple[Item, ...]:
    more.setdefault("time_window", story_window(story))
    return timeline(TimelineSpec(story, rect=SLIDE, theme=themes.CINEMA, language="en", **more))[0]


def words(drawn) -> list[str]:
    return [item.text for item in drawn if isinstance(item, TextRun)]


def lines(drawn) -> list[Polyline]:
    return [item for item in drawn if isinstance(item, Polyline) and item.color == GOLD]


def test_a_line_runs_through_its_points_and_breaks_at_a_gap():
    drawn = items(story_with(point(2010, 1), point(2011, 2), point(2012), point(2013, 3), point(2014, 5)))
    first, second = lines(drawn)
    assert len(first.points) == len(second.points) == 4
    assert first.points[2] < second.points[0]


@pytest.mark.parametrize("kind", ["line", "area", "steps", "range"])
@pytest.mark.parametrize("window", [("2011", "2012"), ("2013-03", "2013-09"), ("2012-06", "2014-02"), ("2016", "2018")])
def test_what_comes_from_a_point_outside_the_window_stays_within_its_band(kind: str, window: tuple[str, str]):
    numbers = {"2010": 900, "2012": 146, "2013-06": 424, "2014": -600, "2020": 88}
    points = [
        point(day, None, low=value - 20, high=value + 20) if kind == "range" else point(day, value)
        for day, value in numbers.items()
    ]
    story = story_with(*points, kind=kind)
    first, last = (parse_date(one) for one in window)
    spec = TimelineSpec(
        story, window_between(first.start_min, last.end_max), SLIDE, themes.CINEMA, "en", show_overview=False
    )
    drawn, (_, top, _, height) = timeline(spec)[0], layers(spec).bands["price"]
    ys = [
        *(y for line in lines(drawn) for y in line.points[1::2]),
        *(
            command[2]
            for item in drawn
            if isinstance(item, VectorPath)
            for command in item.commands
            if len(command) == 3
        ),
    ]
    assert ys
    assert top <= min(ys)
    assert max(ys) <= top + height


def test_what_is_planned_is_dashed():
    drawn = items(story_with(point(2010, 1), point(2011, 2), point(2012, 3, planned=True)))
    solid, dashed = lines(drawn)
    assert not solid.dash
    assert dashed.dash
    assert solid.points[-2:] == dashed.points[:2]


def test_steps_hold_until_the_next_point():
    (stroke,) = lines(items(story_with(point(2010, 10), point(2014, 20), kind="steps")))
    xs, ys = stroke.points[::2], stroke.points[1::2]
    assert xs[1] == pytest.approx(xs[2])
    assert ys[0] == ys[1] > ys[2] == ys[3]


def test_bars_are_as_wide_as_their_dates_and_begin_at_zero():
    drawn = items(
        story_with(point(2010, 2), point(2012, 4), point(2013, 1, planned=True), kind="bars"), show_overview=False
    )
    bars = [item for item in drawn if isinstance(item, Rectangle) and item.fill not in (None, themes.CINEMA.band)]
    assert len({round(bar.y + bar.height, 3) for bar in bars}) == 1
    assert bars[1].height == pytest.approx(2 * bars[0].height)
    assert [bool(bar.dash) for bar in bars] == [False, False, True]


@pytest.mark.parametrize("years", [8, 30, 120])
def test_no_number_stands_on_the_bar_beside_its_own(years: int):
    points = [point(2000 + number, 1.25 + number % 5) for number in range(6)]
    window = window_between(parse_date(2000).midpoint, parse_date(2000 + years).midpoint, 0.1)
    drawn = items(story_with(*points, kind="bars"), show_overview=False, time_window=window)
    bars = [item for item in drawn if isinstance(item, Rectangle) and item.fill not in (None, themes.CINEMA.band)]
    numbers = [item for item in drawn if isinstance(item, TextRun) and item.text.endswith(".25")]
    assert len(bars) == 6
    assert numbers
    for number in numbers:
        for bar in bars:
            beside = number.x + number.width <= bar.x or bar.x + bar.width <= number.x
            assert beside or number.y <= bar.y


def test_the_numbers_and_the_round_values_of_the_axis_are_said():
    said = words(items(story_with(point(2010, 1.5), point(2011, 2.25))))
    assert {"Price", "US$", "1.50", "2.25"} <= set(said)
    assert {"0", "2"} <= set(said)  # the axis


def test_the_text_of_a_point_stands_for_its_number():
    assert "a record" in words(items(story_with(point(2010, 1), point(2011, 2, text=say("a record")))))


def test_events_of_the_track_stand_above_its_numbers():
    event = Event("deal", parse_date("2011-03"), say("The deal"), track="price")
    drawn = items(story_with(point(2010, 1), point(2011, 2), point(2012, 3), events=(event,)))
    title = next(item for item in drawn if isinstance(item, TextRun) and item.text == "The deal")
    (line,) = [line for line in lines(drawn) if len(line.points) == 6]
    assert title.y < min(line.points[1::2])


def test_a_later_value_is_not_known_at_a_date_of_knowledge():
    story = story_with(point(2010, 1), point(2011, 2), point(2012, 3))
    assert "3" not in words(items(story, as_of=parse_date("2012-02")))
    assert "3" in words(items(story))


def test_the_crosshair_says_value_date_and_sources():
    story = story_with(point(2010, 1.5, sources=("post",)), point(2011, 2.5))
    at = parse_date("2010-05").midpoint
    said = words(items(story, crosshair=at))
    assert {"1.5 US$", "2010", "The Post"} <= set(said)
    assert "1.5" not in said  # its own words cover the number of the point


def test_the_crosshair_is_silent_far_from_all_values():
    story = story_with(point(2010, 1.5), point(2011, 2.5), events=(Event("old", parse_date(1900), say("Old")),))
    assert "US$ 2010" not in words(items(story, crosshair=parse_date(1930).midpoint))
    assert not any(text.endswith(" US$") for text in words(items(story, crosshair=parse_date(1930).midpoint)))


@pytest.mark.parametrize(
    ("kind", "said"), [("steps", {"10 US$", "Mar 2000"}), ("line", set()), ("bars", set()), ("area", set())]
)
def test_between_two_points_far_apart_only_a_step_has_a_value(kind: str, said: set[str]):
    story = story_with(point("2000-03", 10), point("2020-03", 30), kind=kind)
    drawn = items(story, crosshair=parse_date("2012").midpoint)
    assert {text for text in words(drawn) if text.endswith(" US$") or text == "Mar 2000"} == said


def test_both_ends_of_a_range_are_said_and_its_own_date():
    story = story_with(point("2000", low=1, high=3), point("2001", low=2, high=4), kind="range")
    assert {"2 – 4 US$", "2001"} <= set(words(items(story, crosshair=parse_date("2001-03").midpoint)))


def test_the_ring_of_a_told_number_lies_on_its_bar():
    story = story_with(point("2000", 10), point("2001", 30), kind="bars")
    (ring,) = [
        one
        for one in items(story, crosshair=parse_date("2002-01-08").midpoint, time_window=story_window(story))
        if isinstance(one, Ellipse) and one.fill == themes.CINEMA.background
    ]
    bars = [one for one in items(story, show_overview=False) if isinstance(one, Rectangle) and one.width > 100]
    assert any(abs(ring.x - (bar.x + bar.width)) < 10 for bar in bars)


def dense(values: np.ndarray, kind: str = "line") -> tuple[Story, dict[str, AggregatedTrack]]:
    starts = np.arange(len(values), dtype=np.int64) * 60
    index = EventIndex(starts, starts + 60)
    story = Story(tracks=(Track("price", say("Price"), "gold", data="n.csv", series=TrackSeries(kind)),))
    return story, {"price": AggregatedTrack(index, lambda _number: pytest.fail("no row is an event"),
                                            series=FileSeries(starts, starts + 60, {"value": values}))}  # fmt: skip


def boxes(drawn) -> list[tuple[float, ...]]:
    batches = [item for item in drawn if isinstance(item, MarkBatch) and item.kind == "box"]
    largest = max(batches, key=lambda batch: len(batch.coordinates)).coordinates
    return [largest[start : start + 4] for start in range(0, len(largest), 4)]


def tallest(drawn) -> tuple[float, float]:
    """Return where the tallest column stands, as a share of the width of all, and its height in pixels."""
    columns = boxes(drawn)
    x, _, width, height = max(columns, key=lambda box: box[3])
    left, right = min(box[0] for box in columns), max(box[0] + box[2] for box in columns)
    return (x + width / 2 - left) / (right - left), height


def test_a_single_peak_among_a_hundred_thousand_values_is_drawn():
    values = np.zeros(100_000)
    values[54_321] = 100.0
    story, aggregated = dense(values)
    drawn = items(story, aggregated=aggregated, time_window=window_between(0, 6_000_000, 0.0))
    place, height = tallest(drawn)
    assert height > 100.0  # pixels
    assert place == pytest.approx(0.543, abs=0.003)


def test_a_gap_among_many_values_stays_empty():
    values = np.sin(np.arange(100_000) / 900)
    values[40_000:60_000] = np.nan
    story, aggregated = dense(values)
    drawn = items(story, aggregated=aggregated, time_window=window_between(0, 6_000_000, 0.0))
    xs = [box[0] for box in boxes(drawn)]
    widest = max(after - before for before, after in itertools.pairwise(xs))
    assert widest == pytest.approx(0.2 * (xs[-1] - xs[0]), rel=0.05)


def by_the_millisecond(values: np.ndarray) -> tuple[Story, dict[str, AggregatedTrack]]:
    """Return the values of a file at each millisecond of 2014-01-01T00:00:00 and on."""
    moments = 1_388_534_400 + np.arange(len(values)) / 1000
    starts, exact = np.floor(moments).astype(np.int64), (moments, np.nextafter(moments, np.inf))
    index = EventIndex(starts, starts + 1, exact=exact)
    story = Story(tracks=(Track("price", say("Price"), "gold", data="n.csv", series=TrackSeries("line")),))
    return story, {"price": AggregatedTrack(index, lambda _number: pytest.fail("no row is an event"),
                                            series=FileSeries(starts, starts + 1, {"value": values}, exact))}  # fmt: skip


def test_values_by_the_millisecond_are_columns_first_and_points_where_there_is_room():
    values = np.zeros(10_000)
    values[4321] = 100.0
    story, aggregated = by_the_millisecond(values)
    drawn = items(story, aggregated=aggregated, time_window=make_window(1_388_534_400, 0.0, 10.0))
    assert tallest(drawn)[0] == pytest.approx(0.432, abs=0.002)
    drawn = items(story, aggregated=aggregated, time_window=make_window(1_388_534_404, 0.3155, 0.01))
    assert [text for text in words(drawn) if text in ("0", "100")].count("100") >= 1
    (line,) = [item for item in drawn if isinstance(item, Polyline) and len(item.points) > 10]
    assert len(line.points) == 2 * 12  # one beyond each end


def test_a_value_of_a_millisecond_is_told_with_it():
    story, aggregated = by_the_millisecond(np.arange(10_000.0))
    window = make_window(1_388_534_404, 0.3155, 0.01)
    told = words(items(story, aggregated=aggregated, time_window=window, crosshair=1_388_534_404.3212))
    assert "4,321" in told
    assert any("00:00:04.321" in text and "2014" in text for text in told)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2024-01-01T07:10:31.815", "07:10:31.815"),
        ("2024-01-01T07:10:31.000001", "07:10:31.000001"),
        ("0500-06-01T01:00:00.1", "01:00:00.1"),
        ("5000-06-01T01:00:00.1", "01:00:00.1"),
        ("1500-06-01T01:00:00.001", "01:00:00.001"),
        ("2024-01-01T07:10:31", "07:10:31"),
    ],
)
def test_a_moment_is_told_with_the_digits_that_it_has(written, said):
    when = parse_date(written)
    instant = when.start_min + when.fraction
    sample = Sample(instant, instant, 1.0)
    assert date_text(sample, "en", NO_BREAKS).endswith(said)


def test_the_scale_stands_still_while_the_date_of_knowledge_is_dragged():
    story = story_with(point(2010, 1), point(2011, 2), point(2012, 9), kind="bars")

    def top_of_first_bar(**more) -> float:
        drawn = items(story, moving_camera=True, show_overview=False, **more)
        bars = (item for item in drawn if isinstance(item, Rectangle) and isinstance(item.fill, str))
        return next(bar for bar in bars if len(bar.fill) == 7).y  # bands and veils let the ground through

    assert top_of_first_bar() == top_of_first_bar(as_of=parse_date("2011-06"))


def test_in_a_low_pane_every_track_is_in_view():
    tracks = [Track(f"t{number}", say(f"Track {number}")) for number in range(4)]
    events = tuple(
        Event(f"e{number}", parse_date(2010 + number), say("Event"), track=f"t{number}") for number in range(4)
    )
    series = TrackSeries(points=(point(2010, 1), point(2012, 2)))
    numbers = [Track(f"n{number}", say(f"Numbers {number}"), series=series) for number in range(2)]
    story = Story(tracks=(*tracks, *numbers), events=events)
    spec = TimelineSpec(
        story, story_window(story), (16.0, 8.0, 1248.0, 244.0), themes.CINEMA, "en", size=0.52, moving_camera=True,
        show_overview=False, show_as_of_handle=True,
    )  # fmt: skip
    assert layers(spec).max_scroll == 0.0


def test_a_title_and_a_unit_have_the_lines_that_their_band_holds():
    series = TrackSeries("line", points=(point(2010, 1), point(2012, 3)), unit=say("billion crowns of 1900"))
    track = Track("share", say("Share of the cooperatives in all receipts"), "gold", series=series)
    story = Story(tracks=(track,))
    spec = TimelineSpec(story, story_window(story), rect=SLIDE, theme=themes.CINEMA, language="en")
    high, low = (words(timeline(replace(spec, rect=(120.0, 260.0, 1400.0, height)))[0]) for height in (500.0, 150.0))
    assert [text for text in high if "…" in text] == []
    assert "Share of the cooperatives in all receipts" in " ".join(high)
    assert any("…" in text for text in low)


def test_many_series_share_the_height_that_names_leave_and_each_has_a_number_on_its_axis():
    numbers = TrackSeries(
        "bars", points=tuple(point(2010 + year, 20 + 40 * year) for year in range(12)), unit=say("GW")
    )
    tracks = [Track(f"n{number}", say(f"Numbers {number}"), series=numbers) for number in range(5)]
    events = tuple(Event(f"e{number}", parse_date(2010 + number), say("Decision"), track="t") for number in range(9))
    story = Story(tracks=(Track("t", say("Policy")), *tracks), events=events)
    spec = TimelineSpec(story, story_window(story), rect=SLIDE, theme=themes.CINEMA, language="en")
    geometry = arrange(spec)
    layout = geometry.band_layout
    heights = [
        layout.series_in(number, extent, geometry.metrics)[1] for number, extent in enumerate(geometry.band_extents)
    ]
    assert min(heights[1:]) > 52.0
    assert max(heights[1:]) - min(heights[1:]) < 0.5
    drawn = timeline(spec)[0]
    assert words(drawn).count("Decision") == 9
    assert words(drawn).count("400") == 5  # the highest round value of each


MOMENTS = (
    'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[track.t]\ntitle = "T"\n[track.t.series]\nunit = "mV"\npoints = [\n'
    + "".join(f'{{ date = "2025-03-04T02:11:06.{ms}", value = {ms[0]} }},\n' for ms in ("100", "300", "550", "900"))
    + "]\n"
)


def test_points_within_a_second_stand_where_they_are_and_the_crosshair_says_them():
    story = load_text(MOMENTS).story
    second = parse_date("2025-03-04T02:11:06").start_min
    window = make_window(second, 0.0, 1.0)
    spec = TimelineSpec(story, window, (0.0, 0.0, 1200.0, 400.0), themes.CINEMA, "en", crosshair=window.second_at(0.52))
    plot = arrange(spec).plot
    drawn = timeline(spec)[0]
    dots = sorted({round(one.x) for one in drawn if isinstance(one, Ellipse)})
    assert dots == [round(plot.x_of(second + part)) for part in (0.1, 0.3, 0.55, 0.9)]
    said = [one.text for one in drawn if isinstance(one, TextRun)]
    assert "5 mV" in said
    assert any("06.550" in text for text in said), said


@pytest.mark.parametrize(
    "values", [(65, 67, 72), (-3, 2, -5), (103.2, 103.4, 103.9), (0.125, 0.1253, 0.126), (-7.5, -7.2)]
)
@pytest.mark.parametrize("height", range(12, 90, 6))
def test_a_low_axis_that_does_not_begin_at_zero_has_a_true_number(values: tuple[float, ...], height: int) -> None:
    metrics = metrics_for(0.52)
    story = story_with(*(point(2010 + number, value) for number, value in enumerate(values)))
    (series,) = series_by_track(story, "en", (), None, NO_BREAKS, {}).values()
    axis = series.scale(None, 0.0, float(height))
    assert axis is not None
    ticks = series.tick_texts(axis, metrics)
    assert ticks
    for value, text in ticks:
        assert float(text.replace("\N{MINUS SIGN}", "-")) == pytest.approx(value, abs=1e-9)
    ys = sorted(axis.y(value) for value, _ in ticks)
    assert all(lower - upper > metrics.small_font.size for upper, lower in itertools.pairwise(ys))
