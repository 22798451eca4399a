"""Offer fixes for wrong dates and for keys that are missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.story.assist.cursor import table_definition
from desktop.story.assist.ids_in_text import story_languages
from desktop.story.dates.date_errors import DateError
from desktop.story.dates.parse import parse_date
from desktop.story.edit.edit import Edit, set_date, set_value
from desktop.story.problems.problem import Problem
from desktop.story.toml.source_map import source_map_of

_UNKNOWN_DATE = "XXXX"
"""A year of which no digit is known."""


def right_date(problem: Problem, text: str) -> Iterator[tuple[str, str, Edit]]:
    """Yield the fix that writes the date that was likely meant."""
    written = str(problem.value("text"))
    try:
        parse_date(written)
    except DateError as error:
        if not any(digits in written for digits in re.findall(r"\d\d+", error.example)):
            return  # an example of dates, and no guess at this one
        yield "write", error.example, set_date(text, problem.path, error.example)


def missing_key(problem: Problem, text: str) -> Iterator[tuple[str, str, Edit]]:
    """Yield the fix that adds a missing key."""
    name = str(problem.value("name"))
    table = table_definition(source_map_of(text).to_index_path(problem.path))
    field = next((one for one in table.fields if one.key == name), None) if table is not None else None
    if field is None:
        return
    value: object = None
    if field.kind in ("text", "block", "label"):
        languages = story_languages(text)
        value = dict.fromkeys(languages, "") if len(languages) > 1 else ""
    elif field.kind == "date":
        value = _UNKNOWN_DATE
    if value is not None:
        yield "add.key", name, set_value(text, (*problem.path, name), value, "add")
