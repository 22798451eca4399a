"""Find the TOML context of the cursor: header, key or value.

A text is usually invalid while somebody types in it, so only the text before the cursor counts: the last header, and
the brackets and quotes opened since the key.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, Literal

from desktop.fast_dataclass import dataclass
from desktop.story.format.field import Field, Table
from desktop.story.format.fields import TABLES_BY_NAME
from desktop.story.toml.grammar import DOTTED_KEY, STRING
from desktop.story.toml.scan import IndexPath, split_key
from desktop.story.toml.source_map import SourceMap, source_map_of

_HEADER: Final = re.compile(r"[ \t]*(\[\[?)([^\]\n#]*)$")
_TOKEN: Final = re.compile(
    rf"(?P<string>{STRING})|(?P<open>\"\"\"|'''|[\"'])|(?P<comment>\#[^\n]*)"
    r"|(?P<mark>[\[\]{}=,])|(?P<line>\r?\n)|(?P<word>[^\s\[\]{}=,#\"']+)"
)
_WORD: Final = re.compile(r"[\w.#/-]*")
_HEADER_WORD: Final = re.compile(r"[^\]\n#]*")

_HEADER_BY_KIND: Final = {
    "table": r"\[{}\]",
    "tables": r"\[\[{}\]\]",
    "named": r"\[{}\.(?:[\w-]+|\"[^\"\n]*\")\]",
}
"""The pattern of a whole table's header, by the kind of its key in the root."""
_BLOCK_HEADER: Final = re.compile(
    "|".join(
        "^" + _HEADER_BY_KIND[field.kind].format(field.table) for field in TABLES_BY_NAME["root"].fields if field.table
    ),
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class CursorContext:
    """Describes the TOML context of an offset in the text.

    `path` is that of the table around a key, or of the key of a value, with indexes for slides and lists. `word` is the
    typed part of the word, up to the cursor; `start` to `end` is the whole word, without quotes.
    """

    where: Literal["header", "key", "value", "nowhere"]
    path: IndexPath = ()
    word: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""  # the opening quotation marks of the string around the cursor
    closed: bool = False  # whether this string is closed, or whether "=" follows a key
    inline: bool = False  # whether the cursor is inside [ ] or { }


NO_CONTEXT: Final = CursorContext("nowhere")


def cursor_context(text: str, offset: int) -> CursorContext:
    """Return the TOML context at an offset, for invalid texts too."""
    offset = max(0, min(offset, len(text)))
    toml_map = source_map_of(text)
    line_start = max(text.rfind("\n", 0, offset) + 1, 1 if text.startswith("\ufeff") else 0)
    offset = max(offset, line_start)
    index = bisect_right(_statement_starts(toml_map), offset) - 1
    statement = toml_map.statements[index] if index >= 0 else None
    if statement is not None and statement.kind == "pair" and offset > statement.key_end:
        in_value = statement.value_start <= offset <= statement.end
        after_equals = line_start <= statement.value_start and "=" in text[statement.key_end : offset]
        if in_value or after_equals:
            context = _value_context(text, statement.value_start, offset, statement.path)
            if context is not None:
                return context
    header = _HEADER.match(text, line_start, offset)
    if header:
        return _header_context(text, header, offset)
    before = text[line_start:offset]
    if "#" in before or not re.fullmatch(rf"[ \t]*(?:{DOTTED_KEY}[ \t]*\.?[ \t]*)?", before):
        return NO_CONTEXT
    return _key_context(text, _table_at(toml_map, line_start), line_start, offset)


def _statement_starts(toml_map: SourceMap) -> list[int]:
    return [statement.start for statement in toml_map.statements]


def _table_at(toml_map: SourceMap, line_start: int) -> IndexPath:
    """Return the path of the table that a line belongs to."""
    for statement in reversed(toml_map.statements[: bisect_right(_statement_starts(toml_map), line_start - 1)]):
        if statement.kind != "pair":
            return statement.path
    return ()


def _header_context(text: str, header: re.Match[str], offset: int) -> CursorContext:
    word = _HEADER_WORD.match(text, offset)
    assert word is not None
    stop = word.end()
    while text.startswith("]", stop) and stop - word.end() < len(header[1]):
        stop += 1
    return CursorContext("header", (), header[2].strip(), header.start(1), stop, header[1], stop > word.end())


def _key_context(text: str, path: IndexPath, start: int, offset: int, *, inline: bool = False) -> CursorContext:
    typed = text[start:offset]
    begin = start + len(typed) - len(typed.lstrip())
    parts = split_key(text, begin, offset)
    if "." in typed:  # a dotted key: add the tables that it names
        path = (*path, *(part[0] for part in parts if part[2] < start + typed.rindex(".") + 1))
        begin = start + typed.rindex(".") + 1
    end = _word_end(text, offset)
    equals_follows = re.match(r"[\w-]*[ \t]*=", text[offset : offset + 80])
    return CursorContext("key", path, text[begin:offset].strip(), begin, end, "", bool(equals_follows), inline)


def _value_context(text: str, start: int, offset: int, path: IndexPath) -> CursorContext | None:
    """Return the context in a value, or None.

    None means that the value ends before the cursor.
    """
    start = min(start, offset)
    stack: list[tuple[str, IndexPath]] = []
    key_start, last_word = -1, (start, start)
    at = start
    while at < offset:
        token = _TOKEN.match(text, at)
        if token is None:
            at += 1
            continue
        kind, token_text = token.lastgroup, token.group()
        if kind in ("string", "open"):
            string_end = token.end() if kind == "string" else _unclosed_string_end(text, token)
            quotes = len(token_text) if kind == "open" else 3 if token_text.startswith(('"""', "'''")) else 1
            if offset < string_end or (kind == "open" and offset <= string_end):
                if stack and stack[-1][0] == "{" and key_start < 0:
                    return NO_CONTEXT  # a key in quotation marks
                content_end = string_end - quotes if kind == "string" else _word_end(text, offset)
                content_start = at + quotes
                word = text[content_start : max(offset, content_start)]
                return CursorContext(
                    "value",
                    path,
                    word,
                    content_start,
                    max(content_end, content_start),
                    token_text[:quotes],
                    kind == "string",
                    bool(stack),
                )
            last_word = (at, string_end)
            at = string_end
            continue
        if kind == "comment":
            if offset <= token.end() and "\n" not in text[at:offset]:
                return NO_CONTEXT
        elif kind == "line":
            if not stack:
                return None
        elif kind == "word":
            last_word = token.span()
        elif token_text in "[{":
            stack.append((token_text, path))
            path = (*path, 0) if token_text == "[" else path
            key_start = -1
        elif token_text in "]}":
            if not stack:
                return NO_CONTEXT
            path = stack.pop()[1]
            key_start = 0
        elif token_text == "=" and stack and stack[-1][0] == "{":
            path = (*stack[-1][1], *(part[0] for part in split_key(text, *last_word)))
            key_start = last_word[0]
        elif token_text == "," and stack:
            container = stack[-1]
            number = path[len(container[1])] if container[0] == "[" else 0
            path = (*container[1], int(number) + 1) if container[0] == "[" else container[1]
            key_start = -1
        at = token.end()
    word_start = last_word[0] if last_word[1] >= offset else offset
    if stack and stack[-1][0] == "{" and key_start < 0:
        return _key_context(text, stack[-1][1], word_start, offset, inline=True)
    if stack and stack[-1][0] == "{" and text[max(last_word[1], start) : offset].strip(" \t") not in ("", "="):
        return NO_CONTEXT
    if not stack and text[start:word_start].strip():
        return NO_CONTEXT  # after the value
    return CursorContext(
        "value", path, text[word_start:offset], word_start, _word_end(text, offset), inline=bool(stack)
    )


def _word_end(text: str, offset: int) -> int:
    word = _WORD.match(text, offset)
    return word.end() if word else offset


def _unclosed_string_end(text: str, token: re.Match[str]) -> int:
    """Return the end of an unclosed string: its line's or the text's."""
    if len(token.group()) == 3:
        return len(text)
    end = text.find("\n", token.end())
    return len(text) if end < 0 else end


def enclosing_block(text: str, offset: int) -> tuple[int, int]:
    """Return the range of the story, slide or named table around.

    It includes all tables inside, and begins at 0 before the first of them.
    """
    start = offset
    while start > 0:
        start = text.rfind("\n[", 0, start) + 1
        if _BLOCK_HEADER.match(text, start):
            break
    next_block = _BLOCK_HEADER.search(text, offset)
    return start, next_block.start() if next_block else len(text)


# ---------------------------------------------------------------------------- definitions of the format


def table_definition(path: IndexPath) -> Table | None:
    """Return the definition of the table at a path, or None."""
    table: Table | None = TABLES_BY_NAME["root"]
    at_id = False
    for part in path:
        if isinstance(part, int):
            continue
        if at_id:
            at_id = False
            continue
        field = next((one for one in table.fields if one.key == part), None) if table else None
        if field is None or not field.table:
            return None
        table, at_id = TABLES_BY_NAME[field.table], field.kind == "named"
    return None if at_id else table


def field_definition(path: IndexPath) -> Field | None:
    """Return the definition of the key that a path belongs to."""
    for length in range(len(path), 0, -1):
        if isinstance(path[length - 1], str):
            table = table_definition(path[: length - 1])
            if table is not None:
                return next((one for one in table.fields if one.key == path[length - 1]), None)
    return None
