"""Random texts of dates in every form that a story takes, and of some that it does not."""

from __future__ import annotations

import random

_UNKNOWN_YEARS = ("XXXX", "0XXX", "00XX", "000X", "XX00", "0X0X", "X000", "00X0")
_UNKNOWN_PARTS = ("XX", "0X", "X0")
_SPECIAL = "~?%X/.,-:TZSEY+[]{} 07"


def random_shape(rng: random.Random) -> str:
    """Return a text with a 0 for each digit: a date, an interval or a set, now and then with a wrong sign."""
    kind = rng.random()
    if kind < 0.55:
        shape = _date(rng)
    elif kind < 0.8:
        ends = [_date(rng) if rng.random() < 0.85 else rng.choice(("", "..")) for _ in range(2)]
        shape = "/".join(ends)
    else:
        members = [_member(rng) for _ in range(rng.randint(1, 3))]
        opening, closing = rng.choice(("[]", "{}"))
        shape = opening + rng.choice((",", ", ")).join(members) + closing
    if rng.random() < 0.12:
        place = rng.randrange(len(shape))
        shape = shape[:place] + rng.choice(_SPECIAL) + shape[place + rng.randint(0, 1) :]
    return shape


def filled(shape: str, rng: random.Random) -> str:
    """Return a shape with digits in it: months, days and hours that mostly exist."""
    text = ""
    for number, part in enumerate(_numbers(shape)):
        if set(part) != {"0"}:
            text += part
        elif len(part) == 2:
            text += (
                f"{rng.choice((rng.randint(1, 12), rng.randint(0, 59), rng.randint(20, 42)) if number else (19,)):02d}"
            )
        elif len(part) == 4 and rng.random() < 0.8:
            text += f"{rng.randint(1890, 2030)}"
        else:
            text += "".join(rng.choice("0012345678999") for _ in part)
    return text


def _numbers(shape: str) -> list[str]:
    """Return a shape in parts, digits apart from other signs."""
    parts: list[str] = []
    for sign in shape:
        if parts and (sign == "0") == (parts[-1][-1] == "0"):
            parts[-1] += sign
        else:
            parts.append(sign)
    return parts


def _doubt(rng: random.Random) -> str:
    return rng.choice("~?%") if rng.random() < 0.15 else ""


def _date(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.12:
        power = f"E{'0' * rng.randint(1, 2)}" if rng.random() < 0.5 else ""
        significant = f"S{'0' * rng.randint(1, 2)}" if rng.random() < 0.5 else ""
        return f"{_doubt(rng)}Y{rng.choice(('', '-'))}{'0' * rng.randint(1, 13)}{power}{significant}{_doubt(rng)}"
    minus = "-" if rng.random() < 0.1 else ""
    year = minus + (rng.choice(_UNKNOWN_YEARS) if rng.random() < 0.2 else "0000")
    if kind < 0.18:
        return f"{_doubt(rng)}{year}S{rng.choice(('0', '00'))}{_doubt(rng)}"
    text = f"{_doubt(rng)}{year}{_doubt(rng)}"
    for _ in range(rng.randint(0, 2)):
        part = rng.choice(_UNKNOWN_PARTS) if rng.random() < 0.2 else "00"
        text += f"-{_doubt(rng)}{part}{_doubt(rng)}"
    if text.count("0") + text.count("X") == 8 and rng.random() < 0.4:
        text += "T00:00" + rng.choice(("", ":00", ":00", ":00.000", ":00,0", ":00.0000000000"))
        text += rng.choice(("", "", "Z", "+00", "-00:00", "+0000"))
    return text


def _member(rng: random.Random) -> str:
    first = _date(rng)
    if rng.random() < 0.3:
        return rng.choice((f"..{first}", f"{first}..", f"{first}..{_date(rng)}", f"{first}..{_date(rng)}"))
    return first
