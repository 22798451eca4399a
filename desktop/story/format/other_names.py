"""Other names that people and programs give to a key."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

OTHER_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "attribution": ("by", "credit"),
    "authors": ("author", "people"),
    "body": ("text",),
    "bullets": ("items",),
    "category": ("track",),
    "content": ("text",),
    "day": ("date", "at"),
    "description": ("text", "note"),
    "duration": ("minutes",),
    "group": ("track",),
    "headline": ("title",),
    "heading": ("title",),
    "href": ("url",),
    "img": ("image",),
    "label": ("at", "title", "says"),
    "lane": ("track",),
    "lang": ("languages",),
    "language": ("languages",),
    "link": ("url",),
    "list": ("items",),
    "media": ("image",),
    "name": ("title", "publisher", "at"),
    "paragraph": ("text",),
    "photo": ("image",),
    "picture": ("image",),
    "points": ("items",),
    "quantity": ("value",),
    "reference": ("sources",),
    "references": ("sources",),
    "refs": ("sources",),
    "row": ("track",),
    "says": ("text", "title"),
    "script": ("notes",),
    "speaker": ("by",),
    "speaker_notes": ("notes",),
    "start": ("date", "from"),
    "summary": ("text", "note"),
    "template": ("layout",),
    "text": ("says", "title", "label"),
    "time": ("date", "at"),
    "title": ("says", "label"),
    "type": ("layout", "kind"),
    "website": ("url",),
    "when": ("date", "at"),
    "who": ("by", "people", "sources"),
    "x": ("at",),
    "y": ("value",),
    "year": ("date", "at"),
}
"""For each other name the keys that it may mean, the likeliest first."""


def usual_key(name: str, keys: Collection[str], given: Collection[str]) -> str:
    """Return the key of a table that another name means, or "".

    A key that is `given` already is not meant.
    """
    meant = OTHER_NAMES.get(name.lower().replace("-", "_"), ())
    return next((key for key in meant if key in keys and key not in given), "")
