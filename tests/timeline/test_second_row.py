"""The second row of the axis: years of other calendars, fiscal quarters and ISO weeks, where they are known to begin."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given, strategies as st

from desktop.i18n import language
from desktop.story.dates.calendar import civil_from_days, days_from_civil, seconds_from_civil
from desktop.story.dates.other_calendars import hebrew_year_start, hijri_year_start, iso_week
from desktop.timeline.camera import TimeWindow, window_between
from desktop.timeline.second_row import second_row


def window(first: int, last: int) -> TimeWindow:
    return window_between(seconds_from_civil(first), seconds_from_civil(last), 0.0)


def row(calendar: str, time_window: TimeWindow, *, px: float = 1200.0, code: str = "en", first_month: int = 1):
    """Return texts and first days of a row whose letters are 9 pixels wide."""
    found = second_row(
        calendar, time_window, language(code), first_month,
        lambda text, seconds: len(text) * 9.0 < seconds * px / time_window.span,
    )  # fmt: skip
    return [(label.text, civil_from_days(label.start // 86_400)) for label in found]


@pytest.mark.parametrize(("year", "day"), [(1, (622, 7, 19)), (1435, (2013, 11, 5)), (1446, (2024, 7, 8))])
def test_hijri_years_begin_where_tables_say(year, day):
    assert hijri_year_start(year) == days_from_civil(*day)


@pytest.mark.parametrize(
    ("year", "day"),
    [(5775, (2014, 9, 25)), (5784, (2023, 9, 16)), (5785, (2024, 10, 3)), (5786, (2025, 9, 23)), (5708, (1947, 9, 15))],
)
def test_hebrew_years_begin_with_rosh_hashanah(year, day):
    assert hebrew_year_start(year) == days_from_civil(*day)


@given(st.integers(1, 9000))
def test_a_hebrew_year_has_a_length_that_years_have(year):
    assert hebrew_year_start(year + 1) - hebrew_year_start(year) in (353, 354, 355, 383, 384, 385)


@given(st.integers(1, 3000))
def test_a_hijri_year_has_354_or_355_days(year):
    assert hijri_year_start(year + 1) - hijri_year_start(year) in (354, 355)


@given(st.dates())
def test_iso_weeks_are_those_of_the_standard_library(day: date):
    year, week, _ = day.isocalendar()
    assert iso_week(day.toordinal() - date(1970, 1, 1).toordinal()) == (year, week)


def test_fiscal_quarters_follow_the_first_month():
    assert row("fiscal", window(2014, 2015), first_month=4)[1:4] == [
        ("Q1 2014/15", (2014, 4, 1)),
        ("Q2 2014/15", (2014, 7, 1)),
        ("Q3 2014/15", (2014, 10, 1)),
    ]


@pytest.mark.parametrize(
    ("code", "said"),
    [("fr", "T1 2014"), ("de", "Q1 2014"), ("ja", "2014 第1四半期"), ("ko", "2014 1분기"), ("ar", "الربع 1 2014")],
)
def test_a_fiscal_quarter_is_called_as_in_its_language(code, said):
    assert said in [text for text, _ in row("fiscal", window(2014, 2015), code=code)]


def test_farther_out_there_are_fiscal_years_and_then_every_fifth():
    assert row("fiscal", window(2010, 2020), first_month=10)[1] == ("2010/11", (2010, 10, 1))
    assert [text for text, _ in row("fiscal", window(1900, 2000))][1:3] == ["1905", "1910"]


def test_weeks_are_numbered():
    assert row("iso-week", window(2014, 2015))[:3] == [("1", (2013, 12, 30)), ("2", (2014, 1, 6)), ("3", (2014, 1, 13))]


def test_japanese_eras_have_their_own_first_years():
    texts = dict(row("japanese", window(1987, 1992)))
    assert (texts["Shōwa 63"], texts["Heisei 1"], texts["Heisei 2"]) == ((1988, 1, 1), (1989, 1, 8), (1990, 1, 1))
    assert "Shōwa 64" not in texts  # of seven days
    assert ("平成2", (1990, 1, 1)) in row("japanese", window(1990, 1994), code="ja")


def test_an_era_whose_name_has_no_room_ends_the_one_before_it():
    assert row("japanese", window(1867, 2020), px=450) == [
        ("Meiji 1", (1868, 10, 23)),
        ("", (1912, 7, 30)),
        ("Shōwa 1", (1926, 12, 25)),
        ("Heisei 1", (1989, 1, 8)),
        ("Reiwa 1", (2019, 5, 1)),
    ]


@pytest.mark.parametrize(
    ("code", "year", "cycle", "leap"),
    [
        ("zh", "癸卯兔年", "癸卯", "闰二月"),
        ("zh-Hant", "癸卯兔年", "癸卯", "閏二月"),
        ("en", "Rabbit (guǐmǎo)", "Rabbit", "2bis"),
        ("fr", "Lapin (guǐmǎo)", "Lapin", "2bis"),
        ("ko", "계묘년 (토끼)", "계묘", "윤2월"),
        ("vi", "Quý Mão (Mèo)", "Quý Mão", "2 nhuận"),
        ("fa", "خرگوش (guǐmǎo)", "خرگوش", "۲bis"),
    ],
)
def test_chinese_years_are_named_and_their_months_when_zoomed(code, year, cycle, leap):
    assert (year, (2023, 1, 22)) in row("chinese", window(2021, 2026), code=code)
    assert (cycle, (2023, 1, 22)) in row("chinese", window(2010, 2030), code=code, px=90 * len(year + cycle))
    months = dict(row("chinese", window(2023, 2024), code=code, px=115 * len(leap) + 115))
    assert months[leap] == (2023, 3, 22)
    assert len(months) == 13


def test_a_chinese_month_says_its_year_where_there_is_room():
    near = window_between(seconds_from_civil(2024, 1, 15), seconds_from_civil(2024, 4, 1), 0.0)
    assert row("chinese", near, code="zh")[1] == ("甲辰年正月", (2024, 2, 10))
    assert row("chinese", near)[1] == ("Dragon · 1", (2024, 2, 10))


def test_farther_out_chinese_cycles_are_named_by_their_years():
    assert ("甲子", (1984, 2, 2)) in row("chinese", window(1700, 2000), code="zh")
    assert ("jiǎzǐ", (1984, 2, 2)) in row("chinese", window(1200, 2000))
    assert row("chinese", window(-8000, 2000)) == []  # sixty years have no room


def test_the_chinese_row_says_nothing_outside_of_its_table():
    assert row("chinese", window(400, 700)) == row("chinese", window(2200, 2210)) == []
    assert row("chinese", window(760, 767))[0][1] == (763, 1, 23)


def test_years_before_present_grow_to_the_left():
    texts = [text for text, _ in row("before-present", window(-10000, 2000))]
    assert texts == [
        "12,000",
        "11,000",
        "10,000",
        "9,000",
        "8,000",
        "7,000",
        "6,000",
        "5,000",
        "4,000",
        "3,000",
        "2,000",
        "1,000",
        "0",
    ]


def test_hijri_years_stand_only_where_the_calendar_is():
    shown = row("hijri", window(500, 700))
    assert all(day >= (622, 7, 19) for _, day in shown)
    assert shown


@pytest.mark.parametrize("calendar", ["iso-week", "fiscal", "hijri", "hebrew", "japanese", "chinese", "before-present"])
@given(st.integers(-20_000, 12_000), st.floats(0.01, 40_000))
def test_labels_are_in_order_and_have_room(calendar, first, years):
    start = seconds_from_civil(first)
    time_window = window_between(start, start + round(years * 365.25 * 86_400), 0.0)
    found = second_row(
        calendar,
        time_window,
        language("en"),
        1,
        lambda text, seconds: len(text) * 9.0 < seconds * 1200 / time_window.span,
    )
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))
    assert len(found) < 200
