"""Writes the values of a PDF as bytes."""

from __future__ import annotations

import zlib
from typing import Final

_ESCAPED: Final = {ord("("): "\\(", ord(")"): "\\)", ord("\\"): "\\\\", ord("\r"): "\\r"}


def text_string(text: str) -> bytes:
    """Return a text string: ASCII as it is, all else as UTF-16."""
    if text.isascii():
        return b"(" + text.translate(_ESCAPED).encode("ascii") + b")"
    return b"<FEFF" + text.encode("utf-16-be", "replace").hex().upper().encode("ascii") + b">"


def number(value: float) -> bytes:
    """Return a number with at most four decimals."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return (text if text not in ("", "-0") else "0").encode("ascii")


def numbers(*values: float) -> bytes:
    """Return numbers with spaces between them."""
    return b" ".join(map(number, values))


def rgb(color: str) -> bytes:
    """Return the colour of `#rrggbb` as three numbers from 0 to 1."""
    return numbers(*(int(color[index : index + 2], 16) / 255 for index in (1, 3, 5)))


def stream(data: bytes, entries: bytes = b"", *, compress: bool = True) -> bytes:
    """Return a stream object; `compress` deflates its data."""
    if compress:
        data, entries = zlib.compress(data, 6), entries + b" /Filter /FlateDecode"
    return b"<<%s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)
