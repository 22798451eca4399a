"""Read and write single keys of a story's text, as forms do.

What a form shows is what the text says, valid or not: the story holds only what could be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from desktop.story.edit.edit import Edit, combine_replacements, delete, set_date, set_text, set_value
from desktop.story.edit.remove import statement_runs
from desktop.story.localized_text import KeyPath
from desktop.story.toml.parser import loads
from desktop.story.toml.scan import IndexPath, ValueNode, parse_literal
from desktop.story.toml.source_map import source_map_of


def data_at(text: str, path: KeyPath) -> Any:
    """Return the data that a text gives at a path, or None.

    Only the statements of its slide, event or other table are parsed, so the rest of the text may be broken. The data are
    shared by all who ask: they must not be changed.
    """
    toml_map = source_map_of(text)
    index_path = toml_map.to_index_path(path)
    target = toml_map.find_exact(index_path)
    if isinstance(target, ValueNode) and not target.implicit:
        return parse_literal(text[target.start : target.end])
    if target is None:
        return None
    owner = index_path[:1] if index_path[0] == "story" else index_path[:2]
    table_text = _table_text(text, owner)
    if not table_text:
        return _descend(text, index_path)
    # A slide is the only one of its table's text.
    return _descend(table_text, ("slide", 0, *index_path[2:]) if index_path[0] == "slide" else index_path)


@lru_cache(maxsize=4)
def _table_text(text: str, owner: IndexPath) -> str:
    """Return the statements of a table, "" without a header."""
    toml_map = source_map_of(text)
    statements = [
        toml_map.statements[number]
        for first, last in statement_runs(toml_map, owner)
        for number in range(first, last + 1)
    ]
    if not statements or statements[0].kind == "pair":
        return ""
    return "\n".join(text[one.start : one.end] for one in statements)


def _descend(text: str, index_path: IndexPath) -> Any:
    try:
        data: Any = _parsed(text.removeprefix("\ufeff"))
        for part in index_path:
            data = data[part]
    except (ValueError, KeyError, IndexError, TypeError):
        return None
    return data


@lru_cache(maxsize=4)
def _parsed(text: str) -> dict[str, Any]:
    """Return the data of a table's text.

    Forms and notes ask for the same one.
    """
    return loads(text)


def set_key(text: str, path: KeyPath, value: object) -> Edit:
    """Return the edit that sets a key, or removes it for None.

    A list that becomes empty is removed with its key.
    """
    if value is None or value in ("", [], ()):
        return replace(delete(text, path), name="change")
    return set_value(text, path, value)


def set_date_key(text: str, path: KeyPath, date: str) -> Edit:
    """Return the edit that sets a date, or removes it for ""."""
    return set_date(text, path, date) if date else replace(delete(text, path), name="date")


def write_text(text: str, path: KeyPath, language: str, words: str, languages: Sequence[str]) -> Edit:
    """Return the edit that writes a text in one language.

    A text for all languages becomes a table that keeps it for the others. Without a text in any language the key goes.
    """
    if words:
        return set_text(text, path, language, words, languages)
    old = data_at(text, path)
    if isinstance(old, dict):
        if set(old) - {language}:
            return replace(delete(text, (*path, language)), name="write") if language in old else Edit(0, 0, "")
    elif isinstance(old, str) and len(languages) > 1 and not isinstance(path[-1], int):
        return set_value(text, path, {code: old for code in languages if code != language}, "write")
    return replace(delete(text, path), name="write")


def move_in_list(text: str, path: KeyPath, offset: int) -> Edit:
    """Return the edit that moves an element of a list."""
    values = data_at(text, path[:-1])
    toml_map = source_map_of(text)
    array = toml_map.find_exact(toml_map.to_index_path(path[:-1]))
    first = path[-1]
    if not isinstance(values, list) or not isinstance(first, int) or not isinstance(array, ValueNode):
        return Edit(0, 0, "")
    second = max(0, min(len(values) - 1, first + offset))
    order = list(range(len(values)))
    order.insert(second, order.pop(first))
    spans = [(array.items[number].start, array.items[number].end) for number in range(len(values))]
    changes = [(*span, text[slice(*spans[source])]) for span, source in zip(spans, order, strict=True)]
    return replace(combine_replacements(text, changes), name="move")
