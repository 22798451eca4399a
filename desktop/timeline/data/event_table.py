"""Hold the events of a track's file.

Titles and texts stay as packed columns of the file; an event becomes an `Event` only when it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop.fast_dataclass import dataclass
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.julian import in_calendar, julian_second
from desktop.story.dates.parse import parse_date
from desktop.story.dates.zones import in_zone
from desktop.story.format.event_fields import COLUMNS, SEARCHED_FIELDS
from desktop.story.format.field import Field
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Event, Figure
from desktop.timeline.data.columns import VALUE_READERS
from desktop.timeline.data.data_errors import DataError
from desktop.timeline.data.dates.date_column import IRREGULAR, JULIAN, NO_ZONE, Precisions, format_regular, place_julian
from desktop.timeline.data.dates.irregular_texts import JoinedTexts
from desktop.timeline.data.dates.read_dates import read_dates
from desktop.timeline.data.file_series import FileSeries
from desktop.timeline.data.string_column import Mask, TextColumn, Texts, normalize_term, rows_containing
from desktop.timeline.index import EventIndex, Ints

_SEARCHED_COLUMNS: Final = (
    *(field.key for field in SEARCHED_FIELDS if field.kind in ("text", "block", "string", "strings")),
    "id",
)
"""The columns that the search reads as they are; only `EventSearch` finds dates and the names behind ids."""

_EVER: Final = np.iinfo(np.int64).min
_WHEN_IT_BEGINS: Final = np.iinfo(np.int64).max
_PLANNED: Final = "planned"


@dataclass(frozen=True, slots=True)
class Placing:
    """Says where the index places the moments of a file.

    `own_zone` is the zone of most of them, `zone` the one in which the index has them; dates before the reform of 1582 are
    written in `calendar`.
    """

    own_zone: int | None = None
    zone: int | None = None
    calendar: str = ""

    def apply(self, date: EdtfDate) -> EdtfDate:
        """Return a date where the index has it; its text stays."""
        date = in_calendar(date, "", self.calendar)
        return date if self.zone is None else in_zone(date, self.zone)


@dataclass(slots=True)
class TableDates:
    """Holds what the dates of a table are written from.

    The index has them at other places, as `placing` says; each keeps its own zone in `zones`.
    """

    precisions: Precisions
    irregular: JoinedTexts
    fractions: NDArray[np.uint32] | None = None
    zones: NDArray[np.int16] | None = None
    end_fractions: NDArray[np.uint32] | None = None
    placing: Placing = Placing()

    @property
    def nbytes(self) -> int:
        """Return the bytes of memory that they take."""
        optional = sum(one.nbytes for one in (self.fractions, self.zones, self.end_fractions) if one is not None)
        return int(self.precisions.nbytes + self.irregular.nbytes + optional)


class EventTable:
    """Holds the events of a track's file.

    `index` has their times; `event` makes one of them an `Event`. The number of an event is its position in order of
    time, as in the index. `notes` say what was left out or guessed; `rows` has the row of each number, None where the
    file is in order.
    """

    def __init__(
        self,
        track_id: str,
        index: EventIndex,
        table_dates: TableDates,
        rows: NDArray[np.uint32] | None,
        columns: Mapping[str, TextColumn],
        numbers: Mapping[str, NDArray[np.floating[Any]]],
        notes: tuple[DataError, ...] = (),
        series: FileSeries | None = None,
    ) -> None:
        self.track_id = track_id
        self.index = index
        self.notes = notes
        self.series = series  # the numbers of a track that has a series
        self._dates = table_dates
        self._rows = rows
        self._columns = columns
        self._numbers = numbers
        self._known = _known_seconds(columns, rows, np.asarray(index.starts), table_dates)

    def __len__(self) -> int:
        return len(self.index)

    @property
    def own_zone(self) -> int | None:
        """Return the zone that most moments of the file are written in."""
        return self._dates.placing.own_zone

    def is_placed_in(self, zone: int | None) -> bool:
        """Return whether the index places moments in a zone.

        A file that writes no zone is placed in any.
        """
        return zone is None or self.own_zone is None or self._dates.placing.zone == zone

    @property
    def bytes(self) -> int:
        """Return the bytes of memory that all but the columns take."""
        optional = sum(one.nbytes for one in (self._rows, self._known) if one is not None)
        return int(self.index.bytes + self._dates.nbytes + optional)

    def event(self, number: int) -> Event:
        """Return an event by its number."""
        row = number if self._rows is None else int(self._rows[number])
        values = {field.attribute_name: self._value(field, row) for field in COLUMNS} | {
            "id": self._text("id", row) or f"{self.track_id}#{row + 1}",
            "when": self._date_of_event(number, row),
            "track": self.track_id,
            "figures": self._figures(row),
        }
        return Event(**{name: value for name, value in values.items() if value is not None})

    def index_known_before(self, second: int) -> EventIndex | None:
        """Return the index of the events known before a second.

        None where the file says of none when it was known: each is known from the day it begins.
        """
        if self._known is None:
            return None
        return self.index.subset(np.flatnonzero(self._known < second).astype(np.uint32))

    def find_event(self, event_id: str) -> Event | None:
        """Return an event by its id, or None.

        A column of ids is searched from its beginning.
        """
        row = self._row_of_id(event_id)
        if not 0 <= row < len(self):
            return None
        return self.event(row if self._rows is None else int(np.flatnonzero(self._rows == row)[0]))

    def search(self, query: str, cancelled: Callable[[], bool] = lambda: False) -> NDArray[np.uint32]:
        """Return the numbers of the events that contain all words.

        They are in order of time. A word may be in any text or the id; case and accents do not matter. `cancelled` is
        asked after every few ten thousand rows; once it is true the result is incomplete.
        """
        terms = [normalize_term(word) for word in query.split()]
        columns = [self._columns[key] for key in _SEARCHED_COLUMNS if key in self._columns]
        if not terms or not columns:
            return np.zeros(0, np.uint32)
        rows = rows_containing(columns, terms, cancelled).astype(np.uint32)
        if self._rows is None:
            return rows
        matching = np.zeros(len(self._rows), bool)
        matching[rows] = True
        return np.flatnonzero(matching[self._rows]).astype(np.uint32)

    def _row_of_id(self, event_id: str) -> int:
        """Return the row of an event by its id, or −1."""
        if "id" in self._columns:
            row = self._columns["id"].find(event_id)
            if row >= 0:
                return row
        track, _, number = event_id.rpartition("#")
        return int(number) - 1 if track == self.track_id and number.isdecimal() and len(number) < 12 else -1

    def _text(self, key: str, row: int) -> str:
        column = self._columns.get(key)
        return column[row].strip() if column is not None else ""

    def _value(self, field: Field, row: int) -> Any:
        """Return the value of a field in a row, or None."""
        if field.kind == "number":
            return float(self._numbers[field.key][row]) if field.key in self._numbers else None
        text = self._text(field.key, row)
        value = VALUE_READERS[field.kind](text) if text else None
        return in_calendar(value, "", self._dates.placing.calendar) if isinstance(value, EdtfDate) else value

    def _figures(self, row: int) -> tuple[Figure, ...] | None:
        """Return the column of values as the figure of the event."""
        text = self._text("value", row)
        return (Figure(LocalizedText((("", text),))),) if text else None

    def _date_of_event(self, number: int, row: int) -> EdtfDate:
        written = self._dates
        precision = int(written.precisions[number])
        if precision == IRREGULAR:
            return written.placing.apply(parse_date(written.irregular[row]))
        zone = NO_ZONE if written.zones is None else int(written.zones[number])
        shared = written.placing.zone
        moved = 0 if zone == NO_ZONE or shared is None else (zone - shared) * 60
        start, end = int(self.index.starts[number]) + moved, int(self.index.ends[number]) + moved
        if precision & JULIAN:
            start, end = julian_second(start), julian_second(end - 1) + 1
        written_date = parse_date(
            format_regular(
                start,
                end,
                precision & ~JULIAN,
                0 if written.fractions is None else int(written.fractions[number]),
                zone,
                0 if written.end_fractions is None else int(written.end_fractions[number]),
            )
        )
        return written.placing.apply(written_date)


def _known_seconds(
    columns: Mapping[str, TextColumn], rows: NDArray[np.uint32] | None, starts: Ints, dates: TableDates
) -> Ints | None:
    """Return from which second on each event is known, by its number.

    It is what `status_as_of` finds for each; None where all are known from the second in which they begin.
    """
    open_start = dates.irregular.rows_with_open_start()
    if not len(open_start) and columns.keys().isdisjoint(("known_from", "status")):
        return None
    seconds = np.full(len(starts), _WHEN_IT_BEGINS)  # by row
    seconds[open_start] = _EVER
    row = 0
    for block in columns["status"].blocks if "status" in columns else ():
        seconds[row : row + len(block)][block.trimmed().rows_of(_PLANNED)] = _EVER
        row += len(block)
    row = 0
    for block in columns["known_from"].blocks if "known_from" in columns else ():
        its, is_given = _earliest_seconds(block, dates.placing.calendar)
        seconds[row : row + len(block)][is_given] = its[is_given]
        row += len(block)
    if (seconds == _WHEN_IT_BEGINS).all():
        return None
    by_number = seconds if rows is None else seconds[rows]
    return np.where(by_number == _WHEN_IT_BEGINS, starts, by_number)


def _earliest_seconds(dates: Texts, calendar: str) -> tuple[Ints, Mask]:
    """Return the first second of each date, and which have one."""
    read = read_dates(dates)
    if calendar == "julian":
        read.starts, read.ends, read.precisions = place_julian(read.starts, read.ends, read.precisions)
    is_given = read.faults == 0
    for row in np.flatnonzero(is_given & (read.precisions == IRREGULAR)).tolist():
        earliest = in_calendar(parse_date(dates[row]), "", calendar).earliest
        is_given[row] = earliest is not None
        read.starts[row] = earliest or 0
    return read.starts, is_given
