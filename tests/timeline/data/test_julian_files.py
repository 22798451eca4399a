"""The dates of a file before 1582 are in the calendar of the story, as those of its text are."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from desktop.story.dates.format_date import format_date
from desktop.story.dates.julian import in_calendar
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_text
from desktop.timeline.data.load import EventTable, load_events, load_tracks

HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'
JULIAN = f'{HEAD}calendar = "julian"\n'


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    folder = tmp_path_factory.mktemp("julian")

    def read_rows(rows: list[str], head: str = JULIAN, column: str = "date") -> EventTable:
        (folder / "a.csv").write_text(f"{column}\n" + "\n".join(rows) + "\n")
        story = load_text(f'{head}[track.t]\ndata = "a.csv"\n', folder=folder).story
        assert story is not None
        ((_, table),) = load_tracks(story, story.tracks)
        assert isinstance(table, EventTable)
        return table

    return read_rows


WRITTEN = [
    "-0043-03-15",
    "0325",
    "1066-10-14",
    "1066-10-14/1066-12-25",
    "1453-05-29T08:30",
    "1500-02",
    "1500-02-28",
    "1500-03-01",
    "1582-10-04",
    "1582-10-10",
    "1582-10-15",
    "1580/1590",
    "1700-01-01",
    "1453~",
    "14XX",
]


def assert_as_in_the_text(table: EventTable, dates: list[str]) -> None:
    expected = {text: in_calendar(parse_date(text), "", "julian") for text in dates}
    events = [table.event(number) for number in range(len(table))]
    assert sorted(event.when.text for event in events) == sorted(expected)
    for number, event in enumerate(events):
        assert event.when == expected[event.when.text]
        extent = expected[event.when.text]
        assert (int(table.index.starts[number]), int(table.index.ends[number])) == (extent.earliest, extent.latest)
    assert (table.index.starts[1:] >= table.index.starts[:-1]).all()


def test_dates_before_the_reform_lie_where_those_of_the_text_do(read):
    assert_as_in_the_text(read(WRITTEN), WRITTEN)


@given(st.lists(st.dates().map(str), min_size=1, max_size=20, unique=True))
def test_each_day_lies_where_it_does_in_the_text(read, days):
    assert_as_in_the_text(read(days), days)


def test_the_last_julian_day_and_the_first_gregorian_one_are_neighbours(read):
    index = read(["1582-10-04", "1582-10-15"]).index
    assert index.ends[0] == index.starts[1]


def test_words_say_that_a_date_is_julian(read):
    assert "Julian" in format_date(read(["1066-10-14"]).event(0).when, "en")
    assert "Julian" not in format_date(read(["1066-10-14"], HEAD).event(0).when, "en")


def test_other_dates_of_an_event_are_in_the_calendar_too(read):
    event = read(["1500-01-01,1400-01-01"], column="date,known_from").event(0)
    assert event.known_from == in_calendar(parse_date("1400-01-01"), "", "julian")


def test_a_moment_with_a_zone_is_moved_after_it_is_read(read):
    table = read(["1500-03-01T01:00Z", "1500-03-02T01:00+02:00", "1500-03-03T01:00+02:00"])
    assert [table.event(number).when.text for number in range(3)] == [
        "1500-03-01T01:00Z",
        "1500-03-02T01:00+02:00",
        "1500-03-03T01:00+02:00",
    ]
    assert int(table.index.starts[1] - table.index.starts[0]) == 22 * 3600


def test_two_tracks_that_share_rows_move_them_once(tmp_path):
    (tmp_path / "a.csv").write_text("date\n1066-10-14\n")
    story = load_text(f'{JULIAN}[track.a]\ndata = "a.csv"\n[track.b]\ndata = "a.csv"\n', folder=tmp_path).story
    starts = [int(table.index.starts[0]) for _, table in load_tracks(story, story.tracks)]
    assert starts == [in_calendar(parse_date("1066-10-14"), "", "julian").earliest] * 2
    assert int(load_events(story, story.tracks[0]).index.starts[0]) == starts[0]
