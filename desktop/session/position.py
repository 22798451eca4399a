"""Where a talk stands, and where the next key press leads: plain data and pure functions, no Qt.

Identity is the slide's id, never its number, so that a slide inserted above changes nothing.
"""

from __future__ import annotations

from desktop.fast_dataclass import dataclass
from desktop.story.model import Slide, Story
from desktop.story.steps import step_count


@dataclass(frozen=True, slots=True)
class Position:
    """A slide and how many of its steps are shown; "" is the place in a story without slides."""

    slide: str = ""
    step: int = 0


def order(story: Story) -> tuple[str, ...]:
    """Return the ids in the order of a talk: the backups come after the end."""
    return tuple(slide.id for slide in (*story.told, *(one for one in story.slides if one.backup)))


def slide_at(story: Story, position: Position) -> Slide | None:
    """Return the slide of a position, None where there is none."""
    index = story.slide_index.get(position.slide)
    return story.slides[index] if index is not None else None


def first(story: Story) -> Position:
    """Return the beginning."""
    ids = order(story)
    return Position(ids[0]) if ids else Position()


def last(story: Story) -> Position:
    """Return the last slide that is told, whole."""
    slides = story.told or story.slides
    return Position(slides[-1].id, step_count(slides[-1], story)) if slides else Position()


def following(story: Story, position: Position) -> Position:
    """Return what the next key press shows: a step, the next slide, or the same again at the end."""
    slide = slide_at(story, position)
    if slide is None:
        return first(story)
    if position.step < step_count(slide, story):
        return Position(position.slide, position.step + 1)
    return _neighbour(story, position, 1) or position


def preceding(story: Story, position: Position) -> Position:
    """Return what the back key shows: a step less, or the slide before, whole."""
    if slide_at(story, position) is None:
        return first(story)
    if position.step > 0:
        return Position(position.slide, position.step - 1)
    found = _neighbour(story, position, -1)
    if found is None:
        return position
    slide = slide_at(story, found)
    return Position(found.slide, step_count(slide, story)) if slide else found


def next_slide(story: Story, position: Position) -> Position:
    """Return the beginning of the next slide, or the end of the last one."""
    slide = slide_at(story, position)
    if slide is None:
        return first(story)
    return _neighbour(story, position, 1) or Position(position.slide, step_count(slide, story))


def previous_slide(story: Story, position: Position) -> Position:
    """Return the beginning of the slide before, or of this one where it is the first."""
    return _neighbour(story, position, -1) or Position(position.slide)


def _neighbour(story: Story, position: Position, way: int) -> Position | None:
    ids = order(story)
    place = ids.index(position.slide) + way if position.slide in ids else 0
    return Position(ids[place]) if 0 <= place < len(ids) else None


def at_number(story: Story, number: int) -> Position | None:
    """Return the slide with a number of the talk, from 1; None for one that is not there."""
    ids = order(story)
    return Position(ids[number - 1]) if 1 <= number <= len(ids) else None


def named(story: Story, name: str) -> Position | None:
    """Return the slide of an id, or of a number written out."""
    if name in story.slide_index:
        return Position(name)
    return at_number(story, int(name)) if name.isdecimal() else None


def number_of(story: Story, position: Position) -> int:
    """Return the number of a slide in the talk, from 1; 0 for none."""
    ids = order(story)
    return ids.index(position.slide) + 1 if position.slide in ids else 0


def after_reload(old: Story, new: Story, position: Position) -> Position:
    """Return the same place in the new story: the same slide and step, else the nearest slide before that still exists."""
    slide = slide_at(new, position)
    if slide is not None:
        return Position(position.slide, min(position.step, step_count(slide, new)))
    ids = order(old)
    if position.slide in ids:
        for name in reversed(ids[: ids.index(position.slide)]):
            survivor = slide_at(new, Position(name))
            if survivor is not None:
                return Position(name, step_count(survivor, new))
    return first(new)
