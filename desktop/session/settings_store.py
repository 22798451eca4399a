"""Keep the settings in memory; write them in a thread.

A home may lie on a disk that sleeps or on a network.
"""

from __future__ import annotations

import threading
from typing import Final

from desktop.session.background_worker import BackgroundWorker
from desktop.session.settings_file import Update, change_settings, read_settings

_FLUSH_TIMEOUT_S: Final = 1.0


class SettingsStore:
    """The values by key: those of the file, with later changes."""

    def __init__(self) -> None:
        self._values = read_settings()
        self._lock = threading.Lock()
        self._changes: list[tuple[str, int, Update]] = []  # with the number of each change
        self._last_change: dict[str, int] = {}  # the number of each key's last change
        self._worker = BackgroundWorker()

    def value(self, key: str, default: object = None) -> object:
        """Return a key's value, `default` if it has none."""
        return self._values.get(key, default)

    def all_keys(self) -> tuple[str, ...]:
        """Return the keys that have a value."""
        return tuple(self._values)

    def set(self, key: str, value: object) -> None:
        """Set a value; None removes it."""
        self.update(key, lambda _old: value)

    def update(self, key: str, update: Update, update_in_file: Update | None = None) -> None:
        """Change a value here at once, and soon in the file.

        The file may have another value by now, from another window; `update_in_file` may ask the disk.
        """
        self._set_value(key, update(self._values.get(key)))
        number = self._last_change[key] = self._last_change.get(key, 0) + 1
        with self._lock:
            self._changes.append((key, number, update_in_file or update))
        self._worker.submit("settings", self._write, self._on_written)

    def flush(self) -> None:
        """Wait until all changes are written, but not for ever."""
        self._worker.wait(_FLUSH_TIMEOUT_S)

    def _set_value(self, key: str, value: object) -> None:
        if value is None:
            self._values.pop(key, None)
        else:
            self._values[key] = value

    def _write(self) -> dict[str, tuple[int, object]]:
        """Write the changes, in the thread; return numbers and values."""
        with self._lock:
            changes, self._changes = self._changes, []
        try:
            values = change_settings([(key, update) for key, _, update in changes])
        except OSError:  # they are written with the next one
            with self._lock:
                self._changes = changes + self._changes
            return {}
        return {key: (number, value) for (key, number, _), value in zip(changes, values, strict=True)}

    def _on_written(self, written: dict[str, tuple[int, object]]) -> None:
        for key, (number, value) in written.items():
            if number == self._last_change[key]:  # else it was changed since, and that may be in the thread by now
                self._set_value(key, value)
