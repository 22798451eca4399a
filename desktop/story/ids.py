"""The ids of slides: what the text gives, and what stands in where it gives none.

The loader and the locator must name the same slide alike, whatever is wrong with its id.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

ID: Final = re.compile(r"(?!\d+(-\d+)?$)\w[\w-]*")
"""Letters, digits, `_` and `-`; not a number or a range of numbers, which name slides by place."""
STAND_INS: Final = ("event", "title", "number", "quote", "text", "layout")
"""The keys after which a slide without an id is named."""


def slug(title: str) -> str:
    """Return the title as an id: lower case, no accents, words joined by hyphens; "" where nothing is left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    return "-".join(words)[:40].rstrip("-")


def _first_string(value: object) -> str:
    if isinstance(value, Mapping):
        value = next((text for text in value.values() if isinstance(text, str) and text.strip()), "")
    return value if isinstance(value, str) else ""


def _stand_in(table: Mapping[str, object]) -> str:
    """Name a slide after what it says, so that the name survives a slide inserted above."""
    for key in STAND_INS:
        name = slug(_first_string(table.get(key)))
        if name and ID.fullmatch(name):
            return name
    return "slide"


def slide_ids(tables: Iterable[object]) -> list[str]:
    """Return one id for each slide, all different: the first to claim an id keeps it, the others get a number."""
    slides = list(tables)
    given = [table.get("id") if isinstance(table, Mapping) else None for table in slides]
    names = [name if isinstance(name, str) and ID.fullmatch(name) else None for name in given]
    taken = {name for name in names if name}
    used: set[str] = set()
    found = []
    for table, given_name in zip(slides, names, strict=True):
        base = given_name or (_stand_in(table) if isinstance(table, Mapping) else "slide")
        name, number = base, 2
        while name in used or (name in taken and name != given_name):
            name, number = f"{base}-{number}", number + 1
        used.add(name)
        found.append(name)
    return found
