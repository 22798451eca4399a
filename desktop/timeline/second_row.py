"""Find the labels of a second row of the axis."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.i18n import Language
from desktop.story.dates.calendar import SECONDS_PER_DAY, add_months, civil_from_days, days_from_civil
from desktop.story.dates.chinese_calendar import (
    CYCLE_YEAR,
    ChineseMonth,
    chinese_months,
    chinese_year_starts,
    sexagenary,
)
from desktop.story.dates.other_calendars import hebrew_year_start, hijri_year_start, iso_week
from desktop.timeline.camera import YEAR_SECONDS, TimeWindow

PRESENT: Final = 1950
"""The year from which years before present are counted."""
JAPANESE_ERAS: Final = (
    ((1868, 10, 23), "Meiji", "明治"),
    ((1912, 7, 30), "Taishō", "大正"),
    ((1926, 12, 25), "Shōwa", "昭和"),
    ((1989, 1, 8), "Heisei", "平成"),
    ((2019, 5, 1), "Reiwa", "令和"),
)
_ERA_STARTS: Final = frozenset(days_from_civil(*begin) * SECONDS_PER_DAY for begin, _, _ in JAPANESE_ERAS)
_HAN: Final = ("ja", "zh", "zh-Hant", "zh-TW")
_MEAN_DAYS: Final = {"hijri": 354.3667, "hebrew": 365.2468}
_CHINESE_STEPS: Final = (1, 2, 5, 10, 20, 30, 60)  # beyond a cycle all of them would have one name
_MOST: Final = 400  # boundaries that are looked at
_MOST_IN_STRETCH: Final = 24  # of a stretch of an uneven axis, a hundred pixels long

Boundary = tuple[int, str]
"""The second at which something begins, and what it is called."""


@dataclass(frozen=True, slots=True)
class RowLabel:
    """Holds a label with the time that it is of, in seconds."""

    start: int
    end: int
    text: str


def second_row(
    calendar: str, time_window: TimeWindow, language: Language, first_month: int, fits: Callable[[str, float], bool]
) -> list[RowLabel]:
    """Return what the years, quarters or weeks of a window are called.

    `fits` tells whether a text has room in some seconds; the finest division whose names have room is taken. The first
    label may begin before the window; an era without room has the text "": it ends the one before.
    """
    for boundaries in _divisions(calendar, time_window, language, first_month, _MOST):
        labels = [
            RowLabel(start, end, text)
            for (start, text), (end, _) in itertools.pairwise(boundaries)
            if text and end > time_window.start and start < time_window.end
        ]
        whole = [
            label for label in labels if label.start >= time_window.start and label.end <= time_window.end
        ] or labels
        longest = max((label.end - label.start for label in whole), default=0)
        # The last days of an era are left without a name rather than all of its years.
        typical = [label for label in whole if 2 * (label.end - label.start) > longest]
        if typical and all(fits(label.text, label.end - label.start) for label in typical):
            named = (label not in whole or fits(label.text, label.end - label.start) for label in labels)
            return [
                label if has_room else RowLabel(label.start, label.end, "")
                for label, has_room in zip(labels, named, strict=True)
                if has_room or (calendar == "japanese" and label.start in _ERA_STARTS)
            ]
    return []


def round_labels(
    calendar: str, time_window: TimeWindow, language: Language, first_month: int, take_room: Callable[[str, int], bool]
) -> list[RowLabel]:
    """Return the names of the roundest years in a stretch.

    It is a part of an uneven axis. `take_room` returns whether a text has room at a second, which it then takes.
    """
    for boundaries in reversed(list(_divisions(calendar, time_window, language, first_month, _MOST_IN_STRETCH))):
        labels = [
            RowLabel(start, end, text)
            for (start, text), (end, _) in itertools.pairwise(boundaries)
            if text and time_window.start <= start < time_window.end
        ]
        if labels:
            return [label for label in labels if take_room(label.text, label.start)]
    return []


def _divisions(
    calendar: str, time_window: TimeWindow, language: Language, first_month: int, most: int
) -> Iterator[list[Boundary]]:
    """Yield divisions of a window, each coarser than the one before.

    Those of about `most` boundaries or more are left out.
    """
    low, high = time_window.start // SECONDS_PER_DAY, time_window.end // SECONDS_PER_DAY
    if calendar == "iso-week":
        for weeks in (1, 2, 4, 13):
            if (high - low) / (7 * weeks) < most:
                yield _weeks(low, high, weeks, language)
        return
    if calendar == "chinese":
        yield from _chinese_divisions(low, high, language, most)
        return
    if calendar == "fiscal" and (high - low) / 91 < most:
        yield _quarters(low, high, first_month, language)
    for exponent in range(10):
        for factor in (1, 2, 5):
            step = factor * 10**exponent
            if time_window.span / YEAR_SECONDS / step < most:
                yield _years(calendar, low, high, step, first_month, language)


def _years(calendar: str, low: int, high: int, step: int, first_month: int, language: Language) -> list[Boundary]:
    """Return where every so many years begin."""
    if calendar == "japanese":
        return _japanese_years(low, high, step, language)
    if calendar == "before-present":
        later = PRESENT - civil_from_days(high)[0]
        first, last = (later // step - 1) * step, PRESENT - civil_from_days(low)[0] + step
        return [
            (
                days_from_civil(PRESENT - year, 1, 1) * SECONDS_PER_DAY,
                language.format_number(year, 0) if year >= 0 else "",
            )
            for year in range(last // step * step, first - 1, -step)
        ]
    start_of = {"hijri": hijri_year_start, "hebrew": hebrew_year_start}.get(calendar)
    if start_of is None:

        def start_of(year: int) -> int:
            return days_from_civil(year, first_month, 1)

        year = civil_from_days(low)[0] - 1
    else:
        year = int((low - start_of(1)) // _MEAN_DAYS[calendar])
    boundaries: list[Boundary] = []
    year = year // step * step
    while not boundaries or boundaries[-1][0] <= high * SECONDS_PER_DAY:
        text = _fiscal_year(year, first_month, language) if calendar == "fiscal" else language.format_decimal(str(year))
        is_counted = calendar == "fiscal" or year > 0
        boundaries.append((start_of(year) * SECONDS_PER_DAY, text if is_counted else ""))
        year += step
    return boundaries


def _japanese_years(low: int, high: int, step: int, language: Language) -> list[Boundary]:
    """Return where years of eras begin, the first with its era."""
    boundaries: list[Boundary] = []
    for number, (begin, romaji, kanji) in enumerate(JAPANESE_ERAS):
        next_begin = JAPANESE_ERAS[number + 1][0] if number + 1 < len(JAPANESE_ERAS) else None
        end = days_from_civil(*next_begin) if next_begin is not None else high + 366 * step
        nearest = max(step, (civil_from_days(low)[0] - begin[0]) // step * step)
        last = civil_from_days(end)[0] - begin[0] + 1
        for count in dict.fromkeys((1, *range(nearest, last + 1, step))):
            day = days_from_civil(*begin) if count == 1 else days_from_civil(begin[0] + count - 1, 1, 1)
            if day < end:
                said = language.format_decimal(str(count))
                text = f"{kanji}{said}" if language.code in _HAN else f"{romaji} {said}"
                boundaries.append((day * SECONDS_PER_DAY, text))
    return [one for one in boundaries if low - 366 * step <= one[0] // SECONDS_PER_DAY]


def _chinese_divisions(low: int, high: int, language: Language, most: int) -> Iterator[list[Boundary]]:
    """Yield months, years and parts of cycles, first in their long forms."""
    first, starts = chinese_year_starts()
    begin, end = max(bisect_right(starts, low) - 1, 0), min(bisect_right(starts, high), len(starts) - 1)
    if (end - begin) * 12 < most:
        months = [month for year in range(first + begin, first + end) for month in chinese_months(year)]
        for form in ("month", ""):
            said = [_chinese_month(month, form, language) for month in months]
            yield _from_days([*(month.start for month in months), starts[end]], said)
    for step in _CHINESE_STEPS:
        if (end - begin) / step < most:
            years = range(first + begin - (first + begin - CYCLE_YEAR) % step, first + end, step)
            bounds = [*years, years[-1] + step] if years else [first + begin]
            days = [starts[min(max(year - first, 0), len(starts) - 1)] for year in bounds]
            # An animal tells years apart for twelve years only: farther out, the sixty names do.
            for form in {1: ("year", "short_year"), 2: ("short_year",)}.get(step, ("cycle",)):
                yield _from_days(days, [_chinese_year(year, form, language) for year in years])


def _from_days(days: list[int], texts: list[str]) -> list[Boundary]:
    """Return boundaries, one day more than texts."""
    return [(day * SECONDS_PER_DAY, text) for day, text in zip(days, [*texts, ""], strict=True)]


@lru_cache(maxsize=2048)  # four centuries took 9 ms of each frame without
def _chinese_year(year: int, form: str, language: Language) -> str:
    """Return the name of a year in a form of `[chinese_calendar]`."""
    stem, branch = sexagenary(year)
    stem_name = language.convention("chinese_calendar", "stems")[stem]
    branch_name = language.convention("chinese_calendar", "branches")[branch]
    cycle = str(language.convention("chinese_calendar", "cycle").format(stem=stem_name, branch=branch_name))
    if form == "cycle":
        return cycle
    animal = language.convention("chinese_calendar", "animals")[branch]
    return str(language.convention("chinese_calendar", form).format(cycle=cycle, animal=animal))


@lru_cache(maxsize=2048)
def _chinese_month(month: ChineseMonth, form: str, language: Language) -> str:
    text = str(language.convention("chinese_calendar", "months")[month.number - 1])
    text = language.format_decimal(text) if text.isdecimal() else text
    if month.is_leap:
        text = language.convention("chinese_calendar", "leap").format(month=text)
    if not form:
        return text
    year = _chinese_year(month.year, "short_year", language)
    return str(language.convention("chinese_calendar", form).format(year=year, month=text))


def _weeks(low: int, high: int, weeks: int, language: Language) -> list[Boundary]:
    monday = low - (low + 3) % 7
    boundaries = []
    while monday <= high + 7 * weeks:
        _, number = iso_week(monday)
        if (number - 1) % weeks == 0 and (weeks == 1 or number <= 52):
            boundaries.append((monday * SECONDS_PER_DAY, language.format_decimal(str(number))))
        monday += 7
    return boundaries


def _quarters(low: int, high: int, first_month: int, language: Language) -> list[Boundary]:
    first_year = civil_from_days(low)[0] - 1
    boundaries: list[Boundary] = []
    while not boundaries or boundaries[-1][0] <= high * SECONDS_PER_DAY:
        fiscal_year, quarter = divmod(len(boundaries), 4)
        year, month = add_months(first_year + fiscal_year, first_month, 3 * quarter)
        name = _fiscal_year(first_year + fiscal_year, first_month, language)
        form = language.convention("fiscal_year", "quarter")
        text = str(form.format(n=language.format_decimal(str(quarter + 1)), year=name))
        boundaries.append((days_from_civil(year, month, 1) * SECONDS_PER_DAY, text))
    return boundaries


def _fiscal_year(year: int, first_month: int, language: Language) -> str:
    return language.format_decimal(str(year) if first_month == 1 else f"{year}/{(year + 1) % 100:02d}")
