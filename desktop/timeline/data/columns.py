"""Columns as Arrow has them, turned into what an event is made of: texts, numbers, days, choices."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop.timeline.data.errors import DataError
from desktop.timeline.index import Ints

Empty = NDArray[np.bool_]


def texts_of(column: Any, name: str, file: str, *, trim: bool = False) -> Any:
    """Return a column as text, "" where it is empty; lists are joined by semicolons. Raises DataError for other things."""
    import pyarrow as pa
    from pyarrow import compute

    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.dictionary_decode()
        kind = column.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        column = compute.binary_join(column.cast(pa.list_(pa.string())), "; ")
    elif pa.types.is_nested(kind) or pa.types.is_binary(kind):
        raise DataError("kind", file, 0, name, kind=str(kind))
    column = column.cast(pa.string())
    if column.null_count:
        column = compute.fill_null(column, "")
    return compute.utf8_trim_whitespace(column) if trim else column


def instants_of(column: Any) -> tuple[str, Ints, Empty] | None:
    """Return a column of years or of seconds from 1970 with what is empty in it; None for a column of text."""
    import pyarrow as pa
    from pyarrow import compute

    kind = column.type
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        # A moment with a time zone is kept as it was there: the day on which it was written.
        column = compute.local_timestamp(column)
        kind = column.type
    if pa.types.is_floating(kind):
        # Whole years become fractions where some are missing.
        column = compute.if_else(compute.is_finite(column), column, pa.scalar(None, kind))
        if compute.any(compute.not_equal(compute.round(column), column)).as_py():
            return None
    elif pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        whole = column.cast(pa.timestamp("s"), safe=False).cast(pa.int64())
        return "seconds", compute.fill_null(whole, 0).to_numpy(zero_copy_only=False), _empty(column)
    elif not pa.types.is_integer(kind):
        return None
    return "years", compute.fill_null(column.cast(pa.int64()), 0).to_numpy(zero_copy_only=False), _empty(column)


def numbers_of(column: Any) -> tuple[NDArray[np.float32], int | None]:
    """Return a column of numbers, 1 where it is empty, and the place of the first that is none (None: all are)."""
    import pyarrow as pa
    from pyarrow import compute

    if pa.types.is_string(column.type):
        trimmed = compute.utf8_trim_whitespace(column)
        column = compute.if_else(compute.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)
        try:
            column = column.cast(pa.float32())
        except pa.ArrowInvalid:
            return np.zeros(len(column), np.float32), _first(column)
    found = compute.fill_null(column.cast(pa.float32()), 1.0).to_numpy(zero_copy_only=False)
    strange = np.flatnonzero(~np.isfinite(found))
    return found, int(strange[0]) if len(strange) else None


def check_choice(column: Any, choices: Collection[str]) -> tuple[int, str] | None:
    """Return the place of the first text that is none of the choices, with it; None where all are, or are empty."""
    from pyarrow import compute

    for value in compute.unique(column).to_pylist():
        if value.strip() and value.strip() not in choices:
            return compute.index(column, value).as_py(), value
    return None


def check_sources(column: Any, known: Collection[str]) -> tuple[int, str] | None:
    """Return the place of the first text that names a source (by semicolons) that is not known, with its name."""
    from pyarrow import compute

    for value in compute.unique(column).to_pylist():
        for name in value.split(";"):
            if name.strip() and name.strip() not in known:
                return compute.index(column, value).as_py(), name.strip()
    return None


def folded(texts: Any) -> Any:
    """Return texts (or one) in lower case and without accents, as they are searched."""
    from pyarrow import compute

    if not compute.all(compute.string_is_ascii(texts)).as_py():
        texts = compute.utf8_normalize(texts, form="NFKD")
        texts = compute.replace_substring_regex(texts, pattern=r"\p{Mn}", replacement="")
    return compute.utf8_lower(texts)


def rows_with(columns: Sequence[Any], words: Sequence[str]) -> Ints:
    """Return the rows, in order, in which each of the words (folded) is in one of the columns."""
    from pyarrow import compute

    searched = [folded(column) for column in columns]
    found = np.ones(len(columns[0]) if columns else 0, bool)
    for word in words:
        there = np.zeros_like(found)
        for column in searched:
            there |= compute.match_substring(column, word).to_numpy()
        found &= there
    return np.flatnonzero(found)


def _empty(column: Any) -> Empty:
    found: Empty = column.is_null().to_numpy(zero_copy_only=False)
    return found


def _first(texts: Any) -> int:
    """Return the place of the first text that is no number."""
    for place, text in enumerate(texts.to_pylist()):
        try:
            float(text or 0)
        except ValueError:
            return place
    return 0
