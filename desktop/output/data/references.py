"""Writes the sources of a story as CSL-JSON, for reference managers.

The format is described at https://github.com/citation-style-language/schema (CSL 1.0.2).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from desktop.output.data.date_parts import date_span
from desktop.output.data.text_file import write_text
from desktop.output.selection import ProgressCallback, no_progress
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.localized_text import LocalizedText
from desktop.story.markdown import plain_text
from desktop.story.model import Source, Story


def write_references(
    story: Story, path: str | Path, *, language: str = "", progress: ProgressCallback = no_progress
) -> tuple[Path, ...]:
    """Write each source as an item of CSL-JSON; return the file.

    Raises ExportError where the file cannot be written.
    """
    language = language or story.languages[0]
    items = [_item(source, language) for source in story.sources]
    return write_text(Path(path), json.dumps(items, ensure_ascii=False, indent=1) + "\n", progress)


def _item(source: Source, language: str) -> dict[str, Any]:
    def words(text: LocalizedText) -> str:
        return plain_text(text.get(language))

    publisher, title = words(source.publisher), words(source.title)
    item: dict[str, Any] = {"id": source.id, "type": "webpage" if source.url else "document"}
    item["title"] = title or publisher or source.id
    if publisher:
        item["container-title" if source.url else "publisher"] = publisher
    if source.author:
        item["author"] = [{"literal": words(source.author)}]  # a name is written in one piece: nothing is guessed
    if source.date is not None:
        item["issued"] = _issued(source.date)
    if source.url:
        item["URL"] = source.url
    if source.note:
        item["note"] = words(source.note)
    return item


def _issued(when: EdtfDate) -> dict[str, Any]:
    """Return a date as CSL's "date-parts", "circa" where it is in doubt."""
    span = date_span(when)
    if span is None:
        return {"literal": when.text}
    issued: dict[str, Any] = {"date-parts": [list(span.start[:3])] + [list(span.end[:3])] * bool(span.end)}
    if not span.exact:
        issued["circa"] = True
    return issued
