"""Suggest completions at the cursor, the likeliest first.

The suggestions come from the definition of the format that the reader uses too, each with a line of help.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from desktop.i18n import Messages, translate
from desktop.i18n.wordings import wordings
from desktop.story.assist.cursor import (
    CursorContext,
    cursor_context,
    enclosing_block,
    field_definition,
    table_definition,
)
from desktop.story.assist.ids_in_text import language_name, referenced_ids, story_languages, table_ids, titled_ids
from desktop.story.assist.snippets import whole_tables
from desktop.story.assist.suggestion import KIND_BY_TABLE, Suggestion, SuggestionKind, filter_by_word
from desktop.story.format.field import Field, Table
from desktop.story.format.fields import (
    COLUMN_FIELDS,
    DATA_SUFFIXES,
    IMAGE_SUFFIXES,
    NAMED_TABLES,
    NUMBERED_STEP_PARTS,
    STEP_PARTS,
    TABLES_BY_NAME,
)
from desktop.story.ids import ID_PATTERN
from desktop.story.layouts import LAYOUTS, LayoutSpec
from desktop.story.model import COLORS, HEX_COLOR
from desktop.story.problems.problem_messages import TERMS
from desktop.story.toml.scan import ValueNode, parse_literal
from desktop.story.toml.source_map import SourceMap, source_map_of
from desktop.story.toml.write import encode_key

MAX_SUGGESTIONS: Final = 200
"""The limit for the number of suggestions."""

_MESSAGES: Final = Messages(
    {
        "new": "A new {name}",
        "missing": "Used, but not defined yet",
        "name": "its id",
        "used": "Used in this story",
        "translated": "One text for each language",
    }
)
_QUOTED_COLOR: Final = re.compile(rf"[\"']({HEX_COLOR})[\"']")


def complete(
    text: str, offset: int, language: str, files: Iterable[str] = (), last_valid_text: str | None = None
) -> list[Suggestion]:
    """Return the suggestions at an offset, the best first.

    `files` are the names of the story's files. Ids and titles come from `last_valid_text` if it is given, so that a
    long text is not searched at each key press. No text raises an error; a place without suggestions gives an empty
    list.
    """
    start, end = enclosing_block(text, offset)
    context = cursor_context(text[start:end], offset - start)
    builder = _SuggestionBuilder(
        text, start, end, context, language, tuple(files), text if last_valid_text is None else last_valid_text
    )
    suggestions = {
        "header": builder.suggest_headers,
        "key": builder.suggest_keys,
        "value": builder.suggest_values,
        "nowhere": list,
    }[context.where]()
    return filter_by_word(suggestions, context.word)[:MAX_SUGGESTIONS]


class _SuggestionBuilder:
    """Builds the suggestions for one position of the cursor."""

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        context: CursorContext,
        language: str,
        files: tuple[str, ...],
        last_valid_text: str,
    ) -> None:
        self.text, self.start, self.context, self.files = text[start:end], start, context, files
        self.last_valid_text = last_valid_text
        self.language = language
        self.toml_map: SourceMap = source_map_of(self.text)

    def _suggestion(
        self, label: str, text: str, kind: SuggestionKind, help_text: str, cursor_offset: int = -1
    ) -> Suggestion:
        start, end = self.start + self.context.start, self.start + self.context.end
        return Suggestion(label, text, kind, help_text, start, end, len(text) if cursor_offset < 0 else cursor_offset)

    # ------------------------------------------------------------------ tables

    def suggest_headers(self) -> list[Suggestion]:
        """Return the possible headers, those of inner tables first."""
        suggestions = [*self._suggest_inner_headers()]
        if source_map_of(self.last_valid_text).find_exact(("story",)) is None:
            suggestions.append(self._header_suggestion("[story]", TABLES_BY_NAME["story"]))
        for name in ("slide", *reversed(NAMED_TABLES)):
            table = TABLES_BY_NAME[name]
            if name == "slide":
                suggestions.append(self._header_suggestion("[[slide]]", table))
                continue
            suggestions += [
                self._suggestion(
                    f"[{name}.{encode_key(key)}]",
                    f"[{name}.{encode_key(key)}]",
                    "table",
                    _MESSAGES("missing", self.language),
                )
                for key in (self._undefined_ids(name) if self.context.where == "header" else ())
            ]
            suggestions.append(self._header_suggestion(f"[{name}.]", table, f"[{name}.ID]", len(name) + 2))
        if self.context.where == "header":
            whole = whole_tables(
                self.last_valid_text, self.files, self.language, lambda one: self._initial_value(one)[0]
            )
            suggestions += [self._suggestion(label, table, "table", said, at) for label, table, said, at in whole]
        return suggestions

    def _header_suggestion(self, text: str, table: Table, label: str = "", cursor_offset: int = -1) -> Suggestion:
        return self._suggestion(label or text, text, "table", translate(table.help, self.language), cursor_offset)

    def _suggest_inner_headers(self) -> list[Suggestion]:
        """Return the headers of tables inside the slide or event above."""
        enclosing_path = self.context.path or next(
            (
                one.path
                for one in reversed(self.toml_map.statements)
                if one.end <= self.context.start and one.kind != "pair"
            ),
            (),
        )
        suggestions: list[Suggestion] = []
        for length in range(len(enclosing_path), 0, -1):
            path = enclosing_path[:length]
            table = table_definition(path)
            if table is None:
                continue
            name = ".".join(encode_key(part) for part in path if isinstance(part, str))
            for field in table.fields:
                dotted_key = f"{name}.{field.key}"
                if field.kind == "tables" and field.table != "point":
                    suggestions.append(self._header_suggestion(f"[[{dotted_key}]]", TABLES_BY_NAME[field.table]))
                elif field.kind == "words" and self.toml_map.find_exact((*path, field.key)) is None:
                    help_text = translate(field.help, self.language)
                    suggestions.append(self._suggestion(f"[{dotted_key}]", f"[{dotted_key}]", "table", help_text))
                elif field.kind == "table" and self.toml_map.find_exact((*path, field.key)) is None:
                    suggestions.append(self._header_suggestion(f"[{dotted_key}]", TABLES_BY_NAME[field.table]))
            if table.name in ("slide", "event"):
                break
        return list(dict.fromkeys(suggestions))

    def _undefined_ids(self, table_name: str) -> list[str]:
        """Return the referenced ids that no table defines."""
        defined = set(table_ids(self.last_valid_text, table_name))
        referenced = referenced_ids(self.last_valid_text).get(table_name, ())
        return [one for one in referenced if one not in defined and ID_PATTERN.fullmatch(one)]

    # ------------------------------------------------------------------ keys

    def suggest_keys(self) -> list[Suggestion]:
        """Return the keys that the table lacks, needed ones first."""
        context = self.context
        table = table_definition(context.path)
        if table is None:
            return self._suggest_inner_keys()
        present = set(self._present_keys())
        current = self.text[context.start : context.end]
        layout = self._slide_layout() if table.name == "slide" else None
        suggestions = []
        for field in sorted(table.fields, key=lambda field: _field_rank(field, table, layout)):
            if field.key in present and field.key != current:
                continue
            table_only = field.kind in ("named", "table", "words") or (field.kind == "tables" and field.key != "points")
            if table_only and not context.inline:
                continue
            value, cursor_in_value = ("", -1) if context.closed else self._initial_value(field)
            text = field.key if context.closed else f"{field.key} = {value}"
            cursor_offset = len(field.key) + 3 + cursor_in_value if cursor_in_value >= 0 else -1
            suggestions.append(
                self._suggestion(field.key, text, "key", translate(field.help, self.language), cursor_offset)
            )
        if not context.inline and not context.closed and "." not in context.word:
            suggestions += self.suggest_headers()
        return suggestions

    def _suggest_inner_keys(self) -> list[Suggestion]:
        """Return the keys of an inline table: language codes or columns."""
        field = field_definition(self.context.path)
        present = set(self._present_keys())
        tail = "" if self.context.closed else ' = ""'
        current = self.text[self.context.start : self.context.end]
        if field is not None and field.kind in ("text", "block", "label", "texts"):
            return [
                self._suggestion(
                    name, name + tail, "language", language_name(name, self.language), len(name + tail) - bool(tail)
                )
                for name in story_languages(self.last_valid_text)
                if name not in present or name == current
            ]
        if field is not None and field.kind == "words":
            return [
                self._suggestion(name, name + tail, "key", wording.example, len(name + tail) - bool(tail))
                for name, wording in wordings().items()
                if name not in present or name == current
            ]
        if field is not None and field.kind == "columns":
            event_fields = {one.key: one for one in TABLES_BY_NAME["event"].fields}
            return [
                self._suggestion(
                    name,
                    name + tail,
                    "key",
                    translate(event_fields[name].help, self.language) if name in event_fields else "",
                    len(name + tail) - bool(tail),
                )
                for name in COLUMN_FIELDS
                if name not in present or name == current
            ]
        return []

    def _present_keys(self) -> list[str]:
        """Return the keys that the table around the cursor has."""
        path = self.context.path
        depth = len(path)
        keys = [
            str(one.path[depth])
            for one in self.toml_map.statements
            if len(one.path) > depth and one.path[:depth] == path and isinstance(one.path[depth], str)
        ]
        node = self.toml_map.find_exact(path) if path else None
        return [*keys, *map(str, node.items)] if isinstance(node, ValueNode) else keys

    def _slide_layout(self) -> LayoutSpec | None:
        node = self.toml_map.find_exact((*self.context.path, "layout"))
        name = parse_literal(self.text[node.start : node.end]) if isinstance(node, ValueNode) else None
        return LAYOUTS.get(name) if isinstance(name, str) else None

    def _initial_value(self, field: Field) -> tuple[str, int]:
        """Return a new key's first value and the cursor's index in it.

        The index −1 puts the cursor after the value.
        """
        match field.kind:
            case "text" | "block":
                return self._initial_text(field)
            case "refs" | "strings" | "texts" | "languages":
                return '[""]', 2
            case "tables":
                return "[{ at =  }]", 8
            case "table" | "columns" | "words":
                return "{  }", 2
            case "number" | "integer" | "label":
                return "", -1
            case "flag" | "switch" | "steps":
                return "true", -1
            case _:
                return '""', 1

    def _initial_text(self, field: Field) -> tuple[str, int]:
        codes = story_languages(self.last_valid_text)
        if len(codes) < 2:
            return '""', 1
        start = f'{{ {encode_key(codes[0])} = "'
        return f'{start}"{"".join(f", {encode_key(name)} = {chr(34) * 2}" for name in codes[1:])} }}', len(start)

    # ------------------------------------------------------------------ values

    def suggest_values(self) -> list[Suggestion]:
        """Return the values that the key may have."""
        field = field_definition(self.context.path)
        if field is None:
            return []
        value_functions: dict[str, Callable[[Field], Iterable[tuple[str, SuggestionKind, str]]]] = {
            "choice": self._choice_values,
            "ref": self._reference_values,
            "refs": self._reference_values,
            "color": self._color_values,
            "image": lambda field: self._file_values(field, IMAGE_SUFFIXES),
            "file": lambda field: self._file_values(field, DATA_SUFFIXES),
            "languages": self._language_values,
            "steps": self._step_part_values,
        }
        if field.kind in value_functions:
            is_list = field.kind in ("refs", "languages", "steps")
            return [
                self._quoted_suggestion(name, kind, said, is_list)
                for name, kind, said in value_functions[field.kind](field)
            ]
        if field.kind == "switch":
            words = [
                self._quoted_suggestion(name, kind, said, False) for name, kind, said in self._choice_values(field)
            ]
            return [*self._bare_flags(field), *words]
        if self.context.quote or self.context.inline:
            return []
        if field.kind == "flag":
            return self._bare_flags(field)
        if field.kind in ("text", "block") and not self.context.word and len(story_languages(self.last_valid_text)) > 1:
            value, cursor_in_value = self._initial_text(field)
            return [self._suggestion("{ … }", value, "text", _MESSAGES("translated", self.language), cursor_in_value)]
        return []

    def _bare_flags(self, field: Field) -> list[Suggestion]:
        if self.context.quote:
            return []
        said = translate(field.help, self.language)
        return [self._suggestion(word, word, "value", said) for word in ("true", "false")]

    def _quoted_suggestion(self, name: str, kind: SuggestionKind, help_text: str, is_list: bool) -> Suggestion:
        context = self.context
        if context.quote:
            tail = "" if context.closed else context.quote
            return self._suggestion(name, name + tail, kind, help_text, len(name + context.quote))
        text = f'["{name}"]' if is_list and not context.inline else f'"{name}"'
        return self._suggestion(name, text, kind, help_text)

    def _choice_values(self, field: Field) -> Iterable[tuple[str, SuggestionKind, str]]:
        for name in field.choices:
            if field.choices == tuple(LAYOUTS):
                yield name, "layout", translate(LAYOUTS[name].help, self.language)
            else:
                yield name, "value", translate(field.help, self.language)

    def _reference_values(self, field: Field) -> Iterable[tuple[str, SuggestionKind, str]]:
        kind = KIND_BY_TABLE[field.refers_to]
        used = self._used_in_list()
        for target_id, title in titled_ids(self.last_valid_text, field.refers_to, self.language):
            if target_id not in used:
                yield target_id, kind, title

    def _used_in_list(self) -> set[str]:
        """Return the other strings of the list around the cursor."""
        context = self.context
        if not context.inline or not context.path or not isinstance(context.path[-1], int):
            return set()
        node = self.toml_map.find_exact(context.path[:-1])
        items = node.items.values() if isinstance(node, ValueNode) else ()
        others = [self.text[one.start + 1 : one.end - 1] for one in items if not one.start <= context.start <= one.end]
        return set(others)

    def _color_values(self, _: Field) -> Iterable[tuple[str, SuggestionKind, str]]:
        for name in COLORS:
            yield name, "color", ""
        for name in dict.fromkeys(_QUOTED_COLOR.findall(self.last_valid_text)):
            yield name, "color", _MESSAGES("used", self.language)

    def _file_values(self, field: Field, suffixes: tuple[str, ...]) -> Iterable[tuple[str, SuggestionKind, str]]:
        for name in self.files:
            if name.lower().endswith(suffixes) and not re.search(r"[\"\\\x00-\x1f]", name):
                yield name, "file", translate(field.help, self.language)

    def _language_values(self, _: Field) -> Iterable[tuple[str, SuggestionKind, str]]:
        used = self._used_in_list()
        for key in TERMS:
            code = key.removeprefix("language.")
            if code != key and code not in used:
                yield code, "language", language_name(code, self.language)

    def _step_part_values(self, field: Field) -> Iterable[tuple[str, SuggestionKind, str]]:
        used = self._used_in_list()
        for part in STEP_PARTS:
            if part not in used and part not in NUMBERED_STEP_PARTS:
                key = f"element.{part}"
                help_text = TERMS(key, self.language) if key in TERMS else translate(field.help, self.language)
                yield part, "part", help_text


def _field_rank(field: Field, table: Table, layout: LayoutSpec | None) -> int:
    """Return the rank of a key among the suggestions.

    It is 0 for a required key, 1 for one that the layout displays, else 2.
    """
    if field.key in ("notes", "note"):  # who types “not” means the private notes more often than the public line
        return 1 if field.key == "notes" else 2
    if field.required or field.kind == "id" or any(field.key in group for group in table.requires_one_of):
        return 0
    if layout is not None:
        needed = any(field.key in group for group in layout.requires_one_of)
        return 0 if needed else 1 if field.key in layout.displays else 2
    return 1
