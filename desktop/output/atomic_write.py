"""Atomic writing for exports: a failed export leaves the old file as it was."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.output.selection import ExportError


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """Yield a temporary path beside `file`, and move it to `file` after success.

    Raises ExportError where the folder cannot be made or the file cannot be replaced.
    """
    temp_path = file.with_name(f".{file.stem}.{os.getpid()}.part{file.suffix}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_dir():
            raise IsADirectoryError(21, os.strerror(21))
        with open(temp_path, "wb"):
            pass
        yield temp_path
        os.replace(temp_path, file)
    except OSError as error:
        raise ExportError("unwritable", path=file, reason=error.strerror or str(error)) from error
    finally:
        with suppress(OSError):  # the folder may be a file: nothing was written then
            temp_path.unlink()
