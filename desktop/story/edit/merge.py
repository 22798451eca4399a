"""Bring two versions of a story together where both came from a third: table by table, slide by slide.

A table (with the comment above it and all tables in it) that only one side changed is taken from that side, byte for
byte; one that both changed differently is a conflict, for a person to choose. What is between tables, and their order,
follows the side that changed it. What cannot be brought together in this way (a text that is not TOML, a table in two
pieces) is one conflict about the whole file: nothing is guessed, and the result is read again before it is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final, Literal

from desktop.fast_dataclass import dataclass
from desktop.story.edit.remove import line_end, next_line_start
from desktop.story.model import KeyPath
from desktop.story.toml.parser import loads
from desktop.story.toml.scan import IndexPath
from desktop.story.toml.source_map import source_map_of
from desktop.story.toml.write import newline_of

Side = Literal["mine", "theirs"]
TOP_LEVEL_KEYS: Final[KeyPath] = ("",)
"""The keys above the first table."""
TABLE_ORDER: Final[KeyPath] = ("order",)
WHOLE_FILE: Final[KeyPath] = ("file",)
_TABLES_WITH_IDS: Final = ("source", "track", "event", "slide")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A table that both sides changed; a text is None where absent.

    `path` is that of the table; TOP for the keys above all tables, ORDER for the order of the tables (one id a line),
    FILE for the file as a whole.
    """

    path: KeyPath
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
class MergeResult:
    """The merged text, with my version in place of each conflict.

    `taken` are the tables that were changed, added or removed by the other side alone; ORDER where it moved some.
    """

    text: str
    conflicts: tuple[Conflict, ...]
    merged_from_theirs: tuple[KeyPath, ...]
    inputs: tuple[str, str, str]

    def resolve(self, choices: Mapping[KeyPath, Side]) -> str:
        """Return the text with each conflict settled; mine stays where no choice is given."""
        base, mine, theirs = self.inputs
        if choices.get(WHOLE_FILE) == "theirs":
            return theirs
        return _merge(base, mine, theirs, choices).text if self.conflicts else self.text


def merge(base: str, mine: str, theirs: str) -> MergeResult:
    """Merge two changed versions of a text; `base` is their common origin."""
    return _merge(base, mine, theirs, {})


def _merge(base: str, mine: str, theirs: str, choices: Mapping[KeyPath, Side]) -> MergeResult:
    inputs = base, mine, theirs
    if theirs in (base, mine):
        return MergeResult(mine, (), (), inputs)
    try:
        base_blocks, my_blocks, their_blocks = _TableBlocks(base), _TableBlocks(mine), _TableBlocks(theirs)
        if mine == base:
            return MergeResult(theirs, (), _changed_paths(base_blocks, their_blocks), inputs)
        return _Merger(base_blocks, my_blocks, their_blocks, choices).merge(inputs)
    except _NotMergeable:
        if mine == base:
            return MergeResult(theirs, (), (WHOLE_FILE,), inputs)
        return MergeResult(mine, (Conflict(WHOLE_FILE, mine, theirs, base),), (), inputs)


class _NotMergeable(ValueError):
    """The text cannot be split into tables, or joined from them."""


class _TableBlocks:
    """A text as tables one after another: of each its text and what stands between it and the one before."""

    def __init__(self, text: str) -> None:
        self.bom = "\ufeff" if text.startswith("\ufeff") else ""
        self.newline = newline_of(text)
        self.bodies: dict[KeyPath, str] = {}
        self.gaps: dict[KeyPath, str] = {}
        self.data: dict[KeyPath, Any] = {}
        try:
            data = loads(text.removeprefix("\ufeff"))
        except (ValueError, RecursionError):
            raise _NotMergeable from None
        toml_map = source_map_of(text)
        statements = toml_map.statements
        keyed_statements = [(toml_map.to_id_path(_table_key(one.path)), at) for at, one in enumerate(statements)]
        first_header = next((at for at, one in enumerate(statements) if one.kind != "pair"), len(statements))
        keyed_statements[:first_header] = [(TOP_LEVEL_KEYS, at) for at in range(first_header)]
        at = len(self.bom)
        for path, group in groupby(keyed_statements, key=lambda unit: unit[0]):
            numbers = [number for _, number in group]
            if path in self.bodies:
                raise _NotMergeable
            start = max(toml_map.leading_comment_start(numbers[0]), at)
            following = numbers[-1] + 1
            limit = toml_map.leading_comment_start(following) if following < len(statements) else len(text)
            end = line_end(text, statements[numbers[-1]].end)
            while (line := next_line_start(text, end)) < limit and text[
                line : line_end(text, line)
            ].lstrip().startswith("#"):
                end = line_end(text, line)
            self.gaps[path], self.bodies[path] = text[at:start], text[start:end]
            at = end
        self.tail = text[at:]
        self._read_data(data, [str(one.path[0]) for one in statements[:first_header]], toml_map.slide_ids)

    def _read_data(self, data: dict[str, Any], top_keys: list[str], slides: Sequence[str]) -> None:
        """Read the data of each table, to compare it after the merge."""
        for path in self.bodies:
            table_name = str(path[0])
            if path != TOP_LEVEL_KEYS and table_name in top_keys:
                raise _NotMergeable
            try:
                if path == TOP_LEVEL_KEYS:
                    self.data[path] = {key: data[key] for key in top_keys}
                elif table_name == "slide":
                    self.data[path] = data["slide"][slides.index(str(path[1]))]
                elif len(path) > 1:
                    self.data[path] = data[table_name][path[1]]
                else:
                    self.data[path] = data[table_name]
            except (KeyError, IndexError, TypeError, ValueError):
                raise _NotMergeable from None


