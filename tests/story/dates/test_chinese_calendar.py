"""The Chinese calendar: new years and leap months that are known, and the table beside the library that computed it."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import pytest

from desktop.story.dates.calendar import days_from_civil
from desktop.story.dates.chinese_calendar import chinese_months, chinese_year_starts, sexagenary

sys.path.append(str(Path(__file__).parents[3] / "packaging"))


@pytest.mark.parametrize(
    ("year", "new_year"),
    [
        (1912, (1912, 2, 18)),
        (1949, (1949, 1, 29)),
        (1984, (1984, 2, 2)),
        (1985, (1985, 2, 20)),
        (2018, (2018, 2, 16)),
        (2023, (2023, 1, 22)),
        (2024, (2024, 2, 10)),
        (2033, (2033, 1, 31)),
        (2034, (2034, 2, 19)),
    ],
)
def test_a_year_begins_on_the_new_year_that_was_celebrated(year, new_year):
    assert chinese_months(year)[0].start == days_from_civil(*new_year)


@pytest.mark.parametrize(
    ("year", "leap"),
    [(1900, 8), (1984, 10), (2020, 4), (2023, 2), (2024, None), (2033, 11)],
)
def test_the_leap_month_follows_the_month_of_its_number(year, leap):
    months = [(month.number, month.is_leap) for month in chinese_months(year)]
    assert [number for number, is_leap in months if is_leap] == ([] if leap is None else [leap])
    assert leap is None or months[leap - 1 : leap + 1] == [(leap, False), (leap, True)]
    assert [number for number, is_leap in months if not is_leap] == list(range(1, 13))


def test_months_follow_one_another_through_all_years():
    first, starts = chinese_year_starts()
    starts_of_months = [month.start for year in range(first, first + len(starts) - 1) for month in chinese_months(year)]
    days = [after - before for before, after in itertools.pairwise(starts_of_months)]
    assert set(days) == {29, 30}
    assert starts[-1] - starts_of_months[-1] in (29, 30)
    assert {after - before for before, after in itertools.pairwise(starts)} <= {353, 354, 355, 383, 384, 385}


def test_the_table_is_what_the_library_computes():
    pytest.importorskip("lunar_python", reason="pip install lunar-python")
    import chinese_years

    for year in (chinese_years.FIRST, *range(1582, chinese_years.LAST, 19), chinese_years.LAST):
        computed = chinese_years.months_of(year)
        read = chinese_months(year)
        assert read[0].start == chinese_years.first_day(computed), year
        assert [(month.number, month.is_leap) for month in read] == [
            (abs(month.getMonth()), month.isLeap()) for month in computed
        ], year
        lengths = [after.start - before.start for before, after in itertools.pairwise(read)]
        assert lengths == [month.getDayCount() for month in computed[:-1]], year


def test_outside_of_the_table_there_are_no_months():
    first, starts = chinese_year_starts()
    after_last = first + len(starts) - 1
    assert chinese_months(first)
    assert chinese_months(after_last - 1)
    assert chinese_months(first - 1) == chinese_months(after_last) == ()


def test_a_year_has_a_stem_and_a_branch():
    assert sexagenary(1984) == (0, 0)  # jiǎzǐ
    assert sexagenary(2024) == (0, 4)  # jiǎchén, of the dragon
    assert sexagenary(1911) == (7, 11)  # xīnhài, of the revolution
