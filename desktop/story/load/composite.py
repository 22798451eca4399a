"""Read the two values that have a form of their own: the steps of a slide, the columns of a track's file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop.story.format.fields import COLUMN_FIELDS, STEP_NUMBERED, STEP_PARTS, Field
from desktop.story.load.issues import SKIP, Notes
from desktop.story.model import Path
from desktop.story.problems.problem import guess


def columns(notes: Notes, field: Field, value: Any, path: Path) -> Any:
    """Return (key of an event, column of a file) pairs."""
    if not isinstance(value, dict):
        notes.wrong_type(field, value, path)
        return SKIP
    found = []
    for key, column in value.items():
        place = (*path, key)
        if key not in COLUMN_FIELDS:
            notes.note("columns.unknown", place, "key", name=key, guess=guess(key, COLUMN_FIELDS))
        elif not isinstance(column, str):
            notes.wrong_type(field, column, place, "kind.string", '"…"')
        elif notes.filled(column, place):
            found.append((key, column))
    return tuple(found)


def steps(notes: Notes, field: Field, value: Any, path: Path) -> Any:
    """Return whether to reveal a slide in its natural order, or the groups of parts that come together."""
    if isinstance(value, bool):
        return value
    if not isinstance(value, list):
        notes.wrong_type(field, value, path)
        return SKIP
    seen: set[str] = set()
    groups = []
    for index, entry in enumerate(value):
        place: Path = (*path, index)
        if isinstance(entry, str):
            group = _group(notes, [(entry, place)], seen)
        elif isinstance(entry, list) and all(isinstance(part, str) for part in entry):
            group = _group(notes, [(part, (*place, number)) for number, part in enumerate(entry)], seen)
            if not entry:
                notes.note("steps.empty", place)
        else:
            notes.wrong_type(field, entry, place, "kind.part", '"text"')
            continue
        if group:
            groups.append(group)
    return tuple(groups)


def _group(notes: Notes, named: Iterable[tuple[str, Path]], seen: set[str]) -> tuple[str, ...]:
    found = []
    for part, place in named:
        name, colon, number = part.partition(":")
        known = name in STEP_NUMBERED and number.isdecimal() if colon else part in STEP_PARTS
        if not known:
            notes.note("steps.unknown", place, part=part, guess=guess(part, STEP_PARTS), parts=STEP_PARTS)
        elif part in seen:
            notes.note("steps.twice", place, severity="warning", part=part)
        else:
            seen.add(part)
            found.append(part)
    return tuple(found)
