"""Read and replace one string of a story's text."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.story.edit.edit import Edit, set_text
from desktop.story.model import KeyPath
from desktop.story.toml.scan import ValueNode, parse_literal
from desktop.story.toml.source_map import source_map_of


def string_at(text: str, key_path: KeyPath) -> str | None:
    """Return the string at `key_path`, or None.

    A table with a string for each language gives None.
    """
    toml_map = source_map_of(text)
    node = toml_map.find_exact(toml_map.to_index_path(key_path))
    return parse_literal(text[node.start : node.end]) if isinstance(node, ValueNode) and node.kind == "string" else None


def replace_string(text: str, key_path: KeyPath, new_text: str, language: str, languages: Sequence[str]) -> Edit:
    """Return the edit that replaces a string in one language.

    A string for all languages becomes a table that keeps the old text for the others. Raises EditError if the text
    has no place for it.
    """
    if key_path and key_path[-1] in languages:
        return set_text(text, key_path[:-1], str(key_path[-1]), new_text, languages)
    return set_text(text, key_path, language, new_text, languages)
