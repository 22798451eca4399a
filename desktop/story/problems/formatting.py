"""Format the message and the hint of a problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from desktop.i18n import language as language_of
from desktop.story.dates.date_errors import DateError
from desktop.story.dates.parse import parse_date
from desktop.story.problems.issue import LocalizedError, MessageValue
from desktop.story.problems.problem_hints import HINTS
from desktop.story.problems.problem_messages import MESSAGES, TERMS
from desktop.story.problems.visible_text import name_unshown_characters

_MAX_QUOTED_LENGTH: Final = 1_000


def format_message(code: str, values: Mapping[str, MessageValue], language: str) -> str:
    """Return the message of a problem.

    For a wrong date, the parser of dates writes it.
    """
    if code == "date.bad":
        try:
            parse_date(str(values.get("text", "")))
        except DateError as error:
            statement = error.message(language)
            return name_unshown_characters(statement[:1].upper() + statement[1:])
    return name_unshown_characters(MESSAGES(code, language).format_map(_format_values(values, language)))


def format_hint(code: str, values: Mapping[str, MessageValue], language: str) -> str:
    """Return the hint of a problem, or ""."""
    formatted = _format_values(values, language)
    key = "guess" if formatted.get("guess") else code
    return name_unshown_characters(HINTS(key, language).format_map(formatted)) if key in HINTS else ""


def _format_values(values: Mapping[str, MessageValue], language: str) -> dict[str, str]:
    return {name: _shorten(_FORMATTERS.get(name, _format_plain)(value, language)) for name, value in values.items()}


def _shorten(text: str) -> str:
    """Return a quoted text, cut to at most `_MAX_QUOTED_LENGTH` characters."""
    return text if len(text) <= _MAX_QUOTED_LENGTH else f"{text[:_MAX_QUOTED_LENGTH].rstrip()}…"


def _format_plain(value: MessageValue, language: str) -> str:
    if isinstance(value, float):
        return language_of(language).format_decimal(f"{value:g}")
    return language_of(language).join_list(value) if isinstance(value, tuple) else str(value)


def _term(value: MessageValue, language: str) -> str:
    return TERMS(str(value), language)


def _language_name(value: MessageValue, language: str) -> str:
    """Return the name of a language, else its code in quotation marks."""
    key = f"language.{value}"
    return TERMS(key, language) if key in TERMS else language_of(language).quote(str(value))


def _language_names(value: MessageValue, language: str) -> str:
    """Return the names of languages as "French and English"."""
    codes = value if isinstance(value, tuple) else (str(value),)
    return language_of(language).join_list([_language_name(code, language) for code in codes])


def _element_name(value: MessageValue, language: str) -> str:
    """Return the name of a slide's part, such as "the title".

    A part without a name is shown by its code.
    """
    name = str(value).partition(":")[0]
    return TERMS(f"element.{name}", language) if f"element.{name}" in TERMS else _language_name(value, language)


def _format_choices(value: MessageValue, language: str) -> str:
    """Return the choices as a phrase such as "a, b or c"."""
    names = value if isinstance(value, tuple) else (str(value),)
    return language_of(language).join_list(names, "or")


def _statement(value: MessageValue, language: str) -> str:
    """Return the message of another reader's error."""
    return value.message(language) if isinstance(value, LocalizedError) else str(value)


_FORMATTERS: Final[Mapping[str, Callable[[MessageValue, str], str]]] = {
    "expected": _term,
    "found": _term,
    "table": _term,
    "what": _term,
    "element": _element_name,
    "tongue": _language_name,
    "language": _language_name,
    "tongues": _language_names,
    "mark": _term,
    "choices": _format_choices,
    "keys": _format_choices,
    "said": _statement,
    "reason": _statement,
}
