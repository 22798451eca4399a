"""Plain ways to mend what is wrong: of a problem, the edits that make it go away, each with what it does.

Only what is plain is offered: the right word for a slip of the pen, what is missing and can be told from what is there.
What a text should say is never made up; a text copied from another language is marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.i18n import Words
from desktop.story.assist.names import languages, referred, tongue
from desktop.story.edit.edit import Edit, EditError, add_table, delete, set_value, splice
from desktop.story.ids import ID, slug
from desktop.story.model import COLORS, Path
from desktop.story.problems.problem import Problem
from desktop.story.toml.scan import Node, Statement, literal, node_of
from desktop.story.toml.source_map import Places, places
from desktop.story.toml.write import write_key, write_value

_words: Final = Words(
    {
        "write": ("Write “{name}”", "Écrire « {name} »"),
        "copy": ("Copy the text from {tongue}, to be translated", "Copier le texte ({tongue}), à traduire"),
        "add.source": ("Add the source “{name}”", "Ajouter la source « {name} »"),
        "add.track": ("Add the track “{name}”", "Ajouter la ligne de frise « {name} »"),
        "add.event": ("Add the event “{name}”", "Ajouter l’événement « {name} »"),
        "add.key": ("Add {name}", "Ajouter {name}"),
        "rename": ("Name it “{name}”", "Nommer « {name} »"),
        "delete": ("Remove it", "L’enlever"),
        "delete.source": ("Delete the source “{name}”", "Supprimer la source « {name} »"),
        "brackets": ("Write it in double brackets", "L’écrire entre doubles crochets"),
        "list": ("Make it a list", "En faire une liste"),
        "quotes": ("Put it in quotation marks", "Le mettre entre guillemets"),
        "bare": ("Remove the quotation marks", "Enlever les guillemets"),
        "close": ("Close the text with {name}", "Fermer le texte par {name}"),
        "straight": ("Write straight quotation marks", "Écrire des guillemets droits"),
        "minutes": ("Give the story {name} minutes", "Donner {name} minutes à l’histoire"),
    }
)
_SMART_PAIR: Final = re.compile(r"[“”„‟«»][ \u00a0\u202f]?([^\n“”„‟«»\"]*?)[ \u00a0\u202f]?[“”„‟«»]")
_FLAG: Final = re.compile("true|false")
_NUMBERS: Final = {
    "kind.number": re.compile(r"-?(0|[1-9]\d*)(\.\d+)?"),
    "kind.integer": re.compile(r"-?(0|[1-9]\d*)"),
}


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to mend a problem: what it does, and the edit that does it."""

    label_en: str
    label_fr: str
    edit: Edit

    def label(self, language: str) -> str:
        """Say what the fix does."""
        return self.label_fr if language.startswith("fr") else self.label_en


def fixes(problem: Problem, text: str) -> list[Fix]:
    """Return the plain ways to mend a problem of a text, the likeliest first; none where there is none.

    After any of them the problem is no longer there, and no new error is.
    """
    found: list[Fix] = []
    try:
        for kind, name, edit in _fixes(problem, text):
            if edit.apply(text) != text:
                found.append(Fix(*_labels(kind, name), edit))
    except EditError:
        pass  # the text has no place for it
    return found


def _labels(kind: str, name: str) -> tuple[str, str]:
    said = []
    for language in ("en", "fr"):
        called = tongue(name, language) or name if kind == "copy" else name
        said.append(_words(kind, language, name=name, tongue=called))
    return said[0], said[1]


Found = Iterator[tuple[str, str, Edit]]


def _fixes(problem: Problem, text: str) -> Found:
    guess = str(problem.get("guess")) or (str(problem.get("other")) if problem.code == "path.backslash" else "")
    if guess:
        for edit in _rename(problem, text, guess):
            yield "write", guess, edit
    maker = _MAKERS.get(problem.code)
    if maker is not None:
        yield from maker(problem, text)


# ---------------------------------------------------------------------------- the right word


def _rename(problem: Problem, text: str, name: str) -> Iterator[Edit]:
    """Yield the edit that puts the right name in the place of a key, or of a value."""
    found = places(text)
    if problem.code not in ("key.unknown", "text.language.unknown", "columns.unknown"):
        node = found.node(problem.path)
        if node is not None and node.kind == "string":
            yield Edit(node.start, node.end, write_value(name, text[node.start : node.end]))
        return
    parent = found.find(found.raw(problem.path[:-1])) if len(problem.path) > 1 else None
    there = found.find((*found.raw(problem.path[:-1]), name))
    if there is not None or (isinstance(parent, Node) and name in parent.items):
        return  # the right key is there too, and nobody knows which of the two is meant
    if changes := [(start, end, write_key(name)) for start, end in sorted(_names(found, problem.path))]:
        yield splice(text, changes)


