"""The ids of slides: what the text gives, and what stands in where it gives none.

The loader and the locator must name the same slide alike, whatever is wrong with its id.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

ID_PATTERN: Final = re.compile(r"(?!\d+(-\d+)?$)\w[\w-]*")
"""Letters, digits, `_` and `-`; not a number or a range of numbers, which name slides by place."""
FALLBACK_ID_KEYS: Final = ("event", "title", "number", "quote", "text", "layout")
"""The keys after which a slide without an id is named."""


def slug(title: str) -> str:
    """Return the title as an id: lower case, no accents, words joined by hyphens; "" where nothing is left."""
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", ascii_title)
    return "-".join(words)[:40].rstrip("-")


def _first_string(value: object) -> str:
    if isinstance(value, Mapping):
        value = next((text for text in value.values() if isinstance(text, str) and text.strip()), "")
    return value if isinstance(value, str) else ""


def _fallback_id(table: Mapping[str, object]) -> str:
    """Name a slide after what it says, so that the name survives a slide inserted above."""
    for key in FALLBACK_ID_KEYS:
        candidate = slug(_first_string(table.get(key)))
        if candidate and ID_PATTERN.fullmatch(candidate):
            return candidate
    return "slide"


def slide_ids(tables: Iterable[object]) -> list[str]:
    """Return one id for each slide, all different: the first to claim an id keeps it, the others get a number."""
    slides = list(tables)
    given_ids = [table.get("id") if isinstance(table, Mapping) else None for table in slides]
    valid_ids = [name if isinstance(name, str) and ID_PATTERN.fullmatch(name) else None for name in given_ids]
    reserved = {name for name in valid_ids if name}
    used: set[str] = set()
    ids = []
    for table, valid_id in zip(slides, valid_ids, strict=True):
        preferred_id = valid_id or (_fallback_id(table) if isinstance(table, Mapping) else "slide")
        name, number = preferred_id, 2
        while name in used or (name in reserved and name != valid_id):
            name, number = f"{preferred_id}-{number}", number + 1
        used.add(name)
        ids.append(name)
    return ids
