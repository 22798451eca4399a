"""Files that a story names: found in its own folder or among the application's assets, and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Literal

from desktop import paths

Fault = Literal["url", "absolute", "backslash", "outside", "missing", "suffix", "folder"]


def _inside(root: Path, name: str) -> Path | None:
    """Return the file below `root`, links followed; None where it leaves the folder."""
    found = (root / name).resolve()
    return found if found.is_relative_to(root.resolve()) else None


def find(folder: str | Path, name: str, suffixes: Sequence[str] = ()) -> tuple[Path | None, Fault | None]:
    """Return the file that a story in `folder` means by `name`, or why it cannot be had.

    Names are relative, with `/`. What is not in the story's folder may be in the application's `assets/`.
    A story without a folder ("") has the application's assets only.
    """
    if "://" in name or name.startswith("data:"):
        return None, "url"
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).drive or name.startswith(("\\", "~")):
        return None, "absolute"
    if "\\" in name:
        return None, "backslash"
    if suffixes and not name.lower().endswith(tuple(suffixes)):
        return None, "suffix"
    if "\0" in name:
        return None, "missing"
    fault: Fault = "missing"
    try:
        places = [(Path(folder), Path(folder))] if folder else []
        if name.startswith("assets/"):
            places.append((paths.root(), paths.assets()))
        for root, limit in places:
            found = _inside(root, name)
            if found is None or not found.is_relative_to(limit.resolve()):
                fault = "outside"
            elif found.is_file():
                return found, None
            elif found.is_dir():
                fault = "folder"
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name too long
        return None, "missing"
    return None, fault


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
