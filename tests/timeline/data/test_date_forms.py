"""Dates as files write them: read where there is no doubt, said where they were guessed, asked for elsewhere."""

from __future__ import annotations

from datetime import datetime

import pyarrow
import pytest

from desktop.story.model import Track
from desktop.timeline.data.dates import read_dates as dates
from desktop.timeline.data.dates.date_column import SECOND, format_regular
from desktop.timeline.data.dates.date_forms import number_moment
from desktop.timeline.data.dates.shaped_dates import date_text_extent
from desktop.timeline.data.dates.single_dates import read_rest
from desktop.timeline.data.load import DataError, read_events
from tests.timeline.data.event_file_helpers import all_of, notes, parquet_file, read_texts


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2026-01-02 10:00:00", "2026-01-02T10:00:00"),
        ("2026-01-02 10:00", "2026-01-02T10:00"),
        ("2026-01-02T10:00:00Z", "2026-01-02T10:00:00Z"),
        ("2026-01-02 10:00:00+02:00", "2026-01-02T10:00:00+02:00"),
        ("2026-01-02 10:00:00-0330", "2026-01-02T10:00:00-03:30"),
        ("2026-01-02T10:00+02", "2026-01-02T10:00+02:00"),
        ("2026-01-02 10:00:00.5", "2026-01-02T10:00:00.500"),
        ("2026-01-02 10:00:00,123456", "2026-01-02T10:00:00.123456"),
        ("2026-01-02T10:00:00.123456789Z", "2026-01-02T10:00:00.123456789Z"),
        ("2026/01/02", "2026-01-02"),
        ("2026.01.02 10:00", "2026-01-02T10:00"),
        ("2026/1/2", "2026-01-02"),
        ("2026-1-12", "2026-01-12"),
        ("2026/10/2 9:05", "2026-10-02T09:05"),
        ("2026-01-02 10:00:00 +0100", "2026-01-02T10:00:00+01:00"),
        ("2026-01-02 10:00:00 UTC", "2026-01-02T10:00:00Z"),
        ("2026-01-02 10:00:00.25 gmt", "2026-01-02T10:00:00.250Z"),
        ("+1769-08-15T10:00:00Z", "1769-08-15T10:00:00Z"),
        ("+1769-08-15", "1769-08-15"),
        ("2014.0", "2014"),
        ("2014.05", "2014-05"),
    ],
)
def test_what_leaves_no_doubt_is_read_without_a_word(write, written, text):
    assert read_texts(write, [written]) == ([text], [])


@pytest.mark.parametrize(
    ("written", "texts", "said"),
    [
        (["20260102", "20251231"], ["2026-01-02", "2025-12-31"], 'format = "%Y%m%d"'),
        (["1767348000", "1767348001"], ["2026-01-02T10:00:00", "2026-01-02T10:00:01"], 'unit = "s"'),
        (["1767348000.25", "1767348001"], ["2026-01-02T10:00:00.250", "2026-01-02T10:00:01"], 'unit = "s"'),
        (["1767348000123"], ["2026-01-02T10:00:00.123"], 'unit = "ms"'),
        (["1767348000123456"], ["2026-01-02T10:00:00.123456"], 'unit = "us"'),
        (["1767348000123456789"], ["2026-01-02T10:00:00.123456789"], 'unit = "ns"'),
        (["05/06/2014", "25/06/2014"], ["2014-06-05", "2014-06-25"], 'format = "%d/%m/%Y"'),
        (["05/06/2014", "05/26/2014"], ["2014-05-06", "2014-05-26"], 'format = "%m/%d/%Y"'),
        (
            ["5.6.2014 7:08", "25.12.2014 17:08"],
            ["2014-06-05T07:08", "2014-12-25T17:08"],
            'format = "%d.%m.%Y %H:%M"',
        ),
        (["Jun 12 1998"], ["1998-06-12"], 'format = "%b %d %Y"'),
        (["Wednesday, March 5, 2014", "Friday, May 9, 2014"], ["2014-03-05", "2014-05-09"], 'format = "%A, %B %d, %Y"'),
        (["March 2014", "May 2014"], ["2014-03", "2014-05"], 'format = "%B %Y"'),
        (["2014年3月5日", "2014年12月31日"], ["2014-03-05", "2014-12-31"], 'format = "%Y年%m月%d日"'),
        (["12 June 1998", "1 May 2001"], ["1998-06-12", "2001-05-01"], 'format = "%d %B %Y"'),
        (["02/Jan/2026:10:00:00 +0200"], ["2026-01-02T10:00:00+02:00"], 'format = "%d/%b/%Y:%H:%M:%S %z"'),
        (["20260102T100000Z"], ["2026-01-02T10:00:00Z"], 'format = "%Y%m%dT%H%M%S%z"'),
    ],
)
def test_what_can_be_only_one_thing_is_guessed_and_said(write, written, texts, said):
    found, [note] = read_texts(write, written)
    assert found == texts
    assert said in note


