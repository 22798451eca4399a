"""Undo and redo show the place that they change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.session.position import Position
from desktop.session.session import Session
from desktop.story.reveal_steps import step_count

if TYPE_CHECKING:
    from desktop.story.edit.history import Change


class Undoing(QObject):
    """Undoes and redoes the steps of the one history."""

    stepped = Signal(str, object)  # "undone" or "redone", and the Change
    place_changed = Signal(int)  # the offset in the text of what was changed
    merge_reached = Signal()  # the last step came from another program: undo asks first

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    def undo(self) -> None:
        """Undo the last own step; ask before another program's."""
        self._session.document.flush_input()
        done = self._session.document.history.done
        if done and done[-1].name == "merge":
            self.merge_reached.emit()
        else:
            self.undo_any()

    def undo_any(self) -> None:
        """Undo the last step, whoever made it."""
        document = self._session.document
        document.flush_input()
        done = document.history.done
        document.undo()
        if done:
            self._report_step("undone", done[-1], done[-1].removed)

    def redo(self) -> None:
        """Redo the last undone step."""
        document = self._session.document
        document.flush_input()
        undone = document.history.undone
        document.redo()
        if undone:
            self._report_step("redone", undone[-1], undone[-1].inserted)

    def _report_step(self, key: str, change: Change, text_there_now: str) -> None:
        """Show a change, and report it."""
        blank_count = len(text_there_now) - len(text_there_now.lstrip())
        offset = change.offset + (blank_count if blank_count < len(text_there_now) else 0)
        slide_id = self._slide_at(offset)
        story = self._session.story
        if slide_id in story.slide_index and slide_id != self._session.navigator.position.slide_id:
            slide = story.slides[story.slide_index[slide_id]]
            self._session.navigator.go(Position(slide_id, step_count(slide, story)), remember=True)
        self.place_changed.emit(offset)
        self.stepped.emit(key, change)

    def _slide_at(self, offset: int) -> str:
        """Return the slide at an offset, or that of its event."""
        from desktop.story.toml.source_map import source_map_of

        text_map = source_map_of(self._session.document.text)
        key_path = text_map.path_at(*text_map.line_and_column(offset))
        if len(key_path) < 2:
            return ""
        kind, item_id = str(key_path[0]), str(key_path[1])
        if kind == "event":
            return self._session.story.slide_id_by_event.get(item_id, "")
        return item_id if kind == "slide" else ""
