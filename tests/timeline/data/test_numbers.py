"""The numbers of files are shown as they are written, and summed up to the last event."""

from __future__ import annotations

import pytest

from desktop.story.model import Track
from desktop.story.track_series import TrackSeries
from desktop.timeline.data.load import read_events
from tests.timeline.data.event_file_helpers import all_of, fault, notes, parquet_file

_WRITTEN = ("987654321", "16777217", "1234567.89", "99999999.99", "1000000000000000", "-0.1")


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize("is_sorted", [True, False])
def test_a_series_shows_the_numbers_that_are_written(write, tmp_path, kind, is_sorted):
    dates = [f"20{year}" for year in range(10, 10 + len(_WRITTEN))]
    cells = list(zip(dates if is_sorted else dates[::-1], _WRITTEN, strict=True))
    if kind == "csv":
        file = write("date,value\n" + "".join(f"{date},{value}\n" for date, value in cells))
    elif kind == "jsonl":
        file = write("".join(f'{{"date": "{date}", "value": {value}}}\n' for date, value in cells), "a.jsonl")
    else:
        file = parquet_file(tmp_path, date=[date for date, _ in cells], value=[float(value) for _, value in cells])
    series = read_events(file, Track("t", series=TrackSeries())).series
    assert [one.value for one in series.samples(*series.extent)] == [float(value) for _, value in sorted(cells)]


def test_events_are_counted_to_the_last_one(write, tmp_path):
    counts = [16_777_217, 123_456_789, 999_999_999_999_999]
    rows = list(zip(("2015", "2014", "2013"), counts, strict=True))
    for file in (
        write("date,count\n" + "".join(f"{date},{count}\n" for date, count in rows)),
        parquet_file(tmp_path, date=[date for date, _ in rows], count=counts),
    ):
        assert read_events(file, Track("t")).index.total == sum(counts)


def test_half_an_event_is_told(write):
    found = read_events(write("date,count\n2014,2.5\n2015,3.0\n"), Track("t"))
    assert found.index.total == 3
    assert "“2.5” is not a number of events; that is a whole one, from 1 on" in notes(found)[0]


@pytest.mark.parametrize("column", ["weight", "count", "value"])
def test_a_number_that_is_too_large_is_called_so(write, column):
    series = TrackSeries() if column == "value" else None
    found = read_events(write(f"date,{column}\n2014,1e308\n2015,2\n"), Track("t", series=series))
    assert f"“1e308” is too large; a number may be up to 1e+{15 if column == 'count' else 30}" in notes(found)[0]
    assert fault(parquet_file(write(b"").parent, date=["2014"], weight=[1e308]), weight="weight").code == "large"
    assert fault(write("date,weight\n2014,heavy\n2015,2\n")).code == "number"


def test_a_long_number_that_is_a_name_keeps_its_digits(tmp_path):
    file = parquet_file(tmp_path, date=["2014", "2015"], id=[1_234_567_890_123_456_789, 7])
    assert [event.id for event in all_of(read_events(file, Track("t")))] == ["1234567890123456789", "7"]


@pytest.mark.parametrize("before", [0, 60_000])
@pytest.mark.parametrize("comma", ["1,5", "1.234,50", "-0,1234"])
def test_a_point_beside_decimal_commas_is_asked(write, before, comma):
    rows = ["2014;2.500;words"] + ["2015;7;words"] * before + [f"2016;{comma};words", "2017;3.25;words", "2018;4.500;x"]
    found = read_events(write("date;value;title\n" + "\n".join(rows) + "\n"), Track("t", series=TrackSeries()))
    values = [one.value for one in found.series.samples(*found.series.extent)]
    assert values == [7.0] * before + [3.25]
    [note] = found.notes
    assert note.values["count"] == 3
    assert {(one.code, one.values["value"]) for one in note.values["first"]} == {
        ("thousands", "2.500"),
        ("number", comma),
        ("thousands", "4.500"),
    }
    assert note.message("fr") != note.message("en")


def test_commas_of_thousands_leave_points_alone(write):
    text = 'date,value\n2014,2.500\n2015,"1,234"\n2016,"1,234.50"\n'
    series = read_events(write(text), Track("t", series=TrackSeries())).series
    assert [one.value for one in series.samples(*series.extent)] == [2.5]


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_range_whose_low_value_is_above_the_high_one_is_told(write, tmp_path, kind):
    if kind == "csv":
        file = write("date,low,high\n2014,987654321,3\n2015,1,2\n2016,,2\n2017,2,2\n")
    else:
        file = parquet_file(
            tmp_path, date=["2014", "2015", "2016", "2017"], low=[987654321, 1, None, 2], high=[3, 2, 2, 2]
        )
    found = read_events(file, Track("t", series=TrackSeries(kind="range")))
    assert "the low value, 987654321, is above the high one, 3; exchange them" in notes(found)[0]
    assert len(found) == 3


@pytest.mark.parametrize("kind", ["bars", "line"])
def test_bars_of_a_file_that_lie_over_one_another_are_told(write, kind):
    file = write("date,value\n2016,1\n2014,5\n2014,3\n2015,\n2015,2\n")
    found = read_events(file, Track("t", series=TrackSeries(kind=kind), data="events.csv"))
    said = 'events.csv: 1 of 4 bars lie over the one before, the first on 2014-01-01; to show them all, write kind = "line"'
    assert notes(found) == ([said] if kind == "bars" else [])
