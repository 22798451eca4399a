"""Scan a TOML text for the spans of its statements.

`tomli` decides what is TOML, but gives no positions. The scanner only gives positions, so it never fails: in a text
that is being typed it skips what it cannot follow, up to the end of the line. One statement is one match of a regular
expression, and the inside of a list or an inline table is parsed only on demand, so that a long file costs little.

All offsets are characters from the start of the text, byte order mark and carriage returns counted; ends are exclusive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, Literal

from desktop.story.toml.grammar import BASIC_STRING, DOTTED_KEY, KEY, LITERAL_STRING, STRING
from desktop.story.toml.parser import MAX_KEY_PARTS, loads

IndexPath = tuple[str | int, ...]
"""A path of keys and list indexes as in the parsed data, so slides by their index."""

_STATEMENT: Final = re.compile(
    rf"""[ \t]*+(?:
        (?P<open>\[\[?)[ \t]*(?P<name>{DOTTED_KEY})[ \t]*\]\]?
      | (?P<keys>{DOTTED_KEY})[ \t]*=[ \t]*
        (?P<value>{BASIC_STRING}(?!")|{LITERAL_STRING}(?!')|[^\s"'\[{{\#][^\n\#]*?(?=[ \t\r]*(?:\#|\n|\Z)))?
    )""",
    re.VERBOSE,
)
_KEY_PART: Final = re.compile(KEY)
_BRACKET: Final = re.compile(rf"{STRING}|\#[^\n]*|[\[\]{{}}]")
_TOKEN: Final = re.compile(
    rf"(?P<space>[\s,]+|\#[^\n]*)|(?P<string>{STRING})|(?P<mark>[\[\]{{}}=.])|(?P<word>[^\s,\[\]{{}}=\#\"']+)|(?P<other>.)"
)
_DATE_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:\d\d)?")
_MAX_DEPTH: Final = 100
_MAX_UNCLOSED: Final = 20


@dataclass(slots=True)
class ValueNode:
    """Holds the span of a value and the values inside it.

    `key_start` is −1 for a value without a key. `entry_start` is where a whole dotted key begins. A table is `implicit`
    where only dotted keys name it.
    """

    kind: Literal["string", "plain", "array", "table"]
    start: int
    end: int
    key_start: int = -1
    key_end: int = -1
    entry_start: int = -1
    implicit: bool = False
    items: dict[str | int, ValueNode] = field(default_factory=dict)


@dataclass(slots=True)
class Statement:
    """Holds the spans of one header or one `key = value`.

    `start` is the start of its line, `end` the end of its value or header.
    """

    kind: Literal["table", "array", "pair"]
    path: IndexPath
    start: int
    key_start: int
    key_end: int
    value_start: int
    end: int
    node: ValueNode | None = None


def split_key(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Return the parts of a dotted key with their spans.

    Parts beyond the first `MAX_KEY_PARTS` are left out.
    """
    parts = islice(_KEY_PART.finditer(text, start, end), MAX_KEY_PARTS)
    return [(_unquote(part.group()), part.start(), part.end()) for part in parts]


def _unquote(key: str) -> str:
    if key[0] == "'":
        return key[1:-1]
    if key[0] == '"':
        return key[1:-1] if "\\" not in key else str(parse_literal(key))
    return key


def parse_literal(snippet: str) -> Any:
    """Return the parsed TOML value, or None if it is invalid."""
    try:
        return loads(f"x = {snippet}")["x"]
    except ValueError:
        return None


def scan(text: str) -> list[Statement]:
    """Return the statements of a TOML text in order."""
    statements: list[Statement] = []
    counts: dict[IndexPath, int] = {}
    table_path: IndexPath = ()
    match, find = _STATEMENT.match, text.find
    length = len(text)
    start = pos = 1 if text.startswith("\ufeff") else 0
    unclosed = 0
    while pos < length:
        start = pos
        statement = match(text, pos)
        if statement is None:
            pos = find("\n", pos) + 1 or length
            continue
        opening = statement.start("open")
        if opening >= 0:
            key_start, key_end = statement.span("name")
            is_array = statement.end("open") - opening == 2
            table_path = _header_path(text, key_start, key_end, is_array, counts)
            end = statement.end()
            statements.append(Statement("array" if is_array else "table", table_path, start, opening, end, end, end))
        else:
            key_start, key_end = statement.span("keys")
            value_start, end = statement.span("value")
            if value_start < 0:
                value_start = statement.end()
                # The end of an unclosed list is searched to the end of the text. After many such lists, only on its line.
                line_end = find("\n", value_start)
                line_end = length if line_end < 0 else line_end
                end = _value_end(text, value_start, line_end, length if unclosed < _MAX_UNCLOSED else line_end)
                if end < 0:
                    end, unclosed = line_end, unclosed + 1
            key = text[key_start:key_end]
            if "." in key or key[0] in "\"'":
                path = table_path + tuple(part[0] for part in split_key(text, key_start, key_end))
            else:
                path = (*table_path, key)
            statements.append(Statement("pair", path, start, key_start, key_end, value_start, end))
        pos = find("\n", end) + 1 or length
    return statements


def _header_path(text: str, start: int, end: int, is_array: bool, counts: dict[IndexPath, int]) -> IndexPath:
    """Return the path of a header, with indexes into arrays of tables."""
    path: IndexPath = ()
    name = text[start:end]
    is_simple = "." not in name and name[0] not in "\"'"
    keys = [name] if is_simple else [part[0] for part in split_key(text, start, end)]
    for depth, key in enumerate(keys, 1):
        path = (*path, key)
        if is_array and depth == len(keys):
            counts[path] = counts.get(path, 0) + 1
            path = (*path, counts[path] - 1)
        elif path in counts:
            path = (*path, counts[path] - 1)
    return path


def _value_end(text: str, start: int, line_end: int, limit: int) -> int:
    """Return the end of a value that has several tokens.

    It is −1 where the value is not closed before `limit`.
    """
    depth = 0
    for token in _BRACKET.finditer(text, start, limit):
        bracket = token.group()
        if bracket[0] in "[{":
            depth += 1
        elif bracket[0] in "]}":
            depth -= 1
        elif token.start() >= line_end and depth == 0:
            break
        if depth <= 0 and bracket[0] != "#":
            return token.end() if depth == 0 else token.start()
        if depth <= 0:
            return token.start()
    return -1 if depth else line_end


def parse_value(text: str, statement: Statement) -> ValueNode:
    """Return the value of a pair, with all values inside it."""
    if statement.node is None:
        node, _ = _parse_node(text, statement.value_start, statement.end, 0)
        node.key_start, node.key_end = statement.key_start, statement.key_end
        statement.node = node
    return statement.node


def _parse_node(text: str, start: int, limit: int, depth: int) -> tuple[ValueNode, int]:
    """Parse the value at `start`; return it and the next offset."""
    first = text[start : start + 1]
    if first in ("[", "{") and first and depth < _MAX_DEPTH:
        return (
            _parse_array(text, start, limit, depth) if first == "[" else _parse_inline_table(text, start, limit, depth)
        )
    token = _TOKEN.match(text, start, limit)
    if token is None:
        return ValueNode("plain", start, start), limit
    if token.lastgroup == "string":
        return ValueNode("string", start, token.end()), token.end()
    end = token.end()
    if depth == 0:
        end = len(text[start:limit].rstrip()) + start
    elif date := _DATE_TIME.match(text, start, limit):
        end = date.end()
    elif token.lastgroup == "word":
        while (next_token := _TOKEN.match(text, end, limit)) and (
            next_token.lastgroup == "word" or next_token.group() == "."
        ):
            end = next_token.end()
    return ValueNode("plain", start, end), max(end, start + 1)


def _parse_array(text: str, start: int, limit: int, depth: int) -> tuple[ValueNode, int]:
    node = ValueNode("array", start, limit)
    pos = start + 1
    while token := _TOKEN.match(text, pos, limit):
        bracket = token.group()
        if token.lastgroup == "space":
            pos = token.end()
        elif bracket in "]}":
            node.end = token.end()
            return node, token.end()
        else:
            item, pos = _parse_node(text, pos, limit, depth + 1)
            node.items[len(node.items)] = item
    return node, limit


def _parse_inline_table(text: str, start: int, limit: int, depth: int) -> tuple[ValueNode, int]:
    node = ValueNode("table", start, limit)
    pos = start + 1
    while token := _TOKEN.match(text, pos, limit):
        bracket = token.group()
        if bracket in "]}":
            node.end = token.end()
            return node, token.end()
        keys = re.compile(DOTTED_KEY).match(text, pos, limit)
        if keys is None:
            pos = token.end()
            continue
        parts = split_key(text, *keys.span())
        pos = keys.end()
        equals = re.compile(r"[ \t]*=\s*").match(text, pos, limit)
        if equals is None:
            continue
        value, pos = _parse_node(text, equals.end(), limit, depth + 1)
        _insert_dotted(node, parts, value)
    return node, limit


def _insert_dotted(node: ValueNode, parts: list[tuple[str, int, int]], value: ValueNode) -> None:
    """Insert a value under its dotted key and make missing tables."""
    for name, start, end in parts[:-1]:
        subtable = node.items.get(name)
        if subtable is None:
            subtable = node.items[name] = ValueNode("table", start, value.end, start, end, parts[0][1], implicit=True)
        subtable.end = max(subtable.end, value.end)
        node = subtable
    name, value.key_start, value.key_end = parts[-1]
    value.entry_start = parts[0][1]
    node.items[name] = value
