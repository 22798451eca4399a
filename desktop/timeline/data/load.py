"""Load the events of a track from a file.

A million events are ready for the timeline within seconds. It works on numbers, 33 bytes an event; titles and texts
stay as packed columns of the file, and an event becomes an `Event` only when it is shown. Nothing here knows of
windows: progress is reported to a function, and the work stops at the next batch once a `threading.Event` is set.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop import paths
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.parse import parse_date
from desktop.story.format.event_fields import COLUMNS, SEARCHED_FIELDS
from desktop.story.format.field import Field
from desktop.story.format.fields import COLUMN_FIELDS, DATA_SUFFIXES
from desktop.story.model import Event, Story, Track
from desktop.story.problems.issue import closest_match
from desktop.story.storage import files
from desktop.timeline.data import dates
from desktop.timeline.data.columns import (
    VALUE_READERS,
    cell_text,
    find_unknown_choice,
    find_unknown_source,
    normalize_texts,
    read_number_column,
    read_text_column,
    read_time_column,
    rows_containing,
)
from desktop.timeline.data.data_errors import Cancelled, DataError
from desktop.timeline.data.dates import DateColumn, InvalidDate
from desktop.timeline.data.files import TableFile
from desktop.timeline.index import EventIndex

__all__ = ["Cancelled", "DataError", "EventTable", "load_events", "read_events"]

Progress = Callable[[float], None]

_DATE_COLUMN_NAME: Final = re.compile("date|day|jour|year|année|time|when|quand")
_READING_FRACTION: Final = 0.92
"""The fraction of the work that is reading; the rest sorts the events by time."""
_SEARCHED_COLUMNS: Final = (
    *(field.key for field in SEARCHED_FIELDS if field.kind in ("text", "block", "string", "strings")),
    "id",
)
"""The columns that the search reads as they are; only `EventSearch` finds dates and the names behind ids."""
_OTHER_DATES: Final = tuple(field.key for field in COLUMNS if field.kind == "date" and field.key != "date")
_CHOICES: Final = tuple(field for field in COLUMNS if field.kind == "choice")


@dataclass(slots=True)
class _Batch:
    """Holds a batch of rows: dates, weights and other columns."""

    dates: DateColumn
    weights: NDArray[np.float32] | None
    columns: dict[str, Any]


class EventTable:
    """Holds the events of a track's file.

    `index` has their times; `event` makes one of them an `Event`. The number of an event is its position in order of
    time, as in the index.
    """

    def __init__(
        self, track_id: str, index: EventIndex, precisions: dates.Precisions, rows: NDArray[np.uint32] | None
    ) -> None:
        self.track_id = track_id
        self.index = index
        self._precisions = precisions
        self._rows = rows  # number → row of the file, None where the file is in order
        self._irregular_rows: NDArray[np.uint32] = np.zeros(0, np.uint32)
        self._irregular_texts: Any = None
        self._columns: dict[str, Any] = {}

    def __len__(self) -> int:
        return len(self.index)

    @property
    def bytes(self) -> int:
        """Return the bytes of memory that all but the columns take."""
        rows = self._rows.nbytes if self._rows is not None else 0
        irregular = self._irregular_texts.nbytes if self._irregular_texts is not None else 0
        return int(self.index.bytes + self._precisions.nbytes + rows + self._irregular_rows.nbytes + irregular)

    def attach_columns(self, columns: dict[str, Any], irregular_rows: NDArray[np.uint32], irregular_texts: Any) -> None:
        """Set the columns of the file and the irregular dates.

        The dates are texts, `irregular_rows` their rows in order.
        """
        self._columns, self._irregular_rows, self._irregular_texts = columns, irregular_rows, irregular_texts

    def event(self, number: int) -> Event:
        """Return an event by its number."""
        row = number if self._rows is None else int(self._rows[number])
        values = {field.attribute_name: self._value(field, row) for field in COLUMNS if field.key in self._columns} | {
            "id": self._text("id", row) or f"{self.track_id}#{row + 1}",
            "when": self._date_of_event(number, row),
            "track": self.track_id,
        }
        return Event(**{name: value for name, value in values.items() if value is not None})

    def find_event(self, event_id: str) -> Event | None:
        """Return an event by its id, or None.

        A column of ids is searched from its beginning.
        """
        row = self._row_of_id(event_id)
        if not 0 <= row < len(self):
            return None
        return self.event(row if self._rows is None else int(np.flatnonzero(self._rows == row)[0]))

    def search(self, query: str) -> NDArray[np.uint32]:
        """Return the numbers of the events that contain all words.

        They are in order of time. A word may be in any text or the id; case and accents do not matter. A million titles
        take some tens of milliseconds.
        """
        import pyarrow as pa

        terms = normalize_texts(pa.array(query.split(), pa.string())).to_pylist()
        columns = [self._columns[key] for key in _SEARCHED_COLUMNS if key in self._columns]
        if not terms or not columns:
            return np.zeros(0, np.uint32)
        rows = rows_containing(columns, terms).astype(np.uint32)
        if self._rows is None:
            return rows
        matching = np.zeros(len(self._rows), bool)
        matching[rows] = True
        return np.flatnonzero(matching[self._rows]).astype(np.uint32)

    def _row_of_id(self, event_id: str) -> int:
        """Return the row of an event by its id, or −1."""
        if "id" in self._columns:
            from pyarrow import compute

            row: int = compute.index(self._columns["id"], event_id).as_py()
            if row >= 0:
                return row
        track, _, number = event_id.rpartition("#")
        return int(number) - 1 if track == self.track_id and number.isdecimal() and len(number) < 12 else -1

    def _text(self, key: str, row: int) -> str:
        column = self._columns.get(key)
        value: str | None = column[row].as_py() if column is not None else None
        return (value or "").strip()

    def _value(self, field: Field, row: int) -> Any:
        """Return the value of a field in a row, or None."""
        if field.kind == "number":
            return float(self._columns[field.key][row])
        text = self._text(field.key, row)
        return VALUE_READERS[field.kind](text) if text else None

    def _date_of_event(self, number: int, row: int) -> EdtfDate:
        precision = int(self._precisions[number])
        if precision != dates.IRREGULAR:
            return parse_date(
                dates.format_regular(int(self.index.starts[number]), int(self.index.ends[number]), precision)
            )
        return parse_date(self._irregular_texts[int(np.searchsorted(self._irregular_rows, row))].as_py())


def load_events(
    story: Story,
    track: Track,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> EventTable:
    """Load the file of a story's track.

    `progress` is called with the fraction done (0 to 1), in the thread that reads. Raises DataError, or Cancelled once
    `cancel` is set.
    """
    file, fault = files.resolve_reference(story.folder, track.data, DATA_SUFFIXES)
    if fault == "suffix":
        raise DataError("suffix", track.data, choices=DATA_SUFFIXES)
    if file is None:
        raise DataError("missing", track.data)
    sources = frozenset(source.id for source in story.sources)
    return read_events(file, track, folder=story.folder, sources=sources, progress=progress, cancel=cancel)


def read_events(
    file: Path,
    track: Track,
    *,
    folder: str = "",
    sources: Collection[str] = frozenset(),
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> EventTable:
    """Read a file of events by a track's columns; see `load_events`."""
    try:
        import pyarrow
    except MemoryError:
        raise DataError("memory", track.data or file.name) from None
    except ModuleNotFoundError:
        code = "library.built" if paths.is_frozen_build() else "library"  # nothing can be installed into a built app
        raise DataError(code, track.data or file.name) from None
    except ImportError as error:  # it is there, but does not load: no room in memory, a part of the system is missing
        raise DataError("library.broken", track.data or file.name, reason=str(error)) from None
    table = TableFile(file, track.data or file.name, folder)
    try:
        return _read_table(table, track, sources, progress or (lambda _share: None), cancel or threading.Event())
    except MemoryError:
        raise DataError("memory", table.name) from None
    except pyarrow.ArrowException:
        raise DataError("damaged", table.name) from None


