"""The text of the story as it stands: on disk, in memory, and every change between, with one history for all of them.

Until somebody edits, it is only the bytes of the file: a story that is only shown pays nothing for this.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.story.model import Path as Place

if TYPE_CHECKING:
    from desktop.story.edit.edit import Edit
    from desktop.story.edit.history import History
    from desktop.story.edit.merge import Merge
    from desktop.story.storage.save import FileForm
    from desktop.story.storage.versions import Versions

_RECOVERY_MS = 800


class Document(QObject):
    """One file's text with its history. It knows nothing of stories: the session reads the text when it changed."""

    wanted = Signal()  # what was typed and not told yet (see `typed`): somebody looks at the text, or will change it
    changed = Signal()  # the text
    state_changed = Signal()  # whether it is saved, and what can be undone
    conflicted = Signal()  # the file was changed by another program where it was changed here

    def __init__(self, data_folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self._data = b""
        self._data_folder = data_folder
        self._text: str | None = None
        self._base = ""  # what both sides of a merge came from
        self._form: FileForm | None = None
        self._history: History | None = None
        self._versions: Versions | None = None
        self.conflict: Merge | None = None
        self._conflict_form: FileForm | None = None
        self._settling = False
        self._recovery = QTimer(self)
        self._recovery.setSingleShot(True)
        self._recovery.setInterval(_RECOVERY_MS)
        self._recovery.timeout.connect(self._keep_unsaved)

    # -- what is so ----------------------------------------------------------------------------------------------------

    @property
    def data(self) -> bytes:
        """Return the file's bytes as they were last read or written."""
        return self._data

    @property
    def begun(self) -> bool:
        """Return whether anybody has asked for the text: until then there is no history."""
        return self._history is not None

    def pause(self) -> None:
        """Let what is typed next be a step of its own."""
        if self._history is not None:
            self._history = self._history.paused()

    def settle(self) -> None:
        """Take up what was typed and not told yet: whoever types tells it after a pause, and others come in between."""
        if not self._settling:
            self._settling = True
            try:
                self.wanted.emit()
            finally:
                self._settling = False

    @property
    def text(self) -> str:
        """Return the text as it stands, with plain line feeds; "" for what is not UTF-8."""
        self._begin()
        self.settle()
        assert self._text is not None
        return self._text

    @property
    def dirty(self) -> bool:
        """Return whether there are changes that are not saved."""
        self.settle()
        return self._history is not None and self._text != self._base

    @property
    def editable(self) -> bool:
        """Return whether the file is a text that can be edited."""
        self._begin()
        return self._form is not None

    @property
    def history(self) -> History:
        """Return what was done and what can be redone."""
        self._begin()
        assert self._history is not None
        return self._history

    @property
    def versions(self) -> Versions:
        """Return the versions that were saved, and the text that was not."""
        if self._versions is None:
            from desktop.story.storage.versions import Versions

            folder = self._data_folder or Path.home() / ".passeur"
            self._versions = Versions(folder / "versions")
        return self._versions

    # -- the file ------------------------------------------------------------------------------------------------------

    def open(self, path: Path, data: bytes) -> None:
        """Take up another file, with the bytes that are in it."""
        self._recovery.stop()
        self.path = path
        self._data = data
        self._text = self._form = self._history = self.conflict = None
        self.state_changed.emit()

    def _begin(self) -> None:
        """Make a text of the bytes, once somebody asks for it."""
        if self._history is not None:
            return
        from desktop.story.edit.history import History
        from desktop.story.storage.save import form_of
        from desktop.story.toml.read import Unreadable

        self._history = History()
        try:
            self._text, self._form = form_of(self._data)
        except Unreadable:
            self._text, self._form = "", None
        self._base = self._text

    def disk_changed(self, data: bytes) -> None:
        """Take what another program wrote: as it is where nothing was changed here, else merged with what was."""
        if data == self._data:
            return
        self.settle()
        if self._history is None:
            self._data = data
            self.changed.emit()
            return
        from desktop.story.storage.save import form_of
        from desktop.story.toml.read import Unreadable

        self._data = data
        try:
            theirs, form = form_of(data)
        except Unreadable:
            self.changed.emit()  # nothing to merge with; saving will say so
            return
        self._merge(theirs, form)

    def _merge(self, theirs: str, form: FileForm) -> None:
        """Take what another program wrote together with what was changed here, or say that both changed the same."""
        from desktop.story.edit.edit import difference
        from desktop.story.edit.merge import merge

        self.conflict = self._conflict_form = None
        mine = self.text
        if mine == self._base:
            self._take(difference(mine, theirs), theirs, form)
            self._history = self.history.mark_saved()
        else:
            found = merge(self._base, mine, theirs)
            if found.conflicts:
                self.conflict, self._conflict_form = found, form
                self.conflicted.emit()
                return
            self._take(difference(mine, found.text), theirs, form)
        self.changed.emit()
        self.state_changed.emit()

    def _take(self, edit: Edit, base: str, form: FileForm) -> None:
        """Make a change that came from the disk: a step of the history like any other."""
        from dataclasses import replace

        self._history = self.history.edited(replace(edit, name="merge"), self.text)
        self._text = edit.apply(self.text)
        self._base, self._form = base, form

    def resolve(self, choices: Mapping[Place, str]) -> None:
        """Settle a conflict: by table, "mine" or "theirs"."""
        found, form = self.conflict, self._conflict_form
        if found is None or form is None:
            return
        from desktop.story.edit.edit import difference

        self.conflict = self._conflict_form = None
        text = found.resolve(choices)  # type: ignore[arg-type]
        self._take(difference(self.text, text), found.sides[2], form)
        self.changed.emit()
        self.state_changed.emit()

    def save(self) -> None:
        """Write the text to its file; SaveError says why it could not be. What others wrote meanwhile is merged first."""
        from desktop.story.storage.save import ChangedOnDisk, form_of, save
        from desktop.story.toml.read import Unreadable

        if self.path is None or not self.editable:
            return
        assert self._form is not None
        if self.conflict is not None and self._conflict_form is not None:  # it was to be decided later: now
            self._merge(self.conflict.sides[2], self._conflict_form)
            if self.conflict is not None:
                return
        try:
            self._form = save(self.path, self.text, like=self._form)
        except ChangedOnDisk as found:
            try:
                theirs, form = form_of(found.form.data or b"")
            except Unreadable:
                raise found from None  # it cannot be merged, and it is not ours to overwrite
            self._data = found.form.data or b""
            self._merge(theirs, form)
            if self.conflict is not None:
                return
            # Merged with what was there a moment ago: whoever writes again in that moment is told so.
            self._form = save(self.path, self.text, like=found.form)
        self._data = self._form.data or b""
        self._base = self.text
        self._history = self.history.mark_saved()
        self._recovery.stop()
        self.versions.keep(self.path, self.text)
        self.versions.forget_unsaved(self.path)
        self.state_changed.emit()

    def save_copy(self, path: Path) -> None:
        """Write the text to another file, in the place of what is there; SaveError says why it could not be."""
        from dataclasses import replace

        from desktop.story.storage.save import ChangedOnDisk, save

        if not self.editable:
            return
        assert self._form is not None
        try:
            save(path, self.text, like=replace(self._form, data=None))
        except ChangedOnDisk as found:
            save(path, self.text, like=replace(self._form, data=found.form.data))

    # -- changes -------------------------------------------------------------------------------------------------------

    def edit(self, edit: Edit) -> None:
        """Make a visual edit of `text`, a step of its own."""
        before = self.text
        self._history = self.history.edited(edit, before)
        self._text = edit.apply(before)
        if self._text != before:
            self._stirred()

    def typed(self, text: str) -> None:
        """Take the text as it was typed."""
        before = self.text
        if text == before:
            return
        from desktop.story.edit.edit import difference

        change = difference(before, text)
        self._history = self.history.typed(
            change.start, before[change.start : change.end], change.replacement, time.monotonic()
        )
        self._text = text
        self._stirred()

    def undo(self) -> None:
        """Take the last step back."""
        self.settle()
        self._step(*self.history.undo())

    def redo(self) -> None:
        """Do again what was taken back."""
        self.settle()
        self._step(*self.history.redo())

    def _step(self, history: History, edit: Edit | None) -> None:
        self._history = history
        if edit is not None:
            self._text = edit.apply(self.text)
            self._stirred()

    def _stirred(self) -> None:
        self._recovery.start()
        self.changed.emit()
        self.state_changed.emit()

    # -- what was not saved --------------------------------------------------------------------------------------------

    def _keep_unsaved(self) -> None:
        if self.path is None:
            return
        if self.dirty:
            self.versions.keep_unsaved(self.path, self.text)
        else:
            self.versions.forget_unsaved(self.path)

    def unsaved(self) -> str | None:
        """Return the text that was being typed when the program died, None where there is none or it is in the file."""
        if self.path is None:
            return None
        found = self.versions.unsaved(self.path)
        return found[0] if found is not None and found[0] != self.text else None

    def recover(self, text: str) -> None:
        """Take up the text that was being typed: a step of its own."""
        from dataclasses import replace

        from desktop.story.edit.edit import difference

        self.edit(replace(difference(self.text, text), name="recover"))

    def forget_unsaved(self) -> None:
        """Let go of what was kept of a text that was not saved."""
        self._recovery.stop()
        if self.path is not None:
            self.versions.forget_unsaved(self.path)

    def drop(self) -> None:
        """Let go of all changes that are not saved."""
        if self.dirty:
            self._text = self._base
            self._history = self.history.mark_saved()
            self.changed.emit()
            self.state_changed.emit()
        self.forget_unsaved()
