"""Add, move and remove the parts of a slide or an event.

Parts are the tables of a list: claims, figures, lines, points. A list is written as tables with headers, such as
[[slide.claim]], or as an array of tables in braces; each stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from desktop.story.edit.edit import Edit, EditError, combine_replacements, delete, describe_target, diff, set_value
from desktop.story.edit.fields import move_in_list
from desktop.story.edit.remove import block_end, statement_runs
from desktop.story.format.field import Field, Table
from desktop.story.format.fields import TABLES_BY_NAME
from desktop.story.localized_text import KeyPath
from desktop.story.toml.scan import IndexPath, Statement, ValueNode
from desktop.story.toml.source_map import SourceMap, source_map_of
from desktop.story.toml.write import encode_key, encode_value, newline_of

_LISTS_OF_TABLES: Final = frozenset(
    field.key for table in TABLES_BY_NAME.values() for field in table.fields if field.kind == "tables"
)
"""The keys whose parts are tables; other lists hold texts."""


def part_count(text: str, list_path: KeyPath) -> int:
    """Return the number of parts that a list has in the text."""
    toml_map = source_map_of(text)
    index_path = toml_map.to_index_path(list_path)
    count = 0
    while toml_map.find_exact((*index_path, count)) is not None:
        count += 1
    return count


def add_part(text: str, list_path: KeyPath, part: Mapping[str, object] | str) -> Edit:
    """Return the edit that appends a part to a list.

    A list that is not there yet begins with it. Raises EditError where the text has no place for it.
    """
    toml_map = source_map_of(text)
    index_path = toml_map.to_index_path(list_path)
    count = part_count(text, list_path)
    target = toml_map.find_exact(index_path)
    subject = describe_target(text, list_path)
    if isinstance(target, ValueNode):
        return replace(set_value(text, (*list_path, count), part, "add"), subject=subject)
    if isinstance(part, str) or list_path[-1] not in _LISTS_OF_TABLES or not _may_have_headers(toml_map, index_path):
        return replace(set_value(text, list_path, [part], "add"), subject=subject)
    newline = newline_of(text)
    header = ".".join(encode_key(one) for one in list_path if isinstance(one, str) and one != _id_of_slide(list_path))
    pairs = [f"{encode_key(key)} = {encode_value(value, '', newline)}" for key, value in part.items()]
    last_run = statement_runs(toml_map, (*index_path, count - 1) if count else index_path[:2])[-1]
    first_line = toml_map.statements[last_run[0]]
    indent = text[first_line.start : first_line.key_start].rstrip("[") if count else ""
    lines = [f"{indent}{line}" for line in (f"[[{header}]]", *pairs)]
    offset = block_end(toml_map, last_run[1])
    return Edit(offset, offset, newline * 2 + newline.join(lines), "add", subject)


def move_part(text: str, path: KeyPath, offset: int) -> Edit:
    """Return the edit that moves a part in its list.

    The comments above a part move with it.
    """
    toml_map = source_map_of(text)
    index_path = toml_map.to_index_path(path)
    subject = describe_target(text, path)
    if isinstance(toml_map.find_exact(index_path[:-1]), ValueNode):
        return replace(move_in_list(text, path, offset), subject=subject)
    count, first = part_count(text, path[:-1]), path[-1]
    if not isinstance(first, int) or first >= count:
        raise EditError("nowhere", path)
    second = max(0, min(count - 1, first + offset))
    order = list(range(count))
    order.insert(second, order.pop(first))
    spans = []
    for number in range(count):
        runs = statement_runs(toml_map, (*index_path[:-1], number))
        if len(runs) != 1:
            raise EditError("nowhere", path)
        spans.append((toml_map.leading_comment_start(runs[0][0]), block_end(toml_map, runs[0][1])))
    changes = [(*span, text[slice(*spans[source])]) for span, source in zip(spans, order, strict=True)]
    changed = [change for number, change in enumerate(changes) if order[number] != number]
    return replace(combine_replacements(text, changed), name="move", subject=subject)


def remove_parts(text: str, list_path: KeyPath, numbers: Iterable[int]) -> Edit:
    """Return the one edit that removes several parts of a list."""
    after = text
    for number in sorted(numbers, reverse=True):
        after = delete(after, (*list_path, number)).apply(after)
    return replace(diff(text, after), name="change", subject=describe_target(text, list_path))


def _may_have_headers(toml_map: SourceMap, index_path: IndexPath) -> bool:
    """Return whether a list of tables may be written with headers here.

    It may where its owner, a slide or an event, has a header, and no table in between is written in braces.
    """
    owner = index_path[:2]
    target = toml_map.find_exact(owner)
    if len(index_path) != 3 or not isinstance(target, Statement):
        return False
    return target.kind != "pair" and target.path == owner


def _id_of_slide(path: KeyPath) -> str:
    return str(path[1]) if path[0] == "slide" else ""


def new_part(table: Table) -> dict[str, object]:
    """Return the keys of a new part, those that its table requires."""
    keys = [field.key for field in table.fields if field.required] or list(table.requires_one_of[0][:1])
    return {field.key: _first_value(field) for field in table.fields if field.key in keys}


def _first_value(field: Field) -> object:
    if field.kind in ("number", "integer"):
        return 1
    if field.kind == "tables":
        return [new_part(TABLES_BY_NAME[field.table])]
    return "…"
