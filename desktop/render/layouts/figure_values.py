"""Reads figures as numbers, where they can be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from desktop.i18n import Language
from desktop.story.dates.format_date import format_date
from desktop.story.dates.parse import parse_date

_NUMBER: Final = re.compile(r"[-−+]?\d(?:[\d\s\u00a0\u202f.,’']*\d)?")
_DASH: Final = re.compile("[-–—]")
_MAX_LENGTH: Final = 60
"""A longer text is no amount."""
_QUALIFIER: Final = re.compile(r"^[~≈<>≤≥\s]*(?:[^\W\d_A-Z]+\s+)*(?=\S*\d)")
"""What says how sure a number is: signs, or small words such as "at least"."""
_LARGE_COUNT: Final = re.compile(r"\d[\s\u00a0\u202f.,’']\d{3}|\d{5}|\d[.,]\d")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SPACES: Final = re.compile(r"[\s\u00a0\u202f’']")


def parse_figure(text: str) -> tuple[float, str] | None:
    """Return a figure's number and its unit, or None.

    The unit is what stands around the number. A comma or a point before one, two or more than three last digits is a
    decimal sign.
    """
    numbers = _NUMBER.findall(text)
    if len(numbers) != 1:
        return None
    unit = _SPACES.sub("", _NUMBER.sub("", text))
    digits = _SPACES.sub("", numbers[0]).replace("−", "-").lstrip("+")
    last_sign = max(digits.rfind(","), digits.rfind("."))
    if last_sign >= 0:
        decimals = len(digits) - last_sign - 1
        is_decimal = decimals != 3 or (digits.count(",") > 0 and digits.count(".") > 0)
        whole = re.sub("[.,]", "", digits[:last_sign])
        digits = f"{whole}.{digits[last_sign + 1 :]}" if is_decimal else whole + digits[last_sign + 1 :]
    try:
        return float(digits), unit
    except ValueError:
        return None


def magnitudes(figures: Sequence[str], language: Language) -> list[float | None]:
    """Return each figure as a share of the largest, or None.

    Only positive numbers of one unit are compared, and only where there are two at least. Numbers without a unit may count
    different things, and dates such as "3 April" count nothing.
    """
    numbers = [parse_figure(text) for text in figures]
    known = [number for number in numbers if number is not None]
    values = [value for value, _ in known]
    units = {unit for _, unit in known}
    if len(known) < 2 or len(units) > 1 or units == {""} or min(values) < 0 or max(values) <= 0:
        return [None] * len(figures)
    if any(_is_date(text, language) for text in figures):
        return [None] * len(figures)
    return [None if number is None else number[0] / max(values) for number in numbers]


def claimed_ranges(claims: Sequence[str], language: Language) -> list[tuple[float, float] | None]:
    """Return each claim's least and most, as shares of the largest.

    A claim is a number, as in "at least 140", or a range, as in "5–10 %". All answer one question, so that those without a
    unit are compared too where one cannot be a year: it is large, or something says how sure it is.
    """
    ranges = [_parse_range(text) for text in claims]
    known = [found for found in ranges if found is not None]
    units = {unit for _, _, unit in known}
    largest = max((most for _, most, _ in known), default=0.0)
    is_comparable = len(known) > 1 and len(units) == 1 and largest > 0 and min(least for least, _, _ in known) >= 0
    are_amounts = units != {""} or any(_LARGE_COUNT.search(text) or _is_qualified(text) for text in claims)
    if not is_comparable or not are_amounts or any(_is_date(text, language) for text in claims):
        return [None] * len(claims)
    return [None if found is None else (found[0] / largest, found[1] / largest) for found in ranges]


def _parse_range(text: str) -> tuple[float, float, str] | None:
    """Return the least and most number of a claim, and their unit."""
    if len(text) > _MAX_LENGTH:
        return None
    text = _QUALIFIER.sub("", text)
    number = parse_figure(text)
    if number is not None:
        return number[0], number[0], number[1]
    for dash in _DASH.finditer(text):
        least, most = parse_figure(text[: dash.start()].strip()), parse_figure(text[dash.end() :].strip())
        if least is not None and most is not None and least[0] <= most[0]:
            return least[0], most[0], most[1] if least[1] == most[1] else least[1] + most[1]
    return None


def _is_qualified(text: str) -> bool:
    """Return whether a number is approximate, or a bound."""
    return len(text) <= _MAX_LENGTH and bool(_QUALIFIER.sub("", text) != text)


def _is_date(figure: str, language: Language) -> bool:
    """Return whether a figure has a word of dates, such as "April"."""
    return not _words_of_dates(language).isdisjoint(word.casefold() for word in _WORD.findall(figure))


@lru_cache(maxsize=64)
def _words_of_dates(language: Language) -> frozenset[str]:
    """Return the folded words of a language's months and centuries."""
    months = (*language.month_names, *language.short_month_names)
    known = {word for name in months for word in _WORD.findall(name)}
    for sample in ("1850", "199X", "16XX", "0030", "-0586"):
        known.add(max(_WORD.findall(format_date(parse_date(sample), language)), key=len, default=""))
    return frozenset(word.casefold() for word in known)
