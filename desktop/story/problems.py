"""What is wrong with a story, as data that speaks French and English and knows its line.

A problem is raised by its code, the path of its place and a few plain values; the sentence is made when somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from desktop.story.edtf import DateError, parse
from desktop.story.model import Path
from desktop.story.sentences import HINTS, MESSAGES, NAMES
from desktop.words import Words

Severity = Literal["error", "warning"]
Value = str | int | float | tuple[str, ...]

_message: Final = Words(MESSAGES)
_hint: Final = Words(HINTS)
_name: Final = Words(NAMES)


@dataclass(frozen=True, slots=True)
class Issue:
    """A problem before its place is known: `where` says whether the key or the value at `path` is meant."""

    code: str
    path: Path
    values: tuple[tuple[str, Value], ...] = ()
    where: Literal["key", "value"] = "value"
    severity: Severity = "error"
    offset: int = -1  # characters from the start of a string's content, where the very spot is known


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, with its place in the text; lines and columns count from 1, the end is exclusive."""

    severity: Severity
    code: str
    path: Path = ()
    file: str = ""
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    values: tuple[tuple[str, Value], ...] = ()

    def message(self, language: str) -> str:
        """Say what is wrong, in one sentence without a full stop."""
        if self.code == "date.bad":
            error = self._date_error()
            if error is not None:
                said = error.message(language)
                return said[:1].upper() + said[1:]
        return _message(self.code, language).format_map(self._spoken(language))

    def hint(self, language: str) -> str:
        """Say what to do about it, or "" where there is nothing to add."""
        spoken = self._spoken(language)
        if spoken.get("guess"):
            return _hint("guess", language).format_map(spoken)
        return _hint(self.code, language).format_map(spoken) if self.code in HINTS else ""

    def line_text(self, language: str) -> str:
        """Return `FILE:LINE:COLUMN: error: message (hint)`, the shape that editors and build tools read."""
        hint = self.hint(language)
        tail = f" ({hint})" if hint else ""
        return f"{self.file}:{self.line}:{self.column}: {self.severity}: {self.message(language)}{tail}"

    def get(self, name: str, default: Value = "") -> Value:
        """Return one of the values, for quick fixes."""
        return dict(self.values).get(name, default)

    def _date_error(self) -> DateError | None:
        try:
            parse(str(self.get("text")))
        except DateError as error:
            return error
        return None

    def _spoken(self, language: str) -> dict[str, object]:
        return {name: _SPEAK.get(name, _plain)(value, language) for name, value in self.values}


def _plain(value: Value, language: str) -> str:
    if isinstance(value, float):
        text = f"{value:g}"
        return text.replace(".", ",") if language.startswith("fr") else text
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _named(value: Value, language: str) -> str:
    return _name(str(value), language)


def _tongue(value: Value, language: str) -> str:
    """Return the name of a language, or its code in quotation marks where it has no name here."""
    code = str(value).split("-")[0]
    key = f"language.{code}" if f"language.{code}" in NAMES and code == value else "language"
    return _name(key, language).format(code=value)


def _element(value: Value, language: str) -> str:
    """Return the name of a part of a slide, such as "the title"; a part without a name is shown as it is."""
    name = str(value).partition(":")[0]
    return _name(f"element.{name}", language) if f"element.{name}" in NAMES else _tongue(value, language)


def _list(value: Value, language: str) -> str:
    """Return "a, b or c"."""
    names = [str(name) for name in value] if isinstance(value, tuple) else [str(value)]
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} {_name('or', language)} {names[-1]}"


_SPEAK: Final[Mapping[str, Callable[[Value, str], str]]] = {
    "expected": _named,
    "found": _named,
    "table": _named,
    "what": _named,
    "element": _element,
    "tongue": _tongue,
    "language": _tongue,
    "choices": _list,
    "keys": _list,
}


def guess(word: str, names: object, cutoff: float = 0.6) -> str:
    """Return the name nearest to `word`, or "" where none is near."""
    candidates = [str(name) for name in names] if isinstance(names, (list, tuple, set, frozenset, dict)) else []
    from difflib import get_close_matches  # only a story with problems pays for it

    lower = {name.lower(): name for name in candidates}
    found = get_close_matches(word.lower(), lower, n=1, cutoff=cutoff)
    return lower[found[0]] if found else ""
