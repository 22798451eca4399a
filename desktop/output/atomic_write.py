"""Atomic writing for exports: failures leave the old file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.output.selection import ExportError
from desktop.story.storage import atomic


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """Yield a temporary path that replaces `file` after success.

    Raises ExportError if the folder cannot be made or the file cannot be replaced.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with atomic.replacing(file) as temp_path:
            yield temp_path
    except OSError as error:
        raise ExportError("unwritable", path=file, reason=error.strerror or str(error)) from error
