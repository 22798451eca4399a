"""Define localized texts and the places where they are written."""

from __future__ import annotations

from dataclasses import field

from desktop.fast_dataclass import dataclass

KeyPath = tuple[str | int, ...]
"""A place in the text, e.g. ("slide", "xiami", "claim", 0, "says", "fr") or ("event", "ipo", "date")."""


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """Holds a text in one or several languages, with inline Markdown.

    `values` holds pairs (language, text) in the order written; the language "" stands for every language (a plain string).
    """

    values: tuple[tuple[str, str], ...] = ()
    path: KeyPath = field(default=(), compare=True)

    def get(self, language: str) -> str:
        """Return the text in a language, or the best substitute.

        That is the text for every language, else the first written, else "".
        """
        for code, value in self.values:
            if code == language or code == "":
                return value
        return self.values[0][1] if self.values else ""

    def path_for(self, language: str) -> KeyPath:
        """Return the path of the string that `get` returns."""
        for code, _ in self.values:
            if code == language:
                return (*self.path, code)
            if code == "":
                return self.path
        return (*self.path, self.values[0][0]) if self.values else self.path

    def languages(self) -> tuple[str, ...]:
        """Return the languages of the text, "" for a plain string."""
        return tuple(code for code, _ in self.values)

    def __bool__(self) -> bool:
        return any(value.strip() for _, value in self.values)


EMPTY_TEXT = LocalizedText()
