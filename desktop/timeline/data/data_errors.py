"""Define the errors of reading a file of events.

A message names the file, the row and the column, and says what would be right.
"""

from __future__ import annotations

from typing import Final

from desktop.i18n import Messages, language as language_of
from desktop.story.dates.date_errors import DateError

_MESSAGES: Final = Messages(
    {
        "library": 'a library is needed to read files of events: install it with  pip install "passeur[data]"',
        "library.built": (
            "the packaged application does not carry the library that reads files of events; run Passeur from Python "
            'with it:  pip install "passeur[data]"'
        ),
        "library.broken": "the library that reads files of events cannot be loaded: {reason}",
        "missing": "there is no such file in the story’s folder",
        "suffix": "the file is of no kind that can be read; it may end in {choices:or}",
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
        "width": "there are {found} cells where the first row has {wanted}; a cell with a comma in it stands in quotes",
        "json": "this is not a JSON object: {reason}",
        "other": "{value} is not {kind}, which the column has above; dates and texts stand in quotes",
        "kind.string": "a text",
        "kind.int64": "a whole number",
        "kind.double": "a number",
        "kind.bool": "true or false",
        "kind.list": "a list of texts",
        "empty": "the date is missing; for example 2014-06-05",
        "date": "{reason}",
        "far": "the date is too far away to be shown; a year has at most eleven digits",
        "order": "the end, {second}, is before the beginning, {first}; for example {second}/{first}",
        "number": "“{value}” is not a number; for example 1.5",
        "status": "“{value}” is not a status; it may be {choices:or}",
        "source": "the story has no source “{value}”; write [source.{value}]",
        "kind": "the column holds {kind}, which is neither text nor a date nor a number",
        "many": "there are more than {most} events",
        "place": "{file}, row {row:n}, column “{column}”",
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
        values = dict(self.values)
        if self.code == "other":
            values["kind"] = _MESSAGES(f"kind.{values['kind']}", language)
        reason = values.get("reason")
        if isinstance(reason, DateError):
            values["reason"] = reason.message(language)
        location = _MESSAGES(key, language, file=self.file, row=self.row, column=self.column)
        statement = _MESSAGES(self.code, language, **values)
        return language_of(language).label(location, statement)


class Cancelled(Exception):
    """Reports that reading was cancelled."""
