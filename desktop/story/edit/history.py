"""Record every change to a text for undo and redo.

A history is a value: each change gives a new one, for typing and for visual edits alike. Typing becomes one step up to
the end of a word, a pause, or a move of the cursor; a visual edit is always a step of its own, with the name of the
edit.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.i18n import Messages
from desktop.story.edit.edit import Edit, edit_title

MAX_STEPS: Final = 2000
"""The number of steps that can be undone."""
MAX_CHARACTERS: Final = 20_000_000
"""The number of characters that all steps together may hold; beyond it the oldest steps are dropped."""
TYPING_PAUSE_S: Final = 1.0
"""After a pause of more seconds, typing begins a new step."""

_WORDS: Final = re.compile(r"\s+|\S+\s*")
"""Words with the blanks after them."""

_MESSAGES: Final = Messages(
    {
        "undo": "Undo: {name}",
        "redo": "Redo: {name}",
        "undo.nothing": "Undo",
        "redo.nothing": "Redo",
    }
)


@dataclass(frozen=True, slots=True)
class Change:
    """Holds one step of the history.

    At `offset` of the text, `inserted` replaced `removed`. `timestamp` is in seconds, and 0 for a change that was not
    typed.
    """

    name: str  # the name of the edit, as in `edit.Edit`
    subject: str
    offset: int
    removed: str
    inserted: str
    timestamp: float = 0.0

    def title(self, language: str) -> str:
        """Return the title of the step, which follows "Undo: "."""
        return edit_title(self.name, self.subject, language)

    def edit(self) -> Edit:
        """Return the edit that makes the change."""
        return Edit(self.offset, self.offset + len(self.removed), self.inserted)

    def inverse_edit(self) -> Edit:
        """Return the edit that undoes the change."""
        return Edit(self.offset, self.offset + len(self.inserted), self.removed)


def change_from_edit(edit: Edit, text: str) -> Change:
    """Return the step that an edit of `text` makes."""
    return Change(edit.name, edit.subject, edit.start, text[edit.start : edit.end], edit.replacement)


@dataclass(frozen=True, slots=True)
class History:
    """Holds the done and the undone changes.

    The last of `undone` is the next to redo. `saved` is the number of done steps when the file was last saved, or None
    where no undo leads back there. `step_open` says whether the next typing may join the last step.
    """

    done: tuple[Change, ...] = ()
    undone: tuple[Change, ...] = ()
    saved: int | None = 0
    step_open: bool = False
    character_count: int = 0

    @property
    def clean(self) -> bool:
        """Return whether the text equals the saved one."""
        return self.saved == len(self.done)

    def with_typing(self, offset: int, removed: str, inserted: str, timestamp: float) -> History:
        """Return the history after text was typed or erased.

        `timestamp` is in seconds of any clock. Fast typing may bring several characters at once. Pasted text belongs in
        `with_edit`.
        """
        words = _WORDS.findall(inserted) if not removed and "\n" not in inserted else []
        if len(words) > 1:  # a burst of a fast typist: each word is a step, as for a slow one
            history = self
            for word in words:
                history = history.with_typing(offset, "", word, timestamp)
                offset += len(word)
            return history
        if removed == inserted:
            return self
        kind = "typing" if inserted else "erasing"
        change = Change(kind, "", offset, removed, inserted, timestamp)
        last = self.done[-1] if self.done else None
        if last is not None and self.step_open and not self.clean and _continues_typing(last, change):
            merged = merge_changes(last, change)
            size = (
                self.character_count
                + _character_count(merged)
                - _character_count(last)
                - sum(map(_character_count, self.undone))
            )
            return replace(self, done=(*self.done[:-1], merged), undone=(), character_count=size)
        return replace(self._push(change), step_open=True)

    def with_edit(self, edit: Edit, text: str) -> History:
        """Return the history with an edit of `text` as a step.

        An edit that changes nothing adds no step.
        """
        change = change_from_edit(edit, text)
        return self if change.removed == change.inserted else self._push(change)

    def with_closed_step(self) -> History:
        """Return the history with its last step closed.

        The cursor moved or another window was used, so the next typing begins a new step.
        """
        return replace(self, step_open=False) if self.step_open else self

    def undo(self) -> tuple[History, Edit | None]:
        """Return the history one step back, and its edit or None."""
        if not self.done:
            return self, None
        last = self.done[-1]
        return replace(self, done=self.done[:-1], undone=(*self.undone, last), step_open=False), last.inverse_edit()

    def redo(self) -> tuple[History, Edit | None]:
        """Return the history one step forward, and its edit or None."""
        if not self.undone:
            return self, None
        change = self.undone[-1]
        return replace(self, done=(*self.done, change), undone=self.undone[:-1], step_open=False), change.edit()

    def mark_saved(self) -> History:
        """Return the history of a text that has just been saved."""
        return replace(self, saved=len(self.done), step_open=False)

    def undo_title(self, language: str) -> str:
        """Return the label of undo, such as "Undo: move Evergrande"."""
        return _title("undo", self.done, language)

    def redo_title(self, language: str) -> str:
        """Return the label of redo, such as "Redo: move Evergrande"."""
        return _title("redo", self.undone, language)

    def _push(self, change: Change) -> History:
        saved = self.saved if self.saved is not None and self.saved <= len(self.done) else None
        done = (*self.done, change)
        size = self.character_count + _character_count(change) - sum(map(_character_count, self.undone))
        dropped = max(0, len(done) - MAX_STEPS)
        size -= sum(map(_character_count, done[:dropped]))
        while size > MAX_CHARACTERS and dropped < len(done) - 1:
            size -= _character_count(done[dropped])
            dropped += 1
        if saved is not None:
            saved = saved - dropped if saved >= dropped else None
        return History(done[dropped:], (), saved, character_count=size)


def merge_changes(first: Change, second: Change) -> Change:
    """Return two adjoining changes as one change.

    Raises ValueError if they do not touch.
    """
    end = first.offset + len(first.inserted)
    stop = second.offset + len(second.removed)
    if second.offset > end or stop < first.offset:
        raise ValueError("the changes do not touch")
    removed = second.removed[: max(0, first.offset - second.offset)] + first.removed
    removed += second.removed[end - second.offset :] if stop > end else ""
    inserted = first.inserted[: max(0, second.offset - first.offset)] + second.inserted
    inserted += first.inserted[stop - first.offset :] if stop < end else ""
    return replace(
        first, offset=min(first.offset, second.offset), removed=removed, inserted=inserted, timestamp=second.timestamp
    )


def _continues_typing(last: Change, change: Change) -> bool:
    """Return whether a typed change belongs to the step before.

    It does without a pause, at the same place and in the same word.
    """
    if not 0 <= change.timestamp - last.timestamp <= TYPING_PAUSE_S:
        return False
    if not change.inserted:  # erasing joins a step of erasing, and a step of typing whose text it erases
        within = last.offset <= change.offset and change.offset + len(change.removed) == last.offset + len(
            last.inserted
        )
        beside = not last.inserted and last.offset in (change.offset, change.offset + len(change.removed))
        return beside or (bool(last.inserted) and within and len(change.removed) < len(last.inserted))
    if (
        change.removed
        or not last.inserted
        or change.offset != last.offset + len(last.inserted)
        or "\n" in change.inserted
    ):
        return False
    return not (last.inserted[-1].isspace() and not change.inserted[0].isspace())


def _character_count(change: Change) -> int:
    return len(change.removed) + len(change.inserted)


def _title(command: str, steps: tuple[Change, ...], language: str) -> str:
    return (
        _MESSAGES(command, language, name=steps[-1].title(language))
        if steps
        else _MESSAGES(f"{command}.nothing", language)
    )
