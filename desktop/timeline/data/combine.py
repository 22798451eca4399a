"""Combine the rows of a file into tables of events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop.story.dates.calendar import FLOATS_WITHIN, civil_from_seconds
from desktop.story.dates.zones import most_common_zone
from desktop.story.model import Track
from desktop.timeline.data.data_errors import DataError
from desktop.timeline.data.dates.date_column import NO_ZONE, DateColumn, Precisions, place_julian
from desktop.timeline.data.dates.irregular_texts import JoinedTexts
from desktop.timeline.data.event_rows import EventRows, RowReader
from desktop.timeline.data.event_table import EventTable, Placing, TableDates
from desktop.timeline.data.file_series import FileSeries
from desktop.timeline.data.string_column import Mask, TextColumn
from desktop.timeline.data.time_order import Aside, gathered, is_in_order, joined, part_of, sort_times, stretches
from desktop.timeline.data.weighted_index import CountedIndex
from desktop.timeline.index import EventIndex, ExactTimes, Ints

_DAY: Final = 1440  # minutes, to count zones west of Greenwich too
JOINED_ROWS: Final = (
    5_000_000  # whose seconds take more than 32 MB, which the system has back as soon as they are given up
)
_NOTHING: Final = np.empty(0)
_NANOSECOND: Final = 1e-9
_SHOWN_FAULTS: Final = 3
_SHOWN_NAMES: Final = 6
_DATE_FAULTS: Final = frozenset(("empty", "date", "far", "unit", "not_in_format", "other_form", "counted", "ambiguous"))


def combine_rows(
    tracks: Sequence[Track],
    batches: Sequence[EventRows],
    reader: RowReader,
    step: Callable[[float], None],
    zone: int | None = None,
    calendar: str = "",
) -> list[EventTable]:
    """Return the table of each track.

    Moments are placed in `zone`; None stands for the zone of most rows of the file. Dates before the reform of 1582 are
    in `calendar`. `step` is called with the fraction done, and may raise. Raises DataError where a track has no row.
    """
    batches = [batch for batch in batches if len(batch.dates.starts)]
    notes = _notes(reader)
    own_zone = _zone_of_most(batches)
    if tracks[0].series is not None:  # the calendar of a story is that of its events
        calendar = ""
    placing = Placing(own_zone, own_zone if zone is None else zone, calendar)
    dealt = _deal(tracks, batches, reader) if "track" in reader.column_of else None
    if dealt is None:
        return [_combine(track, batches, notes, placing, step, consume=track is tracks[-1]) for track in tracks]
    batches_of_tracks, note = dealt
    return [
        _combine(track, batches_of_track, (*notes, *note), placing, step, consume=True)
        for track, batches_of_track in zip(tracks, batches_of_tracks, strict=True)
    ]


def _zone_of_most(batches: Sequence[EventRows]) -> int | None:
    """Return the zone of most moments of a file, or None."""
    counts = np.zeros(0, np.int64)
    for batch in batches:
        zones = batch.dates.zones
        if zones is not None:
            found = np.bincount(zones[zones != NO_ZONE].astype(np.int64) + _DAY)
            counts = np.pad(counts, (0, max(len(found) - len(counts), 0)))
            counts[: len(found)] += found
    written = np.flatnonzero(counts)
    return most_common_zone({int(one) - _DAY: int(counts[one]) for one in written}) if len(written) else None


def join_dates(batches: Sequence[EventRows]) -> None:
    """Put the dates of batches into shared arrays.

    Those of each batch lie between texts that stay: once they were given up, a fifth of the memory would be holes.
    """
    columns = [batch.dates for batch in batches]
    edges = list(accumulate((len(column.starts) for column in columns), initial=0))
    for name, kind in (("starts", np.int64), ("ends", np.int64), ("precisions", np.uint8)):
        whole: Any = joined((getattr(column, name) for column in columns), edges[-1], kind)
        for column, (first, last) in zip(columns, pairwise(edges), strict=True):
            setattr(column, name, whole[first:last])
    for column in columns:
        column.faults = np.broadcast_to(np.uint8(0), len(column.starts))


def _deal(
    tracks: Sequence[Track], batches: Sequence[EventRows], reader: RowReader
) -> tuple[list[list[EventRows]], tuple[DataError, ...]] | None:
    """Return the rows of each track, and notes on the others.

    A row names its track by the id or the title; the first track has those that name none. Returns None where a column
    that only happens to be called so names no track at all.
    """
    number_of: dict[str, int] = {"": 0}
    for number, track in enumerate(tracks):
        for name in (track.id, *(title.strip() for _, title in track.title.values)):
            number_of.setdefault(name, number)
    others: Counter[str] = Counter()
    numbers: list[NDArray[np.int16]] = []
    for batch in batches:
        assert batch.tracks is not None
        words = [text.strip() for text in batch.tracks]
        numbers.append(np.fromiter((number_of.get(word, -1) for word in words), np.int16, len(words)))
        others.update(word[:40] for word in words if word not in number_of)
    common = [name for name, _ in others.most_common(_SHOWN_NAMES)]
    column = reader.column_of["track"]
    if batches and not any(np.any(one >= 0) for one in numbers):
        if "track" not in dict(tracks[0].columns):
            return None
        raise DataError("no_track", reader.file, 0, column, track=tracks[0].id, choices=common)
    dealt = [
        [_kept(batch, one == number) for batch, one in zip(batches, numbers, strict=True) if np.any(one == number)]
        for number in range(len(tracks))
    ]
    if not others:
        return dealt, ()
    return dealt, (DataError("other_tracks", reader.file, 0, column, count=others.total(), choices=common),)


def _kept(batch: EventRows, rows: Mask) -> EventRows:
    return EventRows(
        batch.dates.kept(rows),
        {key: values[rows] for key, values in batch.numbers.items()},
        {key: texts.kept(rows) for key, texts in batch.texts.items()},
        None,
    )


def _notes(reader: RowReader) -> tuple[DataError, ...]:
    """Return notes on what is left out and on guessed date forms."""
    notes = list(reader.ignored)
    for key, form in reader.forms.items():
        if form.guessed and form.unit != "years":
            said = {"format": form.date_format} if form.date_format else {"unit": form.unit}
            code = "guessed_format" if form.date_format else "guessed_unit"
            notes.append(DataError(code, reader.file, 0, reader.column_of[key], **said))
    if reader.has_last_day:
        notes.append(DataError("last_day", reader.file, 0, reader.column_of["end"]))
    if count := sum(reader.left_out.values()):
        code = "left_out_dates" if reader.left_out.keys() <= _DATE_FAULTS else "left_out"
        first = tuple(reader.faults[:_SHOWN_FAULTS])
        notes.append(DataError(code, reader.file, count=count, total=reader.total, first=first))
    return tuple(notes)


def _combine(
    track: Track,
    batches: Sequence[EventRows],
    notes: tuple[DataError, ...],
    placing: Placing,
    step: Callable[[float], None],
    *,
    consume: bool,
) -> EventTable:
    """Combine the rows of all batches in order of time.

    To `consume` is to give the dates of each batch up as they are joined: of fifty million, 850 MB are held once.
    """
    columns = [batch.dates for batch in batches]
    # Seconds that are all written with ".000" are whole ones, which last a second.
    fractions = _any_of(_joined_if_any([one.fractions for one in columns], columns, np.uint32, 0))
    end_fractions = _any_of(_joined_if_any([one.end_fractions for one in columns], columns, np.uint32, 0))
    zones = _joined_if_any([one.zones for one in columns], columns, np.int16, NO_ZONE)
    first_rows = accumulate((len(one.starts) for one in columns), initial=0)
    irregular = JoinedTexts([(first, one.irregular) for first, one in zip(first_rows, columns, strict=False)])
    starts: Ints = _taken(columns, "starts", np.int64, part_of(step, 0.0, 0.07), consume=consume)
    ends: Ints = _taken(columns, "ends", np.int64, part_of(step, 0.07, 0.14), consume=consume)
    precisions: Precisions = _taken(columns, "precisions", np.uint8, part_of(step, 0.14, 0.16), consume=consume)
    if placing.calendar == "julian":
        starts, ends, precisions = place_julian(starts, ends, precisions)
    if zones is not None and placing.zone is not None:
        moved = np.where(zones == NO_ZONE, 0, (placing.zone - zones.astype(np.int64)) * 60)
        starts, ends = starts + moved, ends + moved
    count = len(starts)
    numbers: dict[str, NDArray[np.floating[Any]]] = {
        key: joined((batch.numbers[key] for batch in batches), count, first.dtype.type, part_of(step, 0.16, 0.2))
        for key, first in (batches[0].numbers.items() if batches else ())
    }
    step(0.2)
    rows = None
    weights: Any = numbers.get("weight")
    if len(starts) > 1 and not _in_order(starts, fractions):
        starts, rows = sort_times(starts, part_of(step, 0.2, 0.5))
        if fractions is not None:
            fractions = gathered(fractions, rows)
            _sort_within_seconds(starts, fractions, rows)
        with Aside(count) as aside:
            gathered_ends = aside.begin(partial(gathered, ends, rows), part_of(step, 0.5, 0.55))
            precisions = gathered(precisions, rows, part_of(step, 0.55, 0.57))
            end_fractions = None if end_fractions is None else gathered(end_fractions, rows)
            zones = None if zones is None else gathered(zones, rows, part_of(step, 0.57, 0.6))
            if weights is not None:
                weights = gathered(weights, rows, part_of(step, 0.6, 0.65))
            ends = gathered_ends()
    counted: Any = numbers.get("count")
    exact = exact_times(starts, ends, fractions, end_fractions, part_of(step, 0.65, 0.68))
    index_step = part_of(step, 0.68, 0.95)
    if counted is None:
        index = EventIndex(starts, ends, weights, index_step, exact)
    else:
        whole = (counted if rows is None else counted[rows]).astype(np.int64)
        # Of events that nothing else ranks, those that stand for most are named first.
        ranks = np.log2(whole + 1).astype(np.float32) if weights is None else weights
        index = CountedIndex(starts, ends, ranks, whole, index_step, exact)
    texts = {key: TextColumn([batch.texts[key] for batch in batches]) for key in (batches[0].texts if batches else ())}
    table_dates = TableDates(precisions, irregular, fractions, zones, end_fractions, placing)
    series = None
    if track.series is not None:
        values: dict[str, Any] = {key: one if rows is None else one[rows] for key, one in numbers.items()}
        notes = (*notes, *_note_on_bars(track, index, values))
        series = FileSeries(index.starts, index.ends, values, index.exact_times)
        numbers = {}
    return EventTable(track.id, index, table_dates, rows, texts, numbers, notes, series)


def _note_on_bars(track: Track, index: EventIndex, values: Mapping[str, Any]) -> tuple[DataError, ...]:
    """Return a note where bars of a series lie over one another."""
    if track.series is None or track.series.kind != "bars" or "value" not in values:
        return ()
    has_bar = ~np.isnan(values["value"])
    starts, ends = np.asarray(index.starts)[has_bar], np.asarray(index.ends)[has_bar]
    covered = np.flatnonzero(starts[1:] < ends[:-1])
    if not len(covered):
        return ()
    day = "{:04d}-{:02d}-{:02d}".format(*civil_from_seconds(int(starts[covered[0] + 1]))[:3])
    return (DataError("bars", track.data or track.id, count=len(covered), total=len(starts), first=day),)


def _taken(columns: Sequence[DateColumn], name: str, kind: Any, step: Callable[[float], None], *, consume: bool) -> Any:
    """Return one array of all columns as one.

    To consume it is to take it away from them.
    """

    def arrays() -> Iterator[Any]:
        for column in columns:
            yield getattr(column, name)
            if consume:
                setattr(column, name, _NOTHING)

    return joined(arrays(), sum(len(getattr(column, name)) for column in columns), kind, step)


def _sort_within_seconds(starts: Ints, fractions: NDArray[np.uint32], rows: NDArray[np.uint32]) -> None:
    """Sort the fractions and rows within each second."""
    same = starts[1:] == starts[:-1]
    later = fractions[1:] < fractions[:-1]
    wrong = np.flatnonzero(same & later)  # between each of these and the next one
    if not len(wrong):
        return
    second_of = np.concatenate((np.zeros(1, np.int64), np.cumsum(~same)))  # not np.unique: it imports numpy.ma
    is_wrong = np.zeros(int(second_of[-1]) + 1, bool)
    is_wrong[second_of[wrong]] = True
    touched = np.flatnonzero(is_wrong[second_of])
    order = touched[np.lexsort((fractions[touched], starts[touched]))]
    fractions[touched], rows[touched] = fractions[order], rows[order]


def _in_order(starts: Ints, fractions: NDArray[np.uint32] | None) -> bool:
    if fractions is None:
        return is_in_order(starts)
    later = (starts[1:] > starts[:-1]) | ((starts[1:] == starts[:-1]) & (fractions[1:] >= fractions[:-1]))
    return bool(later.all())


def exact_times(
    starts: Ints,
    ends: Ints,
    fractions: NDArray[np.uint32] | None,
    end_fractions: NDArray[np.uint32] | None,
    step: Callable[[float], None],
) -> ExactTimes | None:
    """Return where events begin and end, None if at whole seconds.

    None in deep time, too: a float could not hold them there, and no date says a fraction.
    """
    if (fractions is None and end_fractions is None) or not len(starts):
        return None
    if max(abs(int(starts.min())), abs(int(ends.max()))) >= FLOATS_WITHIN:
        return None
    moments, moments_of_ends = np.empty(len(starts)), np.empty(len(starts))
    for some in stretches(len(starts), step):
        begin, last_second = starts[some], np.maximum(ends[some] - 1, starts[some])
        np.add(begin, 0.0 if fractions is None else fractions[some] * _NANOSECOND, out=moments[some])
        after_end = np.zeros(1, np.uint32) if end_fractions is None else end_fractions[some]
        end = last_second + np.where(after_end > 0, after_end * _NANOSECOND, 1.0)
        is_moment = (after_end == 0) & (last_second == begin)  # one to the second is a point, too
        after_moment = np.nextafter(moments[some], np.inf)
        np.maximum(np.where(is_moment, after_moment, end), after_moment, out=moments_of_ends[some])
    return moments, moments_of_ends


def _any_of(numbers: Any) -> Any:
    """Return numbers, None where all are zero."""
    return numbers if numbers is not None and numbers.any() else None


def _joined_if_any(arrays: Sequence[Any], columns: Sequence[DateColumn], kind: Any, filler: int) -> Any:
    """Return joined arrays, with a filler where a batch has none.

    Returns None if no batch has one.
    """
    if all(one is None for one in arrays):
        return None
    filled = [
        np.full(len(column.starts), filler, kind) if one is None else one
        for one, column in zip(arrays, columns, strict=True)
    ]
    return np.concatenate(filled)
