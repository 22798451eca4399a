"""The events of a track that stand in a file: a million of them, ready for the timeline within seconds.

What the timeline counts with is numbers, 33 bytes an event; titles and texts stay as the file's columns, packed, and an
event becomes an `Event` only when it is shown. Nothing here knows of windows: progress is reported to a function, and the
work stops at the next batch once an event (of `threading`) is set.
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
from desktop.story.dates.parse import When, parse
from desktop.story.format.fields import COLUMN_FIELDS, DATA_SUFFIXES
from desktop.story.model import STATUSES, Event, Story, Text, Track
from desktop.story.problems.problem import guess
from desktop.story.storage import files
from desktop.timeline.data import dates
from desktop.timeline.data.columns import (
    check_choice,
    check_sources,
    folded,
    instants_of,
    numbers_of,
    rows_with,
    texts_of,
)
from desktop.timeline.data.dates import BadDate, Dates
from desktop.timeline.data.errors import Cancelled, DataError
from desktop.timeline.data.files import Table
from desktop.timeline.index import Index

__all__ = ["Cancelled", "DataError", "Events", "load", "read"]

Progress = Callable[[float], None]

_MOST: Final = 2**32 - 1
_DATED: Final = re.compile("date|day|jour|year|année|time|when|quand")
_READ: Final = 0.92
"""The share of the work that is reading; the rest puts the events in order."""


@dataclass(slots=True)
class _Batch:
    """Some rows: their dates, their weights, and what is kept as it is."""

    dates: Dates
    weights: NDArray[np.float32] | None
    kept: dict[str, Any]


class Events:
    """The events of a track's file: an `Index` of when they are, and how one of them becomes an `Event`.

    An event's number is its place in order of time, which is what the index calls it.
    """

    def __init__(self, track: str, index: Index, codes: dates.Codes, rows: NDArray[np.uint32] | None) -> None:
        self.track = track
        self.index = index
        self._codes = codes
        self._rows = rows  # number → row of the file, None where the file is in order
        self._odd: NDArray[np.uint32] = np.zeros(0, np.uint32)
        self._odd_texts: Any = None
        self._columns: dict[str, Any] = {}

    def __len__(self) -> int:
        return len(self.index)

    @property
    def bytes(self) -> int:
        """Return the memory that all but the columns of text takes."""
        rows = self._rows.nbytes if self._rows is not None else 0
        odd = self._odd_texts.nbytes if self._odd_texts is not None else 0
        return int(self.index.bytes + self._codes.nbytes + rows + self._odd.nbytes + odd)

    def keep(self, columns: dict[str, Any], odd: NDArray[np.uint32], odd_texts: Any) -> None:
        """Keep the columns of the file, and the dates (by row, in order) that are in no plain form."""
        self._columns, self._odd, self._odd_texts = columns, odd, odd_texts

    def event(self, number: int) -> Event:
        """Return an event by its number."""
        row = number if self._rows is None else int(self._rows[number])
        status: Any = self._text("status", row) or "happened"
        became: Any = self._text("became", row) or None
        weight = self._columns.get("weight")
        return Event(
            id=self._text("id", row) or f"{self.track}#{row + 1}",
            when=self._when(number, row),
            title=_text(self._text("title", row)),
            text=_text(self._text("text", row)),
            track=self.track,
            status=status,
            known_from=self._date("known_from", row),
            became=became,
            became_from=self._date("became_from", row),
            people=_names(self._text("people", row)),
            sources=_names(self._text("sources", row)),
            weight=float(weight[row]) if weight is not None else 1.0,
        )

    def find(self, name: str) -> Event | None:
        """Return an event by its id, None where there is none; a look through the column of ids where there is one."""
        row = self._row(name)
        if not 0 <= row < len(self):
            return None
        return self.event(row if self._rows is None else int(np.flatnonzero(self._rows == row)[0]))

    def search(self, words: str) -> NDArray[np.uint32]:
        """Return the numbers of the events, in order of time, whose title, text, people or id have all the words in them.

        Case and accents do not matter. A million titles take some tens of milliseconds.
        """
        import pyarrow as pa

        wanted = folded(pa.array(words.split(), pa.string())).to_pylist()
        columns = [self._columns[key] for key in ("title", "text", "people", "id") if key in self._columns]
        if not wanted or not columns:
            return np.zeros(0, np.uint32)
        rows = rows_with(columns, wanted).astype(np.uint32)
        if self._rows is None:
            return rows
        chosen = np.zeros(len(self._rows), bool)
        chosen[rows] = True
        return np.flatnonzero(chosen[self._rows]).astype(np.uint32)

    def _row(self, name: str) -> int:
        """Return the row of an event by its id, -1 where there is none."""
        if "id" in self._columns:
            from pyarrow import compute

            found: int = compute.index(self._columns["id"], name).as_py()
            if found >= 0:
                return found
        track, _, number = name.rpartition("#")
        return int(number) - 1 if track == self.track and number.isdecimal() else -1

    def _text(self, key: str, row: int) -> str:
        column = self._columns.get(key)
        found: str | None = column[row].as_py() if column is not None else None
        return (found or "").strip()

    def _date(self, key: str, row: int) -> When | None:
        text = self._text(key, row)
        return parse(text) if text else None

    def _when(self, number: int, row: int) -> When:
        code = int(self._codes[number])
        if code != dates.ODD:
            return parse(dates.written(int(self.index.starts[number]), int(self.index.ends[number]), code))
        return parse(self._odd_texts[int(np.searchsorted(self._odd, row))].as_py())


def load(
    story: Story,
    track: Track,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> Events:
    """Read the file of a story's track; raises DataError, or Cancelled once `cancel` is set.

    `progress` is told the share done (0 to 1), from the thread that reads.
    """
    found, fault = files.find(story.folder, track.data, DATA_SUFFIXES)
    if fault == "suffix":
        raise DataError("suffix", track.data, choices=", ".join(DATA_SUFFIXES))
    if found is None:
        raise DataError("missing", track.data)
    sources = frozenset(source.id for source in story.sources)
    return read(found, track, sources=sources, progress=progress, cancel=cancel)


def read(
    file: Path,
    track: Track,
    *,
    sources: Collection[str] = frozenset(),
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> Events:
    """Read a file of events by the columns of a track; see `load`."""
    try:
        import pyarrow
    except ImportError:
        code = "library.built" if paths.built() else "library"  # an application cannot be added to
        raise DataError(code, track.data or file.name) from None
    table = Table(file, track.data or file.name)
    try:
        return _read(table, track, sources, progress or (lambda _share: None), cancel or threading.Event())
    except pyarrow.ArrowException as error:
        raise DataError("unreadable", table.name, reason=str(error).splitlines()[0][:200]) from None


def _read(table: Table, track: Track, sources: Collection[str], progress: Progress, cancel: threading.Event) -> Events:
    chosen = _columns(table, track)
    batches: list[_Batch] = []
    done = 0
    for batch, share in table.batches(list(dict.fromkeys(chosen.values()))):
        if cancel.is_set():
            raise Cancelled
        if done + batch.num_rows > _MOST:
            raise DataError("many", table.name, most=f"{_MOST:,}")
        batches.append(_batch(batch, chosen, table, done, sources))
        done += batch.num_rows
        progress(_READ * share)
    if cancel.is_set():
        raise Cancelled
    found = _events(track.id, batches)
    progress(1.0)
    return found


def _columns(table: Table, track: Track) -> dict[str, str]:
    """Return which column of the file each key of an event is read from: those that are named, and those named alike."""
    given = dict(track.columns)
    for name in given.values():
        if name not in table.columns:
            near = guess(name, table.columns)
            listed = [near, *(one for one in table.columns if one != near)] if near else list(table.columns)
            raise DataError("no_column", table.name, column=name, choices=", ".join(listed[:8]) or "—")
    alike = {name.casefold(): name for name in reversed(table.columns)}
    chosen = {key: given.get(key) or alike.get(key) for key in COLUMN_FIELDS}
    if chosen["date"] is None:
        near = next((name for name in table.columns if _DATED.search(name.casefold())), "…")
        raise DataError("no_date", table.name, 1 if table.kind == ".csv" else 0, guess=near)
    return {key: name for key, name in chosen.items() if name is not None}


def _batch(batch: Any, chosen: dict[str, str], table: Table, first: int, sources: Collection[str]) -> _Batch:
    """Read the dates and weights of a batch of rows, and check what else there is."""

    def wrong(key: str, code: str, place: int, **values: object) -> DataError:
        return DataError(code, table.name, table.row_of(first + place), chosen[key], **values)

    def column(key: str) -> Any:
        return batch.column(chosen[key])

    def dated(key: str) -> Dates:
        try:
            return _dates(column(key), chosen[key], table.name)
        except BadDate as error:
            if error.why is None:
                raise wrong(key, "far", error.place) from None
            raise wrong(key, "date", error.place, reason=error.why) from None

    found = dated("date")
    if found.empty.any():
        raise wrong("date", "empty", int(np.flatnonzero(found.empty)[0]))
    if "end" in chosen:
        place = _join(found, dated("end"))
        if place is not None:
            texts = [str(column(key)[place].as_py()) for key in ("date", "end")]
            raise wrong("end", "order", place, first=texts[0], second=texts[1])
    kept: dict[str, Any] = {}
    for key, name in chosen.items():
        if key in ("known_from", "became_from"):
            dated(key)
        if key not in ("date", "end", "weight"):
            kept[key] = texts_of(column(key), name, table.name)
    for key in ("status", "became"):
        if key in kept and (fault := check_choice(kept[key], STATUSES)):
            raise wrong(key, "status", fault[0], value=fault[1], choices=", ".join(STATUSES))
    if "sources" in kept and (fault := check_sources(kept["sources"], sources)):
        raise wrong("sources", "source", fault[0], value=fault[1])
    weights = None
    if "weight" in chosen:
        weights, place = numbers_of(column("weight"))
        if place is not None:
            raise wrong("weight", "number", place, value=str(column("weight")[place].as_py()))
    return _Batch(found, weights, kept)


def _dates(column: Any, name: str, file: str) -> Dates:
    """Read a column of dates, whatever it is made of."""
    instants = instants_of(column)
    if instants is not None:
        kind, values, empty = instants
        found = dates.read_years(values) if kind == "years" else dates.read_instants(values)
        found.empty = empty
        return found
    offsets, data, texts = _bytes(texts_of(column, name, file, trim=True))
    return dates.read_texts(offsets, data, lambda place: str(texts[place].as_py()))


def _bytes(texts: Any) -> tuple[NDArray[np.int64], dates.Bytes, Any]:
    """Return where the texts of a column begin and end and the bytes they are made of, without a copy."""
    _, offsets, data = texts.buffers()
    first = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1].astype(np.int64)
    return first, np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8), texts


def _join(found: Dates, last: Dates) -> int | None:
    """Make intervals of dates that end with another; return the first place where the end comes before the beginning."""
    there = ~last.empty
    wrong = there & (last.ends <= found.starts)
    if wrong.any():
        return int(np.flatnonzero(wrong)[0])
    plain = there & (found.codes != dates.ODD) & (last.codes != dates.ODD)
    for place in np.flatnonzero(there & ~plain).tolist():
        texts = [
            one.odd.get(place) or dates.written(int(one.starts[place]), int(one.ends[place]), int(one.codes[place]))
            for one in (found, last)
        ]
        found.odd[place] = "/".join(texts)
        try:
            found.starts[place], found.ends[place] = dates.seconds_of(found.odd[place], place)
        except BadDate:
            return int(place)
        found.codes[place] = dates.ODD
    found.codes[plain] |= last.codes[plain] << np.uint8(4)
    found.ends[plain] = last.ends[plain]
    return None


def _events(track: str, batches: Sequence[_Batch]) -> Events:
    """Put the rows of all batches in order of time."""
    import pyarrow as pa

    def whole(arrays: Sequence[Any], kind: Any) -> Any:
        return np.concatenate(arrays) if arrays else np.zeros(0, kind)

    starts = whole([one.dates.starts for one in batches], np.int64)
    ends = whole([one.dates.ends for one in batches], np.int64)
    codes = whole([one.dates.codes for one in batches], np.uint8)
    weights = (
        whole([one.weights for one in batches], np.float32) if batches and batches[0].weights is not None else None
    )
    odd_rows: list[int] = []
    odd_texts: list[str] = []
    first = 0
    for one in batches:
        places = sorted(one.dates.odd)
        odd_rows += [first + place for place in places]
        odd_texts += [one.dates.odd[place] for place in places]
        first += len(one.dates.starts)
    columns = {key: pa.chunked_array([one.kept[key] for one in batches]) for key in batches[0].kept} if batches else {}
    if weights is not None:
        columns["weight"] = weights
    rows = None
    if len(starts) > 1 and bool(np.any(starts[1:] < starts[:-1])):
        order = np.argsort(starts, kind="stable")
        starts, ends, codes = starts[order], ends[order], codes[order]
        rows = order.astype(np.uint32)
    found = Events(
        track, Index(starts, ends, weights if rows is None or weights is None else weights[rows]), codes, rows
    )
    found.keep(columns, np.array(odd_rows, np.uint32), pa.array(odd_texts, pa.string()))
    return found


def _text(words: str) -> Text:
    return Text((("", words),)) if words else Text()


def _names(words: str) -> tuple[str, ...]:
    return tuple(name for one in words.split(";") if (name := one.strip()))
