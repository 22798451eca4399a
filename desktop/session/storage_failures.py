"""Record failures to store text, versions and the talk."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Signal

StorageKind = Literal["recovery", "versions", "journal"]


class StorageFailures(QObject):
    """Holds the kinds of data that cannot be written, with errors.

    Whoever writes notes each success and each failure; `changed` comes when one begins or ends.
    """

    changed = Signal(str)  # the kind

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errors: dict[StorageKind, OSError] = {}

    def error(self, kind: StorageKind) -> OSError | None:
        """Return why a kind cannot be written, or None if it can."""
        return self._errors.get(kind)

    def note(self, kind: StorageKind, error: OSError | None) -> None:
        """Note the result of an attempt to write."""
        was_failing = kind in self._errors
        if error is not None:
            self._errors[kind] = error
        else:
            self._errors.pop(kind, None)
        if was_failing != (error is not None):
            self.changed.emit(kind)
