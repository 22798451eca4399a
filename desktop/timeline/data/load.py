"""Load the events of a track from a file.

A million events are ready for the timeline within seconds. It works on numbers, 33 bytes an event; titles and texts
stay as packed columns of the file. Nothing here knows of windows: progress is reported to a function, and the work stops
at the next batch once a `threading.Event` is set.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Iterator, Sequence, Set as AbstractSet
from itertools import chain, islice
from pathlib import Path
from typing import Final

from desktop.story.format.fields import COLUMN_FIELDS, DATA_SUFFIXES, IMAGE_SUFFIXES, SERIES_COLUMNS
from desktop.story.model import Story, Track
from desktop.story.problems.issue import closest_match
from desktop.story.storage import files
from desktop.timeline.data.columns import DecimalCommasError, UnmeantColumnError
from desktop.timeline.data.combine import JOINED_ROWS, combine_rows, join_dates
from desktop.timeline.data.data_errors import Cancelled, DataError
from desktop.timeline.data.event_rows import (
    DOUBTED,
    EVENT_NUMBERS,
    SERIES_NUMBERS,
    EventRows,
    RowReader,
)
from desktop.timeline.data.event_table import EventTable
from desktop.timeline.data.open_table import open_table
from desktop.timeline.data.tables import LateColumnsError, Table

__all__ = ["Cancelled", "DataError", "EventTable", "load_events", "load_tracks", "read_events"]

Progress = Callable[[float], None]

_DATE_COLUMN_NAME: Final = re.compile("date|day|jour|year|année|time|when|quand|^ts$|stamp")
_TITLE_NAME: Final = re.compile(
    "names?|events?|headline|label|subject|what|nom|événements?|evenements?|titres?|intitulé|libellé|titel|bezeichnung"
)
_MOST_PICTURE_ROWS: Final = 100_000  # of a file, whose pictures are looked for
_MOST_PICTURES: Final = 1000
_SHOWN_PICTURES: Final = 3
_READING_FRACTION: Final = 0.9
"""The fraction of the work that is reading; the rest sorts the events by time."""


def load_events(
    story: Story, track: Track, progress: Progress | None = None, cancel: threading.Event | None = None
) -> EventTable:
    """Load the file of a story's track.

    `progress` is called with the fraction done (0 to 1), in the thread that reads. Raises DataError, or Cancelled once
    `cancel` is set.
    """
    return _load([track], story, progress, cancel, story.zone)[0]


def load_tracks(
    story: Story,
    tracks: Sequence[Track],
    progress: Callable[[Track, float], None] | None = None,
    cancel: threading.Event | None = None,
    zone: int | None = None,
) -> Iterator[tuple[Track, EventTable | DataError]]:
    """Yield the events of each track, or the error of its file.

    Tracks that share a file share one reading of it. Moments are placed in the zone of the story's text, else in `zone`,
    else in that of the first file that writes zones. Raises Cancelled once `cancel` is set.
    """
    groups: dict[tuple[object, ...], list[Track]] = {}
    for track in tracks:
        key = (track.data, track.columns, track.format, track.unit, track.series is None)
        groups.setdefault(key, []).append(track)
    if story.zone is not None:
        zone = story.zone
    for group in groups.values():

        def report(share: float, group: Sequence[Track] = group) -> None:
            if progress is not None:
                for track in group:
                    progress(track, share)

        try:
            tables = _load(group, story, report, cancel, zone)
            zone = tables[0].own_zone if zone is None else zone
            yield from zip(group, tables, strict=True)
        except DataError as error:
            yield from ((track, error) for track in group)
        except Cancelled:
            raise
        except Exception:  # a damaged file may raise anything in its library, and nothing may read for ever
            logging.getLogger(__name__).exception("events of %s", group[0].id)
            yield from ((track, DataError("damaged", track.data)) for track in group)


def read_events(
    file: Path,
    track: Track,
    *,
    folder: str = "",
    sources: AbstractSet[str] = frozenset(),
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> EventTable:
    """Read a file of events by a track's columns; see `load_events`."""
    return _read([track], file, folder, sources, progress, cancel)[0]


