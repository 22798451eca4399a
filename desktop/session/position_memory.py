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


class LostPositions:
    """The positions whose slides the text lost one after the other.

    They are kept until their slides are back or the speaker moves on. What was shown instead of a lost slide, a renamed
    one say, may be lost in its turn.
    """

    def __init__(self) -> None:
        self._positions: list[Position] = []

    @property
    def latest_id(self) -> str:
        """Return the id of the slide that was lost last, or ""."""
        return self._positions[-1].slide_id if self._positions else ""

    def clear(self) -> None:
        """Forget them: the speaker has moved on."""
        self._positions.clear()

    def restore(self, old: Story, new: Story, current: Position) -> Position:
        """Return the position in a new story.

        That of the slide lost first is restored, if it is back.
        """
        wanted = [*self._positions, current]
        for index, position in enumerate(wanted):
            if slide_at(new, position) is not None:
                self._positions = wanted[:index]
                return restore_position(old, new, position)
        self._positions = [position for position in wanted if position.slide_id][-_MAX_POSITIONS:]
        return restore_position(old, new, current)
