"""Find the files that a story names, in its folder only."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Literal

FileError = Literal["url", "absolute", "backslash", "outside", "missing", "suffix", "folder"]


class NamedFiles:
    """Checks whether the files named in a text exist.

    The disk is asked once for each name. With a `memory`, that of an older text, only the memory is: a name that it
    lacks counts as there until `read_again`, which a thread may call.
    """

    def __init__(self, folder: str, memory: NamedFiles | None = None) -> None:
        self.folder = folder
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        """The references of which `error` was asked, with the suffixes."""
        self._errors: dict[str, FileError | None] = {}
        self._suffixes: dict[str, tuple[str, ...]] = {}
        self._lists: dict[tuple[str, ...], list[str]] = {}
        # Not the memory itself: it would keep that of each older text.
        self._known_errors = None if memory is None else memory._errors
        self._known_lists = {} if memory is None else memory._lists

    def error(self, reference: str, suffixes: tuple[str, ...]) -> FileError | None:
        """Return the error of a reference in a story, if any."""
        self.asked.append((reference, suffixes))
        error = _reference_error(reference, suffixes)
        if error is not None:
            return error
        if reference not in self._errors:
            known = self._known_errors
            self._suffixes[reference] = suffixes
            self._errors[reference] = (
                resolve_reference(self.folder, reference)[1] if known is None else known.get(reference)
            )
        return self._errors[reference]

    def list_files(self, suffixes: tuple[str, ...]) -> list[str]:
        """Return the files that could be meant."""
        if suffixes not in self._lists:
            asks_disk = self._known_errors is None
            self._lists[suffixes] = (
                list_files(self.folder, suffixes) if asks_disk else self._known_lists.get(suffixes, [])
            )
        return self._lists[suffixes]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names whose files are in the folder, or might be."""
        return tuple(
            name
            for name, error in self._errors.items()
            if error in (None, "missing") and ".." not in PurePosixPath(name).parts
        )

    @property
    def asks_nothing(self) -> bool:
        """Return whether the disk need not be asked for anything."""
        return not self._errors and not self._lists

    def read_again(self) -> NamedFiles:
        """Return the disk's answer about the same names."""
        found = NamedFiles(self.folder)
        for reference, suffixes in tuple(self._suffixes.items()):
            if found.error(reference, suffixes) == "missing":
                found.list_files(suffixes)  # the next text asks for one that could be meant
        for suffixes in tuple(self._lists):
            found.list_files(suffixes)
        return found

    def says_same(self, other: NamedFiles) -> bool:
        """Return whether another one gives the same answers."""
        return (self.folder, self._errors, self._lists) == (other.folder, other._errors, other._lists)


def resolve_reference(
    folder: str | Path, reference: str, suffixes: Sequence[str] = ()
) -> tuple[Path | None, FileError | None]:
    """Return the file for a reference in a story, or the error.

    References are relative to `folder`, with `/`; links may not lead out of it. A story without a folder ("") has no
    files.
    """
    error = _reference_error(reference, suffixes)
    if error is not None:
        return None, error
    if not folder:
        return None, "missing"
    try:
        file = Path(folder, reference).resolve()
        if not file.is_relative_to(Path(folder).resolve()):
            return None, "outside"
        if file.is_file():
            return file, None
        return None, "folder" if file.is_dir() else "missing"
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name that is too long, a NUL in the name
        return None, "missing"


def _reference_error(reference: str, suffixes: Sequence[str]) -> FileError | None:
    """Return the error of a reference, without asking the disk."""
    if "://" in reference or reference.startswith("data:"):
        return "url"
    if PurePosixPath(reference).is_absolute() or PureWindowsPath(reference).drive or reference.startswith(("\\", "~")):
        return "absolute"
    if "\\" in reference:
        return "backslash"
    if suffixes and not reference.lower().endswith(tuple(suffixes)):
        return "suffix"
    return None


def find_file(folder: str | Path, reference: str) -> Path | None:
    """Return the file for a reference in a story, or None."""
    return resolve_reference(folder, reference)[0] if reference else None


def list_files(folder: str | Path, suffixes: Sequence[str], limit: int = 2000) -> list[str]:
    """Return the files below `folder` with one of the suffixes.

    The names are as a story writes them, sorted; at most `limit`.
    """
    if not folder:
        return []
    names: list[str] = []
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            if name.lower().endswith(tuple(suffixes)):
                names.append(Path(parent, name).relative_to(folder).as_posix())
        if len(names) >= limit:
            break
    return sorted(names)[:limit]