def _read_table(
    table: TableFile, track: Track, sources: Collection[str], progress: Progress, cancel: threading.Event
) -> EventTable:
    column_of = _choose_columns(table, track)
    batches: list[_Batch] = []
    rows_read = 0
    for batch, share in table.batches(list(dict.fromkeys(column_of.values()))):
        if cancel.is_set():
            raise Cancelled
        table.require_rows(rows_read + batch.num_rows, batch.num_columns)
        batches.append(_read_batch(batch, column_of, table, rows_read, sources))
        rows_read += batch.num_rows
        progress(_READING_FRACTION * share)
    if cancel.is_set():
        raise Cancelled
    table_events = _combine_batches(track.id, batches)
    progress(1.0)
    return table_events


def _choose_columns(table: TableFile, track: Track) -> dict[str, str]:
    """Return the column of the file for each key of an event.

    It is the column that the track names, else the one with the name of the key.
    """
    named_columns = dict(track.columns)
    for name in named_columns.values():
        if name not in table.columns:
            closest = closest_match(name, table.columns)
            suggestions = (
                [closest, *(one for one in table.columns if one != closest)] if closest else list(table.columns)
            )
            raise DataError("no_column", table.name, column=name, choices=suggestions[:8] or "—")
    by_folded_name = {name.casefold(): name for name in reversed(table.columns)}
    column_of = {key: named_columns.get(key) or by_folded_name.get(key) for key in COLUMN_FIELDS}
    if column_of["date"] is None:
        closest = next((name for name in table.columns if _DATE_COLUMN_NAME.search(name.casefold())), "…")
        raise DataError("no_date", table.name, 1 if table.suffix == ".csv" else 0, guess=closest)
    chosen = {key: name for key, name in column_of.items() if name is not None}
    for name in chosen.values():
        if table.columns.count(name) > 1:
            raise DataError("column_twice", table.name, 0 if table.suffix == ".parquet" else 1, name)
    return chosen


