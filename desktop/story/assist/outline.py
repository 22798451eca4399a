"""List the tables of a text: its outline."""

from __future__ import annotations

from desktop.fast_dataclass import dataclass
from desktop.story.assist.ids_in_text import table_ids, titled_ids
from desktop.story.edit.edit import describe_target
from desktop.story.format.fields import NAMED_TABLES
from desktop.story.toml.source_map import source_map_of


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """Describes a table of the text with its place and title."""

    offset: int
    kind: str  # "story", the name of a table with ids, or "slide"
    id: str
    title: str


def outline(text: str, language: str) -> list[OutlineEntry]:
    """Return the tables of a text in its order, with their titles."""
    toml_map = source_map_of(text)
    entries = []
    if toml_map.find_exact(("story",)) is not None:
        entries.append(
            OutlineEntry(toml_map.key_range(("story",)).start, "story", "", describe_target(text, ("story", "")))
        )
    for kind in NAMED_TABLES:
        titles = dict(titled_ids(text, kind, language))
        for item_id in table_ids(text, kind):
            offset = toml_map.key_range((kind, item_id)).start
            entries.append(OutlineEntry(offset, kind, item_id, titles.get(item_id, "")))
    for slide_id in toml_map.slide_ids:
        path = ("slide", slide_id)
        title = describe_target(text, path)
        entries.append(
            OutlineEntry(toml_map.key_range(path).start, "slide", slide_id, "" if title == slide_id else title)
        )
    return sorted(entries, key=lambda entry: entry.offset)
