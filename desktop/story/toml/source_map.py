"""From a path to its place in the text, and back.

Nothing is looked at before somebody asks: a story without problems that nobody edits pays nothing for this.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property, lru_cache
from itertools import combinations
from typing import Any, Literal

from desktop.fast_dataclass import dataclass
from desktop.story.ids import ID, STAND_INS, slide_ids
from desktop.story.model import Path
from desktop.story.toml.scan import Node, RawPath, Statement, key_parts, literal, node_of, scan


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the text, as offsets and as lines and columns from 1; ends are exclusive."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


@lru_cache(maxsize=4)
def places(text: str) -> Places:
    """Return where everything is in a text; the same text is looked at once."""
    return Places(text)


class Places:
    """Knows where everything in one TOML text is; the text may be broken."""

    def __init__(self, text: str) -> None:
        self.text = text

    # ------------------------------------------------------------------ from paths to places

    def key(self, path: Path) -> Place:
        """Return the place of a key, a table's header, or an element; else that of the nearest thing around it."""
        return self._place(*self._span(path, "key"))

    def value(self, path: Path) -> Place:
        """Return the place of a value; of a table in brackets, its header; else that of the nearest thing around it."""
        return self._place(*self._span(path, "value"))

    def spot(self, path: Path, where: Literal["key", "value"], offset: int = -1) -> Place:
        """Return the place of a key or value, or of one character of a string's content."""
        start, end = self._span(path, where)
        if offset >= 0:
            quotes = 3 if self.text.startswith(('"""', "'''"), start) else 1
            at = start + quotes + offset
            inside = self.text[start : start + 1] in ('"', "'") and at <= end - quotes
            if inside and "\\" not in self.text[start:at] and "\n" not in self.text[start:at]:
                return self._place(at, end - quotes if at < end - quotes else at + 1)
        return self._place(start, end)

    def has(self, path: Path) -> bool:
        """Return whether the path is written in the text."""
        return self._lenient(self.raw(path)) is not None

    def node(self, path: Path) -> Node | None:
        """Return the value at a path with all that is in it; None for a table in brackets and for what is not there."""
        found = self._lenient(self.raw(path))
        return found if isinstance(found, Node) else None

    def parts(self, statement: Statement) -> list[tuple[str, int, int]]:
        """Return the parts of a statement's key or header, with their spans."""
        return key_parts(self.text, statement.key_start, statement.key_end)

    # ------------------------------------------------------------------ from places to paths

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and column, kept inside the line."""
        starts = self._lines
        line = min(max(line, 1), len(starts))
        start = starts[line - 1]
        end = (starts[line] - 1 if line < len(starts) else len(self.text)) or 0
        return min(start + max(column, 1) - 1, max(end, start))

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset."""
        line = bisect_right(self._lines, offset)
        return max(line, 1), offset - self._lines[max(line, 1) - 1] + 1

    def path_at(self, line: int, column: int) -> Path:
        """Return the path of the innermost thing at a place; between things, that of the table around it."""
        offset = self.offset(line, column)
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or self._is_above(index, offset):
            index += 1  # comments right above a header belong to it
        if not 0 <= index < len(self.statements):
            return ()
        statement = self.statements[index]
        if statement.kind != "pair":
            return self.model(statement.path)
        if offset > statement.end:
            return self.model(self._table_path(index))
        return self.model(self._inside(statement, offset))

    def _inside(self, statement: Statement, offset: int) -> RawPath:
        path = statement.path
        if offset < statement.value_start:
            parts = self.parts(statement)
            beyond = sum(1 for _, start, _ in parts if start > offset)
            return path[: len(path) - min(beyond, len(parts) - 1)]
        node = node_of(self.text, statement)
        while True:
            for key, item in node.items.items():
                start = item.key_start if item.key_start >= 0 else item.start
                if start <= offset <= item.end:
                    path, node = (*path, key), item
                    break
            else:
                return path

    def _is_above(self, index: int, offset: int) -> bool:
        """Return whether an offset is in the comment that stands right above the next header."""
        if index + 1 >= len(self.statements) or self.statements[index + 1].kind == "pair":
            return False
        if index >= 0 and offset <= self.statements[index].end:
            return False
        return offset >= self.comment_start(index + 1)

    def comment_start(self, index: int) -> int:
        """Return the start of the comment lines that stand right above a statement, or the statement's own start."""
        start = self.statements[index].start
        text = self.text
        while start > 0:
            above = text.rfind("\n", 0, start - 1) + 1
            line = text[above:start].strip(" \t\r\n\ufeff")
            if not line.startswith("#") or (index > 0 and above < self.statements[index - 1].end):
                break
            start = above
        return max(start, self._lines[0])

    def _table_path(self, index: int) -> RawPath:
        while index >= 0 and self.statements[index].kind == "pair":
            index -= 1
        return self.statements[index].path if index >= 0 else ()

    # ------------------------------------------------------------------ slides by id and by number

    @cached_property
    def slides(self) -> tuple[str, ...]:
        """Return the ids of the slides in order, those that the loader makes up included."""
        return tuple(slide_ids(self._slide_names()))

    @cached_property
    def _slide_number(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.slides)}

    def slide_at(self, line: int, column: int = 1) -> str:
        """Return the id of the slide that a place belongs to, or ""."""
        path = self.path_at(line, column)
        return str(path[1]) if len(path) > 1 and path[0] == "slide" else ""

    def _slide_names(self) -> list[dict[str, Any]]:
        """Return for each slide just what it takes to name it."""
        found: list[dict[str, Any]] = []
        while self.find(("slide", len(found))) is not None:
            number = len(found)
            given = self._content(("slide", number, "id"))
            if isinstance(given, str) and ID.fullmatch(given):
                found.append({"id": given})
            else:
                found.append({key: self._content(("slide", number, key)) for key in STAND_INS})
        return found

    def _content(self, raw: RawPath) -> Any:
        """Return what stands at a path, as far as it takes to name a slide."""
        found = self.find(raw)
        if isinstance(found, Node):
            return literal(self.text[found.start : found.end])
        return self._texts_of(raw) if isinstance(found, Statement) else None

    def _texts_of(self, path: RawPath) -> dict[str, Any]:
        """Return the strings of a table in brackets, such as [slide.title]."""
        pairs = self._pairs_in.get(path, [])
        return {str(pair.path[-1]): literal(self.text[pair.value_start : pair.end]) for pair in pairs}

    @cached_property
    def _pairs_in(self) -> dict[RawPath, list[Statement]]:
        found: dict[RawPath, list[Statement]] = {}
        for statement in self.statements:
            if statement.kind == "pair":
                found.setdefault(statement.path[:-1], []).append(statement)
        return found

    def raw(self, path: Path) -> RawPath:
        """Return a path with the slide's number in place of its id."""
        if len(path) > 1 and path[0] == "slide" and isinstance(path[1], str):
            number = self._slide_number.get(path[1])
            if number is not None:
                return ("slide", number, *path[2:])
        return path

    def model(self, path: RawPath) -> Path:
        """Return a path with the slide's id in place of its number."""
        if len(path) > 1 and path[0] == "slide" and isinstance(path[1], int) and path[1] < len(self.slides):
            return ("slide", self.slides[path[1]], *path[2:])
        return path

    # ------------------------------------------------------------------ the index

    @cached_property
    def statements(self) -> list[Statement]:
        """Return the headers and pairs of the text, in order."""
        return scan(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [statement.start for statement in self.statements]

    @cached_property
    def _lines(self) -> list[int]:
        starts, at = [1 if self.text.startswith("\ufeff") else 0], self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    @cached_property
    def _index(self) -> dict[RawPath, Statement]:
        """Return the first statement of each path, and of each table that dotted names imply."""
        found: dict[RawPath, Statement] = {}
        for statement in self.statements:
            path = statement.path
            if path not in found or found[path].kind == "pair" != statement.kind or found[path].path != path:
                found[path] = statement
            for length in range(len(path) - 1, 0, -1):
                if path[:length] in found:
                    break
                found[path[:length]] = statement
        return found

    def _lenient(self, raw: RawPath) -> Node | Statement | None:
        """Return what stands at a path; a list of one table may be written as that table."""
        found = self.find(raw)
        zeros = [number for number, part in enumerate(raw) if part == 0 and isinstance(part, int)]
        if found is None and zeros:
            for count in range(1, len(zeros) + 1):
                for left_out in combinations(zeros, count):
                    found = self.find(tuple(part for number, part in enumerate(raw) if number not in left_out))
                    if found is not None:
                        return found
        return found

    def find(self, raw: RawPath) -> Node | Statement | None:
        """Return the value at a path of the data, or the statement of the table there (or of the first thing in it)."""
        index = self._index
        statement = index.get(raw)
        if statement is not None:
            if statement.kind == "pair" and statement.path == raw:
                return node_of(self.text, statement)
            return statement
        for length in range(len(raw) - 1, 0, -1):
            statement = index.get(raw[:length])
            if statement is None:
                continue
            if statement.kind != "pair" or statement.path != raw[:length]:
                return None
            node = node_of(self.text, statement)
            for key in raw[length:]:
                inner = node.items.get(key)
                if inner is None:
                    return None
                node = inner
            return node
        return None

    def _span(self, path: Path, where: Literal["key", "value"]) -> tuple[int, int]:
        raw = self.raw(path)
        while raw:
            found = self._lenient(raw)
            if isinstance(found, Node):
                if where == "key" and found.key_start >= 0:
                    return found.key_start, found.key_end
                return found.start, found.end
            if isinstance(found, Statement):
                return self._header_span(found, raw)
            raw, where = raw[:-1], "key"
        start = self._lines[0]
        return start, min(start + 1, len(self.text))

    def _header_span(self, statement: Statement, raw: RawPath) -> tuple[int, int]:
        """Return the span of a header, or of the part of its name that stands for a table it implies."""
        if statement.path == raw:
            return statement.key_start, statement.key_end
        keys = [part for part in statement.path if isinstance(part, str)]
        wanted = len([part for part in raw if isinstance(part, str)])
        parts = self.parts(statement)
        number = wanted - 1 - (len(keys) - len(parts))
        if 0 <= number < len(parts):
            return parts[number][1], parts[number][2]
        return statement.key_start, statement.key_end

    def _place(self, start: int, end: int) -> Place:
        return Place(start, end, *self.position(start), *self.position(max(end, start)))
