"""What the cursor stands in: a header, a key or a value, and of which table; in a text that is being typed.

The text is broken more often than not while somebody types in it, so only what stands before the cursor counts: the
last header, and the brackets and quotes opened since the key.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, Literal

from desktop.fast_dataclass import dataclass
from desktop.story.format.fields import TABLES, Field, Table
from desktop.story.toml.scan import BASIC, KEYS, LITERAL, MULTI_BASIC, MULTI_LITERAL, RawPath, key_parts
from desktop.story.toml.source_map import Places, places

_HEADER: Final = re.compile(r"[ \t]*(\[\[?)([^\]\n#]*)$")
_TOKEN: Final = re.compile(
    rf"(?P<string>{MULTI_BASIC}|{MULTI_LITERAL}|{BASIC}|{LITERAL})|(?P<open>\"\"\"|'''|[\"'])|(?P<comment>\#[^\n]*)"
    r"|(?P<mark>[\[\]{}=,])|(?P<line>\r?\n)|(?P<word>[^\s\[\]{}=,#\"']+)"
)
_WORD: Final = re.compile(r"[\w.#/-]*")
_HEAD_WORD: Final = re.compile(r"[^\]\n#]*")

_UNIT: Final = re.compile(
    r"^(?:\[\[slide\]\]|\[(?:story|(?:source|track|event)\.(?:[\w-]+|\"[^\"\n]*\"))\])", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the text: what may stand there.

    `path` is that of the table around a key, or of the key whose value it is, with numbers for slides and lists.
    `word` is what is typed of it, up to the cursor; `start` to `end` is the whole word, without the quotes.
    """

    where: Literal["header", "key", "value", "nowhere"]
    path: RawPath = ()
    word: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""  # the quotation marks that the cursor stands between
    closed: bool = False  # whether those are closed, or whether "=" follows a key
    inline: bool = False  # inside [ ] or { }


NOWHERE: Final = Cursor("nowhere")


def cursor(text: str, offset: int) -> Cursor:
    """Return what stands at an offset of the text; nothing may be wrong with any text."""
    offset = max(0, min(offset, len(text)))
    found = places(text)
    line = max(text.rfind("\n", 0, offset) + 1, 1 if text.startswith("\ufeff") else 0)
    offset = max(offset, line)
    at = bisect_right(_starts(found), offset) - 1
    statement = found.statements[at] if at >= 0 else None
    if statement is not None and statement.kind == "pair" and offset > statement.key_end:
        inside = statement.value_start <= offset <= statement.end
        beside = line <= statement.value_start and "=" in text[statement.key_end : offset]
        if inside or beside:
            here = _in_value(text, statement.value_start, offset, statement.path)
            if here is not None:
                return here
    header = _HEADER.match(text, line, offset)
    if header:
        return _in_header(text, header, offset)
    before = text[line:offset]
    if "#" in before or not re.fullmatch(rf"[ \t]*(?:{KEYS}[ \t]*\.?[ \t]*)?", before):
        return NOWHERE
    return _at_key(text, _table_at(found, line), line, offset)


def _starts(found: Places) -> list[int]:
    return [statement.start for statement in found.statements]


def _table_at(found: Places, line: int) -> RawPath:
    """Return the path of the table that a line stands in."""
    for statement in reversed(found.statements[: bisect_right(_starts(found), line - 1)]):
        if statement.kind != "pair":
            return statement.path
    return ()


def _in_header(text: str, header: re.Match[str], offset: int) -> Cursor:
    end = _HEAD_WORD.match(text, offset)
    assert end is not None
    stop = end.end()
    while text.startswith("]", stop) and stop - end.end() < len(header[1]):
        stop += 1
    return Cursor("header", (), header[2].strip(), header.start(1), stop, header[1], stop > end.end())


def _at_key(text: str, path: RawPath, start: int, offset: int, *, inline: bool = False) -> Cursor:
    typed = text[start:offset]
    begin = start + len(typed) - len(typed.lstrip())
    parts = key_parts(text, begin, offset)
    if "." in typed:  # a dotted key: the tables on its way
        path = (*path, *(part[0] for part in parts if part[2] < start + typed.rindex(".") + 1))
        begin = start + typed.rindex(".") + 1
    end = _word_end(text, offset)
    follows = re.match(r"[\w-]*[ \t]*=", text[offset : offset + 80])
    return Cursor("key", path, text[begin:offset].strip(), begin, end, "", bool(follows), inline)


