"""Keep what was saved before, and what was not saved yet, in a folder of the user's own.

Each story has a folder named after the hash of its path. In it are its last versions, each under the number and the
time of its saving, and the text that was being typed when the program was last alive. Nothing here stops anybody's
work: what cannot be written or read is reported by the result, never raised.
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
from desktop.story.storage.save import write
from desktop.story.toml.read import Unreadable, decode, read_bytes

MOST: Final = 20
"""How many versions of a story are kept."""

_STAMP: Final = "%Y%m%dT%H%M%S%f"
_NAME: Final = re.compile(r"(\d{6,12})-(\d{8}T\d{12})Z-([0-9a-f]{16})\.toml")
_UNSAVED: Final = "unsaved.toml"
_WHOSE: Final = "path.txt"
_UNNAMED: Final = "unnamed"


@dataclass(frozen=True, slots=True)
class Version:
    """One saved version: when it was saved (UTC), and where it is kept."""

    when: datetime
    file: Path
    number: int = 0
    digest: str = ""


class Versions:
    """The versions of every story, in `folder`, which is made when it is needed.

    `path` is that of the story's file; "" stands for a story that has none yet.
    """

    def __init__(self, folder: str | PathLike[str], most: int = MOST) -> None:
        self.folder = Path(folder)
        self.most = most

    # ------------------------------------------------------------------ what was saved

    def keep(self, path: str | PathLike[str], text: str) -> bool:
        """Keep a text as the newest version; return whether it is kept now. The oldest beyond `most` are let go."""
        data = _bytes(text)
        digest = hashlib.sha256(data).hexdigest()[:16]
        kept = self.list(path)
        if kept and kept[0].digest == digest and self.read(kept[0]) == text:
            return True
        number = kept[0].number + 1 if kept else 1
        name = f"{number:06}-{datetime.now(UTC).strftime(_STAMP)}Z-{digest}.toml"
        if not self._write(path, name, data):
            return False
        same = [
            version for version in kept if version.digest == digest
        ]  # the same text again: only its last time counts
        rest = [version for version in kept if version.digest != digest]
        for version in (*same, *rest[max(self.most - 1, 0) :]):
            with contextlib.suppress(OSError):
                version.file.unlink()
        return True

    def list(self, path: str | PathLike[str]) -> tuple[Version, ...]:
        """Return the versions kept of a story, the newest first."""
        folder = self._folder(path)
        found = []
        try:
            names = os.listdir(folder)
        except OSError:
            return ()
        for name in names:
            if parts := _NAME.fullmatch(name):
                with contextlib.suppress(ValueError):
                    when = datetime.strptime(parts[2], _STAMP).replace(tzinfo=UTC)
                    found.append(Version(when, folder / name, int(parts[1]), parts[3]))
        return tuple(sorted(found, key=lambda version: (version.number, version.when), reverse=True))

    def read(self, version: Version) -> str | None:
        """Return the text of a version, or None where it cannot be read any more."""
        return _read(version.file)

    # ------------------------------------------------------------------ what was not

    def keep_unsaved(self, path: str | PathLike[str], text: str) -> bool:
        """Keep the text that is being typed, in place of the one kept before; return whether it is kept."""
        return self._write(path, _UNSAVED, _bytes(text))

    def unsaved(self, path: str | PathLike[str]) -> tuple[str, datetime] | None:
        """Return the text that was being typed and when it was kept (UTC), or None where there is none."""
        file = self._folder(path) / _UNSAVED
        text = _read(file)
        if text is None:
            return None
        try:
            return text, datetime.fromtimestamp(file.stat().st_mtime, UTC)
        except (OSError, ValueError, OverflowError):
            return None

    def forget_unsaved(self, path: str | PathLike[str]) -> bool:
        """Let go of the text that was being typed, when it has been saved or refused; return whether it is gone."""
        try:
            (self._folder(path) / _UNSAVED).unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def waiting(self) -> tuple[str, ...]:
        """Return the paths of all stories with a text that was not saved; "" for one without a file."""
        found = []
        try:
            folders = sorted(self.folder.iterdir())
        except OSError:
            return ()
        for folder in folders:
            if (folder / _UNSAVED).is_file():
                whose = _read(folder / _WHOSE)
                if whose is not None and self._folder(whose) == folder:
                    found.append(whose)
        return tuple(found)

    # ------------------------------------------------------------------ the folders

    def _folder(self, path: str | PathLike[str]) -> Path:
        whole = _absolute(path)
        name = hashlib.sha256(os.path.normcase(whole).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return self.folder / (name if whole else _UNNAMED)

    def _write(self, path: str | PathLike[str], name: str, data: bytes) -> bool:
        folder = self._folder(path)
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            whose = folder / _WHOSE
            if not whose.exists():
                write(str(whose), _bytes(_absolute(path)))
            write(str(folder / name), data)
        except (OSError, ValueError):
            return False
        return True


def _absolute(path: str | PathLike[str]) -> str:
    """Return the path of the file itself, whatever link led to it; "" for no file."""
    name = fspath(path)
    try:
        return os.path.realpath(name) if name else ""
    except (OSError, ValueError):
        return name


def _bytes(text: str) -> bytes:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode("utf-8")


def _read(file: Path) -> str | None:
    try:
        return decode(read_bytes(str(file))[0])
    except Unreadable:
        return None
