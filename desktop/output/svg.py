"""Slides as SVG drawings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator

from desktop.output.choose import ExportError, Progress, choose, files_for, pages, silent
from desktop.output.crowds import crowds_for
from desktop.output.safely import written
from desktop.render.paint import load_fonts, paint
from desktop.render.slides import layout
from desktop.story.model import Story
from desktop.story.steps import step_count


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
    load_fonts()
    language = language or story.languages[0]
    shape = aspect or (story.aspect if story.aspect != "auto" else "16:9")
    chosen = pages(story, choose(story, slides), steps, lambda slide: step_count(slide, story))
    crowds = crowds_for(story, (page.slide for page in chosen), language)
    files = files_for(Path(path), ".svg", chosen)
    for index, (page, file) in enumerate(zip(chosen, files, strict=True)):
        if not progress(index, len(chosen)):
            for done in files[:index]:
                done.unlink(missing_ok=True)
            raise ExportError("cancelled")
        frame = layout(page.slide, story, language, aspect=shape, crowds=crowds)
        with written(file) as beside:
            generator = QSvgGenerator()
            generator.setFileName(str(beside))
            generator.setSize(QSize(round(frame.width), round(frame.height)))
            generator.setViewBox(QRectF(0, 0, frame.width, frame.height))
            generator.setTitle(page.slide.title.get(language))
            painter = QPainter()
            if not painter.begin(generator):
                raise ExportError("unwritable", path=file, reason="SVG")
            paint(painter, frame, QRectF(0, 0, frame.width, frame.height), page.step)
            painter.end()
    progress(len(chosen), len(chosen))
    return tuple(files)