def _read_batch(
    batch: Any, column_of: dict[str, str], table: TableFile, first_row: int, sources: Collection[str]
) -> _Batch:
    """Read a batch's dates and weights, and check its other columns."""

    def error_at(key: str, code: str, row: int, **values: object) -> DataError:
        return DataError(code, table.name, table.row_of(first_row + row), column_of[key], **values)

    def column(key: str) -> Any:
        return batch.column(column_of[key])

    def read_dates(key: str) -> DateColumn:
        try:
            return _read_dates(column(key), column_of[key], table.name)
        except InvalidDate as error:
            if error.cause is None:
                raise error_at(key, "far", error.row) from None
            raise error_at(key, "date", error.row, reason=error.cause) from None

    date_column = read_dates("date")
    if date_column.empty.any():
        raise error_at("date", "empty", int(np.flatnonzero(date_column.empty)[0]))
    if "end" in column_of:
        row = _join_intervals(date_column, read_dates("end"))
        if row is not None:
            texts = [cell_text(column(key), row) for key in ("date", "end")]
            raise error_at("end", "order", row, first=texts[0], second=texts[1])
    text_columns: dict[str, Any] = {}
    for key, name in column_of.items():
        if key in _OTHER_DATES:
            text_columns[key] = dates.date_texts(read_dates(key))
        elif key not in ("date", "end", "weight"):
            text_columns[key] = read_text_column(column(key), name, table.name)
    for field in _CHOICES:
        if field.key in text_columns and (fault := find_unknown_choice(text_columns[field.key], field.choices)):
            raise error_at(field.key, "status", fault[0], value=fault[1], choices=field.choices)
    if "sources" in text_columns and (fault := find_unknown_source(text_columns["sources"], sources)):
        raise error_at("sources", "source", fault[0], value=fault[1])
    weights = None
    if "weight" in column_of:
        weights, row = read_number_column(column("weight"))
        if row is not None:
            raise error_at("weight", "number", row, value=cell_text(column("weight"), row))
    return _Batch(date_column, weights, text_columns)


