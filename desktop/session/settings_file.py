"""Read and write the file of the settings.

Qt never opens it by its name: it reads and writes a private copy. The file's bytes come from the guarded reader, and a new
content replaces the old one as a whole.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile, QSettings, QTemporaryDir

from desktop.session.settings_guard import without_binary_values
from desktop.story.storage.atomic import write_atomically
from desktop.story.storage.guarded_read import MAX_KEPT_BYTES, RefusedFileError, read_file

Update = Callable[[object], object]
"""A function of a value (None for none) that returns the new one (None for none)."""

_FORMAT: Final = QSettings.Format.IniFormat
_LOCK_TIMEOUT_S: Final = 5.0
_LOCK_PAUSE_S: Final = 0.01


def settings_path() -> Path:
    """Return the path of the settings file."""
    return _folder(QSettings.Scope.UserScope) / "passeur" / "passeur.ini"


def read_settings() -> dict[str, object]:
    """Return the values by key, those of a system's administrator too."""
    folders, own_path = (_folder(QSettings.Scope.SystemScope), _folder(QSettings.Scope.UserScope)), settings_path()
    values: dict[str, object] = {}
    for path in (folder / name for folder in folders for name in ("passeur.ini", "passeur/passeur.ini")):
        with contextlib.suppress(OSError):  # there are none, or none that can be read
            data = _read_or_set_aside(path) if path == own_path else read_file(path, max_bytes=MAX_KEPT_BYTES)
            values |= _values_in(data)
    return values


def change_settings(changes: Sequence[tuple[str, Update]]) -> list[object]:
    """Change values in the file; return the new ones.

    Between reading and writing no other window changes the file. Raises OSError.
    """
    path = settings_path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _locked(path):
        old = _read_or_set_aside(path)
        data = without_binary_values(old)
        if data != old:
            write_atomically(f"{path}.damaged", old)
        with _private_copy(data) as copy:
            store = QSettings(str(copy), _FORMAT)
            values = [_change(store, key, update) for key, update in changes]
            store.sync()
            if store.status() != QSettings.Status.NoError:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            new = read_file(copy, max_bytes=MAX_KEPT_BYTES)
        if new != old:
            with contextlib.suppress(FileExistsError):  # a new file is for its owner alone
                os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            write_atomically(str(path), new)
    return values


def _folder(scope: QSettings.Scope) -> Path:
    # Qt opens a file before it tells its name: it gets one that nobody else knows.
    return Path(QSettings(_FORMAT, scope, f"passeur-{os.urandom(8).hex()}").fileName()).parent


def _read_or_set_aside(path: Path) -> bytes:
    """Return the bytes of the file, b"" for none.

    A pipe or a huge file is set aside, with ".damaged" at its name's end. Raises OSError.
    """
    try:
        return read_file(path, max_bytes=MAX_KEPT_BYTES)
    except RefusedFileError as error:
        if error.refusal in ("special", "large"):
            os.replace(path, f"{path}.damaged")
        elif error.refusal != "missing":
            raise
    return b""


def _values_in(data: bytes) -> Mapping[str, object]:
    if not data:
        return {}
    with _private_copy(without_binary_values(data)) as copy:
        store = QSettings(str(copy), _FORMAT)
        return {key: value for key in store.allKeys() if (value := _read(store, key)) is not None}


def _change(store: QSettings, key: str, update: Update) -> object:
    value = update(_read(store, key))
    if value is None:
        store.remove(key)
    else:
        store.setValue(key, value)
    return value


def _read(store: QSettings, key: str) -> object:
    """Return a value of the file, None if missing or unreadable."""
    try:
        return store.value(key)
    except RuntimeError:  # "Can't find converter for 'qfloat16'"
        return None


@contextlib.contextmanager
def _private_copy(data: bytes) -> Iterator[Path]:
    """Yield a file with the data, which only its owner reads."""
    folder = QTemporaryDir()
    if not folder.isValid():
        raise OSError(folder.errorString())
    try:
        copy = Path(folder.path()) / "passeur.ini"
        copy.write_bytes(data)
        yield copy
    finally:
        folder.remove()


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Keep other windows from the file, those of older versions too."""
    name = Path(f"{path}.lock")
    if name.exists() and not name.is_file():
        os.replace(name, f"{name}.damaged")
    lock = QLockFile(str(name))
    deadline = time.monotonic() + _LOCK_TIMEOUT_S
    while not lock.tryLock(0):  # with a time-out Qt looks ever more seldom
        if time.monotonic() > deadline:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        time.sleep(_LOCK_PAUSE_S)
    try:
        yield
    finally:
        lock.unlock()
