"""Find the files that a story names, in its folder only."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Literal

FileError = Literal["url", "absolute", "backslash", "outside", "missing", "suffix", "folder"]


def resolve_reference(
    folder: str | Path, reference: str, suffixes: Sequence[str] = ()
) -> tuple[Path | None, FileError | None]:
    """Return the file for a reference in a story, or the error.

    References are relative to `folder`, with `/`; links may not lead out of it. A story without a folder ("") has no
    files.
    """
    if "://" in reference or reference.startswith("data:"):
        return None, "url"
    if PurePosixPath(reference).is_absolute() or PureWindowsPath(reference).drive or reference.startswith(("\\", "~")):
        return None, "absolute"
    if "\\" in reference:
        return None, "backslash"
    if suffixes and not reference.lower().endswith(tuple(suffixes)):
        return None, "suffix"
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
