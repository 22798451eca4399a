"""What a frozen audience keeps: its slide as it was painted."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap

from desktop.render.frame import Frame
from desktop.session.audience_picture import AudiencePicture


class FrozenSlide(NamedTuple):
    """A slide's frame and pixels, which later changes of files leave alone.

    `aspect` is the canvas's; on a screen of another one the slide has to be laid out anew.
    """

    picture: AudiencePicture
    aspect: str
    frame: Frame
    pixmap: QPixmap

    def pixmap_at(self, width: int, height: int, dpr: float) -> QPixmap:
        """Return the pixels, scaled to a size in device pixels."""
        if self.pixmap.size() == QSize(width, height):
            return self.pixmap
        scaled = self.pixmap.scaled(width, height, mode=Qt.TransformationMode.SmoothTransformation)
        scaled.setDevicePixelRatio(dpr)
        return scaled
