"""Read CSV, TSV and JSON lines without any library but NumPy."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

import numpy as np

from desktop.timeline.data.csv_blocks import split_rows
from desktop.timeline.data.data_errors import DataError
from desktop.timeline.data.string_column import Mask, Texts
from desktop.timeline.data.tables import Batch, Column, DataFile, LateColumnsError, RowFault, require_size

BLOCK_BYTES: Final = 2 << 20
_ROW_BYTES: Final = 4 << 20
_LINE_BYTES: Final = 1 << 20
_FIRST_BLOCK_BYTES: Final = 1 << 18
_SAMPLED_LINES: Final = 1000
_SEPARATORS: Final = (",", ";", "\t", "|")
_BOM: Final = b"\xef\xbb\xbf"
_SEPARATOR_LINE: Final = re.compile(rb'"?sep=([^\s"]|\t)"?\r?\n?', re.IGNORECASE)
"""The line before the header by which a file tells a spreadsheet how its cells are separated."""


class CsvTable:
    """Reads CSV and TSV files."""

    watched: Sequence[str] = ()

    def __init__(self, file: DataFile) -> None:
        self._file = file
        self.name = file.name
        with file.open() as content:
            beginning = content.read(_LINE_BYTES)
        text = _without_bom(beginning)
        lines = text.splitlines(keepends=True)
        said = _SEPARATOR_LINE.fullmatch(lines[0]) if lines else None
        before_header = lines[:1] if said else []
        lines = lines[len(before_header) :]
        self.header_row = 1 + len(before_header)
        self._header_bytes = len(beginning) - len(text) + sum(map(len, (*before_header, *lines[:1])))
        try:
            header = lines[0].decode("utf-8") if lines else ""
            separator = said[1].decode("utf-8") if said else ""
        except UnicodeDecodeError:
            raise DataError("utf8", self.name, self.header_row) from None
        if not header.strip() or "\0" in header:
            raise DataError("header" if "\0" not in header else "utf8", self.name, self.header_row)
        self._separator = separator or ("\t" if file.kind == [".tsv"] else max(_SEPARATORS, key=header.count))
        names = next(csv.reader(io.StringIO(header, newline=""), delimiter=self._separator))
        self.columns = tuple(name.strip() for name in names)

    def batches(self, columns: Sequence[str], stop: Callable[[], bool]) -> Iterator[Batch]:
        """Yield the rows of the named columns until `stop` is true."""
        wanted = [self.columns.index(name) for name in columns]
        row, total = self.header_row + 1, 0
        with self._file.open() as content:
            content.read(self._header_bytes)
            block, wish = b"", _FIRST_BLOCK_BYTES
            while not stop():
                more = content.read(wish)
                is_last = len(more) < wish
                wish = BLOCK_BYTES
                block += more
                if not block:
                    return
                rows, consumed = split_rows(block, self._separator, wanted, is_last=is_last)
                faults: list[RowFault] = []
                if not consumed and (is_last or len(block) > _ROW_BYTES):
                    # The first row has no end: its quotation is never closed, or it is longer than any row may be.
                    consumed = block.find(b"\n") + 1
                    code = "quote" if consumed or is_last else "long_row"
                    while not consumed:  # the rest of the line belongs to no other row
                        block = content.read(BLOCK_BYTES)
                        consumed = block.find(b"\n") + 1 or (0 if len(block) == BLOCK_BYTES else len(block))
                        is_last = len(block) < BLOCK_BYTES
                        if not block:
                            break
                    faults.append(RowFault(row, code, {"most": _ROW_BYTES >> 20}))
                    batch = Batch({}, 0, row, content.fraction, faults=faults)
                    row += 1
                else:
                    batch = self._make_batch(block[:consumed], rows, columns, row, content.fraction)
                    row += rows.count
                block = block[consumed:]
                total += batch.count
                require_size(self.name, total, len(columns))
                yield batch
                if is_last and not block:
                    return

    def look_for(self, names: Sequence[str]) -> None:
        """Add no column: the first row names them all."""

    def _make_batch(self, block: bytes, rows: Any, columns: Sequence[str], row: int, fraction: float) -> Batch:
        """Return a batch without the rows that are wrong as rows."""
        width = len(self.columns)
        fine: Mask = rows.widths <= width
        faults = [
            RowFault(row + int(rows.numbers[place]), "width", {"found": int(rows.widths[place]), "wanted": width})
            for place in np.flatnonzero(~fine).tolist()
        ]
        texts = list(rows.columns)
        if not _is_utf8(block):
            for place in np.flatnonzero(np.logical_or.reduce([_rows_not_utf8(text) for text in texts]) & fine).tolist():
                fine[place] = False
                faults.append(RowFault(row + int(rows.numbers[place]), "utf8"))
        found: dict[str, Column] = {name: text.kept(fine) for name, text in zip(columns, texts, strict=True)}
        return Batch(found, int(fine.sum()), row, fraction, rows.numbers[fine], faults)


class JsonTable:
    """Reads JSON lines; a line that is no object is a fault."""

    header_row = 0
    watched: Sequence[str] = ()

    def __init__(self, file: DataFile) -> None:
        self._file = file
        self.name = file.name
        self.columns = json_keys(file)

    def batches(self, columns: Sequence[str], stop: Callable[[], bool]) -> Iterator[Batch]:
        """Yield the rows of the named columns until `stop` is true."""
        row, total = 1, 0
        watched = [name for name in self.watched if name not in columns]
        with self._file.open() as content:
            for lines in _blocks_of_lines(content.read, stop):
                cells: list[list[str]] = [[] for _ in columns]
                numbers: list[int] = []
                faults: list[RowFault] = []
                for number, line in enumerate(lines):
                    if not line.strip():
                        continue
                    try:
                        values = parse_object(line)
                    except ValueError as error:
                        faults.append(RowFault(row + number, "json", {"reason": str(error)[:80]}))
                        continue
                    if any(values.get(name) is not None for name in watched):
                        raise LateColumnsError
                    numbers.append(number)
                    for column, name in zip(cells, columns, strict=True):
                        column.append(_text_of(values.get(name)))
                total += len(numbers)
                require_size(self.name, total, len(columns))
                found: dict[str, Column] = {name: Texts.of(one) for name, one in zip(columns, cells, strict=True)}
                yield Batch(found, len(numbers), row, content.fraction, np.array(numbers, np.int64), faults)
                row += len(lines)

    def look_for(self, names: Sequence[str]) -> None:
        """Add those columns that any row of the file has."""
        self.columns += late_json_keys(self._file, [name for name in names if name not in self.columns])


def json_keys(file: DataFile) -> tuple[str, ...]:
    """Return the keys of the first thousand objects.

    The first object may lack some of them.
    """
    keys: dict[str, None] = {}
    with file.open() as content:
        lines = _without_bom(content.read(_LINE_BYTES)).split(b"\n")
        for line in islice(lines[:-1] if len(lines) > 1 else lines, _SAMPLED_LINES):
            if line.strip():
                try:
                    keys.update(dict.fromkeys(parse_object(line)))
                except ValueError:
                    continue  # a fault of its row
    if not keys:
        raise DataError("no_objects", file.name, example='{"date": "2014-06-05"}')
    return tuple(keys)


def late_json_keys(file: DataFile, names: Sequence[str]) -> tuple[str, ...]:
    """Return which keys any object of a file has."""
    # A line that has not the name in quotation marks, as it is or with its signs as numbers, has not the key.
    spellings = {
        name: {json.dumps(name, ensure_ascii=is_ascii).encode() for is_ascii in (True, False)} for name in names
    }
    found: list[str] = []
    with file.open() as content:
        for lines in _blocks_of_lines(content.read, lambda: len(found) == len(spellings)):
            block = b"\n".join(lines)
            for name in [name for name in names if name not in found]:
                if any(one in block for one in spellings[name]) and any(
                    _has_key(line, name) for line in lines if any(one in line for one in spellings[name])
                ):
                    found.append(name)
    return tuple(found)


def _has_key(line: bytes, name: str) -> bool:
    """Return whether the object of a line says something of a key."""
    try:
        return parse_object(line).get(name) is not None
    except ValueError:
        return False  # a fault of its row


def parse_object(line: bytes) -> dict[str, Any]:
    """Return the object of a line. Raises ValueError."""
    if len(line) >= _LINE_BYTES:
        raise ValueError(f"> {_LINE_BYTES >> 20} MB")
    try:
        value = json.loads(_without_bom(line), parse_int=str, parse_float=str)
    except RecursionError:
        raise ValueError("[[[…") from None
    if not isinstance(value, dict):
        raise ValueError(line.strip()[:40].decode("utf-8", "replace"))
    return value


def _text_of(value: object) -> str:
    """Return a JSON value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    return str(value).lower() if isinstance(value, bool) else json.dumps(value, ensure_ascii=False)


def _blocks_of_lines(read: Callable[[int], bytes], stop: Callable[[], bool]) -> Iterator[list[bytes]]:
    rest = b""
    while not stop():
        more = read(_FIRST_BLOCK_BYTES)
        lines = (rest + more).split(b"\n")
        rest = lines.pop() if more else b""
        if lines and lines != [b""]:
            yield lines
        if not more:
            return


def _without_bom(data: bytes) -> bytes:
    return data.removeprefix(_BOM)


def _is_utf8(block: bytes) -> bool:
    if block.isascii():
        return True
    try:
        block.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _rows_not_utf8(texts: Texts) -> Mask:
    """Return which texts are not UTF-8, or were made of such."""
    wrong = np.zeros(len(texts), bool)
    whole = texts.data.tobytes()
    for row, (begin, end) in enumerate(zip(texts.begins.tolist(), texts.ends.tolist(), strict=True)):
        cell = whole[begin:end]
        wrong[row] = not _is_utf8(cell) or b"\xef\xbf\xbd" in cell
    return wrong
