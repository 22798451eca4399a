"""The keys and headings of a form.

A key that no group names, such as a new one of the format, stands under the last heading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from desktop.story.format.field import Field
from desktop.story.format.fields import COMMON_SLIDE_KEYS, PICTURE_KEYS, TABLES_BY_NAME
from desktop.story.layouts import LAYOUTS

_SLIDE_GROUPS: Final = (
    ("group_slide", ("layout", "event", "color", "background")),
    ("group_sources", ("sources",)),
    ("group_picture", ("image", "focus", "fit", "alt", "caption", "credit")),
    ("group_parts", ("figure", "chart", "claim", "item", "items")),
    (
        "group_words",
        ("kicker", "title", "subtitle", "number", "quote", "paraphrase", "by", "role", "text", "note", "mark"),
    ),
    ("group_time", ("date", "window", "compare", "tracks", "highlight", "axis", "threads", "play", "as_of", "ribbon")),
    ("group_talk", ("steps", "minutes", "section", "backup")),
)
_EVENT_GROUPS: Final = (
    ("group_what", ("date", "every", "until", "title", "text", "track", "status")),
    ("group_sources", ("sources",)),
    ("group_picture", ("image", "focus", "fit", "caption", "credit")),
    ("group_parts", ("figure", "claim", "people", "leads_to")),
)
_STORY_GROUPS: Final = (("group_story", ("title", "subtitle", "author", "languages", "theme", "aspect", "minutes")),)
_GROUPS_BY_TABLE: Final = {"slide": _SLIDE_GROUPS, "event": _EVENT_GROUPS, "story": _STORY_GROUPS}
_WRITTEN_ELSEWHERE: Final = frozenset({"notes"})
"""Private notes have a pane of their own, below the slide."""

Groups = list[tuple[str, Sequence[Field]]]


def groups_of(table_name: str, data: Mapping[str, Any]) -> Groups:
    """Return the headings and fields of a table's form.

    A slide shows the keys of its layout, and those that the text gives it all the same.
    """
    fields = {field.key: field for field in TABLES_BY_NAME[table_name].fields}
    if table_name == "slide":
        layout = LAYOUTS.get(str(data.get("layout")))
        displayed = {*layout.displays, *COMMON_SLIDE_KEYS} if layout is not None else set(fields)
        if "image" in displayed:
            displayed.update(PICTURE_KEYS)
        known = {key for _, keys in _SLIDE_GROUPS for key in keys}
        fields = {
            key: field
            for key, field in fields.items()
            if key not in _WRITTEN_ELSEWHERE and (key in displayed or key in data or key not in known | {"id"})
        }
    groups: Groups = []
    for heading, keys in _GROUPS_BY_TABLE.get(table_name, ()):
        shown = [fields.pop(key) for key in keys if key in fields]
        if shown:
            groups.append((heading, shown))
    if fields:
        groups.append(("group_more" if groups else "", list(fields.values())))
    return groups
