"""Reads the picture of an event for its card, in a thread."""

from __future__ import annotations

import os
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath

from desktop.render import images
from desktop.render.painter_scope import painting
from desktop.session.background_worker import BackgroundWorker
from desktop.story.model import Event, Story

_MOST_HEIGHT: Final = 190
_LEAST_WIDTH: Final = 90
"""A narrower picture would be a stripe: it is cut to this width."""
_CORNER: Final = 5.0


class CardPictures(QObject):
    """Makes the pictures of cards; a thread waits for the disk."""

    loaded = Signal()  # what was asked for may be there now, and is kept while this is emitted

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._reader: BackgroundWorker | None = None

    def picture(self, event: Event, story: Story, width: int, dpr: float) -> QImage | None:
        """Return the picture of an event, None without one or not yet.

        It is at most `width` wide, with `dpr` device pixels in each of its pixels.
        """
        if not event.image or not story.folder:
            return None
        with images.deferring() as jobs:
            image = _draw(event, story, width, dpr)
        if not jobs:
            return image
        if self._reader is None:
            self._reader = BackgroundWorker(self)
        self._reader.submit("picture", partial(images.load_all, jobs), self._keep)
        return None

    def _keep(self, loaded: list[tuple[images.PictureJob, Any]]) -> None:
        for job, result in loaded:
            job.keep(result)
        self.loaded.emit()
        images.forget_loaded(job for job, _ in loaded)


def _draw(event: Event, story: Story, width: int, dpr: float) -> QImage | None:
    """Return the picture as it fits on a card, with round corners."""
    file = os.path.join(story.folder, event.image)
    version = images.file_version(file)
    natural = images.image_size(file, story.folder, version) if version else None
    if natural is None:
        return None
    scale = min(width / natural[0], _MOST_HEIGHT / natural[1])
    shown_width = min(float(width), max(_LEAST_WIDTH, natural[0] * scale))
    shown_height = max(24.0, natural[1] * scale)
    image = QImage(round(shown_width * dpr), round(shown_height * dpr), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(dpr)
    image.fill(Qt.GlobalColor.transparent)
    rect = QRectF(0.0, 0.0, shown_width, shown_height)
    outline = QPainterPath()
    outline.addRoundedRect(rect, _CORNER, _CORNER)
    with painting(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(outline)
        if not images.draw_image(painter, file, story.folder, rect, "cover", version, event.focus):
            return None
    return image
