"""Files that a story names: found in its own folder, and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Literal

Fault = Literal["url", "absolute", "backslash", "outside", "missing", "suffix", "folder"]


def find(folder: str | Path, name: str, suffixes: Sequence[str] = ()) -> tuple[Path | None, Fault | None]:
    """Return the file that a story in `folder` means by `name`, or why it cannot be had.

    Names are relative, with `/`; links may not lead out of the folder. A story without a folder ("") has no files.
    """
    if "://" in name or name.startswith("data:"):
        return None, "url"
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).drive or name.startswith(("\\", "~")):
        return None, "absolute"
    if "\\" in name:
        return None, "backslash"
    if suffixes and not name.lower().endswith(tuple(suffixes)):
        return None, "suffix"
    if not folder:
        return None, "missing"
    try:
        found = Path(folder, name).resolve()
        if not found.is_relative_to(Path(folder).resolve()):
            return None, "outside"
        if found.is_file():
            return found, None
        return None, "folder" if found.is_dir() else "missing"
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name too long, a NUL
        return None, "missing"


def resolve(folder: str | Path, name: str) -> Path | None:
    """Return the file that a story in `folder` means by `name`, or None."""
    return find(folder, name)[0] if name else None


def names_in(folder: str | Path, suffixes: Sequence[str], most: int = 2000) -> list[str]:
    """Return the files below `folder` with one of the suffixes, as a story names them, sorted; at most `most`."""
    if not folder:
        return []
    found: list[str] = []
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            if name.lower().endswith(tuple(suffixes)):
                found.append(Path(parent, name).relative_to(folder).as_posix())
        if len(found) >= most:
            break
    return sorted(found)[:most]
