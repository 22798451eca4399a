"""The document holds a story's text, file and history.

Until somebody edits, it is only the bytes of the file: a story that is only shown pays nothing for this.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.session import disk_timeouts
from desktop.session.storage_failures import StorageFailures
from desktop.session.text.file_state import FileStateTracker
from desktop.session.text.merging import Merging, PendingMerge
from desktop.session.text.recovery import PendingInput, Recovery
from desktop.session.text.story_writer import SaveResult, StoryWriter
from desktop.session.text.undoable_text import UndoableText
from desktop.story.localized_text import KeyPath

if TYPE_CHECKING:
    from desktop.session.text.saved_copy import SavedCopy
    from desktop.story.edit.merge import MergeResult
    from desktop.story.model import Story
    from desktop.story.storage.save import ChangedOnDisk, FileFormat
    from desktop.story.storage.unsaved import UnsavedText
    from desktop.story.storage.versions import VersionStore


class Document(UndoableText):
    """The text of a file with its history.

    The session parses it after changes.
    """

    input_requested = Signal(object)  # a PendingInput: add what is held back to its text, and go on holding it back
    conflict_changed = Signal()  # the file was changed by another program where it was changed here, or that is over
    save_failed = Signal(object)  # a SaveError, of a save that went on after `save`

    def __init__(self, data_folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.opening = object()  # another one for each story; a copy under another name is the same story
        self.versions_folder = (data_folder or Path.home() / ".passeur") / "versions"
        self.saved_at = 0.0  # `time.time()` of the last save, 0 after a change by another program
        self._merge_base = ""  # the common ancestor of a merge
        self._compared_text: str | None = None
        self._format: FileFormat | None = None
        self.storage_failures = StorageFailures(self)
        self._writer = StoryWriter(self.versions_folder, self.storage_failures, self)
        self._writer.saved.connect(self._on_saved)
        self._writer.changed_on_disk.connect(self._save_merged)
        self._writer.requested_again.connect(self._begin_save)
        self._writer.failed.connect(self.save_failed)
        self._merging = Merging(self)
        self._merging.conflict_changed.connect(self.conflict_changed)
        self._merging.retry_due.connect(self._retry_merge)
        self.file_state = FileStateTracker(self)
        self.file_state.problem_changed.connect(self._on_file_problem_changed)
        self.recovery = Recovery(self.versions_folder, self._unsaved_state, self.storage_failures, self)

    # -- state ----------------------------------------------------------------------------------------------------

    @property
    def file_bytes(self) -> bytes:
        """Return the file's bytes as they were last read or written."""
        return self.file_state.data

    @property
    def dirty(self) -> bool:
        """Return whether the file lacks the text, or is gone."""
        is_changed = self._text != self._merge_base or bool(self.other_encoding)
        return self.file_state.is_lost or (self._history is not None and is_changed)

    @property
    def other_encoding(self) -> str:
        """Return the encoding that the file is read in, "" for UTF-8."""
        return self._format.encoding if self._format is not None and self._format.encoding != "utf-8" else ""

    @property
    def compared_text(self) -> str:
        """Return the text that changes are marked against."""
        self._ensure_text()
        return self._merge_base if self._compared_text is None else self._compared_text

    def compare_with(self, text: str | None) -> None:
        """Mark changes against a saved version, or the last save (None)."""
        self._compared_text = text
        self.state_changed.emit()

    @property
    def has_foreign_changes(self) -> bool:
        """Return whether another program's changes are not merged yet."""
        return self._merging.pending is not None

    @property
    def conflict(self) -> MergeResult | None:
        """Return the conflict that is to be resolved, if any."""
        return self._merging.conflict

    @property
    def editable(self) -> bool:
        """Return whether the file is a text that can be edited."""
        self._ensure_text()
        return self._format is not None

    @property
    def versions(self) -> VersionStore:
        """Return the store of saved versions."""
        return self._writer.versions

    def _add_version(self, text: str) -> None:
        """Store a text as a version; report a failure."""
        if self.path is not None:
            self._writer.add_version(self.path, text)

    # -- the file ------------------------------------------------------------------------------------------------------

    def open(self, path: Path, data: bytes) -> None:
        """Switch to another file with its bytes."""
        self._writer.finish()
        self.recovery.move(path)
        self.path, self.opening = path, object()
        self.saved_at = 0.0
        self._text = self._format = self._history = self._compared_text = None
        self._merging.reset()
        self.file_state.set_bytes(data)
        self.state_changed.emit()

    def close(self) -> None:
        """Release the file: its timers, its recovery copy, its lock."""
        self._writer.finish()
        self.recovery.move(None)
        self._merging.reset()
        self.file_state.set_bytes(b"")

    def _ensure_text(self) -> None:
        """Decode the bytes on the first use of the text."""
        if self._history is not None:
            return
        from desktop.story.edit.history import History
        from desktop.story.storage.save import detect_format
        from desktop.story.toml.toml_errors import UnreadableFileError

        self._history = History()
        try:
            self._text, self._format = detect_format(self.file_state.data)
        except UnreadableFileError:
            self._text, self._format = "", None
        self._merge_base = self._text

    def read_as(self, encoding: str) -> None:
        """Read a file that is not UTF-8 in another encoding.

        The text counts as changed until it is saved, which writes it as UTF-8.
        """
        from desktop.story.edit.history import History
        from desktop.story.storage.save import detect_format

        self._history = History()
        self._text, self._format = detect_format(self.file_state.data, encoding)
        self._merge_base = self._text
        self.changed.emit()
        self.state_changed.emit()

    def merge_file_bytes(self, data: bytes) -> None:
        """Merge the bytes that another program wrote with own changes."""
        if data == self.file_state.data:
            return
        self.flush_input()
        self.saved_at = 0.0
        if self._history is None:
            self.file_state.set_bytes(data)
            self.changed.emit()
            return
        pending = self._pending_merge(data)
        self.file_state.set_bytes(data)
        if pending is None:
            self.changed.emit()  # nothing to merge with; saving reports it
        else:
            self._merge(pending)

    def _pending_merge(self, data: bytes) -> PendingMerge | None:
        """Return bytes as a pending merge, None for no text."""
        from desktop.story.storage.save import detect_format
        from desktop.story.toml.toml_errors import UnreadableFileError

        try:
            return PendingMerge(self._merge_base, *detect_format(data))
        except UnreadableFileError:
            return None

    def can_merge(self, data: bytes) -> bool:
        """Return whether bytes can be merged, or need no merging."""
        if self._history is None or self._text == self._merge_base:
            return True
        from desktop.story.toml.parser import is_toml

        return is_toml(data.decode("utf-8", "replace")) or not is_toml(self._merge_base)

    def _on_file_problem_changed(self) -> None:
        if self.file_state.is_lost:
            self.recovery.note_input()  # the text is here alone
        self.state_changed.emit()

    def _merge(self, pending: PendingMerge, *, ask: bool = False) -> bool:
        """Merge a text of another program; return whether that worked."""
        self.flush_input()  # whoever types on does not know of it
        text = self._merging.attempt(pending, self.text, ask=ask)
        if text is not None:
            self._apply_merge(text, pending)
        self.changed.emit()
        self.state_changed.emit()
        self._merge_waiting()
        return text is not None

    def _apply_merge(self, text: str, pending: PendingMerge, name: str = "merge") -> None:
        """Apply a merged text as an undo step."""
        from dataclasses import replace

        from desktop.story.edit.edit import diff

        was_saved = self.text == self._merge_base
        self._history = self.history.with_edit(replace(diff(self.text, text), name=name), self.text)
        self._text = text
        if pending.file_format is not None:
            self._merge_base, self._format = pending.theirs, pending.file_format
            if was_saved:
                self._history = self.history.mark_saved()
        self.recovery.note_input()

    def _retry_merge(self) -> None:
        """Merge the change that waited while the text was broken."""
        if self._merging.pending is not None:
            self._merge(self._merging.pending)

    def resolve_conflict(self, choices: Mapping[KeyPath, str]) -> None:
        """Resolve the conflict with "mine" or "theirs" for each table.

        Both texts are kept as versions.
        """
        self.flush_input()
        pending = self._merging.pending
        if pending is None:
            return
        from desktop.story.edit.merge import merge

        mine = self.text
        self._add_version(pending.theirs)
        self._add_version(mine)
        self._merging.clear()
        result = merge(pending.base, mine, pending.theirs)  # the text may have been changed since the question
        self._apply_merge(result.resolve(choices), pending)  # type: ignore[arg-type]
        self.changed.emit()
        self.state_changed.emit()
        self._merge_waiting()

    def _merge_waiting(self) -> None:
        """Merge a text that waited until another one was merged."""
        waiting = self._merging.pop_waiting()
        if waiting is not None:
            self._merge(waiting, ask=True)

    def merge_in(self, base: str, mine: str, name: str) -> None:
        """Merge a text made from an older `base`, as an undo step.

        Where the text has changed since, there is a conflict.
        """
        from desktop.story.edit.merge import merge

        self.flush_input()
        theirs = self.text
        result = merge(base, mine, theirs)
        if result.conflicts:
            self._add_version(theirs)
        self.replace_whole(result.text, name)
        if result.conflicts:
            self._merging.add_conflict(result, PendingMerge(base, theirs, None))

    @property
    def is_saving(self) -> bool:
        """Return whether the text is on its way to the disk."""
        return self._writer.is_saving

    def save(self, timeout_s: float = disk_timeouts.SAVE_S) -> None:
        """Save the text merged with changes of others; raise SaveError.

        It is written in a thread; what takes longer than `timeout_s` goes on there.
        """
        if self.path is None or not self.editable:
            return
        self.flush_input()
        if not self._writer.wants_again():
            self._begin_save()
        self._writer.wait_for_save(timeout_s)

    def _begin_save(self) -> None:
        pending = self._merging.pending  # it was deferred, and may be resolved now
        can_save = pending is None or self._merge(pending, ask=True)
        if can_save and self.path is not None and self._format is not None:
            self._writer.save(self.path, self.text, self._merge_base, self._format)

    def _save_merged(self, found: ChangedOnDisk) -> None:
        """Save the text merged with another program's version."""
        data = found.file_format.data or b""
        if (pending := self._pending_merge(data)) is None:
            self._writer.fail(found)  # it must not be overwritten
            return
        self.file_state.set_bytes(data)
        self._merging.set_conflict(None, pending)
        self._begin_save()

    def _on_saved(self, result: SaveResult) -> None:
        self._format = result.file_format
        self.saved_at = time.time()
        self.file_state.set_bytes(result.file_format.data or b"")
        self._merge_base = result.text
        if self.text == result.text:
            self._history = self.history.mark_saved()
        if self._unsaved_state() is None:
            self.recovery.delete()
        else:
            self.recovery.note_input()  # what was typed meanwhile, or stands in a field, is not in the file
        self.state_changed.emit()

    def save_as(
        self, path: Path, story: Story, take: Callable[[SavedCopy | OSError], object], timeout_s: float
    ) -> None:
        """Save to another file; `take` gets the result later."""
        if self.path is not None and self._format is not None:
            self._writer.save_copy(self.path, path, self.text, story, self._format, take, timeout_s)

    def use_copy(self, copy: SavedCopy, text: str) -> None:
        """Edit a copy of the story, with its own history.

        `text` is that of the document with the copy's names of files.
        """
        self.recovery.delete()
        self.recovery.move(copy.path)
        self.path = copy.path
        self._merging.clear()
        self._apply_merge(text, PendingMerge("", copy.saved_text, copy.file_format), "change")
        self._on_saved(SaveResult(copy.saved_text, copy.file_format))

    def _after_change(self) -> None:
        self.recovery.note_input()
        self._merging.note_change()
        super()._after_change()

    # -- unsaved text --------------------------------------------------------------------------------------------

    def _unsaved_state(self) -> tuple[str, str] | None:
        """Return the unsaved text with pending input, and its base.

        Returns None if nothing is unsaved.
        """
        if self._history is None and not self.file_state.is_lost:
            return None
        pending = PendingInput(self.text)
        self.input_requested.emit(pending)
        return (pending.text, self._merge_base) if self.file_state.is_lost or pending.text != self._merge_base else None

    def recover(self, unsaved: UnsavedText) -> None:
        """Restore the unsaved text of a crash.

        It is merged with what became of the file and of this text since; there may be a conflict.
        """
        if self.text.strip() and unsaved.text != unsaved.base:
            self.merge_in(unsaved.base, unsaved.text, "recover")
        else:  # the file was lost
            self.replace_whole(unsaved.text, "recover")
        self.recovery.store()
        if self.storage_failures.error("recovery") is None:
            self.recovery.discard(unsaved)

    def discard_unsaved(self, unsaved: UnsavedText) -> None:
        """Delete the unsaved text of a crash; it becomes a version."""
        self._add_version(unsaved.text)
        self.recovery.discard(unsaved)

    def discard_changes(self) -> None:
        """Discard all unsaved changes.

        The text of a file that is gone becomes a version.
        """
        self.flush_input()
        if self.file_state.is_lost and self.editable:
            self._add_version(self._merge_base)
            self.file_state.set_bytes(self.file_state.data)  # it was decided: closing does not ask again
        self._merging.reset()
        if self._history is not None and self._text != self._merge_base:
            self._text = self._merge_base
            self._history = self.history.mark_saved()
            self.changed.emit()
            self.state_changed.emit()
        self.recovery.delete()
