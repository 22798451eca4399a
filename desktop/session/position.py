"""Positions in a story, and pure functions that move them.

Identity is the slide's id, never its number, so that a slide inserted above changes nothing.
"""

from __future__ import annotations

from desktop.fast_dataclass import dataclass
from desktop.story.model import Slide, Story
from desktop.story.reveal_steps import step_count


@dataclass(frozen=True, slots=True)
class Position:
    """A slide and its number of shown steps.

    "" is the slide of an empty story.
    `ended` is the place after the last slide, where the audience sees black; slide and step stay those of that slide.
    """

    slide_id: str = ""
    step: int = 0
    ended: bool = False


def talk_order(story: Story) -> tuple[str, ...]:
    """Return the ids in the order of a talk, the backups last."""
    return tuple(
        slide.id
        for slide in (*story.main_slides, *(backup_slide for backup_slide in story.slides if backup_slide.backup))
    )


def slide_at(story: Story, position: Position) -> Slide | None:
    """Return the slide of a position, None where there is none."""
    index = story.slide_index.get(position.slide_id)
    return story.slides[index] if index is not None else None


def first_position(story: Story) -> Position:
    """Return the position at the beginning."""
    ids = talk_order(story)
    return Position(ids[0]) if ids else Position()


def last_position(story: Story) -> Position:
    """Return the last slide before the backups, with all steps."""
    slides = story.main_slides or story.slides
    return Position(slides[-1].id, step_count(slides[-1], story)) if slides else Position()


def end_position(story: Story) -> Position:
    """Return the end of a talk: after the last main slide."""
    last = last_position(story)
    return Position(last.slide_id, last.step, ended=bool(last.slide_id))


def next_position(story: Story, position: Position) -> Position:
    """Return the next step's position, or the next slide's."""
    slide = slide_at(story, position)
    if slide is None:
        return first_position(story)
    if position.step < step_count(slide, story):
        return Position(position.slide_id, position.step + 1)
    return _adjacent_slide(story, position, 1) or position


def next_in_talk(story: Story, position: Position, return_to: Position | None = None) -> Position:
    """Return the next position in a talk, never a backup.

    After the last slide comes the end; after a backup comes `return_to`, else the end.
    """
    slide = slide_at(story, position)
    if slide is None or position.step < step_count(slide, story) or position.ended:
        return position if position.ended else next_position(story, position)
    if slide.backup:
        return return_to or end_position(story)
    following = next_position(story, position)
    following_slide = slide_at(story, following)
    is_last = following == position or following_slide is None or following_slide.backup
    return end_position(story) if is_last else following


def next_slide_in_talk(story: Story, position: Position, return_to: Position | None = None) -> Position:
    """Return a talk's next slide, or its end.

    Steps that are left are skipped.
    """
    slide = slide_at(story, position)
    if slide is None or position.ended:
        return next_in_talk(story, position)
    return next_in_talk(story, Position(slide.id, step_count(slide, story)), return_to)


def previous_position(story: Story, position: Position) -> Position:
    """Return the position a step back.

    Before the first step it is the slide before, with all its steps.
    """
    if slide_at(story, position) is None:
        return first_position(story)
    if position.ended:
        return Position(position.slide_id, position.step)
    if position.step > 0:
        return Position(position.slide_id, position.step - 1)
    target = _adjacent_slide(story, position, -1)
    if target is None:
        return position
    slide = slide_at(story, target)
    return Position(target.slide_id, step_count(slide, story)) if slide else target


def next_slide(story: Story, position: Position) -> Position:
    """Return the next slide's beginning, or the last slide's end."""
    slide = slide_at(story, position)
    if slide is None:
        return first_position(story)
    return _adjacent_slide(story, position, 1) or Position(position.slide_id, step_count(slide, story))


def previous_slide(story: Story, position: Position) -> Position:
    """Return the previous slide's beginning, or this one's if first."""
    if position.ended:
        return Position(position.slide_id)
    return _adjacent_slide(story, position, -1) or Position(position.slide_id)


def _adjacent_slide(story: Story, position: Position, direction: int) -> Position | None:
    ids = talk_order(story)
    index = ids.index(position.slide_id) + direction if position.slide_id in ids else 0
    return Position(ids[index]) if 0 <= index < len(ids) else None


def position_at_number(story: Story, number: int) -> Position | None:
    """Return the position of a slide number from 1, or None."""
    ids = talk_order(story)
    return Position(ids[number - 1]) if 1 <= number <= len(ids) else None


def parse_position(story: Story, id_or_number: str) -> Position | None:
    """Return the position of a slide by id or number."""
    if id_or_number in story.slide_index:
        return Position(id_or_number)
    return position_at_number(story, int(id_or_number)) if id_or_number.isdecimal() else None


def number_of(story: Story, position: Position) -> int:
    """Return a slide's number in the talk from 1, or 0."""
    ids = talk_order(story)
    return ids.index(position.slide_id) + 1 if position.slide_id in ids else 0


def restore_position(old: Story, new: Story, position: Position) -> Position:
    """Return the position in a changed story.

    If its slide is gone, it is the nearest slide before.
    """
    if position.ended:
        return end_position(new)
    slide = slide_at(new, position) or _renamed_slide(old, new, position.slide_id)
    if slide is not None:
        return Position(slide.id, min(position.step, step_count(slide, new)))
    ids = talk_order(old)
    if position.slide_id in ids:
        for slide_id in reversed(ids[: ids.index(position.slide_id)]):
            remaining_slide = slide_at(new, Position(slide_id))
            if remaining_slide is not None:
                return Position(slide_id, step_count(remaining_slide, new))
    return first_position(new)


def _renamed_slide(old: Story, new: Story, slide_id: str) -> Slide | None:
    """Return the new slide between the neighbours of a missing one."""
    old_ids, new_ids = talk_order(old), talk_order(new)
    if slide_id not in old_ids:
        return None
    place = old_ids.index(slide_id)
    before, after = old_ids[:place][-1:], old_ids[place + 1 :][:1]
    for index, new_id in enumerate(new_ids):
        if new_id not in old.slide_index and new_ids[:index][-1:] == before and (new_ids[index + 1 :][:1] == after):
            return slide_at(new, Position(new_id))
    return None
