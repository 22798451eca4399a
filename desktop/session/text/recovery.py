"""The recovery copy keeps unsaved text on disk.

It is written at most a second after a key.
A window locks the file beside its copy for as long as it runs; only a copy whose lock is free was left by a program that
ended, and is offered.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

if TYPE_CHECKING:
    from desktop.story.storage.unsaved import UnsavedStore, UnsavedText

STORE_AFTER_MS: Final = 1000
"""How long after the first key the copy is written; the keys after it do not put that off."""


class PendingInput:
    """The text with all pending input; widgets add theirs."""

    def __init__(self, text: str) -> None:
        self.text = text


class Recovery(QObject):
    """Keeps the unsaved text of one window on disk.

    `current_state` returns the unsaved text and the file's text that it came from, or None if all is saved.
    """

    failed = Signal(object)  # the OSError; once, until a copy can be written again

    def __init__(
        self, folder: Path, current_state: Callable[[], tuple[str, str] | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._current_state = current_state
        self._path: Path | None = None
        self._file: Path | None = None
        self._lock: QLockFile | None = None
        self._stored: tuple[str, str] | None = None
        self._claimed: dict[Path, QLockFile] = {}
        self._failing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STORE_AFTER_MS)
        self._timer.timeout.connect(self.store)

    @cached_property
    def _store(self) -> UnsavedStore:
        from desktop.story.storage.unsaved import UnsavedStore  # not imported before the first slide

        return UnsavedStore(self._folder)

    def note_input(self) -> None:
        """Store the text soon, however fast the typing goes on."""
        if not self._timer.isActive():
            self._timer.start()

    def store(self) -> None:
        """Write the copy now, or delete it if all is saved."""
        self._timer.stop()
        if self._path is None:
            return
        state = self._current_state()
        if state is None:
            self.delete()
        elif state != self._stored or self._file is None:
            try:
                self._write(self._path, *state)
            except (OSError, ValueError) as error:
                if not self._failing:
                    self._failing = True
                    self.failed.emit(error if isinstance(error, OSError) else OSError(str(error)))
            else:
                self._stored, self._failing = state, False

    def _write(self, path: Path, text: str, base: str) -> None:
        if self._file is None:
            file = self._store.new_file(path)
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = _lock_beside(file)
            self._lock.tryLock(0)  # a disk that takes no lock will hardly take the text; that is told
            self._file = file
        self._store.write(self._file, path, text, base)

    def delete(self) -> None:
        """Delete the copy of a text that is saved or discarded."""
        self._timer.stop()
        if self._file is not None:
            self._store.delete(self._file)
        self._forget()

    def move(self, path: Path | None) -> None:
        """Change to another story; an existing copy stays for another window."""
        self._timer.stop()
        self._forget()
        for lock in self._claimed.values():
            lock.unlock()
        self._claimed.clear()
        self._path = path

    def _forget(self) -> None:
        if self._lock is not None:
            self._lock.unlock()
        self._file = self._lock = self._stored = None

    # -- what a program left that ended ----------------------------------------------------------------------------

    def claim(self, current_text: str) -> UnsavedText | None:
        """Lock and return the newest abandoned text, None for none.

        A text that is the current one is deleted.
        """
        for file in self._store.files(self._path) if self._path is not None else ():
            if file == self._file:
                continue
            lock = self._claimed.get(file) or _lock_beside(file)
            is_locked = lock.isLocked() or lock.tryLock(0)
            if not is_locked and lock.error() == QLockFile.LockError.LockFailedError:
                continue  # its window is alive
            self._claimed[file] = lock
            unsaved = self._store.read(file)
            if unsaved is not None and unsaved.text != current_text:
                return unsaved
            if unsaved is not None:
                self.discard(unsaved)
        return None

    def discard(self, unsaved: UnsavedText) -> None:
        """Delete a claimed text."""
        self._store.delete(unsaved.file)
        lock = self._claimed.pop(unsaved.file, None)
        if lock is not None:
            lock.unlock()


def _lock_beside(file: Path) -> QLockFile:
    lock = QLockFile(str(file.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # only the lock of a dead process is stale
    return lock
