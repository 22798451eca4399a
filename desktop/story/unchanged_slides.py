"""Finds the slides that an edit left unchanged."""

from __future__ import annotations

from dataclasses import replace

from desktop.story.model import Slide, Story


def differ_in_slides_alone(one: Story, other: Story) -> bool:
    """Return whether two stories have all in common but slides."""
    return one is other or replace(one, slides=()) == replace(other, slides=())


def is_shown_alike(slide: Slide, story: Story, older: Story) -> bool:
    """Return whether a slide shows the same as in an older story.

    The stories differ in slides alone. Whether the files of pictures are as they were is not looked at.
    """
    place = older.slide_index.get(slide.id)
    return (
        place is not None
        and older.slides[place] == slide
        and older.slide_numbers.get(slide.id) == story.slide_numbers.get(slide.id)
        and len(older.main_slides) == len(story.main_slides)
    )
