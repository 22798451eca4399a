"""Find the words of a story's texts, with their language."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.i18n.hyphenation import has_capitalized_nouns
from desktop.story.assist.cursor import field_definition
from desktop.story.toml.scan import IndexPath, ValueNode, parse_value
from desktop.story.toml.source_map import source_map_of

_TEXT_KINDS: Final = ("text", "block", "label", "texts")
_NO_WORDS: Final = re.compile(r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)|`[^`]*`|\]\([^)\s\]]*\)|\b\w+://\S+")
_NAME: Final = re.compile(r"(?<!\S)[^\s@_]*+[@_]\S*")
_WORD: Final = re.compile(r"(?<![\w’'-])[^\W\d_]+(?:[’'-][^\W\d_]+)*(?![\w])")
_SENTENCE_END: Final = re.compile(r"(?:^|[.!?…\n]\W*|^\W+)$")


@dataclass(frozen=True, slots=True)
class ProseWord:
    """Holds a word of a text with its span and its language."""

    word: str
    start: int
    end: int
    language: str


def prose_words(text: str, start: int, end: int, languages: Sequence[str]) -> Iterator[ProseWord]:
    """Yield the words of texts that overlap a span.

    A text without a language is that of a story in one language. Names, addresses, code and short forms are left out.
    """
    statements = source_map_of(text).statements
    first = bisect_left(statements, start, key=lambda one: one.end)
    for statement in statements[first:]:
        if statement.start >= end:
            break
        if statement.kind != "pair":
            continue
        for node, path in _strings(parse_value(text, statement), statement.path):
            language = _language_of(path, languages)
            if language:
                yield from _words(text, node.start, node.end, language)


def words_in(prose: str, language: str) -> Iterator[ProseWord]:
    """Yield the words of one text in a language."""
    yield from _words(prose, 0, len(prose), language)


def _strings(node: ValueNode, path: IndexPath) -> Iterator[tuple[ValueNode, IndexPath]]:
    if node.kind == "string":
        yield node, path
    for key, inner in node.items.items():
        yield from _strings(inner, (*path, key))


def _language_of(path: IndexPath, languages: Sequence[str]) -> str:
    """Return the language of a string, "" if it is no prose."""
    field = field_definition(path)
    if field is None or field.kind not in _TEXT_KINDS:
        return ""
    last = path[-1]
    if isinstance(last, str) and last != field.key:
        return last
    return languages[0] if len(languages) == 1 else ""


def _words(text: str, start: int, end: int, language: str) -> Iterator[ProseWord]:
    """Yield the words of one string."""
    prose = text[start:end]
    for pattern in (_NO_WORDS, _NAME):
        prose = pattern.sub(lambda match: " " * len(match[0]), prose)
    for match in _WORD.finditer(prose):
        word = match[0]
        if len(word) < 2 or word[1:] != word[1:].lower():
            continue
        # Where nouns have no capital, what has one is a name, which stands in no dictionary.
        is_name = word[0] != word[0].lower() and not has_capitalized_nouns(language)
        if is_name and not _SENTENCE_END.search(prose, max(0, match.start() - 8), match.start()):
            continue
        yield ProseWord(word, start + match.start(), start + match.end(), language)
