"""Write a story's file and its versions in a thread.

A disk that is slow, or asleep, holds no key: what is typed meanwhile belongs to the next save.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.fast_dataclass import dataclass
from desktop.session import disk_timeouts
from desktop.session.background_worker import BackgroundWorker

if TYPE_CHECKING:
    from desktop.session.storage_failures import StorageFailures
    from desktop.session.text.saved_copy import SavedCopy
    from desktop.story.model import Story
    from desktop.story.storage.save import FileFormat, SaveError
    from desktop.story.storage.versions import VersionStore


@dataclass(frozen=True, slots=True)
class SaveResult:
    """Holds the saved text, and the format for the next save."""

    text: str
    file_format: FileFormat


class StoryWriter(QObject):
    """Writes a text with its versions, one after the other.

    Versions that cannot be kept are noted in `failures`, and nothing else fails for them.
    """

    saved = Signal(object)  # a SaveResult
    changed_on_disk = Signal(object)  # the ChangedOnDisk of a save, once: that of the text merged with it fails
    failed = Signal(object)  # the SaveError of a save that nobody waits for any more
    requested_again = Signal()  # a save was asked for while the one before was under way

    def __init__(self, folder: Path, failures: StorageFailures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._failures = failures
        self._worker = BackgroundWorker(self)
        self._number = 0
        self._saving: int | None = None
        self._is_waited_for = self._is_again = self._has_merged = False
        self._error: SaveError | None = None

    @cached_property
    def _store(self) -> VersionStore:
        from desktop.story.storage.versions import VersionStore  # not imported before the first slide

        return VersionStore(self._folder)

    @property
    def versions(self) -> VersionStore:
        """Return the saved versions, with those of a moment ago."""
        self._worker.wait(disk_timeouts.LOOK_S)
        return self._store

    @property
    def is_saving(self) -> bool:
        """Return whether a text is on its way to the disk."""
        return self._saving is not None

    def add_version(self, path: Path, text: str) -> None:
        """Store a text as a version."""
        self._number += 1
        self._worker.submit(f"version {self._number}", partial(_add_version, self._store, path, text), self._note)

    def save(self, path: Path, text: str, base: str, file_format: FileFormat) -> None:
        """Save a text; `base` was in the file, and becomes a version."""
        self._number += 1
        self._saving = number = self._number
        self._worker.submit(
            f"save {number}",
            partial(_save, self._store, path, text, base, file_format),
            partial(self._on_saved, number),
        )

    def wants_again(self) -> bool:
        """Ask for another save after the one under way, if any."""
        self._is_again = self.is_saving
        return self._is_again

    def wait_for_save(self, timeout_s: float) -> None:
        """Wait for the save; raise the SaveError that it has by then."""
        self._is_waited_for, self._error = True, None
        self._worker.wait(timeout_s)
        self._is_waited_for = False
        error, self._error = self._error, None
        if error is not None:
            raise error

    def save_copy(
        self,
        path: Path,
        new_path: Path,
        text: str,
        story: Story,
        file_format: FileFormat,
        report: Callable[[SavedCopy | OSError], object],
        timeout_s: float,
    ) -> None:
        """Save a story elsewhere; a slow disk is waited for no longer.

        The text, and what was in the file before, become versions.
        """
        from desktop.session.text.saved_copy import SavedCopy, save_copy

        def keep_and_report(copy: SavedCopy | OSError) -> None:
            if isinstance(copy, SavedCopy):
                for version in filter(None, (copy.replaced, copy.saved_text)):
                    self.add_version(new_path, version)
            report(copy)

        self._worker.submit(
            "copy", partial(save_copy, path.parent, new_path, text, story, file_format), keep_and_report
        )
        self._worker.wait(timeout_s)

    def finish(self) -> None:
        """Wait a while, then drop the remaining saves."""
        if not self._worker.wait(disk_timeouts.END_S):
            self._worker.shut_down(0)
        self._saving, self._is_again = None, False

    def fail(self, error: SaveError) -> None:
        """Report the error to the waiting caller, or to all."""
        self._has_merged = False
        if self._is_waited_for:
            self._error = error
        else:
            self.failed.emit(error)

    def _on_saved(self, number: int, result: tuple[SaveResult | SaveError, OSError | None]) -> None:
        from desktop.story.storage.save import ChangedOnDisk

        if number != self._saving:
            return
        self._saving = None
        outcome, version_error = result
        self._note(version_error)
        if isinstance(outcome, SaveResult):
            self._has_merged = False
            self.saved.emit(outcome)
        elif isinstance(outcome, ChangedOnDisk) and not self._has_merged:
            self._has_merged = True
            self.changed_on_disk.emit(outcome)
        else:
            self.fail(outcome)
        if self._is_again and not self.is_saving:
            self._is_again = False
            self.requested_again.emit()

    def _note(self, error: OSError | None) -> None:
        self._failures.note("versions", error)


def _save(
    versions: VersionStore, path: Path, text: str, base: str, file_format: FileFormat
) -> tuple[SaveResult | SaveError, OSError | None]:
    """Save a text and its versions; return the result."""
    from desktop.story.storage.os_reasons import OsReason
    from desktop.story.storage.save import SaveError, save_text

    version_error = _add_version(versions, path, base)
    try:
        saved_format = save_text(path, text, previous=file_format)
    except SaveError as error:
        return error, version_error
    except Exception as error:
        import logging  # imported only after an error

        logging.getLogger(__name__).exception("save")
        return SaveError("other", str(path), OsReason.of(error)), version_error
    return SaveResult(text, saved_format), _add_version(versions, path, text) or version_error


def _add_version(versions: VersionStore, path: Path, text: str) -> OSError | None:
    """Store a text as a version; return the error of the disk."""
    try:
        versions.add(path, text)
    except OSError as error:
        return error
    except ValueError as error:
        return OSError(str(error))
    return None
