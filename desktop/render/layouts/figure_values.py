"""Reads figures as numbers, where they can be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from desktop.i18n import Language
from desktop.story.dates.parse import parse_date
from desktop.story.dates.words import format_date

_NUMBER: Final = re.compile(r"[-−+]?\d(?:[\d\s\u00a0\u202f.,’']*\d)?")
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


def _is_date(figure: str, language: Language) -> bool:
    """Return whether a figure has a word of dates, such as "April"."""
    words = {word.casefold() for word in _WORD.findall(figure)}
    months = (*language.month_names, *language.short_month_names)
    known = {word for name in months for word in _WORD.findall(name)}
    for sample in ("1850", "199X", "16XX"):
        known.add(max(_WORD.findall(format_date(parse_date(sample), language)), key=len, default=""))
    return not words.isdisjoint({word.casefold() for word in known})
