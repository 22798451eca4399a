"""Write words where a slide shows them, whatever their key."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from desktop.story.assist.cursor import field_definition, table_definition
from desktop.story.edit.edit import Edit, EditError, delete, diff
from desktop.story.edit.fields import data_at, set_date_key, set_key, write_text
from desktop.story.edit.parts import add_part, move_part, new_part
from desktop.story.format.field import Field
from desktop.story.format.fields import TABLES_BY_NAME
from desktop.story.localized_text import KeyPath
from desktop.story.toml.source_map import source_map_of

_TEXT_KINDS: Final = ("text", "block", "label", "texts")
_WRITTEN_KINDS: Final = (*_TEXT_KINDS, "date", "number", "integer", "string", "url")
_LISTED_KINDS: Final = ("tables", "texts")
NEW_WORDS: Final = "…"
"""What stands in a new part until somebody writes."""


def field_at(text: str, path: KeyPath) -> Field | None:
    """Return the field of the format that a path belongs to."""
    return field_definition(source_map_of(text).to_index_path(path))


def without_language(text: str, path: KeyPath) -> KeyPath:
    """Return a path without the language of its text."""
    field = field_at(text, path)
    return path[:-1] if field is not None and isinstance(path[-1], str) and path[-1] != field.key else path


def words_at(text: str, path: KeyPath) -> str | None:
    """Return the words at a path as they are written, or None.

    None stands for what cannot be written as words: tables, choices, lists.
    """
    field = field_at(text, path)
    data = data_at(text, path)
    if data is None and field is not None and field.kind in _TEXT_KINDS and path[-1] == field.key:
        return "" if isinstance(data_at(text, path[:-1]), Mapping) else None  # what stands there is only a stand-in
    if field is None or field.kind not in _WRITTEN_KINDS or isinstance(data, (bool, Mapping, list)) or data is None:
        return None
    return str(data)


def write_words(text: str, path: KeyPath, language: str, words: str, languages: Sequence[str]) -> Edit:
    """Return the edit that writes words in one language.

    A part without its required words goes whole. Raises EditError for words that a key cannot have.
    """
    field = field_at(text, path)
    if field is None:
        raise EditError("nowhere", path)
    plain_path = without_language(text, path)
    if not words:
        return _remove_words(text, plain_path, field, language, languages)
    if field.kind == "date":
        return set_date_key(text, plain_path, words)
    if field.kind in ("number", "integer"):
        number = number_of(words)
        if number is None:
            raise EditError("number", (words,))
        return set_key(text, plain_path, number)
    if field.kind == "label" and isinstance(data_at(text, plain_path), int) and words.isdecimal():
        return set_key(text, plain_path, int(words))
    if field.kind in _TEXT_KINDS:
        return write_text(text, plain_path, language, words, languages)
    return set_key(text, plain_path, words)


def write_on_slide(text: str, path: KeyPath, language: str, words: str, languages: Sequence[str]) -> Edit:
    """Return the edit that writes words on a slide in one language.

    While the title slide has the title of the story, both are one: the story is called what the slide says.
    """
    edit = write_words(text, path, language, words, languages)
    plain_path, title_path = without_language(text, path), ("story", "title")
    is_title = len(plain_path) == 3 and plain_path[0] == "slide" and plain_path[2] == "title"
    if not words or not is_title or data_at(text, (*plain_path[:2], "layout")) != "title":
        return edit
    if _text_in(text, plain_path, language) != _text_in(text, title_path, language):
        return edit
    after = edit.apply(text)
    after = write_text(after, title_path, language, words, languages).apply(after)
    return replace(diff(text, after), name=edit.name, subject=edit.subject)


def _text_in(text: str, path: KeyPath, language: str) -> object:
    data = data_at(text, path)
    return data.get(language) if isinstance(data, Mapping) else data


def number_of(words: str) -> float | int | None:
    """Return the number that words say, or None."""
    try:
        number = float(words.replace(",", ".").replace("\u00a0", "").replace("\u202f", "").replace(" ", ""))
    except (ValueError, OverflowError):
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number


def _remove_words(text: str, path: KeyPath, field: Field, language: str, languages: Sequence[str]) -> Edit:
    """Return the edit that takes words away, or their part."""
    edit = write_text(text, path, language, "", languages)
    part = part_path(path)
    after = edit.apply(text)
    if part is not None and part != path:
        table = table_definition(source_map_of(text).to_index_path(part))
        data = data_at(after, part)
        keys: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
        if table is not None and (
            any(one.required and one.key not in keys for one in table.fields)
            or any(not any(key in keys for key in group) for group in table.requires_one_of)
        ):
            return replace(delete(text, part), name="write")
    elif part is None and field.required and data_at(after, path) is None:
        raise EditError("required", path)
    return edit


# ---------------------------------------------------------------------------- parts


def part_path(path: KeyPath) -> KeyPath | None:
    """Return the path of the list element around a path."""
    indexes = [place for place, part in enumerate(path) if isinstance(part, int)]
    return path[: indexes[-1] + 1] if indexes else None


def part_after(text: str, path: KeyPath, language: str, languages: Sequence[str]) -> tuple[Edit, KeyPath] | None:
    """Return the edit that adds a part after another, and its path.

    None stands for a path that is not in a list of parts.
    """
    part = part_path(path)
    field = field_at(text, part[:-1]) if part is not None else None
    if part is None or field is None or field.kind not in _LISTED_KINDS:
        return None
    number = part[-1]
    siblings = data_at(text, part[:-1])
    assert isinstance(number, int)
    if not isinstance(siblings, list):
        return None
    words: object = dict.fromkeys(languages, NEW_WORDS) if len(languages) > 1 else NEW_WORDS
    if field.kind == "texts":
        new_keys: Any = words
    else:
        table = TABLES_BY_NAME[field.table]
        text_keys = {one.key for one in table.fields if one.kind in ("text", "block")}
        new_keys = {
            key: words if key in text_keys and value == NEW_WORDS else value for key, value in new_part(table).items()
        }
    after = add_part(text, part[:-1], new_keys).apply(text)
    last = len(siblings)
    if number + 1 < last:
        after = move_part(after, (*part[:-1], last), number + 1 - last).apply(after)
    return replace(diff(text, after), name="add"), (*part[:-1], number + 1)
