"""Store unsaved text with the text of the file it came from.

Each window that edits a story has a file of its own in the story's folder of versions, so that two windows never write
over each other's text. Whether the window still runs is told by a lock beside the file, which the caller holds.
Writing raises OSError; all else is reported by the result.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.story.storage.guarded_read import MAX_STORY_BYTES, RefusedFileError, read_file
from desktop.story.storage.versions import story_folder, write_in_story_folder

_FILE_NAME: Final = re.compile(r"unsaved-[0-9a-f]{16}\.json")
_MAX_BYTES: Final = 4 * MAX_STORY_BYTES
MAX_KEPT_BYTES: Final = 2 * _MAX_BYTES
"""Of all stories together; a usual copy takes 100 kB."""
MAX_AGE_S: Final = 180 * 24 * 3600.0
"""Half a year: whoever opens the story within that time is asked."""


@dataclass(frozen=True, slots=True)
class UnsavedText:
    """Holds an unsaved text, its base and the time.

    `base` is the text of the file that it came from; `stored_at` is in UTC.
    """

    file: Path
    text: str
    base: str
    stored_at: datetime


class UnsavedStore:
    """Stores the unsaved texts of every story in one folder.

    The folder is made when it is needed.
    """

    def __init__(self, folder: str | PathLike[str], *, max_bytes: int = MAX_KEPT_BYTES) -> None:
        self.folder = Path(folder)
        self.max_bytes = max_bytes

    def new_file(self, path: str | PathLike[str]) -> Path:
        """Return a new file for the unsaved text of one window."""
        return story_folder(self.folder, path) / f"unsaved-{os.urandom(8).hex()}.json"

    def write(self, file: Path, path: str | PathLike[str], text: str, base: str) -> None:
        """Replace the unsaved text in a file; raise OSError on failure."""
        data = json.dumps({"text": text, "base": base}, ensure_ascii=False).encode("utf-8", "surrogatepass")
        write_in_story_folder(file.parent, path, file.name, data)

    def files(self, path: str | PathLike[str]) -> tuple[Path, ...]:
        """Return the files with unsaved text, the newest first."""
        dated_files = []
        try:
            names = [file for file in story_folder(self.folder, path).iterdir() if _FILE_NAME.fullmatch(file.name)]
        except OSError:
            return ()
        for file in names:
            with contextlib.suppress(OSError):
                dated_files.append((file.stat().st_mtime, file))
        return tuple(file for _, file in sorted(dated_files, reverse=True))

    def read(self, file: Path) -> UnsavedText | None:
        """Return the unsaved text in a file, None if it is unreadable."""
        try:
            data = json.loads(read_file(file, max_bytes=_MAX_BYTES).decode("utf-8", "surrogatepass"))
            text, base = data["text"], data["base"]
            stored_at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        except (RefusedFileError, OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return None
        return UnsavedText(file, text, base, stored_at) if isinstance(text, str) and isinstance(base, str) else None

    def prune(self, is_abandoned: Callable[[Path], bool]) -> None:
        """Delete abandoned unsaved texts beyond the limits of age or size.

        Of all stories together the newest are kept, up to a number of bytes and an age; those of living windows stay.
        """
        dated_files = []
        for file in self.folder.glob("*/unsaved-*.json"):
            with contextlib.suppress(OSError):
                status = file.stat()
                dated_files.append((status.st_mtime, status.st_size, file))
        kept_bytes, oldest = 0, time.time() - MAX_AGE_S
        for modified_at, size, file in sorted(dated_files, reverse=True):
            kept_bytes += size
            is_over = kept_bytes > self.max_bytes or modified_at < oldest
            if is_over and _FILE_NAME.fullmatch(file.name) and is_abandoned(file):
                self.delete(file)
                kept_bytes -= size

    def delete(self, file: Path) -> bool:
        """Delete an unsaved text; return the success."""
        try:
            file.unlink(missing_ok=True)
        except OSError:
            return False
        return True