def _in_value(text: str, start: int, offset: int, path: RawPath) -> Cursor | None:
    """Read from the start of a value to the cursor; None where the value is over before it."""
    start = min(start, offset)
    stack: list[tuple[str, RawPath]] = []
    key_start, last_word = -1, (start, start)
    at = start
    while at < offset:
        token = _TOKEN.match(text, at)
        if token is None:
            at += 1
            continue
        kind, mark = token.lastgroup, token.group()
        if kind in ("string", "open"):
            ended = token.end() if kind == "string" else _open_end(text, token)
            quotes = len(mark) if kind == "open" else 3 if mark.startswith(('"""', "'''")) else 1
            if offset < ended or (kind == "open" and offset <= ended):
                if stack and stack[-1][0] == "{" and key_start < 0:
                    return NOWHERE  # a key in quotation marks
                close = ended - quotes if kind == "string" else _word_end(text, offset)
                begin = at + quotes
                word = text[begin : max(offset, begin)]
                return Cursor(
                    "value", path, word, begin, max(close, begin), mark[:quotes], kind == "string", bool(stack)
                )
            last_word = (at, ended)
            at = ended
            continue
        if kind == "comment":
            if offset <= token.end() and "\n" not in text[at:offset]:
                return NOWHERE
        elif kind == "line":
            if not stack:
                return None
        elif kind == "word":
            last_word = token.span()
        elif mark in "[{":
            stack.append((mark, path))
            path = (*path, 0) if mark == "[" else path
            key_start = -1
        elif mark in "]}":
            if not stack:
                return NOWHERE
            path = stack.pop()[1]
            key_start = 0
        elif mark == "=" and stack and stack[-1][0] == "{":
            path = (*stack[-1][1], *(part[0] for part in key_parts(text, *last_word)))
            key_start = last_word[0]
        elif mark == "," and stack:
            inner = stack[-1]
            number = path[len(inner[1])] if inner[0] == "[" else 0
            path = (*inner[1], int(number) + 1) if inner[0] == "[" else inner[1]
            key_start = -1
        at = token.end()
    word_start = last_word[0] if last_word[1] >= offset else offset
    if stack and stack[-1][0] == "{" and key_start < 0:
        return _at_key(text, stack[-1][1], word_start, offset, inline=True)
    if stack and stack[-1][0] == "{" and text[max(last_word[1], start) : offset].strip(" \t") not in ("", "="):
        return NOWHERE
    if not stack and text[start:word_start].strip():
        return NOWHERE  # after the value
    return Cursor("value", path, text[word_start:offset], word_start, _word_end(text, offset), inline=bool(stack))


def _word_end(text: str, offset: int) -> int:
    word = _WORD.match(text, offset)
    return word.end() if word else offset


def _open_end(text: str, token: re.Match[str]) -> int:
    """Return where a string that is never closed ends: at the end of its line, or of the text."""
    if len(token.group()) == 3:
        return len(text)
    end = text.find("\n", token.end())
    return len(text) if end < 0 else end


def around(text: str, offset: int) -> tuple[int, int]:
    """Return the part of the text with the slide, event, source or track around an offset, and all tables in it."""
    start = offset
    while start > 0:
        start = text.rfind("\n[", 0, start) + 1
        if _UNIT.match(text, start):
            break
    following = _UNIT.search(text, offset)
    return start, following.start() if following else len(text)


# ---------------------------------------------------------------------------- what the format says about it


def table_of(path: RawPath) -> Table | None:
    """Return the definition of the table at a path; None where there is none, as inside a text by languages."""
    table: Table | None = TABLES["root"]
    named = False
    for part in path:
        if isinstance(part, int):
            continue
        if named:
            named = False
            continue
        field = next((one for one in table.fields if one.key == part), None) if table else None
        if field is None or not field.table:
            return None
        table, named = TABLES[field.table], field.kind == "named"
    return None if named else table


def field_of(path: RawPath) -> Field | None:
    """Return the definition of the key at a path, whatever list or table in braces inside its value is meant."""
    for length in range(len(path), 0, -1):
        if isinstance(path[length - 1], str):
            table = table_of(path[: length - 1])
            if table is not None:
                return next((one for one in table.fields if one.key == path[length - 1]), None)
    return None