def _load(
    tracks: Sequence[Track],
    story: Story,
    progress: Progress | None,
    cancel: threading.Event | None,
    zone: int | None,
) -> list[EventTable]:
    """Load the one file of some tracks."""
    name = tracks[0].data
    file, fault = files.resolve_reference(story.folder, name, DATA_SUFFIXES)
    if fault == "suffix":
        raise DataError("suffix", name, choices=DATA_SUFFIXES)
    if file is None:
        raise DataError("missing", name)
    sources = frozenset(source.id for source in story.sources)
    return _read(tracks, file, story.folder, sources, progress, cancel, zone, story.calendar)


def _read(
    tracks: Sequence[Track],
    file: Path,
    folder: str,
    sources: AbstractSet[str],
    progress: Progress | None,
    cancel: threading.Event | None,
    zone: int | None = None,
    calendar: str = "",
) -> list[EventTable]:
    """Read a file, and deal its rows to its tracks."""
    name = tracks[0].data or file.name
    report = progress or (lambda _share: None)
    stopped = (cancel or threading.Event()).is_set
    report(0.0)
    try:
        table = open_table(file, name, folder)
        reader, batches = _read_meant_columns(table, tracks[0], sources, report, stopped)
        if reader.faults and not any(len(batch.dates.starts) for batch in batches):
            raise reader.faults[0]
        if not any(len(batch.dates.starts) for batch in batches):
            raise DataError("no_rows", name)

        reader.ignored = (*reader.ignored, *_note_on_pictures(batches, reader, folder, stopped))

        def step(share: float) -> None:
            if stopped():
                raise Cancelled
            report(_READING_FRACTION + (1 - _READING_FRACTION) * share)

        tables = combine_rows(tracks, batches, reader, step, zone, calendar)
    except MemoryError:
        raise DataError("memory", name) from None
    report(1.0)
    return tables


def _read_meant_columns(
    table: Table, track: Track, sources: AbstractSet[str], report: Progress, stopped: Callable[[], bool]
) -> tuple[RowReader, list[EventRows]]:
    """Return the rows of a file, and what read them.

    That a column only happens to be called as a key is, that far down there is one more, or that the commas of numbers
    are decimal turns out in reading; then the file is read again.
    """
    named = dict(track.columns)
    kept: set[str] = {"date", *named}
    numbers = EVENT_NUMBERS if track.series is None else SERIES_NUMBERS
    ignored: dict[str, DataError] = {}
    comma_keys: set[str] = set()
    farthest = 0.0

    def report_farthest(share: float) -> None:
        nonlocal farthest
        farthest = max(farthest, share)
        report(_READING_FRACTION * farthest)

    _look_for_needed(table, track)
    table.watched = _unseen(table, [key for key in COLUMN_FIELDS if key not in named])
    while True:
        column_of = {key: column for key, column in _choose_columns(table, track).items() if key not in ignored}
        if "value" not in column_of:
            kept.update(SERIES_COLUMNS)
        reader = RowReader(
            table.name,
            column_of,
            sources,
            track.format,
            track.unit,
            numbers,
            doubted=set(DOUBTED & column_of.keys()) - kept,
            ignored=(*ignored.values(), *_note_on_titles(table, track)),
            comma_keys=comma_keys,
            whole_column=lambda name: (
                batch.columns[name] for batch in table.batches([name], stopped) if batch.columns
            ),
        )
        try:
            batches = _read_batches(table, reader, report_farthest, stopped)
            reader.require_meant_columns()
        except DecimalCommasError:
            continue  # the keys know of it now
        except LateColumnsError:
            table.look_for(table.watched)
            table.watched = ()
        except UnmeantColumnError as error:
            ignored.update(error.notes)
        except DataError as error:
            keys = {key for key, column in column_of.items() if column == error.column}
            if error.code != "kind" or not keys or keys & kept:
                raise
            ignored.update(dict.fromkeys(keys, error))
        else:
            return reader, batches


def _note_on_titles(table: Table, track: Track) -> tuple[DataError, ...]:
    """Return a note where another column is likely to hold the titles."""
    if track.series is not None or "title" in dict(track.columns) or not _unseen(table, ["title"]):
        return ()
    taken = dict(track.columns).values()
    guess = next((name for name in table.columns if name not in taken and _TITLE_NAME.fullmatch(name.casefold())), "")
    return (DataError("no_title", table.name, table.header_row, guess=guess),) if guess else ()


