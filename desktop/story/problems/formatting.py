"""Say in words what is wrong: the sentences of `sentences` with the values of a problem in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from desktop.i18n import Words
from desktop.story.dates.parse import DateError, parse
from desktop.story.problems.messages import HINTS, MESSAGES, NAMES
from desktop.story.problems.problem import Problem, Value

_message: Final = Words(MESSAGES)
_hint: Final = Words(HINTS)
_name: Final = Words(NAMES)


def message(problem: Problem, language: str) -> str:
    """Return the sentence of a problem; a date says itself what is wrong with it."""
    if problem.code == "date.bad":
        try:
            parse(str(problem.get("text")))
        except DateError as error:
            said = error.message(language)
            return said[:1].upper() + said[1:]
    return _message(problem.code, language).format_map(_spoken(problem, language))


def hint(problem: Problem, language: str) -> str:
    """Return what to do about a problem, or ""."""
    spoken = _spoken(problem, language)
    code = "guess" if spoken.get("guess") else problem.code
    return _hint(code, language).format_map(spoken) if code in HINTS else ""


def _spoken(problem: Problem, language: str) -> dict[str, str]:
    return {name: _SPEAK.get(name, _plain)(value, language) for name, value in problem.values}


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


def _said(value: Value, language: str) -> str:
    """Return one of two sentences, (English, French), that were made elsewhere."""
    return str(value[1 if language.startswith("fr") else 0]) if isinstance(value, tuple) else str(value)


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
    "said": _said,
}
