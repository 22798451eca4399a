"""Write beside, then replace: an export that fails leaves what was there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.output.selection import ExportError


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """Give a path beside `file` to write to, and put it in `file`'s place when all went well.

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
        temp_path.unlink(missing_ok=True)
