"""Read dates as people write them, beside EDTF."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from desktop.story.dates.date_errors import DateError
from desktop.story.dates.hints import likely_date
from desktop.story.dates.parse import parse_date

_NUMERIC: Final = re.compile(r"\s*(\d{1,2})([./-])(\d{1,2})\2(\d{4})\s*", re.ASCII)


def read_date(text: str) -> str:
    """Return the EDTF date that a text says or means.

    Raises DateError where it is no date.
    """
    text = text.strip()
    try:
        parse_date(text)
    except DateError:
        likely = likely_date(text)
        if likely is None:
            raise
        return likely
    return text


def read_dates(texts: Iterable[str]) -> list[str]:
    """Return the EDTF dates of a column, "" where there is none.

    Whether 3/4 is April or March is decided by the whole column: a 13 in one place settles it. Else the day comes first.
    """
    column = list(texts)
    found = [match for match in map(_NUMERIC.fullmatch, column) if match]
    month_first = any(int(match[3]) > 12 for match in found) and not any(int(match[1]) > 12 for match in found)
    return [_read(text, month_first=month_first) for text in column]


def _read(text: str, *, month_first: bool) -> str:
    match = _NUMERIC.fullmatch(text) if month_first else None
    if match:
        text = f"{match[4]}-{int(match[1]):02d}-{int(match[3]):02d}"
    try:
        return read_date(text) if text.strip() else ""
    except DateError:
        return ""