def _names(found: Places, path: Path) -> set[tuple[int, int]]:
    """Return the spans of a key wherever it is written: as a key, and in the headers of the tables in it."""
    raw = found.raw(path)
    spans = set()
    for statement in found.statements:
        if statement.path[: len(raw)] == raw:
            parts = found.parts(statement)
            keys = [part for part in statement.path if isinstance(part, str)]
            number = sum(isinstance(part, str) for part in raw) - 1 - (len(keys) - len(parts))
            if 0 <= number < len(parts):
                spans.add(parts[number][1:])
        elif statement.kind == "pair" and raw[: len(statement.path)] == statement.path:
            node: Node | None = node_of(found.text, statement)
            for part in raw[len(statement.path) :]:
                node = node.items.get(part) if node is not None else None
            if node is not None and node.key_start >= 0:
                spans.add((node.key_start, node.key_end))
    return spans


# ---------------------------------------------------------------------------- what is missing


def _missing_language(problem: Problem, text: str) -> Found:
    """Copy the text of another language, marked with its code."""
    code = str(problem.get("code"))
    given = _texts(places(text), problem.path)
    for name in (*languages(text), *given):
        if given.get(name, "").strip() and name != code:
            yield "copy", name, set_value(text, (*problem.path, code), f"[{name}] {given[name].strip()}", "write")
            return


def _texts(found: Places, path: Path) -> dict[str, str]:
    """Return the strings of a text by languages, however the table is written."""
    raw = found.raw(path)
    node = found.find(raw)
    if isinstance(node, Node):
        nodes = node.items
    else:
        own = [one for one in found.statements if one.kind == "pair" and one.path[:-1] == raw]
        nodes = {one.path[-1]: node_of(found.text, one) for one in own}
    values = {str(name): literal(found.text[one.start : one.end]) for name, one in nodes.items()}
    return {name: value for name, value in values.items() if isinstance(value, str)}


def _missing_table(problem: Problem, text: str) -> Found:
    kind, name = str(problem.get("kind")), str(problem.get("id"))
    if not ID.fullmatch(name):
        return
    called = name.replace("-", " ").replace("_", " ")
    called = called[:1].upper() + called[1:]
    used = [one for one in COLORS if re.search(rf"[\"']{one}[\"']", text)]
    values: dict[str, dict[str, object]] = {
        "source": {"publisher": called},
        "track": {"title": called, "color": next((one for one in COLORS if one not in used), "paper")},
        "event": {"date": _some_date(text), "title": called},
    }
    if kind in values:
        yield f"add.{kind}", name, add_table(text, kind, name, values[kind])


def _some_date(text: str) -> str:
    """Return the year of the event written last, as uncertain: where a new event will be seen."""
    found = places(text)
    for statement in reversed(found.statements):
        if statement.kind == "pair" and statement.path[0] == "event" and statement.path[-1] == "date":
            year = re.search(r"\d{4}", text[statement.value_start : statement.end])
            if year:
                return f"{year[0]}?"
    return "2000?"


def _missing_key(problem: Problem, text: str) -> Found:
    name = str(problem.get("name"))
    path = (*problem.path, name)
    if name == "languages":
        given = tuple(_texts(places(text), ("story", "title"))) or ("en",)
        yield "add.key", name, set_value(text, path, list(given), "add")
    elif name == "layout":
        has = places(text).has
        for layout, keys in _LAYOUT_BY_KEY:
            if all(has((*problem.path, key)) for key in keys):
                yield "add.key", f'layout = "{layout}"', set_value(text, path, layout, "add")
                return


_LAYOUT_BY_KEY: Final = (
    ("event", ("event",)),
    ("number", ("number",)),
    ("quote", ("quote",)),
    ("chart", ("chart",)),
    ("list", ("item",)),
    ("list", ("items",)),
    ("statement", ("text",)),
    ("statement", ("title",)),
    ("image", ("image",)),
    ("title", ()),
)


def _missing_format(_: Problem, text: str) -> Found:
    yield "add.key", "format = 1", set_value(text, ("format",), 1, "add")


def _missing_id(problem: Problem, text: str) -> Found:
    name = str(problem.get("stand_in"))
    edit = set_value(text, (*problem.path, "id"), name, "add")
    there = places(text).find(places(text).raw(problem.path))
    if isinstance(there, Statement) and there.kind == "array":  # an id stands right under the header
        newline = "\r\n" if "\r\n" in text else "\n"
        edit = Edit(there.end, there.end, f"{newline}id = {write_value(name)}", "add", name)
    yield "rename", name, edit


# ---------------------------------------------------------------------------- what is there twice, or not as it should be


def _same_id(problem: Problem, text: str) -> Found:
    name = str(problem.path[1])  # by which the slide goes until it has an id of its own
    yield "rename", name, set_value(text, problem.path, name)


def _bad_id(problem: Problem, text: str) -> Found:
    name = slug(str(problem.get("id")))
    if problem.path[0] == "slide" and ID.fullmatch(name) and name not in places(text).slides:
        yield "rename", name, set_value(text, problem.path, name)


def _remove(problem: Problem, text: str) -> Found:
    yield "delete", "", delete(text, problem.path)


def _itself(problem: Problem, text: str) -> Found:
    node = places(text).node(problem.path)
    for number, item in node.items.items() if node is not None else ():
        if literal(text[item.start : item.end]) == problem.get("id"):
            yield "delete", "", delete(text, (*problem.path, number))
            return


