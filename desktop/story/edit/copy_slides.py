"""Copy slides to other stories as text, and paste them.

A copy is TOML: the slides as they are written, before them the events, tracks and sources that they name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from desktop.story.edit.edit import Edit, EditError, add_table, combine_replacements, describe_target, diff, set_value
from desktop.story.edit.new_tables import add_tables, free_id
from desktop.story.edit.remove import ranges_of_table, ranges_of_tables, statement_runs, without_elements
from desktop.story.edit.sections import (
    copied_slide_texts,
    hand_over_sections,
    join_around,
    without_section,
)
from desktop.story.edit.slides import UnusedIds, insert_slides, slide_texts
from desktop.story.format.fields import NAMED_TABLES, TABLES_BY_NAME
from desktop.story.ids import slide_ids as ids_of_slides
from desktop.story.toml.parser import is_toml, loads
from desktop.story.toml.scan import ValueNode
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
    if not ordered:
        raise EditError("slide", tuple(wanted))
    plain_text = text.removeprefix("\ufeff")
    data = loads(plain_text) if is_toml(plain_text) else {}
    tables = data.get("slide", [])
    slides = [tables[index] for index, slide_id in enumerate(toml_map.slide_ids) if slide_id in wanted and tables]
    blocks = [_table_text(text, name, key, data[name][key]) for name, key in _referred_tables(slides, data)]
    blocks += copied_slide_texts(text, ordered)
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
    slides = _tables_in(data, "slide")
    after = text
    for name in NAMED_TABLES:
        after = _with_copied_tables(after, name, copied, _tables_in(data, name), renames=name == "event" and not slides)
    unused_ids = UnusedIds(source_map_of(after).slide_ids)
    copied_ids = ids_of_slides(slides)
    pasted_ids = tuple(unused_ids.keep(copied_id) for copied_id in copied_ids)
    # An id that was made from the words is written down: the words may change, and the id shall stay.
    blocks = map(_with_id, slide_texts(copied, copied_ids), pasted_ids)
    after = insert_slides(after, index, list(blocks)).apply(after) if pasted_ids else after
    after = join_around(after, pasted_ids)
    return replace(diff(text, after), name="paste"), pasted_ids


def delete_slides(text: str, slide_ids: Sequence[str]) -> Edit:
    """Return the edit that deletes slides.

    A section whose first slide goes is begun by the next.
    """
    after = hand_over_sections(text, slide_ids)
    toml_map = source_map_of(after)
    indexes = sorted({toml_map.index_by_slide[one] for one in slide_ids if one in toml_map.index_by_slide})
    name, subject = "delete_slides", str(len(slide_ids))
    if len(slide_ids) == 1:
        name, subject = "delete", describe_target(after, ("slide", slide_ids[0]))
    array = toml_map.find_exact(("slide",))
    if isinstance(array, ValueNode):
        after = without_elements(after, array, set(indexes))
    else:
        ranges = ranges_of_tables(toml_map, [("slide", index) for index in indexes])
        after = combine_replacements(after, [(start, end, "") for start, end in ranges]).apply(after)
    return replace(diff(text, after), name=name, subject=subject)


def duplicate_slides(text: str, slide_ids: Sequence[str]) -> tuple[Edit, tuple[str, ...]]:
    """Return the edit that copies slides after the last, and their ids.

    Raises EditError if no slide has one of the ids.
    """
    toml_map, wanted = source_map_of(text), set(slide_ids)
    ordered = [slide_id for slide_id in toml_map.slide_ids if slide_id in wanted]
    if not ordered:
        raise EditError("slide", tuple(slide_ids))
    unused_ids = UnusedIds(toml_map.slide_ids)
    copied_ids = tuple(unused_ids.number(slide_id) for slide_id in ordered)
    blocks = map(_with_id, map(without_section, slide_texts(text, ordered)), copied_ids)
    after = insert_slides(text, toml_map.index_by_slide[ordered[-1]] + 1, list(blocks)).apply(text)
    subject = describe_target(text, ("slide", ordered[0])) if len(ordered) == 1 else str(len(ordered))
    name = "duplicate" if len(ordered) == 1 else "duplicate_slides"
    return replace(diff(text, after), name=name, subject=subject), copied_ids


def _with_id(block: str, slide_id: str) -> str:
    """Return the text of one slide with an id."""
    return set_value(block, ("slide", 0, "id"), slide_id).apply(block)


def _with_copied_tables(
    text: str, name: str, copied: str, tables: Mapping[str, Mapping[str, object]], *, renames: bool
) -> str:
    """Return the text with copied tables of one kind.

    One whose id is taken is left out, or gets another id if it `renames`.
    """
    toml_map, newline = source_map_of(text), newline_of(text)
    blocks: dict[str, str] = {}
    for key, values in tables.items():
        is_taken = key in blocks or toml_map.find_exact((name, key)) is not None
        if is_taken and renames:
            new_key = free_id(text, name, key, blocks)
            blocks[new_key] = add_table("", name, new_key, values).apply("")
        elif not is_taken:
            blocks[key] = _table_text(copied, name, key, values)
    return add_tables(
        text,
        name,
        {key: block.strip("\r\n").replace("\r\n", "\n").replace("\n", newline) for key, block in blocks.items()},
    )


def _table_text(text: str, name: str, key: str, values: Mapping[str, object]) -> str:
    """Return a table as it is written, with its comments.

    One that has no header of its own is written anew.
    """
    toml_map = source_map_of(text)
    ranges = ranges_of_table(toml_map, (name, key))
    block = "\n".join(text[start:end].strip("\r\n") for start, end in ranges)
    has_headers = all(toml_map.statements[first].kind != "pair" for first, _ in statement_runs(toml_map, (name, key)))
    if (
        block
        and has_headers
        and is_toml(block)
        and isinstance(loads(block).get(name), dict)
        and key in loads(block)[name]
    ):
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
