"""One instant lies at one place, in whatever file and zone it is written."""

from __future__ import annotations

import pytest

from desktop.story.dates.format_date import format_date
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_text
from desktop.timeline.data.load import load_events, load_tracks

HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'
FILES = {
    "utc.csv": "date,title\n2014-03-05T10:00:00Z,a\n2014-03-05T12:00:00Z,b\n",
    "tokyo.csv": "date,title\n2014-03-05T19:00:00+09:00,a\n2014-03-05T21:00:00+09:00,b\n",
    "days.csv": "date,title\n2014-03-05,a\n2014-03-06,b\n",
    "both.csv": "date,title,track\n2014-03-05T19:00:00+09:00,a,t0\n2014-03-05T10:00:00Z,b,t1\n"
    "2014-03-05T20:00:00+09:00,c,t0\n",
}


@pytest.fixture
def starts(tmp_path):
    """Return where the events of each file of a story lie, in order of the tracks."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)

    def read(*names: str, event: str = "") -> list[list[int]]:
        tracks = "".join(f'[track.t{number}]\ndata = "{name}"\n' for number, name in enumerate(names))
        own = f'[event.e]\ntitle = "E"\ndate = "{event}"\n' if event else ""
        story = load_text(HEAD + tracks + own, folder=tmp_path).story
        assert story is not None
        return [table.index.starts.tolist() for _, table in load_tracks(story, story.tracks)]

    return read


def at(text: str) -> int:
    start = parse_date(text).start_min
    assert start is not None
    return start


TEN, TWELVE = at("2014-03-05T10:00"), at("2014-03-05T12:00")
NINETEEN, TWENTY_ONE = at("2014-03-05T19:00"), at("2014-03-05T21:00")


def test_the_first_file_that_writes_zones_decides_for_all(starts):
    assert starts("utc.csv", "tokyo.csv") == [[TEN, TWELVE], [TEN, TWELVE]]
    assert starts("days.csv", "tokyo.csv", "utc.csv")[1:] == [[NINETEEN, TWENTY_ONE], [NINETEEN, TWENTY_ONE]]


def test_a_day_is_never_moved(starts):
    days = [at("2014-03-05"), at("2014-03-06")]
    assert starts("tokyo.csv", "days.csv")[1] == days
    assert starts("days.csv", event="2014-03-05T10:00-11:00") == [days]


def test_the_text_decides_before_the_files(starts):
    assert starts("tokyo.csv", "utc.csv", event="2014-01-01T10:00Z") == [[TEN, TWELVE], [TEN, TWELVE]]
    assert starts("utc.csv", event="2014-01-01T10:00+09:00") == [[NINETEEN, TWENTY_ONE]]
    assert starts("utc.csv", event="2014-01-01T10:00") == [[TEN, TWELVE]]


def test_the_tracks_of_one_file_share_the_zone_of_most_of_its_rows(starts):
    assert starts("both.csv", "both.csv") == [[NINETEEN, at("2014-03-05T20:00")], [NINETEEN]]


def test_an_event_of_a_file_lies_where_its_mark_does_and_is_said_as_written(tmp_path):
    (tmp_path / "tokyo.csv").write_text(FILES["tokyo.csv"])
    text = HEAD + '[track.t]\ndata = "tokyo.csv"\n[event.e]\ntitle = "E"\ndate = "2014-03-05T10:00Z"\n'
    story = load_text(text, folder=tmp_path).story
    event = load_events(story, story.tracks[0]).event(0)
    assert event.when.start_min == story.events[0].when.start_min
    assert event.when.text == "2014-03-05T19:00:00+09:00"
    assert "19:00" in format_date(event.when, "en")
