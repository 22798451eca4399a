"""Writes one text file, or leaves the old one as it was."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from desktop.output.export_files import replacing
from desktop.output.selection import ExportError, ProgressCallback

CONTROL_SIGNS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Signs that no text needs: some break a file, some turn the order of what is read."""


def write_text(
    path: Path, text: str, progress: ProgressCallback, *, encoding: str = "utf-8", newline: str = "\n"
) -> tuple[Path, ...]:
    """Write a text as one file, without control signs; return the file.

    Raises ExportError where the file cannot be written, or where `progress` says to stop.
    """
    if not progress(0, 1):
        raise ExportError("cancelled")
    with replacing(path) as temp_path:
        temp_path.write_text(CONTROL_SIGNS.sub("\ufffd", text), encoding, newline=newline)
    progress(1, 1)
    return (path,)
