"""Markdown as the format knows it: inline marks in every text, paragraphs and lists in longer ones. No HTML."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Final

from desktop.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class MarkdownBlock:
    """A paragraph, or one entry of a list: `bullet` is "•" or "1." there."""

    spans: tuple[Span, ...]
    bullet: str = ""


# No mark is looked for beyond the next sign that could begin one: 20,000 brackets would each be read to the end.
_MARK: Final = re.compile(
    r"\\(?P<escaped>[\\*_`\[\]()])"
    r"|`(?P<code>[^`]+)`"
    r"|\[(?P<label>[^\[\]\n]+)\]\((?P<link>[^)\s\[]+)\)"
    r"|\*\*(?=\S)(?P<strong>(?:[^*]|\*(?!\*))+)(?<=\S)\*\*"
    r"|\*(?=\S)(?P<emphasis>[^*\n]+)(?<=\S)\*"
)
_LIST_ITEM: Final = re.compile(r"^\s*(?:[-*+]|(?P<number>\d+)[.)])\s+(?P<text>.*)$")


def parse_inline(text: str, *, strong: bool = False, emphasis: bool = False) -> tuple[Span, ...]:
    """Return the spans of one paragraph; a mark that is never closed stands for itself."""
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
    """Join neighbours of one style, so that an escape does not split a word."""
    return [
        Span("".join(span.text for span in neighbours), *style)
        for style, neighbours in groupby(spans, lambda span: (span.strong, span.emphasis, span.code, span.link))
    ]


def parse_blocks(text: str) -> tuple[MarkdownBlock, ...]:
    """Return the paragraphs and list entries; single line breaks inside a paragraph are spaces."""
    parsed: list[MarkdownBlock] = []
    lines: list[str] = []

    def end_paragraph() -> None:
        if lines:
            parsed.append(MarkdownBlock(parse_inline(" ".join(lines))))
            lines.clear()

    for line in text.splitlines():
        item = _LIST_ITEM.match(line)
        if item:
            end_paragraph()
            parsed.append(
                MarkdownBlock(parse_inline(item["text"].strip()), f"{item['number']}." if item["number"] else "•")
            )
        elif line.strip():
            lines.append(line.strip())
        else:
            end_paragraph()
    end_paragraph()
    return tuple(parsed)


def plain_text(text: str) -> str:
    """Return a text without its inline marks, on one line."""
    return " ".join("".join(span.text for span in parse_inline(text)).split())
