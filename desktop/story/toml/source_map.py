"""Map key paths to positions in the text, and back.

Everything is computed on demand: a story without problems that nobody edits costs nothing here.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property, lru_cache
from itertools import combinations
from typing import Any, Literal

from desktop.fast_dataclass import dataclass
from desktop.story.ids import FALLBACK_ID_KEYS, ID_PATTERN, slide_ids
from desktop.story.localized_text import KeyPath
from desktop.story.toml.scan import IndexPath, Statement, ValueNode, parse_literal, parse_value, scan, split_key


@dataclass(frozen=True, slots=True)
class SourceRange:
    """Holds a range of the text.

    It is given as offsets and as lines and columns from 1; the ends are exclusive.
    """

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


@lru_cache(maxsize=4)
def source_map_of(text: str) -> SourceMap:
    """Return the source map of a text; four are cached."""
    return SourceMap(text)


class SourceMap:
    """Maps paths to ranges of a TOML text, which may be broken."""

    def __init__(self, text: str) -> None:
        self.text = text

    # ------------------------------------------------------------------ from paths to positions

    def key_range(self, path: KeyPath) -> SourceRange:
        """Return the range of the key at a path.

        Where there is none, it is the range of the nearest parent.
        """
        return self._source_range(*self._span(path, "key"))

    def value_range(self, path: KeyPath) -> SourceRange:
        """Return the range of the value at a path.

        Where there is none, it is the range of the nearest parent.
        """
        return self._source_range(*self._span(path, "value"))

    def locate(self, path: KeyPath, where: Literal["key", "value"], offset: int = -1) -> SourceRange:
        """Return the range of the key or value at a path.

        With an `offset`, it is the range from that character of the string to the string's end.
        """
        start, end = self._span(path, where)
        if offset >= 0:
            quotes = 3 if self.text.startswith(('"""', "'''"), start) else 1
            position = start + quotes + offset
            is_inside_string = self.text[start : start + 1] in ('"', "'") and position <= end - quotes
            if is_inside_string and "\\" not in self.text[start:position] and "\n" not in self.text[start:position]:
                return self._source_range(position, end - quotes if position < end - quotes else position + 1)
        return self._source_range(start, end)

    def has(self, path: KeyPath) -> bool:
        """Return whether the text has a value or table at a path."""
        return self._find_lenient(self.to_index_path(path)) is not None

    def node(self, path: KeyPath) -> ValueNode | None:
        """Return the value node at a path; None for tables in brackets."""
        target = self._find_lenient(self.to_index_path(path))
        return target if isinstance(target, ValueNode) else None

    def key_parts_of(self, statement: Statement) -> list[tuple[str, int, int]]:
        """Return the parts of a statement's key or header, with spans."""
        return split_key(self.text, statement.key_start, statement.key_end)

    # ------------------------------------------------------------------ from positions to paths

    def offset_at(self, line: int, column: int) -> int:
        """Return the offset of a line and column, kept inside the line."""
        starts = self._line_starts
        line = min(max(line, 1), len(starts))
        start = starts[line - 1]
        end = (starts[line] - 1 if line < len(starts) else len(self.text)) or 0
        return min(start + max(column, 1) - 1, max(end, start))

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset."""
        line = bisect_right(self._line_starts, offset)
        return max(line, 1), offset - self._line_starts[max(line, 1) - 1] + 1

    def path_at(self, line: int, column: int) -> KeyPath:
        """Return the path of the innermost value or table at a position."""
        offset = self.offset_at(line, column)
        index = bisect_right(self._statement_starts, offset) - 1
        if index < 0 or self._is_in_leading_comment(index, offset):
            index += 1  # comments directly above a header belong to it
        if not 0 <= index < len(self.statements):
            return ()
        statement = self.statements[index]
        if statement.kind != "pair":
            return self.to_id_path(statement.path)
        if offset > statement.end:
            return self.to_id_path(self._table_path(index))
        return self.to_id_path(self._path_inside(statement, offset))

    def _path_inside(self, statement: Statement, offset: int) -> IndexPath:
        path = statement.path
        if offset < statement.value_start:
            parts = self.key_parts_of(statement)
            parts_after = sum(1 for _, start, _ in parts if start > offset)
            return path[: len(path) - min(parts_after, len(parts) - 1)]
        node = parse_value(self.text, statement)
        while True:
            for key, item in node.items.items():
                start = item.key_start if item.key_start >= 0 else item.start
                if start <= offset <= item.end:
                    path, node = (*path, key), item
                    break
            else:
                return path

    def _is_in_leading_comment(self, index: int, offset: int) -> bool:
        """Return whether an offset is in the comment above the next header."""
        if index + 1 >= len(self.statements) or self.statements[index + 1].kind == "pair":
            return False
        if index >= 0 and offset <= self.statements[index].end:
            return False
        return offset >= self.leading_comment_start(index + 1)

    def leading_comment_start(self, index: int) -> int:
        """Return the start of the comment directly above a statement.

        Without a comment it is the start of the statement.
        """
        start = self.statements[index].start
        text = self.text
        while start > 0:
            line_start = text.rfind("\n", 0, start - 1) + 1
            line = text[line_start:start].strip(" \t\r\n\ufeff")
            if not line.startswith("#") or (index > 0 and line_start < self.statements[index - 1].end):
                break
            start = line_start
        return max(start, self._line_starts[0])

    def _table_path(self, index: int) -> IndexPath:
        while index >= 0 and self.statements[index].kind == "pair":
            index -= 1
        return self.statements[index].path if index >= 0 else ()

    # ------------------------------------------------------------------ slides by id and by index

    @cached_property
    def slide_ids(self) -> tuple[str, ...]:
        """Return the ids of the slides in order, made-up ones included."""
        return tuple(slide_ids(self._slide_id_keys()))

    @cached_property
    def index_by_slide(self) -> dict[str, int]:
        """Return the index of each slide by its id."""
        return {slide_id: index for index, slide_id in enumerate(self.slide_ids)}

    def slide_id_at(self, line: int, column: int = 1) -> str:
        """Return the id of the slide at a position, or ""."""
        path = self.path_at(line, column)
        return str(path[1]) if len(path) > 1 and path[0] == "slide" else ""

    def _slide_id_keys(self) -> list[dict[str, Any]]:
        """Return the keys of each slide that its id is made from."""
        tables: list[dict[str, Any]] = []
        while self.find_exact(("slide", len(tables))) is not None:
            index = len(tables)
            given_id = self._parsed_value(("slide", index, "id"))
            if isinstance(given_id, str) and ID_PATTERN.fullmatch(given_id):
                tables.append({"id": given_id})
            else:
                tables.append({key: self._parsed_value(("slide", index, key)) for key in FALLBACK_ID_KEYS})
        return tables

    def _parsed_value(self, index_path: IndexPath) -> Any:
        """Return the parsed value at a path, for a slide's id."""
        target = self.find_exact(index_path)
        if isinstance(target, ValueNode):
            return parse_literal(self.text[target.start : target.end])
        return self._strings_of_table(index_path) if isinstance(target, Statement) else None

    def _strings_of_table(self, path: IndexPath) -> dict[str, Any]:
        """Return the strings of a table in brackets, such as [slide.title]."""
        pairs = self._pairs_by_table.get(path, [])
        return {str(pair.path[-1]): parse_literal(self.text[pair.value_start : pair.end]) for pair in pairs}

    @cached_property
    def _pairs_by_table(self) -> dict[IndexPath, list[Statement]]:
        pairs: dict[IndexPath, list[Statement]] = {}
        for statement in self.statements:
            if statement.kind == "pair":
                pairs.setdefault(statement.path[:-1], []).append(statement)
        return pairs

    def to_index_path(self, path: KeyPath) -> IndexPath:
        """Return a path with the index of the slide for its id."""
        if len(path) > 1 and path[0] == "slide" and isinstance(path[1], str):
            index = self.index_by_slide.get(path[1])
            if index is not None:
                return ("slide", index, *path[2:])
        return path

    def to_id_path(self, path: IndexPath) -> KeyPath:
        """Return a path with the id of the slide for its index."""
        if len(path) > 1 and path[0] == "slide" and isinstance(path[1], int) and path[1] < len(self.slide_ids):
            return ("slide", self.slide_ids[path[1]], *path[2:])
        return path

    # ------------------------------------------------------------------ the index

    @cached_property
    def statements(self) -> list[Statement]:
        """Return the headers and pairs of the text, in order."""
        return scan(self.text)

    @cached_property
    def statement_numbers_by_table(self) -> dict[IndexPath, list[int]]:
        """Return the statements of each slide, event or other table.

        Keys are the first two parts of their paths, values their indexes in order.
        """
        numbers: dict[IndexPath, list[int]] = {}
        for number, statement in enumerate(self.statements):
            numbers.setdefault(statement.path[:2], []).append(number)
        return numbers

    @cached_property
    def _statement_starts(self) -> list[int]:
        return [statement.start for statement in self.statements]

    @cached_property
    def _line_starts(self) -> list[int]:
        starts, newline = [1 if self.text.startswith("\ufeff") else 0], self.text.find("\n")
        while newline >= 0:
            starts.append(newline + 1)
            newline = self.text.find("\n", newline + 1)
        return starts

    @cached_property
    def _statement_by_path(self) -> dict[IndexPath, Statement]:
        """Return the first statement of each path.

        A table that only dotted names imply has the statement that first names it.
        """
        statements: dict[IndexPath, Statement] = {}
        for statement in self.statements:
            path = statement.path
            if (
                path not in statements
                or statements[path].kind == "pair" != statement.kind
                or statements[path].path != path
            ):
                statements[path] = statement
            for length in range(len(path) - 1, 0, -1):
                if path[:length] in statements:
                    break
                statements[path[:length]] = statement
        return statements

    def _find_lenient(self, index_path: IndexPath) -> ValueNode | Statement | None:
        """Return the value or statement at a path, zeros optional.

        A single table [slide] may be written where a list of tables [[slide]] is meant; the path then has a 0 too many.
        """
        target = self.find_exact(index_path)
        zeros = [number for number, part in enumerate(index_path) if part == 0 and isinstance(part, int)]
        if target is None and zeros:
            for count in range(1, len(zeros) + 1):
                for left_out in combinations(zeros, count):
                    target = self.find_exact(
                        tuple(part for number, part in enumerate(index_path) if number not in left_out)
                    )
                    if target is not None:
                        return target
        return target

    def find_exact(self, index_path: IndexPath) -> ValueNode | Statement | None:
        """Return the value node or the table's statement at a path.

        None where the text has neither.
        """
        statement_by_path = self._statement_by_path
        statement = statement_by_path.get(index_path)
        if statement is not None:
            if statement.kind == "pair" and statement.path == index_path:
                return parse_value(self.text, statement)
            return statement
        for length in range(len(index_path) - 1, 0, -1):
            statement = statement_by_path.get(index_path[:length])
            if statement is None:
                continue
            if statement.kind != "pair" or statement.path != index_path[:length]:
                return None
            node = parse_value(self.text, statement)
            for key in index_path[length:]:
                inner = node.items.get(key)
                if inner is None:
                    return None
                node = inner
            return node
        return None

    def _span(self, path: KeyPath, where: Literal["key", "value"]) -> tuple[int, int]:
        index_path = self.to_index_path(path)
        while index_path:
            pair = self._statement_by_path.get(index_path) if where == "key" else None
            if pair is not None and pair.kind == "pair" and pair.path == index_path:
                return pair.key_start, pair.key_end  # its value may be long, and is not read
            target = self._find_lenient(index_path)
            if isinstance(target, ValueNode):
                if where == "key" and target.key_start >= 0:
                    return target.key_start, target.key_end
                return target.start, target.end
            if isinstance(target, Statement):
                return self._header_span(target, index_path)
            index_path, where = index_path[:-1], "key"
        start = self._line_starts[0]
        return start, min(start + 1, len(self.text))

    def _header_span(self, statement: Statement, index_path: IndexPath) -> tuple[int, int]:
        """Return the span of a header, or of one part.

        The part is the name of the table that the header implies at `index_path`.
        """
        if statement.path == index_path:
            return statement.key_start, statement.key_end
        keys = [part for part in statement.path if isinstance(part, str)]
        key_count = len([part for part in index_path if isinstance(part, str)])
        parts = self.key_parts_of(statement)
        index = key_count - 1 - (len(keys) - len(parts))
        if 0 <= index < len(parts):
            return parts[index][1], parts[index][2]
        return statement.key_start, statement.key_end

    def _source_range(self, start: int, end: int) -> SourceRange:
        return SourceRange(start, end, *self.line_and_column(start), *self.line_and_column(max(end, start)))
