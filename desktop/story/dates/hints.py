"""Suggest a valid date for a text that is not EDTF.

The suggestion is what the writer most likely meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Final

from desktop.i18n import available_languages, language
from desktop.story.dates.calendar import days_in_month
from desktop.story.normalize import normalize

Hint = tuple[str, str]
"""The key of a hint in `desktop.story.dates.date_errors`, and the example for it."""
_Pattern = tuple[str, Callable[[re.Match[str]], Hint | None]]

_ROMAN: Final = {"i": 1, "v": 5, "x": 10}
_DAY: Final = "2014-06-05"


def suggest(text: str, code: str, values: Mapping[str, object]) -> Hint:
    """Return the hint for the likely intention; its example is valid."""
    return _likely_hint(text) or _example_for_code(text.strip(), code, values)


def likely_date(text: str) -> str | None:
    """Return the EDTF date that a text in words most likely means.

    "25 May 1961" gives "1961-05-25"; None where nothing is recognised.
    """
    hint = _likely_hint(text)
    return hint[1] if hint else None


def _likely_hint(text: str) -> Hint | None:
    plain = normalize(text)
    suggestion = _from_patterns(plain, _PATTERNS)
    # The words of all languages are read when a text with words is wrong, and never before.
    if suggestion is None and any(sign.isalpha() for sign in plain):
        suggestion = _from_patterns(plain, _worded_patterns()) or _from_names(plain)
    return suggestion


def _from_patterns(plain: str, patterns: Iterable[_Pattern]) -> Hint | None:
    """Return the hint of the first pattern that fits a normalized text."""
    for pattern, make_hint in patterns:
        shape_match = re.fullmatch(pattern, plain, re.ASCII)
        suggestion = make_hint(shape_match) if shape_match else None
        if suggestion:
            return suggestion
    return None


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


def _of_valid_date(key: str, form: str) -> Callable[[re.Match[str]], Hint | None]:
    """Return the function that suggests dates of a calendar."""
    return lambda found: (key, form.format(found[1])) if _is_valid(found[1]) else None


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


def _about_and_unsure(found: re.Match[str]) -> Hint | None:
    """Return the hint for a date with two signs behind it."""
    written = re.sub(r"~\?|\?~", "%", found[0])
    dates = [end.rstrip("?~%") for end in written.split("/") if end != ".."]
    return ("about_and_unsure", written) if all(map(_is_valid, dates)) else None


def _sure_time(found: re.Match[str]) -> Hint | None:
    """Return the hint for a time with a sign behind it."""
    written = re.sub(r"(:\d\dz?)[?~%]+", r"\1", found[0]).upper()
    moments = [end.rstrip("Z?~%").split("T") for end in written.split("/") if end != ".."]
    is_valid = all(_time(day, time) if time else _is_valid(day) for day, time in ((*one, "")[:2] for one in moments))
    return ("sure_time", written) if is_valid else None


_YEAR: Final = r"(\d{4}(?:-\d\d){0,2})"
_END_WITH_SIGNS: Final = r"(?:\d{4}(?:-\d\d){0,2}(?:~\?|\?~|[?~%])?|\.\.)"
_MOMENT_WITH_SIGN: Final = r"(?:\d{4}-\d\d-\d\d(?:t\d\d:\d\d(?::\d\d)?z?)?[?~%]*|\.\.)"
_PATTERNS: Final[tuple[_Pattern, ...]] = (
    (r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4})", _day_first),
    (r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?", _year_first),
    (r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", lambda found: None if _is_full_date(found[0]) else _year_first(found)),
    (r"(\d{4})(\d\d)(\d\d)", _year_first),
    (rf"{_YEAR}\s*(?:[–—]|-|\.\.+| / | /|/ )\s*{_YEAR}", lambda found: _interval(found[1], found[2])),
    (rf"([\[{{]){_YEAR}/{_YEAR}[\]}}]", lambda found: _set_from_interval(*found.groups())),
    (rf"{_YEAR}\s*[-–—/]\s*(?:\?|\.\.\.)", _of_valid_date("open", "{}/..")),
    (r"(\d{2,3})([ux?*_-]{1,2})", lambda found: _unspecified_digits(found[1], found[2])),
    (r"(-?)(\d{5,20})", lambda found: ("long", f"Y{found[1]}{found[2]}") if int(found[2]) else None),
    (rf"(?=.*(?:~\?|\?~)){_END_WITH_SIGNS}(?:/{_END_WITH_SIGNS})?", _about_and_unsure),
    (rf"(?=.*:\d\dz?[?~%]){_MOMENT_WITH_SIGN}(?:/{_MOMENT_WITH_SIGN})?", _sure_time),
    (rf"{_YEAR}[ t](\d\d:\d\d(?::\d\d)?)", lambda found: _time(found[1], found[2])),
)


@cache
def _worded_patterns() -> tuple[_Pattern, ...]:
    """Return the patterns with the words of all languages."""
    before, after, now, about, to = map(_any_word, ("before", "after", "now", "about", "to"))
    bc, quarter, century, ordinal = map(_any_word, ("bc", "quarter", "century", "ordinal_after"))
    articles, decade = _any_word("decade_before"), _any_word("decade_after")
    return (
        (rf"{_YEAR}\s{to}\s{_YEAR}", lambda found: _interval(found[1], found[2])),
        (rf"{_YEAR}\s*[-–—/]\s*{now}", _of_valid_date("open", "{}/..")),
        (rf"{before}\s+{_YEAR}", _of_valid_date("open", "../{}")),
        (rf"{after}\s+{_YEAR}", _of_valid_date("open", "{}/..")),
        (rf"{about}\s*{_YEAR}", _of_valid_date("about", "{}~")),
        (rf"(\d{{1,4}})\s*{bc}", _before_our_era),
        (rf"(?:{articles}\s)?(\d{{3}})0(?:-?{decade})?", lambda found: ("unsaid", f"{found[1]}X")),
        (rf"(?:{_any_word('century_before')}\s)?(\d{{1,2}}|[ivx]+){ordinal}?\s+{century}", _century),
        (rf"(\d{{4}})\s*{quarter}([1-4])", lambda found: ("example", f"{found[1]}-{32 + int(found[2])}")),
        (rf"{quarter}([1-4])\s*(\d{{4}})", lambda found: ("example", f"{found[2]}-{32 + int(found[1])}")),
    )


def _any_word(key: str) -> str:
    """Return a pattern of the words under a key of [reading]."""
    words = {
        normalize(word)
        for code in available_languages()
        for word in language(code).own_convention("reading", key) or ()
    }
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or '(?!)'})"


@cache
def _names(table: str) -> dict[str, int]:
    """Return the months or seasons by their names in all languages."""
    places: dict[str, int] = {}
    for code in available_languages():
        own = language(code)
        rows = list((own.own_convention(table) or {}).values())
        rows += (own.own_convention("reading", table) or {}).values()
        places |= {normalize(name).rstrip("."): place for names in rows for place, name in enumerate(names) if name}
    return places


def _is_full_date(text: str) -> bool:
    return re.fullmatch(r"(?a)\d{4}-\d\d(?:-\d\d)?", text) is not None


def _interval(first: str, second: str) -> Hint | None:
    return ("dash", f"{first}/{second}") if first <= second and _is_valid(first) and _is_valid(second) else None


def _set_from_interval(start: str, first: str, second: str) -> Hint | None:
    end = "]" if start == "[" else "}"
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


def _from_names(plain: str) -> Hint | None:
    """Return the hint for a month or season in words."""
    year = re.search(r"(?a)(?<!\d)\d{4}(?!\d)", plain)
    if not year:
        return None
    seasons, months = _names("seasons"), _names("months")
    for word in re.findall(r"[^\W\d_]+", plain):
        if word in seasons:
            return "example", f"{year[0]}-{21 + seasons[word]}"
        # An abbreviation of any length from three letters on: "sept", "octob".
        longer = (place for name, place in months.items() if len(word) > 2 and name.startswith(word))
        place = months[word] if word in months else next(longer, None)
        if place is not None:
            day = re.search(r"(?a)(?<!\d)\d{1,2}(?!\d)", plain)
            return _hint_if_valid("example", _iso_date(int(year[0]), place + 1, int(day[0]) if day else None))
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
