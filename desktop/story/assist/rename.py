"""Find every use of an id, and rename it everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from desktop.story.assist.cursor import cursor_context, field_definition
from desktop.story.assist.ids_in_text import may_refer
from desktop.story.edit.edit import Edit, EditError, combine_replacements
from desktop.story.format.fields import NAMED_TABLES
from desktop.story.ids import ID_PATTERN
from desktop.story.localized_text import KeyPath
from desktop.story.toml.scan import IndexPath, ValueNode, parse_literal, parse_value
from desktop.story.toml.source_map import SourceMap, source_map_of
from desktop.story.toml.write import encode_key, encode_value, newline_of

TABLES_WITH_IDS: Final = (*NAMED_TABLES, "slide")


class Use(NamedTuple):
    """A place of an id in the text."""

    start: int
    end: int
    path: KeyPath  # of the key that refers to the id, or of the table that it names
    is_definition: bool


def find_uses(text: str, table_name: str, item_id: str) -> list[Use]:
    """Return where an id is defined and used, in the text's order."""
    toml_map = source_map_of(text)
    uses = [*_definitions(toml_map, table_name, item_id)]
    for pair in toml_map.statements:
        if pair.kind == "pair" and item_id in text[pair.value_start : pair.end]:
            uses += _references(toml_map, parse_value(text, pair), pair.path, table_name, item_id)
    return sorted(uses)


def _definitions(toml_map: SourceMap, table_name: str, item_id: str) -> Iterator[Use]:
    text = toml_map.text
    if table_name == "slide":
        index_path = toml_map.to_index_path(("slide", item_id))
        node = toml_map.find_exact((*index_path, "id"))
        if isinstance(node, ValueNode) and parse_literal(text[node.start : node.end]) == item_id:
            yield Use(node.start, node.end, ("slide", item_id), True)
        return
    for statement in toml_map.statements:
        if statement.path[:2] == (table_name, item_id):
            parts = toml_map.key_parts_of(statement)
            # A header names the whole path; a key only what its header does not.
            place = 1 if statement.kind != "pair" else 1 - (len(statement.path) - len(parts))
            if 0 <= place < len(parts):
                yield Use(parts[place][1], parts[place][2], (table_name, item_id), True)
        elif statement.path == (table_name,) and statement.kind == "pair":
            item = parse_value(text, statement).items.get(item_id)
            if item is not None and item.key_start >= 0:
                yield Use(item.key_start, item.key_end, (table_name, item_id), True)


def _references(toml_map: SourceMap, node: ValueNode, path: IndexPath, table_name: str, item_id: str) -> Iterator[Use]:
    text = toml_map.text
    if node.kind == "string":
        field = field_definition(path)
        if (
            field is not None
            and field.refers_to == table_name
            and parse_literal(text[node.start : node.end]) == item_id
        ):
            yield Use(node.start, node.end, toml_map.to_id_path(path), False)
    for key, inner in node.items.items():
        yield from _references(toml_map, inner, (*path, key), table_name, item_id)


def id_at(text: str, offset: int) -> tuple[str, str] | None:
    """Return the table's name and the id at an offset, or None."""
    context = cursor_context(text, offset)
    if context.where == "value" and context.quote:
        item_id, field = text[context.start : context.end], field_definition(context.path)
        if field is not None and field.refers_to:
            return field.refers_to, item_id
        return ("slide", item_id) if context.path[:1] == ("slide",) and context.path[2:] == ("id",) else None
    toml_map = source_map_of(text)
    path = toml_map.path_at(*toml_map.line_and_column(offset))
    is_header = context.where == "header"
    return (str(path[0]), str(path[1])) if is_header and len(path) > 1 and path[0] in TABLES_WITH_IDS else None


def rename_id(text: str, table_name: str, old_id: str, new_id: str) -> Edit:
    """Return the edit that renames an id everywhere.

    Raises EditError for an id that is taken, is no id, or has no place in the text.
    """
    if not ID_PATTERN.fullmatch(new_id):
        raise EditError("id", (new_id,))
    toml_map = source_map_of(text)
    known_ids = toml_map.slide_ids if table_name == "slide" else ()
    if new_id in known_ids or (table_name != "slide" and toml_map.find_exact((table_name, new_id)) is not None):
        raise EditError("there", (table_name, new_id))
    uses = find_uses(text, table_name, old_id)
    if not any(use.is_definition for use in uses):
        raise EditError("nowhere", (table_name, old_id))
    changes = []
    for use in uses:
        is_key = use.is_definition and table_name != "slide"
        written = encode_key(new_id) if is_key else encode_value(new_id, text[use.start : use.end], newline_of(text))
        changes.append((use.start, use.end, written))
    return replace(combine_replacements(text, changes), name="rename", subject=new_id)


def uses_by_id(text: str, table_name: str) -> dict[str, list[KeyPath]]:
    """Return the paths of the keys that refer to each id."""
    toml_map = source_map_of(text)
    paths_by_id: dict[str, list[KeyPath]] = {}

    def collect(node: ValueNode, path: IndexPath) -> None:
        if node.kind == "string":
            field = field_definition(path)
            if field is not None and field.refers_to == table_name:
                item_id = str(parse_literal(text[node.start : node.end]))
                paths_by_id.setdefault(item_id, []).append(toml_map.to_id_path(path))
        for key, inner in node.items.items():
            collect(inner, (*path, key))

    for pair in toml_map.statements:
        if pair.kind == "pair" and may_refer(text, pair):
            collect(parse_value(text, pair), pair.path)
    return paths_by_id
