"""Write a value as TOML, in the style of what stood there before."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Final

_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES: Final = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_SPECIAL: Final = re.compile(r'["\\\x00-\x1f\x7f]')
_SPECIAL_MULTI: Final = re.compile(r"[\\\x00-\x08\x0b-\x1f\x7f]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_FULL_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")


def write_key(key: str) -> str:
    """Return a key, in quotation marks where it needs them."""
    return key if _BARE_KEY.fullmatch(key) else f'"{_escaped(key)}"'


def write_value(value: object, like: str = "", newline: str = "\n") -> str:
    """Return a value as TOML; `like` is what it replaces, `newline` what ends the lines of the file.

    Raises TypeError for what TOML has no form for, and ValueError for a number that is not finite.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value, like, newline)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"not a number that can be written: {value}")
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 and "." not in like else repr(value)
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{write_key(key)} = {write_value(inner, '', newline)}" for key, inner in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, Sequence):
        return f"[{', '.join(write_value(inner, '', newline) for inner in value)}]"
    raise TypeError(f"TOML has no form for {type(value).__name__}")


def write_date(text: str, like: str = "", newline: str = "\n") -> str:
    """Return a date as TOML: without quotation marks where what it replaces had none and TOML can say it."""
    bare = like and like[0] not in "\"'"
    if bare and (_FULL_DATE.fullmatch(text) or re.fullmatch(r"[1-9]\d{3}", text)):
        return text
    return _string(text, like if not bare else "", newline)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda sign: _ESCAPES.get(sign[0]) or f"\\u{ord(sign[0]):04x}", text)


def _string(text: str, like: str, newline: str) -> str:
    text = _SURROGATE.sub("\ufffd", text).replace("\r\n", "\n")
    literal = like.startswith("'") and not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text)
    if like.startswith("'''") and literal and "'''" not in text and not text.endswith("'"):
        return f"'''{_opening(text, like, newline)}{_lines(text, newline)}'''"
    if "\n" in text or like.startswith('"""'):
        body = _SPECIAL_MULTI.sub(lambda sign: _ESCAPES.get(sign[0]) or f"\\u{ord(sign[0]):04x}", text)
        if body.endswith('"'):
            body = f'{body[:-1]}\\"'
        body = body.replace('"""', '""\\"')
        return f'"""{_opening(text, like, newline)}{_lines(body, newline)}"""'
    if literal and not like.startswith("'''") and "'" not in text:
        return f"'{text}'"
    return f'"{_escaped(text)}"'


def _lines(text: str, newline: str) -> str:
    return text.replace("\n", newline)


def _opening(text: str, like: str, newline: str) -> str:
    """Return the line end after the opening quotes, which is no part of the text: as before, and where it is needed."""
    multi = like.startswith(('"""', "'''"))
    began = like[3:5].startswith(("\n", "\r\n")) if multi else "\n" in text
    return newline if began or text.startswith("\n") else ""


def newline_of(text: str) -> str:
    """Return what ends most lines of a text."""
    windows = text.count("\r\n")
    return "\r\n" if windows and windows * 2 >= text.count("\n") else "\n"
