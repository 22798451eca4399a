"""Find the ids that a text defines and refers to.

The text may be invalid TOML, of which the reader would find nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from desktop.story.assist.cursor import field_definition
from desktop.story.format.fields import TABLES_BY_NAME
from desktop.story.problems.problem_messages import TERMS
from desktop.story.toml.scan import IndexPath, Statement, ValueNode, parse_literal, parse_value
from desktop.story.toml.source_map import source_map_of

_REFERENCE_KEYS: Final = frozenset(
    field.key for table in TABLES_BY_NAME.values() for field in table.fields if field.refers_to
)
_REFERENCE_PATTERN: Final = re.compile(rf"\b(?:{'|'.join(sorted(_REFERENCE_KEYS))})[ \t]*=")


def story_languages(text: str) -> tuple[str, ...]:
    """Return the languages that the story gives."""
    node = source_map_of(text).find_exact(("story", "languages"))
    codes = parse_literal(text[node.start : node.end]) if isinstance(node, ValueNode) else None
    return tuple(dict.fromkeys(name for name in codes if isinstance(name, str))) if isinstance(codes, list) else ()


def language_name(code: str, language: str) -> str:
    """Return the name of a language in `language`, or ""."""
    key = f"language.{code}"
    return TERMS(key, language) if key in TERMS else ""


def table_ids(text: str, table_name: str) -> tuple[str, ...]:
    """Return the ids of the tables of one kind, in order."""
    found_ids: dict[str, None] = {}
    for statement in source_map_of(text).statements:
        if statement.path[0] == table_name and len(statement.path) > 1:
            found_ids.setdefault(str(statement.path[1]))
        elif statement.path == (table_name,) and statement.kind == "pair":
            found_ids.update(dict.fromkeys(map(str, parse_value(text, statement).items)))
    return tuple(found_ids)


def titled_ids(text: str, table_name: str, language: str) -> list[tuple[str, str]]:
    """Return the ids of tables of one kind, with title and date."""
    parts_by_id: dict[str, dict[str, str]] = {key: {} for key in table_ids(text, table_name)}
    for statement in source_map_of(text).statements:
        if statement.kind == "pair" and statement.path[0] == table_name and len(statement.path) > 2:
            key, field = str(statement.path[1]), str(statement.path[2])
            if field in ("title", "publisher", "date") and (len(statement.path) == 3 or statement.path[3] == language):
                parts_by_id[key][field] = _one_line(text, statement, language)
    return [
        (key, " · ".join(found[what] for what in ("date", "publisher", "title") if found.get(what)))
        for key, found in parts_by_id.items()
    ]


def _one_line(text: str, pair: Statement, language: str) -> str:
    """Return a text as one line of at most 100 characters.

    It is in `language` if there is a translation, else in the first language written.
    """
    node = parse_value(text, pair)
    if node.kind == "table" and node.items:
        node = node.items.get(language) or next(iter(node.items.values()))
    snippet = text[node.start : node.end]
    simple = node.kind == "string" and "\\" not in snippet and not snippet.startswith(('"""', "'''"))
    value = snippet[1:-1] if simple else parse_literal(snippet) if node.kind == "string" else snippet
    return " ".join(str(value or "").split())[:100]


def may_refer(text: str, pair: Statement) -> bool:
    """Return whether a key or its value may refer to ids."""
    return pair.path[-1] in _REFERENCE_KEYS or bool(_REFERENCE_PATTERN.search(text, pair.value_start, pair.end))


@lru_cache(maxsize=2)
def referenced_ids(text: str) -> dict[str, tuple[str, ...]]:
    """Return the ids that the text refers to, by table name."""
    ids_by_table: dict[str, dict[str, None]] = {}

    def collect(node: ValueNode, path: IndexPath) -> None:
        field = field_definition(path)
        if field is not None and field.refers_to:
            for item in (node, *node.items.values()):
                if item.kind == "string":
                    ids_by_table.setdefault(field.refers_to, {}).setdefault(text[item.start + 1 : item.end - 1])
            return
        for key, inner in node.items.items():
            collect(inner, (*path, key))

    for pair in source_map_of(text).statements:
        if pair.kind == "pair" and may_refer(text, pair):
            collect(parse_value(text, pair), pair.path)
    return {name: tuple(ids) for name, ids in ids_by_table.items()}
