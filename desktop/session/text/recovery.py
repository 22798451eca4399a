"""The recovery copy keeps unsaved text on disk.

It is written at most a second after a key, in a thread: a disk that is slow, or asleep, holds no key.
A window locks the file beside its copy for as long as it runs; only a copy whose lock is free was left by a program that
ended, and is offered.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLockFile, QObject, QTimer

from desktop.session import disk_timeouts
from desktop.session.background_worker import BackgroundWorker

if TYPE_CHECKING:
    from desktop.session.storage_failures import StorageFailures
    from desktop.story.storage.unsaved import UnsavedStore, UnsavedText

STORE_AFTER_MS: Final = 1000
"""How long after the first key the copy is written; the keys after it do not put that off."""

_LOCK_FAILED: Final = QLockFile.LockError.LockFailedError
"""Asked for here: a thread must make no class of Qt."""


class PendingInput:
    """The text with all pending input; widgets add theirs."""

    def __init__(self, text: str) -> None:
        self.text = text


class Recovery(QObject):
    """Keeps the unsaved text of one window on disk.

    `current_state` returns the unsaved text and the file's text that it came from, or None if all is saved.
    """

    def __init__(
        self,
        folder: Path,
        current_state: Callable[[], tuple[str, str] | None],
        failures: StorageFailures,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._current_state = current_state
        self._failures = failures
        self._worker = BackgroundWorker(self)
        self._copy: _Copy | None = None
        self._stored: tuple[str, str] | None = None  # or on its way to the disk
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STORE_AFTER_MS)
        self._timer.timeout.connect(self._submit)

    @cached_property
    def _store(self) -> UnsavedStore:
        from desktop.story.storage.unsaved import UnsavedStore  # not imported before the first slide

        return UnsavedStore(self._folder)

    def note_input(self) -> None:
        """Store the text soon, however fast the typing goes on."""
        if not self._timer.isActive():
            self._timer.start()

    def store(self) -> None:
        """Write the copy now, or delete it if all is saved.

        The program may end after this: it waits for the disk, though not for ever.
        """
        self._submit()
        self._worker.wait(disk_timeouts.END_S)

    def _submit(self) -> None:
        self._timer.stop()
        if self._copy is None:
            return
        state = self._current_state()
        if state is None:
            self.delete()
        elif state != self._stored:
            self._stored = state
            self._worker.submit(f"copy {id(self._copy)}", partial(self._copy.write, *state), self._on_written)

    def _on_written(self, error: OSError | None) -> None:
        if error is not None:
            self._stored = None  # the next attempt is about the same text
        self._failures.note("recovery", error)

    def delete(self) -> None:
        """Delete the copy of a text that is saved or discarded."""
        self._timer.stop()
        self._stored = None
        if self._copy is not None:
            self._worker.submit(f"copy {id(self._copy)}", self._copy.delete)

    def move(self, path: Path | None) -> None:
        """Change to another story; an existing copy stays for another window."""
        self._timer.stop()
        if self._copy is not None:
            self._worker.submit(f"release {id(self._copy)}", self._copy.release_all)
            self._worker.wait(disk_timeouts.LOOK_S)
        self._stored = None
        self._copy = _Copy(lambda: self._store, path) if path is not None else None

    # -- what a program left that ended ----------------------------------------------------------------------------

    def claim(self, current_text: str, deliver: Callable[[UnsavedText | None], object]) -> None:
        """Lock the newest abandoned text and deliver it, None for none.

        A text that is the current one is deleted. Most disks answer at once; from one that does not, the text comes
        later, unless another story is opened meanwhile.
        """
        if (copy := self._copy) is None:
            return

        def deliver_here(unsaved: UnsavedText | None) -> None:
            if copy is self._copy:
                deliver(unsaved)

        self._worker.submit("claim", partial(copy.claim, current_text), deliver_here)
        self._worker.wait(disk_timeouts.ACTION_S)

    def discard(self, unsaved: UnsavedText) -> None:
        """Delete a claimed text."""
        if self._copy is not None:
            self._worker.submit(f"discard {unsaved.file}", partial(self._copy.discard, unsaved.file))
            self._worker.wait(disk_timeouts.LOOK_S)


class _Copy:
    """The copy of one window's text, and what others left.

    Its methods are called in a thread. `find_store` is called when there is something to write.
    """

    def __init__(self, find_store: Callable[[], UnsavedStore], path: Path) -> None:
        self._find_store = find_store
        self.path = path
        self.file: Path | None = None
        self._lock: QLockFile | None = None
        self._claimed: dict[Path, QLockFile] = {}
        self._discarded: set[Path] = set()

    def write(self, text: str, base: str) -> OSError | None:
        """Write the text; return the error of the disk."""
        store, is_first = self._find_store(), self.file is None
        try:
            if self.file is None:
                file = store.new_file(self.path)
                file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._lock = _lock_beside(file)
                self._lock.tryLock(0)  # a disk that takes no lock will hardly take the text; that is told
                self.file = file
            store.write(self.file, self.path, text, base)
        except OSError as error:
            return error
        except ValueError as error:
            return OSError(str(error))
        if is_first:
            store.prune(_is_abandoned)
        return None

    def delete(self) -> None:
        """Delete the file, and release it."""
        if self.file is not None:
            self._find_store().delete(self.file)
        self.release()

    def release(self) -> None:
        """Release the file for the next window that opens the story."""
        if self._lock is not None:
            self._lock.unlock()
        self.file = self._lock = None

    def claim(self, current_text: str) -> UnsavedText | None:
        """Lock and return the newest abandoned text, None for none."""
        store = self._find_store()
        for file in store.files(self.path):
            if file == self.file or file in self._discarded:
                continue
            lock = self._claimed.get(file) or _lock_beside(file)
            is_locked = lock.isLocked() or lock.tryLock(0)
            if not is_locked and lock.error() == _LOCK_FAILED:
                continue  # its window is alive
            self._claimed[file] = lock
            unsaved = store.read(file)
            if unsaved is not None and unsaved.text != current_text:
                return unsaved
            if unsaved is not None:
                self.discard(file)
        return None

    def discard(self, file: Path) -> None:
        """Delete an abandoned text, and release it."""
        self._discarded.add(file)  # it is not offered again where it cannot be deleted
        lock = self._claimed.pop(file, None)
        self._find_store().delete(file)
        if lock is not None:
            lock.unlock()

    def release_all(self) -> None:
        """Release the file, and what was claimed, for other windows."""
        self.release()
        for lock in self._claimed.values():
            lock.unlock()
        self._claimed.clear()


def _is_abandoned(file: Path) -> bool:
    """Return whether no window runs that holds a copy."""
    lock = _lock_beside(file)
    is_free = lock.tryLock(0)
    lock.unlock()
    return is_free


def _lock_beside(file: Path) -> QLockFile:
    lock = QLockFile(str(file.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # only the lock of a dead process is stale
    return lock
