"""One history of every change to the text, whether it was typed or made on the slide, as plain data.

A history is a value: each change gives a new one. What is typed in one go becomes one step, up to the end of a word, a
pause, or a move of the cursor; a visual edit is always one step and has the name that it says itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.i18n import Words
from desktop.story.edit.edit import Edit

STEPS: Final = 2000
"""How many steps can be taken back."""
CHARACTERS: Final = 20_000_000
"""How many characters all steps together may hold; the oldest give way."""
PAUSE: Final = 1.0
"""After how many seconds without a key what follows is a step of its own."""

_words: Final = Words(
    {
        "typing": ("typing", "saisie"),
        "erasing": ("erasing", "effacement"),
        "undo": ("Undo: {name}", "Annuler : {name}"),
        "redo": ("Redo: {name}", "Rétablir : {name}"),
        "undo.nothing": ("Undo", "Annuler"),
        "redo.nothing": ("Redo", "Rétablir"),
    }
)


@dataclass(frozen=True, slots=True)
class Change:
    """One step: at an offset of the text, `removed` gave place to `inserted`. `when` is 0 for what is not typed."""

    name_en: str
    name_fr: str
    at: int
    removed: str
    inserted: str
    when: float = 0.0

    def name(self, language: str) -> str:
        """Return what the step did, as it follows "Undo: "."""
        return self.name_fr if language.startswith("fr") else self.name_en

    def forward(self) -> Edit:
        """Return the edit that makes the change."""
        return Edit(self.at, self.at + len(self.removed), self.inserted)

    def back(self) -> Edit:
        """Return the edit that takes it back."""
        return Edit(self.at, self.at + len(self.inserted), self.removed)


def change_of(edit: Edit, text: str) -> Change:
    """Return the step that an edit of `text` is."""
    return Change(edit.title("en"), edit.title("fr"), edit.start, text[edit.start : edit.end], edit.replacement)


@dataclass(frozen=True, slots=True)
class History:
    """What was done, in order, and what was taken back, the next to redo last.

    `saved` is how many steps stood when the file was last saved; None where no undo leads back there.
    `open` says whether what is typed next may still join the last step.
    """

    done: tuple[Change, ...] = ()
    undone: tuple[Change, ...] = ()
    saved: int | None = 0
    open: bool = False
    size: int = 0

    @property
    def clean(self) -> bool:
        """Return whether the text is as it was when it was saved."""
        return self.saved == len(self.done)

    def typed(self, at: int, removed: str, inserted: str, when: float) -> History:
        """Return the history after keys were pressed: at an offset, at a time in seconds (of any clock).

        Several keys may come at once from somebody quick; what is pasted is an edit.
        """
        if removed == inserted:
            return self
        kind = "typing" if inserted else "erasing"
        change = Change(_words(kind, "en"), _words(kind, "fr"), at, removed, inserted, when)
        last = self.done[-1] if self.done else None
        if last is not None and self.open and not self.clean and _joins(last, change):
            whole = joined(last, change)
            size = self.size + _weight(whole) - _weight(last) - sum(map(_weight, self.undone))
            return replace(self, done=(*self.done[:-1], whole), undone=(), size=size)
        return replace(self._with(change), open=True)

    def edited(self, edit: Edit, text: str) -> History:
        """Return the history after an edit of `text`, as a step of its own; one that changes nothing is no step."""
        change = change_of(edit, text)
        return self if change.removed == change.inserted else self._with(change)

    def paused(self) -> History:
        """Return the history with its last step closed: the cursor moved, or another window was used."""
        return replace(self, open=False) if self.open else self

    def undo(self) -> tuple[History, Edit | None]:
        """Return the history one step back and the edit that does it; None where there is nothing to take back."""
        if not self.done:
            return self, None
        last = self.done[-1]
        return replace(self, done=self.done[:-1], undone=(*self.undone, last), open=False), last.back()

    def redo(self) -> tuple[History, Edit | None]:
        """Return the history one step on and the edit that does it; None where nothing was taken back."""
        if not self.undone:
            return self, None
        change = self.undone[-1]
        return replace(self, done=(*self.done, change), undone=self.undone[:-1], open=False), change.forward()

    def mark_saved(self) -> History:
        """Return the history of a text that has just been saved."""
        return replace(self, saved=len(self.done), open=False)

    def undo_title(self, language: str) -> str:
        """Say what undo would take back, such as "Undo: move Evergrande"."""
        return _title("undo", self.done, language)

    def redo_title(self, language: str) -> str:
        """Say what redo would do again."""
        return _title("redo", self.undone, language)

    def _with(self, change: Change) -> History:
        saved = self.saved if self.saved is not None and self.saved <= len(self.done) else None
        done = (*self.done, change)
        size = self.size + _weight(change) - sum(map(_weight, self.undone))
        gone = max(0, len(done) - STEPS)
        size -= sum(map(_weight, done[:gone]))
        while size > CHARACTERS and gone < len(done) - 1:
            size -= _weight(done[gone])
            gone += 1
        if saved is not None:
            saved = saved - gone if saved >= gone else None
        return History(done[gone:], (), saved, size=size)


def joined(first: Change, second: Change) -> Change:
    """Return the one change that two make, the second of which touches what the first inserted."""
    end = first.at + len(first.inserted)
    stop = second.at + len(second.removed)
    if second.at > end or stop < first.at:
        raise ValueError("the changes do not touch")
    removed = second.removed[: max(0, first.at - second.at)] + first.removed
    removed += second.removed[end - second.at :] if stop > end else ""
    inserted = first.inserted[: max(0, second.at - first.at)] + second.inserted
    inserted += first.inserted[stop - first.at :] if stop < end else ""
    return replace(first, at=min(first.at, second.at), removed=removed, inserted=inserted, when=second.when)


def _joins(last: Change, change: Change) -> bool:
    """Return whether a key belongs to the step before it: no pause, the same place, the same word."""
    if not 0 <= change.when - last.when <= PAUSE:
        return False
    if not change.inserted:  # erasing goes on with erasing, and with what was typed by mistake a moment ago
        within = last.at <= change.at and change.at + len(change.removed) == last.at + len(last.inserted)
        beside = not last.inserted and last.at in (change.at, change.at + len(change.removed))
        return beside or (bool(last.inserted) and within and len(change.removed) < len(last.inserted))
    if change.removed or not last.inserted or change.at != last.at + len(last.inserted) or "\n" in change.inserted:
        return False
    return not (last.inserted[-1].isspace() and not change.inserted[0].isspace())


def _weight(change: Change) -> int:
    return len(change.removed) + len(change.inserted)


def _title(what: str, steps: tuple[Change, ...], language: str) -> str:
    return _words(what, language, name=steps[-1].name(language)) if steps else _words(f"{what}.nothing", language)
