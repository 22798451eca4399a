"""The slide of a frozen audience, as it was painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap

from desktop.render.frame import Frame
from desktop.render.page.grid import CANVASES
from desktop.session.audience_picture import AudiencePicture

if TYPE_CHECKING:
    from desktop.session.talk.talk_journal import TalkRecord


class KeptPixels(NamedTuple):
    """The pixels of a slide that was frozen when the program ended."""

    aspect: str
    pixmap: QPixmap

    def frozen_slide(self, picture: AudiencePicture, aspect: str, frame: Frame | None) -> FrozenSlide:
        """Return the frozen slide of these pixels; `frame` may be gone."""
        return FrozenSlide(picture, aspect, frame or Frame(*CANVASES[self.aspect], None), self.pixmap)


def kept_pixels(record: TalkRecord) -> KeptPixels | None:
    """Return the pixels that were kept with a record, None for none."""
    if record.pixels is None or record.frozen is None:
        return None
    _key, aspect = record.frozen["pixels"]
    return KeptPixels(aspect, QPixmap.fromImage(record.pixels)) if aspect in CANVASES else None


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
