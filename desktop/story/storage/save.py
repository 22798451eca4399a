"""Save the file of a story without losing anything.

Whatever ends the program or fills the disk, the file holds either the old version or the new one, whole. All that a
file has besides its text stays as it was: byte order mark, line ends, mode, owner, and the link that leads to it. A
file that another program changed meanwhile is never overwritten without a question.

A text in the program has plain line feeds and no byte order mark; `FileFormat` remembers what the file has.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from os import PathLike, fspath
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.i18n import Messages
from desktop.story.storage.atomic import WriteProtectedError, write_atomically
from desktop.story.storage.guarded_read import read_story_bytes
from desktop.story.storage.os_reasons import (
    DISK_FULL_ERRORS,
    MISSING_ERRORS,
    NO_REASON,
    PERMISSION_ERRORS,
    TOO_LARGE_ERRORS,
    OsReason,
)
from desktop.story.text_diff import common_ends
from desktop.story.toml.read import decode
from desktop.story.toml.toml_errors import UnreadableFileError

BOM: Final = "\ufeff"
_TOO_LARGE: Final = OsReason("large", "")
_MESSAGES: Final = Messages(
    {
        "full": "“{name}” was not saved: the disk is full. The file is as it was before",
        "file": "“{name}” was not saved: the file is write-protected. Save it under another name, or allow writing to it",
        "folder": "“{name}” was not saved: nothing may be written in the folder {folder}",
        "gone": "“{name}” was not saved: the folder {folder} is no longer there. Save it in another place",
        "special": "“{name}” was not saved: it is a folder or a device, not a file",
        "other": "“{name}” was not saved: {reason}",
        "changed": "“{name}” was not saved: another program has changed it meanwhile",
    }
)


@dataclass(frozen=True, slots=True)
class FileFormat:
    """Holds the format and the last known bytes of a file.

    `line_ends` holds the end of each line where they are not all `newline`. `data` are the bytes as they were last read
    or written, None if there is no file yet. They are in `encoding`; what is saved is UTF-8.
    """

    bom: bool = False
    newline: str = "\n"
    line_ends: tuple[str, ...] = ()
    data: bytes | None = None
    encoding: str = "utf-8"

    def to_file_text(self, text: str) -> str:
        """Return the text with the file's line ends and byte order mark.

        New lines end as most lines do.
        """
        text = text.removeprefix(BOM)
        if not (self.line_ends and "\r\n" in text):  # a text that has mixed line ends of its own keeps them
            text = self._with_line_ends(text.replace("\r\n", "\n"))
        return BOM + text if self.bom else text

    def _with_line_ends(self, text: str) -> str:
        if not self.line_ends:
            return text if self.newline == "\n" else text.replace("\n", self.newline)
        old_lines = _normalize_text((self.data or b"").decode(self.encoding, "replace")).split("\n")
        lines = text.split("\n")
        new_ends = [self.newline] * (len(lines) - 1)
        for old, new, count in _matching_lines(old_lines, lines):
            for step in range(count):
                if old + step < len(self.line_ends) and new + step < len(new_ends):
                    new_ends[new + step] = self.line_ends[old + step]
        return "".join(line + end for line, end in zip(lines, [*new_ends, ""], strict=True))


class SaveError(OSError):
    """Reports a file that could not be written and is unchanged.

    `message` gives the reason in a sentence.
    """

    def __init__(self, code: str, path: str, reason: OsReason = NO_REASON) -> None:
        super().__init__(f"{code}: {path}: {reason.text}")
        self.code = code
        self.path = path
        self.reason = reason

    def message(self, language: str) -> str:
        """Return the reason without a full stop."""
        folder, name = os.path.split(self.path)
        return _MESSAGES(self.code, language, name=name, folder=folder, reason=self.reason.message(language))


class ChangedOnDisk(SaveError):
    """Reports that another program changed the file since it was read.

    It holds the new text and its format. A save with this `file_format` as the previous one overwrites the file, which
    the user is asked about first.
    """

    def __init__(self, path: str, text: str, file_format: FileFormat) -> None:
        super().__init__("changed", path)
        self.text = text
        self.file_format = file_format


def detect_format(data: bytes, encoding: str = "utf-8") -> tuple[str, FileFormat]:
    """Return the text and the format of a file's bytes.

    Raises UnreadableFileError for what is not UTF-8, unless another encoding is named that reads the bytes.
    """
    text = decode(data) if encoding == "utf-8" else data.decode(encoding)
    bom, text = text.startswith(BOM), text.removeprefix(BOM)
    line_count, crlf_count = text.count("\n"), text.count("\r\n")
    newline = "\r\n" if crlf_count and crlf_count * 2 >= line_count else "\n"
    ends = tuple(re.findall(r"\r?\n", text)) if 0 < crlf_count < line_count else ()
    return _normalize_text(text), FileFormat(bom, newline, ends, data, encoding)


def read_text(path: str | PathLike[str]) -> tuple[str, FileFormat]:
    """Return the text of a file, with line feeds, and its format.

    Raises UnreadableFileError.
    """
    return detect_format(read_story_bytes(path)[0])


def save_text(path: str | PathLike[str], text: str, *, previous: FileFormat) -> FileFormat:
    """Save the text and return the format for the next save.

    Raises ChangedOnDisk where the file no longer has the content of `previous`, SaveError where it cannot be written.
    """
    file_path = os.path.abspath(fspath(path))
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # a lone surrogate cannot be written
    file_text = previous.to_file_text(text)
    data = file_text.encode("utf-8")
    if data != previous.data or not _content_equals(file_path, data):
        with _translated_errors(file_path):
            expected = _ExpectedContent(file_path, previous.data, data)
            write_atomically(file_path, data, expected.verify, follows_link=not _is_strange_link(file_path, previous))
    return replace(detect_format(data)[1], newline=previous.newline)


def _is_strange_link(path: str, previous: FileFormat) -> bool:
    """Return whether a link leads to nothing, where something was read.

    Another program put it there, and it may lead anywhere.
    """
    if not os.path.islink(path):
        return False
    try:
        content, _ = read_story_bytes(path)
    except UnreadableFileError as error:
        return error.code == "file.missing"
    return not content.strip() and content != previous.data


@dataclass(frozen=True, slots=True)
class _ExpectedContent:
    """Holds the contents that a file may have before it is replaced."""

    path: str
    previous: bytes | None
    new: bytes

    def verify(self) -> None:
        """Raise ChangedOnDisk if the file has other content."""
        try:
            current, _ = read_story_bytes(self.path)
        except UnreadableFileError as error:
            if error.code == "file.missing":
                return  # nothing can be lost: the file was deleted and is written again
            if error.code in ("file.folder", "file.special"):
                raise SaveError("special", self.path) from None
            reason = dict(error.values).get("reason")
            raise SaveError("other", self.path, reason if isinstance(reason, OsReason) else _TOO_LARGE) from None
        if not current.strip():
            return  # emptied by another program: treat as deleted
        if current not in (self.previous, self.new):
            try:
                text, file_format = detect_format(current)
            except UnreadableFileError:
                text, file_format = current.decode("utf-8", "replace"), FileFormat(data=current)
            raise ChangedOnDisk(self.path, text, file_format)


@contextlib.contextmanager
def _translated_errors(path: str) -> Iterator[None]:
    """Convert errors of the operating system into a SaveError with advice."""
    folder = os.path.dirname(os.path.realpath(path))
    try:
        yield
    except SaveError:
        raise
    except WriteProtectedError as error:
        raise SaveError("file", path) from error
    except OSError as error:
        code = "other"
        if error.errno in (*DISK_FULL_ERRORS, *TOO_LARGE_ERRORS):
            code = "full"
        elif not os.path.isdir(folder) or error.errno in MISSING_ERRORS:
            code = "gone"
        elif error.errno in PERMISSION_ERRORS:
            code = "folder"
        elif error.errno == errno.EISDIR:
            code = "special"
        save_error = SaveError(code, path, OsReason.of(error))
        save_error.errno = error.errno
        raise save_error from error


def _content_equals(path: str, data: bytes) -> bool:
    """Return whether a file holds exactly these bytes."""
    try:
        return read_story_bytes(path)[0] == data
    except UnreadableFileError:
        return False


def _normalize_text(text: str) -> str:
    return text.removeprefix(BOM).replace("\r\n", "\n")


def _matching_lines(before: list[str], after: list[str]) -> Iterator[tuple[int, int, int]]:
    """Yield (index before, index after, count) of equal lines."""
    head, tail = common_ends(before, after)
    yield 0, 0, head
    matcher = SequenceMatcher(None, before[head : len(before) - tail], after[head : len(after) - tail], autojunk=False)
    for block in matcher.get_matching_blocks():
        yield head + block.a, head + block.b, block.size
    yield len(before) - tail, len(after) - tail, tail
