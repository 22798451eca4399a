"""Writes the events as CSV, which a track can read again."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final

from desktop.output.data.all_events import all_events
from desktop.output.data.text_file import write_text
from desktop.output.selection import NoteCallback, ProgressCallback, no_note, no_progress
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.format.event_fields import COLUMNS
from desktop.story.localized_text import LocalizedText
from desktop.story.markdown import plain_text
from desktop.story.model import Story

_FORMULA_SIGNS: Final = "=+@-\t\r"
"""A cell that begins so is a formula to a spreadsheet."""


def write_events_csv(
    story: Story,
    path: str | Path,
    *,
    language: str = "",
    progress: ProgressCallback = no_progress,
    note: NoteCallback = no_note,
) -> tuple[Path, ...]:
    """Write a row for each event by time; return the file.

    Raises ExportError where the file cannot be written.
    """
    language = language or story.languages[0]
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\r\n")
    rows.writerow(["id", *(field.key for field in COLUMNS), "track", "leads_to"])
    for event in all_events(story, note):
        cells = (_cell(getattr(event, field.attribute_name), language) for field in COLUMNS)
        rows.writerow([event.id, *cells, event.track, "; ".join(event.leads_to)])
    # A spreadsheet takes a file for UTF-8 by its mark alone.
    return write_text(Path(path), table.getvalue(), progress, encoding="utf-8-sig", newline="")


def _cell(value: object, language: str) -> str:
    """Return a field as the cell that a track reads."""
    if isinstance(value, EdtfDate):
        return value.text
    if isinstance(value, LocalizedText):
        return _plain(value.get(language))
    if isinstance(value, tuple):
        return _plain("; ".join(value))
    return f"{value:g}" if isinstance(value, float) else _plain(str(value or ""))


def _plain(text: str) -> str:
    """Return a text without marks that no spreadsheet takes for a formula."""
    words = plain_text(text)
    return f"'{words}" if words.startswith(tuple(_FORMULA_SIGNS)) else words
