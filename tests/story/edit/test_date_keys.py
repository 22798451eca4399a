"""Dates in the text: written as the old one was, in quotes or as TOML's own."""

from __future__ import annotations

import tomllib

import pytest

from desktop.story.dates.parse import parse_date
from desktop.story.edit.date_keys import combine_edits, date_at, date_edit, write_like
from desktop.story.edit.edit import EditError


@pytest.mark.parametrize(
    ("old", "date", "new"),
    [
        ('"2014-06-05"', "2014-06-06", '"2014-06-06"'),
        ("'2014-06'", "2014-07", "'2014-07'"),
        ('"""2014~"""', "2015~", '"""2015~"""'),
        ("2014-06-05", "2014-06-06", "2014-06-06"),
        ("2014", "2015", "2015"),
        ("-500", "-0499", "-499"),
        ("12000", "Y13000", "13000"),
        ("2014", "2014/2015", '"2014/2015"'),
        ("2014-06-05T10:30:00", "2014-06-06T10:30:00", "2014-06-06T10:30:00"),
        ("2014-06-05 10:30:00.25Z", "2014-06-05T10:31:00", "2014-06-05 10:31:00.25Z"),
        ("2014-06-05t10:30:00-08:00", "2014-06-05T11:00:00", "2014-06-05t11:00:00-08:00"),
        ("0001-01-01", "0000-12-31", '"0000-12-31"'),
    ],
)
def test_a_date_is_written_as_the_old_one_was(old, date, new):
    assert write_like(old, date) == new
    assert parse_date(tomllib.loads(f"date = {new}")["date"]).earliest == parse_date(date).earliest


def test_an_edit_changes_no_more_than_the_digits_that_differ():
    text = 'format = 1\r\n[event.a]\r\ndate = 2014-06-05 # known\r\ntitle = "A"\r\n'
    edit = date_edit(text, ("event", "a", "date"), "2014-06-19")
    assert text[edit.start : edit.end] == "05"
    assert edit.replacement == "19"
    assert (edit.title("en"), edit.title("fr")) == ("move A", "déplacer A")
    assert edit.apply(text) == text.replace("06-05", "06-19")
    when = date_at(edit.apply(text), ("event", "a", "date"))
    assert when is not None
    assert when.text == "2014-06-19"
    with pytest.raises(EditError):
        date_edit(text, ("event", "b", "date"), "2014")
    assert date_at(text, ("event", "a", "title")) is None


def test_two_changes_are_one_edit():
    text = '[event.a]\ndate = "2014" # since\ntitle = "A"\n[[event.a.claim]]\nsays = "B"\ndate = 2015\n'
    one = date_edit(text, ("event", "a", "date"), "2016")
    two = date_edit(text, ("event", "a", "claim", 0, "date"), "2017", "claim")
    made = combine_edits(text, [two, one])
    assert made.apply(text) == text.replace("2014", "2016").replace("2015", "2017")
    assert made.name == "claim"
    assert combine_edits(text, [one]) == one
