"""Write exports so that a failure leaves the old file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.output.selection import ExportError
from desktop.story.storage import atomic
from desktop.story.storage.os_reasons import OsReason


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
        raise ExportError("unwritable", path=file, reason=OsReason.of(error)) from error


def check_pdf(file: Path, target: Path | None = None) -> None:
    """Raise an error unless a PDF was written to its last byte.

    `QPdfWriter` does not say that a disk was full. Its last lines name the place of the table of objects: where a part
    is missing, the table is not there. `target` is the file that an error names. Raises OSError with the reason,
    ExportError if there is none.
    """
    with file.open("r+b") as pdf:
        size = pdf.seek(0, 2)
        pdf.seek(max(0, size - 64))
        end = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", pdf.read())
        if end is not None:
            pdf.seek(int(end[1]))
            table = pdf.read(64)
            if table.startswith(b"xref") or b"/Type /XRef" in table:
                return
        pdf.seek(size)
        pdf.write(bytes(1 << 20))  # fails for the same reason as what Qt wrote
        pdf.flush()
    raise ExportError("unwritable", path=target or file, reason="PDF")
