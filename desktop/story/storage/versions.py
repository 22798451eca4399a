"""Store saved versions in the user's folder.

Each story has a folder named after the hash of its path. It holds the story's versions, each named by number, time and
hash. Nothing here may interrupt the user's work: a failure to read or write is in the result, and no error is raised.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from os import PathLike, fspath
from pathlib import Path
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.story.storage.atomic import write_atomically
from desktop.story.storage.guarded_read import read_story_bytes
from desktop.story.toml.read import decode
from desktop.story.toml.toml_errors import UnreadableFileError

MAX_BYTES: Final = 64_000_000
"""The bytes that the versions of one story may take; the oldest are deleted."""

_KEEP_ALL: Final = timedelta(hours=1)
_KEEP_HOURLY: Final = timedelta(days=1)
_KEEP_DAILY: Final = timedelta(days=31)
_TIMESTAMP_FORMAT: Final = "%Y%m%dT%H%M%S%f"
_VERSION_FILE_NAME: Final = re.compile(r"(\d{6,12})-(\d{8}T\d{12})Z-([0-9a-f]{16})\.toml")
_STORY_PATH_FILE: Final = "path.txt"
_UNNAMED_FOLDER: Final = "unnamed"


@dataclass(frozen=True, slots=True)
class Version:
    """Describes one saved version.

    `saved_at` is in UTC, `file` holds the text.
    """

    saved_at: datetime
    file: Path
    number: int = 0
    digest: str = ""


class VersionStore:
    """Stores the versions of every story in one folder.

    The folder is made when it is needed. The `path` in the methods is that of the story's file; "" stands for a story
    without a file.
    """

    def __init__(self, folder: str | PathLike[str], max_bytes: int = MAX_BYTES) -> None:
        self.folder = Path(folder)
        self.max_bytes = max_bytes

    def add(self, path: str | PathLike[str], text: str) -> None:
        """Add a text as the newest version; raise OSError.

        Old versions are thinned out by their age.
        """
        data = _encode(text)
        digest = hashlib.sha256(data).hexdigest()[:16]
        existing = self.list_versions(path)
        if existing and existing[0].digest == digest and self.read_version(existing[0]) == text:
            return
        number = existing[0].number + 1 if existing else 1
        now = datetime.now(UTC)
        name = f"{number:06}-{now.strftime(_TIMESTAMP_FORMAT)}Z-{digest}.toml"
        folder = story_folder(self.folder, path)
        write_in_story_folder(folder, path, name, data)
        newest = Version(now, folder / name, number, digest)
        # The same text again: only the last time of saving it is kept.
        others = [version for version in existing if version.digest != digest]
        kept = set(_thin_out((newest, *others), now, self.max_bytes))
        for version in existing:
            if version not in kept:
                with contextlib.suppress(OSError):
                    version.file.unlink()

    def list_versions(self, path: str | PathLike[str]) -> tuple[Version, ...]:
        """Return the versions of a story, the newest first."""
        folder = story_folder(self.folder, path)
        versions = []
        try:
            names = os.listdir(folder)
        except OSError:
            return ()
        for name in names:
            if parts := _VERSION_FILE_NAME.fullmatch(name):
                with contextlib.suppress(ValueError):
                    saved_at = datetime.strptime(parts[2], _TIMESTAMP_FORMAT).replace(tzinfo=UTC)
                    versions.append(Version(saved_at, folder / name, int(parts[1]), parts[3]))
        return tuple(sorted(versions, key=lambda version: (version.number, version.saved_at), reverse=True))

    def read_version(self, version: Version) -> str | None:
        """Return the text of a version, or None if it is unreadable."""
        return _read_or_none(version.file)


def _thin_out(versions: Sequence[Version], now: datetime, max_bytes: int) -> list[Version]:
    """Return the versions to keep of those given, newest first.

    These are all of the last hour, the last of each hour for a day, and the last of each day for a month.
    """
    kept: list[Version] = []
    taken: set[tuple[str, str]] = set()
    total = 0
    for version in versions:
        age = now - version.saved_at
        period = ("", "")
        if age > _KEEP_DAILY and kept:
            continue
        if age > _KEEP_HOURLY:
            period = ("day", version.saved_at.strftime("%Y%m%d"))
        elif age > _KEEP_ALL:
            period = ("hour", version.saved_at.strftime("%Y%m%d%H"))
        if period[0] and period in taken:
            continue
        try:
            total += version.file.stat().st_size
        except OSError:
            continue
        if total > max_bytes and kept:
            break
        taken.add(period)
        kept.append(version)
    return kept


# ---------------------------------------------------------------------- the folders


def story_folder(folder: Path, path: str | PathLike[str]) -> Path:
    """Return the folder of one story; a link counts as its target."""
    real_path = _real_path(path)
    name = hashlib.sha256(os.path.normcase(real_path).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return folder / (name if real_path else _UNNAMED_FOLDER)


def write_in_story_folder(folder: Path, path: str | PathLike[str], name: str, data: bytes) -> None:
    """Write a file into a story's folder; raise OSError on failure."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    story_path_file = folder / _STORY_PATH_FILE
    if not story_path_file.exists():
        write_atomically(str(story_path_file), _encode(_real_path(path)))
    write_atomically(str(folder / name), data)


def _real_path(path: str | PathLike[str]) -> str:
    """Return the path of a file with links resolved; "" for none."""
    name = fspath(path)
    try:
        return os.path.realpath(name) if name else ""
    except (OSError, ValueError):
        return name


def _encode(text: str) -> bytes:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode("utf-8")


def _read_or_none(file: Path) -> str | None:
    try:
        return decode(read_story_bytes(file)[0])
    except UnreadableFileError:
        return None
