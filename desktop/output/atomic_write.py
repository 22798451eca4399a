"""Write beside, then replace: an export that fails leaves what was there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.output.selection import ExportError


@contextmanager
def written(file: Path) -> Iterator[Path]:
    """Give a path beside `file` to write to, and put it in `file`'s place when all went well.

    Raises ExportError where the folder cannot be made or the file cannot be replaced.
    """
    beside = file.with_name(f".{file.stem}.{os.getpid()}.part{file.suffix}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_dir():
            raise IsADirectoryError(21, os.strerror(21))
        with open(beside, "wb"):
            pass
        yield beside
        os.replace(beside, file)
    except OSError as error:
        raise ExportError("unwritable", path=file, reason=error.strerror or str(error)) from error
    finally:
        beside.unlink(missing_ok=True)
