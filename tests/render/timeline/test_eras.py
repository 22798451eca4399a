"""Eras lie behind the events: named at the top, in lanes of their own, as sure at their ends as their dates are."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.output.outline import picture_words, slide_outline
from desktop.render import theme as themes
from desktop.render.frame import HitZone, Item, LinearGradient, Polyline, Rectangle, TextRun
from desktop.render.timeline.eras import era_lanes
from desktop.render.timeline.geometry import Geometry, arrange
from desktop.render.timeline.timeline_layout import layers
from desktop.render.timeline.timeline_spec import TimelineSpec
from desktop.story.load.load import load_file, load_text
from desktop.story.model import Story
from desktop.timeline.axis_breaks import NO_BREAKS
from desktop.timeline.camera import TimeWindow, story_window, zoom_at

pytestmark = pytest.mark.usefixtures("painter_ready")
ROME = Path(__file__).parents[2] / "stories" / "timelines" / "eras.toml"
EVENTS = '[event.a]\ndate = "1900"\ntitle = "A"\n[event.b]\ndate = "2000"\ntitle = "B"\n'
HEAD = f'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n{EVENTS}'


@pytest.fixture(scope="module")
def rome() -> Story:
    story = load_file(ROME).story
    assert story is not None
    return story


def story_of(*eras: str) -> Story:
    tables = (f'[era.e{number}]\ntitle = "Era {number}"\ndate = "{date}"\n' for number, date in enumerate(eras))
    loaded = load_text(HEAD + "".join(tables))
    assert loaded.problems == ()
    assert loaded.story is not None
    return loaded.story


def drawn(
    story: Story, window: TimeWindow | None = None, **options: object
) -> tuple[Geometry, tuple[Item, ...], tuple[HitZone, ...]]:
    spec = TimelineSpec(
        story, window or story_window(story), (0.0, 0.0, 1200.0, 500.0), themes.CINEMA, "en", **options  # type: ignore[arg-type]
    )  # fmt: skip
    made = layers(spec)
    return arrange(spec), made.dynamic, made.zones


def grounds(story: Story, items: tuple[Item, ...], geometry: Geometry) -> list[Rectangle]:
    """Return the grounds behind all tracks, without the grounds of the names."""
    return [
        item
        for item in items
        if isinstance(item, Rectangle) and abs(item.y + item.height - geometry.bottom) < 1 and item.height > 100
    ]


def lanes(story: Story, window: TimeWindow | None = None) -> dict[str, int]:
    found = era_lanes(story, "en", NO_BREAKS, window)
    return {mark.era.id: mark.lane for marks in found.by_track.values() for mark in marks}


def test_eras_that_follow_one_another_share_a_lane_and_one_within_another_lies_below_it():
    assert lanes(story_of("1910/1918", "1918/1939", "1939/1945")) == {"e0": 0, "e1": 0, "e2": 0}
    assert lanes(story_of("1930/1934", "1910/1960")) == {"e1": 0, "e0": 1}


def test_a_slide_keeps_no_lane_for_what_is_out_of_view_and_a_camera_does(rome):
    early = TimeWindow(story_window(rome).start, story_window(rome).span / 12)
    assert max(lanes(rome, early).values()) == 0
    heights = {
        drawn(rome, window, moving_camera=True)[0].top for window in (story_window(rome), zoom_at(early, 0.3, 0.4))
    }
    assert len(heights) == 1


def test_the_name_stays_in_view_as_long_as_the_era_does():
    story = story_of("1905/1995")
    whole = story_window(story)
    for window in (whole, zoom_at(whole, 0.5, 0.2), zoom_at(whole, 0.8, 0.05)):
        geometry, items, zones = drawn(story, window, moving_camera=True)
        name = next(item for item in items if isinstance(item, TextRun) and item.text == "Era 0")
        zone = next(one for one in zones if one.kind == "era")
        assert zone.id == "e0"
        assert geometry.plot.x < name.x < name.x + name.width <= zone.x + zone.width <= geometry.plot.right + 1
        assert zone.y + zone.height <= geometry.top + 0.5  # above all bands


def test_a_short_era_has_an_ellipsis_or_no_name_and_can_still_be_pointed_at(rome):
    for share in (1.0, 3.0, 9.0):
        _, items, zones = drawn(rome, zoom_at(story_window(rome), 0.5, share))
        names = {item.text for item in items if isinstance(item, TextRun)}
        for zone in zones:
            if zone.kind == "era":
                assert zone.width > 0
        assert all(len(name) > 3 for name in names if name.endswith("…"))
        assert {zone.id for zone in zones if zone.kind == "era"} >= {"republic", "east"}


def test_the_ends_are_as_sure_as_the_dates():
    def fill(date: str) -> str | LinearGradient:
        story = story_of(date)
        geometry, items, _ = drawn(story)
        (ground,) = grounds(story, items, geometry)
        assert ground.fill is not None
        return ground.fill  # type: ignore[return-value]

    assert isinstance(fill("1920-01-01/1960-01-01"), str)
    about = fill("1920~/1960-01-01")
    assert isinstance(about, LinearGradient)
    assert about.stops[0].color.endswith("00")
    assert not about.stops[-1].color.endswith("00")


def test_an_era_that_goes_on_reaches_the_edge_wherever_one_looks():
    story = story_of("1950/..")
    for window in (story_window(story), zoom_at(story_window(story), 0.9, 0.1)):
        geometry, items, _ = drawn(story, window, moving_camera=True)
        (ground,) = grounds(story, items, geometry)
        assert ground.x + ground.width == pytest.approx(geometry.plot.right)


def test_an_era_of_one_track_lies_behind_that_track_and_is_named_at_its_top(rome):
    geometry, _, zones = drawn(rome, moving_camera=True, size=0.52)
    zone = next(one for one in zones if one.id == "peace")
    number = [band.track.id for band in geometry.bands].index("works")
    top, height = geometry.band_extents[number]
    assert zone.y == pytest.approx(top)
    rows_top, _, _ = geometry.band_layout.rows_in(number, (top, height), geometry.metrics)
    assert zone.y + zone.height <= rows_top + 0.5
    events = [one for one in zones if one.kind == "event" and one.y + one.height / 2 > zone.y]
    assert events
    assert all(one.y >= rows_top - 0.5 for one in events)


@pytest.mark.parametrize("moving_camera", [False, True])
def test_no_edge_of_an_era_crosses_a_word(rome, moving_camera):
    for share in (1.0, 0.5, 0.2):
        _, items, _ = drawn(rome, zoom_at(story_window(rome), 0.6, share), moving_camera=moving_camera)
        words = [item for item in items if isinstance(item, TextRun)]
        edges = [item for item in items if isinstance(item, Polyline) and item.points[0] == item.points[2]]
        assert share < 1.0 or edges
        for edge in edges:
            x, top, _, bottom = edge.points
            for text in words:
                crosses = (
                    text.x < x < text.x + text.width and top < text.y - 0.1 and bottom > text.y - text.font.size / 2
                )
                assert not crosses, text.text


def test_many_eras_leave_most_of_the_height_to_the_events():
    story = story_of(*(f"19{year:02d}/1999" for year in range(1, 40)))
    geometry, _, _ = drawn(story)
    assert geometry.bands_height > 250


def test_thousands_of_eras_over_one_another_take_four_lanes():
    found = lanes(story_of(*(f"19{number % 90:02d}/1999" for number in range(3000))))
    assert set(found.values()) == {0, 1, 2, 3, 4}  # 4 is that of eras without a name


def test_eras_are_told_in_words_before_the_events(rome):
    slide = next(slide for slide in rome.slides if slide.id == "principate")
    words = picture_words("chart", slide, rome, "en")
    assert words.index("The Principate") < words.index("Augustus")
    assert "The Kingdom" not in words
    entries = slide_outline(slide, rome, "en").blocks[-1].entries  # type: ignore[union-attr]
    assert [entry.text for entry in entries if "Julio" in entry.text] == ["The Julio-Claudian house"]


def test_the_name_of_a_short_era_runs_on_to_the_next_one():
    def names(*eras: str) -> set[str]:
        _, items, _ = drawn(story_of(*eras))
        return {item.text for item in items if isinstance(item, TextRun)}

    assert "Era 0" in names("1939/1940")
    assert "Era 0" in names("1939/1940", "1960/1990")
    assert "Era 0" not in names("1939/1940", "1941/1990")
