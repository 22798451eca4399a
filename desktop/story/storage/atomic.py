"""Replace a file as a whole, old content or new.

A program that reads the file never finds half of it. `write_atomically` also survives a power cut and keeps mode,
owner, attributes and links; `replacing` gives a path to code that writes a file by itself.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

_TEMP_SUFFIX: Final = ".passeur-part"
_RETRY_DELAYS: Final = (0.01, 0.03, 0.1, 0.2, 0.3, 0.4) if os.name == "nt" else ()
"""The seconds between attempts on Windows, where a virus scanner may hold the file open for a moment."""


class WriteProtectedError(PermissionError):
    """Reports a write-protected file in a folder that is not."""


@contextlib.contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """Yield a temporary path beside `file`, then move it to `file`.

    It is moved only if no exception was raised. The suffix stays the same, since some writers choose the format by it.
    Raises OSError.
    """
    if file.is_dir():
        raise IsADirectoryError(21, os.strerror(21))
    temp_path = file.with_name(f".{file.stem}.{os.getpid()}.part{file.suffix}")
    try:
        with open(temp_path, "wb"):
            pass
        yield temp_path
        _replace(str(temp_path), str(file))
    finally:
        with contextlib.suppress(OSError):  # the folder may be a file: nothing was written then
            temp_path.unlink()


def write_atomically(
    path: str, data: bytes, verify: Callable[[], None] | None = None, *, follows_link: bool = True
) -> None:
    """Replace the content of a file with `data`, or change nothing.

    `verify` is called just before the replacement. Raises OSError, or what `verify` raises; no temporary file is left
    then. A link stays a link to the file; without `follows_link` it is replaced itself.
    """
    target = os.path.realpath(path) if follows_link else path
    folder, name = os.path.split(target)
    old_status = _stat_or_none(target) if follows_link else None
    if old_status is not None and not (old_status.st_mode & 0o222 and os.access(target, os.W_OK)):
        raise WriteProtectedError(errno.EACCES, os.strerror(errno.EACCES), path)
    remove_stale_temp_files(target)
    # `secrets` takes the same bytes, but loads OpenSSL: 4 ms before the first slide of a talk.
    temp_path = os.path.join(folder, f".{name[:100]}.{os.urandom(4).hex()}{_TEMP_SUFFIX}")
    descriptor = os.open(temp_path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        try:
            _try_lock(descriptor)
            remaining = memoryview(data)
            while remaining:
                remaining = remaining[os.write(descriptor, remaining) :]
            if old_status is not None:
                _copy_attributes(descriptor, temp_path, target, old_status)
            os.fsync(descriptor)
            if os.name == "posix":  # locked to the end, so that no other program removes it as abandoned
                _replace(temp_path, target, verify)
        finally:
            os.close(descriptor)
        if os.name != "posix":
            _replace(temp_path, target, verify)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temp_path)
    _flush_folder(folder)


def remove_stale_temp_files(target: str) -> None:
    """Remove the temporary files of killed programs beside a file.

    Those of running programs stay.
    """
    folder, name = os.path.split(target)
    prefix = f".{name[:100]}."
    try:
        temp_names = [one for one in os.listdir(folder) if one.startswith(prefix) and one.endswith(_TEMP_SUFFIX)]
    except OSError:
        return
    for one in temp_names:
        leftover = os.path.join(folder, one)
        with contextlib.suppress(OSError):
            if _is_abandoned(leftover):
                os.unlink(leftover)


def _replace(temp_path: str, target: str, verify: Callable[[], None] | None = None) -> None:
    if verify is not None:
        verify()  # as late as possible
    for delay in _RETRY_DELAYS:
        try:
            os.replace(temp_path, target)
            return
        except PermissionError:
            time.sleep(delay)
    os.replace(temp_path, target)


def _copy_attributes(descriptor: int, temp_path: str, target: str, old_status: os.stat_result) -> None:
    """Copy mode, owner and attributes of the old file.

    What the system does not allow is left out.
    """
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        os.fchown(descriptor, old_status.st_uid, old_status.st_gid)
    with contextlib.suppress(OSError):
        os.fchmod(descriptor, stat.S_IMODE(old_status.st_mode))
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            for attribute in os.listxattr(target):
                with contextlib.suppress(OSError):
                    os.setxattr(descriptor, attribute, os.getxattr(target, attribute))


def _try_lock(descriptor: int) -> bool:
    """Lock an open file; return False if another program has it."""
    if sys.platform == "win32":
        return True  # an open file cannot be removed there
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def _is_abandoned(leftover: str) -> bool:
    descriptor = os.open(leftover, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    try:
        return _try_lock(descriptor)
    finally:
        os.close(descriptor)


def _flush_folder(folder: str) -> None:
    """Flush a folder, so that a new name survives a power cut."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):  # the file is complete in any case
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _stat_or_none(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
