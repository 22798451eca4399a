"""Parse TOML with `tomli`, within limits that it lacks.

The library is the standard library's own parser, compiled: a third of the time, for the start and for long stories.
"""

from __future__ import annotations

import re
from typing import Any, Final

import tomli

from desktop.story.toml.grammar import KEY

MAX_KEY_PARTS: Final = 64
"""The limit for the parts of a dotted key: `tomli` takes time and memory with their square; no story needs five."""
_DEEP_KEY: Final = re.compile(rf"(?:^|[\[{{,])[ \t]*+(?:{KEY}[ \t]*+\.[ \t]*+){{{MAX_KEY_PARTS}}}", re.MULTILINE)
_LONG_WORD: Final = re.compile(r"\b\w{250}")
_INTEGER_BITS: Final = 996  # 10 ** 300 has 997 bits


class KeyTooDeepError(ValueError):
    """Reports a key with more than `MAX_KEY_PARTS` parts, at `offset`."""

    def __init__(self, offset: int) -> None:
        super().__init__("a key has too many parts")
        self.offset = offset


def loads(text: str) -> dict[str, Any]:
    """Return the data of a TOML text.

    An integer of 10^300 or more becomes infinite, as a float of this size does: `tomli` reads hexadecimal integers of
    any length, which neither `str` nor `float` can convert. Raises ValueError for text that is not TOML.
    """
    deep_key = _DEEP_KEY.search(text)
    if deep_key:
        raise KeyTooDeepError(deep_key.start() + len(deep_key.group()) - len(deep_key.group().lstrip("[{, \t")))
    data = tomli.loads(text)
    if _LONG_WORD.search(text):
        _bound_integers(data)
    return data


def is_toml(text: str) -> bool:
    """Return whether a text is TOML; a byte order mark is allowed."""
    try:
        loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return True


def _bound_integers(data: dict[str, Any]) -> None:
    containers: list[dict[str, Any] | list[Any]] = [data]
    while containers:
        container = containers.pop()
        entries = list(container.items()) if isinstance(container, dict) else list(enumerate(container))
        for key, value in entries:
            if isinstance(value, (dict, list)):
                containers.append(value)
            elif isinstance(value, int) and value.bit_length() > _INTEGER_BITS:
                container[key] = float("inf") if value > 0 else float("-inf")  # type: ignore[index]
