"""The one reader of files: regular files alone, in their folder, bounded in bytes and in seconds.

What is judged is the file that was opened, never its name: between a look at a name and the opening of it, another
program can put a link, a device or a pipe in its place.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from os import PathLike, fspath
from typing import BinaryIO, Final, Literal

from desktop.story.toml.errors import UnreadableFileError

MAX_STORY_BYTES: Final = 50_000_000
"""The most bytes that a story may have."""

MAX_PICTURE_BYTES: Final = 256_000_000
"""The most bytes that a picture's file may have."""

MAX_KEPT_BYTES: Final = 1_000_000
"""The most bytes of a file that the program itself keeps, such as the journal of a talk."""

Refusal = Literal["missing", "folder", "special", "outside", "large", "slow", "unreadable"]

_MAX_SECONDS: Final = 20.0
_CHUNK_BYTES: Final = 1 << 20
_OPEN_ATTEMPTS: Final = 3  # a name that another program replaces just now is looked up again

# O_NONBLOCK: a pipe without a writer must not hold anybody who opens it. O_NOCTTY: nor may a terminal take the process.
_READ_FLAGS: Final = (
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
)
_NO_FOLLOW: Final = getattr(os, "O_NOFOLLOW", 0)
_FOLDER_FLAGS: Final = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0) | _NO_FOLLOW
_WALKS_BY_DESCRIPTOR: Final = os.open in os.supports_dir_fd and os.stat in os.supports_dir_fd and bool(_NO_FOLLOW)


class RefusedFileError(OSError):
    """A file that is not read; `refusal` says why, `size` how large it is."""

    def __init__(self, refusal: Refusal, reason: str, *, size: int = 0) -> None:
        super().__init__(reason)
        self.refusal = refusal
        self.reason = reason
        self.size = size


def open_file(path: str | PathLike[str], *, folder: str | PathLike[str] = "", max_bytes: int | None = None) -> BinaryIO:
    """Open a regular file for reading; with `folder`, only one that lies in it. Raises RefusedFileError."""
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
        raise RefusedFileError("unreadable", reason) from None
    try:
        size = os.fstat(descriptor).st_size
        if max_bytes is not None and size > max_bytes:
            raise RefusedFileError("large", os.strerror(errno.EFBIG), size=size)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def read_file(path: str | PathLike[str], *, folder: str | PathLike[str] = "", max_bytes: int) -> bytes:
    """Return the bytes of a regular file; with `folder`, only of one that lies in it. Raises RefusedFileError."""
    deadline = time.monotonic() + _MAX_SECONDS
    chunks: list[bytes] = []
    size = 0
    with open_file(path, folder=folder, max_bytes=max_bytes) as file:
        try:
            while chunk := os.read(file.fileno(), _CHUNK_BYTES):
                chunks.append(chunk)
                size += len(chunk)
                if size > max_bytes:  # it grows while it is read, or says nothing of its size
                    raise RefusedFileError("large", os.strerror(errno.EFBIG), size=size)
                if time.monotonic() > deadline:
                    raise RefusedFileError("slow", os.strerror(errno.ETIMEDOUT), size=size)
        except RefusedFileError:
            raise
        except OSError as error:
            raise RefusedFileError("unreadable", error.strerror or str(error)) from None
    return b"".join(chunks)


def read_story_bytes(path: str | PathLike[str]) -> tuple[bytes, str]:
    """Return a story's bytes and its folder, links not followed; raises UnreadableFileError."""
    name = fspath(path)
    try:
        return read_file(name, max_bytes=MAX_STORY_BYTES), os.path.dirname(os.path.abspath(name))
    except RefusedFileError as error:
        if error.refusal == "large":
            raise UnreadableFileError("file.large", {"size": round(error.size / 1e6)}) from None
        if error.refusal in ("missing", "folder", "special"):
            raise UnreadableFileError(f"file.{error.refusal}") from None
        raise UnreadableFileError("file.unreadable", {"reason": error.reason}) from None


def is_regular_file(path: str | PathLike[str]) -> bool:
    """Return whether a regular file is there and may be read."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def _open_regular(name: str, folder_descriptor: int | None = None) -> int:
    """Return a descriptor of a regular file, nothing else: looked at before it is opened, and again after."""
    inside = folder_descriptor is not None
    # Opening a device can act on it (a tape rewinds), so the first look comes before.
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
    """Return a descriptor of a file below `folder`; links count by where they lead."""
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
            # A part of the name became a link since it was resolved: it is resolved again, never followed.
            if isinstance(error, RefusedFileError) or error.errno not in (errno.ELOOP, errno.ENOTDIR):
                raise
            if attempt == _OPEN_ATTEMPTS - 1:
                break
    raise RefusedFileError("outside", os.strerror(errno.ELOOP))


def _walk(root: str, parts: list[str]) -> int:
    """Return a descriptor of a file, opened folder by folder from `root` without following any link."""
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
    """Return a descriptor of `target`, where `name` still leads to it: for systems that cannot walk by descriptor."""
    descriptor = _open_regular(target)
    try:
        status = os.fstat(descriptor)
        if os.path.realpath(name, strict=True) != target or not os.path.samestat(status, os.stat(target)):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor
