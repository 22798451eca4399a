"""Cache results that are computed from stories.

A `Story` is frozen, so a result stays valid as long as the story lives.
"""

from __future__ import annotations

import weakref
from typing import Final, Generic, TypeVar

from desktop.story.model import Story

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class StoryCache(Generic[_Key, _Value]):
    """Caches results by story and key.

    Stories are compared by identity, and their results go with them. At most `max_entries` results are kept for a story:
    one more clears the others, because a date of knowledge that is dragged makes a new key at each step.
    """

    __slots__ = ("_by_story", "max_entries")

    def __init__(self, max_entries: int = 8) -> None:
        self.max_entries: Final = max_entries
        self._by_story: dict[int, tuple[weakref.ref[Story], dict[_Key, _Value]]] = {}

    def get(self, story: Story, key: _Key) -> _Value | None:
        """Return the result for a story and a key, or None."""
        entry = self._by_story.get(id(story))
        return entry[1].get(key) if entry is not None else None

    def put(self, story: Story, key: _Key, value: _Value) -> _Value:
        """Store a result and return it."""
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
        """Return the number of stories with results."""
        return len(self._by_story)
