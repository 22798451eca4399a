"""Move a date and write it as it was written: the same precision, the same doubts, the same open and unknown ends.

Only digits are replaced, in place: qualifiers, brackets, spaces and time zones are never touched. A date moves by whole
units of what it was written in (days, months, seasons, years, decades …), an interval or a set by a unit that all its
dates can take, so that all of them move alike on the calendar.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final, Literal

from desktop.fast_dataclass import dataclass
from desktop.story.dates.calendar import (
    DAY,
    add_months,
    civil_from_seconds,
    days_from_civil,
    days_in_month,
    seconds_from_civil,
)
from desktop.story.dates.parse import DateError, When, parse
from desktop.story.edit.edit import Edit, EditError, difference, splice, subject_of
from desktop.story.model import Path
from desktop.story.toml.scan import Node, literal
from desktop.story.toml.source_map import places
from desktop.story.toml.write import newline_of, write_date

Part = Literal["whole", "start", "end"]

_ATOM: Final = re.compile(
    r"""(?xa)
    [?~%]?
    (?: Y(?P<long>-?\d+)(?:E(?P<power>\d+))? | (?P<year>-?[0-9X]{4}) )
    (?: S(?P<digits>\d+) )? [?~%]?
    (?: - [?~%]? (?P<month>[0-9X]{2}) [?~%]?
        (?: - [?~%]? (?P<day>[0-9X]{2}) [?~%]?
            (?: T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)? (?:Z|[+-]\d\d(?::?\d\d)?)? )?
        )?
    )?
    """
)
_GROUPS: Final = (
    (21, 22, 23, 24), (25, 26, 27, 28), (31, 32, 29, 30), (33, 34, 35, 36), (37, 38, 39), (40, 41),
)  # fmt: skip
"""Seasons and the like in the order of the year; southern winters fall in its middle."""

_FAR: Final = 9999  # the last year of four digits
_SHOWN: Final = 3  # long years are moved no finer than by the third of their digits, as far as zeros follow
_BARE_TIME: Final = re.compile(
    r"(?a)(?P<date>\d{4}-\d\d-\d\d)(?P<between>[Tt ])(?P<time>\d\d:\d\d(?::\d\d)?)(?P<rest>.*)"
)
_BARE_YEAR: Final = re.compile(r"(?a)[+-]?\d[\d_]*")


@dataclass(frozen=True, slots=True)
class Step:
    """The least a date can move by: `size` seconds or months."""

    unit: Literal["second", "month"]
    size: int


# ---------------------------------------------------------------------------- texts


def step_of(date: str, part: Part = "whole") -> Step:
    """Return the least by which a date (EDTF), or one end of it, can move; EditError where it cannot."""
    return _joint([_unit(date, one) for one in _moving(date, part)])


def shift(date: str, count: int, part: Part = "whole", step: Step | None = None) -> str:
    """Return a date moved by `count` steps: by its own, or by another that it can take.

    One end of a date that is no interval moves away from the other: `2014-03` becomes `2014-03/2014-05`. EditError says
    why it cannot be: an end past the other, a year that has no four digits.
    """
    if count == 0:
        return date
    found = _moving(date, part)
    own = step_of(date, part)
    step = step or own
    if step != own and not _takes(own, step):
        raise EditError("date.step", (date,))
    if part != "whole" and parse(date).kind == "date":
        other = _replaced(date, found, step, count)
        made = f"{date.strip()}/{other.strip()}" if part == "end" else f"{other.strip()}/{date.strip()}"
        made = date[: len(date) - len(date.lstrip())] + made + date[len(date.rstrip()) :]
        longer = count > 0 if part == "end" else count < 0
        if not longer:
            raise EditError("date.ends", (date,))
    else:
        made = _replaced(date, found, step, count)
    try:
        parse(made)
    except DateError:
        raise EditError("date.ends" if part != "whole" else "date.step", (date,)) from None
    first, slash, second = made.partition("/")
    return first if part != "whole" and slash and first == second else made


def moved(date: str, target: int, part: Part = "whole", grain: float = 0.0) -> str:
    """Return a date moved so that it begins (its end: is over) as near as can be to a second since 1970.

    A hand that points no finer than `grain` seconds moves a time by whole minutes, hours or days, and the rest of it
    stays. What is out of reach (an end past the other) is moved as far as it goes. EditError where nothing moves.
    """
    step, edge = step_of(date, part), edge_of(date, part)
    if step.unit == "second" and step.size < grain:
        step = Step("second", next((size for size in (60, 3600) if step.size < size >= grain), max(step.size, DAY)))

    def at(count: int) -> int:
        return edge_of(_alone(date, step, count, part), "end" if part == "end" else "start")

    count = _nearest(at, target, edge, step)
    return shift(date, reachable(date, count, part, step), part, step)


def reachable(date: str, count: int, part: Part = "whole", step: Step | None = None) -> int:
    """Return `count`, or the one nearest to it on the way from nothing that the date, or its end, can be moved by."""

    def possible(number: int) -> bool:
        try:
            shift(date, number, part, step)
        except EditError:
            return False
        return True

    if possible(count):
        return count
    good, bad = 0, count
    while abs(bad - good) > 1:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if possible(middle) else (good, middle)
    return good


def ends_of(date: str) -> tuple[bool, bool]:
    """Return whether the beginning and the end of a date can be moved alone: those of spans, as far as they are known."""
    when = parse(date)
    plain = not (when.unspecified or when.significant)
    if when.kind == "interval":
        first, _, second = date.partition("/")
        return _movable(first), _movable(second)
    span = when.kind == "date" and plain and when.precision not in ("day", "minute", "second")
    return span and _movable(date), span and _movable(date)


def _movable(date: str) -> bool:
    try:
        return step_of(date).size > 0
    except EditError:
        return False


# ---------------------------------------------------------------------------- edits


def date_edit(text: str, path: Path, date: str, name: str = "move", subject: str = "") -> Edit:
    """Return the edit that makes the date at `path` this one, in quotes or as TOML's own, as the old one was."""
    node = places(text).node(path)
    if node is None:
        raise EditError("nowhere", path)
    old = text[node.start : node.end]
    change = difference(old, rewritten(old, date, newline_of(text)))
    return replace(
        change,
        start=node.start + change.start,
        end=node.start + change.end,
        name=name,
        subject=subject or subject_of(text, path),
    )


