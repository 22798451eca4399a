"""Read and replace one string of a story's text."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.story.localized_text import KeyPath
from desktop.story.toml.scan import ValueNode, parse_literal
from desktop.story.toml.source_map import source_map_of


def string_at(text: str, key_path: KeyPath) -> str | None:
    """Return the string at `key_path`, or None.

    A table with a string for each language gives None.
    """
    toml_map = source_map_of(text)
    node = toml_map.find_exact(toml_map.to_index_path(key_path))
    return parse_literal(text[node.start : node.end]) if isinstance(node, ValueNode) and node.kind == "string" else None


def find_string(text: str, base: str, key_path: KeyPath) -> KeyPath | None:
    """Return the path of a string of `base` in a changed text.

    It may have moved in its list, or its slide may have another id. Returns None where that is not certain.
    """
    words = string_at(base, key_path)
    if words is None or string_at(text, key_path) == words:
        return key_path if words is not None else None
    moved = {path for path in _neighbours(text, key_path) if string_at(text, path) == words != string_at(base, path)}
    return moved.pop() if len(moved) == 1 else None


def _neighbours(text: str, key_path: KeyPath) -> Iterator[KeyPath]:
    """Yield the paths with another list index or another slide."""
    toml_map = source_map_of(text)
    for place, part in enumerate(key_path):
        head, tail = key_path[:place], key_path[place + 1 :]
        if isinstance(part, int):
            array = toml_map.find_exact(toml_map.to_index_path(head))
            items = len(array.items) if isinstance(array, ValueNode) else 0
            yield from ((*head, index, *tail) for index in range(items))
        elif head == ("slide",):
            yield from ((*head, slide_id, *tail) for slide_id in toml_map.slide_ids)
