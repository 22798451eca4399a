"""Define the interface of readers of files with columns.

A reader knows nothing of events. `open_table` chooses one: text files need no library, Parquet and long JSON lines need
DuckDB, and a database could stand behind the same few names.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final, Literal, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from desktop.story.storage.guarded_read import RefusedFileError, open_file
from desktop.story.storage.os_reasons import OsReason
from desktop.timeline.data.data_errors import DataError
from desktop.timeline.data.string_column import Mask, Texts
from desktop.timeline.index import Ints

MAX_ROWS: Final = 50_000_000
"""The limit for the rows of a file: an event takes 33 bytes and its texts, so that all fit into memory."""
MAX_CELLS: Final = 300_000_000
"""The limit for the cells read from a file, six columns of all rows: in Parquet, a few bytes may hold very many."""
MAX_BYTES: Final = 16_000_000_000
"""The limit for what a compressed file may hold."""

MomentUnit = Literal["days", "s", "ms", "us", "ns"]


@dataclass(slots=True)
class Numbers:
    """Holds a column of numbers, whole or not."""

    values: Ints | NDArray[np.float64]
    empty: Mask


@dataclass(slots=True)
class Moments:
    """Holds a column of moments or days, counted from 1970.

    `zoned` says that they are in UTC.
    """

    values: Ints
    unit: MomentUnit
    empty: Mask
    zoned: bool = False


Column = Texts | Numbers | Moments


@dataclass(slots=True)
class RowFault:
    """Says why a row was left out."""

    row: int
    code: str
    values: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Batch:
    """Holds the wanted columns of some rows of a file.

    `numbers` are the rows as a spreadsheet counts from `first_row` on, None where they follow each other. `faults` are
    the rows that the reader itself left out, `fraction` (0 to 1) is how much of the file is read.
    """

    columns: dict[str, Column]
    count: int
    first_row: int
    fraction: float
    numbers: Ints | None = None
    faults: list[RowFault] = field(default_factory=list)

    def row_number(self, row: int) -> int:
        """Return the spreadsheet number of a row (from 0) of the batch."""
        return self.first_row + (row if self.numbers is None else int(self.numbers[row]))


class LateColumnsError(Exception):
    """Reports a watched column that first occurs far down in a file."""


class Table(Protocol):
    """Reads a file with columns; its methods raise DataError.

    `columns` are those of the first rows. Where others may follow, `batches` raises LateColumnsError at the first cell of
    one that is `watched`.
    """

    name: str
    columns: tuple[str, ...]
    header_row: int  # the row that names the columns, 0 for none
    watched: Sequence[str]

    def batches(self, columns: Sequence[str], stop: Callable[[], bool]) -> Iterator[Batch]:
        """Yield the rows of the named columns until `stop` is true."""
        ...

    def look_for(self, names: Sequence[str]) -> None:
        """Add those columns that any row of the file has."""
        ...


class DataFile:
    """Opens a file of the story's folder."""

    def __init__(self, path: Path, name: str, folder: str = "") -> None:
        self.path = path
        self.name = name
        self.folder = folder
        suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
        self.is_compressed = suffixes[-1:] == [".gz"]
        self.kind = (suffixes[:-1] if self.is_compressed else suffixes)[-1:]
        with self.open_raw() as raw:
            self.size = os.fstat(raw.fileno()).st_size

    def open_raw(self) -> BinaryIO:
        """Open the file as it is on the disk."""
        try:
            return open_file(self.path, folder=self.folder)
        except RefusedFileError as error:
            raise DataError("unreadable", self.name, reason=OsReason.of(error)) from None

    def open(self) -> ContentReader:
        """Open the content of the file."""
        return ContentReader(self)


class ContentReader(AbstractContextManager["ContentReader"]):
    """Reads the content of a file, decompressed, and tells the fraction read."""

    def __init__(self, file: DataFile) -> None:
        self._file = file
        self._raw = file.open_raw()
        self._content = cast("BinaryIO", _gzip_reader(self._raw)) if file.is_compressed else self._raw
        self._read = 0

    def read(self, size: int) -> bytes:
        """Return the next bytes; fewer only at the end of the file."""
        try:
            data = self._content.read(size)
        except (EOFError, gzip.BadGzipFile) as error:
            raise DataError("damaged", self._file.name) from error
        except OSError as error:
            if error.errno is None:  # the quicker library's own word for a damaged file
                raise DataError("damaged", self._file.name) from error
            raise DataError("unreadable", self._file.name, reason=OsReason.of(error)) from None
        self._read += len(data)
        if self._read > MAX_BYTES:
            raise DataError("long_file", self._file.name, most=MAX_BYTES // 1_000_000_000)
        return data

    @property
    def fraction(self) -> float:
        """Return how much of the file is read, 0 to 1."""
        return min(1.0, self._raw.tell() / max(1, self._file.size))

    def __exit__(self, *_: object) -> None:
        self._content.close()
        self._raw.close()


def _gzip_reader(raw: BinaryIO) -> object:
    from isal import igzip

    return cast("object", igzip.open(raw, "rb"))  # type: ignore[no-untyped-call]


def require_size(name: str, rows: int, columns: int) -> None:
    """Raise DataError for more rows or cells than the limits."""
    most = min(MAX_ROWS, MAX_CELLS // max(1, columns))
    if rows > most:
        raise DataError("many", name, most=f"{most:,}")
