"""Keep sections whole while slides are moved, copied or removed.

The title of a section is written in its first slide. When that slide leaves the others, the next one begins the section.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from desktop.story.edit.edit import Edit, delete, diff, set_value
from desktop.story.edit.fields import data_at, set_key
from desktop.story.edit.slides import move_slides, slide_text
from desktop.story.localized_text import KeyPath
from desktop.story.toml.scan import ValueNode
from desktop.story.toml.source_map import source_map_of

KEY: Final = "section"


def move_between_sections(text: str, slide_ids: Collection[str], index: int, *, opens_section: bool = False) -> Edit:
    """Return the edit that moves slides before the one at an index.

    They join the section of the slide above, or with `opens_section` begin that of the slide at the index. A section that
    is moved whole keeps its title where it does not come between the slides of another. Slides of the talk and those kept
    for questions are in no common section. Raises EditError if no slide has one of the ids.
    """
    order = source_map_of(text).slide_ids
    moved = [slide_id for slide_id in order if slide_id in set(slide_ids)]
    after = hand_over_sections(text, moved)
    move = move_slides(after, moved, index)
    after = move.apply(after)
    below = next((slide_id for slide_id in order[index:] if slide_id not in set(moved)), None)
    if (
        opens_section
        and below is not None
        and _begins_section(after, below)
        and not any(_begins_section(after, one) for one in moved[1:])
        and _is_backup(after, below) == _is_backup(after, moved[0])
    ):
        after = _pass_on(after, below, moved[0])
    else:
        after = join_around(after, moved)
    return replace(diff(text, after), name=move.name, subject=move.subject)


def hand_over_sections(text: str, leaving_ids: Collection[str]) -> str:
    """Return the text in which the slides that stay begin the sections.

    Slides that leave with their whole section keep its title.
    """
    leaving = set(leaving_ids)
    for slide_id in (one for one in source_map_of(text).slide_ids if one in leaving and _begins_section(text, one)):
        following = _following_in_section(text, slide_id)
        heir = next((one for one in following if one not in leaving), None)
        if heir is not None:
            text = _pass_on(text, slide_id, heir)
    return text


def join_around(text: str, slide_ids: Collection[str]) -> str:
    """Return the text in which placed slides part no other section.

    Where the slide below belongs to the section above, they begin none.
    """
    placed = set(slide_ids)
    for is_backup in (False, True):
        order = [one for one in source_map_of(text).slide_ids if _is_backup(text, one) == is_backup]
        places = [place for place, one in enumerate(order) if one in placed]
        if not places:
            continue
        above, below = order[: places[0]], order[places[-1] + 1 :][:1]
        is_inside = bool(below) and not _begins_section(text, below[0])
        if is_inside and any(_begins_section(text, one) for one in above):
            for one in (order[place] for place in places):
                if _begins_section(text, one):
                    text = delete(text, _path(one)).apply(text)
    return text


def set_backup(text: str, slide_id: str, value: object) -> Edit:
    """Return the edit that makes a slide a backup, or not.

    The section that it began is begun by the next slide.
    """
    after = hand_over_sections(text, (slide_id,))
    edit = set_key(after, ("slide", slide_id, "backup"), value)
    return replace(diff(text, edit.apply(after)), name=edit.name, subject=edit.subject)


def copied_slide_text(text: str, slide_id: str, copied_ids: Collection[str]) -> str:
    """Return a slide as it is written, for a copy of several.

    It has the title of its section only if the whole section is copied.
    """
    block = slide_text(text, slide_id)
    is_whole = _begins_section(text, slide_id) and set(copied_ids).issuperset(_following_in_section(text, slide_id))
    return block if is_whole else without_section(block)


def without_section(block: str) -> str:
    """Return the text of one slide without the title of a section."""
    slide_id = source_map_of(block).slide_ids[0]
    return delete(block, _path(slide_id)).apply(block) if _begins_section(block, slide_id) else block


def _following_in_section(text: str, slide_id: str) -> Sequence[str]:
    """Return the slides after the first of a section, in order."""
    slide_ids = source_map_of(text).slide_ids
    is_backup = _is_backup(text, slide_id)
    following: list[str] = []
    for other_id in slide_ids[slide_ids.index(slide_id) + 1 :]:
        if _is_backup(text, other_id) != is_backup:
            continue
        if _begins_section(text, other_id):
            break
        following.append(other_id)
    return following


def _pass_on(text: str, from_id: str, to_id: str) -> str:
    """Return the text in which another slide has a section's title."""
    title = data_at(text, _path(from_id))
    text = delete(text, _path(from_id)).apply(text)
    return set_value(text, _path(to_id), title).apply(text)


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
