"""Store saved versions and unsaved text in the user's folder.

Each story has a folder named after the hash of its path. It holds the last versions, each named by number, time and
hash, and the unsaved text of a session that ended without saving. Nothing here may interrupt the user's work: a failure
to read or write is in the result, and no error is raised.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from datetime import UTC, datetime
from os import PathLike, fspath
from pathlib import Path
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.story.storage.atomic import write_atomically
from desktop.story.storage.guarded_read import is_regular_file, read_story_bytes
from desktop.story.toml.read import decode
from desktop.story.toml.toml_errors import UnreadableFileError

MAX_VERSIONS: Final = 20
"""The number of versions that are kept of each story."""

_TIMESTAMP_FORMAT: Final = "%Y%m%dT%H%M%S%f"
_VERSION_FILE_NAME: Final = re.compile(r"(\d{6,12})-(\d{8}T\d{12})Z-([0-9a-f]{16})\.toml")
_UNSAVED_FILE: Final = "unsaved.toml"
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

    def __init__(self, folder: str | PathLike[str], max_versions: int = MAX_VERSIONS) -> None:
        self.folder = Path(folder)
        self.max_versions = max_versions

    # ------------------------------------------------------------------ saved versions

    def add(self, path: str | PathLike[str], text: str) -> bool:
        """Add a text as the newest version; return the success.

        The oldest versions beyond `max_versions` are deleted.
        """
        data = _encode(text)
        digest = hashlib.sha256(data).hexdigest()[:16]
        existing = self.list_versions(path)
        if existing and existing[0].digest == digest and self.read_version(existing[0]) == text:
            return True
        number = existing[0].number + 1 if existing else 1
        name = f"{number:06}-{datetime.now(UTC).strftime(_TIMESTAMP_FORMAT)}Z-{digest}.toml"
        if not self._write_file(path, name, data):
            return False
        duplicates = [
            version for version in existing if version.digest == digest
        ]  # the same text again: only the last time of saving it is kept
        others = [version for version in existing if version.digest != digest]
        for version in (*duplicates, *others[max(self.max_versions - 1, 0) :]):
            with contextlib.suppress(OSError):
                version.file.unlink()
        return True

    def list_versions(self, path: str | PathLike[str]) -> tuple[Version, ...]:
        """Return the versions of a story, the newest first."""
        folder = self._folder_of(path)
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

    # ------------------------------------------------------------------ unsaved text

    def add_unsaved(self, path: str | PathLike[str], text: str) -> bool:
        """Replace the unsaved text; return the success."""
        return self._write_file(path, _UNSAVED_FILE, _encode(text))

    def read_unsaved(self, path: str | PathLike[str]) -> tuple[str, datetime] | None:
        """Return the unsaved text and its time (UTC), or None."""
        file = self._folder_of(path) / _UNSAVED_FILE
        text = _read_or_none(file)
        if text is None:
            return None
        try:
            return text, datetime.fromtimestamp(file.stat().st_mtime, UTC)
        except (OSError, ValueError, OverflowError):
            return None

    def delete_unsaved(self, path: str | PathLike[str]) -> bool:
        """Delete the unsaved text and return whether it is gone."""
        try:
            (self._folder_of(path) / _UNSAVED_FILE).unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def stories_with_unsaved_text(self) -> tuple[str, ...]:
        """Return the paths of stories with unsaved text.

        The path is "" for a story without a file.
        """
        story_paths = []
        try:
            folders = sorted(self.folder.iterdir())
        except OSError:
            return ()
        for folder in folders:
            if is_regular_file(folder / _UNSAVED_FILE):  # `Path.is_file` raises where a folder may not be entered
                story_path = _read_or_none(folder / _STORY_PATH_FILE)
                if story_path is not None and self._folder_of(story_path) == folder:
                    story_paths.append(story_path)
        return tuple(story_paths)

    # ------------------------------------------------------------------ the folders

    def _folder_of(self, path: str | PathLike[str]) -> Path:
        real_path = _real_path(path)
        name = hashlib.sha256(os.path.normcase(real_path).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return self.folder / (name if real_path else _UNNAMED_FOLDER)

    def _write_file(self, path: str | PathLike[str], name: str, data: bytes) -> bool:
        folder = self._folder_of(path)
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            story_path_file = folder / _STORY_PATH_FILE
            if not story_path_file.exists():
                write_atomically(str(story_path_file), _encode(_real_path(path)))
            write_atomically(str(folder / name), data)
        except (OSError, ValueError):
            return False
        return True


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
