"""Read the rows of a file as events, and find wrong ones.

A row that is wrong is left out and noted; the others are read.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop.story.dates.date_format import format_fault
from desktop.story.format.event_fields import COLUMNS
from desktop.story.format.fields import SERIES_COLUMNS
from desktop.story.format.limits import LARGEST_NUMBER
from desktop.story.model import STATUSES
from desktop.timeline.data.columns import (
    DecimalCommasError,
    UnmeantColumnError,
    filled_cells,
    has_decimal_comma,
    has_sources,
    is_choice,
    is_color,
    is_link,
    may_be_thousands,
    number_column,
    rows_with_unknown,
    rows_with_words,
    split_list,
    text_column,
)
from desktop.timeline.data.data_errors import DataError
from desktop.timeline.data.dates.date_column import (
    EMPTY,
    FAULT_CODES,
    OPEN_WORDS,
    DateColumn,
)
from desktop.timeline.data.dates.date_forms import (
    EDTF_FORM,
    AmbiguousDates,
    DateForm,
    choose_form,
    name_other_forms,
    two_orders,
    values_of_date,
)
from desktop.timeline.data.dates.intervals import join_intervals
from desktop.timeline.data.dates.read_dates import are_days, read_dates, tell_day_order
from desktop.timeline.data.string_column import Mask, Texts
from desktop.timeline.data.tables import Batch, Column

EVENT_NUMBERS: Final = {"weight": 1.0, "count": 1.0}
"""The columns of numbers, with the value of an empty cell."""
SERIES_NUMBERS: Final = dict.fromkeys(SERIES_COLUMNS, math.nan)
"""The columns of a series, where an empty cell is a gap."""
_OTHER_DATES: Final = tuple(one.key for one in COLUMNS if one.kind == "date" and one.key != "date")
_MOST_FAULTS: Final = 20  # that are kept with their reasons
_MOST_COUNTED: Final = 1e15
_SHORT_NUMBERS: Final = frozenset(("weight",))  # of seven digits, which rank: the others are shown or summed up
_WORDS: Final = {
    "status": is_choice(STATUSES), "became": is_choice(STATUSES), "color": is_color, "url": is_link,
}  # fmt: skip
"""The columns whose words are known, with what tells them."""
DOUBTED: Final = frozenset((*_WORDS, *_OTHER_DATES, "end", "sources", "weight", "count", "low", "high"))
"""The columns that may happen to be called so, where the track does not name them."""
_ENOUGH_UNKNOWN: Final = 1000  # cells; after so many without one that is known, none is waited for


@dataclass(slots=True)
class EventRows:
    """Holds the good rows of a batch, as columns by key."""

    dates: DateColumn
    numbers: dict[str, NDArray[np.floating[Any]]]
    texts: dict[str, Texts]
    tracks: Texts | None


@dataclass(slots=True)
class RowReader:
    """Reads batches of one file, and counts the rows left out.

    `column_of` has the column of the file for each key, `sources` the ids that rows may name. `comma_keys` are the keys of
    numbers with decimal commas, `doubted` those whose columns may only happen to be called so: that is settled by the
    first cell that says what the key may be.
    """

    file: str
    column_of: Mapping[str, str]
    sources: AbstractSet[str] = frozenset()
    date_format: str = ""
    unit: str = ""
    empty_numbers: Mapping[str, float] = field(default_factory=lambda: EVENT_NUMBERS)
    forms: dict[str, DateForm] = field(default_factory=dict)
    total: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    faults: list[DataError] = field(default_factory=list)
    comma_keys: set[str] = field(default_factory=set)
    doubted: set[str] = field(default_factory=set)
    ignored: Sequence[DataError] = ()
    has_last_day: bool = False  # whether an end is the calendar's last day, which stands for none
    whole_column: Callable[[str], Iterable[Column]] = lambda _name: ()
    _unknown: Counter[str] = field(default_factory=Counter)
    _first_unknown: dict[str, DataError] = field(default_factory=dict)

    def require_meant_columns(self) -> None:
        """Raise UnmeantColumnError where no cell of a column is known."""
        if self._first_unknown:
            raise UnmeantColumnError(self._first_unknown)

    def read(self, batch: Batch) -> EventRows:
        """Return the good rows of a batch."""
        self.total += batch.count + len(batch.faults)
        for fault in batch.faults:
            self.left_out[fault.code] += 1
            self.note(fault.code, fault.row, "", fault.values)
        if not batch.columns:
            return EventRows(DateColumn.blank(0), {}, {}, None)
        good = _GoodRows(self, batch)
        open_ends = good.take_words("end", OPEN_WORDS) if "end" in self.column_of else None
        when = self._read_dates(good, "date", allow_empty=False)
        if open_ends is not None:
            if open_ends.any():
                self._is_meant("end")
            ends = self._read_dates(good, "end")
            last_days = ends.take_last_days()
            self.has_last_day = self.has_last_day or bool(last_days.any())
            open_ends |= last_days
            for code, rows in join_intervals(when, ends, open_ends, good.rows).items():
                good.leave_out(rows, "end", code, lambda row: {"first": when.text(row), "second": ends.text(row)})
        numbers = {key: self._read_numbers(good, key) for key in self.empty_numbers if key in self.column_of}
        if {"low", "high"} <= numbers.keys():
            ends_of_range = {key: text_column(good.column(key)) for key in ("low", "high")}
            good.leave_out(
                numbers["low"] > numbers["high"],
                "low",
                "range",
                lambda row: {key: _cell(texts, row) for key, texts in ends_of_range.items()},
            )
        texts = {
            key: self._read_texts(good, key)
            for key in self.column_of
            if key not in ("date", "end", "track", *self.empty_numbers)
        }
        tracks = text_column(good.column("track")) if "track" in self.column_of else None
        return EventRows(
            when.kept(good.rows),
            {key: values[good.rows] for key, values in numbers.items()},
            {key: column.kept(good.rows).packed() for key, column in texts.items()},
            None if tracks is None else tracks.kept(good.rows),
        )

    def _read_dates(self, good: _GoodRows, key: str, *, allow_empty: bool = True) -> DateColumn:
        """Read a column of dates, and leave out the rows without one."""
        column = good.column(key)
        if key not in self.forms:
            self._choose_forms(good, ("date", "end") if key == "date" else (key,))
        read = read_dates(column, self.forms[key])
        wrong = read.faults > (EMPTY if allow_empty else 0)
        if wrong.any():
            shown = text_column(column)
            form = self.forms[key]
            is_known = form.date_format or form.unit or bool(np.any(read.faults == 0))
            forms = {} if is_known else name_other_forms(shown, read, _MOST_FAULTS)
            good.leave_out(wrong, key, read.faults, lambda row: values_of_date(shown[row].strip(), forms))
        self._settle(good, key, wrong, lambda: read.faults == 0)
        if key in _OTHER_DATES and np.all(read.faults == EMPTY):
            del self.forms[key]  # rows without a date tell nothing of the form of those that come
        return read

    def _choose_forms(self, good: _GoodRows, keys: Sequence[str]) -> None:
        """Choose the forms of columns, of which all hold days or none."""
        columns = {key: good.column(key) for key in keys if key in self.column_of}
        for key, column in columns.items():
            self.forms[key] = self._choose_form(column, key)
        if are_days([(column, self.forms[key]) for key, column in columns.items()]):
            self.forms.update({key: replace(self.forms[key], whole_days=True) for key in columns})

    def _choose_form(self, column: Column, key: str) -> DateForm:
        """Return how a column writes dates, which the first rows tell."""
        if self.date_format and any(format_fault(self.date_format)):
            raise DataError("bad_format", self.file, 0, self.column_of[key], value=self.date_format)
        if isinstance(column, Texts):
            column = column.kept(filled_cells(column))
        try:
            form = choose_form(column, self.date_format, self.unit)
            # What the track says is said of the dates; the others are likely to be written as they are.
            if key in _OTHER_DATES and not np.any(read_dates(column, form).faults == 0):
                form = choose_form(column)
        except AmbiguousDates as error:
            if key != "date" and self.forms["date"].date_format:
                return self.forms["date"]  # a few that may be read in two ways are written as the dates are
            parts = self.whole_column(self.column_of[key])
            told = next(filter(None, (tell_day_order(part, error.date_format) for part in parts)), None)
            if told is not None:
                return told
            values = {"value": error.example, **two_orders(error.date_format)}
            raise DataError("ambiguous", self.file, 0, self.column_of[key], **values) from None
        return self.forms["date"] if key == "end" and form == EDTF_FORM else form

    def _read_numbers(self, good: _GoodRows, key: str) -> NDArray[np.floating[Any]]:
        kind = np.float32 if key in _SHORT_NUMBERS else np.float64
        column = good.column(key)
        numbers, wrong = number_column(column, self.empty_numbers[key], kind)
        most = LARGEST_NUMBER
        if key == "count":
            most = _MOST_COUNTED
            wrong |= (numbers < 1) | (numbers > most) | (numbers != np.rint(numbers))
        if key not in self.comma_keys and has_decimal_comma(column, wrong):
            self.comma_keys.add(key)
            if self.total > good.batch.count + len(good.batch.faults):
                raise DecimalCommasError
        self._settle(good, key, wrong, lambda: ~wrong & filled_cells(column) & ~np.isnan(numbers))
        if key in self.comma_keys:
            texts = text_column(column)
            good.leave_out(may_be_thousands(texts), key, "thousands", lambda row: {"value": _cell(texts, row)})
        if wrong.any():
            shown = text_column(column)
            is_large = np.abs(numbers) > most
            for code, rows in (
                ("large", wrong & is_large),
                ("count" if key == "count" else "number", wrong & ~is_large),
            ):
                good.leave_out(rows, key, code, lambda row: {"value": _cell(shown, row), "most": f"{most:g}"})
        return numbers

    def _read_texts(self, good: _GoodRows, key: str) -> Texts:
        """Return a column of texts; leave out rows with unknown words."""
        if key in _OTHER_DATES:
            column = self._read_dates(good, key)
            return Texts.of([column.text(row) for row in range(good.batch.count)])
        texts = text_column(good.column(key))
        if key == "sources":
            known = has_sources(self.sources)
        elif key in _WORDS:
            known = _WORDS[key]
        else:
            return texts
        code = {"became": "status", "sources": "source"}.get(key, key)
        wrong = rows_with_unknown(texts, known)
        self._settle(good, key, wrong, lambda: ~wrong & filled_cells(texts) | self._names_source(key, texts))
        good.leave_out(
            wrong,
            key,
            code,
            lambda row: {"value": self._unknown_word(key, _cell(texts, row)), "choices": STATUSES},
        )
        return texts

    def _names_source(self, key: str, texts: Texts) -> Mask:
        """Return which cells name one source at least."""
        if key != "sources":
            return np.zeros(len(texts), bool)
        return ~rows_with_unknown(texts, lambda text: not self.sources.isdisjoint(split_list(text)))

    def _unknown_word(self, key: str, text: str) -> str:
        """Return the first unknown word of a cell."""
        if key != "sources":
            return text
        return next((name for name in split_list(text) if name not in self.sources), text)

    def _settle(self, good: _GoodRows, key: str, wrong: Mask, known: Callable[[], Mask]) -> None:
        """Settle by its cells whether a doubted column is meant."""
        if key not in self.doubted:
            return
        if np.any(known()):
            self._is_meant(key)
        elif wrong.any():
            row = int(wrong.argmax())
            value = _cell(text_column(good.column(key)), row)
            column = self.column_of[key]
            note = DataError("unmeant", self.file, good.batch.row_number(row), column, value=value, field=key)
            self._first_unknown.setdefault(key, note)
            self._unknown[key] += int(wrong.sum())
            if self._unknown[key] >= _ENOUGH_UNKNOWN:
                raise UnmeantColumnError({key: self._first_unknown[key]})

    def _is_meant(self, key: str) -> None:
        self.doubted.discard(key)
        self._first_unknown.pop(key, None)

    def note(self, code: str, row: int, column: str, values: Mapping[str, object]) -> None:
        """Note why a row is left out, where there are few."""
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(DataError(code, self.file, row, column, **values))


class _GoodRows:
    """Knows which rows of a batch are good so far."""

    def __init__(self, reader: RowReader, batch: Batch) -> None:
        self._reader = reader
        self.batch = batch
        self.rows: Mask = np.ones(batch.count, bool)
        self._changed: dict[str, Column] = {}

    def column(self, key: str) -> Column:
        """Return the column of a key."""
        return self._changed[key] if key in self._changed else self.batch.columns[self._reader.column_of[key]]

    def take_words(self, key: str, words: Collection[str]) -> Mask:
        """Empty the cells with some words; return which they were."""
        column = self.column(key)
        rows = rows_with_words(column, words)
        if isinstance(column, Texts) and rows.any():
            self._changed[key] = Texts(column.begins, np.where(rows, column.begins, column.ends), column.data)
        return rows

    def leave_out(
        self,
        wrong: Mask,
        key: str,
        code: str | NDArray[np.uint8],
        values_of: Callable[[int], dict[str, object]],
    ) -> None:
        """Leave rows out, for one reason or the faults of their dates."""
        rows = np.flatnonzero(wrong & self.rows)
        column = self._reader.column_of[key]
        codes = [code] * len(rows) if isinstance(code, str) else [FAULT_CODES[one] for one in code[rows].tolist()]
        self._reader.left_out.update(codes)
        noted = max(0, _MOST_FAULTS - len(self._reader.faults))
        for row, its_code in zip(rows[:noted].tolist(), codes, strict=False):
            self._reader.note(its_code, self.batch.row_number(row), column, values_of(row))
        self.rows &= ~wrong


def _cell(texts: Texts | None, row: int) -> str:
    return "" if texts is None else texts[row].strip()[:80]
