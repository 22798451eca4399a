"""The positions that a speaker left; no Qt.

They were left by a jump, or because the text lost their slide.
"""

from __future__ import annotations

from typing import Final

from desktop.session.position import Position, restore_position, slide_at
from desktop.story.model import Story

_MAX_POSITIONS: Final = 500
"""A day of jumps is remembered; a loop that runs for a week is not."""


class VisitedPositions:
    """Two stacks of positions: behind and ahead of the current one."""

    def __init__(self) -> None:
        self._behind: list[Position] = []
        self._ahead: list[Position] = []

    def clear(self) -> None:
        """Forget all positions."""
        self._behind.clear()
        self._ahead.clear()

    def remember(self, position: Position) -> None:
        """Remember a position before a jump."""
        self._behind.append(position)
        del self._behind[:-_MAX_POSITIONS]
        self._ahead.clear()

    def last_main(self, story: Story) -> Position | None:
        """Return the latest position behind that is no backup, without going there."""
        slides = ((position, slide_at(story, position)) for position in reversed(self._behind))
        return next((position for position, slide in slides if slide is not None and not slide.backup), None)

    def back(self, story: Story, current: Position) -> Position | None:
        """Return the position to go back to, None without one."""
        return self._jump(self._behind, self._ahead, story, current)

    def forward(self, story: Story, current: Position) -> Position | None:
        """Return the position to go forth to again, None without one."""
        return self._jump(self._ahead, self._behind, story, current)

    @staticmethod
    def _jump(source: list[Position], target: list[Position], story: Story, current: Position) -> Position | None:
        while source:
            position = source.pop()
            if position != current and slide_at(story, position) is not None:
                target.append(current)
                return position
        return None


class LostPosition:
    """The position whose slide the text lost.

    It is kept until the slide is back or the speaker moves on.
    """

    def __init__(self) -> None:
        self.position: Position | None = None

    def restore(self, old: Story, new: Story, current: Position) -> Position:
        """Return the position in a new story.

        That of a lost slide is restored as soon as the slide is back.
        """
        wanted = self.position or current
        if slide_at(new, wanted) is not None:
            self.position = None
            return restore_position(old, new, wanted)
        self.position = wanted if wanted.slide_id else None
        return restore_position(old, new, current)
