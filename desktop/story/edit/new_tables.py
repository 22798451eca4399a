"""Add events, tracks and sources, whose ids make themselves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from desktop.story.edit.edit import Edit, add_table
from desktop.story.edit.remove import line_end
from desktop.story.edit.slides import unique_id
from desktop.story.ids import id_from_text
from desktop.story.toml.scan import ValueNode
from desktop.story.toml.source_map import source_map_of
from desktop.story.toml.write import newline_of


def free_id(text: str, table_name: str, name: str, also_used: Collection[str] = ()) -> str:
    """Return an id made from a name that no table has.

    Where no letter of the name can stand in an id, it is made from the kind of table. Nor is it one of `also_used`.
    """
    toml_map = source_map_of(text)
    base = id_from_text(name)
    base = base if base and not base[0].isdigit() else f"{table_name}-{base}".rstrip("-")
    number, candidate = 1, base
    while candidate in also_used or toml_map.find_exact((table_name, candidate)) is not None:
        number += 1
        candidate = f"{base}-{number}"
    return candidate


def add_tables(text: str, table_name: str, blocks: Mapping[str, str]) -> str:
    """Return the text with new tables of a kind.

    `blocks` are their TOML texts by their ids. It is as if they were added one after the other.
    """
    if isinstance(source_map_of(text).find_exact((table_name,)), ValueNode):
        for table_id, block in blocks.items():
            text = add_table(text, table_name, table_id, block).apply(text)
        return text
    newline = newline_of(text)
    added, endings = "", ""
    for block in blocks.values():
        # The next table is added below the last key of this one, above the comments at its end.
        end = line_end(block, source_map_of(block).statements[-1].end)
        added += (newline * 2 if added else "") + block[:end]
        endings = block[end:] + endings
    if not added:
        return text
    return add_table(text, table_name, next(iter(blocks)), added + endings).apply(text)


def localized(words: str, language: str, languages: Sequence[str]) -> object:
    """Return a text as the story writes one in a language."""
    return {language: words} if language and len(languages) > 1 else words


def add_named_table(text: str, table_name: str, name: str, values: Mapping[str, object]) -> tuple[Edit, str]:
    """Return the edit that adds a table, and its new id.

    The id is made from `name`; empty values are left out.
    """
    table_id = free_id(text, table_name, name)
    kept = {key: value for key, value in values.items() if value not in ("", (), [], None)}
    return add_table(text, table_name, table_id, kept), table_id


def free_slide_id(text: str, base_id: str) -> str:
    """Return an unused slide id: `base_id`, else with a number."""
    used_ids = set(source_map_of(text).slide_ids)
    return base_id if base_id and base_id not in used_ids else unique_id(text, base_id)
