"""Copy slides to other stories as text, and paste them.

A copy is TOML: the slides as they are written, before them the events, tracks and sources that they name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from desktop.story.edit.edit import Edit, add_table, delete, describe_target, diff, set_value
from desktop.story.edit.new_tables import free_id
from desktop.story.edit.remove import ranges_of_table
from desktop.story.edit.sections import (
    copied_slide_text,
    hand_over_sections,
    join_around,
    without_section,
)
from desktop.story.edit.slides import insert_slide, slide_text, unique_id
from desktop.story.format.fields import NAMED_TABLES, TABLES_BY_NAME
from desktop.story.ids import slide_ids as ids_of_slides
from desktop.story.toml.parser import is_toml, loads
from desktop.story.toml.source_map import source_map_of
from desktop.story.toml.write import newline_of

_TABLE_BY_KEY: Final = {
    field.key: field.refers_to
    for table in TABLES_BY_NAME.values()
    for field in table.fields
    if field.refers_to and field.key != "leads_to"
}
"""The tables that a copy takes along; not what an event leads to, which leads on to the end of the thread."""


def copy_slides(text: str, slide_ids: Iterable[str]) -> str:
    """Return slides as TOML, with the tables that they name.

    Raises EditError if no slide has one of the ids.
    """
    toml_map = source_map_of(text)
    wanted = set(slide_ids)
    ordered = [slide_id for slide_id in toml_map.slide_ids if slide_id in wanted]
    plain_text = text.removeprefix("\ufeff")
    data = loads(plain_text) if is_toml(plain_text) else {}
    tables = data.get("slide", [])
    slides = [tables[index] for index, slide_id in enumerate(toml_map.slide_ids) if slide_id in wanted and tables]
    blocks = [_table_text(text, name, key, data[name][key]) for name, key in _referred_tables(slides, data)]
    blocks += [copied_slide_text(text, slide_id, wanted) for slide_id in ordered]
    return "\n\n".join(block.strip("\r\n").replace("\r\n", "\n") for block in blocks) + "\n"


def copy_tables(text: str, tables: Iterable[tuple[str, str]]) -> str:
    """Return tables (kind, id) as TOML, with the tables that they name."""
    plain_text = text.removeprefix("\ufeff")
    data = loads(plain_text) if is_toml(plain_text) else {}
    copied = [(name, key) for name, key in tables if isinstance(_tables_in(data, name).get(key), dict)]
    named = _referred_tables([data[name][key] for name, key in copied], data)
    blocks = [_table_text(text, name, key, data[name][key]) for name, key in dict.fromkeys([*named, *copied])]
    return "\n\n".join(block.strip("\r\n").replace("\r\n", "\n") for block in blocks) + "\n"


def is_copy(copied: str) -> bool:
    """Return whether a text is TOML with slides or events."""
    if not ("[slide" in copied or "[event" in copied) or not is_toml(copied):
        return False
    data = loads(copied)
    return bool(_tables_in(data, "slide") or _tables_in(data, "event"))


def paste_slides(text: str, index: int, copied: str) -> tuple[Edit, tuple[str, ...]]:
    """Return the edit that pastes copied slides, and their ids.

    A slide whose id is taken gets another one, and so does an event that is copied without a slide. Any other table whose
    id is taken stays as it is in `text`.
    """
    data = loads(copied)
    newline = newline_of(text)
    after = text
    for name in NAMED_TABLES:
        for key in _tables_in(data, name):
            is_taken = source_map_of(after).find_exact((name, key)) is not None
            if is_taken and name == "event" and not _tables_in(data, "slide"):
                after = add_table(after, name, free_id(after, name, key), data[name][key]).apply(after)
            elif not is_taken:
                block = _table_text(copied, name, key, data[name][key]).strip("\r\n").replace("\r\n", "\n")
                after = add_table(after, name, key, block.replace("\n", newline)).apply(after)
    pasted_ids = []
    for offset, copied_id in enumerate(ids_of_slides(_tables_in(data, "slide"))):
        block = slide_text(copied, copied_id)
        is_taken = copied_id in source_map_of(after).slide_ids
        slide_id = unique_id(after, copied_id) if is_taken else copied_id
        # An id that was made from the words is written down: the words may change, and the id shall stay.
        block = set_value(block, ("slide", source_map_of(block).slide_ids[0], "id"), slide_id).apply(block)
        after = insert_slide(after, index + offset, block).apply(after)
        pasted_ids.append(slide_id)
    after = join_around(after, pasted_ids)
    return replace(diff(text, after), name="paste"), tuple(pasted_ids)


def delete_slides(text: str, slide_ids: Sequence[str]) -> Edit:
    """Return the edit that deletes slides.

    A section whose first slide goes is begun by the next.
    """
    after = hand_over_sections(text, slide_ids)
    name, subject = "delete_slides", str(len(slide_ids))
    for slide_id in slide_ids:
        edit = delete(after, ("slide", slide_id))
        after = edit.apply(after)
        if len(slide_ids) == 1:
            name, subject = edit.name, edit.subject
    return replace(diff(text, after), name=name, subject=subject)


def duplicate_slides(text: str, slide_ids: Sequence[str]) -> tuple[Edit, tuple[str, ...]]:
    """Return the edit that copies slides after the last, and their ids."""
    ordered = [slide_id for slide_id in source_map_of(text).slide_ids if slide_id in set(slide_ids)]
    index = source_map_of(text).slide_ids.index(ordered[-1]) + 1
    after, copied_ids = text, []
    for offset, slide_id in enumerate(ordered):
        copy_id = unique_id(after, slide_id)
        block = without_section(slide_text(text, slide_id))
        block = set_value(block, ("slide", source_map_of(block).slide_ids[0], "id"), copy_id).apply(block)
        after = insert_slide(after, index + offset, block).apply(after)
        copied_ids.append(copy_id)
    subject = describe_target(text, ("slide", ordered[0])) if len(ordered) == 1 else str(len(ordered))
    name = "duplicate" if len(ordered) == 1 else "duplicate_slides"
    return replace(diff(text, after), name=name, subject=subject), tuple(copied_ids)


def _table_text(text: str, name: str, key: str, values: Mapping[str, object]) -> str:
    """Return a table as it is written, with its comments.

    One that has no header of its own is written anew.
    """
    ranges = ranges_of_table(source_map_of(text), (name, key))
    block = "\n".join(text[start:end].strip("\r\n") for start, end in ranges)
    if block and is_toml(block) and isinstance(loads(block).get(name), dict) and key in loads(block)[name]:
        return block
    return add_table("", name, key, values).apply("")


def _referred_tables(slides: Iterable[Any], data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the (table, id) that slides name, those of events too."""
    referred = dict.fromkeys(_references(list(slides)))
    events = [_tables_in(data, "event").get(key) for name, key in referred if name == "event"]
    referred |= dict.fromkeys(
        (name, key) for name, key in _references([event for event in events if event]) if name != "event"
    )
    tracks = [_tables_in(data, "track").get(key) for name, key in referred if name == "track"]
    referred |= dict.fromkeys(one for one in _references([track for track in tracks if track]) if one[0] == "group")
    return [
        (name, key)
        for wanted in NAMED_TABLES
        for name, key in referred
        if name == wanted and isinstance(_tables_in(data, name).get(key), dict)
    ]


def _tables_in(data: Mapping[str, Any], name: str) -> Any:
    """Return the tables of a kind, none where it is something else."""
    tables = data.get(name)
    return tables if isinstance(tables, list if name == "slide" else dict) else {}


def _references(value: object) -> Iterator[tuple[str, str]]:
    """Yield (table, id) of each reference in data."""
    if isinstance(value, list):
        for entry in value:
            yield from _references(entry)
    elif isinstance(value, dict):
        for key, inner in value.items():
            ids = inner if isinstance(inner, list) else [inner]
            if key in _TABLE_BY_KEY:
                yield from ((_TABLE_BY_KEY[key], one) for one in ids if isinstance(one, str))
            yield from _references(inner)
