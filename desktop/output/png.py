"""The PNG writer exports slides as pictures."""

from __future__ import annotations

from pathlib import Path

from desktop.output.atomic_write import replacing
from desktop.output.export_job import prepare_export
from desktop.output.selection import ExportError, ProgressCallback, no_progress, target_files
from desktop.render.layouts.page import nearest_aspect
from desktop.render.paint import frame_to_image
from desktop.story.model import Story


def write_png(
    story: Story,
    path: str | Path,
    *,
    language: str = "",
    slides: str = "",
    steps: str = "final",
    size: tuple[int, int] = (1920, 1080),
    aspect: str = "",
    progress: ProgressCallback = no_progress,
) -> tuple[Path, ...]:
    """Write the selected slides as PNG; return the files.

    `size` is (width, height) in pixels.
    Raises ExportError where a slide is unknown or a file cannot be written. A QGuiApplication must exist.
    """
    job = prepare_export(story, language, slides, steps)
    files = target_files(Path(path), ".png", job.pages)
    for page, file in job.pages_and_files(files, progress):
        image = frame_to_image(job.lay_out(page, aspect or nearest_aspect(size, story.aspect)), *size, page.step)
        with replacing(file) as temp_path:
            if not image.save(str(temp_path)):
                raise ExportError("unwritable", path=file, reason="PNG")
    return tuple(files)
