"""Keep sections whole while slides are moved, copied or removed.

The title of a section is written in its first slide. When that slide leaves the others, the next one begins the section.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from desktop.story.edit.edit import Edit, delete, diff, set_value
from desktop.story.edit.fields import data_at
from desktop.story.edit.slides import move_slides, slide_text
from desktop.story.localized_text import KeyPath
from desktop.story.toml.scan import ValueNode
from desktop.story.toml.source_map import source_map_of

KEY: Final = "section"


def move_between_sections(text: str, slide_ids: Collection[str], index: int, *, opens_section: bool = False) -> Edit:
    """Return the edit that moves slides before the one at an index.

    They join the section of the slide above, or with `opens_section` begin that of the slide at the index. A section that
    is moved whole keeps its title. Raises EditError if no slide has one of the ids.
    """
    order = source_map_of(text).slide_ids
    moved = [slide_id for slide_id in order if slide_id in set(slide_ids)]
    after = hand_over_sections(text, moved)
    move = move_slides(after, moved, index)
    after = move.apply(after)
    below = next((slide_id for slide_id in order[index:] if slide_id not in set(moved)), None)
    if opens_section and moved and below is not None and _begins_section(after, below):
        after = _pass_on(after, below, moved[0])
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
    return toml_map.find_exact(toml_map.to_index_path(_path(slide_id))) is not None


def _is_backup(text: str, slide_id: str) -> bool:
    toml_map = source_map_of(text)
    node = toml_map.find_exact(toml_map.to_index_path(("slide", slide_id, "backup")))
    return isinstance(node, ValueNode) and text[node.start : node.end] == "true"


def _path(slide_id: str) -> KeyPath:
    return ("slide", slide_id, KEY)
