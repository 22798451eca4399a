"""Progressive reveal: which part of a slide appears at which key press.

A part is a name ("text", "chart", "title" …) or a name with a number ("item:0", "claim:1", "point:2", "figure:0",
"highlight:0"). Parts at step 0 are there from the start. `steps = true` reveals the slide's parts in its layout's
own order; `steps = ["text", "claims"]` names them, a plural standing for all its parts one after the other, and
`steps = [["text", "chart"], "claims"]` brings two together.
"""

from __future__ import annotations

from typing import Final

from desktop.story.model import Slide, Story

PARTS: Final = (
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
PLURALS: Final = {
    "items": "item",
    "claims": "claim",
    "figures": "figure",
    "points": "point",
    "highlights": "highlight",
}
_NATURAL: Final = {
    "title": ("subtitle", "text"),
    "statement": ("text", "note"),
    "event": ("text", "figures"),
    "number": ("text", "figures", "chart"),
    "chart": ("points", "text"),
    "dispute": ("claims", "text"),
    "timeline": ("highlights", "text"),
    "quote": ("by", "text"),
    "list": ("items", "text"),
    "image": ("text", "note"),
    "closing": ("text", "items"),
}


def _count(part: str, slide: Slide, story: Story) -> int:
    """Return how many parts a plural stands for on this slide."""
    if part == "items":
        return len(slide.items)
    if part == "claims":
        event = story.event_of(slide)
        return len(slide.claims) or (len(event.claims) if event else 0)
    if part == "figures":
        event = story.event_of(slide)
        return len(slide.figures) or (len(event.figures) if event else 0)
    if part == "points":
        return max((len(series.points) for series in slide.chart.series), default=0) if slide.chart else 0
    return len(slide.highlight)


def _has(part: str, slide: Slide, story: Story) -> bool:
    """Return whether the slide has such a part at all; an absent part would be a key press that shows nothing."""
    event = story.event_of(slide)
    if part == "text":
        return bool(slide.text) or bool(event and event.text)
    if part == "chart":
        return slide.chart is not None
    if part in ("image", "timeline", "sources", "title"):
        return True
    if part == "kicker":
        return bool(slide.kicker) or event is not None
    return bool(getattr(slide, part, None))


def reveal(slide: Slide, story: Story) -> dict[str, int]:
    """Return the step (from 1) at which each part that is not there from the start appears."""
    if slide.steps is False:
        return {}
    groups: tuple[tuple[str, ...], ...]
    groups = tuple((part,) for part in _NATURAL.get(slide.layout, ())) if slide.steps is True else slide.steps
    found: dict[str, int] = {}
    step = 0
    for group in groups:
        last = step
        for part in group:
            if part in PLURALS:
                for number in range(_count(part, slide, story)):
                    found.setdefault(f"{PLURALS[part]}:{number}", step + 1 + number)
                    last = max(last, step + 1 + number)
            elif ":" in part or _has(part, slide, story):
                found.setdefault(part, step + 1)
                last = max(last, step + 1)
        step = last
    return found


def step_count(slide: Slide, story: Story) -> int:
    """Return how many key presses reveal the whole slide after it first appears."""
    return max(reveal(slide, story).values(), default=0)


def absent(slide: Slide, story: Story) -> tuple[str, ...]:
    """Return the parts that the slide's steps name and the slide does not have."""
    if isinstance(slide.steps, bool):
        return ()
    plural = {one: many for many, one in PLURALS.items()}
    found = []
    for part in (part for group in slide.steps for part in group):
        name, colon, number = part.partition(":")
        if colon:
            there = name in plural and number.isdecimal() and int(number) < _count(plural[name], slide, story)
        else:
            there = _count(part, slide, story) > 0 if part in PLURALS else _has(part, slide, story)
        if not there:
            found.append(part)
    return tuple(found)
