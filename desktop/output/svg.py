"""The SVG writer exports slides as drawings."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtSvg import QSvgGenerator

from desktop.output.export_job import prepare_export
from desktop.output.selection import ExportPage, ProgressCallback, no_progress, target_files
from desktop.render.frame import Frame
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

    def draw(page: ExportPage) -> Callable[[Path], None]:
        frame = job.lay_out(page, job.aspect(aspect))
        drawing = _drawing(frame, page.slide.title.get(job.language), page.step)

        def write(file: Path) -> None:
            file.write_bytes(drawing)

        return write

    job.write_files(files, progress, draw)
    return tuple(files)


def _drawing(frame: Frame, title: str, step: int | None) -> bytes:
    """Return a frame as an SVG document."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(round(frame.width), round(frame.height)))
    generator.setViewBox(QRectF(0, 0, frame.width, frame.height))
    generator.setTitle(title)
    with painting(generator) as painter:
        paint(painter, frame, QRectF(0, 0, frame.width, frame.height), step)
    text = bytes(buffer.data().data()).decode("utf-8", "replace")
    return _FORBIDDEN.sub("\ufffd", text).encode("utf-8")  # Qt writes the characters that XML forbids as they are
