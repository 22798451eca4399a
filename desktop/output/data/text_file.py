"""Writes one text file, or leaves the old one as it was."""

from __future__ import annotations

from pathlib import Path

from desktop.output.export_files import replacing
from desktop.output.file_signs import clean_text
from desktop.output.selection import ExportError, ProgressCallback


def write_text(
    path: Path, text: str, progress: ProgressCallback, *, encoding: str = "utf-8", newline: str = "\n"
) -> tuple[Path, ...]:
    """Write a text as one file, without control signs; return the file.

    Raises ExportError where the file cannot be written, or where `progress` says to stop.
    """
    if not progress(0, 1):
        raise ExportError("cancelled")
    with replacing(path) as temp_path:
        temp_path.write_text(clean_text(text), encoding, newline=newline)
    progress(1, 1)
    return (path,)
