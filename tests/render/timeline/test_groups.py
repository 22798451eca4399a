"""Groups of tracks: a heading above an open one, a strip that counts for a folded one."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.output.outline import shown_events
from desktop.render import theme as themes
from desktop.render.frame import TextRun
from desktop.render.timeline.aggregates.aggregated_files import read_event_files
from desktop.render.timeline.aggregates.density_strip import draw_density
from desktop.render.timeline.geometry import arrange, full_axis_window
from desktop.render.timeline.timeline_layout import layers
from desktop.render.timeline.timeline_spec import ClusterZone, Layers, TimelineSpec
from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.load.load import load_file, load_text
from desktop.story.model import Story
from desktop.timeline.camera import story_window, window_between

pytestmark = pytest.mark.usefixtures("painter_ready")
REACTOR = Path(__file__).parents[2] / "stories" / "timelines" / "groups.toml"


@pytest.fixture(scope="module")
def reactor() -> Story:
    story = load_file(REACTOR).story
    assert story is not None
    return story


def drawn(story: Story, **options: object) -> Layers:
    window = full_axis_window(story, aggregated=options.get("aggregated"))  # type: ignore[arg-type]
    return layers(
        TimelineSpec(
            story, window, (0.0, 0.0, 1200.0, 600.0), themes.CINEMA, "en",
            size=0.52, moving_camera=True, show_as_of_handle=True, **options,  # type: ignore[arg-type]
        )
    )  # fmt: skip


def words(drawing: Layers) -> list[str]:
    return [item.text for item in (*drawing.static, *drawing.dynamic) if isinstance(item, TextRun)]


def test_an_open_group_has_its_heading_above_its_first_track(reactor):
    drawing = drawn(reactor)
    zone = next(one for one in drawing.zones if one.kind == "group" and one.id == "plant")
    units = next(one for one in drawing.zones if one.kind == "track" and one.id == "units")
    assert zone.y + zone.height == pytest.approx(units.y)
    assert words(drawing).count("The plant") == 1
    assert not drawing.bands.keys() & {"draft", "law", "trade"}


def test_a_folded_group_counts_each_of_its_events_once(reactor):
    drawing = drawn(reactor)
    counted = [zone for zone in drawing.zones if isinstance(zone, ClusterZone) and zone.id == "world"]
    assert sum(zone.count for zone in counted) == 6
    assert not {"Chernobyl", "Oil shock"} & set(words(drawing))
    opened = drawn(reactor, folded_groups=frozenset())
    assert {"Chernobyl", "Oil shock"} <= set(words(opened))
    assert [one.id for one in opened.zones if one.kind == "group"] == ["plant", "town", "world"]


def test_a_folded_group_counts_what_its_files_hold(tmp_path):
    (tmp_path / "log.csv").write_text("date,title\n" + "".join(f"2001-01-{day:02d},d{day}\n" for day in range(1, 31)))
    text = (
        'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[group.g]\ntitle = "G"\nfolded = true\n'
        '[track.a]\ntitle = "A"\ngroup = "g"\ndata = "log.csv"\n[track.b]\ntitle = "B"\ngroup = "g"\n'
        '[event.e]\ndate = "2001-01-15"\ntitle = "E"\ntrack = "b"\n'
    )
    story = load_text(text, folder=tmp_path).story
    assert story is not None
    aggregated = read_event_files(story, "en")[0]
    drawing = drawn(story, aggregated=aggregated)
    assert sum(zone.count for zone in drawing.zones if isinstance(zone, ClusterZone)) == 31


def test_a_slide_shows_the_tracks_that_it_names_and_tells_no_hidden_ones(reactor):
    named = next(slide for slide in reactor.slides if slide.id == "law")
    assert "d1" in {event.id for event in shown_events(named, reactor)}
    whole = next(slide for slide in reactor.slides if slide.id == "all")
    assert "d1" not in {event.id for event in shown_events(whole, reactor)}


def test_what_is_known_at_a_date_is_counted_then(reactor):
    from desktop.story.dates.parse import parse_date

    drawing = drawn(reactor, as_of=parse_date("1990"))
    counted = sum(zone.count for zone in drawing.zones if isinstance(zone, ClusterZone) and zone.id == "world")
    assert counted == 3


def test_a_folded_group_shows_what_goes_on_for_as_long_as_it_does():
    text = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[group.g]\ntitle = "G"\nfolded = true\n'
    text += '[track.a]\ntitle = "A"\ngroup = "g"\n[track.b]\ntitle = "B"\n'
    dates = {"long": ("1920/1960", "a"), "day": ("1940-05-05", "a"), "first": ("1900", "b"), "last": ("2000", "b")}
    for name, (date, track) in dates.items():
        text += f'[event.{name}]\ndate = "{date}"\ntitle = "{name}"\ntrack = "{track}"\n'
    story = load_text(text).story
    assert story is not None
    spec = TimelineSpec(story, story_window(story), (0.0, 0.0, 1200.0, 400.0), themes.CINEMA, "en", show_overview=False)
    geometry = arrange(spec)
    items, zones = draw_density(geometry.bands[0], geometry.plot, 0.0, 100.0)
    (batch,) = items
    boxes = list(zip(*[iter(batch.coordinates)] * 4, strict=True))
    years = [geometry.plot.x_of(seconds_from_civil(year)) for year in (1920, 1961)]
    assert abs(min(x for x, *_ in boxes) - years[0]) < 8
    assert abs(max(x + width for x, _, width, _ in boxes) - years[1]) < 8
    assert len({height for *_, height in boxes}) == 2  # the day stands out of what goes on
    assert sum(zone.count for zone in zones) == 2  # each is counted once


@pytest.mark.parametrize(
    ("date", "counted"), [("/1950", 0), ("1850/", 0), ("1850/..", 1), ("../1950", 1), ("1930/", 1)]
)
def test_a_folded_group_counts_of_an_unknown_end_what_is_known_within_the_window(date: str, counted: int) -> None:
    text = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[group.g]\ntitle = "G"\nfolded = true\n'
    text += f'[track.a]\ntitle = "A"\ngroup = "g"\n[event.e]\ndate = "{date}"\ntitle = "E"\ntrack = "a"\n'
    story = load_text(text).story
    assert story is not None
    window = window_between(seconds_from_civil(1900), seconds_from_civil(1940))
    spec = TimelineSpec(story, window, (0.0, 0.0, 1200.0, 400.0), themes.CINEMA, "en", show_overview=False)
    geometry = arrange(spec)
    _, zones = draw_density(geometry.bands[0], geometry.plot, 0.0, 100.0)
    assert sum(zone.count for zone in zones) == counted
