"""Slides as PNG pictures."""

from __future__ import annotations

from pathlib import Path

from desktop.output.atomic_write import written
from desktop.output.job import prepare
from desktop.output.selection import ExportError, Progress, files_for, silent
from desktop.render.layouts.page import nearest_aspect
from desktop.render.paint import image_of
from desktop.story.model import Story


def write(
    story: Story,
    path: str | Path,
    *,
    language: str = "",
    slides: str = "",
    steps: str = "final",
    size: tuple[int, int] = (1920, 1080),
    aspect: str = "",
    progress: Progress = silent,
) -> tuple[Path, ...]:
    """Write the chosen slides as PNG of `size` (width, height in pixels) and return the files.

    Raises ExportError where a slide is unknown or a file cannot be written. A QGuiApplication must exist.
    """
    work = prepare(story, language, slides, steps)
    files = files_for(Path(path), ".png", work.pages)
    for page, file in work.each(files, progress):
        image = image_of(work.frame(page, aspect or nearest_aspect(size, story.aspect)), *size, page.step)
        with written(file) as beside:
            if not image.save(str(beside)):
                raise ExportError("unwritable", path=file, reason="PNG")
    return tuple(files)
