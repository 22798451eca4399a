"""Merge two changed versions of a story, table by table.

Both versions come from the same base. A table (with the comment above it and all tables in it) that only one side
changed is taken from that side, byte for byte. In a table that both changed, different keys are merged; one key that both
changed differently makes the table a conflict, which a person resolves. The text between tables, and their order, follow
the side that changed them. Texts that cannot be merged in this way (one is not TOML, a table is in two pieces) are merged
by lines; where that fails, they give one conflict about the whole file. The result is parsed again before it is returned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final, Literal, NamedTuple

from desktop.fast_dataclass import dataclass
from desktop.story.edit.merge_lines import merge_keys, merge_lines
from desktop.story.edit.remove import line_end, next_line_start
from desktop.story.format.fields import NAMED_TABLES
from desktop.story.localized_text import KeyPath
from desktop.story.toml.parser import is_toml, loads
from desktop.story.toml.read import parse_toml
from desktop.story.toml.scan import IndexPath
from desktop.story.toml.source_map import source_map_of
from desktop.story.toml.toml_errors import UnreadableFileError
from desktop.story.toml.write import newline_of

Side = Literal["mine", "theirs"]
TOP_LEVEL_KEYS: Final[KeyPath] = ("",)
"""The path that stands for the keys above the first table."""
TABLE_ORDER: Final[KeyPath] = ("order",)
"""The path that stands for the order of the tables."""
WHOLE_FILE: Final[KeyPath] = ("file",)
"""The path that stands for the whole file, which could not be merged."""
_TABLES_WITH_IDS: Final = (*NAMED_TABLES, "slide")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Describes a table that both sides changed.

    A text is None where the table is absent. `path` is that of the table; or `TOP_LEVEL_KEYS`; or `TABLE_ORDER`, whose
    texts list one id a line; or `WHOLE_FILE`.
    """

    path: KeyPath
    mine: str | None
    theirs: str | None
    base: str | None

    @property
    def kind(self) -> str:
        """Return the kind of thing in conflict.

        It is "slide", the name of a table with ids, "story", "top", "order" or "file".
        """
        return str(self.path[0]) or "top"

    @property
    def id(self) -> str:
        """Return the id of the slide or table, else ""."""
        return str(self.path[1]) if len(self.path) > 1 else ""


@dataclass(frozen=True, slots=True)
class MergeResult:
    """Holds a merged text, with my version at each conflict."""

    text: str
    conflicts: tuple[Conflict, ...]
    inputs: tuple[str, str, str]

    def resolve(self, choices: Mapping[KeyPath, Side]) -> str:
        """Return the text with each conflict resolved.

        My version stays where no choice is given.
        """
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
        return MergeResult(mine, (), inputs)
    if mine == base:  # nothing of one's own: the usual save of another program; 500 slides would be split in 0.6 s
        return MergeResult(theirs, (), inputs)
    try:
        base_blocks, my_blocks, their_blocks = _TableBlocks(base), _TableBlocks(mine), _TableBlocks(theirs)
        # All slides deleted: more likely an accident of another program than its work.
        slides_lost = base_blocks.has_slides and my_blocks.has_slides and not their_blocks.has_slides
        if not slides_lost:
            return _Merger(base_blocks, my_blocks, their_blocks, choices).merge(inputs)
    except _NotMergeable:
        text = merge_lines(base, mine, theirs)
        if text is not None and (is_toml(text) or not (is_toml(mine) and is_toml(theirs))):
            return MergeResult(text, (), inputs)
    return MergeResult(mine, (Conflict(WHOLE_FILE, mine, theirs, base),), inputs)


class _NotMergeable(ValueError):
    """Reports that a text cannot be split into tables or rejoined."""


class _TableBlocks:
    """Splits a text into the blocks of its tables.

    `bodies` holds the text of each table, `gaps` the text between it and the table before, `data` its parsed values.
    """

    def __init__(self, text: str) -> None:
        self.bom = "\ufeff" if text.startswith("\ufeff") else ""
        self.newline = newline_of(text)
        self.bodies: dict[KeyPath, str] = {}
        self.gaps: dict[KeyPath, str] = {}
        self.data: dict[KeyPath, Any] = {}
        try:
            data = parse_toml(text)  # the versions have nearly all tables in common: each is parsed once
        except UnreadableFileError:
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

    @property
    def has_slides(self) -> bool:
        """Return whether the text has any slide."""
        return any(path[0] == "slide" for path in self.bodies)

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


class _Table(NamedTuple):
    """Holds the text of a table and its values."""

    body: str
    data: Any


def _read_table(body: str, path: KeyPath) -> Any:
    """Return the values of a table from its text alone."""
    data = loads(body)
    if path == TOP_LEVEL_KEYS:
        return data
    table = data[str(path[0])]
    if path[0] == "slide":
        (slide,) = table
        return slide
    return table[path[1]] if len(path) > 1 else table


