"""A line of TOML at a time: its tokens, whether it is inside a string, and what it leaves open for the next line.

A state is 0 for nothing open, 1 in a string of three double quotation marks, 2 in one of three single ones; from 4 on,
a quarter of it is how many brackets of a list are open. Nothing may be wrong with a text that is being typed: what was
left open ends at the next line that can only be a header or a key.
"""

from __future__ import annotations

import re
from typing import Final

DOUBLE, SINGLE, LIST = 1, 2, 4
INNER: Final = 3  # the bits of a state that say "in a string"

Token = tuple[int, int, str]
"""Where it starts and ends in the line, and what it is."""

_TOKEN: Final = re.compile(
    r"""(?P<comment>\#.*)
      | (?P<long>\"\"\"|''')
      | (?P<string>"(?:[^"\\]|\\.)*(?:"|\\?$)|'[^']*(?:'|$))
      | (?P<key>[A-Za-z0-9_-]+(?:\s*\.\s*[A-Za-z0-9_-]+)*(?=\s*=))
      | (?P<date>\d{4}-\d\d-\d\d(?:[Tt\ ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d:\d\d(?:\.\d+)?)
      | (?P<number>[+-]?(?:0x[\da-fA-F_]+|0o[0-7_]+|0b[01_]+|\d[\d_]*(?:\.[\d_]+)?(?:[eE][+-]?\d+)?|inf|nan)\b)
      | (?P<flag>\b(?:true|false)\b)
      | (?P<word>[^\s\[\]{}=,\#"']+)
      | (?P<sign>[\[\]{}=,])
    """,
    re.VERBOSE,
)
_HEADER: Final = re.compile(r"\s*(\[\[?)((?:[^\]\"'#\[]|\"[^\"]*\"|'[^']*')*)(\]{0,2})")
_FRESH: Final = re.compile(
    r"\s*(?:\[\[?\s*(?!(?:true|false|inf|nan)\b)[A-Za-z_][\w.\s\"'-]*\]\]?\s*(?:\#.*)?$|[A-Za-z0-9_-]+\s*=)"
)
_STRIP: Final = re.compile(r"#.*|\"(?:[^\"\\]|\\.)*(?:\"|\\?$)|'[^']*(?:'|$)")
_END: Final = {
    DOUBLE: re.compile(r"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\"\"{0,2}"),
    SINGLE: re.compile(r"(?:[^']|'(?!''))*'''{1,3}"),
}
_EDTF: Final = re.compile(r"[\"'](?=[^\"']*\d)(?:\.\.|Y?-?[\dX]{2,}[\dX?~%S-]*)?(?:/(?:\.\.|[\dX][\dX?~%-]*)?)?[\"']")
_MARKS: Final = re.compile(
    r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|`|\]\([^)\s]*\)|\[(?=[^\]]*\]\()|\\[\\\"nt]|\\u[0-9a-fA-F]{4}"
)


def tokens(text: str, state: int) -> tuple[list[Token], int]:
    """Return the tokens of a line that begins in a state, and the state it ends in."""
    found: list[Token] = []
    at, depth = 0, state >> 2 if state > 0 else 0
    kind = state & INNER if state > 0 else 0
    if kind:
        at = _close(text, 0, 0, kind, found)
        if at < 0:
            return found, state
    elif depth and _FRESH.match(text):
        depth = 0
    head = header(text) if not kind and not depth else None
    if head is not None:
        opens, name, closes = head
        parts = ((opens, "bracket"), (name, "header"), (closes, "bracket"))
        found += [(*span, part) for span, part in parts if span[0] < span[1]]
        at = closes[1]
    while token := _TOKEN.search(text, at):
        start, at = token.span()
        name_ = token.lastgroup or "word"
        if name_ == "long":
            kind = DOUBLE if text[start] == '"' else SINGLE
            at = _close(text, start, at, kind, found)
            if at < 0:
                return found, kind | depth << 2
            continue
        if name_ == "sign" and head is None:  # a header leaves no list open, however wrong it is
            depth = max(0, depth + (text[start] == "[") - (text[start] == "]"))
        elif name_ == "string":
            if text[at:].lstrip(" \t").startswith("="):
                name_ = "key"
            elif _EDTF.fullmatch(text, start, at):
                name_ = "date"
        found.append((start, at, name_))
        if name_ == "string":
            _marks(text, start, at, found)
    return found, depth << 2


def _close(text: str, start: int, at: int, kind: int, found: list[Token]) -> int:
    """Note a long string from `start`, and return where it ends in this line, −1 where it goes on."""
    end = _END[kind].match(text, at)
    stop = end.end() if end else len(text)
    if stop > start:
        found.append((start, stop, "string"))
        _marks(text, start, stop, found)
    return stop if end else -1


def _marks(text: str, start: int, end: int, found: list[Token]) -> None:
    """Note the signs of Markdown and of escapes in a string."""
    for mark in _MARKS.finditer(text, start + 1, end):
        found.append((mark.start(), mark.end(), "mark"))


def after(text: str, state: int) -> int:
    """Return the state a line ends in, as `tokens` does, without looking at what needs no look."""
    if state <= 0 and '"""' not in text and "'''" not in text:
        if "[" not in text or text.lstrip()[:1] == "[":
            return 0
        bare = _STRIP.sub("", text)
        depth = 0
        for sign in bare:
            if sign == "[":
                depth += 1
            elif sign == "]":
                depth = max(0, depth - 1)
        return depth << 2
    return tokens(text, state)[1]


def header(text: str) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]] | None:
    """Return the spans of the brackets and the name of a line that is a table's header."""
    found = _HEADER.match(text)
    return (found.span(1), found.span(2), found.span(3)) if found else None


def header_path(text: str, state: int) -> tuple[tuple[str, ...], bool] | None:
    """Return the names of a table's header and whether it is one of a list, None for any other line."""
    if "[" not in text or (state > 0 and (state & INNER or not _FRESH.match(text))):
        return None
    found = _HEADER.match(text)
    if found is None or not found[3]:
        return None
    parts = re.findall(r"\"[^\"]*\"|'[^']*'|[^\s.\"']+", found[2])
    return (tuple(part.strip("\"'") for part in parts), found[1] == "[[") if parts else None


def inside(text: str, column: int, state: int) -> str:
    """Return what the column of a line stands in: "" for neither, "#" for a comment, else the string's marks."""
    found, left = tokens(text[:column], state)
    if left > 0 and left & INNER:
        return '"""' if left & INNER == DOUBLE else "'''"
    last = next((token for token in reversed(found) if token[2] != "mark"), None)
    if last is None or last[1] < column:
        return ""
    words = text[last[0] : last[1]]
    if last[2] == "comment":
        return "#"
    if words[0] in "\"'" and not _closed(words):
        return words[0]
    return ""


def _closed(words: str) -> bool:
    """Return whether a string has both its marks."""
    if words.startswith(('"""', "'''")):
        return len(words) > 5 and words.endswith(words[:3])
    if len(words) < 2 or words[-1] != words[0]:
        return False
    slashes = len(words) - 1 - len(words[:-1].rstrip("\\"))
    return words[0] == "'" or slashes % 2 == 0


def bare(text: str, state: int) -> str:
    """Return the line with blanks in place of strings and comments, as long as it was."""
    out = list(text)
    for start, end, kind in tokens(text, state)[0]:
        if kind in ("string", "comment", "date") and (kind != "date" or text[start] in "\"'"):
            out[start:end] = " " * (end - start)
    return "".join(out)
