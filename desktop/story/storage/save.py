"""Write a story's file so that nothing is ever lost: beside, flushed to the disk, and only then in its place.

Whatever ends the program or fills the disk, the file is one whole version or the other. What a person sees of their
file besides the text stays as it was: byte order mark, line ends, mode, owner, and the link that leads to it. A file
that somebody else changed meanwhile is never written over unasked.

A text in the program has plain line feeds and no byte order mark; `FileForm` remembers what the file has.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from os import PathLike, fspath
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.i18n import Messages
from desktop.story.storage.guarded_read import read_story_bytes
from desktop.story.toml.errors import UnreadableFileError
from desktop.story.toml.read import decode

BOM: Final = "\ufeff"
_TEMP_SUFFIX: Final = ".passeur-part"
_DISK_FULL_ERRORS: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_PERMISSION_ERRORS: Final = (errno.EACCES, errno.EPERM, errno.EROFS)
_MISSING_ERRORS: Final = (errno.ENOENT, errno.ENOTDIR, errno.ESTALE)
_RETRY_DELAYS: Final = (0.01, 0.03, 0.1, 0.2, 0.3, 0.4) if os.name == "nt" else ()
"""How long to wait between attempts where another program, such as a virus scanner, may hold the file for a moment."""

_MESSAGES: Final = Messages(
    {
        "full": "“{name}” was not saved: the disk is full. The file is as it was before",
        "file": "“{name}” was not saved: the file is write-protected. Save it under another name, or allow writing to it",
        "folder": "“{name}” was not saved: nothing may be written in the folder {folder}",
        "gone": "“{name}” was not saved: the folder {folder} is no longer there. Save it in another place",
        "special": "“{name}” was not saved: it is a folder or a device, not a file",
        "other": "“{name}” was not saved: {reason}",
        "why.full": "the disk is full",
        "why.protected": "nothing may be written there",
        "why.gone": "there is no such folder",
        "changed": "“{name}” was not saved: another program has changed it meanwhile",
    }
)


@dataclass(frozen=True, slots=True)
class FileFormat:
    """What a file has besides its text, and its bytes as they were last read or written (None: there is no file yet).

    `ends` holds the end of each line where they are not all `newline`.
    """

    bom: bool = False
    newline: str = "\n"
    line_ends: tuple[str, ...] = ()
    data: bytes | None = None

    def to_file_text(self, text: str) -> str:
        """Return the text as the file has it: with its mark and its line ends; new lines end as most do."""
        text = text.removeprefix(BOM)
        if not (self.line_ends and "\r\n" in text):  # a text that brings mixed line ends of its own keeps them
            text = self._with_line_ends(text.replace("\r\n", "\n"))
        return BOM + text if self.bom else text

    def _with_line_ends(self, text: str) -> str:
        if not self.line_ends:
            return text if self.newline == "\n" else text.replace("\n", self.newline)
        old_lines = _normalize_text((self.data or b"").decode("utf-8", "replace")).split("\n")
        lines = text.split("\n")
        new_ends = [self.newline] * (len(lines) - 1)
        for old, new, count in _matching_lines(old_lines, lines):
            for step in range(count):
                if old + step < len(self.line_ends) and new + step < len(new_ends):
                    new_ends[new + step] = self.line_ends[old + step]
        return "".join(line + end for line, end in zip(lines, [*new_ends, ""], strict=True))


class SaveError(OSError):
    """The file could not be written, and is as it was; `message` says why in a sentence."""

    def __init__(self, code: str, path: str, reason: str = "") -> None:
        super().__init__(f"{code}: {path}: {reason}")
        self.code = code
        self.path = path
        self.reason = reason

    def message(self, language: str) -> str:
        """Say why the file was not saved, without a full stop."""
        folder, name = os.path.split(self.path)
        return _MESSAGES(self.code, language, name=name, folder=folder, reason=self.reason)


class ChangedOnDisk(SaveError):
    """Another program changed the file since it was read; `text` and `form` are what is there now.

    Saving again with this `form` writes over it, which is then asked for.
    """

    def __init__(self, path: str, text: str, file_format: FileFormat) -> None:
        super().__init__("changed", path)
        self.text = text
        self.file_format = file_format


def describe_os_error(error: OSError, language: str) -> str:
    """Say in a few words why something could not be written, in the system's own where there are no better ones."""
    code = "full" if error.errno in _DISK_FULL_ERRORS else "protected" if error.errno in _PERMISSION_ERRORS else "gone"
    has_message = error.errno in (*_DISK_FULL_ERRORS, *_PERMISSION_ERRORS, *_MISSING_ERRORS)
    return _MESSAGES(f"why.{code}", language) if has_message else error.strerror or str(error)


def detect_format(data: bytes) -> tuple[str, FileFormat]:
    """Return the text of a file's bytes and the form of the file; Unreadable where it is not UTF-8."""
    text = decode(data)
    bom, text = text.startswith(BOM), text.removeprefix(BOM)
    line_count, crlf_count = text.count("\n"), text.count("\r\n")
    newline = "\r\n" if crlf_count and crlf_count * 2 >= line_count else "\n"
    ends = tuple(re.findall(r"\r?\n", text)) if 0 < crlf_count < line_count else ()
    return _normalize_text(text), FileFormat(bom, newline, ends, data)


