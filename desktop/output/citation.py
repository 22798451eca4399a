"""Writes the citation of a source for documents."""

from __future__ import annotations

from desktop.i18n import Language
from desktop.story.dates.format_date import format_date
from desktop.story.model import Source


def citation_parts(source: Source, language: Language) -> list[str]:
    """Return publisher, author, title and date, those that are known."""
    words = [one.get(language.code) for one in (source.publisher, source.author, source.title)]
    words = words if any(words) else [source.id]
    words += [format_date(source.date, language)] if source.date is not None else []
    return [" ".join(word.split()) for word in words if word.strip()]


def citation_words(source: Source, language: Language) -> str:
    """Return a source on one line."""
    return language.join_list(citation_parts(source, language))
