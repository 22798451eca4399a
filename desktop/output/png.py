"""The PNG writer exports slides as pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QImage

from desktop.output.export_job import prepare_export
from desktop.output.png_encoder import encode_png
from desktop.output.selection import ExportPage, ProgressCallback, no_progress, target_files
from desktop.render.page.grid import nearest_aspect
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
    files = target_files(Path(path), ".png", job.pages, story.folder)

    def draw(page: ExportPage) -> Callable[[Path], None]:
        frame = job.lay_out(page, aspect or nearest_aspect(size, story.aspect))
        image = frame_to_image(frame, *size, page.step)
        return lambda file: write_image(image, file)

    job.write_files(files, progress, draw)
    return tuple(files)


def write_image(image: QImage, file: Path) -> None:
    """Write an opaque image to a file as PNG.

    Raises OSError.
    """
    file.write_bytes(encode_png(image))