def read_text(path: str | PathLike[str]) -> tuple[str, FileFormat]:
    """Return the text of a file, with plain line feeds, and its form; Unreadable where it cannot be had."""
    return detect_format(read_story_bytes(path)[0])


def save_text(path: str | PathLike[str], text: str, *, previous: FileFormat) -> FileFormat:
    """Put the text in the file's place, and return the form to save with the next time.

    Raises ChangedOnDisk where the file is no longer as `like` knows it, SaveError where it cannot be written.
    """
    file_path = os.path.abspath(fspath(path))
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # half a character cannot be written
    file_text = previous.to_file_text(text)
    data = file_text.encode("utf-8")
    if data != previous.data or not _content_equals(file_path, data):
        with _translated_errors(file_path):
            write_atomically(file_path, data, _ExpectedContent(file_path, previous.data, data))
    return replace(detect_format(data)[1], newline=previous.newline)


@dataclass(frozen=True, slots=True)
class _ExpectedContent:
    """What must be in the file for it to be replaced."""

    path: str
    previous: bytes | None
    new: bytes

    def verify(self) -> None:
        """Raise ChangedOnDisk where something else is there."""
        try:
            current, _ = read_story_bytes(self.path)
        except UnreadableFileError as error:
            if error.code == "file.missing":
                return  # there is nothing to lose: what vanished is written again
            if error.code in ("file.folder", "file.special"):
                raise SaveError("special", self.path) from None
            reason = dict(error.values).get("reason", os.strerror(errno.EFBIG))
            raise SaveError("other", self.path, str(reason)) from None
        if current not in (self.previous, self.new):
            try:
                text, file_format = detect_format(current)
            except UnreadableFileError:
                text, file_format = current.decode("utf-8", "replace"), FileFormat(data=current)
            raise ChangedOnDisk(self.path, text, file_format)


def write_atomically(path: str, data: bytes, expected: _ExpectedContent | None = None) -> None:
    """Put the bytes in a file's place: all of them or none. Raises OSError; nothing is left beside the file then."""
    target = os.path.realpath(path)  # a link goes on leading to the file
    folder, name = os.path.split(target)
    old_status = _stat_or_none(target)
    if old_status is not None and not (old_status.st_mode & 0o222 and os.access(target, os.W_OK)):
        raise SaveError("file", path)
    remove_stale_temp_files(target)
    temp_path = os.path.join(folder, f".{name[:100]}.{secrets.token_hex(4)}{_TEMP_SUFFIX}")
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
            if os.name == "posix":  # held to the end, so that no other program takes it for a leftover
                _replace(temp_path, target, expected)
        finally:
            os.close(descriptor)
        if os.name != "posix":
            _replace(temp_path, target, expected)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temp_path)
    _flush_folder(folder)


def remove_stale_temp_files(target: str) -> None:
    """Remove what a program that was killed left beside a file; what one alive is writing stays."""
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


def _replace(temp_path: str, target: str, expected: _ExpectedContent | None) -> None:
    if expected is not None:
        expected.verify()  # as late as can be
    for delay in _RETRY_DELAYS:
        try:
            os.replace(temp_path, target)
            return
        except PermissionError:
            time.sleep(delay)
    os.replace(temp_path, target)


def _copy_attributes(descriptor: int, temp_path: str, target: str, old_status: os.stat_result) -> None:
    """Give the new file the mode of the old one, and its owner and attributes as far as that is allowed."""
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
    """Mark an open file as being written; return False where another program has marked it."""
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
    """Let the disk know the new name too."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):  # the file is whole in any case
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _translated_errors(path: str) -> Iterator[None]:
    """Turn what the system says into what a person can do something about."""
    folder = os.path.dirname(os.path.realpath(path))
    try:
        yield
    except SaveError:
        raise
    except OSError as error:
        code = "other"
        if error.errno in _DISK_FULL_ERRORS:
            code = "full"
        elif not os.path.isdir(folder) or error.errno in _MISSING_ERRORS:
            code = "gone"
        elif error.errno in _PERMISSION_ERRORS:
            code = "folder"
        elif error.errno == errno.EISDIR:
            code = "special"
        save_error = SaveError(code, path, error.strerror or str(error))
        save_error.errno = error.errno
        raise save_error from error


def _stat_or_none(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _content_equals(path: str, data: bytes) -> bool:
    """Return whether a file holds just these bytes, so that there is nothing to write."""
    try:
        return read_story_bytes(path)[0] == data
    except UnreadableFileError:
        return False


def _normalize_text(text: str) -> str:
    return text.removeprefix(BOM).replace("\r\n", "\n")


def _matching_lines(before: list[str], after: list[str]) -> Iterator[tuple[int, int, int]]:
    """Yield (place before, place after, count) of lines that are the same."""
    shorter = min(len(before), len(after))
    head = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    tail = next((at for at in range(shorter - head) if before[-1 - at] != after[-1 - at]), shorter - head)
    yield 0, 0, head
    matcher = SequenceMatcher(None, before[head : len(before) - tail], after[head : len(after) - tail], autojunk=False)
    for block in matcher.get_matching_blocks():
        yield head + block.a, head + block.b, block.size
    yield len(before) - tail, len(after) - tail, tail
