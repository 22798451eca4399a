"""Read Parquet and long JSON lines with DuckDB.

DuckDB may open nothing but the one file: no other file, no address, no extension, no setting afterwards. Columns come as
Arrow buffers, which `nanoarrow` makes readable without a copy.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import numpy as np

from desktop import paths
from desktop.timeline.data.data_errors import DataError
from desktop.timeline.data.string_column import Mask, Texts
from desktop.timeline.data.tables import (
    Batch,
    Column,
    DataFile,
    LateColumnsError,
    Moments,
    MomentUnit,
    Numbers,
    require_size,
)
from desktop.timeline.data.text_tables import json_keys, late_json_keys

if TYPE_CHECKING:
    import duckdb

_BLOCK_BYTES: Final = 4 << 20
_SETTINGS: Final = {
    "threads": 2,
    "memory_limit": "1GB",
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
}
_MOMENTS: Final[dict[str, tuple[str, MomentUnit, bool]]] = {
    "DATE": ("CAST({0} - DATE '1970-01-01' AS BIGINT)", "days", False),
    "TIMESTAMP_S": ("epoch_us({0})", "us", False),
    "TIMESTAMP_MS": ("epoch_us({0})", "us", False),
    "TIMESTAMP": ("epoch_us({0})", "us", False),
    "TIMESTAMP_NS": ("epoch_ns({0})", "ns", False),
    "TIMESTAMP WITH TIME ZONE": ("epoch_us({0})", "us", True),
}
_WHOLE: Final = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
_BROKEN: Final = ("FLOAT", "DOUBLE", "UBIGINT", "HUGEINT", "UHUGEINT", "DECIMAL")


class _LocatedBatch(Batch):
    """A batch that finds the number of a row in the file."""

    locate: Callable[[int], int]

    def row_number(self, row: int) -> int:
        """Return the spreadsheet number of a row (from 0) of the batch."""
        return self.locate(super().row_number(row))


class DuckDBTable:
    """Reads a file through DuckDB; `stop` is asked between batches.

    Raises DataError where the library is missing.
    """

    def __init__(self, file: DataFile) -> None:
        self._file = file
        self.name = file.name
        self.header_row = 0
        self.watched: Sequence[str] = ()
        self._empty_lines: list[int] | None = None
        self._json_keys = json_keys(file) if file.kind != [".parquet"] else ()
        with self._connected() as (connection, place):
            described = connection.sql(f"FROM {self._source(place)}")
            self._types = {name: str(kind) for name, kind in zip(described.columns, described.types, strict=True)}
            self.columns = tuple(self._types)
            if not self._json_keys:
                self._require_distinct_names(connection, place)

    def batches(self, columns: Sequence[str], stop: Callable[[], bool]) -> Iterator[Batch]:
        """Yield the rows of the named columns until `stop` is true."""
        import nanoarrow

        row = 1
        watched = [name for name in self.watched if name not in self._types] if self._json_keys else []
        with self._connected() as (connection, place):
            expected = self._expected_rows(connection, place)
            if not self._json_keys:
                require_size(self.name, expected, len(columns))
            selected = ", ".join(self._expression(name) for name in columns)
            if watched:
                selected += f", coalesce({', '.join(map(_quoted, watched))}) IS NOT NULL"
            source = self._source(place, watched)
            relation = connection.sql(f"SELECT {selected} FROM {source}")  # noqa: S608 — names are quoted
            for chunk in nanoarrow.ArrayStream(relation):
                if stop():
                    return
                if watched and _bits(chunk.child(len(columns))).any():
                    raise LateColumnsError
                found = {name: self._column(name, chunk.child(number)) for number, name in enumerate(columns)}
                batch = _LocatedBatch(found, len(chunk), row, min(1.0, (row + len(chunk)) / expected))
                batch.locate = self._row_in_file
                row += len(chunk)
                require_size(self.name, row - 1, len(columns))
                yield batch

    def look_for(self, names: Sequence[str]) -> None:
        """Add those columns that any row of the file has."""
        if not self._json_keys:
            return
        late = late_json_keys(self._file, [name for name in names if name not in self._types])
        self._json_keys += late
        self._types |= dict.fromkeys(late, "VARCHAR")
        self.columns = tuple(self._types)

    def _row_in_file(self, row: int) -> int:
        """Return a row as a spreadsheet counts it: with the empty lines."""
        if self._empty_lines is None:
            self._empty_lines = _empty_lines(self._file) if self._json_keys else []
        for line in self._empty_lines:
            row += line <= row
        return row

    def _expression(self, name: str) -> str:
        """Return the SQL that converts a column to a known kind."""
        quoted = _quoted(name)
        kind = self._types[name]
        if kind in _MOMENTS:
            return _MOMENTS[kind][0].format(quoted)
        if kind in _WHOLE:
            return f"CAST({quoted} AS BIGINT)"
        if kind.partition("(")[0] in _BROKEN:
            return f"CAST({quoted} AS DOUBLE)"
        if kind.endswith("[]"):
            return f"CAST(to_json({quoted}) AS VARCHAR)"
        if kind.startswith(("STRUCT", "MAP", "UNION", "BLOB")):
            raise DataError("kind", self.name, 0, name, kind=kind[:40].lower())
        return f"CAST({quoted} AS VARCHAR)"

    def _column(self, name: str, array: Any) -> Column:
        kind = self._types[name]
        if not (kind in _MOMENTS or kind in _WHOLE or kind.partition("(")[0] in _BROKEN):
            return _texts_of(array)
        empty = _empty_cells(array)
        rows = slice(array.offset, array.offset + len(array))
        if kind.partition("(")[0] in _BROKEN:
            return Numbers(np.where(empty, 0.0, np.frombuffer(array.buffers[1], np.float64)[rows]), empty)
        whole = np.where(empty, 0, np.frombuffer(array.buffers[1], np.int64)[rows])
        return (
            Moments(whole, _MOMENTS[kind][1], empty, _MOMENTS[kind][2]) if kind in _MOMENTS else Numbers(whole, empty)
        )

    def _source(self, place: str, more_keys: Sequence[str] = ()) -> str:
        """Return the SQL of the file's rows."""
        quoted = "'" + place.replace("'", "''") + "'"
        if not self._json_keys:
            return f"read_parquet({quoted}, binary_as_string = true)"
        keys = ", ".join("'" + key.replace("'", "''") + "': 'VARCHAR'" for key in (*self._json_keys, *more_keys))
        packing = "gzip" if self._file.is_compressed else "uncompressed"
        return (
            f"read_json({quoted}, format = 'newline_delimited', records = true, ignore_errors = true, "
            f"maximum_object_size = 4194304, compression = '{packing}', columns = {{{keys}}})"
        )

    def _expected_rows(self, connection: duckdb.DuckDBPyConnection, place: str) -> int:
        """Return the number of rows, for JSON lines about so many."""
        if not self._json_keys:
            quoted = "'" + place.replace("'", "''") + "'"
            counts = connection.execute(f"SELECT num_rows FROM parquet_file_metadata({quoted})").fetchall()  # noqa: S608
            return max(1, *(int(count) for (count,) in counts))
        with self._file.open() as content:
            sample = content.read(1 << 20)
            return max(1, int(sample.count(b"\n") / max(content.fraction, 1e-9)))

    def _require_distinct_names(self, connection: duckdb.DuckDBPyConnection, place: str) -> None:
        """Raise DataError for two columns of one name, which DuckDB renames."""
        quoted = "'" + place.replace("'", "''") + "'"
        rows = connection.execute(f"SELECT name, num_children FROM parquet_schema({quoted})").fetchall()  # noqa: S608
        names: list[str] = []
        nested = 0
        for name, children in rows[1:]:
            if nested:
                nested += int(children or 0) - 1
                continue
            nested = int(children or 0)
            names.append(str(name))
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise DataError("column_twice", self.name, 0, twice)

    @contextmanager
    def _connected(self) -> Iterator[tuple[duckdb.DuckDBPyConnection, str]]:
        """Connect to a DuckDB that may open this file alone."""
        duckdb = _import_duckdb(self.name)
        with self._file.open_raw() as raw:
            place = _path_of_opened(raw, self._file)
            connection = duckdb.connect(":memory:", config=dict(_SETTINGS))
            try:
                quoted = "'" + place.replace("'", "''") + "'"
                connection.execute(f"SET allowed_paths = [{quoted}]")
                connection.execute("SET enable_external_access = false")
                connection.execute("SET lock_configuration = true")
                yield connection, place
            except duckdb.OutOfMemoryException:
                raise DataError("memory", self.name) from None
            except duckdb.Error as error:
                is_text = "UTF8" in str(error).upper().replace("-", "")
                # The library's own messages are about pages and encodings, for programmers and in English.
                raise DataError("utf8" if is_text else "damaged", self.name) from None
            except RuntimeError:  # of the library's binding: a name of a column is no text
                raise DataError("damaged", self.name) from None
            finally:
                connection.close()


