"""Say what a format of dates reads, in the signs of `strptime`.

A format must name the year, and every part between it and the finest one: `%d.%m.` or `%Y %H:%M` would invent the rest.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

PARTS: Final = ("year", "month", "day", "hour", "minute", "second")
"""The parts of a date, from the widest to the finest."""

_TOKEN: Final = re.compile(r"%(-?.?)", re.DOTALL)
_PARTS_OF: Final = {
    "Y": ("year",), "y": ("year",), "m": ("month",), "b": ("month",), "B": ("month",), "d": ("day",), "e": ("day",),
    "j": ("month", "day"), "F": PARTS[:3], "x": PARTS[:3], "c": PARTS, "H": ("hour",), "I": ("hour",), "M": ("minute",),
    "S": ("second",), "T": PARTS[3:], "X": PARTS[3:], "f": (), "z": (), "Z": (), "p": (), "a": (), "A": (), "u": (),
    "w": (), "U": (), "W": (), "V": (), "G": (), "%": (),
}  # fmt: skip
_WEEKDAYS: Final = frozenset("aAuw")
_STANDARD: Final = {"e": "%d", "F": "%Y-%m-%d", "T": "%H:%M:%S", "%": "%%"}
"""What `strptime` calls the signs that are not its own."""


def format_fault(date_format: str) -> tuple[str, str]:
    """Return the code of a format’s fault, and the sign.

    Both are "" for a good one.
    """
    signs = _signs(date_format)
    if not signs - {"%"}:
        return "date_format.none", ""
    unknown = sorted(signs - _PARTS_OF.keys())
    if unknown:
        return "date_format.sign", f"%{unknown[0]}"
    for week, year in (("U", "Y"), ("W", "Y"), ("V", "G"), ("G", "V")):
        if week in signs and not (year in signs and signs & _WEEKDAYS):
            return "date_format.week", f"%{week}"
    found = _parts(signs)
    if "year" not in found:
        return "date_format.year", ""
    missing = [part for part in PARTS[: PARTS.index(finest_part(date_format))] if part not in found]
    return (f"date_format.{missing[0]}", "") if missing else ("", "")


def finest_part(date_format: str) -> str:
    """Return the finest part of a date that a format reads."""
    found = _parts(_signs(date_format))
    return next((part for part in reversed(PARTS) if part in found), "year")


@lru_cache(maxsize=32)
def standard_format(date_format: str) -> str:
    """Return a format in the signs that `strptime` itself has."""
    return _TOKEN.sub(lambda match: _STANDARD.get(match[1].strip("-"), f"%{match[1].strip('-')}"), date_format)


def _signs(date_format: str) -> frozenset[str]:
    return frozenset(sign.removeprefix("-") for sign in _TOKEN.findall(date_format))


@lru_cache(maxsize=32)
def _parts(signs: frozenset[str]) -> frozenset[str]:
    """Return the parts of a date that some signs read."""
    found = {part for sign in signs for part in _PARTS_OF.get(sign, ())}
    if signs & _WEEKDAYS and ({"U", "W"} & signs or {"G", "V"} <= signs):
        found.update(PARTS[: 3 if "G" in signs or "year" in found else 0])
    return frozenset(found)
