"""Parse the subset of Markdown that stories use.

Every text may hold inline marks, longer texts also paragraphs and lists. HTML is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from desktop.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Holds a stretch of text with one style."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class MarkdownBlock:
    """Holds a paragraph or one entry of a list.

    `bullet` is "•" or a number such as "1." for an entry, "" for a paragraph.
    """

    spans: tuple[Span, ...]
    bullet: str = ""


# The end of a mark is searched only up to the next character that could begin one: otherwise, of 20,000 brackets,
# each would be read to the end of the text.
_MARK: Final = re.compile(
    r"\\(?P<escaped>[\\*_`\[\]()])"
    r"|`(?P<code>[^`]+)`"
    r"|\[(?P<label>[^\[\]\n]+)\]\((?P<link>[^)\s\[]+)\)"
    r"|\*\*(?=\S)(?P<strong>(?:[^*]|\*(?!\*))+)(?<=\S)\*\*"
    r"|\*(?=\S)(?P<emphasis>[^*\n]+)(?<=\S)\*"
)
_BEGINS_MARK: Final = re.compile(r"[\\`\[*]")
_LIST_ITEM: Final = re.compile(r"^\s*(?:[-*]|\+(?!\s+\d)|(?P<number>\d+[.)]))\s+(?P<text>.*)$")  # "+ 36 %" is a number


def parse_inline(text: str, *, strong: bool = False, emphasis: bool = False) -> tuple[Span, ...]:
    """Return the styled spans of one paragraph.

    A mark that is never closed stays in the text as a plain character.
    """
    spans: list[Span] = []

    def add_plain(unmarked: str) -> None:
        if unmarked:
            spans.append(Span(unmarked, strong, emphasis))

    position = 0
    for mark in _MARK.finditer(text):
        add_plain(text[position : mark.start()])
        position = mark.end()
        if mark["escaped"]:
            add_plain(mark["escaped"])
        elif mark["code"]:
            spans.append(Span(mark["code"], strong, emphasis, code=True))
        elif mark["label"]:
            spans.append(Span(mark["label"], strong, emphasis, link=mark["link"]))
        elif mark["strong"]:
            spans.extend(parse_inline(mark["strong"], strong=True, emphasis=emphasis))
        else:
            spans.extend(parse_inline(mark["emphasis"], strong=strong, emphasis=True))
    add_plain(text[position:])
    return tuple(_merge_equal_styles(spans))


def _merge_equal_styles(spans: list[Span]) -> list[Span]:
    """Join neighbouring spans of one style.

    Otherwise an escaped character would split a word.
    """
    return [
        Span("".join(span.text for span in neighbours), *style)
        for style, neighbours in groupby(spans, lambda span: (span.strong, span.emphasis, span.code, span.link))
    ]


LINE_BREAK: Final = "\u2028"
"""A line break that stays, within the text of a span."""


def join_lines(lines: Iterable[str]) -> str:
    """Return the lines of a paragraph as one, with its breaks."""
    joined = ""
    for line in lines:
        if joined.endswith("\\") and not joined.endswith("\\\\"):
            joined = f"{joined[:-1].rstrip()}{LINE_BREAK}{line}"
        else:
            joined = f"{joined} {line}" if joined else line
    return joined


def parse_line(text: str) -> tuple[Span, ...]:
    """Return the styled spans of a text that is one paragraph."""
    return parse_inline(join_lines(text.split("\n")))


def parse_blocks(text: str) -> tuple[MarkdownBlock, ...]:
    """Return the paragraphs and list entries of a text.

    A single line break inside a paragraph becomes a space, one after a backslash stays.
    """
    parsed: list[MarkdownBlock] = []
    lines: list[str] = []

    def end_paragraph() -> None:
        if lines:
            parsed.append(MarkdownBlock(parse_inline(join_lines(lines))))
            lines.clear()

    for line in text.splitlines():
        item = _LIST_ITEM.match(line)
        if item:
            end_paragraph()
            parsed.append(MarkdownBlock(parse_inline(item["text"].strip()), item["number"] or "•"))
        elif line.strip():
            lines.append(line.strip())
        else:
            end_paragraph()
    end_paragraph()
    return tuple(parsed)


def plain_text(text: str) -> str:
    """Return a text on one line, without its inline marks."""
    if not _BEGINS_MARK.search(text):  # of 800 titles hardly one has a mark
        return " ".join(text.split())
    return " ".join("".join(span.text for span in parse_line(text)).split())
