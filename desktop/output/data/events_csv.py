"""Writes the events as CSV, which a track can read again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Final

from desktop.output.data.text_file import write_text
from desktop.output.selection import ProgressCallback, no_progress
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.markdown import plain_text
from desktop.story.model import Event, Story

_FORMULA_SIGNS: Final = "=+@-\t\r"
"""A cell that begins so is a formula to a spreadsheet."""


def write_events_csv(
    story: Story, path: str | Path, *, language: str = "", progress: ProgressCallback = no_progress
) -> tuple[Path, ...]:
    """Write a row for each event by time; return the file.

    Raises ExportError where the file cannot be written.
    """
    language = language or story.languages[0]
    columns: dict[str, Callable[[Event], str]] = {
        "id": lambda event: event.id,
        "date": lambda event: event.when.text,
        "title": lambda event: _plain(event.title.get(language)),
        "text": lambda event: _plain(event.text.get(language)),
        "track": lambda event: event.track,
        "status": lambda event: event.status,
        "known_from": lambda event: _date(event.known_from),
        "became": lambda event: event.became or "",
        "became_from": lambda event: _date(event.became_from),
        "people": lambda event: _plain("; ".join(event.people)),
        "leads_to": lambda event: "; ".join(event.leads_to),
        "sources": lambda event: "; ".join(event.sources),
        "image": lambda event: _plain(event.image),
        "weight": lambda event: f"{event.weight:g}",
    }
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\r\n")
    rows.writerow(columns)
    for event in sorted(story.events, key=lambda one: one.when.sort_key):
        rows.writerow([value(event) for value in columns.values()])
    # A spreadsheet takes a file for UTF-8 by its mark alone.
    return write_text(Path(path), table.getvalue(), progress, encoding="utf-8-sig", newline="")


def _plain(text: str) -> str:
    """Return a text without marks that no spreadsheet takes for a formula."""
    words = plain_text(text)
    return f"'{words}" if words.startswith(tuple(_FORMULA_SIGNS)) else words


def _date(when: EdtfDate | None) -> str:
    return when.text if when is not None else ""