class _Merger:
    """Merges the table blocks of both sides."""

    def __init__(
        self, base: _TableBlocks, mine: _TableBlocks, theirs: _TableBlocks, choices: Mapping[KeyPath, Side]
    ) -> None:
        self.base, self.mine, self.theirs = base, mine, theirs
        self.choices = choices
        self.conflicts: list[Conflict] = []
        self.chosen_side: dict[KeyPath, _TableBlocks] = {}
        self.merged_tables: dict[KeyPath, _Table] = {}

    def merge(self, inputs: tuple[str, str, str]) -> MergeResult:
        for path in _all_paths(self.mine, self.theirs, self.base):
            self._choose_side(path)
        order = self._merged_order()
        text = self._write_text(order)
        reparsed = _TableBlocks(text)
        if list(reparsed.bodies) != order or any(
            reparsed.data[path] != self._table(path).data for path in self.chosen_side
        ):
            raise _NotMergeable
        return MergeResult(text, tuple(self.conflicts), inputs)

    def _choose_side(self, path: KeyPath) -> None:
        """Choose the side that a table is taken from."""
        base, mine, theirs = (side.bodies.get(path) for side in (self.base, self.mine, self.theirs))
        side = self.mine
        if mine not in (base, theirs):
            merged_table = self._merge_keys(path) if theirs != base else None
            if merged_table is not None:
                self.merged_tables[path] = merged_table
            elif theirs != base:
                self.conflicts.append(Conflict(path, mine, theirs, base))
                side = self.theirs if self.choices.get(path) == "theirs" else self.mine
        elif mine == base and theirs != base:
            side = self.theirs
        if path in side.bodies:
            self.chosen_side[path] = side

    def _table(self, path: KeyPath) -> _Table:
        side = self.chosen_side[path]
        return self.merged_tables.get(path) or _Table(side.bodies[path], side.data[path])

    def _merge_keys(self, path: KeyPath) -> _Table | None:
        """Return a table whose keys both changed, None for a conflict."""
        sides = self.base, self.mine, self.theirs
        if any(path not in side.bodies for side in sides):
            return None
        body = merge_lines(*(side.bodies[path] for side in sides), allow_touching=True)
        try:
            data = merge_keys(*(side.data[path] for side in sides))
            return _Table(body, data) if body is not None and _read_table(body, path) == data else None
        except (ValueError, RecursionError, LookupError, TypeError):
            return None

    def _merged_order(self) -> list[KeyPath]:
        """Return the paths of the tables in their merged order.

        It is the order of the side that changed it. Tables that only the other side has come after the table that they
        follow there.
        """
        mine, theirs = list(self.mine.bodies), list(self.theirs.bodies)
        common = [path for path in self.base.bodies if path in self.mine.bodies and path in self.theirs.bodies]
        my_common = [path for path in mine if path in common]
        their_common = [path for path in theirs if path in common]
        main_order, other_order = mine, theirs
        if their_common not in (common, my_common):
            if my_common == common:
                main_order, other_order = theirs, mine
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
        newline, orphans = self.mine.newline, self._orphaned_comments()
        pieces: list[str] = []
        for path in order:
            gap = self._merged_gap(path)
            if not pieces:
                gap = gap.lstrip("\r\n")
            elif "\n" not in gap or not gap.startswith(("\n", "\r\n")):
                gap = newline * 2 + gap
            if path in orphans:
                gap = newline * (2 if pieces else 0) + newline.join(orphans[path]) + (gap if pieces else newline * 2)
            pieces += [gap, self._table(path).body]
        if () in orphans:
            pieces.append(newline * 2 + newline.join(orphans[()]))
        tail = _merge_trivia(self.base.tail, self.mine.tail, self.theirs.tail)
        bom = _merge_trivia(self.base.bom, self.mine.bom, self.theirs.bom)
        if order and tail and not tail.startswith(("\n", "\r\n")):
            tail = newline + tail
        return bom + "".join(pieces) + tail

    def _orphaned_comments(self) -> dict[KeyPath, list[str]]:
        """Return comments typed above deleted tables, by the next table.

        The key is () for the end of the text.
        """
        orphans: dict[KeyPath, list[str]] = {}
        for side, other in ((self.mine, self.theirs), (self.theirs, self.mine)):
            waiting: list[str] = []
            for path, gap in side.gaps.items():
                if path not in self.chosen_side:
                    known = self.base.gaps.get(path, "") + "".join(other.gaps.values()) + other.tail
                    waiting += [line for line in gap.splitlines() if line.strip() and line.strip() not in known]
                elif waiting:
                    orphans[path] = [*orphans.get(path, ()), *waiting]
                    waiting = []
            if waiting:
                orphans[()] = [*orphans.get((), ()), *waiting]
        return orphans

    def _merged_gap(self, path: KeyPath) -> str:
        """Return the merged lines above a table.

        Where both sides changed them, comments that only the other side has are added to mine.
        """
        base, mine, theirs = (side.gaps.get(path) for side in (self.base, self.mine, self.theirs))
        if mine is None or theirs is None:
            return mine or theirs or ""
        return _merge_trivia(base, mine, theirs)


def _merge_trivia(base: str | None, mine: str, theirs: str) -> str:
    """Return the merged blank lines and comments.

    They come from the side that changed them. If both did, mine get the new comments of theirs.
    """
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
