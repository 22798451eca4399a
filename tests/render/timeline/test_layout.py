"""The timeline as a drawing: labels apart, counts exact, rows that stand still, doubts told apart, one drawing for all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from desktop.render import theme as themes
from desktop.render.frame import (
    Ellipse,
    HitZone,
    Item,
    LinearGradient,
    Polyline,
    PopClip,
    PushClip,
    Rectangle,
    TextRun,
    VectorPath,
)
from desktop.render.text import measure_text
from desktop.render.timeline.axis.axis import axis, plot_ticks
from desktop.render.timeline.bands.track_bands import bands_of
from desktop.render.timeline.marks.mark_shapes import draw_shape
from desktop.render.timeline.marks.shape_extents import Pen, drawn_extent
from desktop.render.timeline.metrics import metrics_for
from desktop.render.timeline.timeline_layout import timeline
from desktop.render.timeline.timeline_spec import ClusterZone, TimelineSpec
from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_file
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Event, Story, Track
from desktop.timeline import camera
from desktop.timeline.date_shapes import shape_of

pytestmark = pytest.mark.usefixtures("painter_ready")
THEME = themes.CINEMA
SLIDE = (120.0, 260.0, 1680.0, 640.0)
PANE = (16.0, 8.0, 1248.0, 244.0)


# Not a fixture: a failing property would print the whole story as its argument.
cinema: Story = load_file(Path(__file__).parents[2] / "stories" / "cinema.toml").story


def shown(story: Story, window: camera.TimeWindow, rect=PANE, **more) -> tuple[tuple[Item, ...], tuple[HitZone, ...]]:
    more.setdefault("size", 0.52 if rect == PANE else 1.0)
    more.setdefault("language", "fr")
    language = more.pop("language")
    return timeline(TimelineSpec(story, window, rect, THEME, language, **more))


windows = st.builds(
    lambda start, years: camera.make_window(
        seconds_from_civil(1890) + int(start * 130 * camera.YEAR_SECONDS), 0.0, years * camera.YEAR_SECONDS
    ),
    st.floats(-0.2, 1.1),
    st.floats(-3.0, 2.6).map(lambda power: 10.0**power),
)


def visible_texts(items: tuple[Item, ...]) -> list[tuple[float, float, float, float, str]]:
    """Return (left, right, baseline, capitals' height, text) of each text, as far as clips let it be seen."""
    found = []
    clips: list[PushClip] = []
    for item in items:
        if isinstance(item, PushClip):
            clips.append(item)
        elif isinstance(item, PopClip):
            clips.pop()
        elif isinstance(item, TextRun):
            left, right = item.x, item.x + item.width
            for clip in clips:
                left, right = max(left, clip.x), min(right, clip.x + clip.width)
            if right > left:
                found.append((left, right, item.y, 0.72 * item.font.size, item.text))
    return found


@settings(max_examples=60)
@given(windows, st.sampled_from((PANE, SLIDE)), st.booleans(), st.sampled_from(("fr", "en")))
def test_no_two_texts_lie_over_one_another(window, rect, moving, language):
    items, _ = shown(cinema, window, rect, moving_camera=moving, language=language)
    texts = visible_texts(items)
    for number, (left, right, base, high, text) in enumerate(texts):
        for begin, end, other, tall, words in texts[number + 1 :]:
            assert right <= begin or end <= left or abs(base - other) >= min(high, tall), (text, words)


@settings(max_examples=80)
@given(windows, st.booleans())
def test_what_is_drawn_and_what_is_counted_are_all_the_events(window, moving):
    items, zones = shown(cinema, window, moving_camera=moving)
    drawn = [zone.id for zone in zones if zone.kind == "event"]
    assert len(drawn) == len(set(drawn))
    counted = sum(zone.count for zone in zones if isinstance(zone, ClusterZone))
    words = " ".join(item.text for item in items if isinstance(item, TextRun))
    outside = [int(one) for one in re.findall(r"‹\u202f(\d+) avant|(\d+) après", words) for one in one if one]
    assert len(drawn) + counted + sum(outside) == len(cinema.events)


@settings(max_examples=60)
@given(windows, st.floats(-0.8, 0.8))
def test_panning_moves_no_event_to_another_row(window, share):
    before = {zone.id: zone.y for zone in shown(cinema, window, moving_camera=True)[1] if zone.kind == "event"}
    after = {
        zone.id: zone.y
        for zone in shown(cinema, camera.pan(window, share), moving_camera=True)[1]
        if zone.kind == "event"
    }
    for name in before.keys() & after.keys():
        assert before[name] == after[name]


@settings(max_examples=60)
@given(windows, st.floats(0.02, 1.0))
def test_zooming_in_moves_no_labelled_event_to_another_row(window, factor):
    nearer = camera.zoom_at(window, 0.5, factor)
    before = {
        zone.id: zone.y
        for zone in shown(cinema, window, moving_camera=True)[1]
        if zone.kind == "event" and zone.width > 30
    }
    after = {zone.id: zone.y for zone in shown(cinema, nearer, moving_camera=True)[1] if zone.kind == "event"}
    for name in before.keys() & after.keys():
        assert before[name] == after[name]


@settings(max_examples=40)
@given(windows)
def test_zooming_in_loses_no_label(window):
    def labelled(view):
        # Where a bar is wider than the window its title stands on it, perhaps cut.
        texts = [
            item.text.rstrip("…") for item in shown(cinema, view, moving_camera=True)[0] if isinstance(item, TextRun)
        ]
        titles = {mark.title for band in bands_of(cinema, (), None, "fr") for mark in band.marks}
        return {title for title in titles if any(len(text) > 4 and title.startswith(text) for text in texts)}

    def in_view(view):
        # What is open goes on to the edge: it is never in view whole, and what is seen of it may be too short for a name.
        return {
            mark.title
            for band in bands_of(cinema, (), None, "fr")
            for mark in band.marks
            if view.contains(mark.shape.start, mark.shape.end) and not (mark.shape.open_start or mark.shape.open_end)
        }

    nearer = camera.zoom_at(window, 0.5, 0.45)
    # Near an edge there may be no more room for a name that stood before or after its mark.
    middle = camera.zoom_at(nearer, 0.5, 0.4)
    assert labelled(window) & in_view(middle) & in_view(window) <= labelled(nearer)


def test_nothing_is_drawn_far_outside_the_plot():
    window = camera.window_between(seconds_from_civil(1950, 6, 5), seconds_from_civil(1950, 6, 5, 1))
    items, _ = shown(cinema, window, moving_camera=True)
    for item in items:
        if isinstance(item, Rectangle):
            assert -1000 < item.x < 3000
            assert item.width < 3000
        if isinstance(item, Polyline):
            assert all(-1000 < value < 3000 for value in item.points)


def test_the_same_window_is_the_same_drawing():
    window = camera.story_window(cinema)
    assert shown(cinema, window, SLIDE) == shown(cinema, window, SLIDE)


def test_a_fixed_window_cuts_no_label():
    items, _ = shown(cinema, camera.story_window(cinema), SLIDE)
    right = SLIDE[0] + SLIDE[2]
    assert all(item.x >= SLIDE[0] and item.x + item.width <= right for item in items if isinstance(item, TextRun))


def test_highlight_lets_the_others_recede():
    items, _ = shown(cinema, camera.story_window(cinema), SLIDE, highlight_ids=("kane",))
    colors = {item.text: item.color for item in items if isinstance(item, TextRun)}
    assert colors["Citizen Kane"] == THEME.paper
    assert colors["Nouvelle Vague"] == THEME.muted  # quieter, and still readable


def test_steps_let_events_appear_with_their_labels():
    items, zones = shown(cinema, camera.story_window(cinema), SLIDE, highlight_ids=("kane",), steps={"kane": 2})
    assert next(zone for zone in zones if zone.id == "kane").step == 2
    assert {item.step for item in items if isinstance(item, TextRun) and item.text == "Citizen Kane"} == {2}
    assert {item.step for item in items if isinstance(item, TextRun) and item.text != "Citizen Kane"} <= {0, 2}


def test_only_the_tracks_asked_for_are_drawn():
    items, zones = shown(cinema, camera.story_window(cinema), SLIDE, track_ids=("films",))
    assert {cinema.event_by_id[zone.id].track for zone in zones if zone.kind == "event"} == {"films"}
    assert "Industrie" not in {item.text for item in items if isinstance(item, TextRun)}


def test_as_of_hides_what_nobody_knew_and_says_so():
    items, zones = shown(cinema, camera.story_window(cinema), SLIDE, as_of=parse_date("1945"))
    names = {zone.id for zone in zones if zone.kind == "event"}
    assert "kane" in names
    assert "star-wars" not in names
    golden = [item.text for item in items if isinstance(item, TextRun) and item.color == THEME.gold]
    assert any("1945" in text for text in golden)


def test_an_empty_story_has_an_axis():
    items, zones = shown(Story(), camera.story_window(Story()), SLIDE)
    assert any(isinstance(item, TextRun) and item.text == "2010" for item in items)
    assert [zone.kind for zone in zones] == ["timeline", "overview", "overview-window"]


def test_events_of_no_track_have_a_row_of_their_own():
    story = Story(
        events=(Event("x", parse_date("2014"), LocalizedText((("", "Alone"),))),),
        tracks=(Track("t", LocalizedText((("", "T"),))),),
    )
    items, _ = shown(story, camera.story_window(story), SLIDE)
    texts = [item.text for item in items if isinstance(item, TextRun)]
    assert "Autres" in texts
    assert "T" not in texts


# -- doubt ---------------------------------------------------------------------------------------------------------------

PEN = Pen("#ff0000", "#000000", 11.0, 25.0, 2.6, 0.0, 1000.0)
SPAN = camera.window_between(seconds_from_civil(2013), seconds_from_civil(2016))


def drawn(text: str, status: str = "happened", window: camera.TimeWindow = SPAN) -> list[Item]:
    return draw_shape(shape_of(parse_date(text), status), lambda at: window.x_of(at, 1000.0), 100.0, PEN)


def signs(items: list[Item]) -> set[str]:
    """Return what tells a mark apart when all colours are one: its shapes, whether filled, dashed, fading."""
    found = set()
    for item in items:
        if isinstance(item, Ellipse) and str(item.fill)[:7] != PEN.ground:
            found.add("fading disc" if not isinstance(item.fill, str | None) else "disc" if item.fill else "ring")
        if isinstance(item, Rectangle):
            fading = isinstance(item.fill, LinearGradient) and any(
                stop.color.endswith("00") for stop in item.fill.stops
            )
            stepped = isinstance(item.fill, LinearGradient) and not fading
            thin = item.height < 5
            found.add(
                "rail" if thin else "fading" if fading else "stepped" if stepped else "bar" if item.fill else "outline"
            )
        if isinstance(item, Polyline):
            found.add("bracket or arrow" if len(item.points) > 4 else "line")
        if isinstance(item, VectorPath):
            found.add("diamond" if len(item.commands) == 5 else "half")
        if isinstance(item, TextRun):
            found.add(item.text)
        if getattr(item, "dash", ()):
            found.add("dashed")
    return found


DOUBTS = {
    "a certain day": ("2014-06-05", "happened"),
    "about a day": ("2014-06-05~", "happened"),
    "perhaps a day": ("2014-06-05?", "happened"),
    "a planned day": ("2014-06-05", "planned"),
    "a reported day": ("2014-06-05", "reported"),
    "a disputed day": ("2014-06-05", "disputed"),
    "a year": ("2014", "happened"),
    "about a year": ("2014~", "happened"),
    "perhaps a year": ("2014?", "happened"),
    "perhaps about a year": ("2014%", "happened"),
    "a planned year": ("2014", "planned"),
    "about a planned year": ("2014~", "planned"),
    "some day of a month": ("2014-06-XX", "happened"),
    "open end": ("2014-01-01/..", "happened"),
    "unknown end": ("2014-01-01/", "happened"),
    "significant digits": ("2014S3", "happened"),
    "one of": ("[2013-05,2014-06]", "happened"),
    "all of": ("{2013-05,2014-06}", "happened"),
    "months at the ends": ("2013-05/2014-06", "happened"),
}


def test_every_doubt_is_told_apart_without_colour():
    looks: dict[frozenset[str], str] = {}
    for name, (text, status) in DOUBTS.items():
        look = frozenset(signs(drawn(text, status)))
        assert look not in looks, (name, looks.get(look), look)
        looks[look] = name


@pytest.mark.parametrize("name", DOUBTS)
@pytest.mark.parametrize("years", [3, 30, 300])
def test_a_doubt_stays_what_it_is_at_every_zoom(name, years):
    text, status = DOUBTS[name]
    middle = seconds_from_civil(2014, 6, 5, 12)
    window = camera.centred_on(SPAN, middle, years * camera.YEAR_SECONDS)
    items = drawn(text, status, window)
    assert items
    found = signs(items)
    if "~" in text or "%" in text:
        assert any(one.startswith("fading") or one == "rail" for one in found)
    if "?" in text or "%" in text:
        assert "dashed" in found
    if status == "planned":
        assert found & {"ring", "outline", "rail"}
        assert not found & {"disc", "bar", "fading"}


def test_a_span_has_its_true_width():
    first, last = drawn_extent(shape_of(parse_date("2014-01-01/2014-12-31")), lambda at: SPAN.x_of(at, 1000.0), PEN)
    assert first == pytest.approx(SPAN.x_of(seconds_from_civil(2014), 1000.0))
    assert last == pytest.approx(SPAN.x_of(seconds_from_civil(2015), 1000.0))
    box = next(item for item in drawn("2014-01-01/2014-12-31") if isinstance(item, Rectangle))
    # A hair's breadth shorter: two bars that follow one another can be told apart.
    assert (box.x, box.x + box.width) == pytest.approx((first + 1.0, last - 1.0))


def test_a_label_is_as_wide_as_it_says():
    items, _ = shown(cinema, camera.story_window(cinema), SLIDE)
    for item in items:
        if isinstance(item, TextRun):
            assert item.width == pytest.approx(measure_text(item.text, item.font))


def test_the_year_stands_beside_a_long_count_of_what_is_earlier():
    look = metrics_for(1.0)
    first, last = seconds_from_civil(1994, 12, 24), seconds_from_civil(1996, 1, 9)
    found = plot_ticks(camera.window_between(first, last, 0.0), 1480.0, "en", look)
    items = axis(found, (300.0, 1480.0), 0.0, (140.0, 1800.0), (10_656, 7_637), "en", look, THEME)
    runs = {item.text: item for item in items if isinstance(item, TextRun)}
    earlier, year = runs["‹\u202f10,656 earlier"], runs["1995"]
    assert year.x >= earlier.x + earlier.width


def test_a_cluster_says_how_many_events_it_counts_and_when():
    story = Story(
        tracks=(Track("a", LocalizedText((("", "A"),)), "gold"),),
        events=tuple(
            Event(f"e{n}", parse_date(f"2014-06-{n % 28 + 1:02d}"), LocalizedText((("", f"Event {n}"),)), track="a")
            for n in range(120)
        ),
    )
    items, zones = shown(story, camera.window_between(seconds_from_civil(2014), seconds_from_civil(2015)))
    clusters = [zone for zone in zones if isinstance(zone, ClusterZone) and zone.count > 1]
    assert clusters
    for cluster in clusters:
        said = [
            item.text
            for item in items
            if isinstance(item, TextRun)
            and cluster.y <= item.y <= cluster.y + cluster.height
            and cluster.x <= item.x <= cluster.x + cluster.width
        ]
        days = sorted(int(name[1:]) % 28 + 1 for name in cluster.event_ids)
        assert said == [f"{cluster.count} · {days[0]} – {days[-1]} juin 2014"]
    assert sum(zone.count for zone in clusters) + sum(zone.kind == "event" for zone in zones) == len(story.events)


@pytest.mark.parametrize("handle", [True, False])
def test_the_line_of_the_date_of_knowledge_crosses_no_word(handle):
    window = camera.window_between(seconds_from_civil(1920, 1, 1), seconds_from_civil(1990, 1, 1))
    crossed = 0
    for year in range(1925, 1985):
        items, _ = shown(
            cinema, window, moving_camera=True, as_of=parse_date(f"{year}"), show_as_of_handle=handle, language="en"
        )
        lines = [
            item.points
            for item in items
            if isinstance(item, Polyline) and item.color == THEME.gold and item.points[0] == item.points[2]
        ]
        assert lines
        crossed += len(lines) > 1
        for left, right, base, high, text in visible_texts(items):
            assert not any(left < x < right and top < base and bottom > base - high for x, top, _, bottom in lines), (
                text
            )
    assert crossed > 20  # words stood in the way
