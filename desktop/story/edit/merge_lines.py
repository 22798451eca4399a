"""Merge texts line by line, and data key by key.

Two changes that do not overlap are merged, as diff3 does. Used where a text cannot be split into tables, and within a
table that both sides changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple

from desktop.story.text_diff import common_ends

_MAX_LINES: Final = 4000
"""The lines between the first and the last change; more would take seconds to compare."""


class KeyConflictError(ValueError):
    """Reports that both sides changed one key differently."""


class _LineChange(NamedTuple):
    """Describes the lines of the base that a side replaced."""

    start: int
    end: int
    lines: list[str]


def merge_lines(base: str, mine: str, theirs: str, *, allow_touching: bool = False) -> str | None:
    """Return the merged text, None if changes overlap or touch.

    With `allow_touching`, changes of neighbouring lines are merged, and of two additions in one place mine stands first.
    """
    base_lines = base.splitlines(keepends=True)
    my_changes, their_changes = (_line_changes(base_lines, side.splitlines(keepends=True)) for side in (mine, theirs))
    if my_changes is None or their_changes is None:
        return None
    changes: list[_LineChange] = []
    for change in _in_order(my_changes, their_changes):
        last = changes[-1] if changes else None
        if last == change:
            continue  # both made it
        if last is not None and (change.start < last.end or (change.start == last.end and not allow_touching)):
            return None
        changes.append(change)
    pieces: list[str] = []
    at = 0
    for change in changes:
        pieces += [*base_lines[at : change.start], *change.lines]
        at = change.end
    return "".join([*pieces, *base_lines[at:]])


def _in_order(mine: list[_LineChange], theirs: list[_LineChange]) -> Iterator[_LineChange]:
    """Yield the changes of both sides by their place, additions before replacements."""
    sided = [
        (change.start, change.end, side, change) for side, changes in enumerate((mine, theirs)) for change in changes
    ]
    yield from (change for _, _, _, change in sorted(sided, key=lambda one: one[:3]))


def _line_changes(base: list[str], side: list[str]) -> list[_LineChange] | None:
    """Return the changes from the base, None if too many lines."""
    head, tail = common_ends(base, side)
    base_middle, side_middle = base[head : len(base) - tail], side[head : len(side) - tail]
    if max(len(base_middle), len(side_middle)) > _MAX_LINES:
        return None
    opcodes = SequenceMatcher(None, base_middle, side_middle).get_opcodes()
    return [
        _LineChange(head + low, head + high, side_middle[first:last])
        for tag, low, high, first, last in opcodes
        if tag != "equal"
    ]


_ABSENT: Final = object()


def merge_keys(base: Any, mine: Any, theirs: Any) -> Any:
    """Return the merged data, table by table and key by key.

    Raises KeyConflictError.
    """
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    if not (isinstance(base, dict) and isinstance(mine, dict) and isinstance(theirs, dict)):
        raise KeyConflictError
    merged = {
        key: merge_keys(*(side.get(key, _ABSENT) for side in (base, mine, theirs)))
        for key in dict.fromkeys((*mine, *theirs))
    }
    return {key: value for key, value in merged.items() if value is not _ABSENT}
