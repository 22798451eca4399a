"""The navigator moves the position in the story."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.session.debounce import Debounce
from desktop.session.position import (
    Position,
    first_position,
    last_position,
    next_in_talk,
    next_position,
    next_slide,
    next_slide_in_talk,
    parse_position,
    position_at_number,
    previous_position,
    previous_slide,
    slide_at,
)
from desktop.session.position_memory import LostPositions, VisitedPositions
from desktop.session.talk.talk_state import TalkState
from desktop.story.model import EMPTY_STORY, Event, Slide, Story
from desktop.story.reveal_steps import step_count


class Navigator(QObject):
    """The position in the story, its moves and jump history.

    The session sets the story; it may show waiting changes before a move.
    """

    about_to_move = Signal()  # a move was asked for: the story may still change before its target is found
    position_changed = Signal()  # slide or step
    position_settled = Signal()  # the same; in a talk one turn of the event loop later

    def __init__(self, talk: TalkState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._talk = talk
        self._story: Story = EMPTY_STORY
        self._position = Position()
        self._visited = VisitedPositions()
        self._lost = LostPositions()
        self._settle_timer = Debounce(0, self.position_settled.emit, self)
        self.position_changed.connect(self._settle_position)

    # -- the story -----------------------------------------------------------------------------------------------------

    def open_story(self, story: Story, slide_id: str = "") -> None:
        """Start in another story, at a slide or the first.

        The session emits `position_changed`.
        """
        self._story = story
        self._visited.clear()
        self._lost.clear()
        self._position = parse_position(story, slide_id) or first_position(story)

    def update_story(self, story: Story) -> bool:
        """Restore the position in a changed story; return whether it moved.

        The session emits `position_changed`.
        """
        old_story, old_position = self._story, self._position
        self._story = story
        self._position = self._lost.restore(old_story, story, old_position)
        return self._position != old_position

    # -- state ---------------------------------------------------------------------------------------------------------

    @property
    def position(self) -> Position:
        """Return the presenter's slide and step; a freeze holds the audience's."""
        return self._position

    @property
    def slide(self) -> Slide | None:
        """Return the slide shown, None in a story without slides."""
        return slide_at(self._story, self._position)

    @property
    def slide_event(self) -> Event | None:
        """Return the event of the slide, or None."""
        return self._story.event_of(self.slide) if self.slide else None

    @property
    def next_position(self) -> Position:
        """Return the position after the next key."""
        if self._talk.presenting:  # a talk leads to no backup, and from one back to where it was
            return next_in_talk(self._story, self._position, self._visited.last_main(self._story))
        return next_position(self._story, self._position)

    @property
    def missing_slide_id(self) -> str:
        """Return the id of the slide that the text lost, or "".

        It was shown when the text lost it.
        """
        return self._lost.latest_id

    # -- moves ---------------------------------------------------------------------------------------------------------

    def go(self, position: Position | None, *, remember: bool = False) -> None:
        """Go to a position, if the story has it.

        `remember` makes the move a jump that `go_back` returns from.
        """
        self._move(lambda *_: position, remember=remember)

    def next(self) -> None:
        """Show the next step or slide.

        The first time in a talk, its clock begins.
        """
        if self._talk.presenting:
            self._talk.clock.start()
        self._move(lambda *_: self.next_position)

    def previous(self) -> None:
        """Show the step or slide before."""
        self._move(previous_position)

    def next_slide(self) -> None:
        """Show the next slide, whatever steps are left."""
        if self._talk.presenting:
            self._move(lambda story, here: next_slide_in_talk(story, here, self._visited.last_main(story)))
        else:
            self._move(next_slide)

    def previous_slide(self) -> None:
        """Show the first step of the slide before."""
        self._move(previous_slide)

    def first(self) -> None:
        """Show the first slide."""
        self._move(lambda story, _: first_position(story), remember=True)

    def last(self) -> None:
        """Show the last slide before the backups."""
        self._move(lambda story, _: last_position(story), remember=True)

    def go_to_number(self, number: int) -> bool:
        """Show a slide by number from 1; return whether it exists."""
        self._move(lambda story, _: position_at_number(story, number), remember=True)
        return 1 <= number <= len(self._story.slides)

    def go_to_slide(self, id_or_number: str) -> None:
        """Show a slide by its id, or by its number written out."""
        self._move(lambda story, _: parse_position(story, id_or_number), remember=True)

    def go_to_event(self, event_id: str) -> bool:
        """Show the slide of an event; return whether there is one."""
        self.about_to_move.emit()
        slide_id = self._story.slide_id_by_event.get(event_id, "")
        self._set_position(Position(slide_id), remember=True)
        return bool(slide_id)

    def go_back(self) -> None:
        """Return to the position before the last jump."""
        self._move(self._visited.back)

    def go_forward(self) -> None:
        """Go forward to the position that `go_back` left."""
        self._move(self._visited.forward)

    def _move(self, target: Callable[[Story, Position], Position | None], *, remember: bool = False) -> None:
        """Go to a target, found after waiting changes are shown."""
        self.about_to_move.emit()
        self._set_position(target(self._story, self._position), remember=remember)

    def _set_position(self, position: Position | None, *, remember: bool = False) -> None:
        slide = slide_at(self._story, position) if position is not None else None
        if position is None or slide is None:
            return
        # A resumed talk, and a jump back, may know steps that the slide has lost since.
        step = max(0, min(position.step, step_count(slide, self._story)))
        if step != position.step:
            position = Position(position.slide_id, step, position.ended)
        if position == self._position:
            return
        if remember:
            self._visited.remember(self._position)
        self._position = position
        self._lost.clear()
        self._talk.follow_slide()
        self.position_changed.emit()

    def _settle_position(self) -> None:
        if self._talk.presenting:
            self._settle_timer.start()
        else:
            self.position_settled.emit()
