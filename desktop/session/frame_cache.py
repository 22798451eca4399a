"""Frames and pictures that were made once: by the story's content, so that nothing ever needs to be thrown away by hand.

Pictures are painted ahead in idle time, one a turn of the event loop and the nearest first; a key press never waits for one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap
from shiboken6 import isValid

from desktop.render.frame import Frame
from desktop.render.layouts.layout import layout
from desktop.render.paint import paint
from desktop.session.event_files import Crowds
from desktop.story.model import Slide, Story

_BYTES: Final = 192 * 1024 * 1024
_FRAMES: Final = 2048
Key = tuple[Frame, int, int, int, float]


class Frames(QObject):
    """The cache of one application: frames of slides, and pixmaps of frames."""

    def __init__(self, parent: QObject | None = None, crowds: Crowds | None = None) -> None:
        super().__init__(parent)
        self._crowds = crowds or Crowds(self)
        self._crowds.changed.connect(self._forget)
        self._story: Story | None = None
        self._frames: dict[tuple[str, str, str], Frame] = {}
        self._kept: OrderedDict[Frame, Frame] = OrderedDict()
        self._pixmaps: OrderedDict[Key, QPixmap] = OrderedDict()
        self._bytes = 0
        self._waiting: OrderedDict[object, tuple[QObject, Callable[[], None]]] = OrderedDict()
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._one)

    def frame(self, story: Story, slide: Slide, language: str, aspect: str = "16:9") -> Frame:
        """Return the frame of a slide, laid out once for each story, language and aspect."""
        if story is not self._story:
            self._story = story
            self._frames.clear()
        key = (slide.id, language, aspect)
        found = self._frames.get(key)
        if found is None:
            made = layout(slide, story, language, aspect=aspect, crowds=self._crowds.by_track)
            # An edit elsewhere gives an equal frame: the older one is kept, and with it the pictures made of it.
            found = self._kept.setdefault(made, made)
            while len(self._kept) > _FRAMES:
                self._kept.popitem(last=False)
            self._frames[key] = found
        return found

    def _forget(self) -> None:
        """Lay the timeline's slides out anew: the events of a file have come, or gone."""
        self._frames.clear()

    def ready(self, frame: Frame, step: int, width: int, height: int, dpr: float) -> QPixmap | None:
        """Return the picture of a frame at a size in device pixels where it is made already."""
        key = (frame, min(step, frame.steps), width, height, dpr)
        found = self._pixmaps.get(key)
        if found is not None:
            self._pixmaps.move_to_end(key)
        return found

    def pixmap(self, frame: Frame, step: int, width: int, height: int, dpr: float) -> QPixmap:
        """Return the picture of a frame at a size in device pixels, painting it now where it must be."""
        found = self.ready(frame, step, width, height, dpr)
        if found is not None:
            return found
        made = QPixmap(max(1, width), max(1, height))
        made.setDevicePixelRatio(dpr)
        made.fill(Qt.GlobalColor.black)
        painter = QPainter(made)
        paint(painter, frame, QRectF(0, 0, width / dpr, height / dpr), step)
        painter.end()
        self._pixmaps[(frame, min(step, frame.steps), width, height, dpr)] = made
        self._bytes += 4 * made.width() * made.height()
        while self._bytes > _BYTES and len(self._pixmaps) > 1:
            _, old = self._pixmaps.popitem(last=False)
            self._bytes -= 4 * old.width() * old.height()
        return made

    def later(self, owner: QObject, key: object, work: Callable[[], None], *, soon: bool = False) -> None:
        """Do something for `owner` in idle time, once for each key, unless it is gone by then; `soon` before what waits."""
        self._waiting[key] = (owner, work)
        self._waiting.move_to_end(key, last=not soon)
        if not self._idle.isActive():
            self._idle.start()

    def forget_waiting(self) -> None:
        """Drop what has not been done yet: it is for another story, or for a window that is gone."""
        self._waiting.clear()
        self._idle.stop()

    def _one(self) -> None:
        """Do one thing; what is ready waits for the next turn, so that key presses come in between."""
        if not self._waiting:
            self._idle.stop()
            return
        _, (owner, work) = self._waiting.popitem(last=False)
        if isValid(owner):
            work()
