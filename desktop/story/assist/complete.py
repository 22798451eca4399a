"""What may be written where the cursor is, from the definition that the reader reads by; in a text that is being typed.

`complete` gives what fits, the likeliest first, each with a line of help; `definition` gives where an id is defined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal

from desktop.fast_dataclass import dataclass
from desktop.i18n import Words
from desktop.story.assist.cursor import Cursor, around, cursor, field_of, table_of
from desktop.story.assist.names import ids, languages, referred, titled, tongue
from desktop.story.format.fields import (
    COLUMN_FIELDS,
    DATA_SUFFIXES,
    IMAGE_SUFFIXES,
    LAYOUT_TABLE,
    STEP_NUMBERED,
    STEP_PARTS,
    TABLES,
    Field,
    Layout,
    Table,
)
from desktop.story.ids import ID
from desktop.story.model import COLORS, LAYOUTS
from desktop.story.problems.messages import NAMES
from desktop.story.toml.scan import Node, RawPath, literal
from desktop.story.toml.source_map import Places, places
from desktop.story.toml.write import write_key

Kind = Literal[
    "table", "key", "layout", "value", "source", "track", "event", "color", "file", "language", "part", "text"
]
MOST: Final = 200
"""How many suggestions are given at most."""

_words: Final = Words(
    {
        "new": ("A new {name}", "Nouvelle table : {name}"),
        "missing": ("Is named, and not there yet", "Est nommé, et n’existe pas encore"),
        "name": ("its id", "son identifiant"),
        "used": ("Used in this story", "Utilisée dans ce récit"),
        "translated": ("One text for each language", "Un texte par langue"),
    }
)
_hex: Final = re.compile(r"[\"'](#[0-9a-fA-F]{6})[\"']")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to write: `text` takes the place of text[start:end], and the cursor goes to `start + cursor`."""

    label: str
    text: str
    kind: Kind
    help: str
    start: int
    end: int
    cursor: int

    def apply(self, text: str) -> str:
        """Return the text with the suggestion taken."""
        return text[: self.start] + self.text + text[self.end :]


def complete(
    text: str, offset: int, language: str, files: Iterable[str] = (), earlier: str | None = None
) -> list[Suggestion]:
    """Return what may be written at an offset, the best first; `files` are the names that pictures and data may have.

    `earlier` is a text of a moment ago to take ids and titles from: a long text need then not be looked through at each
    key. Nothing may be wrong with any text; a place where nothing is known gives an empty list.
    """
    start, end = around(text, offset)
    here = cursor(text[start:end], offset - start)
    maker = _Maker(text, start, end, here, language, tuple(files), text if earlier is None else earlier)
    found = {"header": maker.headers, "key": maker.keys, "value": maker.values, "nowhere": list}[here.where]()
    return _matching(found, here.word)[:MOST]


def definition(text: str, offset: int) -> int | None:
    """Return where the id at an offset is defined (its header), or None where no id stands or none is defined."""
    here = cursor(text, offset)
    found = places(text)
    path: RawPath = ()
    if here.where == "value" and here.quote:
        field = field_of(here.path)
        if field is not None and field.refers:
            path = (field.refers, text[here.start : here.end])
    elif here.where == "header":
        parts = [part.strip(" \t\"'") for part in text[here.start : here.end].strip("[] \t").split(".")]
        if len(parts) > 2 and parts[0] in ("event", "track", "source"):
            path = (parts[0], parts[1])
    if not path or found.find(path) is None:
        return None
    return found.key(path).start


def _matching(found: Sequence[Suggestion], word: str) -> list[Suggestion]:
    """Return those that begin with the word, then those that have it inside, then those that have its letters."""
    typed = word.casefold().lstrip("[")
    if not typed:
        return list(found)
    loose = re.compile(".*?".join(map(re.escape, typed)))
    ranked: list[list[Suggestion]] = [[], [], []]
    for one in found:
        label = one.label.casefold().lstrip("[")
        if label.startswith(typed):
            ranked[0].append(one)
        elif typed in label:
            ranked[1].append(one)
        elif len(typed) > 1 and loose.match(label):
            ranked[2].append(one)
    return [one for rank in ranked for one in rank]


