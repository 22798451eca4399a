"""The ink writer exports the drawings of a talk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QRectF

from desktop.output.export_files import replacing
from desktop.output.export_job import prepare_export
from desktop.output.png import write_image
from desktop.render import theme as themes
from desktop.render.ink import Drawing, ink_frame
from desktop.render.paint import frame_to_image, paint
from desktop.render.painter_scope import painting
from desktop.story.model import Story


def write_drawings(
    story: Story, drawings: Mapping[str, Drawing], folder: Path, *, language: str = ""
) -> tuple[Path, ...]:
    """Write a PNG, 1920 wide, of each drawn slide; return files.

    Each slide has the aspect it was drawn on, or ink would lie beside its words. Drawings on slides that are gone are
    left out. Raises ExportError where a file cannot be written or a file of events cannot be read.
    """
    slide_ids = [slide_id for slide_id in drawings if slide_id in story.slide_index]
    if not slide_ids:
        return ()
    job = prepare_export(story, language, ",".join(slide_ids), "final")
    theme = themes.theme(story.theme)
    files = []
    for page in job.pages:
        drawing = drawings[page.slide.id]
        frame = job.lay_out(page, drawing.aspect)
        width, height = round(frame.width), round(frame.height)
        image = frame_to_image(frame, width, height)
        with painting(image) as painter:
            paint(painter, ink_frame(drawing.strokes, theme, frame.width, frame.height), QRectF(0, 0, width, height))
        file = folder / f"{story.slide_numbers.get(page.slide.id, 0):02d}-{page.slide.id}.png"
        with replacing(file) as temp_path:
            write_image(image, temp_path)
        files.append(file)
    return tuple(files)