def date_at(text: str, path: Path) -> When | None:
    """Return the date at a place of a text, None where none stands there."""
    node = places(text).node(path)
    try:
        return parse(literal(text[node.start : node.end])) if isinstance(node, Node) else None
    except DateError:
        return None


def both(text: str, edits: list[Edit]) -> Edit:
    """Return one edit that does several, each made for `text`, named as the first."""
    if len(edits) == 1:
        return edits[0]
    whole = splice(text, [(one.start, one.end, one.replacement) for one in edits])
    return replace(whole, name=edits[0].name, subject=edits[0].subject)


def rewritten(old: str, date: str, newline: str = "\n") -> str:
    """Return a date (EDTF) as TOML, in place of `old`: a date or a whole year of TOML's own stays one where it can."""
    time = _BARE_TIME.fullmatch(old)
    if time:
        day, mark, clock = date.partition("T")
        if mark and re.fullmatch(r"(?a)(?!0000)\d{4}-\d\d-\d\d", day) and re.fullmatch(r"(?a)[\d:]+", clock):
            return f"{day}{time['between']}{clock[: len(time['time'])]}{time['rest']}"
    if _BARE_YEAR.fullmatch(old):
        year = re.fullmatch(r"(?a)Y?(-?\d+)", date)
        if year:
            return str(int(year[1]))
    # TOML has no year 0, and no dates before it.
    return write_date(date, '""' if date.startswith("0000-") and old[:1] not in "\"'" else old, newline)


# ---------------------------------------------------------------------------- units


def _moving(date: str, part: Part) -> list[re.Match[str]]:
    """Return the dates in a text that a move of a part of it moves."""
    found = list(_ATOM.finditer(date))
    if not found:
        raise EditError("date.unknown", (date,))
    if part == "whole":
        return found
    if parse(date).kind not in ("interval", "date") or not ends_of(date)[0 if part == "start" else 1]:
        raise EditError("date.end", (date,))
    return found[:1] if part == "start" else found[-1:]


