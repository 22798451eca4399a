"""Bring two versions of a story together where both came from a third: table by table, slide by slide.

A table (with the comment above it and all tables in it) that only one side changed is taken from that side, byte for
byte; one that both changed differently is a conflict, for a person to choose. What is between tables, and their order,
follows the side that changed it. What cannot be brought together in this way (a text that is not TOML, a table in two
pieces) is one conflict about the whole file: nothing is guessed, and the result is read again before it is given.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final, Literal

from desktop.fast_dataclass import dataclass
from desktop.story.edit.remove import line_end, next_line
from desktop.story.model import Path
from desktop.story.toml.scan import RawPath
from desktop.story.toml.source_map import places
from desktop.story.toml.write import newline_of

Side = Literal["mine", "theirs"]
TOP: Final[Path] = ("",)
"""The keys above the first table."""
ORDER: Final[Path] = ("order",)
FILE: Final[Path] = ("file",)
_NAMED: Final = ("source", "track", "event", "slide")


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed: the texts of one table; None where a side has none (or had none before).

    `path` is that of the table; TOP for the keys above all tables, ORDER for the order of the tables (one id a line),
    FILE for the file as a whole.
    """

    path: Path
    mine: str | None
    theirs: str | None
    base: str | None

    @property
    def kind(self) -> str:
        """Return "slide", "event", "source", "track", "story", "top", "order" or "file"."""
        return str(self.path[0]) or "top"

    @property
    def id(self) -> str:
        """Return the id of the slide, event, source or track, else ""."""
        return str(self.path[1]) if len(self.path) > 1 else ""


@dataclass(frozen=True, slots=True)
class Merge:
    """Both versions in one: `text` has all that is not in question, and mine where it is.

    `taken` are the tables that were changed, added or removed by the other side alone; ORDER where it moved some.
    """

    text: str
    conflicts: tuple[Conflict, ...]
    taken: tuple[Path, ...]
    sides: tuple[str, str, str]

    def resolve(self, choices: Mapping[Path, Side]) -> str:
        """Return the text with each conflict settled; mine stays where no choice is given."""
        base, mine, theirs = self.sides
        if choices.get(FILE) == "theirs":
            return theirs
        return _merge(base, mine, theirs, choices).text if self.conflicts else self.text


def merge(base: str, mine: str, theirs: str) -> Merge:
    """Return what two changed versions of a text make together; `base` is what both came from."""
    return _merge(base, mine, theirs, {})


def _merge(base: str, mine: str, theirs: str, choices: Mapping[Path, Side]) -> Merge:
    sides = base, mine, theirs
    if theirs in (base, mine):
        return Merge(mine, (), (), sides)
    try:
        before, ours, others = _Blocks(base), _Blocks(mine), _Blocks(theirs)
        if mine == base:
            return Merge(theirs, (), _changed(before, others), sides)
        return _Merger(before, ours, others, choices).merge(sides)
    except _Irregular:
        if mine == base:
            return Merge(theirs, (), (FILE,), sides)
        return Merge(mine, (Conflict(FILE, mine, theirs, base),), (), sides)


class _Irregular(ValueError):
    """The text cannot be taken apart table by table, or put together so."""


class _Blocks:
    """A text as tables one after another: of each its text and what stands between it and the one before."""

    def __init__(self, text: str) -> None:
        self.mark = "\ufeff" if text.startswith("\ufeff") else ""
        self.newline = newline_of(text)
        self.bodies: dict[Path, str] = {}
        self.gaps: dict[Path, str] = {}
        self.data: dict[Path, Any] = {}
        try:
            data = tomllib.loads(text.removeprefix("\ufeff"))
        except (ValueError, RecursionError):
            raise _Irregular from None
        found = places(text)
        statements = found.statements
        units = [(found.model(_unit(one.path)), at) for at, one in enumerate(statements)]
        first = next((at for at, one in enumerate(statements) if one.kind != "pair"), len(statements))
        units[:first] = [(TOP, at) for at in range(first)]
        at = len(self.mark)
        for path, run in groupby(units, key=lambda unit: unit[0]):
            numbers = [number for _, number in run]
            if path in self.bodies:
                raise _Irregular
            start = max(found.comment_start(numbers[0]), at)
            following = numbers[-1] + 1
            limit = found.comment_start(following) if following < len(statements) else len(text)
            end = line_end(text, statements[numbers[-1]].end)
            while (line := next_line(text, end)) < limit and text[line : line_end(text, line)].lstrip().startswith("#"):
                end = line_end(text, line)
            self.gaps[path], self.bodies[path] = text[at:start], text[start:end]
            at = end
        self.tail = text[at:]
        self._read(data, [str(one.path[0]) for one in statements[:first]], found.slides)

    def _read(self, data: dict[str, Any], top: list[str], slides: Sequence[str]) -> None:
        """Note what each table says, to compare with what it says in the end."""
        for path in self.bodies:
            name = str(path[0])
            if path != TOP and name in top:
                raise _Irregular
            try:
                if path == TOP:
                    self.data[path] = {key: data[key] for key in top}
                elif name == "slide":
                    self.data[path] = data["slide"][slides.index(str(path[1]))]
                elif len(path) > 1:
                    self.data[path] = data[name][path[1]]
                else:
                    self.data[path] = data[name]
            except (KeyError, IndexError, TypeError, ValueError):
                raise _Irregular from None


