"""Keep sections whole while slides are moved, copied or removed.

The title of a section is written in its first slide. When that slide leaves the others, the next one begins the section.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from desktop.story.edit.edit import Edit, delete, diff, set_value
from desktop.story.edit.fields import data_at, set_key
from desktop.story.edit.slide_changes import change_slides
from desktop.story.edit.slides import move_slides, slide_texts
from desktop.story.localized_text import KeyPath
from desktop.story.toml.scan import Statement, ValueNode
from desktop.story.toml.source_map import source_map_of

KEY: Final = "section"
_FIRST_TITLE: Final = ("slide", 0, KEY)


def move_between_sections(text: str, slide_ids: Collection[str], index: int, *, opens_section: bool = False) -> Edit:
    """Return the edit that moves slides before the one at an index.

    They join the section of the slide above, or with `opens_section` begin that of the slide at the index. A section that
    is moved whole keeps its title where it does not come between the slides of another. Slides of the talk and those kept
    for questions are in no common section. Raises EditError if no slide has one of the ids.
    """
    order, leaving = source_map_of(text).slide_ids, set(slide_ids)
    moved = [slide_id for slide_id in order if slide_id in leaving]
    after = hand_over_sections(text, moved)
    move = move_slides(after, moved, index)
    after = move.apply(after)
    below = next((slide_id for slide_id in order[index:] if slide_id not in leaving), None)
    if (
        opens_section
        and below is not None
        and _begins_section(after, below)
        and not any(_begins_section(after, one) for one in moved[1:])
        and _is_backup(after, below) == _is_backup(after, moved[0])
    ):
        after = _pass_on(after, {below: moved[0]})
    else:
        after = join_around(after, moved)
    return replace(diff(text, after), name=move.name, subject=move.subject)


def hand_over_sections(text: str, leaving_ids: Collection[str]) -> str:
    """Return the text in which the slides that stay begin the sections.

    Slides that leave with their whole section keep its title.
    """
    heirs = _heirs(text, leaving_ids)
    return _pass_on(text, {first: heir for first, heir in heirs.items() if heir is not None})


def join_around(text: str, slide_ids: Collection[str]) -> str:
    """Return the text in which placed slides part no other section.

    Where the slide below belongs to the section above, they begin none.
    """
    placed, order = set(slide_ids), source_map_of(text).slide_ids
    is_backup_by_id = {one: _is_backup(text, one) for one in order}
    leaving: list[str] = []
    for is_backup in (False, True):
        same_kind = [one for one in order if is_backup_by_id[one] == is_backup]
        places = [place for place, one in enumerate(same_kind) if one in placed]
        if not places:
            continue
        above, below = same_kind[: places[0]], same_kind[places[-1] + 1 :][:1]
        is_inside = bool(below) and not _begins_section(text, below[0])
        if is_inside and any(_begins_section(text, one) for one in above):
            leaving += [one for place in places if _begins_section(text, one := same_kind[place])]
    index_by_slide = source_map_of(text).index_by_slide
    return change_slides(text, {index_by_slide[one]: _delete_title for one in leaving})


def set_backup(text: str, slide_id: str, value: object) -> Edit:
    """Return the edit that makes a slide a backup, or not.

    The section that it began is begun by the next slide.
    """
    after = hand_over_sections(text, (slide_id,))
    edit = set_key(after, ("slide", slide_id, "backup"), value)
    return replace(diff(text, edit.apply(after)), name=edit.name, subject=edit.subject)


def copied_slide_texts(text: str, slide_ids: Sequence[str]) -> list[str]:
    """Return slides as they are written, for a copy of them all.

    One has the title of its section only if the whole section is copied.
    """
    whole = {first for first, heir in _heirs(text, slide_ids).items() if heir is None}
    blocks = zip(slide_ids, slide_texts(text, slide_ids), strict=True)
    return [block if slide_id in whole else without_section(block) for slide_id, block in blocks]


def without_section(block: str) -> str:
    """Return the text of one slide without the title of a section."""
    slide_id = source_map_of(block).slide_ids[0]
    return _delete_title(block) if _begins_section(block, slide_id) else block


def _heirs(text: str, leaving_ids: Collection[str]) -> dict[str, str | None]:
    """Return who begins the sections whose first slides leave.

    For each of those it is the first slide that stays in its section, None where the whole section leaves.
    """
    leaving = set(leaving_ids)
    heirs: dict[str, str | None] = {}
    first_staying: dict[bool, str | None] = {False: None, True: None}
    for slide_id in reversed(source_map_of(text).slide_ids):
        is_backup = _is_backup(text, slide_id)
        if _begins_section(text, slide_id):
            if slide_id in leaving:
                heirs[slide_id] = first_staying[is_backup]
            first_staying[is_backup] = None
        elif slide_id not in leaving:
            first_staying[is_backup] = slide_id
    return heirs


def _pass_on(text: str, heirs: Mapping[str, str]) -> str:
    """Return the text in which other slides have the titles of sections."""
    index_by_slide = source_map_of(text).index_by_slide
    changes: dict[int, Callable[[str], str]] = {}
    for first, heir in heirs.items():
        changes[index_by_slide[first]] = _delete_title
        changes[index_by_slide[heir]] = partial(_set_title, data_at(text, _path(first)))
    return change_slides(text, changes)


def _delete_title(text: str) -> str:
    """Return the text without the title that the first slide has."""
    return delete(text, _FIRST_TITLE).apply(text)


def _set_title(title: object, text: str) -> str:
    """Return the text in which the first slide has a title.

    A table without words, which may stand there, is none.
    """
    if isinstance(source_map_of(text).find_exact(_FIRST_TITLE), Statement):
        text = _delete_title(text)
    return set_value(text, _FIRST_TITLE, title).apply(text)


def _begins_section(text: str, slide_id: str) -> bool:
    toml_map = source_map_of(text)
    if toml_map.find_exact(toml_map.to_index_path(_path(slide_id))) is None:
        return False
    title = data_at(text, _path(slide_id))
    words = title.values() if isinstance(title, dict) else (title,)
    return any(isinstance(one, str) and one.strip() for one in words)


def _is_backup(text: str, slide_id: str) -> bool:
    toml_map = source_map_of(text)
    node = toml_map.find_exact(toml_map.to_index_path(("slide", slide_id, "backup")))
    return isinstance(node, ValueNode) and text[node.start : node.end] == "true"


def _path(slide_id: str) -> KeyPath:
    return ("slide", slide_id, KEY)
