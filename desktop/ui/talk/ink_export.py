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


def write(session: Session, folder: Path, aspect: str = "16:9") -> list[Path]:
    """Write a PNG, 1920 wide, of each slide that was drawn on, and return the files. Raises OSError where it cannot."""
    story = session.story
    theme = themes.theme(story.theme)
    written = []
    for name in session.stage.inked_slides:
        place = story.slide_index.get(name)
        if place is None:
            continue
        frame = layout(story.slides[place], story, session.language, aspect=aspect)
        image = QImage(round(frame.width), round(frame.height), QImage.Format.Format_RGB32)
        painter = QPainter(image)
        paint(painter, frame, QRectF(0, 0, frame.width, frame.height))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke in session.stage.ink(name):
            paint_stroke(painter, stroke, theme)
        painter.end()
        file = folder / f"{story.numbers.get(name, 0):02d}-{name}.png"
        if not image.save(str(file)):
            raise OSError(f"{file}")
        written.append(file)
    return written
