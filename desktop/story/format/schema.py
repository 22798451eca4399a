"""The JSON Schema of `content.toml`, for the completion and the checks of other editors.

It is draft-07, and of that only what draft-04 has too (`enum` for `const`, `anyOf` with `not` for `if`): Taplo, behind
VS Code's "Even Better TOML" and the language servers of other editors, promises draft-04 and reads draft-07, and later
drafts would give nothing here but `$defs`. What a schema cannot say (which ids exist, which files) only `check` says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from desktop.story.format.fields import (
    DATA_SUFFIXES,
    FORMAT,
    IMAGE_SUFFIXES,
    LAYOUT_TABLE,
    STEP_NUMBERED,
    STEP_PARTS,
    TABLES,
    Field,
    Table,
)
from desktop.story.model import COLORS

Schema = dict[str, Any]

_FILLED: Final = r"\S"
_LANGUAGE: Final = "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
_DRAFT: Final = "http://json-schema.org/draft-07/schema#"


def schema(language: str = "en") -> Schema:
    """Return the schema as plain data, its descriptions in French or English."""
    number = 1 if language.startswith("fr") else 0
    root = _table(TABLES["root"], number)
    definitions = {name: _table(table, number) for name, table in TABLES.items() if name != "root"}
    definitions["slide"]["allOf"] = _layouts()
    definitions["text"] = _text(r"")
    definitions["filled"] = {"type": "string", "pattern": _FILLED}
    definitions["steps"] = _steps()
    return {"$schema": _DRAFT, "title": "Passeur content.toml", **root, "definitions": definitions}


def _table(table: Table, number: int) -> Schema:
    found: Schema = {
        "description": table.help[number],
        "type": "object",
        "additionalProperties": False,
        "properties": {field.key: _field(field, number) for field in table.fields},
    }
    required = [field.key for field in table.fields if field.required]
    if required:
        found["required"] = required
    if table.needs:
        found["allOf"] = [{"anyOf": [{"required": [key]} for key in group]} for group in table.needs]
    return found


def _field(field: Field, number: int) -> Schema:
    spec = _KINDS[field.kind](field)
    description = field.help[number]
    if field.example:
        description = f"{description}\n\n{field.key} = {field.example}"
    if "$ref" in spec:  # draft-07 ignores what stands beside a $ref
        return {"description": description, "allOf": [spec]}
    return {"description": description, **spec}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _text(pattern: str) -> Schema:
    string = {"type": "string", "pattern": pattern} if pattern else {"type": "string"}
    table = {
        "type": "object",
        "minProperties": 1,
        "patternProperties": {_LANGUAGE: string},
        "additionalProperties": False,
    }
    return {"anyOf": [string, table]}


def _number(field: Field) -> Schema:
    found: Schema = {"type": "integer" if field.kind == "integer" else "number"}
    if field.minimum is not None:
        found["minimum"] = field.minimum
    if field.maximum is not None:
        found["maximum"] = field.maximum
    if field.key == "format":
        found["maximum"] = FORMAT
    return found


def _file(suffixes: tuple[str, ...]) -> Schema:
    either = "|".join(suffix[1:] for suffix in suffixes)
    any_case = "".join(f"[{char}{char.upper()}]" if char.isalpha() else char for char in either)
    return {"type": "string", "pattern": rf"^(?![/~])[^\\:]+\.({any_case})$"}


def _steps() -> Schema:
    numbered = "|".join(STEP_NUMBERED)
    part = {"anyOf": [{"enum": list(STEP_PARTS)}, {"type": "string", "pattern": f"^({numbered}):[0-9]+$"}]}
    either = {"anyOf": [part, {"type": "array", "items": part, "minItems": 1}]}
    return {"anyOf": [{"type": "boolean"}, {"type": "array", "items": either}]}


def _layouts() -> list[Schema]:
    """Return what each layout cannot do without: not this layout, or the keys."""
    found = []
    for layout in LAYOUT_TABLE.values():
        other: Schema = {"not": {"required": ["layout"], "properties": {"layout": {"enum": [layout.name]}}}}
        needs: list[Schema] = [{"anyOf": [{"required": [key]} for key in group]} for group in layout.needs]
        if layout.name == "dispute":
            two = {"required": ["claim"], "properties": {"claim": {"minItems": 2}}}
            needs = [{"anyOf": [two, {"required": ["event"], "not": {"required": ["claim"]}}]}]
        if needs:
            found.append({"anyOf": [other, {"allOf": needs}]})
    return found


_COLOR: Final[Schema] = {"anyOf": [{"enum": list(COLORS)}, {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}]}
# `ids.ID` without `\w`, which means other letters in other engines: no space and no ASCII sign but - and _.
_ID_PATTERN: Final = r"^(?!-|[0-9]+(-[0-9]+)?$)[^\s!-,./:-@\[-^`{-~]+$"

_KINDS: Final[dict[str, Callable[[Field], Schema]]] = {
    "text": lambda _: _ref("text"),
    "block": lambda _: _ref("text"),
    "label": lambda _: {"anyOf": [{"type": "integer"}, _ref("text")]},
    "string": lambda _: _ref("filled"),
    "strings": lambda _: _list(_ref("filled")),
    "id": lambda _: {"type": "string", "pattern": _ID_PATTERN},
    "ref": lambda _: _ref("filled"),
    "refs": lambda _: _list(_ref("filled")),
    "date": lambda _: {"type": ["string", "integer"], "pattern": _FILLED},
    "number": _number,
    "integer": _number,
    "flag": lambda _: {"type": "boolean"},
    "choice": lambda field: {"enum": list(field.choices)},
    "color": lambda _: _COLOR,
    "url": lambda _: {"type": "string", "pattern": r"^https?://[^\s/?#]+\S*$"},
    "image": lambda _: _file(IMAGE_SUFFIXES),
    "file": lambda _: _file(DATA_SUFFIXES),
    "languages": lambda _: {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": _LANGUAGE}},
    "steps": lambda _: _ref("steps"),
    "texts": lambda _: _list(_ref("text")),
    "columns": lambda _: {"type": "object", "additionalProperties": _ref("filled")},
    "table": lambda field: _ref(field.table),
    "tables": lambda field: _list(_ref(field.table)),
    "named": lambda field: {"type": "object", "additionalProperties": _ref(field.table)},
}
