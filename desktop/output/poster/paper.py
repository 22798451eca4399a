"""The sizes of paper that a poster may have."""

from __future__ import annotations

import re
from typing import Final

_MAX_MM: Final = 10_000.0
_MIN_MM: Final = 50.0
_INCH: Final = 25.4
_UNITS: Final = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "in": _INCH, '"': _INCH}
_NAMED: Final = {
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
    "tabloid": (279.4, 431.8),
    **{f"arch-{name}": (width * _INCH, height * _INCH) for name, width, height in (
        ("a", 9, 12), ("b", 12, 18), ("c", 18, 24), ("d", 24, 36), ("e", 36, 48),
    )},
}  # fmt: skip
_SIZE: Final = re.compile(r'([\d.]+)\s*[x×]\s*([\d.]+)\s*(mm|cm|m|in|")', re.ASCII)


def paper_size(text: str) -> tuple[float, float] | None:
    """Return width and height in mm of a size such as "A0".

    It is landscape, unless "-portrait" follows; "1000x500mm" is as it is written. Returns None for what is no size, or
    longer than 10 m.
    """
    name, _, orientation = text.strip().lower().rpartition("-")
    if orientation not in ("portrait", "landscape"):
        name, orientation = text.strip().lower(), "landscape"
    sides = _sides(name)
    if sides is not None:
        return sides if orientation == "portrait" else (sides[1], sides[0])
    written = _SIZE.fullmatch(text.strip().lower())
    if written is None:
        return None
    try:
        width, height = (float(written[number]) * _UNITS[written[3]] for number in (1, 2))
    except ValueError:
        return None
    return (width, height) if min(width, height) >= _MIN_MM and max(width, height) <= _MAX_MM else None


def _sides(name: str) -> tuple[float, float] | None:
    """Return the short and the long side of a named paper."""
    if name in _NAMED:
        return _NAMED[name]
    series = re.fullmatch(r"([ab])(\d)", name)
    if series is None:
        return None
    width, height = (841.0, 1189.0) if series[1] == "a" else (1000.0, 1414.0)
    for _ in range(int(series[2])):
        width, height = height // 2, width
    return width, height
