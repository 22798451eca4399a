"""From bytes to plain TOML data: the file, its encoding and its syntax, each failure with its place."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path
from typing import Any, Final

from desktop.story.problems import Value

MOST: Final = 50_000_000
"""The most bytes that a story may have."""


class Unreadable(Exception):
    """The text cannot be had or is not TOML; with the code of its sentence and its place, counted from 1."""

    def __init__(
        self, code: str, line: int = 1, column: int = 1, end_column: int = 0, text: str = "", **values: Value
    ) -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.column = column
        self.end_column = end_column or column + 1
        self.text = text
        self.values = tuple(values.items())


def read_bytes(path: str) -> tuple[bytes, str]:
    """Return a file's bytes and its folder (links not followed); Unreadable where there is no such thing."""
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            raise Unreadable("file.folder")
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("file.special")
        if status.st_size > MOST:
            raise Unreadable("file.large", size=round(status.st_size / 1e6))
        return Path(path).read_bytes(), str(Path(path).absolute().parent)
    except (FileNotFoundError, NotADirectoryError):
        raise Unreadable("file.missing") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Unreadable("file.unreadable", reason=reason) from None


def decode(text: str | bytes) -> str:
    """Return the text, its byte order mark and line ends kept; Unreadable where it is not UTF-8."""
    if isinstance(text, str):
        return text
    if text.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("file.utf16")
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        before = text[: error.start].decode("utf-8", "replace")
        line, column = line_and_column(before, len(before))
        byte = text[error.start : error.start + 1]
        raise Unreadable(
            "file.utf8",
            line,
            column,
            position=error.start,
            byte=f"0x{byte[0]:02X}",
            letter=byte.decode("cp1252", "replace"),
        ) from None


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column, from 1, of an offset; a byte order mark has no width."""
    start = text.rfind("\n", 0, offset) + 1
    column = offset - start + 1
    if start == 0 and text.startswith("\ufeff") and column > 1:
        column -= 1
    return text.count("\n", 0, offset) + 1, column


def parse_toml(text: str) -> dict[str, Any]:
    """Return the data of a TOML text; Unreadable with the best hint there is where it is not TOML."""
    body = text.removeprefix("\ufeff")
    if not body.strip():
        if not text:
            return {}
        return {}
    try:
        return tomllib.loads(body)
    except RecursionError:
        raise Unreadable("file.deep", text=text) from None
    except ValueError as error:  # TOMLDecodeError, and numbers too long for int()
        from desktop.story.syntax import explain  # only a broken file pays for it

        raise explain(text, body, error) from None
