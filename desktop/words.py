"""What the program itself says, in French and in English: a leaf that every room may use.

Each room keeps its own table beside the code that speaks; this module only looks a sentence up.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final

LANGUAGES: Final = ("en", "fr")


class Words:
    """A table of sentences: key → (English, French), with `{name}` placeholders."""

    __slots__ = ("table",)

    def __init__(self, table: Mapping[str, tuple[str, str]]) -> None:
        self.table = dict(table)

    def __call__(self, key: str, language: str, **values: object) -> str:
        """Say `key` in `language` ("fr…" is French, everything else English); KeyError for an unknown key."""
        english, french = self.table[key]
        sentence = french if language.startswith("fr") else english
        return sentence.format(**values) if values else sentence


def system_language() -> str:
    """Return "fr" where the environment asks for French, else "en"; the command line speaks before Qt is there."""
    for name in ("PASSEUR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"
