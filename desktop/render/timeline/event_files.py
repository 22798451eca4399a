"""The events of a story's files, as the timeline draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.render.timeline.aggregates import Crowd
from desktop.render.timeline.marks import Mark
from desktop.story.model import Story

if TYPE_CHECKING:
    from desktop.timeline.data.load import DataError, Events


def crowd_of(events: Events, language: str) -> Crowd:
    """Return the events of a file as a crowd, their titles in a language."""

    def mark(number: int) -> Mark:
        event = events.event(number)
        return Mark(event, event.status, language)

    return Crowd(events.index, mark, events.search)


def read_crowds(story: Story, language: str) -> tuple[dict[str, Crowd], dict[str, DataError]]:
    """Read all files of a story and return its crowds, and what is wrong with the files that cannot be read, by track.

    Loads numpy and the library of the extra `data` where there is anything to read; a window reads beside its slides.
    """
    tracks = [track for track in story.tracks if track.data]
    if not tracks:
        return {}, {}
    from desktop.timeline.data.load import DataError, load

    crowds: dict[str, Crowd] = {}
    wrong: dict[str, DataError] = {}
    for track in tracks:
        try:
            crowds[track.id] = crowd_of(load(story, track), language)
        except DataError as error:
            wrong[track.id] = error
        except (OSError, MemoryError) as error:
            wrong[track.id] = DataError("unreadable", track.data, reason=str(error) or "memory")
    return crowds, wrong
