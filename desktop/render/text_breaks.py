"""Finds where lines of titles end well, and where they never do."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

from desktop.i18n.phrases import phrase_ends
from desktop.render.font_files import LetterRanges
from desktop.story.markdown import LINE_BREAK, Span

UNSPACED: Final = LetterRanges("\u0e00\u0eff", "\u1000\u109f", "\u1780\u17ff", "\u3040\u30ff", "\u3400\u9fff")
"""Letters of scripts without spaces between words; Korean has them."""

HYPHEN_WITHOUT_BREAK: Final = "\u2011"
_AT_SHORT_PART: Final = r"(?<![^\W_])[^\W_]{1,2}-|-(?=[^\W_]{1,2}(?![^\W_]))"
_GROUP_SPACE: Final = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_SIGN_SPACE: Final = re.compile(r"(?<=\S) (?=[:;!?»›]+(?:[\s.,…)\u201d]|$))|(?:(?<=^[«‹])|(?<=[\s([’'—–][«‹])) (?=\S)")
"""The space that French sets before a high sign and inside quotation marks: no line begins with one.

In German, where « ends a quotation, no space stands before it.
"""
_ABBREVIATION_SPACE: Final = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,4}\.) (?=\d)")
"""The space behind a short word with a full stop, before its number: "c. 1850", "Nr. 5"."""
_COUNT_SPACE: Final = re.compile(
    r"(?<![\w.,:/\u00a0-])(\d{1,3}(?:[.,]\d{1,2})?|\d{1,2}\.) (?=[%€$£°]|[^\W\d_]{3,10}(?![\w-]))"
)
"""The space behind a day or a count, before the short word that it belongs to."""
_UNIT_SPACE: Final = re.compile(
    r"(?<=[<>≤≥≈±]) (?=\d)|(?<=\d) (?="
    r"(?:[kcdmnµ]?m|k?g|mg|t|ha|[mcd]?l|h|s|min|[kMG]?Hz|[kMG]?Wh?|bn|M(?!\.)|Md|Mio|Mrd|mln|mld)(?![\w'’-]))"
)
"""The space between a number and its unit, or the sign before it."""
_ONE_LETTER: Final = "[a-zà-ÿа-яіα-ω]"
_SHORT_WORD_SPACE: Final = re.compile(
    rf"(?<![^\s(\"\u201c\u201e\u00ab\u00a0]){_ONE_LETTER} (?:{_ONE_LETTER} )?(?=[^\W_])(?!{_ONE_LETTER}(?![\w'’\u2011-]))"
)
"""The space behind one or two words of one letter, which no line ends with; a syllable of Hangul is no letter.

