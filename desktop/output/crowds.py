"""The events of a story's files for the slides that are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from desktop.output.choose import ExportError
from desktop.story.model import Slide, Story

if TYPE_CHECKING:
    from desktop.render.timeline_crowd import Crowd


def crowds_for(story: Story, slides: Iterable[Slide], language: str) -> Mapping[str, Crowd]:
    """Read the files that the slides show; none of them shows any but a timeline.

    Raises ExportError where a file cannot be read: a timeline without its events would say what is not so.
    """
    if not any(slide.layout == "timeline" for slide in slides):
        return {}
    from desktop.render.timeline_files import read_crowds

    crowds, wrong = read_crowds(story, language)
    for error in wrong.values():
        raise ExportError("data", reason=error)
    return crowds
