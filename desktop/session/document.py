"""The document holds a story's text, file and history.

Until somebody edits, it is only the bytes of the file: a story that is only shown pays nothing for this.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.session.debounce import Debounce
from desktop.story.model import KeyPath

if TYPE_CHECKING:
    from desktop.story.edit.edit import Edit
    from desktop.story.edit.history import History
    from desktop.story.edit.merge import MergeResult
    from desktop.story.storage.save import FileFormat
    from desktop.story.storage.versions import VersionStore

_RECOVERY_DELAY_MS = 800


class Document(QObject):
    """The text of a file with its history.

    The session parses it after changes.
    The session parses it after changes.
    """

    flush_requested = Signal()  # a command follows: the editor commits the input that it holds back until typing pauses
    changed = Signal()  # the text
    state_changed = Signal()  # saved or not, and the undo history
    conflicted = Signal()  # the file was changed by another program where it was changed here

    def __init__(self, data_folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self._file_bytes = b""
        self._data_folder = data_folder
        self._text: str | None = None
        self._merge_base = ""  # the common ancestor of a merge
        self._format: FileFormat | None = None
        self._history: History | None = None
        self._versions: VersionStore | None = None
        self.conflict: MergeResult | None = None
        self._conflict_format: FileFormat | None = None
        self._recovery_timer = Debounce(_RECOVERY_DELAY_MS, self._store_unsaved, self)

    # -- state ----------------------------------------------------------------------------------------------------

    @property
    def file_bytes(self) -> bytes:
        """Return the file's bytes as they were last read or written."""
        return self._file_bytes

    @property
    def has_history(self) -> bool:
        """Return whether there is a history.

        The first use of the text creates it.
        """
        return self._history is not None

    def close_undo_step(self) -> None:
        """Begin a new undo step with the next key."""
        if self._history is not None:
            self._history = self._history.with_closed_step()

    def flush_input(self) -> None:
        """Take pending input from the editor.

        Every command calls this before it reads the text: what was typed a moment before becomes a step of its own.
        """
        self.flush_requested.emit()

    @property
    def text(self) -> str:
        """Return the text without pending input, "" if not UTF-8.

        Its lines end with plain line feeds.
        Its lines end with plain line feeds.
        """
        self._ensure_text()
        assert self._text is not None
        return self._text

    @property
    def dirty(self) -> bool:
        """Return whether the text differs from the saved one."""
        return self._history is not None and self._text != self._merge_base

    @property
    def editable(self) -> bool:
        """Return whether the file is a text that can be edited."""
        self._ensure_text()
        return self._format is not None

    @property
    def history(self) -> History:
        """Return the undo history."""
        self._ensure_text()
        assert self._history is not None
        return self._history

    @property
    def versions(self) -> VersionStore:
        """Return the store of saved versions and unsaved text."""
        if self._versions is None:
            from desktop.story.storage.versions import VersionStore

            folder = self._data_folder or Path.home() / ".passeur"
            self._versions = VersionStore(folder / "versions")
        return self._versions

    # -- the file ------------------------------------------------------------------------------------------------------

    def open(self, path: Path, data: bytes) -> None:
        """Switch to another file with its bytes."""
        self._recovery_timer.stop()
        self.path = path
        self._file_bytes = data
        self._text = self._format = self._history = self.conflict = None
        self.state_changed.emit()

    def _ensure_text(self) -> None:
        """Decode the bytes on the first use of the text."""
        if self._history is not None:
            return
        from desktop.story.edit.history import History
        from desktop.story.storage.save import detect_format
        from desktop.story.toml.toml_errors import UnreadableFileError

        self._history = History()
        try:
            self._text, self._format = detect_format(self._file_bytes)
        except UnreadableFileError:
            self._text, self._format = "", None
        self._merge_base = self._text

    def merge_file_bytes(self, data: bytes) -> None:
        """Merge the bytes that another program wrote with own changes, if any."""
        if data == self._file_bytes:
            return
        self.flush_input()
        if self._history is None:
            self._file_bytes = data
            self.changed.emit()
            return
        from desktop.story.storage.save import detect_format
        from desktop.story.toml.toml_errors import UnreadableFileError

        self._file_bytes = data
        try:
            theirs, file_format = detect_format(data)
        except UnreadableFileError:
            self.changed.emit()  # nothing to merge with; saving reports it
            return
        self._merge_from_disk(theirs, file_format)

    def _merge_from_disk(self, theirs: str, file_format: FileFormat) -> None:
        """Merge the bytes of another program, or report the conflict."""
        from desktop.story.edit.edit import diff
        from desktop.story.edit.merge import merge

        self.conflict = self._conflict_format = None
        mine = self.text
        if mine == self._merge_base:
            self._apply_disk_edit(diff(mine, theirs), theirs, file_format)
            self._history = self.history.mark_saved()
        else:
            result = merge(self._merge_base, mine, theirs)
            if result.conflicts:
                self.conflict, self._conflict_format = result, file_format
                self.conflicted.emit()
                return
            self._apply_disk_edit(diff(mine, result.text), theirs, file_format)
        self.changed.emit()
        self.state_changed.emit()

    def _apply_disk_edit(self, edit: Edit, merge_base: str, file_format: FileFormat) -> None:
        """Make a change from the disk an undo step."""
        from dataclasses import replace

        self._history = self.history.with_edit(replace(edit, name="merge"), self.text)
        self._text = edit.apply(self.text)
        self._merge_base, self._format = merge_base, file_format

    def resolve_conflict(self, choices: Mapping[KeyPath, str]) -> None:
        """Resolve the conflict with "mine" or "theirs" for each table."""
        self.flush_input()
        conflict, file_format = self.conflict, self._conflict_format
        if conflict is None or file_format is None:
            return
        from desktop.story.edit.edit import diff

        self.conflict = self._conflict_format = None
        text = conflict.resolve(choices)  # type: ignore[arg-type]
        self._apply_disk_edit(diff(self.text, text), conflict.inputs[2], file_format)
        self.changed.emit()
        self.state_changed.emit()

    def save(self) -> None:
        """Save the text, after merging changes of others; raise SaveError on failure."""
        from desktop.story.storage.save import ChangedOnDisk, detect_format, save_text
        from desktop.story.toml.toml_errors import UnreadableFileError

        if self.path is None or not self.editable:
            return
        self.flush_input()
        assert self._format is not None
        if self.conflict is not None and self._conflict_format is not None:  # it was deferred, and is resolved now
            self._merge_from_disk(self.conflict.inputs[2], self._conflict_format)
            if self.conflict is not None:
                return
        try:
            self._format = save_text(self.path, self.text, previous=self._format)
        except ChangedOnDisk as found:
            try:
                theirs, file_format = detect_format(found.file_format.data or b"")
            except UnreadableFileError:
                raise found from None  # it cannot be merged, and must not be overwritten
            self._file_bytes = found.file_format.data or b""
            self._merge_from_disk(theirs, file_format)
            if self.conflict is not None:
                return
            # The text is merged with the bytes of a moment ago; a write in this moment is a new conflict.
            self._format = save_text(self.path, self.text, previous=found.file_format)
        self._file_bytes = self._format.data or b""
        self._merge_base = self.text
        self._history = self.history.mark_saved()
        self._recovery_timer.stop()
        self.versions.add(self.path, self.text)
        self.versions.delete_unsaved(self.path)
        self.state_changed.emit()

    def save_copy(self, path: Path) -> None:
        """Save the text to another file; raise SaveError on failure.

        A file that is there is replaced.
        """
        from dataclasses import replace

        from desktop.story.storage.save import ChangedOnDisk, save_text

        if not self.editable:
            return
        self.flush_input()
        assert self._format is not None
        try:
            save_text(path, self.text, previous=replace(self._format, data=None))
        except ChangedOnDisk as found:
            save_text(path, self.text, previous=replace(self._format, data=found.file_format.data))

    # -- changes -------------------------------------------------------------------------------------------------------

    def apply_edit(self, edit: Edit) -> None:
        """Apply an edit of `text` as an undo step.

        The caller flushed pending input before it read the text.
        """
        before = self.text
        self._history = self.history.with_edit(edit, before)
        self._text = edit.apply(before)
        if self._text != before:
            self._after_change()

    def replace_text(self, text: str) -> None:
        """Take over the typed text."""
        before = self.text
        if text == before:
            return
        from desktop.story.edit.edit import diff

        change = diff(before, text)
        self._history = self.history.with_typing(
            change.start, before[change.start : change.end], change.replacement, time.monotonic()
        )
        self._text = text
        self._after_change()

    def undo(self) -> None:
        """Undo the last step."""
        self.flush_input()
        self._apply_history_step(*self.history.undo())

    def redo(self) -> None:
        """Redo the last undone step."""
        self.flush_input()
        self._apply_history_step(*self.history.redo())

    def _apply_history_step(self, history: History, edit: Edit | None) -> None:
        self._history = history
        if edit is not None:
            self._text = edit.apply(self.text)
            self._after_change()

    def _after_change(self) -> None:
        self._recovery_timer.start()
        self.changed.emit()
        self.state_changed.emit()

    # -- unsaved text --------------------------------------------------------------------------------------------

    def _store_unsaved(self) -> None:
        if self.path is None:
            return
        if self.dirty:
            self.versions.add_unsaved(self.path, self.text)
        else:
            self.versions.delete_unsaved(self.path)

    def unsaved_text(self) -> str | None:
        """Return a crash's unsaved text, None if it was saved."""
        if self.path is None:
            return None
        stored = self.versions.read_unsaved(self.path)
        return stored[0] if stored is not None and stored[0] != self.text else None

    def recover(self, text: str) -> None:
        """Restore the unsaved text of a crash."""
        self.replace_whole(text, "recover")

    def replace_whole(self, text: str, name: str) -> None:
        """Replace the whole text as an undo step with a title."""
        from dataclasses import replace

        from desktop.story.edit.edit import diff

        self.flush_input()
        self.apply_edit(replace(diff(self.text, text), name=name))

    def delete_unsaved(self) -> None:
        """Delete the stored unsaved text."""
        self._recovery_timer.stop()
        if self.path is not None:
            self.versions.delete_unsaved(self.path)

    def discard_changes(self) -> None:
        """Discard all unsaved changes."""
        self.flush_input()
        if self.dirty:
            self._text = self._merge_base
            self._history = self.history.mark_saved()
            self.changed.emit()
            self.state_changed.emit()
        self.delete_unsaved()