def _note_on_pictures(
    batches: Sequence[EventRows], reader: RowReader, folder: str, stopped: Callable[[], bool]
) -> tuple[DataError, ...]:
    """Return a note where pictures that rows name are not there."""
    names = chain.from_iterable(batch.texts["image"] for batch in batches if folder and "image" in batch.texts)
    asked: set[str] = set()
    missing: list[str] = []
    for name in map(str.strip, islice(names, _MOST_PICTURE_ROWS)):
        if name and name not in asked and len(asked) < _MOST_PICTURES and not stopped():
            asked.add(name)
            if files.resolve_reference(folder, name, IMAGE_SUFFIXES)[0] is None:
                missing.append(name[:80])
    if not missing:
        return ()
    column, shown = reader.column_of["image"], missing[:_SHOWN_PICTURES]
    return (DataError("no_picture", reader.file, 0, column, count=len(missing), choices=shown),)


def _look_for_needed(table: Table, track: Track) -> None:
    """Look in the whole file for columns that it cannot do without."""
    named = dict(track.columns)
    needed = [name for name in named.values() if name]
    needed += [] if "date" in named else ["date"]
    if track.series is not None and "value" not in named and _unseen(table, ["value"]):
        needed += SERIES_COLUMNS
    if missing := _unseen(table, needed):
        table.look_for(missing)


def _unseen(table: Table, names: Sequence[str]) -> list[str]:
    """Return the names that no column of the first rows has."""
    seen = {name.casefold() for name in table.columns}
    return [name for name in dict.fromkeys(names) if name.casefold() not in seen]


def _read_batches(table: Table, reader: RowReader, report: Progress, stopped: Callable[[], bool]) -> list[EventRows]:
    """Return the rows of all batches. Raises Cancelled."""
    batches: list[EventRows] = []
    joined = rows = 0
    for batch in table.batches(list(dict.fromkeys(reader.column_of.values())), stopped):
        if stopped():
            raise Cancelled
        batches.append(reader.read(batch))
        rows += batch.count
        if rows >= JOINED_ROWS:
            join_dates(batches[joined:])
            joined, rows = len(batches), 0
        report(batch.fraction)
    if stopped():
        raise Cancelled
    return batches


def _columns_of_series(table: Table, chosen: dict[str, str]) -> dict[str, str]:
    """Return the columns that a series is read from.

    There is a value for each date, or the two ends of a range.
    """
    if "value" not in chosen and not {"low", "high"} <= chosen.keys():
        guess = next((name for name in table.columns if name not in chosen.values()), "…")
        raise DataError("no_value", table.name, table.header_row, guess=guess)
    return {key: name for key, name in chosen.items() if key in ("date", "end", "track", *SERIES_COLUMNS)}


def _choose_columns(table: Table, track: Track) -> dict[str, str]:
    """Return the column of the file for each key of an event.

    It is the column that the track names, else the one with the name of the key. A track says "" for none.
    """
    named_columns = dict(track.columns)
    for name in named_columns.values():
        if name and name not in table.columns:
            closest = closest_match(name, table.columns)
            suggestions = (
                [closest, *(one for one in table.columns if one != closest)] if closest else list(table.columns)
            )
            raise DataError("no_column", table.name, column=name, choices=suggestions[:8] or "—")
    by_folded_name = {name.casefold(): name for name in reversed(table.columns)}
    column_of = {key: named_columns.get(key, by_folded_name.get(key)) for key in COLUMN_FIELDS}
    if not column_of["date"]:
        closest = next((name for name in table.columns if _DATE_COLUMN_NAME.search(name.casefold())), "…")
        raise DataError("no_date", table.name, table.header_row, guess=closest)
    chosen = {key: name for key, name in column_of.items() if name}
    if track.series is not None:
        chosen = _columns_of_series(table, chosen)
    for name in chosen.values():
        if table.columns.count(name) > 1:
            raise DataError("column_twice", table.name, table.header_row, name)
    return chosen
