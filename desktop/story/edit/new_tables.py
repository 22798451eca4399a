"""Add events, tracks and sources, whose ids make themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.story.edit.edit import Edit, add_table
from desktop.story.edit.slides import unique_id
from desktop.story.ids import id_from_text
from desktop.story.toml.source_map import source_map_of


def free_id(text: str, table_name: str, name: str) -> str:
    """Return an id made from a name that no table has.

    Where no letter of the name can stand in an id, it is made from the kind of table.
    """
    toml_map = source_map_of(text)
    base = id_from_text(name)
    base = base if base and not base[0].isdigit() else f"{table_name}-{base}".rstrip("-")
    number, candidate = 1, base
    while toml_map.find_exact((table_name, candidate)) is not None:
        number += 1
        candidate = f"{base}-{number}"
    return candidate


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