@pytest.mark.parametrize(
    ("date_format", "written", "texts"),
    [
        ("%Y-%d-%m", ["2014-05-03", "2014-25-04"], ["2014-03-05", "2014-04-25"]),
        ("%Y.%d.%m", ["2014.05.03"], ["2014-03-05"]),
        ("%y%m", ["1405", "9912"], ["2014-05", "1999-12"]),
        ("%Y-%W-%w", ["2014-05-3"], ["2014-02-05"]),
        ("%B %Y", ["March 2014", "MAY 2014", "december 2014"], ["2014-03", "2014-05", "2014-12"]),
        ("%Y年%m月", ["2014年3月", "2014年12月"], ["2014-03", "2014-12"]),
        ("%Y年", ["2014年"], ["2014"]),
        (
            "%Y-%j",
            ["2014-001", "2016-366", "2014-60", "2014-1"],
            ["2014-01-01", "2016-12-31", "2014-03-01", "2014-01-01"],
        ),
        ("%A, %d %B %Y", ["Wednesday, 5 March 2014", "Sunday, 11 May 2014"], ["2014-03-05", "2014-05-11"]),
        ("%a %b %d %Y", ["Wed Mar 05 2014"], ["2014-03-05"]),
        ("%d/%m/%Y %I %p", ["05/03/2014 09 PM"], ["2014-03-05T21:00"]),
        ("%G-W%V-%u", ["2014-W05-1"], ["2014-01-27"]),
        ("%d %B  %Y", ["5 March 2014"], ["2014-03-05"]),  # any space, as strptime reads it
        ("%d/%m/%Y", ["05/03/2014", "2014-12-31", "2014"], ["2014-03-05", "2014-12-31", "2014"]),
    ],
)
def test_the_format_of_the_story_comes_first_and_invents_nothing(write, date_format, written, texts):
    assert read_texts(write, written, format=date_format) == (texts, [])
    assert read_texts(write, written * 9, format=date_format) == (
        [text for _ in range(9) for text in texts],
        [],
    )


def test_what_has_the_form_of_the_format_and_is_no_date_is_not_read_in_another_way(write):
    found, [said] = read_texts(write, ["2014-05-03", "2014-05-31"], format="%Y-%d-%m")
    assert found == ["2014-03-05"]
    assert "“2014-05-31” has the form that the track’s format asks for, and there is no such date" in said
    with pytest.raises(DataError, match="no such date"):
        read_texts(write, ["2014-366"], format="%Y-%j")


