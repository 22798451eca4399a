"""Write a value as TOML in the style of the old one."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Final

from desktop.story.toml.grammar import BARE_KEY

_BARE_KEY: Final = re.compile(BARE_KEY)
_ESCAPES: Final = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_MUST_ESCAPE: Final = re.compile(r'["\\\x00-\x1f\x7f]')
_MUST_ESCAPE_MULTILINE: Final = re.compile(r"[\\\x00-\x08\x0b-\x1f\x7f]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_FULL_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")


def encode_key(key: str) -> str:
    """Return a key, in quotation marks if it needs them."""
    return key if _BARE_KEY.fullmatch(key) else f'"{_escape(key)}"'


def encode_value(value: object, previous: str = "", newline: str = "\n") -> str:
    """Return a value as TOML.

    Strings are quoted as `previous` was, and line breaks are `newline`. Raises TypeError for a value that TOML cannot
    hold, and ValueError for a number that is not finite.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _encode_string(value, previous, newline)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"not a number that can be written: {value}")
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 and "." not in previous else repr(value)
    if isinstance(value, (date, time)):  # of which a date with a time is one
        return value.isoformat()
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{encode_key(key)} = {encode_value(inner, '', newline)}" for key, inner in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, Sequence):
        return f"[{', '.join(encode_value(inner, '', newline) for inner in value)}]"
    raise TypeError(f"TOML has no form for {type(value).__name__}")


def encode_date(text: str, previous: str = "", newline: str = "\n") -> str:
    """Return a date as TOML, unquoted if `previous` was unquoted.

    A date that TOML cannot write without quotation marks gets them all the same.
    """
    is_unquoted = previous and previous[0] not in "\"'"
    if is_unquoted and (_FULL_DATE.fullmatch(text) or re.fullmatch(r"[1-9]\d{3}", text)):
        return text
    return _encode_string(text, previous if not is_unquoted else "", newline)


def _escape(text: str) -> str:
    return _MUST_ESCAPE.sub(lambda sign: _ESCAPES.get(sign[0]) or f"\\u{ord(sign[0]):04x}", text)


def _encode_string(text: str, previous: str, newline: str) -> str:
    text = _SURROGATE.sub("\ufffd", text).replace("\r\n", "\n")
    is_literal = previous.startswith("'") and not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text)
    if previous.startswith("'''") and is_literal and "'''" not in text and not text.endswith("'"):
        return f"'''{_newline_after_quotes(text, previous, newline)}{_with_newlines(text, newline)}'''"
    if "\n" in text or previous.startswith('"""'):
        body = _MUST_ESCAPE_MULTILINE.sub(lambda sign: _ESCAPES.get(sign[0]) or f"\\u{ord(sign[0]):04x}", text)
        if body.endswith('"'):
            body = f'{body[:-1]}\\"'
        body = body.replace('"""', '""\\"')
        return f'"""{_newline_after_quotes(text, previous, newline)}{_with_newlines(body, newline)}"""'
    if is_literal and not previous.startswith("'''") and "'" not in text:
        return f"'{text}'"
    return f'"{_escape(text)}"'


def _with_newlines(text: str, newline: str) -> str:
    return text.replace("\n", newline)


def _newline_after_quotes(text: str, previous: str, newline: str) -> str:
    """Return the line break after the opening quotes, or "".

    It is no part of the text. It stays as it was, and is added to a text that begins with a line break.
    """
    is_multiline = previous.startswith(('"""', "'''"))
    had_newline = previous[3:5].startswith(("\n", "\r\n")) if is_multiline else "\n" in text
    return newline if had_newline or text.startswith("\n") else ""


def newline_of(text: str) -> str:
    """Return the more frequent line end of a text."""
    crlf_count = text.count("\r\n")
    return "\r\n" if crlf_count and crlf_count * 2 >= text.count("\n") else "\n"
