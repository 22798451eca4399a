"""The SVG writer exports slides as drawings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtSvg import QSvgGenerator

from desktop.output.atomic_write import replacing
from desktop.output.export_job import prepare_export
from desktop.output.selection import ExportError, ProgressCallback, no_progress, target_files
from desktop.render.paint import paint
from desktop.render.painting import painting
from desktop.story.model import Story

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_svg(
    story: Story,
    path: str | Path,
    *,
    language: str = "",
    slides: str = "",
    steps: str = "final",
    aspect: str = "",
    progress: ProgressCallback = no_progress,
) -> tuple[Path, ...]:
    """Write the selected slides as SVG; return the files.

    They are named as PNG pictures are.
    Raises ExportError where a slide is unknown or a file cannot be written. A QGuiApplication must exist.
    """
    job = prepare_export(story, language, slides, steps)
    files = target_files(Path(path), ".svg", job.pages)
    for page, file in job.pages_and_files(files, progress):
        frame = job.lay_out(page, job.aspect(aspect))
        with replacing(file) as temp_path:
            generator = QSvgGenerator()
            generator.setFileName(str(temp_path))
            generator.setSize(QSize(round(frame.width), round(frame.height)))
            generator.setViewBox(QRectF(0, 0, frame.width, frame.height))
            generator.setTitle(page.slide.title.get(job.language))
            with painting(generator) as painter:
                if not painter.isActive():
                    raise ExportError("unwritable", path=file, reason="SVG")
                paint(painter, frame, QRectF(0, 0, frame.width, frame.height), page.step)
            _replace_forbidden(temp_path)
    return tuple(files)


def _replace_forbidden(file: Path) -> None:
    """Replace the characters that XML forbids; Qt writes them as they are."""
    text = file.read_text("utf-8", "replace")
    allowed = _FORBIDDEN.sub("\ufffd", text)
    if allowed != text:
        file.write_text(allowed, "utf-8")
