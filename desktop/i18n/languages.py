"""Knows the sentences, the conventions and the words of a language."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from desktop.i18n.capitals import capitals, first_capital
from desktop.i18n.locales import (
    SOURCE_LANGUAGE,
    available_languages,
    catalogue_path,
    cldr_languages,
    closest,
    conventions,
    known_languages,
)
from desktop.i18n.roman import roman_numeral

if TYPE_CHECKING:
    from desktop.i18n.catalogue import Catalogue

_LAKH_GROUPS: Final = re.compile(r"(\d)(?=(?:\d\d)*\d{3}$)")
Forms = str | Mapping[str, str]
"""A wording, or its plural forms by category; "other" is always there."""
WordOverrides = tuple[tuple[tuple[str, ...], str | tuple[tuple[str, str], ...]], ...]
"""What a story says in place of `locale.toml`: pairs of a path and a wording, or its plural forms as pairs."""


class Phrase(NamedTuple):
    """Holds a sentence with a context or plural forms."""

    text: str
    plural: str = ""
    counted: str = ""  # the placeholder whose number chooses the plural form
    context: str = ""


class Language:
    """Knows the sentences and the conventions of one language.

    Get it by `language(code)`. Its sentences are in its catalogue, how it writes numbers, lists and dates in its
    `locale.toml`; each file is read when something in it is first used.
    """

    def __init__(self, code: str, overrides: WordOverrides = ()) -> None:
        self.code = code
        self._overrides = {path: dict(forms) if isinstance(forms, tuple) else forms for path, forms in overrides}
        self._ordinals: dict[tuple[int, str], str] = {}

    @cached_property
    def _catalogue(self) -> Catalogue | None:
        return _load_catalogue(self.code) if self.code in available_languages()[1:] else None

    @cached_property
    def _conventions(self) -> dict[str, Any]:
        return conventions(self.code)

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
        """Return the language's own value at a path, or None.

        What the story says comes first.
        """
        if self._overrides and path in self._overrides:
            return self._overrides[path]
        value: Any = self._conventions
        for key in path:
            if (value := value.get(key)) is None:
                return None
        return value

    @property
    def own_name(self) -> str:
        """Return the language's own name."""
        return str(self.own_convention("name") or self.code)

    @property
    def has_capitals(self) -> bool:
        """Return whether its script has capitals."""
        return self.own_name.upper() != self.own_name.lower()

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
        if "," in english and self.own_convention("numbers", "groups") == "lakh":
            whole, point, decimals = english.partition(".")
            english = _LAKH_GROUPS.sub(r"\1,", whole.replace(",", "")) + point + decimals
        return english.translate(self._signs)

    @cached_property
    def large_numbers(self) -> tuple[tuple[int, str], tuple[int, str]]:
        """Return how much "billion" and "million" count in this language.

        Chinese counts in ten thousands and in hundred millions.
        """
        own = self.own_convention
        return (
            (own("numbers", "billion") or 1_000_000_000, "billion"),
            (own("numbers", "million") or 1_000_000, "million"),
        )

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
            text = text.format(
                n=self._in_own_signs(digits),
                roman=roman_numeral(number) if "{roman}" in text else "",
                hundreds=self._in_own_signs(str(100 * (number - 1))),
            )
            self._ordinals[number, kind] = text
        return text

    def plural_category(self, count: float) -> str:
        """Return Unicode's name of the plural form for a count.

        It is "one", "few", "many", …; "other" if no rule holds.
        """
        whole = int(count)
        if whole != count and (category := self.own_convention("numbers", "fractions")):
            return str(category)
        return next((category for category, holds in self._plural_rules if holds(abs(whole))), "other")

    @cached_property
    def _plural_rules(self) -> tuple[tuple[str, Callable[[int], int]], ...]:
        from gettext import c2py

        return tuple((category, c2py(rule)) for category, rule in self.convention("numbers", "plural").items())

    # -- words of slides, direction -----------------------------------------------------------------------------------

    def word(self, key: str, **values: object) -> str:
        """Return a word of slides, its placeholders filled.

        The number `count` chooses the plural form. Raises KeyError for an unknown key.
        """
        forms: Forms = self.convention("words", key)
        if not isinstance(forms, str):
            count = values["count"]
            assert isinstance(count, int | float)
            forms = forms.get(self.plural_category(count)) or forms["other"]
        return forms.format(**{name: self._in_sentence(value) for name, value in values.items()}) if values else forms

    @cached_property
    def is_right_to_left(self) -> bool:
        """Return whether lines begin at the right."""
        return bool(self.own_convention("text", "direction") == "rtl")

    def upper(self, text: str) -> str:
        """Return a text in capitals as the language writes them.

        Turkish has "İ" for "i"; German keeps its "ß", as capital "ẞ"; Greek capitals bear no accent.
        """
        return capitals(self._with_own_capitals(text))

    def capitalize(self, text: str) -> str:
        """Return a text with a capital first letter, if there is one."""
        return first_capital(self._with_own_capitals(text[:1])) + text[1:]

    def _with_own_capitals(self, text: str) -> str:
        for small, capital in self.own_convention("text", "capitals") or ():
            text = text.replace(small, capital)
        return text

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


def _load_catalogue(code: str) -> Catalogue:
    from desktop.i18n.catalogue import Catalogue  # English start-up pays for neither the module nor a catalogue

    with open(catalogue_path(code), "rb") as stream:
        return Catalogue(stream.read())


@lru_cache(maxsize=64)
def language(code: str | Language) -> Language:
    """Return the language for a code, English if there is none.

    "fr-CA" is "fr" unless there are data for "fr-CA" itself. A `Language`, as of a story, is returned as it is.
    """
    if isinstance(code, Language):
        return code
    return _language(closest(code, known_languages()) or closest(code, cldr_languages) or SOURCE_LANGUAGE)


@lru_cache(maxsize=16)
def _language(code: str) -> Language:
    return Language(code)


def word(key: str, own: str | Language, **values: object) -> str:
    """Return a word that slides add by themselves, in a language."""
    return (language(own) if isinstance(own, str) else own).word(key, **values)


@lru_cache(maxsize=32)
def story_language(code: str, overrides: WordOverrides) -> Language:
    """Return a language with a story's own words in it."""
    own = language(code)
    return Language(own.code, overrides) if overrides else own


def has_own_words(code: str) -> bool:
    """Return whether a language has a table of the words of slides."""
    own = language(code)
    return own.own_convention("words") is not None and bool(closest(code, (own.code,)))


def supported_code(code: str) -> str:
    """Return the interface's language for a code or locale name.

    "de_CH.UTF-8" is "de"; English if there is none.
    """
    return closest(code, available_languages()) or SOURCE_LANGUAGE


def system_language() -> str:
    """Return the interface's language that the environment names.

    The command line needs it before Qt is there.
    """
    for name in ("PASSEUR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return supported_code(value)
    return SOURCE_LANGUAGE
