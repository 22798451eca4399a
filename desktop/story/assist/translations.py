"""List the texts of a story with their languages, to be translated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from desktop.fast_dataclass import dataclass
from desktop.story.format.field import Table
from desktop.story.format.fields import TABLES_BY_NAME
from desktop.story.localized_text import KeyPath
from desktop.story.toml.parser import loads
from desktop.story.toml.source_map import source_map_of

_TEXT_KINDS: Final = ("text", "block", "label")


@dataclass(frozen=True, slots=True)
class TranslatedText:
    """Describes a text with its place and its words by language.

    The language "" stands for words in every language.
    """

    path: KeyPath
    words: tuple[tuple[str, str], ...]

    def get(self, language: str) -> str:
        """Return the words in a language, or ""."""
        return dict(self.words).get(language, "")

    @property
    def is_for_all(self) -> bool:
        """Return whether all languages share one text."""
        return any(code == "" for code, _ in self.words)

    def is_missing(self, language: str) -> bool:
        """Return whether a language has no words of its own here."""
        return not self.is_for_all and not self.get(language).strip()


def translated_texts(text: str) -> list[TranslatedText]:
    """Return all texts of a story in their order.

    The list is empty for a text that is no TOML.
    """
    try:
        data = loads(text.removeprefix("\ufeff"))
    except ValueError:
        return []
    found = list(_texts_of(data, TABLES_BY_NAME["root"], ()))
    slide_ids = source_map_of(text).slide_ids
    return [
        TranslatedText(("slide", slide_ids[int(one.path[1])], *one.path[2:]), one.words)
        if one.path[0] == "slide" and isinstance(one.path[1], int) and one.path[1] < len(slide_ids)
        else one
        for one in found
    ]


def _texts_of(data: Mapping[str, Any], table: Table, path: KeyPath) -> Iterator[TranslatedText]:
    for field in table.fields:
        value, key_path = data.get(field.key), (*path, field.key)
        inner = TABLES_BY_NAME.get(field.table)
        if field.kind in _TEXT_KINDS:
            yield from _text(value, key_path)
        elif field.kind == "texts" and isinstance(value, list):
            for index, entry in enumerate(value):
                yield from _text(entry, (*key_path, index))
        elif field.kind == "table" and inner is not None and isinstance(value, Mapping):
            yield from _texts_of(value, inner, key_path)
        elif field.kind == "tables" and inner is not None and isinstance(value, list):
            for index, entry in enumerate(value):
                if isinstance(entry, Mapping):
                    yield from _texts_of(entry, inner, (*key_path, index))
        elif field.kind == "named" and inner is not None and isinstance(value, Mapping):
            for item_id, entry in value.items():
                if isinstance(entry, Mapping):
                    yield from _texts_of(entry, inner, (*key_path, item_id))


def _text(value: Any, path: KeyPath) -> Iterator[TranslatedText]:
    if isinstance(value, str):
        yield TranslatedText(path, (("", value),))
    elif isinstance(value, Mapping):
        words = tuple((str(code), entry) for code, entry in value.items() if isinstance(entry, str))
        if words:
            yield TranslatedText(path, words)


def next_missing(texts: Sequence[TranslatedText], language: str, after: int) -> int:
    """Return the index of the next text without a language, or −1."""
    count = len(texts)
    order = [(after + step) % count for step in range(1, count + 1)] if count else []
    return next((index for index in order if texts[index].is_missing(language)), -1)
