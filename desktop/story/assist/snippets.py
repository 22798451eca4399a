"""Make whole slides and tables with ids to complete with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from desktop.i18n import translate
from desktop.story.assist.ids_in_text import story_languages, table_ids
from desktop.story.edit.new_slide import new_slide_keys
from desktop.story.edit.new_tables import free_slide_id
from desktop.story.edit.slides import slide_to_toml
from desktop.story.format.field import Field, Table
from desktop.story.format.fields import IMAGE_SUFFIXES, NAMED_TABLES, TABLES_BY_NAME
from desktop.story.layouts import LAYOUTS, STORY_EVENT, STORY_IMAGE

Snippet = tuple[str, str, str, int]
"""Label, text, help, and the place of the cursor in the text."""


def whole_tables(
    text: str, files: Sequence[str], language: str, first_value: Callable[[Field], str]
) -> Iterator[Snippet]:
    """Return slides of each layout, then the tables with ids."""
    yield from _slides(text, files, language)
    for name in reversed(NAMED_TABLES):
        yield _named_table(TABLES_BY_NAME[name], first_value)


def _slides(text: str, files: Sequence[str], language: str) -> Iterator[Snippet]:
    """Return a slide of each layout with its example texts.

    Layouts that show an event or a picture are left out of a story that has none.
    """
    languages = story_languages(text) or ("en",)
    event_id = next(iter(table_ids(text, "event")), "")
    image_file = next((name for name in files if name.lower().endswith(IMAGE_SUFFIXES)), "")
    for layout in LAYOUTS.values():
        values = layout.starter.values()
        if (STORY_EVENT in values and not event_id) or (STORY_IMAGE in values and not image_file):
            continue
        slide_id = free_slide_id(text, layout.name)
        block = slide_to_toml(new_slide_keys(layout.name, slide_id, languages, event_id, image_file), "\n")
        after_layout = block.find("\n", block.index("\nlayout = ") + 1)
        yield f"[[slide]] {layout.name}", block, translate(layout.help, language), block.find('"', after_layout) + 1


def _named_table(table: Table, first_value: Callable[[Field], str]) -> Snippet:
    """Return a named table with the keys that it needs."""
    keys = [field for field in table.fields if field.required or (table.name, field.key) == ("event", "track")]
    lines = [f"[{table.name}.]", *(f"{field.key} = {first_value(field)}" for field in keys)]
    label = f"[{table.name}.ID] {', '.join(field.key for field in keys)}"
    return label, "\n".join(lines), "", len(table.name) + 2
