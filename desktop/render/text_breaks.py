"""Finds where lines of titles end well, and where they never do."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

from desktop.story.markdown import LINE_BREAK, Span

HYPHEN_WITHOUT_BREAK: Final = "\u2011"
_AT_SHORT_PART: Final = r"(?<![^\W_])[^\W_]{1,2}-|-(?=[^\W_]{1,2}(?![^\W_]))"
_GROUP_SPACE: Final = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_CLAUSE_SIGNS: Final = frozenset("\u3001\uff0c\u3002\uff1b\uff1a\uff01\uff1f")
_CLOSING_SIGNS: Final = frozenset("\u300d\u300f\uff09\u300b\u201d\u2019")
_MOST_CLAUSE_LINES: Final = 8
_LEAST_SHARE: Final = 0.45
"""The least width of a line that ends with its clause, as a share of the widest."""


def keep_numbers(text: str) -> str:
    """Keep groups of digits on one line, as in "70 000"."""
    return _GROUP_SPACE.sub("\u00a0", text)


def keep_short_parts(text: str) -> str:
    """Replace hyphens at parts of one or two letters, as in "a-t-il"."""
    if "-" not in text:
        return text
    return re.sub(_AT_SHORT_PART, lambda found: found[0].replace("-", HYPHEN_WITHOUT_BREAK), text)


def break_at_clauses(
    spans: Sequence[Span], lines: int, width: float, measure: Callable[[str], float]
) -> tuple[Span, ...] | None:
    """Return spans broken behind clauses, if they fill no more lines.

    It is for titles in Chinese and Japanese, where a line may end within a word. None means that lines would be too wide
    or too uneven.
    """
    if not 1 < lines <= _MOST_CLAUSE_LINES:
        return None
    text = "".join(span.text for span in spans)
    ends = _clause_ends(text)
    if len(ends) < 2:
        return None
    widths = [measure(text[first:last]) for first, last in zip([0, *ends], ends, strict=False)]
    for limit in sorted({sum(widths[first:last]) for last in range(len(ends) + 1) for first in range(last)}):
        rows = _packed(widths, limit)
        if limit > width:
            return None
        if rows is not None and len(rows) <= lines:
            break
    else:
        return None
    row_widths = [sum(widths[first:last]) for first, last in zip([0, *rows], rows, strict=False)]
    if len(rows) < 2 or min(row_widths) < _LEAST_SHARE * max(row_widths):
        return None
    return _with_breaks(spans, [ends[row - 1] for row in rows[:-1]])


def ends_with_clause(line: str) -> bool:
    """Return whether a line ends with a Chinese or Japanese clause."""
    return not _CLAUSE_SIGNS.isdisjoint(line.rstrip()[-2:]) and line.rstrip()[-1] in _CLAUSE_SIGNS | _CLOSING_SIGNS


def _clause_ends(text: str) -> list[int]:
    """Return where clauses end, the last at the end of the text."""
    if _CLAUSE_SIGNS.isdisjoint(text):
        return []
    ends = [
        at
        for at in range(1, len(text))
        if text[at - 1] in _CLAUSE_SIGNS | _CLOSING_SIGNS
        and text[at] not in _CLAUSE_SIGNS | _CLOSING_SIGNS
        and not _CLAUSE_SIGNS.isdisjoint(text[max(0, at - 2) : at])
    ]
    return [*ends, len(text)]


def _packed(widths: Sequence[float], limit: float) -> list[int] | None:
    """Return behind how many clauses each line ends, if all fit."""
    rows: list[int] = []
    x = 0.0
    for index, width in enumerate(widths):
        if width > limit + 1e-6:
            return None
        if index and x + width > limit + 1e-6:
            rows.append(index)
            x = 0.0
        x += width
    return [*rows, len(widths)]


def _with_breaks(spans: Sequence[Span], places: Sequence[int]) -> tuple[Span, ...]:
    """Return spans with line breaks at places of their common text."""
    starts = [0, *accumulate(len(span.text) for span in spans)]
    broken = []
    for span, start in zip(spans, starts, strict=False):
        text = span.text
        for place in reversed(places):
            if start < place <= start + len(span.text):
                text = text[: place - start] + LINE_BREAK + text[place - start :]
        broken.append(replace(span, text=text))
    return tuple(broken)
