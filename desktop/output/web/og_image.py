"""Paints the picture that other sites show beside a link."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage

from desktop.output.picture_files import encode
from desktop.render.frame import Frame
from desktop.render.paint import paint
from desktop.render.painter_scope import painting

CARD_SIZE: Final = (1200, 630)
_COMPRESSED: Final = 0


def write_card_picture(frame: Frame, path: Path) -> None:
    """Write a slide as a picture in the shape of cards.

    A little of its ground is left out above and below.
    """
    width, height = CARD_SIZE
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(frame.background.color if frame.background else "#000000"))
    scale = width / frame.width
    with painting(image) as painter:
        paint(painter, frame, QRectF(0.0, (height - scale * frame.height) / 2, width, scale * frame.height))
    path.write_bytes(encode(image, "png", _COMPRESSED))
