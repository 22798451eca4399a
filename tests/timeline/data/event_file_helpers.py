"""How tests read a file of events: all of them, or the error that it has."""

from __future__ import annotations

from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from desktop.story.model import Event, Track
from desktop.timeline.data.load import DataError, EventTable, read_events


def all_of(found: EventTable) -> list[Event]:
    return [found.event(number) for number in range(len(found))]


def fails(file: Path, **columns: str) -> DataError:
    with pytest.raises(DataError) as caught:
        read_events(file, Track("t", columns=tuple(columns.items())))
    assert caught.value.message("fr") != caught.value.message("en")
    return caught.value


def parquet_file(folder: Path, **columns: object) -> Path:
    file = folder / "events.parquet"
    parquet.write_table(pyarrow.table(columns), file)
    return file