def _unit(path: RawPath) -> RawPath:
    return path[:2] if path[0] in _NAMED else path[:1]


class _Merger:
    """Puts two sets of tables together."""

    def __init__(self, base: _Blocks, mine: _Blocks, theirs: _Blocks, choices: Mapping[Path, Side]) -> None:
        self.base, self.mine, self.theirs = base, mine, theirs
        self.choices = choices
        self.conflicts: list[Conflict] = []
        self.chosen: dict[Path, _Blocks] = {}
        self.moved = False

    def merge(self, sides: tuple[str, str, str]) -> Merge:
        taken = [path for path in _paths(self.mine, self.theirs, self.base) if self._choose(path)]
        order = self._order()
        if self.moved:
            taken.append(ORDER)
        text = self._write(order)
        after = _Blocks(text)
        if list(after.bodies) != order or any(
            after.data[path] != side.data[path] for path, side in self.chosen.items()
        ):
            raise _Irregular
        return Merge(text, tuple(self.conflicts), tuple(taken), sides)

    def _choose(self, path: Path) -> bool:
        """Decide from which side a table comes; return whether the other side alone changed it."""
        base, mine, theirs = (side.bodies.get(path) for side in (self.base, self.mine, self.theirs))
        side, taken = self.mine, False
        if mine not in (base, theirs):
            if theirs != base:
                self.conflicts.append(Conflict(path, mine, theirs, base))
                side = self.theirs if self.choices.get(path) == "theirs" else self.mine
        elif mine == base and theirs != base:
            side, taken = self.theirs, True
        if path in side.bodies:
            self.chosen[path] = side
        return taken

    def _order(self) -> list[Path]:
        """Return the tables in the order of the side that changed it, with what the other side added in its place."""
        mine, theirs = list(self.mine.bodies), list(self.theirs.bodies)
        common = [path for path in self.base.bodies if path in self.mine.bodies and path in self.theirs.bodies]
        ours = [path for path in mine if path in common]
        others = [path for path in theirs if path in common]
        main, other = mine, theirs
        if others not in (common, ours):
            if ours == common:
                main, other, self.moved = theirs, mine, True
            else:
                said = ("\n".join(str(path[-1]) for path in order) for order in (ours, others, common))
                self.conflicts.append(Conflict(ORDER, *said))
                if self.choices.get(ORDER) == "theirs":
                    main, other = theirs, mine
        order = [path for path in main if path in self.chosen]
        for number, path in enumerate(other):
            if path in self.chosen and path not in order:
                order.insert(_place(order, other, number), path)
        if TOP in order:
            order.sort(key=lambda path: path != TOP)
        return order

    def _write(self, order: list[Path]) -> str:
        newline = self.mine.newline
        pieces: list[str] = []
        for path in order:
            gap = self._gap(path)
            if not pieces:
                gap = gap.lstrip("\r\n")
            elif "\n" not in gap or not gap.startswith(("\n", "\r\n")):
                gap = newline * 2 + gap
            pieces += [gap, self.chosen[path].bodies[path]]
        tail = _three(self.base.tail, self.mine.tail, self.theirs.tail)
        mark = _three(self.base.mark, self.mine.mark, self.theirs.mark)
        if order and tail and not tail.startswith(("\n", "\r\n")):
            tail = newline + tail
        return mark + "".join(pieces) + tail

    def _gap(self, path: Path) -> str:
        """Return what stands above a table; where both sides changed that, theirs adds its comments to mine."""
        base, mine, theirs = (side.gaps.get(path) for side in (self.base, self.mine, self.theirs))
        if mine is None or theirs is None:
            return mine or theirs or ""
        return _three(base, mine, theirs)


def _three(base: str | None, mine: str, theirs: str) -> str:
    """Return blank lines and comments of both sides: of the one that changed, or mine with the comments of theirs."""
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    known = {line.strip() for line in (*mine.splitlines(), *(base or "").splitlines())}
    added = [line for line in theirs.splitlines() if line.strip() and line.strip() not in known]
    if not added:
        return mine
    newline = newline_of(mine)
    end = "" if mine.endswith("\n") else newline
    return f"{mine}{end}{newline.join(added)}{newline}"


def _place(order: list[Path], other: list[Path], number: int) -> int:
    """Return where a table goes that only the other side has: after what it follows there, else before what it leads."""
    for path in reversed(other[:number]):
        if path in order:
            return order.index(path) + 1
    for path in other[number + 1 :]:
        if path in order:
            return order.index(path)
    return len(order)


def _paths(*sides: _Blocks) -> list[Path]:
    return list(dict.fromkeys(path for side in sides for path in side.bodies))


def _changed(before: _Blocks, after: _Blocks) -> tuple[Path, ...]:
    found = [path for path in _paths(after, before) if before.bodies.get(path) != after.bodies.get(path)]
    common = [path for path in before.bodies if path in after.bodies]
    if [path for path in after.bodies if path in common] != common:
        found.append(ORDER)
    return tuple(found)
