"""Writes sentences, numbers, lists and words of slides in a language.

A leaf that every room may use. Each room keeps its own table of English sentences beside the code that speaks; here a
sentence is looked up in a gettext catalogue, `desktop/locale/<code>/LC_MESSAGES/passeur.mo`. English needs none and loads
none. How a language writes numbers, lists and dates, and what slides say by themselves, is in
`desktop/locale/<code>/locale.toml`, English included: its comments say what each key is. A language may have this file
alone: then stories can be told in it, and menus cannot.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop.i18n.languages import (
    Forms,
    Language,
    Phrase,
    WordOverrides,
    has_own_words,
    language,
    story_language,
    supported_code,
    system_language,
    word,
)
from desktop.i18n.locales import LOCALE_FOLDER, PLURAL_CATEGORIES, SOURCE_LANGUAGE, available_languages, known_languages

__all__ = [
    "LOCALE_FOLDER",
    "PLURAL_CATEGORIES",
    "SOURCE_LANGUAGE",
    "Forms",
    "Language",
    "Messages",
    "Phrase",
    "WordOverrides",
    "available_languages",
    "has_own_words",
    "in_context",
    "known_languages",
    "language",
    "plural",
    "story_language",
    "supported_code",
    "system_language",
    "translate",
    "word",
]


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
