"""The column of ends: what still goes on is written in many ways, and what is no end is told with its date."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.story.dates.parse import parse_date
from desktop.story.model import Track
from desktop.timeline.camera import date_extent
from desktop.timeline.data.load import read_events
from tests.timeline.data.event_file_helpers import all_of, fault, notes, parquet_file


@pytest.mark.parametrize("word", ["..", "present", "Present", " now ", "ongoing", "aujourd’hui", "EN COURS"])
@pytest.mark.parametrize("begin", ["2014", "2014-03-05", "2014-03-05T10:00Z", "2014~"])
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_an_end_that_is_not_there_yet_is_open(write, tmp_path, word, begin, kind):
    rows = [(begin, word, "a"), (begin, "2016", "b"), (begin, "", "c")]
    if kind == "csv":
        file = write("date,end,title\n" + "".join(",".join(row) + "\n" for row in rows))
    else:
        file = parquet_file(tmp_path, **dict(zip(("date", "end", "title"), zip(*rows, strict=True), strict=True)))
    found = read_events(file, Track("t"))
    assert not found.notes
    assert {event.title.get(""): event.when.text for event in all_of(found)} == {
        "a": f"{begin}/..",
        "b": f"{begin}/2016",
        "c": begin,
    }
    number = next(number for number in range(3) if found.event(number).title.get("") == "a")
    times = found.index
    assert (int(times.starts[number]), int(times.ends[number])) == date_extent(parse_date(f"{begin}/.."))


def test_a_column_of_ends_that_are_all_open_is_meant(write):
    found = read_events(write("date,end\n" + "2014,present\n" * 3000), Track("t"))
    assert [event.when.text for event in (found.event(0), found.event(2999))] == ["2014/.."] * 2
    assert not found.notes


def test_ends_in_a_form_of_their_own_may_be_open(write):
    found = read_events(write("date,end\n25/03/2014,present\n26/03/2014,27/03/2014\n"), Track("t"))
    assert [event.when.text for event in all_of(found)] == ["2014-03-25/..", "2014-03-26/2014-03-27"]


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        ("2014-05-01/2014-06-03", "2014-07-01", "the date, 2014-05-01/2014-06-03, says itself how long it lasts"),
        ("2014-05-01/2014-06-03", "present", "the date, 2014-05-01/2014-06-03, says itself how long it lasts"),
        ("2014-05-01/..", "2014-07-01", "the date, 2014-05-01/.., says itself how long it lasts"),
        ("[2012, 2014]", "2015", "the date, [2012, 2014], says itself how long it lasts"),
        ("2014", "2015/2016", "the end, 2015/2016, is more than one date; for example 2014-06-05"),
        ("2014-05-02", "2014-05-01", "the end, 2014-05-01, is before the beginning, 2014-05-02"),
    ],
)
def test_what_is_no_end_is_told(write, begin, end, said):
    file = write(f'date,end,title\n"{begin}",{end},A\n2014,2015,B\n')
    assert said in notes(read_events(file, Track("t")))[0]
    assert (fault(file).row, fault(file).column) == (2, "end")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["2014-05-01,9999-12-31", "2015,2016"], {}),
        (["2014-05-01,9999-12-31 23:59:59", "2015,2016"], {}),
        (["01/05/2014,31/12/9999", "13/05/2014,14/06/2014"], {"format": "%d/%m/%Y"}),
    ],
)
def test_the_last_day_of_the_calendar_is_no_end(write, rows, said):
    found = read_events(write("date,end\n" + "\n".join(rows) + "\n"), Track("t", **said))
    assert found.event(0).when == parse_date("2014-05-01/..")
    assert any(note.startswith("events.csv, column “end”: 9999-12-31 is read as no end") for note in notes(found))
    assert found.index.extent[1] < parse_date("2030").earliest


def test_the_last_day_of_a_column_of_days_is_no_end(tmp_path):
    ends = [date(9999, 12, 31), date(2016, 1, 1), None]
    file = parquet_file(tmp_path, date=[date(2014, 5, 1)] * 3, end=ends)
    found = all_of(read_events(file, Track("t")))
    assert [event.when.text for event in found] == ["2014-05-01/..", "2014-05-01/2016-01-01", "2014-05-01"]


def test_other_late_dates_are_ends(write):
    found = read_events(write("date,end\n2014,9999\n2014,9999-12-30\n"), Track("t"))
    assert sorted(event.when.text for event in all_of(found)) == ["2014/9999", "2014/9999-12-30"]
    assert not notes(found)
