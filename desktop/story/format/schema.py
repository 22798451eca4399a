"""Make the JSON Schema of `content.toml` for other editors.

They use it for completion and checks. It is draft-07, and uses only what draft-04 has too ("enum" for "const", "anyOf"
with "not" for "if"): Taplo, behind VS Code's "Even Better TOML" and the language servers of other editors, promises
draft-04 and reads draft-07, and later drafts would add nothing useful here but `$defs`. Only `passeur check` tests what
a schema cannot express, such as ids and files that exist.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from desktop.i18n import PLURAL_CATEGORIES, translate
from desktop.i18n.wordings import wordings
from desktop.story.format.field import Field, Table
from desktop.story.format.fields import (
    DATA_SUFFIXES,
    FORMAT_VERSION,
    IMAGE_SUFFIXES,
    NUMBERED_STEP_PARTS,
    STEP_PARTS,
    TABLES_BY_NAME,
)
from desktop.story.layouts import LAYOUTS
from desktop.story.model import COLORS, HEX_COLOR

Schema = dict[str, Any]

_NOT_BLANK: Final = r"\S"
_LANGUAGE: Final = "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
_DRAFT: Final = "http://json-schema.org/draft-07/schema#"


def json_schema(language: str = "en") -> Schema:
    """Return the schema as plain data.

    `language` is that of the descriptions.
    """
    root = _table_schema(TABLES_BY_NAME["root"], language)
    definitions = {name: _table_schema(table, language) for name, table in TABLES_BY_NAME.items() if name != "root"}
    definitions["slide"]["allOf"] = _layout_schemas()
    definitions["text"] = _text_schema(r"")
    definitions["filled"] = {"type": "string", "pattern": _NOT_BLANK}
    definitions["steps"] = _steps_schema()
    return {"$schema": _DRAFT, "title": "Passeur content.toml", **root, "definitions": definitions}


def _table_schema(table: Table, language: str) -> Schema:
    result: Schema = {
        "description": translate(table.help, language),
        "type": "object",
        "additionalProperties": False,
        "properties": {field.key: _field_schema(field, language) for field in table.fields},
    }
    required = [field.key for field in table.fields if field.required]
    if required:
        result["required"] = required
    if table.requires_one_of:
        result["allOf"] = [{"anyOf": [{"required": [key]} for key in group]} for group in table.requires_one_of]
    return result


def _field_schema(field: Field, language: str) -> Schema:
    spec = _SCHEMA_BY_KIND[field.kind](field)
    description = translate(field.help, language)
    if field.example:
        description = f"{description}\n\n{field.key} = {field.example}"
    if "$ref" in spec:  # draft-07 ignores every key beside a $ref
        return {"description": description, "allOf": [spec]}
    return {"description": description, **spec}


def _definition_ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _list_schema(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _text_schema(pattern: str) -> Schema:
    string = {"type": "string", "pattern": pattern} if pattern else {"type": "string"}
    table = {
        "type": "object",
        "minProperties": 1,
        "patternProperties": {_LANGUAGE: string},
        "additionalProperties": False,
    }
    return {"anyOf": [string, table]}


def _number_schema(field: Field) -> Schema:
    result: Schema = {"type": "integer" if field.kind == "integer" else "number"}
    if field.minimum is not None:
        result["minimum"] = field.minimum
    if field.maximum is not None:
        result["maximum"] = field.maximum
    if field.key == "format":
        result["maximum"] = FORMAT_VERSION
    return result


def _file_schema(suffixes: tuple[str, ...]) -> Schema:
    suffix_pattern = "|".join(suffix[1:] for suffix in suffixes)
    any_case = "".join(f"[{char}{char.upper()}]" if char.isalpha() else char for char in suffix_pattern)
    return {"type": "string", "pattern": rf"^(?![/~])[^\\:]+\.({any_case})$"}


def _words_schema() -> Schema:
    """Return the schema of a story's own words."""
    categories = {category: _definition_ref("filled") for category in PLURAL_CATEGORIES}
    plural_forms = {"type": "object", "properties": categories, "required": ["other"], "additionalProperties": False}
    forms = {"anyOf": [_definition_ref("filled"), plural_forms]}
    localized = {"type": "object", "patternProperties": {_LANGUAGE: forms}, "additionalProperties": False}
    words = {"anyOf": [*forms["anyOf"], localized]}
    return {"type": "object", "properties": dict.fromkeys(wordings(), words), "additionalProperties": False}


