"""Write sentences, numbers and lists in a language.

A leaf that every room may use. Each room keeps its own table of English sentences beside the code that speaks; here a
sentence is looked up in a gettext catalogue, `desktop/locale/<code>/LC_MESSAGES/passeur.mo`. English needs none and loads
none. How a language writes numbers, lists and dates is in `desktop/locale/<code>/locale.toml`, English included: its
comments say what each key is. A language may have this file alone: then stories can be told in it, and menus cannot.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from desktop.i18n.catalogue import Catalogue

SOURCE_LANGUAGE: Final = "en"
LOCALE_FOLDER: Final = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "locale")
_DOMAIN: Final = "passeur"
_ROMAN_SIGNS: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
    (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


class Phrase(NamedTuple):
    """Holds a sentence with a context or plural forms."""

    text: str
    plural: str = ""
    counted: str = ""  # the placeholder whose number chooses the plural form
    context: str = ""


def plural(one: str, many: str, counted: str = "count") -> Phrase:
    """Return a sentence with a plural form.

    The number in the placeholder `counted` selects the form.
    """
    return Phrase(one, many, counted)


def in_context(context: str, text: str) -> Phrase:
    """Return a sentence with its context, gettext's msgctxt.

    It needs one if the same English has several translations.
    """
    return Phrase(text, context=context)


def translate(sentence: str | Phrase, language_code: str) -> str:
    """Return a sentence without placeholders in a language."""
    return language(language_code).render(sentence, {})


class Messages:
    """Maps keys to English sentences with placeholders.

    `{name}` is a value, `{name:n}` an integer with separators of thousands, `{date:at}` a date in a form (`DatePhrase`).
    The members of a tuple are joined: `{names}` is "a, b, c", `{names:and}` "a, b and c", `{names:or}` "a, b or c".
    """

    __slots__ = ("table",)

    def __init__(self, table: Mapping[str, str | Phrase]) -> None:
        self.table = dict(table)

    def __call__(self, key: str, language_code: str, **values: object) -> str:
        """Return the sentence of a key in a language, with its values.

        Raises KeyError for an unknown key.
        """
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
    """Knows the sentences and the conventions of one language.

    Get it by `language(code)`. Its sentences are in its catalogue, how it writes numbers, lists and dates in its
    `locale.toml`; each file is read when something in it is first used.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self._ordinals: dict[tuple[int, str], str] = {}

    @cached_property
    def _catalogue(self) -> Catalogue | None:
        return _load_catalogue(self.code) if self.code in available_languages()[1:] else None

    @cached_property
    def _conventions(self) -> dict[str, Any]:
        return _load_conventions(self.code)

    def convention(self, *path: str) -> Any:
        """Return the value at a path of `locale.toml`, or the English one.

        Raises KeyError if English has none.
        """
        value = self.own_convention(*path)
        if value is not None:
            return value
        if self.code == SOURCE_LANGUAGE:
            raise KeyError(".".join(path))
        return language(SOURCE_LANGUAGE).convention(*path)

    def own_convention(self, *path: str) -> Any:
        """Return the value at a path of this language's `locale.toml`, or None."""
        value: Any = self._conventions
        for key in path:
            if (value := value.get(key)) is None:
                return None
        return value

    @property
    def own_name(self) -> str:
        """Return what the language calls itself."""
        return str(self.own_convention("name") or self.code)

    def translate(self, text: str, context: str = "") -> str:
        """Return the translation of `text`, or `text` if there is none."""
        found = self._catalogue.find(text, context) if self._catalogue is not None and text else []
        return found[0] if found else text

    def translate_plural(self, one: str, many: str, count: int) -> str:
        """Return the form of a sentence for `count` things."""
        found = self._catalogue.find(one) if self._catalogue is not None else []
        return found[self._catalogue_rule(count)] if found else one if count == 1 else many

    @cached_property
    def _catalogue_rule(self) -> Callable[[int], int]:
        assert self._catalogue is not None
        return self._catalogue.plural_rule()

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
        return text.format(**{name: self._in_sentence(value) for name, value in values.items()})

    def _in_sentence(self, value: object) -> object:
        return _Value(self, value) if isinstance(value, (int, float, tuple, list)) else value

    # -- numbers ---------------------------------------------------------------------------------------------------------

    def format_integer(self, number: int) -> str:
        """Return an integer with separators of thousands and a true minus."""
        return self._in_own_signs(f"{number:,}")

    def format_decimal(self, digits: str) -> str:
        """Return digits such as "-1.5" with the signs of this language."""
        return self._in_own_signs(digits)

    def format_number(self, value: float, decimals: int) -> str:
        """Return a number with decimals, separators of thousands and a true minus."""
        return self._in_own_signs(f"{value:,.{decimals}f}")

    def _in_own_signs(self, english: str) -> str:
        return english.translate(self._signs)

    # Ticks are labelled for each frame, so this is looked up once.
    @cached_property
    def _signs(self) -> dict[int, str]:
        signs = dict(zip("0123456789", self.own_convention("numbers", "digits") or "0123456789", strict=True))
        signs |= {",": self.convention("numbers", "thousands"), ".": self.convention("numbers", "decimal"), "-": "−"}
        return {ord(sign): own for sign, own in signs.items() if sign != own}

    def ordinal(self, number: int, kind: str = "default") -> str:
        """Return an ordinal.

        Its kind (a gender, "day", "century") is a key of the language's [ordinals].
        """
        text = self._ordinals.get((number, kind))
        if text is None:
            forms = self.own_convention("ordinals", kind) or self.convention("ordinals", "default")
            digits = str(number)
            keys = (digits, f"*{digits[-2:]}", f"*{digits[-1]}", "other")
            text = next(forms[key] for key in keys if key in forms)
            text = text.format(n=self._in_own_signs(digits), roman=roman_numeral(number) if "{roman}" in text else "")
            self._ordinals[number, kind] = text
        return text

    def representative_count(self, value: float) -> int:
        """Return the integer whose plural form a number takes.

        For 1.5 it is 2 in English ("1.5 years") and 1 in French ("1,5 an").
        """
        whole = int(value)
        if whole == value:
            return whole
        return self.own_convention("numbers", "fractions_count_as") or whole

    def plural_form(self, count: int) -> int:
        """Return the index of the plural form for a count, from 0."""
        return self._plural_rule(count)

    @cached_property
    def _plural_rule(self) -> Callable[[int], int]:
        from gettext import c2py

        return c2py(self.convention("numbers", "plural"))

    # -- days, lists, quotations --------------------------------------------------------------------------------------------

    def format_day(self, day: int) -> str:
        """Return the day of a month, which may be an ordinal."""
        return self.ordinal(day, "day")

    @cached_property
    def month_names(self) -> tuple[str, ...]:
        """Return the names of the months, from January."""
        return tuple(self.convention("months", "long"))

    @cached_property
    def short_month_names(self) -> tuple[str, ...]:
        """Return the abbreviations of the months, from January."""
        return tuple(self.own_convention("months", "short") or self.month_names)

    def join_list(self, members: Sequence[str], conjunction: str = "") -> str:
        """Join the members of a list.

        The conjunction is "and" ("a, b and c"), "or", or "" ("a, b, c").
        """
        separator: str = self.convention("text", "separator")
        if not conjunction or len(members) < 2:
            return separator.join(members)
        pair: str = self.convention("text", conjunction)
        return pair.format(first=separator.join(members[:-1]), last=members[-1])

    def quote(self, text: str) -> str:
        """Return words in quotation marks."""
        quoted: str = self.convention("text", "quoted")
        return quoted.format(text=text)

    @property
    def quotation_marks(self) -> tuple[str, str]:
        """Return the signs before and after quoted words, without spaces."""
        opening, _, closing = self.convention("text", "quoted").partition("{text}")
        return opening.strip(), closing.strip()

    def label(self, label: str, text: str) -> str:
        """Return a label, a colon and a text."""
        labelled: str = self.convention("text", "labelled")
        return labelled.format(label=label, text=text)


