"""Choose the form in which the dates of a column are written.

A guess is made from the first rows, and said. `05/06/2014` may be a day of May or of June: it is guessed only where other
rows tell, and a number is never taken for a year of more than four digits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from desktop.fast_dataclass import dataclass
from desktop.story.dates.date_errors import DateError
from desktop.story.dates.date_format import standard_format
from desktop.story.dates.parse import parse_date
from desktop.timeline.data.dates.date_column import AMBIGUOUS, COUNTED, NO_DATE, OTHER_FORM, DateColumn, is_no_date
from desktop.timeline.data.dates.date_shape import shape_of_moment
from desktop.timeline.data.dates.shaped_dates import parse_extent, read_shaped
from desktop.timeline.data.string_column import Texts
from desktop.timeline.data.tables import Column, Moments, Numbers

NANOSECONDS: Final = {"s": 10**9, "ms": 10**6, "us": 10**3, "ns": 1, "days": 86_400 * 10**9, "excel": 86_400 * 10**9}
"""The length of each unit of numbers; `excel` counts from 1899-12-30, the others from 1970."""

_SAMPLE: Final = 2000
_EPOCH_DIGITS: Final = {10: "s", 13: "ms", 16: "us", 19: "ns"}
_FIRST_GUESSED: Final = 1000
_LAST_GUESSED: Final = 2999
_DIGIT: Final = re.compile(r"[0-9]")
_NUMBER: Final = re.compile(r"\d+(\.\d+)?", re.ASCII)
_NAMED_FORMATS: Final = (
    *("%d %b %Y", "%d-%b-%Y", "%d/%b/%Y", "%b %d, %Y", "%b %d %Y", "%d %B %Y", "%B %d, %Y"),
    *("%d/%b/%Y:%H:%M:%S %z", "%d/%b/%Y:%H:%M:%S", "%d %b %Y %H:%M:%S", "%d-%b-%Y %H:%M:%S", "%b %d %Y %H:%M:%S"),
    *("%a, %d %b %Y %H:%M:%S %z", "%a %b %d %H:%M:%S %Y", "%a %b %d %H:%M:%S %Y %z"),
    *("%A, %B %d, %Y", "%A, %d %B %Y", "%a, %d %b %Y", "%B %Y", "%b %Y", "%Y年%m月%d日", "%Y年%m月"),
)
_CLOCKS: Final = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", ", %H:%M", ", %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
_OTHER_FORMATS: Final = ("%m/%Y", "%m.%Y", "%Y-%m-%d %I:%M %p", "%Y-%m-%d %I:%M:%S %p", "%Y/%m/%d %I:%M %p")
"""Formats that a hint names and no guess tries."""
_SPREADSHEET_DAY: Final = re.compile(r"[1-7][0-9]{4}(\.[0-9]+)?")
_COMPACT_FORMATS: Final = ("%Y%m%d", "%Y%m%dT%H%M%S", "%Y%m%dT%H%M%S%z", "%Y%m%d %H%M%S", "%Y%m%d%H%M%S")


@dataclass(frozen=True, slots=True)
class DateForm:
    """Says how a column writes dates.

    By a format of `strptime`, as numbers of a unit, or as a story does.

    `guessed` says that the story does not say so; `whole_days` that moments stand for days.
    """

    date_format: str = ""
    unit: str = ""
    guessed: bool = False
    whole_days: bool = False


EDTF_FORM: Final = DateForm()


class AmbiguousDates(Exception):
    """Reports dates that can be read in two ways."""

    def __init__(self, example: str, date_format: str) -> None:
        self.example = example
        self.date_format = date_format
        super().__init__(example)


def choose_form(column: Column, date_format: str = "", unit: str = "") -> DateForm:
    """Return how a column writes dates, by its first rows.

    Raises AmbiguousDates.
    """
    if isinstance(column, Moments):
        return EDTF_FORM
    if date_format or unit:
        return DateForm(date_format, unit)
    if isinstance(column, Numbers):
        return _guess_number_form(column)
    sample = _sample(column)
    texts = [text for text in _not_edtf(sample) if not is_no_date(text)]
    # Where most dates are plain, a few others are rows to mend, not a form of the file.
    return _guess_text_form(texts, must_know=2 * len(texts) > len(sample)) if texts else EDTF_FORM


def is_edtf(text: str) -> bool:
    """Return whether a text is a date as a story writes it."""
    try:
        parse_date(text)
    except DateError:
        return False
    return True


def other_form(text: str) -> DateForm | None:
    """Return a form in which a text is a date.

    Raises AmbiguousDates.
    """
    if _SPREADSHEET_DAY.fullmatch(text):
        return DateForm(unit="excel")
    if _NUMBER.fullmatch(text):
        return _guess_digits([text])
    for date_format in (*_COMPACT_FORMATS[1:], *_NAMED_FORMATS, *_OTHER_FORMATS):
        if strptime(text, date_format) is not None:
            return DateForm(date_format)
    form = _guess_day_order([text])
    return form if form.date_format else None


def name_other_forms(column: Texts, dates: DateColumn, most: int) -> dict[str, DateForm]:
    """Note which texts that are no dates have some form.

    Returns the forms by their texts.
    """
    forms: dict[str, DateForm] = {}
    for row in np.flatnonzero(dates.faults == NO_DATE)[:most].tolist():
        text = column[row].strip()
        try:
            form = other_form(text)
        except AmbiguousDates as error:
            forms[text], dates.faults[row] = DateForm(error.date_format), AMBIGUOUS
            continue
        if form is not None:
            forms[text], dates.faults[row] = form, COUNTED if form.unit else OTHER_FORM
    return forms


def two_orders(day_first: str) -> dict[str, str]:
    """Return a format with the day first, and with the month."""
    month_first = day_first.replace("%d", "\0").replace("%m", "%d").replace("\0", "%m")
    return {"day_first": day_first, "month_first": month_first}


def values_of_date(text: str, forms: Mapping[str, DateForm]) -> dict[str, object]:
    """Return the values of the message on a wrong date."""
    if text in forms:
        form = forms[text]
        return {"value": text[:80], "format": form.date_format, "unit": form.unit, **two_orders(form.date_format)}
    reason = parse_extent(text)
    return {"value": text[:80], "reason": reason if isinstance(reason, DateError) else ""}


def strptime(text: str, date_format: str) -> datetime | None:
    """Return a text read by the standard library, or None."""
    try:
        return datetime.strptime(text, standard_format(date_format))  # noqa: DTZ007 — a zone is there only where the text has one
    except ValueError:
        return None


def number_moment(text: str, unit: str) -> int | None:
    """Return a number of a unit as nanoseconds from 1970, or None."""
    if not re.fullmatch(r"[+-]?\d{1,24}(\.\d{1,18})?", text, re.ASCII):
        return None
    whole, _, fraction = text.partition(".")
    digits = len(fraction)
    nanoseconds: int = int(whole + fraction) * NANOSECONDS[unit] // int(10**digits)
    day = NANOSECONDS["days"]
    if NANOSECONDS[unit] == day:  # in numbers of days no digit tells less than a millisecond
        nanoseconds = (nanoseconds + NANOSECONDS["ms"] // 2) // NANOSECONDS["ms"] * NANOSECONDS["ms"]
    if unit != "excel":
        return nanoseconds
    return nanoseconds - (25_568 if 0 <= nanoseconds < 60 * day else 25_569) * day


def zone_minutes(moment: datetime) -> int | None:
    """Return the minutes east of Greenwich of a moment, or None."""
    offset = moment.utcoffset()
    return None if offset is None else int(offset / timedelta(minutes=1))


def _sample(texts: Texts) -> list[str]:
    step = max(1, len(texts) // _SAMPLE)
    return list(dict.fromkeys(texts[row].strip() for row in range(0, len(texts), step)))


def _not_edtf(strings: Sequence[str]) -> list[str]:
    """Return the texts that are no dates as a story writes them.

    What has the form of one, as 2014-02-30, is a row to mend: it tells nothing of the form of others.
    """
    texts = Texts.of(strings)
    dates = DateColumn.blank(len(texts))
    unread = read_shaped(texts, np.ones(len(texts), bool), dates)
    wrong = [strings[row] for row in np.flatnonzero(dates.faults).tolist()]
    others = [text for row in np.flatnonzero(unread).tolist() if not is_edtf(text := strings[row])]
    return wrong + [text for text in others if shape_of_moment(_DIGIT.sub("0", text)) is None]


def _guess_number_form(column: Numbers) -> DateForm:
    values = column.values[~column.empty]
    if not len(values) or np.abs(values.astype(np.float64)).max() <= 9999:
        return DateForm(unit="years", guessed=True)
    chosen = values[:: max(1, len(values) // _SAMPLE)].tolist()
    # A float of a file is exact for microseconds of today; more digits than it has are not guessed.
    texts = [str(int(value)) if float(value).is_integer() else f"{value:.6f}" for value in chosen]
    form = _guess_digits(list(dict.fromkeys(texts)))
    return form or DateForm(unit="years", guessed=True)


def _guess_text_form(texts: Sequence[str], *, must_know: bool) -> DateForm:
    dated = [text for text in texts if any(sign.isdecimal() for sign in text)]
    if not dated:
        return EDTF_FORM
    if all(_NUMBER.fullmatch(text) for text in dated):
        return _guess_digits(dated) or EDTF_FORM
    for date_format in (*_COMPACT_FORMATS[1:], *_NAMED_FORMATS):
        if _share_read(dated, date_format) >= 0.95:
            return DateForm(date_format, guessed=True)
    try:
        return _guess_day_order(dated)
    except AmbiguousDates:
        if must_know:
            raise
        return EDTF_FORM


def _guess_digits(texts: Sequence[str]) -> DateForm | None:
    """Return the form of numbers that can be only one thing."""
    digits = {len(text.partition(".")[0]) for text in texts}
    if digits == {8} and all(_is_compact_day(text) for text in texts):
        return DateForm("%Y%m%d", guessed=True)
    if (
        digits == {14}
        and _share_read(texts, "%Y%m%d%H%M%S") == 1.0
        and all(_is_compact_day(text[:8]) for text in texts)
    ):
        return DateForm("%Y%m%d%H%M%S", guessed=True)
    for count, unit in _EPOCH_DIGITS.items():
        # The moments of one digit fewer are those from 1973 on; before, there are too few digits to be sure.
        if digits and digits <= {count, count - 1} and count in digits:
            last = max(int(text.partition(".")[0]) for text in texts) // 10 ** (count - 10)
            return DateForm(unit=unit, guessed=True) if last < 5_000_000_000 else None
    return None


def _is_compact_day(text: str) -> bool:
    return strptime(text, "%Y%m%d") is not None and _FIRST_GUESSED <= int(text[:4]) <= _LAST_GUESSED


def _guess_day_order(texts: Sequence[str]) -> DateForm:
    """Return day/month/year or month/day/year, whichever other rows refute the other of."""
    for separator in "/.-":
        if not any(separator in text for text in texts):
            continue
        for clock in _CLOCKS:
            for year in ("%Y", "%y"):
                day_first = f"%d{separator}%m{separator}{year}{clock}"
                month_first = f"%m{separator}%d{separator}{year}{clock}"
                shares = _share_read(texts, day_first), _share_read(texts, month_first)
                if max(shares) < 0.95:
                    continue
                if shares[0] == shares[1]:
                    raise AmbiguousDates(next(text for text in texts if strptime(text, day_first)), day_first)
                if year == "%Y":
                    return DateForm(day_first if shares[0] > shares[1] else month_first, guessed=True)
    return EDTF_FORM


def _share_read(texts: Sequence[str], date_format: str) -> float:
    """Return the share of texts that a format reads."""
    if strptime(texts[0], date_format) is None and strptime(texts[-1], date_format) is None:
        return 0.0
    return sum(strptime(text, date_format) is not None for text in texts) / len(texts)
