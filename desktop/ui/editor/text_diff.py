"""Texts and their places: what differs between two of them, and how Python and Qt count characters."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

Span = tuple[int, int, str]
"""Put the words in place of text[start:end]; offsets are those of a Python str."""

_MOST_LINES: Final = 4000
_BREAK: Final = "\u2029"  # QTextDocument's own end of a paragraph
_STAND_IN: Final = "\ufdd9"  # no character, so no text has it; a story may have a paragraph separator in a string


def to_qt(text: str) -> str:
    """Return a text as QTextDocument can hold it without losing a character."""
    return text.replace(_BREAK, _STAND_IN) if _BREAK in text else text


def from_qt(raw: str) -> str:
    """Return the text of `QTextDocument.toRawText`; `toPlainText` would turn no-break spaces into plain ones."""
    text = raw.replace(_BREAK, "\n")
    return text.replace(_STAND_IN, _BREAK) if _STAND_IN in text else text


def units(text: str, offset: int) -> int:
    """Return an offset of a str in UTF-16 units, where characters beyond U+FFFF count twice."""
    head = text[:offset]
    return offset if head.isascii() else len(head.encode("utf-16-le", "surrogatepass")) // 2


def offset_at(text: str, unit: int) -> int:
    """Return the offset of a str at so many UTF-16 units; within a pair, the offset before it."""
    if text.isascii():
        return min(unit, len(text))
    head = text.encode("utf-16-le", "surrogatepass")[: 2 * unit]
    return len(head.decode("utf-16-le", "ignore"))


def changes(old: str, new: str) -> list[Span]:
    """Return the small edits that make `new` of `old`, by lines where they are far apart, in order."""
    if old == new:
        return []
    start, end = _trim(old, new, 0, 0)
    one, other = old[start : len(old) - end], new[start : len(new) - end]
    if "\n" not in one or "\n" not in other:
        return [(start, len(old) - end, other)]
    # Whole lines, so that what did not change between two places keeps its cursors and folds.
    start = old.rfind("\n", 0, start) + 1
    old_end, new_end = _line_end(old, len(old) - end), _line_end(new, len(new) - end)
    before, after = old[start:old_end].splitlines(keepends=True), new[start:new_end].splitlines(keepends=True)
    if max(len(before), len(after)) > _MOST_LINES:
        return [_tight(old, start, old_end, new[start:new_end])]
    found: list[Span] = []
    places = [start]
    for line in before:
        places.append(places[-1] + len(line))
    for tag, low, high, first, last in SequenceMatcher(None, before, after).get_opcodes():
        if tag != "equal":
            found.append(_tight(old, places[low], places[high], "".join(after[first:last])))
    return found


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1


def _tight(old: str, start: int, end: int, words: str) -> Span:
    """Return an edit without what the old and the new words begin and end with alike."""
    head, tail = _trim(old[start:end], words, 0, 0)
    return start + head, end - tail, words[head : len(words) - tail]


def _trim(one: str, other: str, head: int, tail: int) -> tuple[int, int]:
    """Return how many characters two texts begin and end with alike."""
    most = min(len(one), len(other))
    low, high = head, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one.startswith(other[:middle]) else (low, middle - 1)
    head = low
    low, high = tail, most - head
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one.endswith(other[len(other) - middle :]) else (low, middle - 1)
    return head, low


def apply(text: str, spans: Iterable[Span]) -> str:
    """Return the text with all edits made; they are offsets of the text as it is, and do not overlap."""
    out, at = [], 0
    for start, end, words in sorted(spans, key=lambda span: span[:2]):
        out += [text[at:start], words]
        at = end
    return "".join([*out, text[at:]])
