"""The drawings of a talk as pictures: each slide that was drawn on, with what was drawn."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from desktop.render import theme as themes
from desktop.render.layouts.layout import layout
from desktop.render.paint import paint
from desktop.session.session import Session
from desktop.ui.talk.overlay import paint_stroke


def export_drawings(session: Session, folder: Path, aspect: str = "16:9") -> list[Path]:
    """Write a PNG, 1920 wide, of each slide that was drawn on, and return the files. Raises OSError where it cannot."""
    story = session.story
    theme = themes.theme(story.theme)
    files = []
    for slide_id in session.stage.inked_slides:
        index = story.slide_index.get(slide_id)
        if index is None:
            continue
        frame = layout(story.slides[index], story, session.language, aspect=aspect)
        image = QImage(round(frame.width), round(frame.height), QImage.Format.Format_RGB32)
        painter = QPainter(image)
        paint(painter, frame, QRectF(0, 0, frame.width, frame.height))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke in session.stage.strokes(slide_id):
            paint_stroke(painter, stroke, theme)
        painter.end()
        file = folder / f"{story.slide_numbers.get(slide_id, 0):02d}-{slide_id}.png"
        if not image.save(str(file)):
            raise OSError(f"{file}")
        files.append(file)
    return files