@pytest.mark.parametrize(
    ("unit", "written", "text"),
    [
        ("s", "0", "1970-01-01"),
        ("s", "1", "1970-01-01T00:00:01"),
        ("s", "-1.25", "1969-12-31T23:59:58.750"),
        ("s", "-1", "1969-12-31T23:59:59"),
        ("ms", "1500", "1970-01-01T00:00:01.500"),
        ("days", "16226", "2014-06-05"),
        ("days", "-0.5", "1969-12-31T12:00:00"),
        ("days", "16226.25", "2014-06-05T06:00:00"),
        ("excel", "41795", "2014-06-05"),
        ("excel", "61", "1900-03-01"),
        ("excel", "59", "1900-02-28"),
        ("excel", "1.5", "1900-01-01T12:00:00"),
        ("excel", "41703.3333333333", "2014-03-05T08:00:00"),
        ("excel", "41703.333333333333333333", "2014-03-05T08:00:00"),
        ("excel", "41795.5", "2014-06-05T12:00:00"),
        ("years", "-13800000", "Y-13800000"),
        ("years", "2014", "2014"),
        ("years", "-44", "-0044"),
    ],
)
def test_the_story_says_what_numbers_count(write, tmp_path, unit, written, text):
    assert read_texts(write, [written], unit=unit) == ([text], [])
    kind = pyarrow.float64() if "." in written else pyarrow.int64()
    number = float(written) if "." in written else int(written)
    file = parquet_file(tmp_path, date=pyarrow.array([number], kind))
    assert [event.when.text for event in all_of(read_events(file, Track("t", unit=unit)))] == [text]


@pytest.mark.parametrize(
    ("written", "texts", "track"),
    [
        (["2014-03-05 00:00:00", "2014-04-05 00:00:00"], ["2014-03-05", "2014-04-05"], {}),
        (["3/15/2014 0:00", "4/5/2014 0:00"], ["2014-03-15", "2014-04-05"], {"format": "%m/%d/%Y %H:%M"}),
        (["2014-03-05T00:00:00+02:00", "2014-04-05T00:00:00Z"], ["2014-03-05", "2014-04-05"], {}),
        (["2014-03-05", "2014-04-05 00:00"], ["2014-03-05", "2014-04-05"], {}),
        (["1393977600", "1394064000"], ["2014-03-05", "2014-03-06"], {"unit": "s"}),
        (["41703", "41704"], ["2014-03-05", "2014-03-06"], {"unit": "excel"}),
        (["41703", "41704.5"], ["2014-03-05T00:00:00", "2014-03-06T12:00:00"], {"unit": "excel"}),
        (["16134", "16135.5"], ["2014-03-05", "2014-03-06T12:00:00"], {"unit": "days"}),
        (
            ["2014-03-05 00:00:00", "2014-04-05 00:00:00.5"],
            ["2014-03-05T00:00:00", "2014-04-05T00:00:00.500"],
            {},
        ),
        (["2014-03-05 00:00", "2014-04-05 06:00"], ["2014-03-05T00:00", "2014-04-05T06:00"], {}),
    ],
)
def test_moments_that_are_all_midnights_are_days(write, written, texts, track):
    assert read_texts(write, written, **track) == (texts, [])


def test_the_dates_and_the_ends_are_days_or_neither(write, tmp_path):
    for end, text in (("07 00:00:00", "07"), ("07 06:00:00", "07T06:00:00")):
        is_day = len(text) == 2
        found = read_events(write(f"date,end\n2014-03-05 00:00:00,2014-03-{end}\n"), Track("t"))
        written = f"2014-03-05{'' if is_day else 'T00:00:00'}/2014-03-{text}"
        assert found.event(0).when.text == written
        ends = pyarrow.array([datetime.fromisoformat(f"2014-03-{end}")], pyarrow.timestamp("us"))
        begins = pyarrow.array([datetime.fromisoformat("2014-03-05")], pyarrow.timestamp("us"))
        table = read_events(parquet_file(tmp_path, date=begins, end=ends), Track("t"))
        assert table.event(0).when.text == written


def test_numbers_with_a_point_are_read_as_columns(write, monkeypatch):
    alone: list[int] = []
    monkeypatch.setattr(
        dates, "read_rest", lambda texts, rows, *rest: (alone.extend(rows), read_rest(texts, rows, *rest))
    )
    for unit in ("s", "days", "excel"):
        numbers = [
            f"{sign}{40_000 + 17 * number}.{number * 7919:0{width}d}"
            for number in range(1, 99)
            for width in (6, 9, 9 if unit == "s" else 11)
            for sign in ("", "-")
        ]
        read, said = read_texts(write, numbers, unit=unit)
        assert said == []
        assert alone == []
        for text, number in zip(read, numbers, strict=True):
            nanoseconds = number_moment(number, unit)
            assert nanoseconds is not None
            seconds, fraction = divmod(nanoseconds, 10**9)
            assert text == format_regular(seconds, seconds + 1, SECOND, fraction)


