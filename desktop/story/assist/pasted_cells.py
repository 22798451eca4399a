"""Read cells of a spreadsheet as events, chart points or lines."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from typing import Final, Literal

from desktop.fast_dataclass import dataclass
from desktop.story.dates.human_dates import read_dates
from desktop.story.normalize import normalize

CellUse = Literal["events", "points", "lines"]
CELL_USES: Final[tuple[CellUse, ...]] = ("events", "points", "lines")
_MAX_ROWS: Final = 2000
_HEADINGS: Final = {
    "date": ("date", "datum", "fecha", "data", "year", "annee", "jahr", "when", "quand", "start", "debut", "jour", "day"),
    "title": ("title", "titre", "titel", "event", "evenement", "ereignis", "name", "nom", "headline", "what", "quoi"),
    "text": ("text", "texte", "description", "beschreibung", "details", "note", "notes"),
    "track": ("track", "piste", "spur", "category", "categorie", "group", "groupe", "type"),
    "value": ("value", "valeur", "wert", "number", "nombre", "amount", "montant", "total", "count"),
}  # fmt: skip
_NUMBER: Final = re.compile(r"[-+−]?\d[\d.,'’]*")
_THOUSANDS: Final = re.compile(r"[-+]?\d{1,3}(?:[.,]\d{3})+")


@dataclass(frozen=True, slots=True)
class PastedEvent:
    """Holds an event of a row; its date is EDTF."""

    date: str
    title: str
    text: str = ""
    track: str = ""  # its title


@dataclass(frozen=True, slots=True)
class PastedCells:
    """Holds the result of each use; `left_out` counts other rows."""

    heading: tuple[str, ...]
    events: tuple[PastedEvent, ...]
    points: tuple[tuple[str, float], ...]
    lines: tuple[tuple[str, str], ...]
    has_figures: bool  # whether what stands beside the lines are numbers
    row_count: int

    def count(self, use: CellUse) -> int:
        """Return how many parts a use gives."""
        return {"events": len(self.events), "points": len(self.points), "lines": len(self.lines)}[use]

    def left_out(self, use: CellUse) -> int:
        """Return how many rows a use leaves out."""
        return self.row_count - self.count(use)

    @property
    def likely_use(self) -> CellUse:
        """Return the use that says most of the rows."""
        if self.points and self.count("points") == self.row_count and len(self.heading) <= 2:
            return "points"
        if self.events and 2 * self.count("events") >= self.row_count:
            return "events"
        return max(CELL_USES, key=lambda use: (self.count(use), -CELL_USES.index(use)))


def read_rows(text: str) -> list[list[str]] | None:
    """Return the cells of copied rows, None if they are no table.

    Spreadsheets copy tabs; files of values separated by commas or semicolons are read too.
    """
    text = text.strip("\r\n")
    for delimiter in ("\t", ";", ","):
        if delimiter not in text:
            continue
        try:
            read = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))
        except csv.Error:  # a quotation mark that nobody closed, and much behind it
            continue
        rows = [[cell.strip() for cell in row] for row in read]
        rows = [row for row in rows if any(row)]
        widths = {len(row) for row in rows}
        if not rows or max(widths) < 2 or len(rows) > _MAX_ROWS:
            continue
        # Sentences have commas too: what is no table of a spreadsheet must be even, and more than a line.
        if delimiter == "\t" or (len(rows) > 1 and len(widths) == 1):
            width = max(widths)
            return [row + [""] * (width - len(row)) for row in rows]
    return None


def read_cells(rows: Sequence[Sequence[str]]) -> PastedCells:
    """Return rows of cells as events, points and lines."""
    named = _named_columns(rows[0])
    columns = list(zip(*rows, strict=True))
    # A first row of words above numbers or dates is a heading, even of other words than the known ones.
    has_heading = len(rows) > 1 and (bool(named) or _is_heading(columns))
    body = [list(column[1:] if has_heading else column) for column in columns]
    heading = tuple(rows[0]) if has_heading else ("",) * len(columns)
    dates = [read_dates(column) for column in body]
    date_at = named.get("date", _best(dates))
    value_at = named.get("value", _best([_numbers(column) for column in body], besides=(date_at,), last=True))
    words = [at for at in range(len(body)) if at not in (date_at, value_at)]
    title_at = named.get("title", _best_words(body, [at for at in range(len(body)) if at != date_at]))
    text_at = named.get("text", next((at for at in words if at not in (title_at, named.get("track"))), -1))
    return PastedCells(
        heading,
        _events(body, dates, date_at, title_at, text_at, named.get("track", -1)),
        _points(body, value_at, date_at if date_at >= 0 else title_at),
        _lines(body, title_at, value_at if value_at >= 0 else text_at),
        value_at >= 0,
        len(rows) - has_heading,
    )


def read_number(text: str) -> float | None:
    """Return a number as people write it, None for none.

    Signs of currencies and percents are left out; the last comma or point that is not one of thousands is the decimal one.
    """
    plain = re.sub(r"[\s%€$£¥]", "", text)
    if not _NUMBER.fullmatch(plain):
        return None
    plain = re.sub(r"['’]", "", plain.replace("−", "-"))
    decimal, other = (",", ".") if plain.rfind(",") > plain.rfind(".") else (".", ",")
    if plain.count(decimal) > 1 or (decimal == "," and _THOUSANDS.fullmatch(plain)):
        if not _THOUSANDS.fullmatch(plain):
            return None
        plain = plain.replace(decimal, "")
    try:
        return float(plain.replace(other, "").replace(decimal, "."))
    except ValueError:
        return None


def _named_columns(row: Sequence[str]) -> dict[str, int]:
    """Return the columns that a first row names, by their use."""
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        for use, names in _HEADINGS.items():
            if normalize(cell) in names:
                found.setdefault(use, at)
    return found


def _is_heading(columns: Sequence[Sequence[str]]) -> bool:
    """Return whether a first cell is words above numbers or dates."""
    for column in columns:
        first, *rest = column
        is_word = bool(first) and read_number(first) is None and not read_dates([first])[0]
        if is_word and rest and all(read_number(cell) is not None or read_dates([cell])[0] for cell in rest if cell):
            return any(rest)
    return False


def _numbers(column: Sequence[str]) -> list[str]:
    return [cell if read_number(cell) is not None else "" for cell in column]


def _best(columns: Sequence[Sequence[str]], besides: Sequence[int] = (), *, last: bool = False) -> int:
    """Return the column with most entries, −1 if none has half."""
    counts = [(sum(map(bool, column)), at if last else -at) for at, column in enumerate(columns) if at not in besides]
    count, place = max(counts, default=(0, 0))
    return abs(place) if count and 2 * count >= len(columns[0]) else -1


def _best_words(body: Sequence[Sequence[str]], candidates: Sequence[int]) -> int:
    """Return the first column of words among some."""
    for at in candidates:
        if any(cell and read_number(cell) is None for cell in body[at]):
            return at
    return candidates[0] if candidates else 0


def _cell(body: Sequence[Sequence[str]], at: int, row: int) -> str:
    return body[at][row] if 0 <= at < len(body) else ""


def _events(
    body: Sequence[Sequence[str]],
    dates: Sequence[Sequence[str]],
    date_at: int,
    title_at: int,
    text_at: int,
    track_at: int,
) -> tuple[PastedEvent, ...]:
    if date_at < 0 or title_at == date_at:
        return ()
    return tuple(
        PastedEvent(dates[date_at][row], body[title_at][row], _cell(body, text_at, row), _cell(body, track_at, row))
        for row in range(len(body[0]))
        if dates[date_at][row] and body[title_at][row]
    )


def _points(body: Sequence[Sequence[str]], value_at: int, label_at: int) -> tuple[tuple[str, float], ...]:
    if value_at < 0 or label_at == value_at:
        return ()
    points = ((body[label_at][row], read_number(body[value_at][row])) for row in range(len(body[0])))
    return tuple((label, value) for label, value in points if label and value is not None)


def _lines(body: Sequence[Sequence[str]], title_at: int, other_at: int) -> tuple[tuple[str, str], ...]:
    other_at = other_at if other_at != title_at else -1
    return tuple((title, _cell(body, other_at, row)) for row, title in enumerate(body[title_at]) if title)
