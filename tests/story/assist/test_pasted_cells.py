"""Cells of a spreadsheet are read as events, points or lines, with dates and numbers as people write them."""

from __future__ import annotations

import pytest

from desktop.story.assist.pasted_cells import PastedEvent, read_cells, read_number, read_rows


def cells(text: str):
    rows = read_rows(text)
    assert rows is not None
    return read_cells(rows)


def test_a_table_of_dates_and_words_is_events_with_tracks():
    read = cells(
        "Date\tTitle\tCategory\tDescription\n12 April 1961\tGagarin\tUSSR\tOne orbit\n\tno date\tUSA\t\n1969-07\tApollo\tUSA\t"
    )
    assert read.likely_use == "events"
    assert read.events == (
        PastedEvent("1961-04-12", "Gagarin", "One orbit", "USSR"),
        PastedEvent("1969-07", "Apollo", "", "USA"),
    )
    assert read.left_out("events") == 1


def test_a_heading_in_unknown_words_is_seen_by_what_stands_below():
    read = cells("Année\tMissions habitées\n1961\t2\n1962\t5")
    assert read.likely_use == "points"
    assert read.points == (("1961", 2.0), ("1962", 5.0))
    assert read.row_count == 2


def test_without_a_heading_no_row_is_lost():
    assert cells("1961\tGagarin\n1969\tArmstrong").count("events") == 2
    assert cells("Apples\t12,5 %\nPears\t1 234").points == (("Apples", 12.5), ("Pears", 1234.0))


def test_a_thirteenth_month_says_which_comes_first():
    assert [event.date for event in cells("03/04/2021\tA\n03/14/2021\tB").events] == ["2021-03-04", "2021-03-14"]
    assert [event.date for event in cells("03/04/2021\tA\n14/03/2021\tB").events] == ["2021-04-03", "2021-03-14"]


def test_a_cell_may_hold_lines_and_quotation_marks():
    assert read_rows('1961\t"two\nlines"\n1962\t"say ""so"""') == [["1961", "two\nlines"], ["1962", 'say "so"']]


@pytest.mark.parametrize(
    "text", ["", "one cell", "Hello, world, this is a sentence.", "one\ntwo", "a,b\nc", "\t\t\n\t"]
)
def test_words_are_no_table(text):
    assert read_rows(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("1 234,5", 1234.5), ("1,234.5", 1234.5), ("1.234,56", 1234.56), ("12 %", 12.0), ("1,234", 1234.0), ("−3", -3.0),
     ("1'000", 1000.0), ("$ 3", 3.0), ("1.234.567", 1234567.0), ("abc", None), ("12.5.2020", None), ("", None)],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text, number):
    assert read_number(text) == number


def test_a_cell_of_any_length_is_no_table():
    assert read_rows("a\t" + '"' + "x" * 200_000) is None