@pytest.mark.parametrize("number", [1_767_348_000, 20_260_102, 1_767_348_000_123])
def test_a_whole_number_is_never_a_year_of_many_digits(tmp_path, number):
    found = read_events(parquet_file(tmp_path, date=[number]), Track("t"))
    assert all_of(found)[0].when.text.startswith("2026-01-02")
    assert "to be sure" in notes(found)[0]
    with pytest.raises(DataError, match="what does the number 123456 count"):
        read_events(parquet_file(tmp_path, date=[123_456]), Track("t"))


def test_nor_is_it_beside_numbers_with_fractions(tmp_path):
    found = read_events(parquet_file(tmp_path, date=[1999.0, 2014.5, 123_456.0, 1_767_348_000.0]), Track("t"))
    assert [event.when.text for event in all_of(found)] == ["1999"]
    assert notes(found)[0].startswith("events.parquet: 3 of 4 rows have no date and are left out: row 2")
    assert "what does the number 123456 count" in notes(found)[0]


def test_many_years_of_deep_time_are_read_as_one_is(write, monkeypatch):
    years = [-65_432_100 + 7 * number for number in range(200)] + [5, 1999, 10_000, 200_000_000_000]
    alone: list[int] = []
    monkeypatch.setattr(
        dates, "read_rest", lambda texts, rows, *rest: (alone.extend(rows), read_rest(texts, rows, *rest))
    )
    found, said = read_texts(write, [str(year) for year in years], unit="years")
    assert found == [*(f"Y{year}" for year in years[:200]), "0005", "1999", "Y10000"]
    assert "too far away" in said[0]
    assert len(alone) < 9  # the parser reads


def test_a_row_with_a_month_that_no_year_has_tells_nothing_of_the_form_of_others(write):
    found, said = read_texts(write, ["1767348000"] * 3 + ["1987-19"])
    assert found == ["2026-01-02T10:00:00"] * 3
    assert 'unit = "s"' in said[0]
    assert "there is no month 19" in said[1]


def test_years_are_read_beside_moments_that_are_numbers(write):
    found, _ = read_texts(write, ["1767348000"] * 3 + ["2014"])
    assert found[-1] == "2014"


def test_moments_are_ordered_by_their_zones_and_keep_the_day_that_is_written(write):
    found = read_events(
        write(
            "date,title\n2026-01-02T10:00:00+02:00,first\n2026-01-02T09:00:00Z,second\n2026-01-02T11:30:00+02:00,third\n"
            "2026-01-01T23:50:00-11:00,fourth\n"
        ),
        Track("t"),
    )
    assert [(event.title.get(""), event.when.text) for event in all_of(found)] == [
        ("first", "2026-01-02T10:00:00+02:00"),
        ("second", "2026-01-02T09:00:00Z"),
        ("third", "2026-01-02T11:30:00+02:00"),
        ("fourth", "2026-01-01T23:50:00-11:00"),
    ]


def test_where_all_moments_have_one_zone_none_is_moved(write):
    found = read_events(write("date\n2026-01-02T00:30:00+08:00\n2026-01-03T00:30:00+08:00\n"), Track("t"))
    plain = read_events(write("date\n2026-01-02T00:30:00\n2026-01-03T00:30:00\n"), Track("t"))
    assert found.index.starts.tolist() == plain.index.starts.tolist()


def test_an_end_in_another_zone_is_compared_by_the_moment(write):
    found = read_events(write("date,end\n2026-01-02T10:00:00+02:00,2026-01-02T09:00:00Z\n"), Track("t"))
    assert found.event(0).when.text == "2026-01-02T10:00:00+02:00/2026-01-02T11:00:00+02:00"


