"""Suggest a valid date for a text that is not EDTF.

The suggestion is what the writer most likely meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from desktop.story.dates.calendar import days_in_month

Hint = tuple[str, str]
"""The key of a hint in `desktop.story.dates.date_errors`, and the example for it."""

_MONTHS: Final = (
    ("jan",), ("feb", "fév", "fev"), ("mar",), ("apr", "avr"), ("may", "mai"), ("jun", "juin"), ("jul", "juil"),
    ("aug", "août", "aou"), ("sep",), ("oct",), ("nov",), ("dec", "déc"),
)  # fmt: skip
_SEASONS: Final = {
    "spring": 21, "printemps": 21, "summer": 22, "été": 22, "autumn": 23, "fall": 23, "automne": 23, "winter": 24,
    "hiver": 24,
}  # fmt: skip
_ROMAN: Final = {"i": 1, "v": 5, "x": 10}
_DAY: Final = "2014-06-05"


def suggest(text: str, code: str, values: Mapping[str, object]) -> Hint:
    """Return the hint for the likely intention; its example is valid."""
    lower = text.strip().lower()
    for pattern, make_hint in _PATTERNS:
        shape_match = re.fullmatch(pattern, lower, re.ASCII)
        suggestion = make_hint(shape_match) if shape_match else None
        if suggestion:
            return suggestion
    return _from_names(lower) or _example_for_code(text.strip(), code, values)


def _iso_date(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """Return a date of the years 0 to 9999, or None.

    None means that there is no such month or day.
    """
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= day <= days_in_month(year, month) else None


def _hint_if_valid(key: str, example: str | None) -> Hint | None:
    return (key, example) if example else None


def _day_first(date_match: re.Match[str]) -> Hint | None:
    first, second, year = int(date_match[1]), int(date_match[2]), int(date_match[3])
    # Day before month, as most of the world writes it; else month before day, as Americans do.
    return _hint_if_valid("order", _iso_date(year, second, first) or _iso_date(year, first, second))


def _year_first(date_match: re.Match[str]) -> Hint | None:
    return _hint_if_valid(
        "example", _iso_date(int(date_match[1]), int(date_match[2]), int(date_match[3]) if date_match[3] else None)
    )


def _before_our_era(date_match: re.Match[str]) -> Hint | None:
    year = int(date_match[1]) - 1
    return "bc", f"-{year:04d}" if year > 0 else "0000"


def _century(century_match: re.Match[str]) -> Hint | None:
    if century_match[1].isdigit():
        number = int(century_match[1])
    else:
        digits = [_ROMAN[sign] for sign in century_match[1]]
        number = sum(
            -value if value < next_value else value for value, next_value in zip(digits, [*digits[1:], 0], strict=True)
        )
    return ("unsaid", f"{number - 1:02d}XX") if 1 <= number <= 99 else None


_YEAR: Final = r"(\d{4}(?:-\d\d){0,2})"
_BEFORE: Final = r"(?:before|until|till|up to|avant|jusqu['’](?:en|au|à))\s+(?:le |l['’]an )?"
_AFTER: Final = r"(?:after|since|from|après|depuis|à partir de|dès)\s+(?:le |l['’]an )?"
_NOW: Final = r"(?:now|today|present|aujourd['’]hui|maintenant|\?|…|\.\.\.)"
_ABOUT: Final = r"(?:c\.|ca\.?|circa|about|around|vers|env\.?|environ)"
_PATTERNS: Final[tuple[tuple[str, Callable[[re.Match[str]], Hint | None]], ...]] = (
    (r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4})", _day_first),
    (r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?", _year_first),
    (r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", lambda found: None if _is_full_date(found[0]) else _year_first(found)),
    (r"(\d{4})(\d\d)(\d\d)", _year_first),
    (rf"{_YEAR}\s*(?:[–—]|-|\.\.+| / | /|/ | to | à | au )\s*{_YEAR}", lambda found: _interval(found[1], found[2])),
    (rf"([\[{{]){_YEAR}/{_YEAR}([\]}}])", lambda found: _set_from_interval(*found.groups())),
    (rf"{_YEAR}\s*[-–—/]\s*{_NOW}", lambda found: ("open", f"{found[1]}/..")),
    (rf"{_BEFORE}{_YEAR}", lambda found: ("open", f"../{found[1]}")),
    (rf"{_AFTER}{_YEAR}", lambda found: ("open", f"{found[1]}/..")),
    (rf"{_ABOUT}\s*{_YEAR}", lambda found: ("about", f"{found[1]}~")),
    (r"(\d{1,4})\s*(?:bc|bce|b\.c\.|av\.? ?j\.?-?c\.?|avant j\.?-?c\.?)", _before_our_era),
    (r"(?:the |les )?(?:années )?(\d{3})0(?:['’]?s)?", lambda found: ("unsaid", f"{found[1]}X")),
    (r"(?:the |le )?(\d{1,2}|[ivx]+)(?:st|nd|rd|th|e|er|ème)?\s+(?:century|siècle|siecle)", _century),
    (r"(\d{4})\s*(?:q|t)([1-4])", lambda found: ("example", f"{found[1]}-{32 + int(found[2])}")),
    (r"(?:q|t)([1-4])\s*(\d{4})", lambda found: ("example", f"{found[2]}-{32 + int(found[1])}")),
    (r"(\d{2,3})([ux?*_-]{1,2})", lambda found: _unspecified_digits(found[1], found[2])),
    (r"(-?)(\d{5,20})", lambda found: ("long", f"Y{found[1]}{found[2]}") if int(found[2]) else None),
    (rf"{_YEAR}[ t](\d\d:\d\d(?::\d\d)?)", lambda found: _time(found[1], found[2])),
)


def _is_full_date(text: str) -> bool:
    return re.fullmatch(r"(?a)\d{4}-\d\d(?:-\d\d)?", text) is not None


def _interval(first: str, second: str) -> Hint | None:
    return ("dash", f"{first}/{second}") if first <= second and _is_valid(first) and _is_valid(second) else None


def _set_from_interval(start: str, first: str, second: str, end: str) -> Hint | None:
    return ("example", f"{start}{first}..{second}{end}") if _interval(first, second) else None


def _is_valid(date: str) -> bool:
    year, month, day = (*(int(part) for part in date.split("-")), None, None)[:3]
    return year is not None and _iso_date(year, month, day) is not None


def _unspecified_digits(digits: str, rest: str) -> Hint | None:
    return ("unsaid", digits + "X" * len(rest)) if len(digits + rest) == 4 else None


def _time(day: str, time: str) -> Hint | None:
    hour, minute, *second = (int(part) for part in time.split(":"))
    is_valid_time = hour < 24 and minute < 60 and all(seconds < 60 for seconds in second)
    return ("example", f"{day}T{time}") if is_valid_time and len(day) == 10 and _is_valid(day) else None


def _from_names(lower: str) -> Hint | None:
    """Return the hint for a month or season in words."""
    year = re.search(r"(?a)(?<!\d)\d{4}(?!\d)", lower)
    word = re.search(r"[a-zéûà]+", lower)
    if not year or not word:
        return None
    if word[0] in _SEASONS:
        return "example", f"{year[0]}-{_SEASONS[word[0]]}"
    for number, names in enumerate(_MONTHS, 1):
        if word[0].startswith(names):
            day = re.search(r"(?a)(?<!\d)\d{1,2}(?!\d)", lower)
            return _hint_if_valid("example", _iso_date(int(year[0]), number, int(day[0]) if day else None))
    return None


def _example_for_code(text: str, code: str, values: Mapping[str, object]) -> Hint:
    """Return a valid example for an error code."""
    year = re.match(r"(?a)[?~%]?(-?(?!0000)\d{4})(?!\d)", text)
    if code == "month_out_of_range":
        return "example", f"{year[1] if year else '2014'}-12"
    if code == "day_out_of_range":
        year_number, month, last_day = values.get("year"), values.get("month"), values.get("last")
        if isinstance(year_number, int) and isinstance(month, int) and isinstance(last_day, int):
            year_text = f"{year_number:05d}" if year_number < 0 else f"{year_number:04d}"
            return "example", f"{year_text}-{month:02d}-{min(last_day, days_in_month(year_number, month)):02d}"
    if code == "end_before_start":
        swapped = f"{values['second']}/{values['first']}"
        ends = {"[": "[]", "{": "{}"}.get(text[:1])
        return "example", f"{ends[0]}{swapped.replace('/', '..')}{ends[1]}" if ends else swapped
    if code == "unclosed_set":
        return "example", "{1667,1668}" if values["close"] == "}" else "[1667,1668]"
    if code == "empty_member":
        return "example", "{1667,1668}" if text.startswith("{") else "[1667,1668]"
    return "example", _EXAMPLES.get(code, _DAY)


_EXAMPLES: Final = {
    "two_slashes": "2013/2014",
    "no_end_known": "2014/..",
    "time_form": "2014-06-05T20:30",
    "time_out_of_range": "2014-06-05T20:30",
    "negative_zero": "0000",
    "many_members": "[1667..1767]",
    "too_long": "Y-13800000000",
}
