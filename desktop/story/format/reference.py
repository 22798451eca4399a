"""Write the reference of the format as Markdown.

It is made from the tables that the reader uses. `desktop/help/format.md` and `format.fr.md` are the result, committed
so that it can be read anywhere; a test compares them. After a change to `fields.py`, write them anew:

    python -c "from desktop.story.format.reference import write_reference; write_reference()"
"""

# ruff: noqa: E501  (prose, and what it says has the length it has)

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from desktop import paths
from desktop.i18n import SOURCE_LANGUAGE, Messages, in_context, language as language_of, translate
from desktop.i18n.wordings import wordings
from desktop.story.format.field import Field, Table
from desktop.story.format.fields import (
    COMMON_SLIDE_KEYS,
    DATA_SUFFIXES,
    IMAGE_SUFFIXES,
    NUMBERED_STEP_PARTS,
    STEP_PARTS,
    TABLES_BY_NAME,
)
from desktop.story.layouts import LAYOUTS
from desktop.story.model import COLORS

EXAMPLE_STORY: Final = """\
format = 1

[story]
title = { fr = "Le pont", en = "The bridge" }
languages = ["fr", "en"]          # {first}
minutes = 3

[source.gazette]
publisher = "La Gazette"
date = "1889-05-12"

[track.works]
title = { fr = "Travaux", en = "Works" }
color = "gold"

[event.opening]
date = "1888/1889-05-12"          # {interval}
track = "works"
status = "disputed"
title = { fr = "Ouverture du pont", en = "The bridge opens" }
sources = ["gazette"]
  [[event.opening.claim]]
  says = "1888"
  date = "1888"
  sources = ["gazette"]
  [[event.opening.claim]]
  says = { fr = "12 mai 1889", en = "12 May 1889" }
  date = "1889-05-12"
  sources = ["gazette"]

[[slide]]
id = "opening"
layout = "dispute"
event = "opening"                 # {event}
title = { fr = "Quand a-t-il ouvert ?", en = "When did it open?" }
steps = true
minutes = 3
notes = { fr = \"\"\"
Laisser la question en suspens.\"\"\", en = \"\"\"
Leave the question open.\"\"\" }
"""


_PROSE: Final = Messages(
    {
        "title": "# The format of content.toml",
        "made": "<!-- Made by desktop/story/format/reference.py from desktop/story/format/fields.py and desktop/story/layouts.py; change those. -->",
        "intro": "A story is one text file in [TOML](https://toml.io), in UTF-8. What is referred to is a table with an id (`[event.opening]`); what has an order is a table in double brackets (`[[slide]]`). `passeur check` reports every mistake with its line, and `passeur schema` prints the same format as JSON Schema, for other editors.",
        "values": "## What a key may hold",
        "layouts": "## The layouts",
        "key": in_context("of a table of TOML", "Key"),
        "holds": "Holds",
        "means": "What it is",
        "example": "Example",
        "required": "Keys in bold must be there.",
        "needs": "In each, there must be {keys}.",
        "layout": "Layout",
        "cannot": "Requires",
        "shows": "Shows",
        "each": "A slide of any layout may also have {keys}; `alt`, `fit`, `focus`, `caption` and `credit` go with `image`.",
        "file": "## The file",
        "to": "{kind}, {minimum} to {maximum}",
        "least": "{kind}, at least {minimum}",
        "value": "- **{name}**: {help}",
        "example.first": "the first is the default",
        "example.interval": "some time from 1888 to 12 May 1889",
        "example.event": "its claims and sources come along",
        "value.text": "text",
        "value.block": "long text",
        "value.date": "date",
        "value.color": "colour",
        "value.file": "picture, file",
        "value.id": "id",
        "value.steps": "steps",
        "value.words": "words",
        "value.text.help": 'A string, or a table with one string per language: `"Music"` or `{ fr = "Musique", en = "Music" }`. Inside it, `*emphasis*`, `**strong**`, `` `code` `` and `[a link](https://example.org)`; no HTML.',
        "value.block.help": 'A text with paragraphs and lists too. Several lines stand between `"""`.',
        "value.date.help": 'A date in quotation marks, as precise and as sure as it is known (EDTF, ISO 8601-2): `"2014"`, `"2014-06"`, `"2014-06-05"`; `"2014~"` about, `"2014?"` perhaps; `"2013-01/2014~"` an interval, `"2014/.."` still going on; `"201X"` some time in the 2010s; `"2014-22"` in summer; `"[2012, 2014]"` one of the two. A year or a date without quotation marks is taken too.',
        "value.color.help": "A name of the theme ({colors}) or `#rrggbb`.",
        "value.file.help": "The name of a file in the story’s folder, with `/`: {pictures}; for data {data}. Nothing outside that folder is read, and nothing is fetched.",
        "value.id.help": "Letters, digits, `-` and `_`, and not only a number. A slide keeps its place in a running talk by it.",
        "value.steps.help": "`true`, or the parts in order: {parts}; one of several is {numbered}. Parts in an inner list appear together.",
        "value.words.help": 'The words that slides add by themselves, each as a string, or with one string per language; a counted thing may have one string per plural form: `slides = {{ one = "{{count}} page", other = "{{count}} pages" }}`. The names in braces are those of Passeur’s own wordings: {words}. `short_` is for the short labels.',
    }
)

_VALUE_KINDS: Final = ("text", "block", "date", "color", "file", "id", "steps", "words")

