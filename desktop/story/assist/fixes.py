"""Offer quick fixes for problems, each as an edit.

Only safe fixes are offered: the right word for a misspelt one, or a missing part that follows from the rest. The
content of a text is never made up; a text copied from another language is marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.i18n import Messages
from desktop.story.assist import value_fixes
from desktop.story.assist.ids_in_text import language_name, referenced_ids, story_languages
from desktop.story.edit.edit import Edit, EditError, add_table, combine_replacements, delete, set_value
from desktop.story.ids import ID_PATTERN, id_from_text
from desktop.story.localized_text import KeyPath
from desktop.story.model import COLORS
from desktop.story.problems.problem import Problem
from desktop.story.toml.scan import Statement, ValueNode, parse_literal, parse_value
from desktop.story.toml.source_map import SourceMap, source_map_of
from desktop.story.toml.write import encode_key, encode_value

_MESSAGES: Final = Messages(
    {
        "write": "Write “{name}”",
        "copy": "Copy the text from {tongue}, to be translated",
        "add.source": "Add the source “{name}”",
        "add.track": "Add the track “{name}”",
        "add.group": "Add the group “{name}”",
        "add.event": "Add the event “{name}”",
        "add.key": "Add {name}",
        "rename": "Name it “{name}”",
        "delete": "Remove it",
        "delete.source": "Delete the source “{name}”",
        "brackets": "Write it in double brackets",
        "list": "Make it a list",
        "quotes": "Put it in quotation marks",
        "bare": "Remove the quotation marks",
        "close": "Close the text with {name}",
        "straight": "Write straight quotation marks",
        "minutes": "Give the story {name} minutes",
    }
)
_SMART_PAIR: Final = re.compile(r"[“”„‟«»][ \u00a0\u202f]?([^\n“”„‟«»\"]*?)[ \u00a0\u202f]?[“”„‟«»]")
_BOOLEAN: Final = re.compile("true|false")
_NUMBER_PATTERNS: Final = {
    "kind.number": re.compile(r"-?(0|[1-9]\d*)(\.\d+)?"),
    "kind.integer": re.compile(r"-?(0|[1-9]\d*)"),
}


@dataclass(frozen=True, slots=True)
class Fix:
    """Describes a fix of a problem, with its edit."""

    kind: str
    name: str
    edit: Edit

    def label(self, language: str) -> str:
        """Return the label of the fix."""
        display_name = language_name(self.name, language) or self.name if self.kind == "copy" else self.name
        return _MESSAGES(self.kind, language, name=self.name, tongue=display_name)


def find_fixes(problem: Problem, text: str) -> list[Fix]:
    """Return the fixes of a problem, the likeliest first.

    After any of them the problem is gone, and no new error has appeared.
    """
    offered: list[Fix] = []
    try:
        for kind, name, edit in _candidate_fixes(problem, text):
            if edit.apply(text) != text:
                offered.append(Fix(kind, name, edit))
    except EditError:
        pass  # the text has no place for this edit
    return offered


FixCandidates = Iterator[tuple[str, str, Edit]]


def _candidate_fixes(problem: Problem, text: str) -> FixCandidates:
    correct_word = str(problem.value("guess")) or (
        str(problem.value("other")) if problem.code == "path.backslash" else ""
    )
    if correct_word:
        for edit in _replace_word(problem, text, correct_word):
            yield "write", correct_word, edit
    candidates_for = _FIXES_BY_CODE.get(problem.code)
    if candidates_for is not None:
        yield from candidates_for(problem, text)


# ---------------------------------------------------------------------------- misspelt words


def _replace_word(problem: Problem, text: str, correct_word: str) -> Iterator[Edit]:
    """Yield the edit that replaces a wrong key or value."""
    toml_map = source_map_of(text)
    if problem.code not in ("key.unknown", "text.language.unknown", "columns.unknown"):
        node = toml_map.node(problem.path)
        if node is not None and node.kind == "string":
            yield Edit(node.start, node.end, encode_value(correct_word, text[node.start : node.end]))
        return
    parent = toml_map.find_exact(toml_map.to_index_path(problem.path[:-1])) if len(problem.path) > 1 else None
    existing = toml_map.find_exact((*toml_map.to_index_path(problem.path[:-1]), correct_word))
    if existing is not None or (isinstance(parent, ValueNode) and correct_word in parent.items):
        return  # the table has the right key too, and it is unknown which of the two is meant
    if changes := [(start, end, encode_key(correct_word)) for start, end in sorted(_key_spans(toml_map, problem.path))]:
        yield combine_replacements(text, changes)


def _key_spans(toml_map: SourceMap, path: KeyPath) -> set[tuple[int, int]]:
    """Return the spans of a key wherever it is written.

    It may also be in the headers of tables inside its own.
    """
    index_path = toml_map.to_index_path(path)
    spans = set()
    for statement in toml_map.statements:
        if statement.path[: len(index_path)] == index_path:
            parts = toml_map.key_parts_of(statement)
            keys = [part for part in statement.path if isinstance(part, str)]
            number = sum(isinstance(part, str) for part in index_path) - 1 - (len(keys) - len(parts))
            if 0 <= number < len(parts):
                spans.add(parts[number][1:])
        elif statement.kind == "pair" and index_path[: len(statement.path)] == statement.path:
            node: ValueNode | None = parse_value(toml_map.text, statement)
            for part in index_path[len(statement.path) :]:
                node = node.items.get(part) if node is not None else None
            if node is not None and node.key_start >= 0:
                spans.add((node.key_start, node.key_end))
    return spans


# ---------------------------------------------------------------------------- missing parts


def _missing_language(problem: Problem, text: str) -> FixCandidates:
    """Copy the text of another language, marked with its code."""
    code = str(problem.value("code"))
    translations = _translations(source_map_of(text), problem.path)
    for name in (*story_languages(text), *translations):
        if translations.get(name, "").strip() and name != code:
            yield (
                "copy",
                name,
                set_value(text, (*problem.path, code), f"[{name}] {translations[name].strip()}", "write"),
            )
            return


def _translations(toml_map: SourceMap, path: KeyPath) -> dict[str, str]:
    """Return the strings of a text by language.

    The table may be inline or have a header.
    """
    index_path = toml_map.to_index_path(path)
    node = toml_map.find_exact(index_path)
    if isinstance(node, ValueNode):
        nodes = node.items
    else:
        pairs = [one for one in toml_map.statements if one.kind == "pair" and one.path[:-1] == index_path]
        nodes = {one.path[-1]: parse_value(toml_map.text, one) for one in pairs}
    values = {str(name): parse_literal(toml_map.text[one.start : one.end]) for name, one in nodes.items()}
    return {name: value for name, value in values.items() if isinstance(value, str)}


def _missing_table(problem: Problem, text: str) -> FixCandidates:
    kind, name = str(problem.value("kind")), str(problem.value("id"))
    if not ID_PATTERN.fullmatch(name):
        return
    title = name.replace("-", " ").replace("_", " ")
    title = title[:1].upper() + title[1:]
    used = [one for one in COLORS if re.search(rf"[\"']{one}[\"']", text)]
    values: dict[str, dict[str, object]] = {
        "source": {"publisher": title},
        "track": {"title": title, "color": next((one for one in COLORS if one not in used), "paper")},
        "group": {"title": title},
        "event": {"date": _placeholder_date(text), "title": title},
    }
    if kind in values:
        yield f"add.{kind}", name, add_table(text, kind, name, values[kind])


def _placeholder_date(text: str) -> str:
    """Return the year of the last event, uncertain, for a new event."""
    toml_map = source_map_of(text)
    for statement in reversed(toml_map.statements):
        if statement.kind == "pair" and statement.path[0] == "event" and statement.path[-1] == "date":
            year = re.search(r"\d{4}", text[statement.value_start : statement.end])
            if year:
                return f"{year[0]}?"
    return "2000?"


def _missing_key(problem: Problem, text: str) -> FixCandidates:
    name = str(problem.value("name"))
    path = (*problem.path, name)
    if name == "languages":
        title_languages = tuple(_translations(source_map_of(text), ("story", "title"))) or ("en",)
        yield "add.key", name, set_value(text, path, list(title_languages), "add")
    elif name == "layout":
        has = source_map_of(text).has
        for layout, keys in _LAYOUTS_BY_KEYS:
            if all(has((*problem.path, key)) for key in keys):
                yield "add.key", f'layout = "{layout}"', set_value(text, path, layout, "add")
                return
    else:
        yield from value_fixes.missing_key(problem, text)


_LAYOUTS_BY_KEYS: Final = (
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


def _missing_format(_: Problem, text: str) -> FixCandidates:
    yield "add.key", "format = 1", set_value(text, ("format",), 1, "add")


def _missing_id(problem: Problem, text: str) -> FixCandidates:
    name = str(problem.value("stand_in"))
    edit = set_value(text, (*problem.path, "id"), name, "add")
    slide_item = source_map_of(text).find_exact(source_map_of(text).to_index_path(problem.path))
    if isinstance(slide_item, Statement) and slide_item.kind == "array":  # write the id directly below the header
        newline = "\r\n" if "\r\n" in text else "\n"
        edit = Edit(slide_item.end, slide_item.end, f"{newline}id = {encode_value(name)}", "add", name)
    yield "rename", name, edit


# ---------------------------------------------------------------------------- duplicate and invalid parts


def _duplicate_id(problem: Problem, text: str) -> FixCandidates:
    name = str(problem.path[1])  # the id that the program uses until the slide has its own
    yield "rename", name, set_value(text, problem.path, name)


def _invalid_id(problem: Problem, text: str) -> FixCandidates:
    name = id_from_text(str(problem.value("id")))
    if problem.path[0] == "slide" and ID_PATTERN.fullmatch(name) and name not in source_map_of(text).slide_ids:
        yield "rename", name, set_value(text, problem.path, name)


def _remove(problem: Problem, text: str) -> FixCandidates:
    yield "delete", "", delete(text, problem.path)


def _self_reference(problem: Problem, text: str) -> FixCandidates:
    node = source_map_of(text).node(problem.path)
    for number, item in node.items.items() if node is not None else ():
        if parse_literal(text[item.start : item.end]) == problem.value("id"):
            yield "delete", "", delete(text, (*problem.path, number))
            return


def _uncited_source(problem: Problem, text: str) -> FixCandidates:
    source_id = str(problem.value("id"))
    if source_id not in referenced_ids(text).get("source", ()):  # a slide with an error may cite it
        yield "delete.source", source_id, delete(text, problem.path)


def _double_brackets(problem: Problem, text: str) -> FixCandidates:
    toml_map = source_map_of(text)
    index_path = toml_map.to_index_path(problem.path)
    for statement in toml_map.statements:
        if statement.kind == "table" and statement.path == index_path:
            name = text[statement.key_start : statement.end].strip("[]")
            yield "brackets", "", Edit(statement.key_start, statement.end, f"[[{name}]]")


def _wrong_type(problem: Problem, text: str) -> FixCandidates:
    node = source_map_of(text).node(problem.path)
    if node is None:
        return
    old = text[node.start : node.end]
    expected, actual = str(problem.value("expected")), problem.value("found")
    if actual == "found.string":
        value = str(parse_literal(old) or "").strip()
        if expected in ("kind.refs", "kind.strings", "kind.texts", "kind.languages"):
            yield "list", "", Edit(node.start, node.end, f"[{old}]")
        elif _NUMBER_PATTERNS.get(expected, _BOOLEAN).fullmatch(value) and expected in (*_NUMBER_PATTERNS, "kind.flag"):
            yield "bare", "", Edit(node.start, node.end, value)
    elif actual == "found.number" and expected in ("kind.text", "kind.block", "kind.string", "kind.date"):
        yield "quotes", "", Edit(node.start, node.end, f'"{old}"')
    elif actual == "found.list" and expected in ("kind.ref", "kind.choice", "kind.color", "kind.string"):
        items = [text[item.start : item.end] for item in node.items.values() if item.kind == "string"]
        if len(node.items) == len(items) == 1:
            yield "write", str(parse_literal(items[0])), Edit(node.start, node.end, items[0])


def _total_minutes(problem: Problem, text: str) -> FixCandidates:
    total = problem.value("sum")
    if isinstance(total, (int, float)):
        yield "minutes", f"{total:g}", set_value(text, problem.path, total)


# ---------------------------------------------------------------------------- syntax errors


def _problem_span(problem: Problem, text: str) -> tuple[int, int]:
    toml_map = source_map_of(text)
    return toml_map.offset_at(problem.line, problem.column), toml_map.offset_at(problem.end_line, problem.end_column)


def _unquoted_text(problem: Problem, text: str) -> FixCandidates:
    start, _ = _problem_span(problem, text)
    raw_text = str(problem.value("text"))
    if text.startswith(raw_text, start) and "…" not in raw_text:
        yield "quotes", "", Edit(start, start + len(raw_text), encode_value(raw_text))


def _smart_quotes(problem: Problem, text: str) -> FixCandidates:
    start, _ = _problem_span(problem, text)
    pair = _SMART_PAIR.match(text, start)
    if pair:
        yield "straight", "", Edit(start, pair.end(), encode_value(pair[1]))


def _colon_for_equals(problem: Problem, text: str) -> FixCandidates:
    start, _ = _problem_span(problem, text)
    if text[start : start + 1] == ":":
        before = "" if text[start - 1 : start] in (" ", "\t") else " "
        after = "" if text[start + 1 : start + 2] in (" ", "\t") else " "
        yield "write", "=", Edit(start, start + 1, f"{before}={after}")


def _spelling_of(value_name: str) -> Callable[[Problem, str], FixCandidates]:
    def fix_spelling(problem: Problem, text: str) -> FixCandidates:
        start, end = _problem_span(problem, text)
        yield "write", str(problem.value(value_name)), Edit(start, end, str(problem.value(value_name)))

    return fix_spelling


def _unclosed_text(problem: Problem, text: str) -> FixCandidates:
    start, _ = _problem_span(problem, text)
    quotes = str(problem.value("quotes"))
    end = text.find("\n", start)
    line = text[start : len(text) if end < 0 else end].rstrip()
    if quotes in ('"', "'") and not line.endswith(("\\", ",", "]", "}")) and "#" not in line:
        yield "close", quotes, Edit(start + len(line), start + len(line), quotes)


def _unescaped_quote(problem: Problem, text: str) -> FixCandidates:
    start, _ = _problem_span(problem, text)
    if text[start : start + 1] == '"':
        yield "write", '\\"', Edit(start, start + 1, '\\"')


def _extra_comma(problem: Problem, text: str) -> FixCandidates:
    start, _ = _problem_span(problem, text)
    if text[start : start + 1] == ",":
        yield "delete", "", Edit(start, start + 1, "")


_FIXES_BY_CODE: Final[dict[str, Callable[[Problem, str], FixCandidates]]] = {
    "text.language.missing": _missing_language,
    "ref.unknown": _missing_table,
    "key.missing": _missing_key,
    "date.bad": value_fixes.right_date,
    "format.missing": _missing_format,
    "id.missing": _missing_id,
    "id.twice": _duplicate_id,
    "id.bad": _invalid_id,
    "ref.twice": _remove,
    "ref.self": _self_reference,
    "check.uncited": _uncited_source,
    "check.minutes": _total_minutes,
    "double.brackets": _double_brackets,
    "type": _wrong_type,
    "syntax.quotes": _unquoted_text,
    "syntax.smart": _smart_quotes,
    "syntax.colon": _colon_for_equals,
    "syntax.flag": _spelling_of("flag"),
    "syntax.decimal": _spelling_of("number"),
    "syntax.string": _unclosed_text,
    "syntax.inner": _unescaped_quote,
    "syntax.table.comma": _extra_comma,
}
