"""Write the minutes that a rehearsal took into the slides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from desktop.story.edit.edit import Edit, EditError, diff, set_value
from desktop.story.model import Story

_MINUTE_STEP: Final = 0.25
"""Minutes are written in quarters: a speaker does not plan to the second."""


def rounded_minutes(seconds: float) -> float:
    """Return seconds as minutes, rounded to quarters.

    The result is at least one quarter of a minute.
    """
    return max(_MINUTE_STEP, round(seconds / 60 / _MINUTE_STEP) * _MINUTE_STEP)


def new_minutes(story: Story, seconds_by_slide: Mapping[str, float]) -> dict[str, float]:
    """Return the minutes that change, by the id of the slide.

    Slides that were shown for less than a second keep theirs.
    """
    minutes_by_slide = {}
    for slide in story.main_slides:
        seconds = seconds_by_slide.get(slide.id, 0.0)
        if seconds >= 1.0 and rounded_minutes(seconds) != slide.minutes:
            minutes_by_slide[slide.id] = rounded_minutes(seconds)
    return minutes_by_slide


def minutes_edit(text: str, minutes_by_slide: Mapping[str, float]) -> Edit:
    """Return the edit that writes the minutes of slides."""
    new_text = text
    for slide_id, value in minutes_by_slide.items():
        try:
            edit = set_value(new_text, ("slide", slide_id, "minutes"), int(value) if value == int(value) else value)
        except EditError:
            continue  # the slide was deleted meanwhile
        new_text = edit.apply(new_text)
    return replace(diff(text, new_text), name="minutes")
