"""Compute the step at which each part of a slide appears.

A part is a name ("text", "chart", "title" …) or a name with a number ("item:0", "claim:1", "point:2", "figure:0",
"highlight:0"). Parts at step 0 are there from the start. `steps = true` reveals the slide's parts in its layout's
own order; `steps = ["text", "claims"]` names them, where a plural means all its parts one after the other, and
`steps = [["text", "chart"], "claims"]` shows two at the same step.
"""

from __future__ import annotations

from typing import Final

from desktop.story.aligned_chart import place_count
from desktop.story.layouts import LAYOUTS
from desktop.story.model import Slide, Story
from desktop.story.slide_content import slide_content

SINGLE_PARTS: Final = (
    "kicker",
    "title",
    "subtitle",
    "text",
    "note",
    "number",
    "quote",
    "by",
    "image",
    "chart",
    "timeline",
    "sources",
)
PLURAL_PARTS: Final = {
    "items": "item",
    "claims": "claim",
    "figures": "figure",
    "points": "point",
    "highlights": "highlight",
}


def _count_parts(part: str, slide: Slide, story: Story) -> int:
    """Return the number of parts of one kind, such as "items"."""
    if part == "items":
        return len(slide.items)
    if part == "claims":
        return len(slide_content(slide, story).claims)
    if part == "figures":
        return len(slide_content(slide, story).figures)
    if part == "points":
        return place_count(slide.chart) if slide.chart else 0
    return len(slide.highlight)


def _has_part(part: str, slide: Slide, story: Story) -> bool:
    """Return whether the slide has a part.

    A step for an absent part would be a key press that changes nothing.
    """
    if part == "text":
        return bool(slide_content(slide, story).text)
    if part == "chart":
        return slide.chart is not None
    if part in ("image", "timeline", "sources", "title"):
        return True
    if part == "kicker":
        return bool(slide.kicker) or story.event_of(slide) is not None
    return bool(getattr(slide, part, None))


def reveal_steps(slide: Slide, story: Story) -> dict[str, int]:
    """Return the step, from 1, at which each revealed part appears."""
    if slide.steps is False:
        return {}
    groups = slide.steps
    if groups is True:
        groups = tuple((part,) for part in LAYOUTS[slide.layout].reveal_order)
    step_of_part: dict[str, int] = {}
    step = 0
    for group in groups:
        last_step = step
        for part in group:
            if part in PLURAL_PARTS:
                for index in range(_count_parts(part, slide, story)):
                    step_of_part.setdefault(f"{PLURAL_PARTS[part]}:{index}", step + 1 + index)
                    last_step = max(last_step, step + 1 + index)
            elif ":" in part or _has_part(part, slide, story):
                step_of_part.setdefault(part, step + 1)
                last_step = max(last_step, step + 1)
        step = last_step
    return step_of_part


def step_count(slide: Slide, story: Story) -> int:
    """Return the number of key presses that reveal the whole slide."""
    return max(reveal_steps(slide, story).values(), default=0)


def missing_step_parts(slide: Slide, story: Story) -> tuple[str, ...]:
    """Return the parts that `steps` names and the slide lacks."""
    if isinstance(slide.steps, bool):
        return ()
    plural_of = {singular: plural_name for plural_name, singular in PLURAL_PARTS.items()}
    missing = []
    for part in (part for group in slide.steps for part in group):
        name, colon, number = part.partition(":")
        if colon:
            exists = (
                name in plural_of and number.isdecimal() and int(number) < _count_parts(plural_of[name], slide, story)
            )
        else:
            exists = _count_parts(part, slide, story) > 0 if part in PLURAL_PARTS else _has_part(part, slide, story)
        if not exists:
            missing.append(part)
    return tuple(missing)