def _table_key(path: IndexPath) -> IndexPath:
    return path[:2] if path[0] in _TABLES_WITH_IDS else path[:1]


class _Merger:
    """Puts two sets of tables together."""

    def __init__(
        self, base: _TableBlocks, mine: _TableBlocks, theirs: _TableBlocks, choices: Mapping[KeyPath, Side]
    ) -> None:
        self.base, self.mine, self.theirs = base, mine, theirs
        self.choices = choices
        self.conflicts: list[Conflict] = []
        self.chosen_side: dict[KeyPath, _TableBlocks] = {}
        self.order_from_theirs = False

    def merge(self, inputs: tuple[str, str, str]) -> MergeResult:
        merged_from_theirs = [path for path in _all_paths(self.mine, self.theirs, self.base) if self._choose_side(path)]
        order = self._merged_order()
        if self.order_from_theirs:
            merged_from_theirs.append(TABLE_ORDER)
        text = self._write_text(order)
        reparsed = _TableBlocks(text)
        if list(reparsed.bodies) != order or any(
            reparsed.data[path] != side.data[path] for path, side in self.chosen_side.items()
        ):
            raise _NotMergeable
        return MergeResult(text, tuple(self.conflicts), tuple(merged_from_theirs), inputs)

    def _choose_side(self, path: KeyPath) -> bool:
        """Decide from which side a table comes; return whether the other side alone changed it."""
        base, mine, theirs = (side.bodies.get(path) for side in (self.base, self.mine, self.theirs))
        side, from_theirs = self.mine, False
        if mine not in (base, theirs):
            if theirs != base:
                self.conflicts.append(Conflict(path, mine, theirs, base))
                side = self.theirs if self.choices.get(path) == "theirs" else self.mine
        elif mine == base and theirs != base:
            side, from_theirs = self.theirs, True
        if path in side.bodies:
            self.chosen_side[path] = side
        return from_theirs

    def _merged_order(self) -> list[KeyPath]:
        """Return the tables in the order of the side that changed it, with what the other side added in its place."""
        mine, theirs = list(self.mine.bodies), list(self.theirs.bodies)
        common = [path for path in self.base.bodies if path in self.mine.bodies and path in self.theirs.bodies]
        my_common = [path for path in mine if path in common]
        their_common = [path for path in theirs if path in common]
        main_order, other_order = mine, theirs
        if their_common not in (common, my_common):
            if my_common == common:
                main_order, other_order, self.order_from_theirs = theirs, mine, True
            else:
                listings = ("\n".join(str(path[-1]) for path in order) for order in (my_common, their_common, common))
                self.conflicts.append(Conflict(TABLE_ORDER, *listings))
                if self.choices.get(TABLE_ORDER) == "theirs":
                    main_order, other_order = theirs, mine
        order = [path for path in main_order if path in self.chosen_side]
        for index, path in enumerate(other_order):
            if path in self.chosen_side and path not in order:
                order.insert(_insertion_index(order, other_order, index), path)
        if TOP_LEVEL_KEYS in order:
            order.sort(key=lambda path: path != TOP_LEVEL_KEYS)
        return order

    def _write_text(self, order: list[KeyPath]) -> str:
        newline = self.mine.newline
        pieces: list[str] = []
        for path in order:
            gap = self._merged_gap(path)
            if not pieces:
                gap = gap.lstrip("\r\n")
            elif "\n" not in gap or not gap.startswith(("\n", "\r\n")):
                gap = newline * 2 + gap
            pieces += [gap, self.chosen_side[path].bodies[path]]
        tail = _merge_trivia(self.base.tail, self.mine.tail, self.theirs.tail)
        bom = _merge_trivia(self.base.bom, self.mine.bom, self.theirs.bom)
        if order and tail and not tail.startswith(("\n", "\r\n")):
            tail = newline + tail
        return bom + "".join(pieces) + tail

    def _merged_gap(self, path: KeyPath) -> str:
        """Return the merged lines above a table: mine, with their comments added."""
        base, mine, theirs = (side.gaps.get(path) for side in (self.base, self.mine, self.theirs))
        if mine is None or theirs is None:
            return mine or theirs or ""
        return _merge_trivia(base, mine, theirs)


def _merge_trivia(base: str | None, mine: str, theirs: str) -> str:
    """Return blank lines and comments of both sides: of the one that changed, or mine with the comments of theirs."""
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    known_lines = {line.strip() for line in (*mine.splitlines(), *(base or "").splitlines())}
    added = [line for line in theirs.splitlines() if line.strip() and line.strip() not in known_lines]
    if not added:
        return mine
    newline = newline_of(mine)
    end = "" if mine.endswith("\n") else newline
    return f"{mine}{end}{newline.join(added)}{newline}"


def _insertion_index(order: list[KeyPath], other_order: list[KeyPath], index: int) -> int:
    """Return the index for a table that only the other side has."""
    for path in reversed(other_order[:index]):
        if path in order:
            return order.index(path) + 1
    for path in other_order[index + 1 :]:
        if path in order:
            return order.index(path)
    return len(order)


def _all_paths(*sides: _TableBlocks) -> list[KeyPath]:
    return list(dict.fromkeys(path for side in sides for path in side.bodies))


def _changed_paths(before: _TableBlocks, after: _TableBlocks) -> tuple[KeyPath, ...]:
    changed = [path for path in _all_paths(after, before) if before.bodies.get(path) != after.bodies.get(path)]
    common = [path for path in before.bodies if path in after.bodies]
    if [path for path in after.bodies if path in common] != common:
        changed.append(TABLE_ORDER)
    return tuple(changed)
