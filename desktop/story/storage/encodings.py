"""Guess the encoding of a text that is not UTF-8."""

from __future__ import annotations

import codecs
from typing import Final

_UTF_16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NAMES: Final = {"cp1252": "Windows-1252", "latin-1": "Latin-1", "utf-16": "UTF-16"}


def guess_encoding(data: bytes) -> str:
    """Return the codec of bytes, "" for UTF-8 or no text.

    Whatever is no UTF-8 is read as the western encodings have it: as one of them reads any byte, only zeros tell that
    the bytes are no text at all.
    """
    if data.startswith(_UTF_16_MARKS):
        return "utf-16" if _decodes(data, "utf-16") else ""
    if b"\0" in data or _decodes(data, "utf-8"):
        return ""
    return "cp1252" if _decodes(data, "cp1252") else "latin-1"


def encoding_name(encoding: str) -> str:
    """Return the usual name of a guessed codec."""
    return _NAMES[encoding]


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
