"""Reads a story's own wordings."""

from __future__ import annotations

from typing import Any, Final

from desktop.i18n import PLURAL_CATEGORIES, WordOverrides
from desktop.i18n.wordings import Wording, placeholders, wordings
from desktop.story.format.field import Field
from desktop.story.load.issue_collector import INVALID, IssueCollector, type_message_key
from desktop.story.localized_text import KeyPath

_CATEGORIES: Final = frozenset(PLURAL_CATEGORIES)
_Forms = str | tuple[tuple[str, str], ...]


def read_words(issues: IssueCollector, languages: tuple[str, ...], field: Field, value: Any, path: KeyPath) -> Any:
    """Return the wordings by language, "" for those of all languages.

    Each is a path of `locale.toml` with a text or its plural forms.
    """
    if not isinstance(value, dict):
        issues.report_wrong_type(field, value, path)
        return INVALID
    by_language: dict[str, list[tuple[tuple[str, ...], _Forms]]] = {}
    for key, entry in value.items():
        entry_path = (*path, key)
        wording = wordings().get(key)
        if wording is None:
            guess = issues.closest_match(key, tuple(wordings()))
            issues.report("words.unknown", entry_path, "key", name=key, guess=guess)
            continue
        is_localized = isinstance(entry, dict) and not entry.keys() <= _CATEGORIES
        for language, forms in entry.items() if is_localized else [("", entry)]:
            forms_path = (*entry_path, language) if language else entry_path
            if language and language not in languages:
                guess = issues.closest_match(language, languages, 0.5)
                issues.report("text.language.unknown", forms_path, "key", code=language, guess=guess, choices=languages)
                continue
            read = _read_forms(issues, wording, key, forms, forms_path)
            if read is not None:
                by_language.setdefault(language, []).append((wording.path, read))
    found: tuple[tuple[str, WordOverrides], ...] = tuple(
        (language, tuple(words)) for language, words in by_language.items()
    )
    return found


def _read_forms(issues: IssueCollector, wording: Wording, key: str, forms: Any, path: KeyPath) -> _Forms | None:
    """Return a wording or its plural forms, or None if wrong."""
    if isinstance(forms, dict) and forms:
        texts = [_read_text(issues, wording, key, text, (*path, category)) for category, text in forms.items()]
        if "other" not in forms:
            issues.report("words.other", path, "key", name=key)
        if None in texts or "other" not in forms:
            return None
        return tuple((category, str(text)) for category, text in zip(forms, texts, strict=True))
    return _read_text(issues, wording, key, forms, path)


def _read_text(issues: IssueCollector, wording: Wording, key: str, text: Any, path: KeyPath) -> str | None:
    if not isinstance(text, str):
        found = type_message_key(text)
        issues.report("type.in", path, name=key, expected="kind.string", found=found, example='"…"')
        return None
    if not issues.require_text(text, path):
        return None
    try:
        names = placeholders(text)
    except ValueError:
        issues.report("words.braces", path)
        return None
    known = tuple(f"{{{name}}}" for name in sorted(wording.placeholders))
    unknown = sorted(names - wording.placeholders)
    if unknown:
        issues.report("words.placeholder", path, name=key, part=f"{{{unknown[0]}}}", parts=known)
        return None
    if _is_counted(path) or names == wording.placeholders:
        return text
    missing = min(wording.placeholders - names)
    issues.report("words.missing", path, severity="warning", name=key, part=f"{{{missing}}}")
    return text


def _is_counted(path: KeyPath) -> bool:
    """Return whether a text is the plural form of few things.

    It may do without the number: "one slide".
    """
    return path[-1] in _CATEGORIES and path[-1] != "other"
