"""Finds the files of the languages and reads how each writes.

How a language writes numbers, lists, dates and the words of slides is in `desktop/locale/<code>/locale.toml`. What a
variant ("zh-Hant") does not say is taken from its language ("zh"). For a language without such a file, the names of
months and the patterns of dates come from Unicode's CLDR (`desktop/locale/cldr.json`, which `packaging/cldr.py` writes);
the rest is English.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Final

SOURCE_LANGUAGE: Final = "en"
LOCALE_FOLDER: Final = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "locale")
_DOMAIN: Final = "passeur"
PLURAL_CATEGORIES: Final = ("zero", "one", "two", "few", "many", "other")
"""Unicode's names of plural forms."""
_PLURAL_CATEGORIES: Final = frozenset(PLURAL_CATEGORIES)
_TRADITIONAL_CHINESE: Final = {"zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant"}


@lru_cache(maxsize=1)
def known_languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a folder here."""
    try:
        return tuple(sorted(name for name in os.listdir(LOCALE_FOLDER) if "." not in name))
    except OSError:
        return ()


@lru_cache(maxsize=1)
def available_languages() -> tuple[str, ...]:
    """Return the codes of the interface's languages.

    They are English and each that has a catalogue.
    """
    catalogues = [
        code for code in known_languages() if code != SOURCE_LANGUAGE and os.path.isfile(catalogue_path(code))
    ]
    return (SOURCE_LANGUAGE, *catalogues)


def conventions(code: str) -> dict[str, Any]:
    """Return one table from a language, its parents and CLDR."""
    tables = [_load_file(tag) for tag in with_parents(code) if tag in known_languages()]
    if not tables:
        return _cldr_conventions(code)
    merged: dict[str, Any] = {}
    for table in reversed(tables):
        merged = _merged(merged, table)
    return merged


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Return one table with the values of both.

    Plural forms are one value: they are replaced as a whole.
    """
    merged = dict(below)
    for key, value in above.items():
        old = below.get(key)
        is_table = isinstance(value, dict) and isinstance(old, dict) and not set(value) <= _PLURAL_CATEGORIES
        merged[key] = _merged(old, value) if is_table and isinstance(old, dict) else value
    return merged


def _load_file(code: str) -> dict[str, Any]:
    try:
        from tomli import load
    except ImportError:  # the set-up speaks before any library is there
        from tomllib import load

    try:
        with open(os.path.join(LOCALE_FOLDER, code, "locale.toml"), "rb") as stream:
            return load(stream)
    except FileNotFoundError:
        return {}


def _cldr_conventions(code: str) -> dict[str, Any]:
    """Return CLDR's part of a `locale.toml`, as a table."""
    languages = cldr_languages()
    return _merged(languages["*"], languages[code]) if code in languages else {}


@lru_cache(maxsize=1)
def cldr_languages() -> dict[str, dict[str, Any]]:
    """Return CLDR's data for languages without a file."""
    from json import load

    try:
        with open(os.path.join(LOCALE_FOLDER, "cldr.json"), encoding="utf-8") as stream:
            languages: dict[str, dict[str, Any]] = load(stream)
            return languages
    except FileNotFoundError:
        return {}


def catalogue_path(code: str) -> str:
    """Return the path of a language's compiled catalogue."""
    return os.path.join(LOCALE_FOLDER, code, "LC_MESSAGES", f"{_DOMAIN}.mo")


def closest(code: str, codes: Iterable[str] | Callable[[], Iterable[str]]) -> str:
    """Return the most specific of `codes` for a code, or "".

    A function that returns the codes is called only for a code that may be one.
    """
    if not code or code == "C":
        return ""
    by_tag = {one.replace("_", "-").lower(): one for one in (codes() if callable(codes) else codes)}
    return next((by_tag[tag] for tag in with_parents(code.lower()) if tag in by_tag), "")


def with_parents(code: str) -> list[str]:
    """Return a code and its parents: "zh-Hant-TW", "zh-Hant", "zh"."""
    tag = code.partition(".")[0].partition("@")[0].replace("_", "-")
    tags = []
    while tag:
        tags.append(tag)
        if tag in _TRADITIONAL_CHINESE:
            tags.append(_TRADITIONAL_CHINESE[tag])
        tag = tag.rpartition("-")[0]
    return tags
