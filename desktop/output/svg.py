"""Slides as SVG drawings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator

from desktop.output.atomic_write import written
from desktop.output.job import prepare
from desktop.output.selection import ExportError, Progress, files_for, silent
from desktop.render.paint import paint
from desktop.story.model import Story


def write(
    story: Story,
    path: str | Path,
    *,
    language: str = "",
    slides: str = "",
    steps: str = "final",
    aspect: str = "",
    progress: Progress = silent,
) -> tuple[Path, ...]:
    """Write the chosen slides as SVG and return the files; named as PNG pictures are.

    Raises ExportError where a slide is unknown or a file cannot be written. A QGuiApplication must exist.
    """
    work = prepare(story, language, slides, steps)
    files = files_for(Path(path), ".svg", work.pages)
    for page, file in work.each(files, progress):
        frame = work.frame(page, work.shape(aspect))
        with written(file) as beside:
            generator = QSvgGenerator()
            generator.setFileName(str(beside))
            generator.setSize(QSize(round(frame.width), round(frame.height)))
            generator.setViewBox(QRectF(0, 0, frame.width, frame.height))
            generator.setTitle(page.slide.title.get(work.language))
            painter = QPainter()
            if not painter.begin(generator):
                raise ExportError("unwritable", path=file, reason="SVG")
            paint(painter, frame, QRectF(0, 0, frame.width, frame.height), page.step)
            painter.end()
    return tuple(files)
