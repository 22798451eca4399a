"""Keep the settings in memory; write them in a thread.

QSettings locks, reads and writes its file in the event loop, and a home may lie on a disk that sleeps or on a network.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSettings

from desktop.session.background_worker import BackgroundWorker
from desktop.session.settings_guard import is_openable, remove_binary_values

Update = Callable[[object], object]
"""A function of a value (None for none) that returns the new one (None for none)."""

_FLUSH_TIMEOUT_S: Final = 1.0


class SettingsStore:
    """The values by key: those of the file, with later changes."""

    def __init__(self) -> None:
        store = _open_file()
        self._values = {key: value for key in store.allKeys() if (value := _read(store, key)) is not None}
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
        store = _open_file()
        written = {}
        for key, number, update in changes:
            value = update(_read(store, key))
            written[key] = number, value
            if value is None:
                store.remove(key)
            else:
                store.setValue(key, value)
        store.sync()
        return written

    def _on_written(self, written: dict[str, tuple[int, object]]) -> None:
        for key, (number, value) in written.items():
            if number == self._last_change[key]:  # else it was changed since, and that may be in the thread by now
                self._set_value(key, value)


def _open_file() -> QSettings:
    # Qt opens a file before it tells its name. This one is never there, and takes what is set where the other is refused.
    spare = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "passeur", "passeur-spare")
    if not is_openable(Path(spare.fileName()).with_stem("passeur")):
        return spare
    store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "passeur", "passeur")
    if remove_binary_values(Path(store.fileName())):
        store.sync()  # it reads the file again
    return store


def _read(store: QSettings, key: str) -> object:
    """Return a value of the file, None if missing or unreadable."""
    try:
        return store.value(key)
    except RuntimeError:  # "Can't find converter for 'qfloat16'"
        return None
