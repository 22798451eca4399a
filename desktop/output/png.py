"""Slides as PNG pictures."""

from __future__ import annotations

from pathlib import Path

from desktop.output.choose import ExportError, Progress, choose, files_for, pages, silent
from desktop.output.crowds import crowds_for
from desktop.output.safely import written
from desktop.render.page import nearest_aspect
from desktop.render.paint import image_of, load_fonts
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
    size: tuple[int, int] = (1920, 1080),
    aspect: str = "",
    progress: Progress = silent,
) -> tuple[Path, ...]:
    """Write the chosen slides as PNG of `size` (width, height in pixels) and return the files.

    Raises ExportError where a slide is unknown or a file cannot be written. A QGuiApplication must exist.
    """
    load_fonts()
    language = language or story.languages[0]
    chosen = pages(story, choose(story, slides), steps, lambda slide: step_count(slide, story))
    crowds = crowds_for(story, (page.slide for page in chosen), language)
    files = files_for(Path(path), ".png", chosen)
    for index, (page, file) in enumerate(zip(chosen, files, strict=True)):
        if not progress(index, len(chosen)):
            for done in files[:index]:
                done.unlink(missing_ok=True)
            raise ExportError("cancelled")
        frame = layout(page.slide, story, language, aspect=aspect or nearest_aspect(size, story.aspect), crowds=crowds)
        image = image_of(frame, *size, page.step)
        with written(file) as beside:
            if not image.save(str(beside)):
                raise ExportError("unwritable", path=file, reason="PNG")
    progress(len(chosen), len(chosen))
    return tuple(files)
