"""Read and write the dates in the text of a story."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from desktop.story.dates.date_errors import DateError
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.parse import parse_date
from desktop.story.edit.edit import Edit, EditError, combine_replacements, describe_target, diff
from desktop.story.localized_text import KeyPath
from desktop.story.toml.scan import ValueNode, parse_literal
from desktop.story.toml.source_map import source_map_of
from desktop.story.toml.write import encode_date, newline_of

_TOML_DATETIME: Final = re.compile(
    r"(?a)(?P<date>\d{4}-\d\d-\d\d)(?P<between>[Tt ])(?P<time>\d\d:\d\d(?::\d\d)?)(?P<rest>.*)"
)
_TOML_YEAR: Final = re.compile(r"(?a)[+-]?\d[\d_]*")


def date_edit(text: str, path: KeyPath, date: str, name: str = "move", subject: str = "") -> Edit:
    """Return the edit that sets the date at `path`, quoted as before."""
    node = source_map_of(text).node(path)
    if node is None:
        raise EditError("nowhere", path)
    old = text[node.start : node.end]
    edit = diff(old, write_like(old, date, newline_of(text)))
    return replace(
        edit,
        start=node.start + edit.start,
        end=node.start + edit.end,
        name=name,
        subject=subject or describe_target(text, path),
    )


def date_at(text: str, path: KeyPath) -> EdtfDate | None:
    """Return the date at a path of a text, or None."""
    node = source_map_of(text).node(path)
    try:
        return parse_date(parse_literal(text[node.start : node.end])) if isinstance(node, ValueNode) else None
    except DateError:
        return None


def combine_edits(text: str, edits: list[Edit]) -> Edit:
    """Return one edit that makes several edits of `text`.

    It takes the name and the subject of the first.
    """
    if len(edits) == 1:
        return edits[0]
    combined = combine_replacements(text, [(one.start, one.end, one.replacement) for one in edits])
    return replace(combined, name=edits[0].name, subject=edits[0].subject)


def write_like(old: str, date: str, newline: str = "\n") -> str:
    """Encode an EDTF date in the TOML type of `old`.

    A datetime or a whole year of TOML stays one where TOML can write the new date; else the date becomes a string.
    """
    time = _TOML_DATETIME.fullmatch(old)
    if time:
        day, separator, clock = date.partition("T")
        if separator and re.fullmatch(r"(?a)(?!0000)\d{4}-\d\d-\d\d", day):
            if re.fullmatch(r"(?a)[\d:]+", clock):
                return f"{day}{time['between']}{clock[: len(time['time'])]}{time['rest']}"
            if re.fullmatch(r"(?a)\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?", clock):
                return f"{day}{time['between']}{clock}"
    if _TOML_YEAR.fullmatch(old):
        year = re.fullmatch(r"(?a)Y?(-?\d+)", date)
        if year:
            return str(int(year[1]))
    # TOML has no year 0, and no dates before it.
    return encode_date(date, '""' if date.startswith("0000-") and old[:1] not in "\"'" else old, newline)
