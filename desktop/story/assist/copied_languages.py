"""Fit copied slides to the languages of another story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.story.edit.edit import EditError, delete, set_value
from desktop.story.edit.texts import string_at
from desktop.story.load.load import load_text
from desktop.story.localized_text import KeyPath
from desktop.story.toml.write import encode_value


def fit_languages(copied: str, languages: Sequence[str]) -> str:
    """Return copied tables without the languages that a story lacks.

    A text that is in none of them becomes one for every language: no text is lost whole.
    """
    head = f"format = 1\n[story]\nlanguages = {encode_value(list(languages))}\n"
    unknown: dict[KeyPath, list[str]] = {}
    for problem in load_text(head + copied).problems:
        if problem.code == "text.language.unknown":
            unknown.setdefault(problem.path[:-1], []).append(str(problem.path[-1]))
    for path, codes in unknown.items():
        try:
            copied = _fit_text(copied, path, codes, languages)
        except EditError:
            continue  # it is told as a problem of the text, as before
    return copied


def _fit_text(copied: str, path: KeyPath, codes: Iterable[str], languages: Iterable[str]) -> str:
    """Return the copied text with one of its texts fitted."""
    if all(string_at(copied, (*path, code)) is None for code in languages):
        words = next((string_at(copied, (*path, code)) for code in codes), None)
        return set_value(copied, path, words or "").apply(copied)
    for code in codes:
        copied = delete(copied, (*path, code)).apply(copied)
    return copied
