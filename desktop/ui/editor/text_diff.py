"""Texts and their places: what differs between two of them, and how Python and Qt count characters."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

Replacement = tuple[int, int, str]
"""Put the words in place of text[start:end]; offsets are those of a Python str."""

_MOST_LINES: Final = 4000
_PARAGRAPH_SEPARATOR: Final = "\u2029"  # QTextDocument's own end of a paragraph
_SEPARATOR_PLACEHOLDER: Final = (
    "\ufdd9"  # no character, so no text has it; a story may have a paragraph separator in a string
)


def to_qt(text: str) -> str:
    """Return a text as QTextDocument can hold it without losing a character."""
    return text.replace(_PARAGRAPH_SEPARATOR, _SEPARATOR_PLACEHOLDER) if _PARAGRAPH_SEPARATOR in text else text


def from_qt(raw: str) -> str:
    """Return the text of `QTextDocument.toRawText`; `toPlainText` would turn no-break spaces into plain ones."""
    text = raw.replace(_PARAGRAPH_SEPARATOR, "\n")
    return text.replace(_SEPARATOR_PLACEHOLDER, _PARAGRAPH_SEPARATOR) if _SEPARATOR_PLACEHOLDER in text else text


def utf16_offset(text: str, offset: int) -> int:
    """Return an offset of a str in UTF-16 units, where characters beyond U+FFFF count twice."""
    head = text[:offset]
    return offset if head.isascii() else len(head.encode("utf-16-le", "surrogatepass")) // 2


def offset_at_utf16(text: str, utf16_units: int) -> int:
    """Return the offset of a str at so many UTF-16 units; within a pair, the offset before it."""
    if text.isascii():
        return min(utf16_units, len(text))
    head = text.encode("utf-16-le", "surrogatepass")[: 2 * utf16_units]
    return len(head.decode("utf-16-le", "ignore"))


def diff_texts(old: str, new: str) -> list[Replacement]:
    """Return the small edits that make `new` of `old`, by lines where they are far apart, in order."""
    if old == new:
        return []
    start, end = _common_ends(old, new, 0, 0)
    old_middle, new_middle = old[start : len(old) - end], new[start : len(new) - end]
    if "\n" not in old_middle or "\n" not in new_middle:
        return [(start, len(old) - end, new_middle)]
    # Whole lines, so that what did not change between two places keeps its cursors and folds.
    start = old.rfind("\n", 0, start) + 1
    old_end, new_end = _line_end(old, len(old) - end), _line_end(new, len(new) - end)
    old_lines, new_lines = old[start:old_end].splitlines(keepends=True), new[start:new_end].splitlines(keepends=True)
    if max(len(old_lines), len(new_lines)) > _MOST_LINES:
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


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1


def _trimmed_replacement(old: str, start: int, end: int, new_text: str) -> Replacement:
    """Return an edit without what the old and the new words begin and end with alike."""
    prefix_length, suffix_length = _common_ends(old[start:end], new_text, 0, 0)
    return start + prefix_length, end - suffix_length, new_text[prefix_length : len(new_text) - suffix_length]


def _common_ends(first: str, second: str, prefix_length: int, suffix_length: int) -> tuple[int, int]:
    """Return how many characters two texts begin and end with alike."""
    shorter_length = min(len(first), len(second))
    low, high = prefix_length, shorter_length
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if first.startswith(second[:middle]) else (low, middle - 1)
    prefix_length = low
    low, high = suffix_length, shorter_length - prefix_length
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if first.endswith(second[len(second) - middle :]) else (low, middle - 1)
    return prefix_length, low


def apply_replacements(text: str, replacements: Iterable[Replacement]) -> str:
    """Return the text with all edits made; they are offsets of the text as it is, and do not overlap."""
    parts, position = [], 0
    for start, end, new_text in sorted(replacements, key=lambda span: span[:2]):
        parts += [text[position:start], new_text]
        position = end
    return "".join([*parts, text[position:]])