@pytest.mark.parametrize(
    ("date", "end"),
    [
        ("2014-06-04T10:00+02:00", "2014-06-05"),
        ("2014-06-04T10:00-05:00", "2014-06"),
        ("2014-06-04", "2014-06-05T10:00Z"),
        ("2014-06-04T10:00", "2014-06-05T10:00+03:00"),
        ("2014-06-04T10:00+03:00", "2014-06-05T10:00"),
        ("2014-06-05T23:30-05:00", "2014-06-05"),
        ("2014-06-04", "2014-06-04T01:00+05:00"),
    ],
)
def test_ends_with_a_zone_or_without_are_those_of_the_interval_as_a_story_writes_it(write, date, end):
    found = read_events(write(f"date,end\n{date},{end}\n"), Track("t"))
    assert found.event(0).when.text == f"{date}/{end}"
    assert (int(found.index.starts[0]), int(found.index.ends[0])) == date_text_extent(f"{date}/{end}")
    assert not found.notes


def test_a_span_keeps_the_fractions_of_both_ends(write):
    rows = [
        "2026-02-03T02:10:58.25,2026-02-03T02:10:59.5,A",
        "2026-02-03T02:10:57,2026-02-03T02:10:58.125,B",
        "2026-02-03T02:10:56.5,2026-02-03T02:10:59,C",
        "2026-02-03,2026-02-04,D",
        "2026-02-03T02:10:55.75,,E",
    ]
    found = read_events(write("date,end,title\n" + "\n".join(rows) + "\n"), Track("t"))
    written = {event.title.get(""): event.when.text for event in all_of(found)}
    assert written == {
        "A": "2026-02-03T02:10:58.250/2026-02-03T02:10:59.500",
        "B": "2026-02-03T02:10:57/2026-02-03T02:10:58.125",
        "C": "2026-02-03T02:10:56.500/2026-02-03T02:10:59",
        "D": "2026-02-03/2026-02-04",
        "E": "2026-02-03T02:10:55.750",
    }


def test_a_span_that_ends_before_it_begins_within_a_second_is_left_out(write):
    second = "2026-02-03T02:10:58"
    good = [(".25", ".75"), (".5", ".5"), (".75", ""), ("", ".25")]
    ends = [(*one, f"good {number}") for number, one in enumerate(good)] + [(".75", ".25", "reversed")] * 7
    for rows in (
        ["date,end,title", *(f"{second}{begin},{second}{end},{title}" for begin, end, title in ends)],
        ["date,title", *(f"{second}{begin}/{second}{end},{title}" for begin, end, title in ends)],
    ):
        found = read_events(write("\n".join(rows) + "\n"), Track("t"))
        assert sorted(event.title.get("") for event in all_of(found)) == [f"good {number}" for number in range(4)]
        assert [note.values["count"] for note in found.notes if note.code.startswith("left_out")] == [7]


def test_moments_of_one_second_are_ordered_by_their_fractions(write):
    found = read_events(
        write("date,title\n" + "".join(f"2026-01-02T10:00:00.{one},{one}\n" for one in (7, 25, 75))), Track("t")
    )
    assert [event.title.get("") for event in all_of(found)] == ["25", "7", "75"]


def test_a_zero_left_out_is_read_beside_whole_dates(write):
    written = ["2014-03-05", "2014-3-5", "2014/11/5", "2014-3-15 7:08:09", "2014-03"]
    texts = ["2014-03-05", "2014-03-05", "2014-11-05", "2014-03-15T07:08:09", "2014-03"]
    assert read_texts(write, written) == (texts, [])
    found, [said] = read_texts(write, ["2014-03-05", "2014-3", "2014-3-32", "2014-13-5"])
    assert found == ["2014-03-05"]
    assert said.startswith("events.csv: 3 of 4 rows have no date")


def test_years_with_a_point_and_a_zero_are_years(write):
    assert read_texts(write, ["2014.0", "-44.0", "-13800000.0"], unit="years")[0] == ["2014", "-0044", "Y-13800000"]
    assert read_texts(write, ["2014.0", "1999.0", "19"])[0] == ["2014", "1999"]
    with pytest.raises(DataError, match=r"“x014\.0” is not a date"):
        read_texts(write, ["x014.0"])