class _Value:
    """Formats a number or a list in a sentence of a language."""

    def __init__(self, language: Language, value: float | Sequence[object]) -> None:
        self._language = language
        self._value = value

    def __format__(self, spec: str) -> str:
        own, value = self._language, self._value
        if isinstance(value, int):
            return own.format_integer(value) if spec == "n" else format(value, spec)
        if isinstance(value, float):
            return own.format_decimal(format(value, spec or ".10g"))
        return own.join_list([str(member) for member in value], spec)


def roman_numeral(number: int) -> str:
    """Return a positive number in Roman numerals."""
    numeral = ""
    for value, sign in _ROMAN_SIGNS:
        count, number = divmod(number, value)
        numeral += sign * count
    return numeral


def _load_catalogue(code: str) -> Catalogue:
    from desktop.i18n.catalogue import Catalogue  # English start-up pays for neither the module nor a catalogue

    with open(_mo_path(code), "rb") as stream:
        return Catalogue(stream.read())


def _load_conventions(code: str) -> dict[str, Any]:
    from tomllib import load

    try:
        with open(os.path.join(LOCALE_FOLDER, code, "locale.toml"), "rb") as stream:
            return load(stream)
    except FileNotFoundError:
        return {}


def _mo_path(code: str) -> str:
    return os.path.join(LOCALE_FOLDER, code, "LC_MESSAGES", f"{_DOMAIN}.mo")


@lru_cache(maxsize=1)
def known_languages() -> tuple[str, ...]:
    """Return the codes of the languages that have any data here."""
    try:
        return tuple(sorted(os.listdir(LOCALE_FOLDER)))
    except OSError:
        return ()


@lru_cache(maxsize=1)
def available_languages() -> tuple[str, ...]:
    """Return the codes of the interface's languages.

    They are English and each that has a catalogue.
    """
    catalogues = [code for code in known_languages() if code != SOURCE_LANGUAGE and os.path.isfile(_mo_path(code))]
    return (SOURCE_LANGUAGE, *catalogues)


@lru_cache(maxsize=64)
def language(code: str) -> Language:
    """Return the language for a code, English if there is none.

    "fr-CA" is "fr" unless there are data for "fr-CA" itself.
    """
    return _language(_closest(code, known_languages()))


@lru_cache(maxsize=16)
def _language(code: str) -> Language:
    return Language(code)


def supported_code(code: str) -> str:
    """Return the interface's language for a code or locale name.

    "de_CH.UTF-8" is "de"; English if there is none.
    """
    return _closest(code, available_languages())


def _closest(code: str, codes: Sequence[str]) -> str:
    """Return the most specific of `codes` for a code, else English."""
    by_tag = {one.replace("_", "-").lower(): one for one in codes}
    tag = code.partition(".")[0].partition("@")[0].replace("_", "-").lower()
    while tag:
        if tag in by_tag:
            return by_tag[tag]
        tag = tag.rpartition("-")[0]
    return SOURCE_LANGUAGE


def system_language() -> str:
    """Return the interface's language that the environment names.

    The command line needs it before Qt is there.
    """
    for name in ("PASSEUR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return supported_code(value)
    return SOURCE_LANGUAGE