_KIND_NAMES: Final = Messages(
    {
        "text": "text",
        "block": "long text",
        "label": "text or whole number",
        "string": "string",
        "strings": "list of strings",
        "id": "id",
        "ref": "id of {refers}",
        "refs": "list of ids of {refers}",
        "date": "date",
        "number": "number",
        "integer": "whole number",
        "flag": "`true` or `false`",
        "switch": "`true`, `false` or {choices}",
        "choice": "one of {choices}",
        "color": "colour",
        "url": "web address",
        "image": "picture",
        "focus": "two percentages",
        "file": "file",
        "languages": "list of codes",
        "steps": "steps",
        "texts": "list of texts",
        "columns": "table of columns",
        "words": "table of words",
        "table": "table {table}",
        "tables": "list of tables {table}",
        "named": "tables {table}, each with an id",
    }
)


def format_reference(language: str) -> str:
    """Return the reference in a language, as Markdown."""
    example = EXAMPLE_STORY
    for name in ("first", "interval", "event"):
        example = example.replace(f"{{{name}}}", _PROSE(f"example.{name}", language))
    parts = [
        _PROSE("title", language),
        _PROSE("made", language),
        _PROSE("intro", language),
        f"```toml\n{example}```",
        *(_table_section(table, language) for table in TABLES_BY_NAME.values()),
        _values_section(language),
        _layouts_section(language),
    ]
    return "\n\n".join(parts) + "\n"


def reference_files() -> dict[str, Path]:
    """Return the files of the reference by language.

    To begin one, make an empty `format.LANGUAGE.md`.
    """
    folder = paths.help_folder()
    translated = sorted(folder.glob("format.*.md"))
    return {SOURCE_LANGUAGE: folder / "format.md"} | {path.name.split(".")[1]: path for path in translated}


def write_reference() -> None:
    """Write the reference into the folder of the help pages."""
    for language, path in reference_files().items():
        path.write_text(format_reference(language), encoding="utf-8", newline="\n")


def _table_section(table: Table, language: str) -> str:
    heading = f"## `{table.header}`" if table.header else _PROSE("file", language)
    rows = [
        _table_row(*(_PROSE(name, language) for name in ("key", "holds", "means", "example"))),
        _table_row(*["---"] * 4),
    ]
    for field in table.fields:
        example = f"`{field.key} = {field.example}`" if field.example else f"`{_nested_header(table, field)}`"
        key = f"**`{field.key}`**" if field.required else f"`{field.key}`"
        rows.append(_table_row(key, _describe_kind(field, language), translate(field.help, language), example))
    notes = [_PROSE("required", language)] if any(field.required for field in table.fields) else []
    requirements = [_PROSE("needs", language, keys=_join_with_or(group, language)) for group in table.requires_one_of]
    return "\n\n".join([heading, f"{translate(table.help, language)}.", "\n".join(rows), *notes, *requirements])


def _code(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"`{name}`" for name in names)


def _table_row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _describe_kind(field: Field, language: str) -> str:
    description = _KIND_NAMES(
        field.kind, language, refers=f"`{field.refers_to}`", choices=_code(field.choices), table=f"`{field.table}`"
    )
    minimum, maximum = (f"{bound:g}" if bound is not None else "" for bound in (field.minimum, field.maximum))
    if minimum and maximum:
        return _PROSE("to", language, kind=description, minimum=minimum, maximum=maximum)
    return _PROSE("least", language, kind=description, minimum=minimum) if minimum else description


def _nested_header(table: Table, field: Field) -> str:
    """Return the header of the tables inside a key."""
    if table.name == "event":
        return f"[[event.ID.{field.key}]]"
    return TABLES_BY_NAME[field.table].header


def _join_with_or(group: tuple[str, ...], language: str) -> str:
    return language_of(language).join_list(_code(group), "or")


def _values_section(language: str) -> str:
    names: dict[str, dict[str, object]] = {
        "color": {"colors": _code(COLORS)},
        "file": {"pictures": _code(IMAGE_SUFFIXES), "data": _code(DATA_SUFFIXES)},
        "words": {"words": _code(wordings())},
        "steps": {
            "parts": _code(STEP_PARTS),
            "numbered": _code([f"{name}:0" for name in NUMBERED_STEP_PARTS]),
        },
    }
    lines = [
        _PROSE(
            "value",
            language,
            name=_PROSE(f"value.{kind}", language),
            help=_PROSE(f"value.{kind}.help", language, **names.get(kind, {})),
        )
        for kind in _VALUE_KINDS
    ]
    return "\n\n".join([_PROSE("values", language), "\n".join(lines)])


def _layouts_section(language: str) -> str:
    own = language_of(language)
    names = ("layout", "means", "cannot", "shows")
    rows = [_table_row(*(_PROSE(name, language) for name in names)), _table_row(*["---"] * 4)]
    for layout in LAYOUTS.values():
        requirements = own.join_list([_join_with_or(group, language) for group in layout.requires_one_of], "and") or "–"
        if layout.requirements is not None:
            requirements = translate(layout.requirements, language)
        displayed = own.join_list(_code(layout.displays))
        rows.append(_table_row(f"`{layout.name}`", translate(layout.help, language), requirements, displayed))
    return "\n\n".join(
        [
            _PROSE("layouts", language),
            "\n".join(rows),
            _PROSE("each", language, keys=_code(COMMON_SLIDE_KEYS[2:])),
        ]
    )
