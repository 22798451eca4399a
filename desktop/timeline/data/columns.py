"""Convert columns and cells of files into the values of events."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from math import isnan
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop.story.dates.parse import parse_date
from desktop.story.format.field import Kind
from desktop.story.format.limits import LARGEST_NUMBER, SMALLEST_NUMBER
from desktop.story.localized_text import LocalizedText
from desktop.story.model import COLORS, HEX_COLOR
from desktop.timeline.data.data_errors import DataError
from desktop.timeline.data.dates.date_column import EMPTY_WORDS
from desktop.timeline.data.string_column import Mask, Texts
from desktop.timeline.data.tables import Column, Moments, Numbers

_DECIMAL_COMMA: Final = re.compile(r"[+-]?\d{1,3}(\.\d{3})+,\d+|[+-]?\d+,(\d{1,2}|\d{4,})", re.ASCII)
"""Numbers with a decimal comma; `1,234` may be a thousand."""
_POINT_OF_THREE: Final = re.compile(r"[+-]?\d{1,3}\.\d{3}", re.ASCII)
_PLAIN_DIGITS: Final = 15  # whose integers a float holds


def text_column(column: Column) -> Texts:
    """Return any column as texts, "" where it is empty."""
    if isinstance(column, Texts):
        return column
    if isinstance(column, Moments):
        return Texts.of(["" if empty else str(value) for value, empty in zip(column.values, column.empty, strict=True)])
    shown = zip(column.values.tolist(), column.empty.tolist(), strict=True)
    if column.values.dtype.kind in "iu":
        return Texts.of(["" if empty else str(value) for value, empty in shown])
    return Texts.of(["" if empty or isnan(value) else f"{value:.15g}" for value, empty in shown])


class UnmeantColumnError(Exception):
    """Reports columns that only happen to be called as a key is.

    `notes` has a note for each of the keys.
    """

    def __init__(self, notes: Mapping[str, DataError]) -> None:
        self.notes = notes
        super().__init__(*notes)


class DecimalCommasError(Exception):
    """Reports that commas are decimal in numbers that were read without that."""


def has_decimal_comma(column: Column, rows: Mask) -> bool:
    """Return whether some cells hold a number with a decimal comma."""
    texts = column.strings(np.flatnonzero(rows)) if isinstance(column, Texts) else ()
    return any(_DECIMAL_COMMA.fullmatch(text.strip()) for text in texts)


def may_be_thousands(texts: Texts) -> Mask:
    """Return which texts are numbers with a point before three digits."""
    return np.array([_POINT_OF_THREE.fullmatch(text.strip()) is not None for text in texts], bool)


def filled_cells(column: Column) -> Mask:
    """Return which cells of a column hold anything but blanks."""
    filled: Mask = column.trimmed().lengths > 0 if isinstance(column, Texts) else ~column.empty
    return filled


def rows_with_words(column: Column, words: Collection[str]) -> Mask:
    """Return which cells hold one of some words, in any letters.

    None of the words begins with a digit.
    """
    found = np.zeros(len(column) if isinstance(column, Texts) else len(column.empty), bool)
    if isinstance(column, Texts):
        texts = column.trimmed()
        rows = np.flatnonzero((texts.lengths > 0) & (texts.lengths <= max(len(word.encode()) for word in words)))
        rows = rows[texts.signs_at(0, rows) - np.uint8(0x30) > 9]
        found[rows] = [text.casefold() in words for text in texts.strings(rows)]
    return found


@np.errstate(over="ignore")  # an infinity is too large as well
def number_column(
    column: Column, empty_value: float, kind: type[np.floating[Any]] = np.float64
) -> tuple[NDArray[np.floating[Any]], Mask]:
    """Return a column of numbers, and which cells are none.

    An empty cell has the given value. Where that is NaN, cells that say that there is no number are empty, too.
    """
    has_gaps = isnan(empty_value)
    if isinstance(column, Texts):
        numbers = np.full(len(column), empty_value, kind)
        wrong = np.zeros(len(column), bool)
        rest = np.flatnonzero(~_read_plain_numbers(column, numbers))
        for row, text in zip(rest.tolist(), column.strings(rest), strict=True):
            if text and not text.isspace() and not (has_gaps and text.strip().casefold() in EMPTY_WORDS):
                try:
                    numbers[row] = float(text)
                except ValueError:
                    wrong[row] = True
        return numbers, wrong | _cannot_be_drawn(numbers, has_gaps)
    values = np.where(column.empty, empty_value, column.values).astype(kind)
    return values, _cannot_be_drawn(values, has_gaps) & ~column.empty


def _cannot_be_drawn(numbers: NDArray[np.floating[Any]], has_gaps: bool) -> Mask:
    """Return which numbers are too large; those too small become 0."""
    sizes = np.abs(numbers)
    numbers[sizes < SMALLEST_NUMBER] = 0.0
    is_small: Mask = sizes <= LARGEST_NUMBER
    return ~(is_small | np.isnan(sizes)) if has_gaps else ~is_small


def _read_plain_numbers(texts: Texts, numbers: NDArray[np.floating[Any]]) -> Mask:
    """Read numbers of a few digits, with sign and point; return which.

    Of so many digits the quotient is the number that Python reads.
    """
    lengths = texts.lengths
    is_read: Mask = np.asarray(lengths == 0)
    for length in range(1, _PLAIN_DIGITS + 1):
        rows = np.flatnonzero(lengths == length)
        if not len(rows):
            continue
        signs = texts.signs(rows)
        negative = signs[:, 0] == ord("-")
        digits, decimals = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
        has_digit, after_point, others = (np.zeros(len(rows), bool) for _ in range(3))
        for position in range(length):
            digit = signs[:, position] - np.uint8(0x30)
            is_digit = digit <= 9
            is_point = (signs[:, position] == ord(".")) & ~after_point
            others |= ~(is_digit | is_point | (negative if position == 0 else False))
            digits = np.where(is_digit, digits * 10 + digit, digits)
            decimals += is_digit & after_point
            has_digit |= is_digit
            after_point |= is_point
        good = has_digit & ~others
        value = digits[good] / 10.0 ** decimals[good]
        numbers[rows[good]] = np.where(negative[good], -value, value)
        is_read[rows[good]] = True
    return is_read


def rows_with_unknown(texts: Texts, is_known: Callable[[str], bool]) -> Mask:
    """Return which rows hold a word that is not known."""
    unknown = np.full(len(texts), not is_known(""))
    rows = np.flatnonzero(texts.lengths)
    words = texts.strings(rows)
    is_unknown = {word: not is_known(word.strip()) for word in set(words)}
    unknown[rows] = [is_unknown[word] for word in words]
    return unknown


def is_choice(choices: Collection[str]) -> Callable[[str], bool]:
    """Return a test for cells that are empty or a choice."""
    return lambda text: not text or text in choices


def has_sources(source_ids: Collection[str]) -> Callable[[str], bool]:
    """Return a test for cells whose ids are all sources."""
    return lambda text: all(name in source_ids for name in split_list(text))


def is_color(text: str) -> bool:
    """Return whether a cell names a colour, or is empty."""
    return not text or text in COLORS or re.fullmatch(HEX_COLOR, text) is not None


def is_link(text: str) -> bool:
    """Return whether a cell is a web address, or empty."""
    return not text or text.startswith(("https://", "http://"))


def split_list(text: str) -> tuple[str, ...]:
    """Return the names of a cell: a JSON list, or with semicolons."""
    if text.startswith("["):
        try:
            return tuple(str(one).strip() for one in json.loads(text) if str(one).strip())
        except (ValueError, RecursionError):
            pass
    return tuple(name for one in text.split(";") if (name := one.strip()))


def _localized(text: str) -> LocalizedText:
    return LocalizedText((("", text),))


VALUE_READERS: Final[dict[Kind, Callable[[str], Any]]] = {
    "text": _localized,
    "block": _localized,
    "string": str,
    "choice": str,
    "color": str,
    "url": str,
    "image": str,
    "date": parse_date,
    "strings": split_list,
    "refs": split_list,
}
"""The functions that convert a cell to the value of a field, by the kind of the field; numbers need none."""

COLUMN_KINDS: Final = (*VALUE_READERS, "number")

__all__ = ["COLUMN_KINDS", "VALUE_READERS", "Numbers", "is_choice", "number_column", "rows_with_unknown", "text_column"]
