"""What the program itself says, in French and in English: a leaf that every room may use.

Each room keeps its own table beside the code that speaks; this module only looks a sentence up.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final

LANGUAGES: Final = ("en", "fr")


class _EnglishNumber(int):
    """A number in an English sentence: `{count:s}` is the plural's s, `{count:n}` the number with its thousands apart."""

    def __format__(self, spec: str) -> str:
        return ("" if self == 1 else "s") if spec == "s" else super().__format__("," if spec == "n" else spec)


class _FrenchNumber(int):
    """A number in a French sentence, where nought is singular."""

    def __format__(self, spec: str) -> str:
        if spec == "n":
            return super().__format__(",").replace(",", "\u202f")
        return ("" if self < 2 else "s") if spec == "s" else super().__format__(spec)


class Messages:
    """A table of sentences: key → (English, French), with `{name}` placeholders.

    Of a number, `{name:s}` is an s where it is many, and `{name:n}` the number with its thousands apart.
    """

    __slots__ = ("table",)

    def __init__(self, table: Mapping[str, tuple[str, str]]) -> None:
        self.table = dict(table)

    def __call__(self, key: str, language: str, **values: object) -> str:
        """Say `key` in `language` ("fr…" is French, everything else English); KeyError for an unknown key."""
        english, french = self.table[key]
        sentence, number_type = (french, _FrenchNumber) if language.startswith("fr") else (english, _EnglishNumber)
        if not values:
            return sentence
        return sentence.format(
            **{name: number_type(value) if type(value) is int else value for name, value in values.items()}
        )


def system_language() -> str:
    """Return "fr" where the environment asks for French, else "en"; the command line speaks before Qt is there."""
    for name in ("PASSEUR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"
