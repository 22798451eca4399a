"""Find the definition of the id at the cursor."""

from __future__ import annotations

from desktop.story.assist.cursor import cursor_context, field_definition
from desktop.story.format.fields import NAMED_TABLES
from desktop.story.toml.scan import IndexPath
from desktop.story.toml.source_map import source_map_of


def find_definition(text: str, offset: int) -> int | None:
    """Return the offset of the header that defines an id.

    `offset` is a place in the id where it is used. None if nothing is defined for it.
    """
    context = cursor_context(text, offset)
    toml_map = source_map_of(text)
    path: IndexPath = ()
    if context.where == "value" and context.quote:
        field = field_definition(context.path)
        if field is not None and field.refers_to:
            path = (field.refers_to, text[context.start : context.end])
    elif context.where == "header":
        parts = [part.strip(" \t\"'") for part in text[context.start : context.end].strip("[] \t").split(".")]
        if len(parts) > 2 and parts[0] in NAMED_TABLES:
            path = (parts[0], parts[1])
    if not path or toml_map.find_exact(path) is None:
        return None
    return toml_map.key_range(path).start
