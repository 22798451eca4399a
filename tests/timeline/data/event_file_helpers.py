"""How tests read a file of events: all of them, or the error that it has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow
from pyarrow import parquet

from desktop.story.model import Event, Track
from desktop.timeline.data.load import DataError, EventTable, read_events


def all_of(found: EventTable) -> list[Event]:
    return [found.event(number) for number in range(len(found))]


def fault(file: Path, **columns: str) -> DataError:
    """The error of a file, or that of the first row which is left out."""
    try:
        found = read_events(file, Track("t", columns=tuple(columns.items())))
    except DataError as error:
        wrong = error
    else:
        wrong = next(note for note in found.notes if note.code.startswith("left_out")).values["first"][0]
    assert wrong.message("fr") != wrong.message("en")
    return wrong


def notes(found: EventTable) -> list[str]:
    return [note.message("en") for note in found.notes]


def parquet_file(folder: Path, **columns: object) -> Path:
    file = folder / "events.parquet"
    parquet.write_table(pyarrow.table(columns), file)
    return file


def read_texts(write: Callable[..., Path], dates: Sequence[str], **track: str) -> tuple[list[str], list[str]]:
    """The dates of a file in the order of its rows, and what is said of it."""
    rows = "".join(f'"{date}",{number:03d}\n' for number, date in enumerate(dates))
    found = read_events(write(f"date,title\n{rows}"), Track("t", **track))
    events = sorted(all_of(found), key=lambda event: event.title.get(""))
    return [event.when.text for event in events], notes(found)
