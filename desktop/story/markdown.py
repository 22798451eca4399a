"""Markdown as the format knows it: inline marks in every text, paragraphs and lists in longer ones. No HTML."""

from __future__ import annotations

import re
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
class Block:
    """A paragraph, or one entry of a list: `bullet` is "•" or "1." there."""

    spans: tuple[Span, ...]
    bullet: str = ""


_MARK: Final = re.compile(
    r"\\(?P<escaped>[\\*_`\[\]()])"
    r"|`(?P<code>[^`]+)`"
    r"|\[(?P<label>[^\]\n]+)\]\((?P<link>[^)\s]+)\)"
    r"|\*\*(?=\S)(?P<strong>(?:[^*]|\*(?!\*))+)(?<=\S)\*\*"
    r"|\*(?=\S)(?P<emphasis>[^*\n]+)(?<=\S)\*"
)
_ENTRY: Final = re.compile(r"^\s*(?:[-*+]|(?P<number>\d+)[.)])\s+(?P<text>.*)$")


def inline(text: str, *, strong: bool = False, emphasis: bool = False) -> tuple[Span, ...]:
    """Return the spans of one paragraph; a mark that is never closed stands for itself."""
    spans: list[Span] = []

    def say(plain: str) -> None:
        if plain:
            spans.append(Span(plain, strong, emphasis))

    at = 0
    for found in _MARK.finditer(text):
        say(text[at : found.start()])
        at = found.end()
        if found["escaped"]:
            say(found["escaped"])
        elif found["code"]:
            spans.append(Span(found["code"], strong, emphasis, code=True))
        elif found["label"]:
            spans.append(Span(found["label"], strong, emphasis, link=found["link"]))
        elif found["strong"]:
            spans.extend(inline(found["strong"], strong=True, emphasis=emphasis))
        else:
            spans.extend(inline(found["emphasis"], strong=strong, emphasis=True))
    say(text[at:])
    return tuple(_joined(spans))


def _joined(spans: list[Span]) -> list[Span]:
    """Join neighbours of one style, so that an escape does not split a word."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and (last.strong, last.emphasis, last.code, last.link) == (
            span.strong,
            span.emphasis,
            span.code,
            span.link,
        ):
            joined[-1] = Span(last.text + span.text, span.strong, span.emphasis, span.code, span.link)
        else:
            joined.append(span)
    return joined


def blocks(text: str) -> tuple[Block, ...]:
    """Return the paragraphs and list entries; single line breaks inside a paragraph are spaces."""
    found: list[Block] = []
    lines: list[str] = []

    def close() -> None:
        if lines:
            found.append(Block(inline(" ".join(lines))))
            lines.clear()

    for line in text.splitlines():
        entry = _ENTRY.match(line)
        if entry:
            close()
            found.append(Block(inline(entry["text"].strip()), f"{entry['number']}." if entry["number"] else "•"))
        elif line.strip():
            lines.append(line.strip())
        else:
            close()
    close()
    return tuple(found)


def plain(text: str) -> str:
    """Return the text without its marks, on one line."""
    return " ".join("".join(span.text for span in block.spans) for block in blocks(text))
