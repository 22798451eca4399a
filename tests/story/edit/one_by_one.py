"""What is done to many slides, done to one after the other: slow, and plainly right."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from desktop.story.edit.edit import add_table, delete, set_value
from desktop.story.edit.fields import data_at
from desktop.story.edit.new_tables import free_id
from desktop.story.edit.sections import without_section
from desktop.story.edit.slides import insert_slide, move_slides, slide_texts, unique_id
from desktop.story.format.fields import NAMED_TABLES
from desktop.story.ids import slide_ids as ids_of_slides
from desktop.story.localized_text import KeyPath
from desktop.story.toml.parser import loads
from desktop.story.toml.scan import Statement
from desktop.story.toml.source_map import source_map_of
from desktop.story.toml.write import newline_of


def paste_each(text: str, index: int, copied: str) -> str:
    """Return the text with copied tables and slides."""
    data = loads(copied)
    for name in NAMED_TABLES:
        for key in data.get(name, {}):
            new_key = key
            if source_map_of(text).find_exact((name, key)) is not None:
                if name != "event" or data.get("slide"):
                    continue
                new_key = free_id(text, name, key)
                block = add_table("", name, new_key, data[name][key]).apply("")
            else:
                block = table_text(copied, name, key)
            block = block.strip("\n").replace("\n", newline_of(text))
            text = add_table(text, name, new_key, block).apply(text)
    pasted_ids = []
    for offset, copied_id in enumerate(ids_of_slides(data.get("slide", []))):
        is_taken = copied_id in source_map_of(text).slide_ids
        pasted_ids.append(unique_id(text, copied_id) if is_taken else copied_id)
        text = _insert(text, index + offset, slide_texts(copied, (copied_id,))[0], pasted_ids[-1])
    return join_each(text, pasted_ids)


def table_text(copied: str, name: str, key: str) -> str:
    """Return a table as it stands in a copy, whose tables are parted by blank lines before the next header."""
    toml_map = source_map_of(copied)
    numbers = toml_map.statement_numbers_by_table[name, key]
    start, last = toml_map.leading_comment_start(numbers[0]), numbers[-1] + 1
    end = toml_map.leading_comment_start(last) if last < len(toml_map.statements) else len(copied)
    return copied[start:end]


def delete_each(text: str, slide_ids: Collection[str]) -> str:
    """Return the text without slides."""
    numbers = [number for number, one in enumerate(source_map_of(text).slide_ids) if one in slide_ids]
    text = hand_over_each(text, slide_ids)
    for gone, number in enumerate(numbers):
        text = delete(text, ("slide", number - gone)).apply(text)
    return text


def duplicate_each(text: str, slide_ids: Collection[str]) -> str:
    """Return the text with copies of slides below the last of them."""
    order = source_map_of(text).slide_ids
    ordered = [one for one in order if one in slide_ids]
    after = text
    for offset, slide_id in enumerate(ordered, order.index(ordered[-1]) + 1):
        block = without_section(slide_texts(text, (slide_id,))[0])
        after = _insert(after, offset, block, unique_id(after, slide_id))
    return after


def move_each(text: str, slide_ids: Sequence[str], index: int, *, opens_section: bool) -> str:
    """Return the text in which slides stand before the one at an index, in the sections there."""
    order = source_map_of(text).slide_ids
    text = hand_over_each(text, slide_ids)
    text = move_slides(text, slide_ids, index).apply(text)
    below = next((one for one in order[index:] if one not in slide_ids), "")
    begin_no_section = not any(_title(text, one) for one in slide_ids[1:])
    if (
        opens_section
        and below
        and _title(text, below)
        and begin_no_section
        and _is_backup(text, below) == _is_backup(text, slide_ids[0])
    ):
        return pass_on(text, below, slide_ids[0])
    return join_each(text, slide_ids)


def hand_over_each(text: str, slide_ids: Collection[str]) -> str:
    """Return the text in which the next that stays begins the section of each that leaves."""
    for slide_id in [one for one in source_map_of(text).slide_ids if one in slide_ids and _title(text, one)]:
        heir = next((one for one in following(text, slide_id) if one not in slide_ids), None)
        if heir is not None:
            text = pass_on(text, slide_id, heir)
    return text


def join_each(text: str, placed: Collection[str]) -> str:
    """Return the text in which placed slides begin no section within another."""
    for is_backup in (False, True):
        order = [one for one in source_map_of(text).slide_ids if _is_backup(text, one) == is_backup]
        places = [place for place, one in enumerate(order) if one in placed]
        below = order[places[-1] + 1 :][:1] if places else []
        if below and not _title(text, below[0]) and any(_title(text, one) for one in order[: places[0]]):
            for place in places:
                if _title(text, order[place]):
                    text = delete(text, _path(order[place])).apply(text)
    return text


def following(text: str, slide_id: str) -> list[str]:
    """Return the slides after the first of a section."""
    ids = source_map_of(text).slide_ids
    found: list[str] = []
    for other in ids[ids.index(slide_id) + 1 :]:
        if _is_backup(text, other) == _is_backup(text, slide_id):
            if _title(text, other):
                break
            found.append(other)
    return found


def pass_on(text: str, from_id: str, to_id: str) -> str:
    """Return the text in which another slide has a section's title."""
    title = data_at(text, _path(from_id))
    text = delete(text, _path(from_id)).apply(text)
    toml_map = source_map_of(text)
    if isinstance(toml_map.find_exact(toml_map.to_index_path(_path(to_id))), Statement):
        text = delete(text, _path(to_id)).apply(text)
    return set_value(text, _path(to_id), title).apply(text)


def _insert(text: str, index: int, block: str, slide_id: str) -> str:
    block = set_value(block, ("slide", source_map_of(block).slide_ids[0], "id"), slide_id).apply(block)
    return insert_slide(text, index, block).apply(text)


def _path(slide_id: str) -> KeyPath:
    return ("slide", slide_id, "section")


def _title(text: str, slide_id: str) -> bool:
    title = data_at(text, _path(slide_id))
    words = title.values() if isinstance(title, dict) else (title,)
    return any(isinstance(one, str) and one.strip() for one in words)


def _is_backup(text: str, slide_id: str) -> bool:
    return data_at(text, ("slide", slide_id, "backup")) is True
