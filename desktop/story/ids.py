"""Find or make the id of each slide.

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
"""The keys whose text becomes the id of a slide without one; the first that has a text counts."""


def id_from_text(text: str) -> str:
    """Return an id of at most 40 characters made from a text.

    The id is "" if no letter or digit is left.
    """
    return slug(text)[:40].rstrip("-")


def _first_string(value: object) -> str:
    if isinstance(value, Mapping):
        value = next((text for text in value.values() if isinstance(text, str) and text.strip()), "")
    return value if isinstance(value, str) else ""


def _fallback_id(table: Mapping[str, object]) -> str:
    """Return an id made from the text of a slide.

    It does not hold the number of the slide, so it survives a slide inserted above.
    """
    for key in FALLBACK_ID_KEYS:
        candidate = id_from_text(_first_string(table.get(key)))
        if candidate and ID_PATTERN.fullmatch(candidate):
            return candidate
    return "slide"


def slide_ids(tables: Iterable[object]) -> list[str]:
    """Return one unique id for each slide.

    The first slide that gives an id keeps it; the later ones get the id with a number.
    """
    slides = list(tables)
    given_ids = [table.get("id") if isinstance(table, Mapping) else None for table in slides]
    valid_ids = [name if isinstance(name, str) and ID_PATTERN.fullmatch(name) else None for name in given_ids]
    reserved = {name for name in valid_ids if name}
    used: set[str] = set()
    next_numbers: dict[str, int] = {}  # a number that is taken once stays taken
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