def _steps_schema() -> Schema:
    numbered = "|".join(NUMBERED_STEP_PARTS)
    part = {"anyOf": [{"enum": list(STEP_PARTS)}, {"type": "string", "pattern": f"^({numbered}):[0-9]+$"}]}
    part_or_group = {"anyOf": [part, {"type": "array", "items": part, "minItems": 1}]}
    return {"anyOf": [{"type": "boolean"}, {"type": "array", "items": part_or_group}]}


def _layout_schemas() -> list[Schema]:
    """Return a schema for each layout that demands its required keys."""
    schemas = []
    for layout in LAYOUTS.values():
        not_this_layout: Schema = {"not": {"required": ["layout"], "properties": {"layout": {"enum": [layout.name]}}}}
        requirements: list[Schema] = [
            {"anyOf": [{"required": [key]} for key in group]} for group in layout.requires_one_of
        ]
        if layout.min_claims:
            enough_claims = {"required": ["claim"], "properties": {"claim": {"minItems": layout.min_claims}}}
            requirements = [{"anyOf": [enough_claims, {"required": ["event"], "not": {"required": ["claim"]}}]}]
        if requirements:
            schemas.append({"anyOf": [not_this_layout, {"allOf": requirements}]})
    return schemas


_COLOR: Final[Schema] = {"anyOf": [{"enum": list(COLORS)}, {"type": "string", "pattern": f"^{HEX_COLOR}$"}]}
# `ids.ID_PATTERN` without `\w`, which other engines define differently: no space, no ASCII sign except - and _.
_ID_PATTERN: Final = r"^(?!-|[0-9]+(-[0-9]+)?$)[^\s!-,./:-@\[-^`{-~]+$"

_PERCENT: Final = r"(100(\.0+)?|[0-9]{1,2}(\.[0-9]+)?)\s?%"

_SCHEMA_BY_KIND: Final[dict[str, Callable[[Field], Schema]]] = {
    "text": lambda _: _definition_ref("text"),
    "block": lambda _: _definition_ref("text"),
    "label": lambda _: {"anyOf": [{"type": "integer"}, _definition_ref("text")]},
    "string": lambda _: _definition_ref("filled"),
    "strings": lambda _: _list_schema(_definition_ref("filled")),
    "id": lambda _: {"type": "string", "pattern": _ID_PATTERN},
    "ref": lambda _: _definition_ref("filled"),
    "refs": lambda _: _list_schema(_definition_ref("filled")),
    "date": lambda _: {"type": ["string", "integer"], "pattern": _NOT_BLANK},
    "number": _number_schema,
    "integer": _number_schema,
    "flag": lambda _: {"type": "boolean"},
    "switch": lambda field: {"anyOf": [{"type": "boolean"}, {"enum": list(field.choices)}]},
    "choice": lambda field: {"enum": list(field.choices)},
    "color": lambda _: _COLOR,
    "url": lambda _: {"type": "string", "pattern": r"^https?://[^\s/?#]+\S*$"},
    "image": lambda _: _file_schema(IMAGE_SUFFIXES),
    "focus": lambda _: {"type": "string", "pattern": rf"^\s*{_PERCENT}\s+{_PERCENT}\s*$"},
    "file": lambda _: _file_schema(DATA_SUFFIXES),
    "languages": lambda _: {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": _LANGUAGE}},
    "steps": lambda _: _definition_ref("steps"),
    "texts": lambda _: _list_schema(_definition_ref("text")),
    "columns": lambda _: {
        "type": "object",
        "properties": {"date": _definition_ref("filled")},
        "additionalProperties": {"anyOf": [_definition_ref("filled"), {"const": ""}]},
    },
    "words": lambda _: _words_schema(),
    "table": lambda field: _definition_ref(field.table),
    "tables": lambda field: _list_schema(_definition_ref(field.table)),
    "named": lambda field: {"type": "object", "additionalProperties": _definition_ref(field.table)},
}