def _uncited(problem: Problem, text: str) -> Found:
    name = str(problem.get("id"))
    if name not in referred(text).get("source", ()):  # what cites it may be there and not be readable
        yield "delete.source", name, delete(text, problem.path)


def _brackets(problem: Problem, text: str) -> Found:
    found = places(text)
    raw = found.raw(problem.path)
    for statement in found.statements:
        if statement.kind == "table" and statement.path == raw:
            name = text[statement.key_start : statement.end].strip("[]")
            yield "brackets", "", Edit(statement.key_start, statement.end, f"[[{name}]]")


def _type(problem: Problem, text: str) -> Found:
    node = places(text).node(problem.path)
    if node is None:
        return
    old = text[node.start : node.end]
    expected, found = str(problem.get("expected")), problem.get("found")
    if found == "found.string":
        value = str(literal(old) or "").strip()
        if expected in ("kind.refs", "kind.strings", "kind.texts", "kind.languages"):
            yield "list", "", Edit(node.start, node.end, f"[{old}]")
        elif _NUMBERS.get(expected, _FLAG).fullmatch(value) and expected in (*_NUMBERS, "kind.flag"):
            yield "bare", "", Edit(node.start, node.end, value)
    elif found == "found.number" and expected in ("kind.text", "kind.block", "kind.string", "kind.date"):
        yield "quotes", "", Edit(node.start, node.end, f'"{old}"')
    elif found == "found.list" and expected in ("kind.ref", "kind.choice", "kind.color", "kind.string"):
        items = [text[item.start : item.end] for item in node.items.values() if item.kind == "string"]
        if len(node.items) == len(items) == 1:
            yield "write", str(literal(items[0])), Edit(node.start, node.end, items[0])


def _minutes(problem: Problem, text: str) -> Found:
    total = problem.get("sum")
    if isinstance(total, (int, float)):
        yield "minutes", f"{total:g}", set_value(text, problem.path, total)


# ---------------------------------------------------------------------------- what is not TOML


def _span(problem: Problem, text: str) -> tuple[int, int]:
    found = places(text)
    return found.offset(problem.line, problem.column), found.offset(problem.end_line, problem.end_column)


def _bare_text(problem: Problem, text: str) -> Found:
    start, _ = _span(problem, text)
    said = str(problem.get("text"))
    if text.startswith(said, start) and "…" not in said:
        yield "quotes", "", Edit(start, start + len(said), write_value(said))


def _smart(problem: Problem, text: str) -> Found:
    start, _ = _span(problem, text)
    pair = _SMART_PAIR.match(text, start)
    if pair:
        yield "straight", "", Edit(start, pair.end(), write_value(pair[1]))


def _colon(problem: Problem, text: str) -> Found:
    start, _ = _span(problem, text)
    if text[start : start + 1] == ":":
        before = "" if text[start - 1 : start] in (" ", "\t") else " "
        after = "" if text[start + 1 : start + 2] in (" ", "\t") else " "
        yield "write", "=", Edit(start, start + 1, f"{before}={after}")


def _spelt(name: str) -> Callable[[Problem, str], Found]:
    def make(problem: Problem, text: str) -> Found:
        start, end = _span(problem, text)
        yield "write", str(problem.get(name)), Edit(start, end, str(problem.get(name)))

    return make


def _open_text(problem: Problem, text: str) -> Found:
    start, _ = _span(problem, text)
    quotes = str(problem.get("quotes"))
    end = text.find("\n", start)
    line = text[start : len(text) if end < 0 else end].rstrip()
    if quotes in ('"', "'") and not line.endswith(("\\", ",", "]", "}")) and "#" not in line:
        yield "close", quotes, Edit(start + len(line), start + len(line), quotes)


def _inner(problem: Problem, text: str) -> Found:
    start, _ = _span(problem, text)
    if text[start : start + 1] == '"':
        yield "write", '\\"', Edit(start, start + 1, '\\"')


def _comma(problem: Problem, text: str) -> Found:
    start, _ = _span(problem, text)
    if text[start : start + 1] == ",":
        yield "delete", "", Edit(start, start + 1, "")


_MAKERS: Final[dict[str, Callable[[Problem, str], Found]]] = {
    "text.language.missing": _missing_language,
    "ref.unknown": _missing_table,
    "key.missing": _missing_key,
    "format.missing": _missing_format,
    "id.missing": _missing_id,
    "id.twice": _same_id,
    "id.bad": _bad_id,
    "ref.twice": _remove,
    "ref.self": _itself,
    "check.uncited": _uncited,
    "check.minutes": _minutes,
    "double.brackets": _brackets,
    "type": _type,
    "syntax.quotes": _bare_text,
    "syntax.smart": _smart,
    "syntax.colon": _colon,
    "syntax.flag": _spelt("flag"),
    "syntax.decimal": _spelt("number"),
    "syntax.string": _open_text,
    "syntax.inner": _inner,
    "syntax.table.comma": _comma,
}