def _read_dates(column: Any, column_name: str, file: str) -> DateColumn:
    """Read a column of dates of any Arrow type."""
    instants = read_time_column(column)
    if instants is not None:
        kind, values, empty = instants
        date_column = dates.read_years(values) if kind == "years" else dates.read_instants(values)
        date_column.empty = empty
        return date_column
    offsets, data, texts = _text_buffers(read_text_column(column, column_name, file, trim=True))
    return dates.read_date_texts(offsets, data, lambda place: str(texts[place].as_py()))


def _text_buffers(texts: Any) -> tuple[NDArray[np.int64], dates.Bytes, Any]:
    """Return the offsets and bytes of a text column, without a copy."""
    _, offsets, data = texts.buffers()
    begins = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1].astype(np.int64)
    return begins, np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8), texts


def _join_intervals(begin_dates: DateColumn, end_dates: DateColumn) -> int | None:
    """Join beginnings with ends; return the first reversed row or None."""
    has_end = ~end_dates.empty
    reversed_rows = has_end & (end_dates.ends <= begin_dates.starts)
    if reversed_rows.any():
        return int(np.flatnonzero(reversed_rows)[0])
    regular = has_end & (begin_dates.precisions != dates.IRREGULAR) & (end_dates.precisions != dates.IRREGULAR)
    for row in np.flatnonzero(has_end & ~regular).tolist():
        texts = [
            one.irregular.get(row)
            or dates.format_regular(int(one.starts[row]), int(one.ends[row]), int(one.precisions[row]))
            for one in (begin_dates, end_dates)
        ]
        begin_dates.irregular[row] = "/".join(texts)
        try:
            begin_dates.starts[row], begin_dates.ends[row] = dates.date_text_extent(begin_dates.irregular[row], row)
        except InvalidDate:
            return int(row)
        begin_dates.precisions[row] = dates.IRREGULAR
    begin_dates.precisions[regular] |= end_dates.precisions[regular] << np.uint8(4)
    begin_dates.ends[regular] = end_dates.ends[regular]
    return None


def _combine_batches(track_id: str, batches: Sequence[_Batch]) -> EventTable:
    """Combine the rows of all batches in order of time."""
    import pyarrow as pa

    def concatenate(arrays: Sequence[Any], kind: Any) -> Any:
        return np.concatenate(arrays) if arrays else np.zeros(0, kind)

    starts = concatenate([batch.dates.starts for batch in batches], np.int64)
    ends = concatenate([one.dates.ends for one in batches], np.int64)
    precisions = concatenate([one.dates.precisions for one in batches], np.uint8)
    weights = (
        concatenate([one.weights for one in batches], np.float32)
        if batches and batches[0].weights is not None
        else None
    )
    irregular_rows: list[int] = []
    irregular_texts: list[str] = []
    first_row = 0
    for one in batches:
        batch_rows = sorted(one.dates.irregular)
        irregular_rows += [first_row + place for place in batch_rows]
        irregular_texts += [one.dates.irregular[place] for place in batch_rows]
        first_row += len(one.dates.starts)
    columns = (
        {key: pa.chunked_array([one.columns[key] for one in batches]) for key in batches[0].columns} if batches else {}
    )
    if weights is not None:
        columns["weight"] = weights
    rows = None
    if len(starts) > 1 and bool(np.any(starts[1:] < starts[:-1])):
        order = np.argsort(starts, kind="stable")
        starts, ends, precisions = starts[order], ends[order], precisions[order]
        rows = order.astype(np.uint32)
    table = EventTable(
        track_id,
        EventIndex(starts, ends, weights if rows is None or weights is None else weights[rows]),
        precisions,
        rows,
    )
    table.attach_columns(columns, np.array(irregular_rows, np.uint32), pa.array(irregular_texts, pa.string()))
    return table
