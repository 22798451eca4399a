"""Read one value of each kind of the format out of plain TOML data, noting everything that is wrong on the way.

A reader returns the value for the model, or `SKIP` where nothing can be made of it; the model's default then stands.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from desktop.story.dates.parse import DateError, parse
from desktop.story.format.fields import DATA_SUFFIXES, IMAGE_SUFFIXES, TABLES, Field
from desktop.story.load import composite
from desktop.story.load.issues import SKIP, Notes, type_name
from desktop.story.model import COLORS, STATUSES, Entry, Path, Text
from desktop.story.problems.problem import guess
from desktop.story.storage import files

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
_COLOR: Final = re.compile(r"#[0-9a-fA-F]{6}")


class Reader(Notes):
    """Reads values and collects issues; knows the story's languages, ids and folder."""

    __slots__ = ("_readers", "folder", "found_files", "ids", "languages")

    def __init__(self, languages: tuple[str, ...], ids: dict[str, frozenset[str]], folder: str) -> None:
        super().__init__()
        self.languages = languages
        self.ids = ids
        self.folder = folder
        self.found_files: dict[tuple[str, ...], list[str]] = {}
        self._readers: dict[str, Callable[[Field, Any, Path], Any]] = {
            "text": self._text,
            "block": self._text,
            "label": self._label,
            "string": self._string,
            "strings": self._strings,
            "id": self._string,
            "ref": self._ref,
            "refs": self._refs,
            "date": self._date,
            "number": self._number,
            "integer": self._number,
            "flag": self._flag,
            "choice": self._choice,
            "color": self._color,
            "url": self._url,
            "image": self._image,
            "file": self._data,
            "languages": self._languages,
            "steps": partial(composite.steps, self),
            "texts": self._texts,
            "columns": partial(composite.columns, self),
        }

    def table(self, name: str, data: object, path: Path, nested: Callable[[Field, Any, Path], Any]) -> dict[str, Any]:
        """Return the keys of a table as arguments for the model; `nested` reads the tables in it."""
        spec = _SPECS[name]
        if not isinstance(data, dict):
            self.note("type.in", path, name=name, expected="kind.table", found=type_name(data), example="{ … }")
            return {}
        found: dict[str, Any] = {}
        readers = self._readers
        meant: set[str] = set()
        for key, value in data.items():
            field = spec.get(key)
            if field is None:
                near = guess(key, list(spec))
                keys = tuple(spec)
                self.note("key.unknown", (*path, key), "key", name=key, table=f"in.{name}", guess=near, keys=keys)
                meant.add(near)
                continue
            read = readers.get(field.kind, nested)
            result = read(field, value, (*path, key))
            if result is not SKIP:
                found[field.name] = result
        for field in _REQUIRED[name]:
            if field.key not in data and field.key not in meant:  # a slip of the pen is one problem, not two
                self.note("key.missing", path, "key", name=field.key, table=f"in.{name}", example=field.example or "…")
        for group in TABLES[name].needs:
            if not any(key in data or key in meant for key in group):
                self.note("key.needs", path, "key", table=f"in.{name}", keys=group)
        return found

    # ------------------------------------------------------------------ texts

    def _text(self, field: Field, value: Any, path: Path) -> Any:
        if isinstance(value, str):
            if not value or value.isspace():
                self.note("text.empty", path, severity="warning")
            return Text((("", value),), path)
        if not isinstance(value, dict):
            self.wrong_type(field, value, path)
            return SKIP
        values = []
        for language, text in value.items():
            if language not in self.languages:
                self._unknown_language(language, (*path, language))
            elif not isinstance(text, str):
                self.note(
                    "type.in",
                    (*path, language),
                    name=field.key,
                    expected="kind.string",
                    found=type_name(text),
                    example='"…"',
                )
            else:
                if not text or text.isspace():
                    self.note(
                        "text.language.empty", (*path, language), severity="warning", code=language, tongue=language
                    )
                values.append((language, text))
        if len(values) != len(self.languages):
            for language in self.languages:
                if language not in value:
                    self.note("text.language.missing", path, severity="warning", code=language, tongue=language)
        return Text(tuple(values), path) if values else SKIP

    def _unknown_language(self, language: str, path: Path) -> None:
        near = guess(language, self.languages, 0.5)
        self.note("text.language.unknown", path, "key", code=language, guess=near, choices=self.languages)

    def _label(self, field: Field, value: Any, path: Path) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            return Text((("", str(value)),), path)
        return self._text(field, value, path)

    def _texts(self, field: Field, value: Any, path: Path) -> Any:
        if not isinstance(value, list):
            self.wrong_type(field, value, path)
            return SKIP
        found = []
        for index, entry in enumerate(value):
            place = (*path, index)
            text = self._text(field, entry, place)
            if text is not SKIP:
                found.append(Entry(title=text, path=place))
        return tuple(found)

    # ------------------------------------------------------------------ plain values

    def _string(self, field: Field, value: Any, path: Path) -> Any:
        if not isinstance(value, str):
            self.wrong_type(field, value, path)
            return SKIP
        if not value or value.isspace():
            self.note("text.empty", path)
            return SKIP
        return value

    def _list(self, field: Field, value: Any, path: Path) -> list[tuple[str, Path]]:
        """Return the strings of a list with their places; what is not a string is noted and left out."""
        if not isinstance(value, list):
            self.wrong_type(field, value, path)
            return []
        found: list[tuple[str, Path]] = []
        seen: set[str] = set()
        for index, entry in enumerate(value):
            place = (*path, index)
            if not isinstance(entry, str):
                self.wrong_type(field, entry, place, "kind.string", '"…"')
            elif entry in seen:
                self.note("ref.twice", place, severity="warning", id=entry)
            else:
                seen.add(entry)
                found.append((entry, place))
        return found

    def _strings(self, field: Field, value: Any, path: Path) -> Any:
        return tuple(entry for entry, place in self._list(field, value, path) if self.filled(entry, place))

    def _number(self, field: Field, value: Any, path: Path) -> Any:
        whole = field.kind == "integer"
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
            self.wrong_type(field, value, path)
            return SKIP
        if not math.isfinite(value) or abs(value) > 1e300:
            self.note("number.finite", path, name=field.key)
            return SKIP
        if field.minimum is not None and value < field.minimum:
            self.note("number.least", path, name=field.key, value=value, least=field.minimum)
            return SKIP
        if field.maximum is not None and value > field.maximum:
            self.note("number.most", path, name=field.key, value=value, most=field.maximum)
            return SKIP
        return value if whole else float(value)

    def _flag(self, field: Field, value: Any, path: Path) -> Any:
        if not isinstance(value, bool):
            self.wrong_type(field, value, path)
            return SKIP
        return value

    def _choice(self, field: Field, value: Any, path: Path) -> Any:
        value = self._string(field, value, path)
        if value is not SKIP and value not in field.choices:
            near = guess(value, field.choices)
            name = "status" if field.choices == STATUSES else field.key
            self.note("choice", path, value=value, name=name, guess=near, choices=field.choices)
            return SKIP
        return value

    def _color(self, field: Field, value: Any, path: Path) -> Any:
        value = self._string(field, value, path)
        if value is not SKIP and value not in COLORS and not _COLOR.fullmatch(value):
            self.note("color", path, value=value, guess=guess(value, COLORS), choices=COLORS)
            return SKIP
        return value

    def _url(self, field: Field, value: Any, path: Path) -> Any:
        value = self._string(field, value, path)
        if value is not SKIP and not re.fullmatch(r"https?://[^\s/?#]+\S*", value):
            self.note("url", path, value=value)
            return SKIP
        return value

    def _date(self, field: Field, value: Any, path: Path) -> Any:
        if isinstance(value, (bool, float, list, dict, datetime.time)):
            self.wrong_type(field, value, path)
            return SKIP
        try:
            return parse(value)
        except DateError as error:
            offset = error.column - 1 if isinstance(value, str) else -1
            self.note("date.bad", path, text=str(value), offset=offset)
            return SKIP

    # ------------------------------------------------------------------ what refers to something else

    def _known(self, field: Field, name: str, path: Path) -> bool:
        ids = self.ids[field.refers]
        if name in ids:
            return True
        near = guess(name, ids)
        self.note("ref.unknown", path, table=field.refers, kind=field.refers, id=name, guess=near)
        return False

    def _ref(self, field: Field, value: Any, path: Path) -> Any:
        value = self._string(field, value, path)
        return value if value is not SKIP and self._known(field, value, path) else SKIP

    def _refs(self, field: Field, value: Any, path: Path) -> Any:
        ids = self.ids[field.refers]
        # The common case in one pass: every reference known, none twice.
        known = isinstance(value, list) and all(type(name) is str and name in ids for name in value)
        if known and len(set(value)) == len(value):
            return tuple(value)
        return tuple(name for name, place in self._list(field, value, path) if self._known(field, name, place))

    def _file(self, field: Field, value: Any, path: Path, suffixes: tuple[str, ...]) -> Any:
        value = self._string(field, value, path)
        if value is SKIP:
            return SKIP
        fault = files.find(self.folder, value, suffixes)[1]
        if fault is None:
            return value
        near = other = ""
        if fault == "backslash":
            other = value.replace("\\", "/")
        elif fault in ("missing", "suffix"):
            near = guess(value, self._files(suffixes))
            near = near if files.resolve(self.folder, near) else ""
        self.note(f"path.{fault}", path, name=value, guess=near, other=other, choices=suffixes)
        return SKIP

    def _files(self, suffixes: tuple[str, ...]) -> list[str]:
        if suffixes not in self.found_files:
            self.found_files[suffixes] = files.names_in(self.folder, suffixes)
        return self.found_files[suffixes]

    def _image(self, field: Field, value: Any, path: Path) -> Any:
        return self._file(field, value, path, IMAGE_SUFFIXES)

    def _data(self, field: Field, value: Any, path: Path) -> Any:
        return self._file(field, value, path, DATA_SUFFIXES)

    # ------------------------------------------------------------------ the rest

    def _languages(self, field: Field, value: Any, path: Path) -> Any:
        found = []
        for language, place in self._list(field, value, path):
            if _LANGUAGE.fullmatch(language):
                found.append(language)
            else:
                self.note("languages.bad", place, code=language)
        if value == []:
            self.note("languages.empty", path)
        return tuple(found) if found else SKIP


_SPECS: Final = {name: {field.key: field for field in table.fields} for name, table in TABLES.items()}
_REQUIRED: Final = {name: tuple(field for field in table.fields if field.required) for name, table in TABLES.items()}
