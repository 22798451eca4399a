"""Read the values of the format from parsed TOML.

A reader returns the value for the model, or `INVALID` where it reported an error; the model's default then stays.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from desktop.i18n import has_own_words
from desktop.story.dates.date_errors import DateError
from desktop.story.dates.julian import parse_written
from desktop.story.format.field import Field
from desktop.story.format.fields import DATA_SUFFIXES, IMAGE_SUFFIXES, TABLES_BY_NAME
from desktop.story.format.limits import (
    LARGEST_NUMBER,
    MAX_ENTRIES,
    MAX_LANGUAGES,
    MAX_NOTES_LENGTH,
    MAX_PROBLEMS,
    MAX_TEXT_LENGTH,
    SMALLEST_NUMBER,
)
from desktop.story.load import steps_and_columns
from desktop.story.load.issue_collector import INVALID, IssueCollector, type_message_key
from desktop.story.localized_text import KeyPath, LocalizedText
from desktop.story.model import COLORS, HEX_COLOR, STATUSES, ListItem
from desktop.story.storage.files import NamedFiles

_LANGUAGE_CODE: Final = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
_FOCUS: Final = re.compile(r"(\d+(?:\.\d+)?)\s?%\s+(\d+(?:\.\d+)?)\s?%", re.ASCII)


class ValueReader(IssueCollector):
    """Reads values and collects issues.

    It knows the languages, the ids and the files of the story.
    """

    __slots__ = ("_readers", "calendar", "ids", "languages", "named_files")

    def __init__(self, languages: tuple[str, ...], ids: dict[str, frozenset[str]], named_files: NamedFiles) -> None:
        super().__init__()
        self.languages = languages
        self.ids = ids
        self.named_files = named_files
        self._readers: dict[str, Callable[[Field, Any, KeyPath], Any]] = {
            "text": self._read_text,
            "block": self._read_text,
            "label": self._read_label,
            "string": self._read_string,
            "strings": self._read_strings,
            "id": self._read_string,
            "ref": self._read_reference,
            "refs": self._read_references,
            "date": self._read_date,
            "number": self._read_number,
            "integer": self._read_number,
            "flag": self._read_flag,
            "switch": self._read_switch,
            "choice": self._read_choice,
            "color": self._read_color,
            "url": self._read_url,
            "image": self._read_image_file,
            "focus": self._read_focus,
            "file": self._read_data_file,
            "languages": self._read_languages,
            "steps": partial(steps_and_columns.read_steps, self),
            "texts": self._read_text_list,
            "columns": partial(steps_and_columns.read_columns, self),
            "words": self._read_words,
        }
        self.calendar = ""  # in which the dates that are read are written

    def read_table(
        self, table_name: str, data: object, path: KeyPath, read_nested: Callable[[Field, Any, KeyPath], Any]
    ) -> dict[str, Any]:
        """Return the keys of a table as arguments for the model.

        `read_nested` reads the tables inside the table.
        """
        fields_by_key = _FIELDS_BY_KEY[table_name]
        if not isinstance(data, dict):
            self.report(
                "type.in", path, name=table_name, expected="kind.table", found=type_message_key(data), example="{ … }"
            )
            return {}
        arguments: dict[str, Any] = {}
        readers = self._readers
        guessed_keys: set[str] = set()
        for key, value in data.items():
            field = fields_by_key.get(key)
            if field is None:
                suggestion = self._guess_key(key, fields_by_key, data) if len(self.issues) < MAX_PROBLEMS else ""
                keys = tuple(fields_by_key)
                self.report(
                    "key.unknown", (*path, key), "key", name=key, table=f"in.{table_name}", guess=suggestion, keys=keys
                )
                guessed_keys.add(suggestion)
                continue
            read_value = readers.get(field.kind, read_nested)
            result = read_value(field, value, (*path, key))
            if result is not INVALID:
                arguments[field.attribute_name] = result
        for field in _REQUIRED_FIELDS[table_name]:
            if field.key not in data and field.key not in guessed_keys:  # a misspelt key is one problem, not two
                example = field.example_in(self.languages) or "…"
                self.report("key.missing", path, "key", name=field.key, table=f"in.{table_name}", example=example)
        for group in TABLES_BY_NAME[table_name].requires_one_of:
            if not any(key in data or key in guessed_keys for key in group):
                self.report("key.needs", path, "key", table=f"in.{table_name}", keys=group)
        return arguments

    def _guess_key(self, name: str, keys: Mapping[str, Field], data: Mapping[str, Any]) -> str:
        """Return the key that an unknown name means, or ""."""
        from desktop.story.format.other_names import usual_key  # only for a story with problems

        return usual_key(name, keys, data) or self.closest_match(name, list(keys))

    # ------------------------------------------------------------------ texts

    def _read_text(self, field: Field, value: Any, path: KeyPath) -> Any:
        if isinstance(value, str):
            if not self._is_within_length(field, value, path):
                return INVALID
            if not value or value.isspace():
                self.report("text.empty", path, severity="warning")
            return LocalizedText((("", value),), path)
        if not isinstance(value, dict):
            self.report_wrong_type(field, value, path)
            return INVALID
        values = []
        for language, text in value.items():
            if language not in self.languages:
                self._report_unknown_language(language, (*path, language))
            elif not isinstance(text, str):
                self.report(
                    "type.in",
                    (*path, language),
                    name=field.key,
                    expected="kind.string",
                    found=type_message_key(text),
                    example='"…"',
                )
            elif self._is_within_length(field, text, (*path, language)):
                if not text or text.isspace():
                    self.report(
                        "text.language.empty", (*path, language), severity="warning", code=language, tongue=language
                    )
                values.append((language, text))
        if len(values) != len(self.languages):
            for language in self.languages:
                if language not in value:
                    self.report("text.language.missing", path, severity="warning", code=language, tongue=language)
        return LocalizedText(tuple(values), path) if values else INVALID

    def _is_within_length(self, field: Field, text: str, path: KeyPath) -> bool:
        """Return whether a text is short enough; report one that is not."""
        most = MAX_NOTES_LENGTH if field.key == "notes" else MAX_TEXT_LENGTH
        if len(text) > most:
            self.report("text.long", path, count=len(text), most=most)
        return len(text) <= most

    def _report_unknown_language(self, language: str, path: KeyPath) -> None:
        suggestion = self.closest_match(language, self.languages, 0.5)
        self.report("text.language.unknown", path, "key", code=language, guess=suggestion, choices=self.languages)

    def _read_label(self, field: Field, value: Any, path: KeyPath) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            return LocalizedText((("", str(value)),), path)
        return self._read_text(field, value, path)

    def _read_text_list(self, field: Field, value: Any, path: KeyPath) -> Any:
        if not isinstance(value, list):
            self.report_wrong_type(field, value, path)
            return INVALID
        items = []
        for index, entry in enumerate(self.bounded_list(field, value, path)):
            entry_path = (*path, index)
            text = self._read_text(field, entry, entry_path)
            if text is not INVALID:
                items.append(ListItem(title=text, path=entry_path))
        return tuple(items)

    # ------------------------------------------------------------------ plain values

    def _read_string(self, field: Field, value: Any, path: KeyPath) -> Any:
        if not isinstance(value, str):
            self.report_wrong_type(field, value, path)
            return INVALID
        if not value or value.isspace():
            self.report("text.empty", path)
            return INVALID
        return value

    def _read_string_list(
        self, field: Field, value: Any, path: KeyPath, most: int = MAX_ENTRIES
    ) -> list[tuple[str, KeyPath]]:
        """Return the strings of a list with their paths.

        An entry that is no string is reported and left out.
        """
        if not isinstance(value, list):
            self.report_wrong_type(field, value, path)
            return []
        strings: list[tuple[str, KeyPath]] = []
        seen: set[str] = set()
        for index, entry in enumerate(self.bounded_list(field, value, path, most)):
            entry_path = (*path, index)
            if not isinstance(entry, str):
                self.report_wrong_type(field, entry, entry_path, "kind.string", '"…"')
            elif entry in seen:
                self.report("ref.twice", entry_path, severity="warning", id=entry)
            else:
                seen.add(entry)
                strings.append((entry, entry_path))
        return strings

    def _read_strings(self, field: Field, value: Any, path: KeyPath) -> Any:
        return tuple(
            entry
            for entry, entry_path in self._read_string_list(field, value, path)
            if self.require_text(entry, entry_path)
        )

    def _read_number(self, field: Field, value: Any, path: KeyPath) -> Any:
        is_integer = field.kind == "integer"
        if isinstance(value, float) and not math.isfinite(value):
            self.report("number.finite", path, name=field.key)
            return INVALID
        if isinstance(value, bool) or not isinstance(value, int if is_integer else (int, float)):
            self.report_wrong_type(field, value, path)
            return INVALID
        if abs(value) > LARGEST_NUMBER or 0 < abs(value) < SMALLEST_NUMBER:
            self.report("number.finite", path, name=field.key)
            return INVALID
        if field.minimum is not None and value < field.minimum:
            self.report("number.least", path, name=field.key, value=value, least=field.minimum)
            return INVALID
        if field.maximum is not None and value > field.maximum:
            self.report("number.most", path, name=field.key, value=value, most=field.maximum)
            return INVALID
        return value if is_integer else float(value)

    def _read_flag(self, field: Field, value: Any, path: KeyPath) -> Any:
        if not isinstance(value, bool):
            self.report_wrong_type(field, value, path)
            return INVALID
        return value

    def _read_switch(self, field: Field, value: Any, path: KeyPath) -> Any:
        if isinstance(value, bool):
            return value
        if not isinstance(value, str):
            self.report_wrong_type(field, value, path)
            return INVALID
        return self._read_choice(field, value, path)

    def _read_focus(self, field: Field, value: Any, path: KeyPath) -> Any:
        if not isinstance(value, str):
            self.report_wrong_type(field, value, path)
            return INVALID
        numbers = _FOCUS.fullmatch(value.strip())
        across, down = (float(number) / 100 for number in numbers.groups()) if numbers else (2.0, 2.0)
        if across > 1.0 or down > 1.0:
            self.report("focus", path, value=value)
            return INVALID
        return across, down

    def _read_choice(self, field: Field, value: Any, path: KeyPath) -> Any:
        value = self._read_string(field, value, path)
        if value is not INVALID and value not in field.choices:
            suggestion = self.closest_match(value, field.choices)
            name = "status" if field.choices == STATUSES else field.key
            self.report("choice", path, value=value, name=name, guess=suggestion, choices=field.choices)
            return INVALID
        return value

    def _read_color(self, field: Field, value: Any, path: KeyPath) -> Any:
        value = self._read_string(field, value, path)
        if value is not INVALID and value not in COLORS and not re.fullmatch(HEX_COLOR, value):
            self.report("color", path, value=value, guess=self.closest_match(value, COLORS), choices=COLORS)
            return INVALID
        return value

    def _read_url(self, field: Field, value: Any, path: KeyPath) -> Any:
        value = self._read_string(field, value, path)
        if value is not INVALID and not re.fullmatch(r"https?://[^\s/?#]+\S*", value):
            self.report("url", path, value=value)
            return INVALID
        return value

    def _read_date(self, field: Field, value: Any, path: KeyPath) -> Any:
        if isinstance(value, (bool, float, list, dict, datetime.time)):
            self.report_wrong_type(field, value, path)
            return INVALID
        try:
            return parse_written(value, self.calendar)
        except DateError as error:
            offset = error.column - 1 if isinstance(value, str) else -1
            self.report("date.bad", path, text=str(value), offset=offset)
            return INVALID

    # ------------------------------------------------------------------ references to tables and files

    def _check_reference(self, field: Field, ref_id: str, path: KeyPath) -> bool:
        known_ids = self.ids[field.refers_to]
        if ref_id in known_ids:
            return True
        suggestion = self.closest_match(ref_id, known_ids)
        self.report("ref.unknown", path, table=field.refers_to, kind=field.refers_to, id=ref_id, guess=suggestion)
        return False

    def _read_reference(self, field: Field, value: Any, path: KeyPath) -> Any:
        value = self._read_string(field, value, path)
        return value if value is not INVALID and self._check_reference(field, value, path) else INVALID

    def _read_references(self, field: Field, value: Any, path: KeyPath) -> Any:
        known_ids = self.ids[field.refers_to]
        # The usual case in one pass: every reference is known, and none is there twice.
        all_known = (
            isinstance(value, list)
            and len(value) <= MAX_ENTRIES
            and all(type(name) is str and name in known_ids for name in value)
        )
        if all_known and len(set(value)) == len(value):
            return tuple(value)
        return tuple(
            name
            for name, entry_path in self._read_string_list(field, value, path)
            if self._check_reference(field, name, entry_path)
        )

    def _read_file_name(self, field: Field, value: Any, path: KeyPath, suffixes: tuple[str, ...]) -> Any:
        value = self._read_string(field, value, path)
        if value is INVALID:
            return INVALID
        files = self.named_files
        file_error = files.error(value, suffixes)
        if file_error is None:
            return value
        suggestion = with_slashes = ""
        if file_error == "backslash":
            with_slashes = value.replace("\\", "/")
        elif file_error in ("missing", "suffix"):
            suggestion = self.closest_match(value, files.list_files(suffixes))
            suggestion = suggestion if suggestion and files.error(suggestion, suffixes) is None else ""
        self.report(f"path.{file_error}", path, name=value, guess=suggestion, other=with_slashes, choices=suffixes)
        return INVALID

    def _read_image_file(self, field: Field, value: Any, path: KeyPath) -> Any:
        return self._read_file_name(field, value, path, IMAGE_SUFFIXES)

    def _read_data_file(self, field: Field, value: Any, path: KeyPath) -> Any:
        return self._read_file_name(field, value, path, DATA_SUFFIXES)

    # ------------------------------------------------------------------ the rest

    def _read_words(self, field: Field, value: Any, path: KeyPath) -> Any:
        from desktop.story.load.wording_overrides import read_words  # few stories say how dates are worded

        return read_words(self, self.languages, field, value, path)

    def _read_languages(self, field: Field, value: Any, path: KeyPath) -> Any:
        codes = []
        for language, entry_path in self._read_string_list(field, value, path, MAX_LANGUAGES):
            if _LANGUAGE_CODE.fullmatch(language):
                codes.append(language)
                if not has_own_words(language):
                    self.report("languages.wordless", entry_path, severity="warning", code=language, tongue=language)
            else:
                self.report("languages.bad", entry_path, code=language)
        if value == []:
            self.report("languages.empty", path)
        return tuple(codes) if codes else INVALID


_FIELDS_BY_KEY: Final = {name: {field.key: field for field in table.fields} for name, table in TABLES_BY_NAME.items()}
_REQUIRED_FIELDS: Final = {
    name: tuple(field for field in table.fields if field.required) for name, table in TABLES_BY_NAME.items()
}