A row of more, as of an alphabet, would be one word that is wider than a line.
"""
_DAY_SPACES: Final = re.compile(r"(?<=\d) (d[eo]) (?=[^\W\d_]{3})")
"""The spaces of a Romance date: "27 de setembro"."""
_KEPT_WORD: Final = re.compile(rf"[^ {LINE_BREAK}]*\u00a0[^ {LINE_BREAK}]*")
_LEAST_WIDTH_OF_COUNTS: Final = 9.0
_LEAST_WIDTH_OF_COUNTS_IN_TITLES: Final = 5.0
_LEAST_WIDTH_OF_SHORT_WORDS: Final = 5.0
_CLAUSE_SIGNS: Final = frozenset("\u3001\uff0c\u3002\uff1b\uff1a\uff01\uff1f")
_CLOSING_SIGNS: Final = frozenset("\u300d\u300f\uff09\u300b\u201d\u2019")
_SPACED_CLAUSE_END: Final = re.compile(
    r"(?:[,;:!?\u2026\u2014\u2013\u060c\u061b\u061f]|(?<=\w{4})\.|(?<=\d{3})\.(?=[\s\u00a0]+[^\W\d_a-z]))"
    r"[\"'\u201d\u2019\u00bb)\u00a0]* +(?=\S)"
)
"""Where a clause ends in a script with spaces; a full stop behind three letters may be that of an abbreviation."""
_MOST_CLAUSE_LINES: Final = 8
_MOST_SPACED_CLAUSE_LINES: Final = 4
_MOST_PHRASE_LINES: Final = 24
_LEAST_SHARE: Final = 0.45
"""The least width of a line that ends with its clause, as a share of the widest."""


def keep_numbers(text: str) -> str:
    """Keep groups of digits on one line, as in "70 000"."""
    return _GROUP_SPACE.sub("\u00a0", text)


def keep_counts(text: str, width: float, *, is_title: bool = False) -> str:
    """Keep a small number with its word, as in "19 September".

    A number stays with its unit, and behind "c."; a word of one letter stays with the next, a high sign with the word before.
    On narrow lines other words would cost too much; their `width` counts in sizes of the type.
    """
    text = _SIGN_SPACE.sub("\u00a0", _UNIT_SPACE.sub("\u00a0", text))
    if ". " in text:
        text = _ABBREVIATION_SPACE.sub("\\1\u00a0", text)
    if width >= (_LEAST_WIDTH_OF_COUNTS_IN_TITLES if is_title else _LEAST_WIDTH_OF_COUNTS):
        text = _COUNT_SPACE.sub("\\1\u00a0", text)
        if " d" in text:
            text = _DAY_SPACES.sub("\u00a0\\1\u00a0", text)
    if width < _LEAST_WIDTH_OF_SHORT_WORDS:
        return text
    return _SHORT_WORD_SPACE.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def keep_counts_within(
    text: str, width: float, size: float, measure: Callable[[str], float], *, is_title: bool = False
) -> str:
    """Keep a small number with its word, if a line holds both.

    A line would part what is wider at any letter, as "1,285,000 k" and "m".
    """
    kept = keep_counts(text, width / size, is_title=is_title)
    if kept == text:
        return text

    def parted_if_wide(found: re.Match[str]) -> str:
        # Measuring is slow: few letters are wider than their size.
        is_wide = len(found[0]) * 1.1 * size > width < measure(found[0])
        return text[slice(*found.span())] if is_wide else found[0]

    return _KEPT_WORD.sub(parted_if_wide, kept)


def keep_short_parts(text: str) -> str:
    """Replace hyphens at parts of one or two letters, as in "a-t-il"."""
    if "-" not in text:
        return text
    return re.sub(_AT_SHORT_PART, lambda found: found[0].replace("-", HYPHEN_WITHOUT_BREAK), text)


def break_at_pauses(
    spans: Sequence[Span], lines: int, width: float, measure: Callable[[str], float], language: str, *, is_heading: bool
) -> tuple[Span, ...] | None:
    """Return spans broken where a reader pauses.

    Lines of a heading end with clauses; those of a script without spaces end at least with phrases. They are about
    equally long. None means that there is no better place than where the width ends.
    """
    parts = break_at_clauses(spans, lines, width, measure) if is_heading else None
    return parts or break_at_phrases(spans, lines, width, measure, language=language, is_even=is_heading)


def break_at_clauses(
    spans: Sequence[Span], lines: int, width: float, measure: Callable[[str], float]
) -> tuple[Span, ...] | None:
    """Return spans broken behind clauses, if they fill no more lines.

    None means that there are no clauses, or that lines would be too wide or too uneven.
    """
    if not 1 < lines <= _MOST_CLAUSE_LINES:
        return None
    text = "".join(span.text for span in spans)
    ends = _clause_ends(text)
    if not ends and lines <= _MOST_SPACED_CLAUSE_LINES and LINE_BREAK not in text:
        ends = [*(found.end() for found in _SPACED_CLAUSE_END.finditer(text)), len(text)]
    if len(ends) < 2:
        return None
    rows = _even_rows(_widths(text, ends, measure), lines, width)
    return _with_breaks(spans, [ends[row - 1] for row in rows[:-1]]) if rows else None


def break_at_phrases(
    spans: Sequence[Span], lines: int, width: float, measure: Callable[[str], float], *, language: str, is_even: bool
) -> tuple[Span, ...] | None:
    """Return spans broken behind phrases, where a language has no spaces.

    Lines are about equally long if they are to be `is_even`. There may be one more of them than before, but for two lines that
    are to be even. None means that there are no phrases, or that one is too wide.
    """
    if not 1 < lines <= _MOST_PHRASE_LINES:
        return None
    text = "".join(span.text for span in spans)
    ends = () if LINE_BREAK in text else phrase_ends(text, language)
    if len(ends) < 2:
        return None
    widths = _widths(text, ends, measure)
    rows = None
    if is_even:
        clause_ends = set(_clause_ends(text))
        begins = frozenset(index for index, end in enumerate(ends, 1) if end in clause_ends)
        most = lines + (lines >= 3)
        rows = (
            (_even_rows(widths, most, width, begins) if len(begins) > 1 else None)
            or _even_rows(widths, lines, width)
            or _even_rows(widths, most, width)
        )
    if rows is None:
        rows = _packed(widths, width)
        if rows is None or len(rows) > lines + (not is_even):
            return None
    return _with_breaks(spans, [ends[row - 1] for row in rows[:-1]])


def _widths(text: str, ends: Sequence[int], measure: Callable[[str], float]) -> list[float]:
    """Return the widths of parts, by their ends."""
    return [measure(text[first:last]) for first, last in zip((0, *ends), ends, strict=False)]


def _even_rows(
    widths: Sequence[float], lines: int, width: float, begins: frozenset[int] = frozenset()
) -> list[int] | None:
    """Return behind how many parts each even row ends, else None.

    They are as narrow as the number of lines allows. A new row begins with each of the parts `begins`.
    """
    sums = [0.0, *accumulate(widths)]
    limits = {last - first for at, last in enumerate(sums) for first in sums[:at]}
    for limit in sorted(one for one in limits if one >= sums[-1] / lines - 1e-6):
        rows = _packed(widths, limit, begins)
        if limit > width:
            return None
        if rows is not None and len(rows) <= lines:
            break
    else:
        return None
    row_widths = [sum(widths[first:last]) for first, last in zip([0, *rows], rows, strict=False)]
    return rows if len(rows) > 1 and min(row_widths) >= _LEAST_SHARE * max(row_widths) else None


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


def _packed(widths: Sequence[float], limit: float, begins: frozenset[int] = frozenset()) -> list[int] | None:
    """Return behind how many parts each line ends, if all fit."""
    rows: list[int] = []
    x = 0.0
    for index, width in enumerate(widths):
        if width > limit + 1e-6:
            return None
        if index and (index in begins or x + width > limit + 1e-6):
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
