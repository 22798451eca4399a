"""Decode and parse TOML files; locate each error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar, Final

from desktop.story.problems.issue import MessageValue
from desktop.story.toml.parser import KeyTooDeepError, loads
from desktop.story.toml.toml_errors import UnreadableFileError, line_and_column


def decode(text: str | bytes) -> str:
    """Decode UTF-8; keep the byte order mark and line ends.

    Raises UnreadableFileError.
    """
    if isinstance(text, str):
        return text
    if text.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFileError("file.utf16")
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        before = text[: error.start].decode("utf-8", "replace")
        line, column = line_and_column(before, len(before))
        byte = text[error.start : error.start + 1]
        values: dict[str, MessageValue] = {
            "position": error.start,
            "byte": f"0x{byte[0]:02X}",
            "letter": byte.decode("cp1252", "replace"),
        }
        raise UnreadableFileError("file.utf8", values, line, column) from None


def parse_toml(text: str) -> dict[str, Any]:
    """Return the data of a TOML text, which must not be changed.

    Parts of the text that were parsed the last time are not parsed again. Raises UnreadableFileError.
    """
    body = text.removeprefix("\ufeff")
    try:
        data = _parse_incrementally(body)
        return loads(body) if data is None else data
    except RecursionError:
        raise UnreadableFileError("file.deep", text=text) from None
    except KeyTooDeepError as error:
        line, column = line_and_column(body, error.offset)
        raise UnreadableFileError("file.deep", {}, line, column, text=text) from None
    except ValueError as error:  # TOMLDecodeError, and numbers too long for int()
        from desktop.story.toml.explain import explain_syntax_error  # imported only for a broken file

        raise explain_syntax_error(text, body, error) from None


_HEADER: Final = re.compile(
    r"^[ \t]*(\[\[?)[ \t]*([\w-]+)((?:\.[\w-]+)*)[ \t]*\]\]?[ \t\r]*(?:#[^\n]*)?$", re.MULTILINE | re.ASCII
)


class _ParseCache:
    """Caches the parsed units of the last text."""

    units: ClassVar[dict[str, dict[str, Any]]] = {}


def _parse_incrementally(text: str) -> dict[str, Any] | None:
    """Return the data of a text, parsed unit by unit.

    None means that the text must be parsed as a whole. TOML takes half the time of loading a long story again, and
    nearly all of the text is as it was. A unit is a header that stands by itself ([[slide]], [event.ID], [story]) with
    all tables in it, up to the next such header. A cut in the middle of a string or list leaves a unit that is not
    TOML; then, as after any error, the whole text is parsed.
    """
    cached = _ParseCache.units
    used: dict[str, dict[str, Any]] = {}
    data: dict[str, Any] = {}
    closed_roots: set[str] = set()
    try:
        for root, name, array, unit in _split_units(text):
            parsed = cached.get(unit)
            if parsed is None:
                parsed = loads(unit)
            used[unit] = parsed
            if not root:
                data.update(parsed)
                closed_roots.update(parsed)
            elif root in closed_roots or len(parsed) > 1 or ((array or name) and len(parsed[root]) > 1):
                return None  # a header in quotation marks, or a table defined in another way
            elif array:
                if not isinstance(data.setdefault(root, []), list):
                    return None
                data[root].append(parsed[root][0])
            elif not name:
                if root in data:
                    return None
                data[root] = parsed[root]
            else:
                tables = data.setdefault(root, _OpenTable())
                if not isinstance(tables, _OpenTable) or name in tables:
                    return None
                tables[name] = parsed[root][name]
    except (ValueError, RecursionError, KeyError):
        return None
    _ParseCache.units = used
    return data


class _OpenTable(dict[str, Any]):
    """Holds tables that were all written as [root.name].

    Only such a table takes further entries: TOML forbids to extend one that was written in another way.
    """


def _split_units(text: str) -> Iterator[tuple[str, str, bool, str]]:
    """Yield (root, name, in double brackets, text) for each unit.

    The first unit has no root and no header.
    """
    start, root, name, array = 0, "", "", False
    prefix: str | None = None
    for header in _HEADER.finditer(text):
        is_array_header, first, rest = header[1] == "[[", header[2], header[3]
        if prefix is not None and (first + rest).startswith(prefix):
            continue
        yield root, name, array, text[start : header.start()]
        if rest.count(".") > 1 or (is_array_header and rest):
            raise ValueError("a header that does not stand by itself")
        start, root, name, array = header.start(), first, rest[1:], is_array_header
        prefix = f"{first}{rest}."
    yield root, name, array, text[start:]
