"""A cache of what is computed from a story: a Story is frozen, so a result stays true as long as the story lives."""

from __future__ import annotations

import weakref
from typing import Final, Generic, TypeVar

from desktop.story.model import Story

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class StoryCache(Generic[_Key, _Value]):
    """Results by key for each living story, compared by identity; a story beyond `max_entries` results starts anew.

    A date of knowledge that is dragged along makes a new key with each step: hence the bound.
    """

    __slots__ = ("_by_story", "max_entries")

    def __init__(self, max_entries: int = 8) -> None:
        self.max_entries: Final = max_entries
        self._by_story: dict[int, tuple[weakref.ref[Story], dict[_Key, _Value]]] = {}

    def get(self, story: Story, key: _Key) -> _Value | None:
        """Return the result under a key, or None."""
        entry = self._by_story.get(id(story))
        return entry[1].get(key) if entry is not None else None

    def put(self, story: Story, key: _Key, value: _Value) -> _Value:
        """Keep a result, and return it."""
        story_id = id(story)
        if story_id not in self._by_story:
            by_story = self._by_story
            self._by_story[story_id] = (weakref.ref(story, lambda _: by_story.pop(story_id, None)), {})
        results = self._by_story[story_id][1]
        if len(results) >= self.max_entries:
            results.clear()
        results[key] = value
        return value

    def __len__(self) -> int:
        """Return for how many stories there are results."""
        return len(self._by_story)
