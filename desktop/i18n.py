"""What the program says: English in the code, every other language in its catalogue under `desktop/locale`.

A leaf that every room may use. Each room keeps its own table of sentences beside the code that speaks; here a sentence is
looked up in a gettext catalogue, `desktop/locale/<code>/LC_MESSAGES/passeur.mo`. English needs none and loads none.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from gettext import GNUTranslations

SOURCE_LANGUAGE: Final = "en"
LOCALE_FOLDER: Final = os.path.join(os.path.dirname(os.path.abspath(__file__)), "locale")
_DOMAIN: Final = "passeur"


class Phrase(NamedTuple):
    """A sentence of which English alone is not enough to find its translation, or that has a plural."""

    text: str
    plural: str = ""
    counted: str = ""  # the placeholder whose number chooses the plural form
    context: str = ""


def plural(one: str, many: str, counted: str = "count") -> Phrase:
    """Return a sentence with a plural form, chosen by the number in the placeholder `counted`."""
    return Phrase(one, many, counted)


def in_context(context: str, text: str) -> Phrase:
    """Return a sentence that needs its context (gettext's msgctxt): the same English has several translations."""
    return Phrase(text, context=context)


_MONTHS: Final = (
    in_context("month", "January"),
    in_context("month", "February"),
    in_context("month", "March"),
    in_context("month", "April"),
    in_context("month", "May"),
    in_context("month", "June"),
    in_context("month", "July"),
    in_context("month", "August"),
    in_context("month", "September"),
    in_context("month", "October"),
    in_context("month", "November"),
    in_context("month", "December"),
)
_SHORT_MONTHS: Final = (
    in_context("short month", "Jan"),
    in_context("short month", "Feb"),
    in_context("short month", "Mar"),
    in_context("short month", "Apr"),
    in_context("short month", "May"),
    in_context("short month", "Jun"),
    in_context("short month", "Jul"),
    in_context("short month", "Aug"),
    in_context("short month", "Sep"),
    in_context("short month", "Oct"),
    in_context("short month", "Nov"),
    in_context("short month", "Dec"),
)


def translate(sentence: str | Phrase, language_code: str) -> str:
    """Return a sentence without placeholders in a language."""
    return language(language_code).render(sentence, {})


class Messages:
    """A table of sentences: key → English, with `{name}` placeholders; `{name:n}` is a number with its thousands apart."""

    __slots__ = ("table",)

    def __init__(self, table: Mapping[str, str | Phrase]) -> None:
        self.table = dict(table)

    def __call__(self, key: str, language_code: str, **values: object) -> str:
        """Return the sentence of `key` in a language, its placeholders filled; KeyError for an unknown key."""
        return language(language_code).render(self.table[key], values)

    def __contains__(self, key: object) -> bool:
        """Return whether the table has a sentence for `key`."""
        return key in self.table

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys."""
        return iter(self.table)

    def __or__(self, other: Messages) -> Messages:
        """Return one table with the sentences of both."""
        return Messages(self.table | other.table)


class Language:
    """One language of the program: its sentences, plural forms and numbers. Get it by `language(code)`."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._catalogue: GNUTranslations | None = None if code == SOURCE_LANGUAGE else _load_catalogue(code)

    @property
    def own_name(self) -> str:
        """Return what the language calls itself."""
        return self.translate("English", "name of this language")

    def translate(self, text: str, context: str = "") -> str:
        """Return `text` in this language, or as it is where the catalogue has nothing."""
        if self._catalogue is None:
            return text
        return self._catalogue.pgettext(context, text) if context else self._catalogue.gettext(text)

    def translate_plural(self, one: str, many: str, count: int) -> str:
        """Return the form of a sentence for `count` things."""
        if self._catalogue is None:
            return one if count == 1 else many
        return self._catalogue.ngettext(one, many, count)

    def render(self, sentence: str | Phrase, values: Mapping[str, object]) -> str:
        """Return a sentence of a table in this language, its placeholders filled."""
        if isinstance(sentence, str):
            text = self.translate(sentence)
        elif sentence.plural:
            count = values[sentence.counted]
            assert isinstance(count, int)
            text = self.translate_plural(sentence.text, sentence.plural, count)
        else:
            text = self.translate(sentence.text, sentence.context)
        if not values:
            return text
        return text.format(**{name: self._number(value) for name, value in values.items()})

    def _number(self, value: object) -> object:
        if type(value) is not int:
            return value
        number = _Number(value)
        number.language = self
        return number

    def format_integer(self, number: int) -> str:
        """Write a whole number with its thousands apart."""
        return f"{number:,}".replace(",", self._thousands_sign)

    def format_decimal(self, digits: str) -> str:
        """Return digits with a decimal point, such as "1.5", with the sign of this language."""
        return digits.replace(".", self._decimal_sign)

    def format_day(self, day: int) -> str:
        """Return the day of a month as it stands in a date: the first may be an ordinal."""
        return self._first_day if day == 1 else str(day)

    @cached_property
    def month_names(self) -> tuple[str, ...]:
        """Return the names of the months, from January."""
        return tuple(self.translate(month.text, month.context) for month in _MONTHS)

    @cached_property
    def short_month_names(self) -> tuple[str, ...]:
        """Return the abbreviations of the months, from January."""
        return tuple(self.translate(month.text, month.context) for month in _SHORT_MONTHS)

    @cached_property
    def quotation_marks(self) -> tuple[str, str]:
        """Return the signs before and after quoted words."""
        return self.translate("“", "opening quotation mark"), self.translate("”", "closing quotation mark")

    # Ticks are labelled for each frame, so these are looked up once.
    @cached_property
    def _thousands_sign(self) -> str:
        return self.translate(",", "between thousands")

    @cached_property
    def _decimal_sign(self) -> str:
        return self.translate(".", "decimal sign")

    @cached_property
    def _first_day(self) -> str:
        return self.translate("1", "first day of a month")


class _Number(int):
    """A number in a sentence: `{count:n}` writes it with its thousands apart."""

    language: Language

    def __format__(self, spec: str) -> str:
        return self.language.format_integer(int(self)) if spec == "n" else super().__format__(spec)


def _load_catalogue(code: str) -> GNUTranslations:
    from gettext import GNUTranslations  # English start-up pays for neither the module nor a catalogue

    with open(_mo_path(code), "rb") as stream:
        return GNUTranslations(stream)


@lru_cache(maxsize=1)
def available_languages() -> tuple[str, ...]:
    """Return the codes of the languages that the program speaks: English and each that has a catalogue."""
    try:
        names = sorted(os.listdir(LOCALE_FOLDER))
    except OSError:
        names = []
    catalogues = [name for name in names if os.path.isfile(_mo_path(name))]
    return (SOURCE_LANGUAGE, *catalogues)


def _mo_path(code: str) -> str:
    return os.path.join(LOCALE_FOLDER, code, "LC_MESSAGES", f"{_DOMAIN}.mo")


@lru_cache(maxsize=64)
def language(code: str) -> Language:
    """Return the language that speaks for a code: "fr-CA" is "fr", and one without a catalogue is English."""
    return _language(supported_code(code))


@lru_cache(maxsize=16)
def _language(code: str) -> Language:
    return Language(code)


def supported_code(code: str) -> str:
    """Return the code of the language that speaks for a code or the name of a locale ("de_CH.UTF-8" is "de")."""
    base = code.replace("_", "-").partition("-")[0].partition(".")[0].lower()
    return base if base != SOURCE_LANGUAGE and base in available_languages() else SOURCE_LANGUAGE


def system_language() -> str:
    """Return the language of the environment; the command line speaks before Qt is there."""
    for name in ("PASSEUR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return supported_code(value)
    return SOURCE_LANGUAGE
