"""What a text names and what it defines: the ids of its tables with what they are called, and the ids it refers to.

All of it is found in a text that is being typed, where the reader would find nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from desktop.story.assist.cursor import field_of
from desktop.story.format.fields import TABLES
from desktop.story.problems.messages import NAMES
from desktop.story.toml.scan import Node, RawPath, Statement, literal, node_of
from desktop.story.toml.source_map import places

_REFERRING: Final = frozenset(field.key for table in TABLES.values() for field in table.fields if field.refers)
_MAY_REFER: Final = re.compile(rf"\b(?:{'|'.join(sorted(_REFERRING))})[ \t]*=")


def languages(text: str) -> tuple[str, ...]:
    """Return the languages that the story says it is in."""
    node = places(text).find(("story", "languages"))
    found = literal(text[node.start : node.end]) if isinstance(node, Node) else None
    return tuple(dict.fromkeys(name for name in found if isinstance(name, str))) if isinstance(found, list) else ()


def tongue(code: str, language: str) -> str:
    """Return the name of a language in a language, or "" where it has none here."""
    said = NAMES.get(f"language.{code}")
    return said[language.startswith("fr")] if said else ""


def ids(text: str, name: str) -> tuple[str, ...]:
    """Return the ids of the tables of a kind, in order."""
    found: dict[str, None] = {}
    for one in places(text).statements:
        if one.path[0] == name and len(one.path) > 1:
            found.setdefault(str(one.path[1]))
        elif one.path == (name,) and one.kind == "pair":
            found.update(dict.fromkeys(map(str, node_of(text, one).items)))
    return tuple(found)


def titled(text: str, name: str, language: str) -> list[tuple[str, str]]:
    """Return the ids of the tables of a kind, each with its title and date."""
    said: dict[str, dict[str, str]] = {key: {} for key in ids(text, name)}
    for one in places(text).statements:
        if one.kind == "pair" and one.path[0] == name and len(one.path) > 2:
            key, what = str(one.path[1]), str(one.path[2])
            if what in ("title", "publisher", "date") and (len(one.path) == 3 or one.path[3] == language):
                said[key][what] = _plain(text, one, language)
    return [
        (key, " · ".join(found[what] for what in ("date", "publisher", "title") if found.get(what)))
        for key, found in said.items()
    ]


def _plain(text: str, pair: Statement, language: str) -> str:
    """Return a text as one line: in the language, else as it is first written."""
    node = node_of(text, pair)
    if node.kind == "table" and node.items:
        node = node.items.get(language) or next(iter(node.items.values()))
    snippet = text[node.start : node.end]
    simple = node.kind == "string" and "\\" not in snippet and not snippet.startswith(('"""', "'''"))
    value = snippet[1:-1] if simple else literal(snippet) if node.kind == "string" else snippet
    return " ".join(str(value or "").split())[:100]


@lru_cache(maxsize=2)
def referred(text: str) -> dict[str, tuple[str, ...]]:
    """Return the ids that the text refers to, by the kind of table that they mean."""
    found: dict[str, dict[str, None]] = {}

    def note(node: Node, path: RawPath) -> None:
        field = field_of(path)
        if field is not None and field.refers:
            for one in (node, *node.items.values()):
                if one.kind == "string":
                    found.setdefault(field.refers, {}).setdefault(text[one.start + 1 : one.end - 1])
            return
        for key, inner in node.items.items():
            note(inner, (*path, key))

    for pair in places(text).statements:
        if pair.kind == "pair" and (pair.path[-1] in _REFERRING or _MAY_REFER.search(text, pair.value_start, pair.end)):
            note(node_of(text, pair), pair.path)
    return {name: tuple(ids) for name, ids in found.items()}
