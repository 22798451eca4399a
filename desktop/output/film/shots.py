"""Plans how many frames of a film show each step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.output.selection import ExportPage
from desktop.story.markdown import plain_text
from desktop.story.model import Story
from desktop.story.speaker_notes import part_at_step, split_by_step
from desktop.story.time_plan import time_plan

DEFAULT_SECONDS: Final = 8.0
"""How long a slide without minutes is shown."""
SLIDE_FADE_FRAMES: Final = 6
STEP_FADE_FRAMES: Final = 4
_CAPTION_CHARACTERS: Final = 84
"""Two lines of 42 characters, as subtitles have."""


@dataclass(frozen=True, slots=True)
class Shot:
    """Holds a step of a slide and its frames.

    `first` counts from the beginning of the film; the first `fade` of its `count` frames fade in from the shot before.
    """

    page: ExportPage
    first: int
    count: int
    fade: int


@dataclass(frozen=True, slots=True)
class Caption:
    """Holds a caption from one frame to another."""

    first: int
    end: int
    text: str


def plan_shots(pages: Sequence[ExportPage], story: Story, rate: int, seconds: float = 0.0) -> tuple[Shot, ...]:
    """Return the shots of pages, one for each step.

    A slide takes `seconds`, else its minutes, else 8 s; its steps share the time. `rate` is frames a second.
    """
    plan = time_plan(story)
    steps: dict[str, int] = {}
    for page in pages:
        steps[page.slide.id] = steps.get(page.slide.id, 0) + 1
    shots: list[Shot] = []
    time, first = 0.0, 0
    for page in pages:
        begin, end = plan.span(page.slide.id) or (0.0, 0.0)
        time += (seconds or end - begin or DEFAULT_SECONDS) / steps[page.slide.id]
        count = max(1, round(time * rate) - first)
        same_slide = bool(shots) and shots[-1].page.slide is page.slide
        fade = 0 if not shots else STEP_FADE_FRAMES if same_slide else SLIDE_FADE_FRAMES
        shots.append(Shot(page, first, count, min(fade, count - 1)))
        first += count
    return tuple(shots)


def plan_captions(shots: Sequence[Shot], language: str) -> tuple[Caption, ...]:
    """Return notes as captions, each while its step is shown.

    A long note is parted between words; each part takes time by its length.
    """
    captions: list[Caption] = []
    for index, shot in enumerate(shots):
        notes = shot.page.slide.notes.get(language)
        step = shot.page.step or 0
        part = part_at_step(notes, step)
        if part < 0 or (step and part == part_at_step(notes, step - 1)):
            continue
        end = shot.first + shot.count
        for later in shots[index + 1 :]:  # what is said at this step goes on until the next part begins
            if later.page.slide is not shot.page.slide or part_at_step(notes, later.page.step or 0) != part:
                break
            end = later.first + later.count
        captions += _parted(plain_text(split_by_step(notes)[part].text), shot.first, end)
    return tuple(captions)


def _parted(text: str, first: int, end: int) -> list[Caption]:
    """Return a text as captions from first to end."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= _CAPTION_CHARACTERS:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    lines = lines[: max(1, end - first)]
    captions = []
    total, said, begin = sum(map(len, lines)), 0, first
    for line in lines:
        said += len(line)
        stop = max(begin + 1, first + round((end - first) * said / total))
        captions.append(Caption(begin, stop, line))
        begin = stop
    return captions
