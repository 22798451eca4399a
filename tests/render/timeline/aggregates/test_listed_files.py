"""A short file of events is drawn as if its events were written in the text: each span a bar, nothing told too early."""

from __future__ import annotations

import pytest

from desktop.render import theme as themes
from desktop.render.timeline.aggregates.aggregated_files import read_event_files
from desktop.render.timeline.bands.file_bands import AGGREGATE_ABOVE, listed_files
from desktop.render.timeline.geometry import full_axis_window
from desktop.render.timeline.timeline_layout import layers, timeline
from desktop.render.timeline.timeline_spec import ClusterZone, TimelineSpec
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_file
from desktop.timeline.camera import zoom_at

pytestmark = pytest.mark.usefixtures("painter_ready")
RECT = (16.0, 8.0, 1248.0, 444.0)
HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[track.a]\ntitle = "A"\n'
ROWS = (
    ("cold", "1947/1991", "Cold War", ""),
    ("franco", "1939-04-01/1975-11-20", "Franco", ""),
    ("moon", "1969-07-20", "The Moon", ""),
    ("until", "1990/..", "A union", ""),
    ("secret", "1943/1944", "What was secret", "1974-05"),
)


@pytest.fixture
def stories(tmp_path):
    """Return the story with its events in the text, and with the same in a file, each with its files."""
    text = HEAD
    for name, date, title, known_from in ROWS:
        text += f'[event.{name}]\ndate = "{date}"\ntitle = "{title}"\ntrack = "a"\n'
        text += f'known_from = "{known_from}"\n' if known_from else ""
    lines = [",".join(row) for row in (("id", "date", "title", "known_from"), *ROWS)]
    (tmp_path / "a.csv").write_text("\n".join(lines) + "\n")
    found = []
    for name, content in (("text", text), ("file", HEAD + 'data = "a.csv"\n')):
        file = tmp_path / f"{name}.toml"
        file.write_text(content)
        story = load_file(file).story
        assert story is not None
        aggregated, errors = read_event_files(story, "en")
        assert not errors
        found.append((story, aggregated))
    return found


def spec_of(story, aggregated, window, *, moving_camera=False, as_of=""):
    as_of_date = parse_date(as_of) if as_of else None
    return TimelineSpec(
        story, window, RECT, themes.CINEMA, "en", aggregated=aggregated, moving_camera=moving_camera, as_of=as_of_date,
        show_overview=False,
    )  # fmt: skip


@pytest.mark.parametrize("as_of", ["", "1970", "1980"])
@pytest.mark.parametrize("zoom", [1.0, 0.2])
def test_it_is_drawn_as_if_it_stood_in_the_text(stories, as_of, zoom):
    window = zoom_at(full_axis_window(stories[0][0]), 0.4, zoom)
    for moving_camera in (False, True):
        drawn = [layers(spec_of(*one, window, moving_camera=moving_camera, as_of=as_of)) for one in stories]
        assert drawn[0].dynamic == drawn[1].dynamic
        assert [zone.id for zone in drawn[0].zones] == [zone.id for zone in drawn[1].zones]


def test_its_events_are_found_by_their_ids_before_they_are_seen(stories):
    _, aggregated = stories[1]
    assert set(listed_files(*stories[1])["a"]) == {name for name, *_ in ROWS}
    assert aggregated["a"].find_mark("secret").title == "What was secret"


@pytest.mark.parametrize(
    ("lines", "is_listed"),
    [
        (["date,title", *(f"{1000 + n},E" for n in range(AGGREGATE_ABOVE))], True),
        (["date,title", *(f"{1000 + n},E" for n in range(AGGREGATE_ABOVE + 1))], False),
        (["date,title,count", "2014,E,1", "2015,E,1"], True),
        (["date,title,count", "2014,E,1", "2015,E,1000"], False),  # which one mark could not say
        (["date,title,id", "2014,E,x", "2015,E,x"], False),
        (["date,title,id", "2014,E,own", "2015,E,x"], False),  # the text has it too
    ],
)
def test_a_long_file_or_one_of_counts_or_of_equal_ids_is_aggregated(tmp_path, lines, is_listed):
    (tmp_path / "a.csv").write_text("\n".join(lines) + "\n")
    file = tmp_path / "content.toml"
    file.write_text(f'{HEAD}data = "a.csv"\n[event.own]\ndate = "2012"\ntitle = "Own"\ntrack = "a"\n')
    story = load_file(file).story
    aggregated, _ = read_event_files(story, "en")
    assert bool(listed_files(story, aggregated)) is is_listed
    _, zones = timeline(spec_of(story, aggregated, full_axis_window(story, aggregated=aggregated)))
    counted = sum(zone.count if isinstance(zone, ClusterZone) else zone.kind == "event" for zone in zones)
    if "count" not in lines[0]:
        assert counted == len(lines)  # the rows and the event of the text
