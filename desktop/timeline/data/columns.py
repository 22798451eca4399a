"""Convert Arrow columns into texts, numbers, times and choices."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop.story.dates.parse import parse_date
from desktop.story.format.field import Kind
from desktop.story.model import LocalizedText
from desktop.story.normalize import PLAIN_SIGNS
from desktop.timeline.data.data_errors import DataError
from desktop.timeline.index import Ints

EmptyMask = NDArray[np.bool_]


def read_text_column(column: Any, column_name: str, file: str, *, trim: bool = False) -> Any:
    """Return a column as text, "" where it is empty.

    Lists are joined by semicolons. Raises DataError for other nested types and for binary data.
    """
    import pyarrow as pa
    from pyarrow import compute

    arrow_type = column.type
    if pa.types.is_dictionary(arrow_type):
        column = column.dictionary_decode()
        arrow_type = column.type
    if pa.types.is_list(arrow_type) or pa.types.is_large_list(arrow_type):
        column = compute.binary_join(column.cast(pa.list_(pa.string())), "; ")
    elif pa.types.is_nested(arrow_type) or pa.types.is_binary(arrow_type):
        raise DataError("kind", file, 0, column_name, kind=str(arrow_type))
    column = column.cast(pa.string())
    if column.null_count:
        column = compute.fill_null(column, "")
    return compute.utf8_trim_whitespace(column) if trim else column


def read_time_column(column: Any) -> tuple[str, Ints, EmptyMask] | None:
    """Return the unit, values and empty mask of a time column.

    The unit is "years" or "seconds" (from 1970). Returns None for a column of text.
    """
    import pyarrow as pa
    from pyarrow import compute

    arrow_type = column.type
    if pa.types.is_timestamp(arrow_type) and arrow_type.tz is not None:
        # A time with a time zone keeps its local date: the day on which it was written.
        column = compute.local_timestamp(column)
        arrow_type = column.type
    if pa.types.is_floating(arrow_type):
        # A column of whole years has the type float if some cells are empty.
        column = compute.if_else(compute.is_finite(column), column, pa.scalar(None, arrow_type))
        if compute.any(compute.not_equal(compute.round(column), column)).as_py():
            return None
    elif pa.types.is_date(arrow_type) or pa.types.is_timestamp(arrow_type):
        seconds = column.cast(pa.timestamp("s"), safe=False).cast(pa.int64())
        return "seconds", compute.fill_null(seconds, 0).to_numpy(zero_copy_only=False), _empty_mask(column)
    elif not pa.types.is_integer(arrow_type):
        return None
    return "years", compute.fill_null(column.cast(pa.int64()), 0).to_numpy(zero_copy_only=False), _empty_mask(column)


def cell_text(column: Any, row: int) -> str:
    """Return a cell's text for a message, cut to 80 characters.

    Arrow writes it, because Python has no dates beyond the year 9999.
    """
    import pyarrow as pa

    try:
        return str(column.slice(row, 1).cast(pa.string())[0].as_py())[:80]
    except pa.ArrowException:
        return "…"


def read_number_column(column: Any) -> tuple[NDArray[np.float32], int | None]:
    """Return a column of numbers, and the row of the first non-number.

    An empty cell is 1. The row is None if all cells are numbers.
    """
    import pyarrow as pa
    from pyarrow import compute

    if pa.types.is_string(column.type):
        trimmed = compute.utf8_trim_whitespace(column)
        column = compute.if_else(compute.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)
        try:
            column = column.cast(pa.float32())
        except pa.ArrowInvalid:
            return np.zeros(len(column), np.float32), _first_non_number(column)
    numbers = compute.fill_null(column.cast(pa.float32()), 1.0).to_numpy(zero_copy_only=False)
    not_finite = np.flatnonzero(~np.isfinite(numbers))
    return numbers, int(not_finite[0]) if len(not_finite) else None


def find_unknown_choice(column: Any, choices: Collection[str]) -> tuple[int, str] | None:
    """Return the row and text of the first unknown choice, or None.

    Empty cells are allowed.
    """
    from pyarrow import compute

    for value in compute.unique(column).to_pylist():
        if value.strip() and value.strip() not in choices:
            return compute.index(column, value).as_py(), value
    return None


def find_unknown_source(column: Any, source_ids: Collection[str]) -> tuple[int, str] | None:
    """Return the row and id of the first unknown source, or None.

    A cell may hold several ids, separated by semicolons.
    """
    from pyarrow import compute

    for value in compute.unique(column).to_pylist():
        for source_id in value.split(";"):
            if source_id.strip() and source_id.strip() not in source_ids:
                return compute.index(column, value).as_py(), source_id.strip()
    return None


def normalize_texts(texts: Any) -> Any:
    """Return texts (or one) without case, accents and ligatures.

    Unlike `desktop.story.normalize.normalize`, it keeps repeated spaces.
    """
    from pyarrow import compute

    if not compute.all(compute.string_is_ascii(texts)).as_py():
        texts = compute.utf8_normalize(compute.utf8_lower(texts), form="NFKD")
        texts = compute.replace_substring_regex(texts, pattern=r"\p{Mn}", replacement="")
        if compute.any(compute.match_substring_regex(texts, f"[{''.join(PLAIN_SIGNS)}]")).as_py():
            for sign, plain in PLAIN_SIGNS.items():
                texts = compute.replace_substring(texts, pattern=sign, replacement=plain)
    return compute.utf8_lower(texts)


def rows_containing(columns: Sequence[Any], terms: Sequence[str]) -> Ints:
    """Return the rows in which every term is in some column.

    The terms are normalized; the rows are in order.
    """
    from pyarrow import compute

    searched = [normalize_texts(column) for column in columns]
    matching = np.ones(len(columns[0]) if columns else 0, bool)
    for term in terms:
        contains_term = np.zeros_like(matching)
        for column in searched:
            contains_term |= compute.match_substring(column, term).to_numpy()
        matching &= contains_term
    return np.flatnonzero(matching)


def _empty_mask(column: Any) -> EmptyMask:
    mask: EmptyMask = column.is_null().to_numpy(zero_copy_only=False)
    return mask


def _first_non_number(texts: Any) -> int:
    """Return the row of the first text that is no number."""
    for row, text in enumerate(texts.to_pylist()):
        try:
            float(text or 0)
        except ValueError:
            return row
    return 0


def _localized(text: str) -> LocalizedText:
    return LocalizedText((("", text),))


def _split_list(text: str) -> tuple[str, ...]:
    return tuple(name for one in text.split(";") if (name := one.strip()))


VALUE_READERS: Final[dict[Kind, Callable[[str], Any]]] = {
    "text": _localized,
    "block": _localized,
    "string": str,
    "choice": str,
    "url": str,
    "date": parse_date,
    "strings": _split_list,
    "refs": _split_list,
}
"""The functions that convert a cell to the value of a field, by the kind of the field; numbers need none."""

COLUMN_KINDS: Final = (*VALUE_READERS, "number")
