"""The ids of slides: those that the text gives, and made ones for slides without.

The loader and the source map must give a slide the same id, even if the text gives none or a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from desktop.story.normalize import slug

ID_PATTERN: Final = re.compile(r"(?!\d+(-\d+)?$)\w[\w-]*")
"""Letters, digits, `_` and `-`; not a number or a range of numbers, which name slides by place."""
FALLBACK_ID_KEYS: Final = ("event", "title", "number", "quote", "text", "layout")
"""The keys after which a slide without an id is named."""


def id_from_text(text: str) -> str:
    """Return a text as an id of at most 40 characters; "" if nothing is left."""
    return slug(text)[:40].rstrip("-")


def _first_string(value: object) -> str:
    if isinstance(value, Mapping):
        value = next((text for text in value.values() if isinstance(text, str) and text.strip()), "")
    return value if isinstance(value, str) else ""


def _fallback_id(table: Mapping[str, object]) -> str:
    """Return an id made from what a slide says, so that it survives a slide inserted above."""
    for key in FALLBACK_ID_KEYS:
        candidate = id_from_text(_first_string(table.get(key)))
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
    next_numbers: dict[str, int] = {}  # a number once refused is refused for good
    ids = []
    for table, valid_id in zip(slides, valid_ids, strict=True):
        preferred_id = valid_id or (_fallback_id(table) if isinstance(table, Mapping) else "slide")
        name, number = preferred_id, next_numbers.get(preferred_id, 2)
        while name in used or (name in reserved and name != valid_id):
            name, number = f"{preferred_id}-{number}", number + 1
        next_numbers[preferred_id] = number
        used.add(name)
        ids.append(name)
    return ids