def _import_duckdb(name: str) -> Any:
    try:
        import duckdb
        import nanoarrow  # noqa: F401 — the two are one extra
    except MemoryError:
        raise DataError("memory", name) from None
    except ModuleNotFoundError:
        code = "library.built" if paths.is_frozen_build() else "library"  # nothing can be installed into a built app
        raise DataError(code, name) from None
    except ImportError as error:  # it is there, but does not load: no room in memory, a part of the system is missing
        raise DataError("library.broken", name, reason=str(error)) from None
    return duckdb


def _path_of_opened(raw: BinaryIO, file: DataFile) -> str:
    """Return a path that leads to the opened file itself.

    On Linux another program that replaces the file between its check and its reading changes nothing; Windows lets
    nobody replace a file that is open.
    """
    if sys.platform == "linux" and os.path.exists("/proc/self/fd"):
        return f"/proc/self/fd/{raw.fileno()}"
    # DuckDB takes a path for a pattern: these signs are letters only in brackets.
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(file.path))


def _empty_lines(file: DataFile) -> list[int]:
    """Return the numbers of the empty lines, from 1 on."""
    empty: list[int] = []
    count, rest = 0, b""
    with file.open() as content:
        while block := content.read(_BLOCK_BYTES):
            *lines, rest = (rest + block).split(b"\n")
            empty += [count + number for number, line in enumerate(lines, 1) if not line.strip()]
            count += len(lines)
    return empty


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _bits(array: Any) -> Mask:
    """Return the truths of an Arrow array, none of which is missing."""
    bits = np.unpackbits(np.frombuffer(array.buffers[1], np.uint8), bitorder="little")
    return bits[array.offset : array.offset + len(array)].astype(bool)


def _empty_cells(array: Any) -> Mask:
    validity = np.frombuffer(array.buffers[0], np.uint8)
    if not len(validity):
        return np.zeros(len(array), bool)
    bits = np.unpackbits(validity, bitorder="little")
    empty: Mask = bits[array.offset : array.offset + len(array)] == 0
    return empty


def _texts_of(array: Any) -> Texts:
    """Return the texts of an Arrow array; its buffers are copied."""
    offsets = np.frombuffer(array.buffers[1], np.int32)[array.offset : array.offset + len(array) + 1]
    data = np.frombuffer(array.buffers[2], np.uint8)
    first = int(offsets[0]) if len(offsets) else 0
    bounds = offsets - first
    return Texts(bounds[:-1], bounds[1:], data[first : int(offsets[-1])].copy())
