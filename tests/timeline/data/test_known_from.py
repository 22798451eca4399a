"""The dates beside the date, as `known_from`, are read in the form that the track says of its dates."""

from __future__ import annotations

import pytest

from desktop.story.dates.parse import parse_date
from desktop.story.model import Story, Track
from desktop.timeline.as_of import status_as_of
from desktop.timeline.data.load import DataError, load_events, read_events
from tests.timeline.data.event_file_helpers import all_of, fault


@pytest.mark.parametrize("column", ["known_from", "became_from"])
@pytest.mark.parametrize(
    ("said", "rows", "expected"),
    [
        ({"format": "%d/%m/%Y"}, ["05/03/2014,06/04/2014", "31/12/2014,01/02/2015"], ["2014-04-06", "2015-02-01"]),
        ({"format": "%m/%d/%Y"}, ["05/03/2014,06/04/2014", "11/12/2014,01/02/2015"], ["2014-06-04", "2015-01-02"]),
        ({"unit": "excel"}, ["41703,41704", "41704,41705"], ["2014-03-06", "2014-03-07"]),
        (
            {"unit": "s"},
            ["1394000293,1394000393", "1394000294,1394000993"],
            ["2014-03-05T06:19:53Z", "2014-03-05T06:29:53Z"],
        ),
        # Written otherwise than the dates are, they are guessed.
        ({"format": "%d/%m/%Y"}, ["05/03/2014,2014-04-06", "31/12/2014,2015-02"], ["2014-04-06", "2015-02"]),
        ({"unit": "excel"}, ["41703,2014-04-06", "41704,"], ["2014-04-06", ""]),
        ({"unit": "years"}, ["1914,25/04/1914", "1918,11/11/1918"], ["1914-04-25", "1918-11-11"]),
        # Where nobody says how the dates are written, they tell.
        ({}, ["05/03/2014,06/04/2014", "31/12/2014,01/02/2015"], ["2014-04-06", "2015-02-01"]),
    ],
)
def test_other_dates_are_read_as_the_track_says(write, column, said, rows, expected):
    extra = ",became" if column == "became_from" else ""
    file = write(f"date,{column}{extra}\n" + "".join(row + (",planned" if extra else "") + "\n" for row in rows))
    found = read_events(file, Track("t", **said))
    dates = [getattr(event, column) for event in all_of(found)]
    assert [date.text.removesuffix("Z") if date else "" for date in dates] == [
        one.removesuffix("Z") for one in expected
    ]


def test_the_first_that_is_known_tells_the_form_however_far_down(write):
    rows = ["2014-06-05,,"] * 60_000 + ["2014-06-05,25/07/2014,x", "2014-06-05,06/07/2014,y"]
    found = read_events(write("date,known_from,title\n" + "\n".join(rows) + "\n"), Track("t"))
    assert len(found) == len(rows)
    assert [found.event(60_000 + row).known_from for row in (0, 1)] == [
        parse_date("2014-07-25"),
        parse_date("2014-07-06"),
    ]


def test_what_may_be_read_in_two_ways_is_asked(write):
    with pytest.raises(DataError) as caught:
        read_events(write("date,known_from\n2014,06/04/2014\n"), Track("t"))
    assert caught.value.code == "ambiguous"
    assert fault(write("date,known_from\n2014,2014\n2015,soon\n")).column == "known_from"


@pytest.mark.parametrize("calendar", ["", "julian"])
@pytest.mark.parametrize("in_order", [True, False])
def test_what_is_known_before_a_date_is_what_each_event_says_of_itself(write, in_order, calendar):
    dates = ["1400-02-03", "1500", "1914~", "1950-03/1951-04-05", "2001-02-03T04:05:06", "2017", "../1980"]
    known = ["", "1400-01-05", "1999-12~", "2001-02-03", "[1990,1995]", "../1970"]
    statuses = ["", "planned", "happened"]
    rows = [f"{date},{one},{status}" for date in dates for one in known for status in statuses]
    if not in_order:
        rows = rows[::2][::-1] + rows[1::2]
    file = write("date,known_from,status\n" + "\n".join(rows) + "\n")
    found = load_events(Story(folder=str(file.parent), calendar=calendar), Track("t", data=file.name))
    for as_of in ("1399", "1400-01-10", "1914", "1970", "1995", "2001-02-03", "2018"):
        when = parse_date(as_of)
        expected = [event for event in all_of(found) if status_as_of(event, when) is not None]
        index = found.index_known_before(when.latest)
        assert len(index) == len(expected), as_of
        assert sorted(index.starts.tolist()) == [
            start
            for start, event in zip(found.index.starts.tolist(), all_of(found), strict=True)
            if status_as_of(event, when) is not None
        ]


@pytest.mark.parametrize("text", ["date\n2014\n2015\n", "date,known_from,status\n2014,,\n2015,,happened\n"])
def test_a_file_that_says_nothing_of_knowledge_needs_no_second_index(write, text):
    assert read_events(write(text), Track("t")).index_known_before(10**9) is None
