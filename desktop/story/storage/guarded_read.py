"""Open and read regular files, with limits of size and time.

A file may have to lie in a given folder. The checks are made on the opened file, never on its name: between a check of
a name and the opening of it, another program can put a link, a device or a pipe in its place.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from os import PathLike, fspath
from typing import BinaryIO, Final, Literal

from desktop.story.storage.os_reasons import OsReason
from desktop.story.toml.toml_errors import UnreadableFileError

MAX_STORY_BYTES: Final = 50_000_000
"""The limit for the size of a story's file."""

MAX_PICTURE_BYTES: Final = 256_000_000
"""The limit for the size of a picture's file."""

MAX_KEPT_BYTES: Final = 1_000_000
"""The limit for the size of a file that the program itself writes, such as the journal of a talk."""

MAX_READ_SECONDS: Final = 20.0
"""The limit for the time that reading a file takes."""

Refusal = Literal["missing", "folder", "special", "outside", "large", "slow", "unreadable"]

_CHUNK_BYTES: Final = 1 << 20
_OPEN_ATTEMPTS: Final = 3  # a name that another program replaces at the same moment is resolved again

# O_NONBLOCK: opening a pipe without a writer must not block. O_NOCTTY: a terminal must not become the controlling one.
_READ_FLAGS: Final = (
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
)
_NO_FOLLOW: Final = getattr(os, "O_NOFOLLOW", 0)
_FOLDER_FLAGS: Final = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0) | _NO_FOLLOW
_WALKS_BY_DESCRIPTOR: Final = os.open in os.supports_dir_fd and os.stat in os.supports_dir_fd and bool(_NO_FOLLOW)


class RefusedFileError(OSError):
    """Reports a file that is not read.

    `refusal` says why, `size` how large it is in bytes; `errno` is set where the system refused it.
    """

    def __init__(self, refusal: Refusal, reason: str, *, size: int = 0, number: int | None = None) -> None:
        super().__init__(reason)
        self.errno = number
        self.refusal = refusal
        self.reason = reason
        self.size = size


def open_file(path: str | PathLike[str], *, folder: str | PathLike[str] = "", max_bytes: int | None = None) -> BinaryIO:
    """Open a regular file for reading.

    With `folder`, the file must lie in it. Raises RefusedFileError.
    """
    name = fspath(path)
    try:
        descriptor = _open_inside(name, fspath(folder)) if fspath(folder) else _open_regular(name)
    except RefusedFileError:
        raise
    except (FileNotFoundError, NotADirectoryError) as error:
        raise RefusedFileError("missing", error.strerror or str(error)) from None
    except IsADirectoryError as error:
        raise RefusedFileError("folder", error.strerror or str(error)) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise RefusedFileError("unreadable", reason, number=getattr(error, "errno", None)) from None
    try:
        size = os.fstat(descriptor).st_size
        if max_bytes is not None and size > max_bytes:
            raise RefusedFileError("large", os.strerror(errno.EFBIG), size=size)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def read_file(path: str | PathLike[str], *, folder: str | PathLike[str] = "", max_bytes: int) -> bytes:
    """Return the bytes of a regular file.

    With `folder`, the file must lie in it. Raises RefusedFileError, also where reading takes more than 20 s.
    """
    deadline = time.monotonic() + MAX_READ_SECONDS
    chunks: list[bytes] = []
    size = 0
    with open_file(path, folder=folder, max_bytes=max_bytes) as file:
        try:
            while chunk := os.read(file.fileno(), _CHUNK_BYTES):
                chunks.append(chunk)
                size += len(chunk)
                if size > max_bytes:  # the file grows while it is read, or its size was reported as 0
                    raise RefusedFileError("large", os.strerror(errno.EFBIG), size=size)
                if time.monotonic() > deadline:
                    raise RefusedFileError("slow", os.strerror(errno.ETIMEDOUT), size=size)
        except RefusedFileError:
            raise
        except OSError as error:
            raise RefusedFileError("unreadable", error.strerror or str(error), number=error.errno) from None
    return b"".join(chunks)


def read_story_bytes(path: str | PathLike[str]) -> tuple[bytes, str]:
    """Return the bytes and the folder of a story's file.

    The folder is that of the name given, not that of a link's target. Raises UnreadableFileError.
    """
    name = fspath(path)
    try:
        return read_file(name, max_bytes=MAX_STORY_BYTES), os.path.dirname(os.path.abspath(name))
    except RefusedFileError as error:
        if error.refusal == "large":
            raise UnreadableFileError("file.large", {"size": round(error.size / 1e6)}) from None
        if error.refusal in ("missing", "folder", "special"):
            raise UnreadableFileError(f"file.{error.refusal}") from None
        raise UnreadableFileError("file.unreadable", {"reason": OsReason.of(error)}) from None


def is_regular_file(path: str | PathLike[str]) -> bool:
    """Return whether a readable name belongs to a regular file."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def _open_regular(name: str, folder_descriptor: int | None = None) -> int:
    """Return a descriptor of a regular file.

    The file is checked before it is opened and again after.
    """
    inside = folder_descriptor is not None
    # Opening a device can act on it (a tape rewinds), so the first check comes before.
    _require_regular(os.stat(name, dir_fd=folder_descriptor, follow_symlinks=not inside))
    descriptor = os.open(name, _READ_FLAGS | (_NO_FOLLOW if inside else 0), dir_fd=folder_descriptor)
    try:
        _require_regular(os.fstat(descriptor))
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _require_regular(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise RefusedFileError("folder", os.strerror(errno.EISDIR))
    if stat.S_ISLNK(status.st_mode):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if not stat.S_ISREG(status.st_mode):
        raise RefusedFileError("special", os.strerror(errno.ENODEV))


def _open_inside(name: str, folder: str) -> int:
    """Return a descriptor of a file below `folder`.

    For a link, the place of its target counts.
    """
    for attempt in range(_OPEN_ATTEMPTS):
        root = os.path.realpath(folder, strict=True)
        target = os.path.realpath(name, strict=True)
        prefix = root if root.endswith(os.sep) else root + os.sep
        if not target.startswith(prefix):
            raise RefusedFileError("outside", os.strerror(errno.EACCES))
        try:
            if _WALKS_BY_DESCRIPTOR:
                return _walk(root, target.removeprefix(prefix).split(os.sep))
            return _open_and_compare(name, target)
        except OSError as error:
            # A part of the name became a link after it was resolved: resolve it again, never follow the link.
            if isinstance(error, RefusedFileError) or error.errno not in (errno.ELOOP, errno.ENOTDIR):
                raise
            if attempt == _OPEN_ATTEMPTS - 1:
                break
    raise RefusedFileError("outside", os.strerror(errno.ELOOP))


def _walk(root: str, parts: list[str]) -> int:
    """Return a descriptor of a file, opened folder by folder.

    No link is followed on the way from `root`.
    """
    folder_descriptor = os.open(root, _FOLDER_FLAGS)
    try:
        for part in parts[:-1]:
            next_descriptor = os.open(part, _FOLDER_FLAGS, dir_fd=folder_descriptor)
            os.close(folder_descriptor)
            folder_descriptor = next_descriptor
        return _open_regular(parts[-1], folder_descriptor)
    finally:
        os.close(folder_descriptor)


def _open_and_compare(name: str, target: str) -> int:
    """Return a descriptor of `target` if `name` still refers to it.

    This is for systems that cannot open folders by descriptor.
    """
    descriptor = _open_regular(target)
    try:
        status = os.fstat(descriptor)
        if os.path.realpath(name, strict=True) != target or not os.path.samestat(status, os.stat(target)):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor
