"""Compute the differences between texts and apply replacements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal

Replacement = tuple[int, int, str]
"""The tuple (start, end, new text) replaces text[start:end]; offsets count characters of a Python str."""

LineChange = Literal["added", "changed", "removed"]
"""What became of a line; a removed one stood above the line that has the mark."""

LineOperation = tuple[str, int, int, int, int]
"""What `SequenceMatcher.get_opcodes` yields: a tag, and the lines from and to in both texts."""

_MAX_LINES: Final = 4000
"""A difference of more lines becomes one replacement, because SequenceMatcher would take seconds."""


def common_ends(first: Sequence[object], second: Sequence[object]) -> tuple[int, int]:
    """Return the lengths of the common prefix and suffix."""
    shorter_length = min(len(first), len(second))
    low, high = 0, shorter_length
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if first[low:middle] == second[low:middle] else (low, middle - 1)
    prefix_length = low
    low, high = 0, shorter_length - prefix_length
    while low < high:
        middle = (low + high + 1) // 2
        is_equal = first[len(first) - middle : len(first) - low] == second[len(second) - middle : len(second) - low]
        low, high = (middle, high) if is_equal else (low, middle - 1)
    return prefix_length, low


def diff_texts(old: str, new: str) -> list[Replacement]:
    """Return the replacements that turn `old` into `new`, in order.

    A change within one line is one replacement. Several changed lines are compared line by line.
    """
    if old == new:
        return []
    start, suffix_length = common_ends(old, new)
    old_middle, new_middle = old[start : len(old) - suffix_length], new[start : len(new) - suffix_length]
    if "\n" not in old_middle or "\n" not in new_middle:
        return [(start, len(old) - suffix_length, new_middle)]
    # Compare whole lines, so that unchanged lines between two changes keep their cursors and folds in the editor.
    start = old.rfind("\n", 0, start) + 1
    old_end, new_end = _line_end(old, len(old) - suffix_length), _line_end(new, len(new) - suffix_length)
    old_lines, new_lines = old[start:old_end].splitlines(keepends=True), new[start:new_end].splitlines(keepends=True)
    if max(len(old_lines), len(new_lines)) > _MAX_LINES:
        return [_trimmed_replacement(old, start, old_end, new[start:new_end])]
    replacements: list[Replacement] = []
    line_starts = [start]
    for line in old_lines:
        line_starts.append(line_starts[-1] + len(line))
    for tag, low, high, first, last in SequenceMatcher(None, old_lines, new_lines).get_opcodes():
        if tag != "equal":
            replacements.append(
                _trimmed_replacement(old, line_starts[low], line_starts[high], "".join(new_lines[first:last]))
            )
    return replacements


def changed_lines(old: str, new: str) -> dict[int, LineChange]:
    """Return the state of each line of `new`, by number.

    The numbers begin at 0; lines that are the same have none.
    """
    if old == new:
        return {}
    old_lines, new_lines = old.split("\n"), new.split("\n")
    changes: dict[int, LineChange] = {}
    for tag, low, high, first, last in diff_lines(old_lines, new_lines):
        if tag == "delete":
            changes.setdefault(min(first, len(new_lines) - 1), "removed")
        elif tag != "equal":
            for number in range(first, last):
                changes[number] = "changed" if number - first < high - low else "added"
    return changes


def diff_lines(old: Sequence[str], new: Sequence[str]) -> list[LineOperation]:
    """Return what turns the lines `old` into `new`, without gaps.

    Where too many lines differ, all between the common ends is replaced.
    """
    before, after = common_ends(old, new)
    old_end, new_end = len(old) - after, len(new) - after
    old_middle, new_middle = old[before:old_end], new[before:new_end]
    operations: list[LineOperation] = [("equal", 0, before, 0, before)]
    if old_middle and new_middle and max(len(old_middle), len(new_middle)) <= _MAX_LINES:
        operations += [
            (tag, low + before, high + before, first + before, last + before)
            for tag, low, high, first, last in SequenceMatcher(None, old_middle, new_middle).get_opcodes()
        ]
    elif old_middle or new_middle:
        tag = "insert" if not old_middle else "delete" if not new_middle else "replace"
        operations.append((tag, before, old_end, before, new_end))
    operations.append(("equal", old_end, len(old), new_end, len(new)))
    return [one for one in operations if one[1] < one[2] or one[3] < one[4]]


def apply_replacements(text: str, replacements: Iterable[Replacement]) -> str:
    """Return the text with all replacements made.

    Their offsets are those of `text`; they must not overlap.
    """
    parts, position = [], 0
    for start, end, new_text in sorted(replacements, key=lambda one: one[:2]):
        parts += [text[position:start], new_text]
        position = end
    return "".join([*parts, text[position:]])


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1


def _trimmed_replacement(old: str, start: int, end: int, new_text: str) -> Replacement:
    """Return a replacement without the text that old and new share."""
    prefix_length, suffix_length = common_ends(old[start:end], new_text)
    return start + prefix_length, end - suffix_length, new_text[prefix_length : len(new_text) - suffix_length]
