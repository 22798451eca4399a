"""Split blocks of CSV into columns with NumPy.

Quotes are as the module `csv` reads them: a quotation mark opens a cell only where the cell begins. Where a block has
quotation marks at other places, that module reads the rows themselves.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from desktop.timeline.data.string_column import Bytes, Mask, Texts, trim
from desktop.timeline.index import Ints

_QUOTE: Final = 0x22
_NEWLINE: Final = 0x0A
_RETURN: Final = 0x0D
_WHITE: Final = "".join(map(chr, range(0x21)))


@dataclass(slots=True)
class CsvRows:
    """Holds the rows of a block.

    `numbers` are the rows as a spreadsheet counts from the block's first, `widths` the cells of each; `columns` are the
    wanted columns, "" where a row is too short.
    """

    columns: list[Texts]
    numbers: Ints
    widths: Ints
    count: int  # rows of the block, empty ones too


def split_rows(block: bytes, separator: str, wanted: Sequence[int], *, is_last: bool) -> tuple[CsvRows, int]:
    """Return the whole rows of a block and their size in bytes.

    The block begins with a row. 0 bytes means that its first row is not whole; the last block of a file is read to its
    end unless it ends within a quotation.
    """
    sign = ord(separator)
    marks = _find_marks(block, sign)
    if is_last and marks.end < len(block):
        marks = _find_marks(block + b"\n", sign)
    rows = _split_marked(marks, sign, wanted) if marks.end else None
    if rows is not None and (not is_last or marks.end == len(marks.data)):
        return rows, min(marks.end, len(block))
    return _read_rows(block, separator, wanted, is_last=is_last)


@dataclass(slots=True)
class _Marks:
    """Holds the places of separators and line breaks outside quotations.

    `end` is where the last row ends that is whole, or 0.
    """

    data: Bytes
    places: Ints
    quotes: Ints
    returns: Ints
    end: int


def _find_marks(block: bytes, sign: int) -> _Marks:
    data = np.frombuffer(block, np.uint8)
    if b'"' in block:
        places = np.flatnonzero((data == sign) | (data == _NEWLINE) | (data == _QUOTE))
        is_quote = data[places] == _QUOTE
        quotes = places[is_quote]
        places = places[~is_quote & (np.cumsum(is_quote, dtype=np.uint8) & 1 == 0)]
    else:
        quotes = np.zeros(0, np.int64)
        places = np.flatnonzero((data == sign) | (data == _NEWLINE))
    breaks = np.flatnonzero(data[places] == _NEWLINE)
    count = int(breaks[-1]) + 1 if len(breaks) else 0
    end = int(places[count - 1]) + 1 if count else 0
    returns = np.flatnonzero(data[:end] == _RETURN) if b"\r" in block else np.zeros(0, np.int64)
    return _Marks(data, places[:count], quotes[: int(quotes.searchsorted(end))], returns, end)


def _split_marked(marks: _Marks, sign: int, wanted: Sequence[int]) -> CsvRows | None:
    """Split whole rows into the wanted columns, by their numbers.

    Returns None for rows that only the module `csv` can read.
    """
    data, places, quotes = marks.data[: marks.end], marks.places, marks.quotes
    if not _quotes_are_regular(data, quotes, sign):
        return None
    is_break = data[places] == _NEWLINE
    breaks = places[is_break]
    if np.any(data[marks.returns + 1] != _NEWLINE):
        return None  # a line break of its own, as old spreadsheets write it
    row_begins = np.concatenate((np.zeros(1, np.int64), breaks[:-1] + 1))
    row_ends = breaks
    if len(marks.returns):
        row_ends = breaks - ((breaks > row_begins) & (data[np.maximum(breaks - 1, 0)] == _RETURN))
    last_marks = np.flatnonzero(is_break)
    first_marks = np.concatenate((np.zeros(1, np.int64), last_marks[:-1] + 1))
    numbers = np.flatnonzero(row_ends > row_begins)
    if len(numbers) < len(breaks):
        first_marks, last_marks = first_marks[numbers], last_marks[numbers]
        row_begins, row_ends = row_begins[numbers], row_ends[numbers]
    widths = last_marks - first_marks + 1
    columns = [
        _cut_column(data, column, (first_marks, last_marks, places), (row_begins, row_ends), quotes)
        for column in wanted
    ]
    return CsvRows(columns, numbers, widths, len(breaks))


def _read_rows(block: bytes, separator: str, wanted: Sequence[int], *, is_last: bool) -> tuple[CsvRows, int]:
    """Split the rows of a block with the module `csv`."""
    strings: list[list[str]] = [[] for _ in wanted]
    numbers: list[int] = []
    widths: list[int] = []
    count = 0
    lines = _Lines(block)
    previous_limit = csv.field_size_limit(1 << 30)
    try:
        reader = csv.reader(lines, delimiter=separator)
        consumed = 0
        for cells in reader:
            # The end of the block may have cut the row; and a quotation may stay open to the end of the file.
            if lines.at_end and (not is_last or _is_open(block[consumed:], separator)):
                break
            consumed = lines.position
            if cells:
                numbers.append(count)
                widths.append(len(cells))
                for place, column in enumerate(wanted):
                    strings[place].append(cells[column].strip(_WHITE) if column < len(cells) else "")
            count += 1
    finally:
        csv.field_size_limit(previous_limit)
    columns = [Texts.of(column) for column in strings]
    return CsvRows(columns, np.array(numbers, np.int64), np.array(widths, np.int64), count), consumed


class _Lines:
    """Iterates over the lines of a block, with its position."""

    def __init__(self, block: bytes) -> None:
        self._lines = block.splitlines(keepends=True)
        self._size = len(block)
        self.position = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.position += len(line)
            yield line.decode("utf-8", "replace")

    @property
    def at_end(self) -> bool:
        """Return whether the last line was read."""
        return self.position >= self._size


def _is_open(row: bytes, separator: str) -> bool:
    """Return whether a row ends within a quotation."""
    try:
        for _ in csv.reader(_Lines(row), delimiter=separator, strict=True):
            pass
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _quotes_are_regular(data: Bytes, quotes: Ints, sign: int) -> bool:
    """Return whether each quotation mark opens, closes or doubles as it should."""
    if not len(quotes):
        return True
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    before = data[np.maximum(opening - 1, 0)]
    begins_cell = (opening == 0) | (before == sign) | (before == _NEWLINE)
    doubled_before = np.zeros(len(opening), bool)
    doubled_before[1:] = opening[1:] == closing[:-1] + 1  # the second of two marks within a quotation
    after = data[np.minimum(closing + 1, len(data) - 1)]
    ends_cell = (after == sign) | (after == _NEWLINE) | (after == _RETURN)
    doubled_after = np.zeros(len(closing), bool)
    doubled_after[:-1] = closing[:-1] + 1 == opening[1:]
    return bool(np.all(begins_cell | doubled_before) and np.all(ends_cell | doubled_after))


def _cut_column(
    data: Bytes, column: int, marks: tuple[Ints, Ints, Ints], rows: tuple[Ints, Ints], quotes: Ints
) -> Texts:
    """Return a column's texts, without spaces and quotation marks around them."""
    first_marks, last_marks, places = marks
    row_begins, row_ends = rows
    exists = first_marks + column <= last_marks
    mark = np.minimum(first_marks + column, last_marks)
    ends = np.where(mark == last_marks, row_ends, places[mark])
    begins = row_begins if column == 0 else places[np.maximum(mark - 1, 0)] + 1
    begins = np.where(exists, begins, ends)
    doubled: Mask | None = None
    if len(quotes):
        quoted = (ends - begins >= 2) & (data[np.minimum(begins, len(data) - 1)] == _QUOTE)
        begins, ends = begins + quoted, ends - quoted
        if np.any(quotes[1:-1:2] + 1 == quotes[2::2]):
            doubled = (quotes.searchsorted(ends) > quotes.searchsorted(begins)) & quoted
    begins, ends = trim(data, begins, ends)
    texts = Texts(begins, ends, data)
    if doubled is not None and doubled.any():
        strings = list(texts)
        for row in np.flatnonzero(doubled).tolist():
            strings[row] = strings[row].replace('""', '"')
        return Texts.of(strings)
    return texts