class _Maker:
    """Makes the suggestions for one cursor."""

    def __init__(
        self, text: str, start: int, end: int, here: Cursor, language: str, files: tuple[str, ...], names: str
    ) -> None:
        self.text, self.start, self.here, self.files = text[start:end], start, here, files
        self.names = names
        self.language = language
        self.french = language.startswith("fr")
        self.found: Places = places(self.text)

    def _say(self, english_french: tuple[str, str]) -> str:
        return english_french[self.french]

    def _one(self, label: str, text: str, kind: Kind, said: str, cursor: int = -1) -> Suggestion:
        start, end = self.start + self.here.start, self.start + self.here.end
        return Suggestion(label, text, kind, said, start, end, len(text) if cursor < 0 else cursor)

    # ------------------------------------------------------------------ tables

    def headers(self) -> list[Suggestion]:
        """Return the headers that may stand here: the tables inside the one above first."""
        found = [*self._inner_headers()]
        if places(self.names).find(("story",)) is None:
            found.append(self._header("[story]", TABLES["story"]))
        for name in ("slide", "event", "source", "track"):
            table = TABLES[name]
            if name == "slide":
                found.append(self._header("[[slide]]", table))
                continue
            found += [
                self._one(
                    f"[{name}.{write_key(key)}]",
                    f"[{name}.{write_key(key)}]",
                    "table",
                    _words("missing", self.language),
                )
                for key in (self._undefined(name) if self.here.where == "header" else ())
            ]
            found.append(self._header(f"[{name}.]", table, f"[{name}.ID]", len(name) + 2))
        return found

    def _header(self, text: str, table: Table, label: str = "", cursor: int = -1) -> Suggestion:
        return self._one(label or text, text, "table", self._say(table.help), cursor)

    def _inner_headers(self) -> list[Suggestion]:
        """Return the headers of the tables that belong to the slide or event above the cursor."""
        above = self.here.path or next(
            (one.path for one in reversed(self.found.statements) if one.end <= self.here.start and one.kind != "pair"),
            (),
        )
        found: list[Suggestion] = []
        for length in range(len(above), 0, -1):
            path = above[:length]
            table = table_of(path)
            if table is None:
                continue
            name = ".".join(write_key(part) for part in path if isinstance(part, str))
            for field in table.fields:
                inner = f"{name}.{field.key}"
                if field.kind == "tables" and field.table != "point":
                    found.append(self._header(f"[[{inner}]]", TABLES[field.table]))
                elif field.kind == "table" and self.found.find((*path, field.key)) is None:
                    found.append(self._header(f"[{inner}]", TABLES[field.table]))
            if table.name in ("slide", "event"):
                break
        return list(dict.fromkeys(found))

    def _undefined(self, name: str) -> list[str]:
        """Return the ids that something refers to and that no table has."""
        there = set(ids(self.names, name))
        named = referred(self.names).get(name, ())
        return [one for one in named if one not in there and ID.fullmatch(one)]

    # ------------------------------------------------------------------ keys

    def keys(self) -> list[Suggestion]:
        """Return the keys that the table does not have yet, those its layout needs first."""
        here = self.here
        table = table_of(here.path)
        if table is None:
            return self._inner_keys()
        there = set(self._there())
        current = self.text[here.start : here.end]
        layout = self._layout() if table.name == "slide" else None
        found = []
        for field in sorted(table.fields, key=lambda field: _rank(field, table, layout)):
            if field.key in there and field.key != current:
                continue
            table_only = field.kind in ("named", "table") or (field.kind == "tables" and field.key != "points")
            if table_only and not here.inline:
                continue
            value, at = ("", -1) if here.closed else self._value_for(field)
            text = field.key if here.closed else f"{field.key} = {value}"
            cursor = len(field.key) + 3 + at if at >= 0 else -1
            found.append(self._one(field.key, text, "key", self._say(field.help), cursor))
        if not here.inline and not here.closed and "." not in here.word:
            found += self.headers()
        return found

    def _inner_keys(self) -> list[Suggestion]:
        """Return the keys of a table in braces that is a text by languages, or columns."""
        field = field_of(self.here.path)
        there = set(self._there())
        tail = "" if self.here.closed else ' = ""'
        current = self.text[self.here.start : self.here.end]
        if field is not None and field.kind in ("text", "block", "label", "texts"):
            return [
                self._one(name, name + tail, "language", tongue(name, self.language), len(name + tail) - bool(tail))
                for name in languages(self.names)
                if name not in there or name == current
            ]
        if field is not None and field.kind == "columns":
            event = {one.key: one for one in TABLES["event"].fields}
            return [
                self._one(
                    name,
                    name + tail,
                    "key",
                    self._say(event[name].help) if name in event else "",
                    len(name + tail) - bool(tail),
                )
                for name in COLUMN_FIELDS
                if name not in there or name == current
            ]
        return []

    def _there(self) -> list[str]:
        """Return the keys that the table around the cursor has already."""
        path = self.here.path
        depth = len(path)
        keys = [
            str(one.path[depth])
            for one in self.found.statements
            if len(one.path) > depth and one.path[:depth] == path and isinstance(one.path[depth], str)
        ]
        node = self.found.find(path) if path else None
        return [*keys, *map(str, node.items)] if isinstance(node, Node) else keys

    def _layout(self) -> Layout | None:
        node = self.found.find((*self.here.path, "layout"))
        name = literal(self.text[node.start : node.end]) if isinstance(node, Node) else None
        return LAYOUT_TABLE.get(name) if isinstance(name, str) else None

    def _value_for(self, field: Field) -> tuple[str, int]:
        """Return what a new key starts with, and where the cursor goes in it (-1: after it)."""
        match field.kind:
            case "text" | "block":
                return self._text_for(field)
            case "refs" | "strings" | "texts" | "languages":
                return '[""]', 2
            case "tables":
                return "[{ at =  }]", 8
            case "table" | "columns":
                return "{  }", 2
            case "number" | "integer" | "label":
                return "", -1
            case "flag" | "steps":
                return "true", -1
            case _:
                return '""', 1

    def _text_for(self, field: Field) -> tuple[str, int]:
        names = languages(self.names)
        if len(names) < 2:
            return '""', 1
        start = f'{{ {write_key(names[0])} = "'
        return f'{start}"{"".join(f", {write_key(name)} = {chr(34) * 2}" for name in names[1:])} }}', len(start)

    # ------------------------------------------------------------------ values

    def values(self) -> list[Suggestion]:
        """Return the values that the key may have."""
        field = field_of(self.here.path)
        if field is None:
            return []
        makers: dict[str, Callable[[Field], Iterable[tuple[str, Kind, str]]]] = {
            "choice": self._choices,
            "ref": self._refs,
            "refs": self._refs,
            "color": self._colors,
            "image": self._images,
            "file": self._data,
            "languages": self._codes,
            "steps": self._parts,
        }
        if field.kind in makers:
            many = field.kind in ("refs", "languages", "steps")
            return [self._quoted(name, kind, said, many) for name, kind, said in makers[field.kind](field)]
        if self.here.quote or self.here.inline:
            return []
        if field.kind == "flag":
            return [self._one(word, word, "value", self._say(field.help)) for word in ("true", "false")]
        if field.kind in ("text", "block") and not self.here.word and len(languages(self.names)) > 1:
            value, at = self._text_for(field)
            return [self._one("{ … }", value, "text", _words("translated", self.language), at)]
        return []

    def _quoted(self, name: str, kind: Kind, said: str, many: bool) -> Suggestion:
        here = self.here
        if here.quote:
            tail = "" if here.closed else here.quote
            return self._one(name, name + tail, kind, said, len(name + here.quote))
        text = f'["{name}"]' if many and not here.inline else f'"{name}"'
        return self._one(name, text, kind, said)

    def _choices(self, field: Field) -> Iterable[tuple[str, Kind, str]]:
        for name in field.choices:
            if field.choices == LAYOUTS:
                yield name, "layout", self._say(LAYOUT_TABLE[name].help)
            else:
                yield name, "value", self._say(field.help)

    def _refs(self, field: Field) -> Iterable[tuple[str, Kind, str]]:
        kind: Kind = "event" if field.refers == "event" else "track" if field.refers == "track" else "source"
        used = self._used()
        for name, said in titled(self.names, field.refers, self.language):
            if name not in used:
                yield name, kind, said

    def _used(self) -> set[str]:
        """Return the other strings of the list that the cursor is in."""
        here = self.here
        if not here.inline or not here.path or not isinstance(here.path[-1], int):
            return set()
        node = self.found.find(here.path[:-1])
        items = node.items.values() if isinstance(node, Node) else ()
        others = [self.text[one.start + 1 : one.end - 1] for one in items if not one.start <= here.start <= one.end]
        return set(others)

    def _colors(self, _: Field) -> Iterable[tuple[str, Kind, str]]:
        for name in COLORS:
            yield name, "color", ""
        for name in dict.fromkeys(_hex.findall(self.names)):
            yield name, "color", _words("used", self.language)

    def _images(self, field: Field) -> Iterable[tuple[str, Kind, str]]:
        return self._files(field, IMAGE_SUFFIXES)

    def _data(self, field: Field) -> Iterable[tuple[str, Kind, str]]:
        return self._files(field, DATA_SUFFIXES)

    def _files(self, field: Field, suffixes: tuple[str, ...]) -> Iterable[tuple[str, Kind, str]]:
        for name in self.files:
            if name.lower().endswith(suffixes) and not re.search(r"[\"\\\x00-\x1f]", name):
                yield name, "file", self._say(field.help)

    def _codes(self, _: Field) -> Iterable[tuple[str, Kind, str]]:
        used = self._used()
        for key in NAMES:
            code = key.removeprefix("language.")
            if code != key and code not in used:
                yield code, "language", tongue(code, self.language)

    def _parts(self, field: Field) -> Iterable[tuple[str, Kind, str]]:
        used = self._used()
        for part in STEP_PARTS:
            if part not in used and part not in STEP_NUMBERED:
                said = NAMES.get(f"element.{part}")
                yield part, "part", self._say(said or field.help)


# ---------------------------------------------------------------------------- what the story has


def _rank(field: Field, table: Table, layout: Layout | None) -> int:
    """Return 0 for what must be there, 1 for what the layout needs or shows, 2 for the rest."""
    if field.required or any(field.key in group for group in table.needs):
        return 0
    if layout is not None:
        needed = any(field.key in group for group in layout.needs)
        return 0 if needed else 1 if field.key in layout.shows else 2
    return 1
