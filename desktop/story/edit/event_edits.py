"""Delete events with their references, and copy them as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from desktop.story.edit.copy_slides import copy_tables
from desktop.story.edit.edit import Edit, delete, describe_target, diff
from desktop.story.localized_text import KeyPath
from desktop.story.toml.parser import is_toml, loads
from desktop.story.toml.source_map import source_map_of


def delete_event(text: str, event_id: str) -> Edit:
    """Return the edit that deletes an event and its slides.

    Other events and slides that name it do so no longer.
    """
    subject = describe_target(text, ("event", event_id))
    after = text
    for path in _references(text, event_id):
        after = delete(after, path).apply(after)
    after = delete(after, ("event", event_id)).apply(after)
    return replace(diff(text, after), name="delete", subject=subject)


def copy_event(text: str, event_id: str) -> str:
    """Return an event as TOML, with its track and sources."""
    return copy_tables(text, (("event", event_id),))


def _references(text: str, event_id: str) -> Iterator[KeyPath]:
    """Yield the paths to delete with an event, the last one first."""
    plain_text = text.removeprefix("\ufeff")
    data: dict[str, Any] = loads(plain_text) if is_toml(plain_text) else {}
    events, slides = data.get("event"), data.get("slide")
    for other_id, event in events.items() if isinstance(events, dict) else ():
        yield from _places(("event", other_id, "leads_to"), event, event_id)
    ids = source_map_of(text).slide_ids
    for slide_id, slide in zip(ids, slides if isinstance(slides, list) else (), strict=False):
        if isinstance(slide, dict) and slide.get("event") == event_id:
            yield ("slide", slide_id)
        else:
            yield from _places(("slide", slide_id, "highlight"), slide, event_id)


def _places(path: KeyPath, table: object, event_id: str) -> Iterator[KeyPath]:
    """Yield the paths of an id in a list."""
    listed = table.get(path[-1]) if isinstance(table, dict) else None
    if isinstance(listed, list):
        for index in reversed(range(len(listed))):
            if listed[index] == event_id:
                yield (*path, index)
