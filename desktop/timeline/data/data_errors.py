"""Define the errors of reading a file of events.

A message names the file, the row and the column, and says what would be right.
"""

from __future__ import annotations

from typing import Final

from desktop.i18n import Messages, language as language_of
from desktop.story.dates.date_errors import DateError
from desktop.story.storage.os_reasons import OsReason

_MESSAGES: Final = Messages(
    {
        "library": 'a library is needed to read this file: install it with  pip install "passeur[data]"',
        "library.built": "the library that reads this file is missing in this copy of the application; install it again",
        "library.broken": "the library that reads this file cannot be loaded: {reason}",
        "missing": "there is no such file in the story’s folder",
        "suffix": "this kind of file cannot be read; use a file that ends in {choices:or}",
        "long_file": "the file holds more than {most} GB",
        "no_objects": "the file has no JSON object; each line is one, as {example}",
        "packed": "the file is packed with gzip, which its name does not say; let it end in {suffix}.gz",
        "archive": "the file is a spreadsheet or an archive, and no text; save the sheet as CSV UTF-8",
        "is_parquet": "the file is Parquet, which its name does not say; let it end in .parquet",
        "no_rows": "the file names its columns, but has no rows",
        "damaged": "the file cannot be read: it is damaged, or is not what its name says",
        "memory": "there is not enough memory to read the file",
        "quote": "the quotation mark that opens a cell here is never closed",
        "long_row": "the row is longer than {most} MB; see whether a quotation mark or a line break is missing",
        "column_twice": "there are two columns of this name; rename one of them",
        "unreadable": "the file cannot be read: {reason}",
        "utf8": "the text is not UTF-8; save the file as CSV UTF-8",
        "header": "the first row must name the columns",
        "no_column": "there is no such column; the file has {choices}",
        "no_date": 'the file has no column “date” and the track’s columns name no other: columns = {{ date = "{guess}" }}',
        "no_title": (
            "the events have no titles: no column is called “title”; if “{guess}” holds them, write "
            'columns = {{ title = "{guess}" }} on the track, else columns = {{ title = "" }}'
        ),
        "no_value": (
            'the file has no column “value” and the track’s columns name no other: columns = {{ value = "{guess}" }}'
        ),
        "width": "there are {found} cells where the first row has {wanted}; a cell with a comma in it stands in quotes",
        "json": "this is not a JSON object: {reason}",
        "empty": "the date is missing; for example 2014-06-05",
        "date": "{reason}",
        "not_in_format": "“{value}” has the form that the track’s format asks for, and there is no such date",
        "other_form": (
            '“{value}” is not a date as a story writes it; say on the track how the file writes dates: format = "{format}"'
        ),
        "counted": 'what does the number {value} count? Say it on the track, for example unit = "{unit}"',
        "bad_format": "the dates are not read, as the track’s format, “{value}”, reads no whole ones",
        "far": "the date is too far away to be shown; a year has at most eleven digits",
        "unit": 'what does the number {value} count? Write unit = "s" for seconds since 1970, unit = "years" for years',
        "ambiguous": (
            '“{value}” may begin with the day or with the month; say which on the track: format = "{day_first}" or '
            'format = "{month_first}"'
        ),
        "order": "the end, {second}, is before the beginning, {first}; for example {second}/{first}",
        "own_end": "the date, {first}, says itself how long it lasts; leave this cell empty",
        "no_end": "the end, {second}, is more than one date; for example 2014-06-05",
        "number": "“{value}” is not a number; for example 1.5",
        "range": "the low value, {low}, is above the high one, {high}; exchange them",
        "thousands": (
            "in “{value}” the point may stand before decimals or between thousands: other numbers of the column have a "
            "decimal comma; write all with a decimal point, as 1.5"
        ),
        "large": "“{value}” is too large; a number may be up to {most}",
        "count": "“{value}” is not a number of events; that is a whole one, from 1 on",
        "color": "“{value}” is no colour; for example jade or #a1b2c3",
        "url": "“{value}” is no address; it begins with https://",
        "unmeant": (
            "the column is not read: nothing in it is what “{field}” may be, here “{value}”; to name it otherwise, or not at "
            'all, write columns = {{ {field} = "" }} on the track'
        ),
        "no_track": "no row is of the track “{track}”; the column has {choices}",
        "other_tracks": "other tracks have the other rows: {choices} ({count:n} in all)",
        "guessed_format": 'the dates are read as format = "{format}"; write it on the track to be sure',
        "guessed_unit": 'the dates are read as numbers with unit = "{unit}"; write it on the track to be sure',
        "no_picture": "pictures that rows name are not in the story’s folder: {choices} ({count:n} in all)",
        "last_day": "9999-12-31 is read as no end: what has it still goes on",
        "bars": (
            "{count:n} of {total:n} bars lie over the one before, the first on {first}; to show them all, "
            'write kind = "line"'
        ),
        "left_out_dates": "{count:n} of {total:n} rows have no date and are left out: {first}",
        "left_out": "{count:n} of {total:n} rows are left out: {first}",
        "status": "“{value}” is not a status; it may be {choices:or}",
        "source": "the story has no source “{value}”; write [source.{value}]",
        "kind": "the column holds {kind}, which is neither text nor a date nor a number",
        "many": "there are more than {most} events",
        "place": "{file}, row {row:n}, column “{column}”",
        "place_in_file": "row {row:n}, column “{column}”",
        "row_in_file": "row {row:n}",
        "row": "{file}, row {row:n}",
        "column": "{file}, column “{column}”",
        "file": "{file}",
    }
)


class DataError(Exception):
    """Reports a file of events that cannot be read.

    `row` counts as a spreadsheet does: 1 is the first line of the file, which names the columns of a CSV file; 0 is no
    row.
    """

    def __init__(self, code: str, file: str, row: int = 0, column: str = "", **values: object) -> None:
        self.code = code
        self.file = file
        self.row = row
        self.column = column
        self.values = values
        super().__init__(self.message("en"))

    def message(self, language: str) -> str:
        """Return the place of the error, the error and its remedy."""
        key = "place" if self.row and self.column else "row" if self.row else "column" if self.column else "file"
        location = _MESSAGES(key, language, file=self.file, row=self.row, column=self.column)
        return language_of(language).label(location, self._statement(language))

    def message_in_file(self, language: str) -> str:
        """Return the message without the name of the file."""
        key = "place_in_file" if self.row and self.column else "row_in_file"
        location = _MESSAGES(key, language, row=self.row, column=self.column)
        return language_of(language).label(location, self._statement(language))

    def _statement(self, language: str) -> str:
        values = dict(self.values)
        first = values.get("first")
        if isinstance(first, tuple):
            values["first"] = " · ".join(one.message_in_file(language) for one in first)
        reason = values.get("reason")
        if isinstance(reason, (DateError, OsReason)):
            values["reason"] = reason.message(language)
        return _MESSAGES(self.code, language, **values)


class Cancelled(Exception):
    """Reports that reading was cancelled."""
