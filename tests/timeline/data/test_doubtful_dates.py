"""Dates that may be read in two ways or in none: later rows tell, or the message says what to write."""

from __future__ import annotations

import pytest

from desktop.story.model import Track
from desktop.timeline.data import text_tables
from desktop.timeline.data.load import DataError, read_events
from tests.timeline.data.event_file_helpers import all_of, read_texts


def test_a_day_that_may_be_a_month_is_asked_for(write):
    with pytest.raises(DataError) as caught:
        read_texts(write, ["05/06/2014", "01/02/2014"])
    said = caught.value.message("en")
    assert "“05/06/2014” may begin with the day or with the month" in said
    assert 'format = "%d/%m/%Y" or format = "%m/%d/%Y"' in said
    assert read_texts(write, ["05/06/2014"], format="%d/%m/%Y") == (["2014-06-05"], [])
    assert read_texts(write, ["05/06/2014"], format="%m/%d/%Y") == (["2014-05-06"], [])


def test_later_rows_tell_the_day_from_the_month(write, monkeypatch):
    monkeypatch.setattr(text_tables, "_FIRST_BLOCK_BYTES", 100)
    monkeypatch.setattr(text_tables, "BLOCK_BYTES", 150)
    days = [f"{day:02d}/01/2014" for day in range(1, 32) for _ in range(3)]
    assert len("\n".join(days[:36])) > 250  # of the first twelve days, in more than two blocks
    found, [said] = read_texts(write, days)
    assert found == [f"2014-01-{day[:2]}" for day in days]
    assert 'format = "%d/%m/%Y"' in said
    with pytest.raises(DataError, match="may begin with the day or with the month"):
        read_texts(write, days[:36])
    many = ["05/06/2014"] * 5000
    many[4321] = "05/26/2014"  # which no sample of the rows has
    assert sorted(read_texts(write, many)[0]) == ["2014-05-06"] * 4999 + ["2014-05-26"]
    found = read_events(write("date,end\n2014-01-01,\n" + "".join(f"2014-01-01,{day}\n" for day in days)), Track("t"))
    assert all_of(found)[-1].when.text == "2014-01-01/2014-01-31"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (["41703", "41704"], 'what does the number 41703 count? Say it on the track, for example unit = "excel"'),
        (["41703.25"], 'unit = "excel"'),
        (["3/5/2014 9:05 am", "soon"], 'format = "%d/%m/%Y %I:%M %p" or format = "%m/%d/%Y %I:%M %p"'),
        (["3/25/2014 9:05 am", "summer 2014"], 'format = "%m/%d/%Y %I:%M %p"'),
        (["03/2014", "04/2014"], 'say on the track how the file writes dates: format = "%m/%Y"'),
        (["March 5, 2014", "summer 2014"], 'format = "%B %d, %Y"'),
        (["2 janvier", "3 janvier"], "“2 janvier” is not a date"),
    ],
)
def test_where_no_date_is_read_the_form_is_proposed(write, written, said):
    with pytest.raises(DataError) as caught:
        read_texts(write, written)
    assert said in caught.value.message("en")
    assert caught.value.message("fr") != caught.value.message("en")
    assert caught.value.row in (0, 2)


def test_a_proposed_form_reads_the_dates(write):
    for text, form in (("41703", {"unit": "excel"}), ("03/2014", {"format": "%m/%Y"})):
        assert read_texts(write, [text], **form)[0] == [{"unit": "2014-03-05", "format": "2014-03"}[next(iter(form))]]


@pytest.mark.parametrize("date_format", ["%Y-%W", "%H%M", "%Y/%d", "YYYY"])
def test_a_format_that_would_invent_a_part_of_a_date_reads_none(write, date_format):
    with pytest.raises(DataError, match="reads no whole ones") as caught:
        read_texts(write, ["2014-05", "1430"], format=date_format)
    assert caught.value.message("fr") != caught.value.message("en")


def test_a_wrong_format_is_told_by_the_dates_that_it_does_not_read(write):
    with pytest.raises(DataError, match="“2 janvier” is not a date"):
        read_texts(write, ["2 janvier"], format="%Y/%m")
