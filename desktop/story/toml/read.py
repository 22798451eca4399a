"""From bytes to plain TOML data: the file, its encoding and its syntax, each failure with its place."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, Final

from desktop.story.problems.problem import Value

MOST: Final = 50_000_000
"""The most bytes that a story may have."""


class Unreadable(Exception):
    """The text cannot be had or is not TOML; with the code of its sentence and its place, counted from 1."""

    def __init__(
        self,
        code: str,
        values: Mapping[str, Value] = MappingProxyType({}),
        line: int = 1,
        column: int = 1,
        end_column: int = 0,
        text: str = "",
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
            raise Unreadable("file.large", {"size": round(status.st_size / 1e6)})
        return Path(path).read_bytes(), str(Path(path).absolute().parent)
    except (FileNotFoundError, NotADirectoryError):
        raise Unreadable("file.missing") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Unreadable("file.unreadable", {"reason": reason}) from None


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
        values: dict[str, Value] = {
            "position": error.start,
            "byte": f"0x{byte[0]:02X}",
            "letter": byte.decode("cp1252", "replace"),
        }
        raise Unreadable("file.utf8", values, line, column) from None


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column, from 1, of an offset; a byte order mark has no width."""
    start = text.rfind("\n", 0, offset) + 1
    column = offset - start + 1
    if start == 0 and text.startswith("\ufeff") and column > 1:
        column -= 1
    return text.count("\n", 0, offset) + 1, column


def parse_toml(text: str) -> dict[str, Any]:
    """Return the data of a TOML text, not to be changed; Unreadable with the best hint there is where it is not TOML.

    Parts of the text that were there the last time are not parsed again.
    """
    body = text.removeprefix("\ufeff")
    try:
        data = _parse_units(body)
        return tomllib.loads(body) if data is None else data
    except RecursionError:
        raise Unreadable("file.deep", text=text) from None
    except ValueError as error:  # TOMLDecodeError, and numbers too long for int()
        from desktop.story.toml.explain import explain  # only a broken file pays for it

        raise explain(text, body, error) from None


_HEADER: Final = re.compile(
    r"^[ \t]*(\[\[?)[ \t]*([\w-]+)((?:\.[\w-]+)*)[ \t]*\]\]?[ \t\r]*(?:#[^\n]*)?$", re.MULTILINE | re.ASCII
)


class _Known:
    """The units of the text parsed last."""

    units: ClassVar[dict[str, dict[str, Any]]] = {}


def _parse_units(text: str) -> dict[str, Any] | None:
    """Return the data of a text, parsed slide by slide and event by event; None where it must be parsed as a whole.

    Half of what a reload of a long story costs is TOML, and nearly all of it is as it was. A unit is a header that
    stands by itself ([[slide]], [event.ID], [story]) with all tables in it up to the next. A cut in the middle of a
    text or list leaves a unit that is not TOML, and then, as for any error, the whole is parsed.
    """
    known = _Known.units
    kept: dict[str, dict[str, Any]] = {}
    data: dict[str, Any] = {}
    fixed: set[str] = set()
    try:
        for root, name, array, unit in _units(text):
            found = known.get(unit)
            if found is None:
                found = tomllib.loads(unit)
            kept[unit] = found
            if not root:
                data.update(found)
                fixed.update(found)
            elif root in fixed or len(found) > 1 or ((array or name) and len(found[root]) > 1):
                return None  # a header in quotation marks, or a table begun in another way
            elif array:
                if not isinstance(data.setdefault(root, []), list):
                    return None
                data[root].append(found[root][0])
            elif not name:
                if root in data:
                    return None
                data[root] = found[root]
            else:
                tables = data.setdefault(root, _Tables())
                if not isinstance(tables, _Tables) or name in tables:
                    return None
                tables[name] = found[root][name]
    except (ValueError, RecursionError, KeyError):
        return None
    _Known.units = kept
    return data


class _Tables(dict[str, Any]):
    """Tables that were all written [root.name]; what came about in another way is not added to."""


def _units(text: str) -> Iterator[tuple[str, str, bool, str]]:
    """Yield (root, name, whether in double brackets, text) of each unit; the first has no root and no header."""
    start, root, inner, array = 0, "", "", False
    prefix: str | None = None
    for header in _HEADER.finditer(text):
        double, first, rest = header[1] == "[[", header[2], header[3]
        if prefix is not None and (first + rest).startswith(prefix):
            continue
        yield root, inner, array, text[start : header.start()]
        if rest.count(".") > 1 or (double and rest):
            raise ValueError("a header that does not stand by itself")
        start, root, inner, array = header.start(), first, rest[1:], double
        prefix = f"{first}{rest}."
    yield root, inner, array, text[start:]