def _unit(date: str, atom: re.Match[str]) -> Step:
    """Return the least by which one date can move and stay as precise as it is."""
    year, month, day = atom["year"], atom["month"], atom["day"]
    if year is None:
        return Step("month", 12 * 10 ** _zeros(atom))
    first = year.lstrip("-").find("X")
    if first == 0:
        raise EditError("date.unknown", (date,))
    if first > 0:
        return Step("month", 12 * 10 ** (4 - first))
    if atom["digits"]:
        return Step("month", 12 * 10 ** _zeros(atom))
    if month is None or "X" in month:
        return Step("month", 12)
    if int(month) > 12:
        return Step("month", 12 // len(_group(int(month))))
    if day is None or "X" in day:
        return Step("month", 1)
    return Step("second", DAY if atom["hour"] is None else 60 if atom["second"] is None else 1)


def _zeros(atom: re.Match[str]) -> int:
    """Return the power of ten of the years that a long or rounded year moves by: the zeros that it was rounded to."""
    if atom["power"] is not None:
        return int(atom["power"])
    digits = (atom["long"] or atom["year"]).lstrip("-").lstrip("0") or "0"
    zeros = len(digits) - len(digits.rstrip("0"))
    most = len(digits) - int(atom["digits"] or _SHOWN)
    return max(0, min(zeros, most))


def _joint(steps: list[Step]) -> Step:
    """Return the least step that several dates can all take."""
    months = [step.size for step in steps if step.unit == "month"]
    if months:
        return Step("month", math.lcm(*months))
    return Step("second", max(step.size for step in steps))


def _takes(own: Step, step: Step) -> bool:
    """Return whether a date that moves by its own step can move by another."""
    if step.unit != own.unit:
        return step.unit == "month"
    return step.size % own.size == 0


def _group(number: int) -> tuple[int, ...]:
    """Return the seasons, quarters or the like that one of them is of, in the order of the year."""
    return next(group for group in _GROUPS if number in group)


# ---------------------------------------------------------------------------- moving


def _replaced(date: str, atoms: list[re.Match[str]], step: Step, count: int) -> str:
    """Return a text with some of the dates in it moved; for an end of a single date, that date alone."""
    for atom in reversed(atoms):
        digits = _digits(date, atom, step, count * step.size)
        for name, value in sorted(digits.items(), key=lambda one: -atom.start(one[0])):
            date = date[: atom.start(name)] + value + date[atom.end(name) :]
    return date


def _digits(date: str, atom: re.Match[str], step: Step, amount: int) -> dict[str, str]:
    """Return the new digits of one date by their group; `amount` is in seconds or months."""
    if step.unit == "second":
        return _later(date, atom, amount)
    if atom["long"] is not None:
        power = int(atom["power"] or 0)
        return {"long": str(int(atom["long"]) + amount // 12 // 10**power)}
    year, month = atom["year"], atom["month"]
    if "X" in year:
        return {"year": _masked(date, year, amount // 12)}
    if month is None or "X" in month:
        return {"year": _year(date, int(year) + amount // 12)}
    if int(month) > 12:
        group = _group(int(month))
        years, place = divmod(int(year) * len(group) + group.index(int(month)) + amount * len(group) // 12, len(group))
        return {"year": _year(date, years), "month": f"{group[place]:02d}"}
    years, number = add_months(int(year), int(month), amount)
    digits = {"year": _year(date, years), "month": f"{number:02d}"}
    if atom["day"] is not None and "X" not in atom["day"]:
        # A month too short for the day has its last day instead.
        digits["day"] = f"{min(int(atom['day']), days_in_month(years, number)):02d}"
    return digits


def _later(date: str, atom: re.Match[str], amount: int) -> dict[str, str]:
    """Return the digits of a day, with its time if it has one, some seconds later."""
    time = [int(atom[name] or 0) for name in ("hour", "minute", "second")]
    begin = days_from_civil(int(atom["year"]), int(atom["month"]), int(atom["day"])) * DAY
    begin += time[0] * 3600 + time[1] * 60 + time[2]
    year, *rest = civil_from_seconds(begin + amount)
    names = ("month", "day", "hour", "minute", "second")
    digits = {name: f"{value:02d}" for name, value in zip(names, rest, strict=True) if atom[name] is not None}
    return {"year": _year(date, year), **digits}


def _year(date: str, year: int) -> str:
    if abs(year) > _FAR:
        raise EditError("date.far", (date,))
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def _masked(date: str, year: str, years: int) -> str:
    """Return a year with X digits, moved: the digits before the first X count, those after it stay."""
    bare = year.lstrip("-")
    cut = bare.index("X")
    head, tail = int(bare[:cut]), bare[cut:]
    # Before our era the digits count away from the year 0: there is a -00XX before 00XX.
    place = (-head - 1 if year.startswith("-") else head) + years // 10 ** (4 - cut)
    head = -place - 1 if place < 0 else place
    if head >= 10**cut:
        raise EditError("date.far", (date,))
    return f"{'-' if place < 0 else ''}{head:0{cut}d}{tail}"


# ---------------------------------------------------------------------------- reaching an instant


def _alone(date: str, step: Step, count: int, part: Part) -> str:
    """Return what moves, moved: the whole text, or the one date at the end that moves."""
    if part == "whole":
        return shift(date, count, part, step)
    (atom,) = _moving(date, part)
    after = _replaced(date, [atom], step, count)
    return after[atom.start() : len(after) - (len(date) - atom.end())]


def edge_of(date: str, part: Part = "whole") -> int:
    """Return the second where a date, or an end of it, begins or (its end) is over; of what has only an end, that.

    A year with significant digits begins with itself, and not with all that it may stand for.
    """
    when = parse(date)
    if when.kind == "date" and when.significant:
        return seconds_from_civil(int(when.fields[0]))
    edges = (when.latest, when.earliest) if part == "end" else (when.earliest, when.latest)
    known = next((edge for edge in edges if edge is not None), None)
    if known is None:
        raise EditError("date.unknown", (date,))
    return known


def _nearest(at: Callable[[int], int], target: int, edge: int, step: Step) -> int:
    """Return by how many steps an edge comes nearest to a second; beyond what can be written, by too many."""
    if step.unit == "second":
        return _rounded(target - edge, step.size)
    (one, other) = (civil_from_seconds(second) for second in (edge, target))
    guess = _rounded((other[0] - one[0]) * 12 + other[1] - one[1], step.size)
    best, away = guess, None
    for count in (guess, guess - 1, guess + 1):
        try:
            distance = abs(at(count) - target)
        except (EditError, DateError):
            continue
        if away is None or distance < away:
            best, away = count, distance
    return best


def _rounded(amount: int, size: int) -> int:
    """Return how many times `size` comes nearest to an amount."""
    return (2 * amount + size) // (2 * size)
