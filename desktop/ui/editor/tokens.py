"""The tokenizer splits lines of TOML, with a state between lines.

A state is 0 for nothing open, 1 in a string of three double quotation marks, 2 in one of three single ones; from 4 on,
a quarter of it is how many brackets of a list are open. Nothing may be wrong with a text that is being typed: what was
left open ends at the next line that can only be a header or a key.
"""

from __future__ import annotations

import re
from typing import Final

from desktop.story.toml.grammar import (
    MULTILINE_BASIC_STRING_END,
    MULTILINE_LITERAL_STRING_END,
    UNFINISHED_STRING,
)

BASIC_STRING, LITERAL_STRING = 1, 2
STRING_MASK: Final = 3  # the bits of a state that say "in a string"

Token = tuple[int, int, str]
"""The start and end of a token in its line, and its kind."""

_TOKEN: Final = re.compile(
    r"""(?P<comment>\#.*)
      | (?P<long>\"\"\"|''')
      | (?P<string>"""
    + UNFINISHED_STRING
    + r""")
      | (?P<key>[A-Za-z0-9_-]+(?:\s*\.\s*[A-Za-z0-9_-]+){0,64}(?=\s*=))
      | (?P<date>\d{4}-\d\d-\d\d(?:[Tt\ ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d:\d\d(?:\.\d+)?)
      | (?P<number>[+-]?(?:0x[\da-fA-F_]+|0o[0-7_]+|0b[01_]+|\d[\d_]*(?:\.[\d_]+)?(?:[eE][+-]?\d+)?|inf|nan)\b)
      | (?P<flag>\b(?:true|false)\b)
      | (?P<word>[^\s\[\]{}=,\#"']+)
      | (?P<sign>[\[\]{}=,])
    """,
    re.VERBOSE,
)
_HEADER: Final = re.compile(r"\s*(\[\[?)((?:[^\]\"'#\[]|\"[^\"]*\"|'[^']*')*)(\]{0,2})")
_AUTHOR: Final = re.compile(r"#\s*(@[^\s#@:,]+)")
_STATEMENT_START: Final = re.compile(
    r"\s*(?:\[\[?\s*(?!(?:true|false|inf|nan)\b)[A-Za-z_][\w.\s\"'-]*\]\]?\s*(?:\#.*)?$|[A-Za-z0-9_-]+\s*=)"
)
_STRING_OR_COMMENT: Final = re.compile(rf"#.*|{UNFINISHED_STRING}")
_STRING_END: Final = {
    BASIC_STRING: re.compile(MULTILINE_BASIC_STRING_END),
    LITERAL_STRING: re.compile(MULTILINE_LITERAL_STRING_END),
}
_EDTF: Final = re.compile(r"[\"'](?=[^\"']*\d)(?:\.\.|Y?-?[\dX]{2}[\dX?~%S-]*)?(?:/(?:\.\.|[\dX][\dX?~%-]*)?)?[\"']")
_MARKUP: Final = re.compile(
    r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|`|\]\([^)\s\]]*\)|\[(?=[^\[\]]*\]\()|\\[\\\"nt]|\\u[0-9a-fA-F]{4}"
)


def tokenize(text: str, state: int) -> tuple[list[Token], int]:
    """Return a line's tokens and end state, from its begin state."""
    line_tokens: list[Token] = []
    position, depth = 0, state >> 2 if state > 0 else 0
    open_string = state & STRING_MASK if state > 0 else 0
    if open_string:
        position = _scan_long_string(text, 0, 0, open_string, line_tokens)
        if position < 0:
            return line_tokens, state
    elif depth and _STATEMENT_START.match(text):
        depth = 0
    header_parts = header_spans(text) if not open_string and not depth else None
    if header_parts is not None:
        opens, name, closes = header_parts
        parts = ((opens, "bracket"), (name, "header"), (closes, "bracket"))
        line_tokens += [(*span, part) for span, part in parts if span[0] < span[1]]
        position = closes[1]
    while token := _TOKEN.search(text, position):
        start, position = token.span()
        token_kind = token.lastgroup or "word"
        if token_kind == "long":
            open_string = BASIC_STRING if text[start] == '"' else LITERAL_STRING
            position = _scan_long_string(text, start, position, open_string, line_tokens)
            if position < 0:
                return line_tokens, open_string | depth << 2
            continue
        if token_kind == "sign" and header_parts is None:  # a header leaves no list open, even a wrong one
            depth = max(0, depth + (text[start] == "[") - (text[start] == "]"))
        elif token_kind == "string":
            if text[position:].lstrip(" \t").startswith("="):
                token_kind = "key"
            elif _EDTF.fullmatch(text, start, position):
                token_kind = "date"
        line_tokens.append((start, position, token_kind))
        if token_kind == "comment" and (author := _AUTHOR.match(text, start)):
            line_tokens.append((*author.span(1), "author"))
        if token_kind == "string":
            _add_markup(text, start, position, line_tokens)
    return line_tokens, depth << 2


def _scan_long_string(text: str, start: int, content_start: int, open_string: int, line_tokens: list[Token]) -> int:
    """Add a multi-line string; return its end, −1 if it continues."""
    end = _STRING_END[open_string].match(text, content_start)
    stop = end.end() if end else len(text)
    if stop > start:
        line_tokens.append((start, stop, "string"))
        _add_markup(text, start, stop, line_tokens)
    return stop if end else -1


def _add_markup(text: str, start: int, end: int, line_tokens: list[Token]) -> None:
    """Add the tokens of Markdown and escapes in a string."""
    for mark in _MARKUP.finditer(text, start + 1, end):
        line_tokens.append((mark.start(), mark.end(), "mark"))


def state_after(text: str, state: int) -> int:
    """Return the end state of a line, faster than `tokens`."""
    if state <= 0 and '"""' not in text and "'''" not in text:
        if "[" not in text or text.lstrip()[:1] == "[":
            return 0
        stripped = _STRING_OR_COMMENT.sub("", text)
        depth = 0
        for char in stripped:
            if char == "[":
                depth += 1
            elif char == "]":
                depth = max(0, depth - 1)
        return depth << 2
    return tokenize(text, state)[1]


def header_spans(text: str) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]] | None:
    """Return the spans of a table header's brackets and name."""
    match = _HEADER.match(text)
    return (match.span(1), match.span(2), match.span(3)) if match else None


def header_path(text: str, state: int) -> tuple[tuple[str, ...], bool] | None:
    """Return a table header's names and whether it is an array.

    None for a line that is no table header.
    """
    if "[" not in text or (state > 0 and (state & STRING_MASK or not _STATEMENT_START.match(text))):
        return None
    match = _HEADER.match(text)
    if match is None or not match[3]:
        return None
    parts = re.findall(r"\"[^\"]*\"|'[^']*'|[^\s.\"']+", match[2])
    return (tuple(part.strip("\"'") for part in parts), match[1] == "[[") if parts else None


def context_at(text: str, column: int, state: int) -> str:
    """Return a column's context: "#" in comments, a string's quotes, ""."""
    line_tokens, end_state = tokenize(text[:column], state)
    if end_state > 0 and end_state & STRING_MASK:
        return '"""' if end_state & STRING_MASK == BASIC_STRING else "'''"
    last_token = next((token for token in reversed(line_tokens) if token[2] not in ("mark", "author")), None)
    if last_token is None or last_token[1] < column:
        return ""
    token_text = text[last_token[0] : last_token[1]]
    if last_token[2] == "comment":
        return "#"
    if token_text[0] in "\"'" and not _is_closed(token_text):
        return token_text[0]
    return ""


def _is_closed(string_text: str) -> bool:
    """Return whether a string has both its quotes."""
    if string_text.startswith(('"""', "'''")):
        return len(string_text) > 5 and string_text.endswith(string_text[:3])
    if len(string_text) < 2 or string_text[-1] != string_text[0]:
        return False
    backslash_count = len(string_text) - 1 - len(string_text[:-1].rstrip("\\"))
    return string_text[0] == "'" or backslash_count % 2 == 0


def without_strings(text: str, state: int) -> str:
    """Return the line with strings and comments blanked, equally long."""
    chars = list(text)
    for start, end, kind in tokenize(text, state)[0]:
        if kind in ("string", "comment", "date") and (kind != "date" or text[start] in "\"'"):
            chars[start:end] = " " * (end - start)
    return "".join(chars)
