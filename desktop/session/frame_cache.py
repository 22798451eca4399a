"""The frame cache keeps frames and pixmaps by content.

Nothing has to be invalidated by hand. Pixmaps are painted ahead in idle time, one in each turn of the event loop and the
nearest first; a press of Next seldom waits. A jump far away paints its pixmap at once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPixmap
from shiboken6 import isValid

from desktop.render.frame import Frame
from desktop.render.layouts.slide_layout import layout
from desktop.render.paint import paint
from desktop.render.painting import painting
from desktop.render.picture_cache import PictureCache, Share, fit_to_screen
from desktop.session.event_files import EventFiles
from desktop.story.model import Slide, Story

_MAX_FRAMES: Final = 2048
_MAX_THUMBNAIL_PIXELS: Final = 360 * 270
_MAX_STORIES: Final = 2
"""The story of the session, and the older one that a frozen audience still sees."""
PixmapKey = tuple[Frame, int, int, int, float]


class FrameCache(QObject):
    """The cache of one application: frames of slides, and pixmaps of frames."""

    def __init__(self, parent: QObject | None = None, event_files: EventFiles | None = None) -> None:
        super().__init__(parent)
        self._event_files = event_files or EventFiles(self)
        self._event_files.changed.connect(self._clear_frames)
        self._frames_by_story: list[tuple[Story, dict[tuple[str, str, str], Frame]]] = []  # the latest first
        self._interned: OrderedDict[Frame, Frame] = OrderedDict()
        self._pixmaps: Final = PictureCache[PixmapKey, QPixmap](Share.SLIDES)
        self._thumbnails: Final = PictureCache[PixmapKey, QPixmap](Share.THUMBNAILS)
        self._fit_to_screens()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._fit_to_screens)
        self._scheduled: OrderedDict[object, tuple[QObject, Callable[[], None]]] = OrderedDict()
        self._idle_timer = QTimer(self)
        self._idle_timer.setInterval(0)
        self._idle_timer.timeout.connect(self._run_one)

    def frame(self, story: Story, slide: Slide, language: str, aspect: str = "16:9") -> Frame:
        """Return a slide's frame, laid out once for each key.

        The key is story, slide, language and aspect.
        """
        frames = self._frames_of(story)
        key = (slide.id, language, aspect)
        frame = frames.get(key)
        if frame is None:
            new_frame = layout(slide, story, language, aspect=aspect, aggregated=self._event_files.by_track)
            # An edit elsewhere gives an equal frame: the older one is kept, and with it its pixmaps.
            frame = self._interned.setdefault(new_frame, new_frame)
            while len(self._interned) > _MAX_FRAMES:
                self._interned.popitem(last=False)
            frames[key] = frame
        return frame

    def _frames_of(self, story: Story) -> dict[tuple[str, str, str], Frame]:
        """Return the frames of a story, and forget the story used least."""
        kept = self._frames_by_story
        if not kept or kept[0][0] is not story:
            frames = next((frames for one, frames in kept if one is story), {})
            self._frames_by_story = [(story, frames), *(one for one in kept if one[0] is not story)][:_MAX_STORIES]
        return self._frames_by_story[0][1]

    def _clear_frames(self) -> None:
        """Drop the frames: the events of a file have changed."""
        self._frames_by_story.clear()

    def cached_pixmap(self, frame: Frame, step: int, width: int, height: int, dpr: float) -> QPixmap | None:
        """Return a frame's cached pixmap at a size, or None.

        The size is in device pixels.
        """
        return self._cache(width, height).get((frame, min(step, frame.steps), width, height, dpr))

    def _cache(self, width: int, height: int) -> PictureCache[PixmapKey, QPixmap]:
        """Return the cache for a size; slides never drop thumbnails."""
        return self._thumbnails if width * height <= _MAX_THUMBNAIL_PIXELS else self._pixmaps

    def _fit_to_screens(self) -> None:
        """Give the caches room for slides of the largest screen."""
        sizes = [(screen.size(), screen.devicePixelRatio()) for screen in QGuiApplication.screens()]
        fit_to_screen(round(max((size.width() * size.height() * dpr * dpr for size, dpr in sizes), default=0)))

    def pixmap(self, frame: Frame, step: int, width: int, height: int, dpr: float) -> QPixmap:
        """Return a frame's pixmap at a size; paint it if needed.

        The size is in device pixels.
        """
        cached = self.cached_pixmap(frame, step, width, height, dpr)
        if cached is not None:
            return cached
        pixmap = QPixmap(max(1, width), max(1, height))
        pixmap.setDevicePixelRatio(dpr)
        pixmap.fill(Qt.GlobalColor.black)
        with painting(pixmap) as painter:
            paint(painter, frame, QRectF(0, 0, width / dpr, height / dpr), step)
        key = (frame, min(step, frame.steps), width, height, dpr)
        self._cache(width, height).add(key, pixmap, 4 * pixmap.width() * pixmap.height())
        return pixmap

    def schedule(self, owner: QObject, key: object, callback: Callable[[], None], *, urgent: bool = False) -> None:
        """Call a function in idle time, while `owner` lives.

        A later call with the same `key` replaces it. An `urgent` call comes before all that wait.
        """
        self._scheduled[key] = (owner, callback)
        self._scheduled.move_to_end(key, last=not urgent)
        if not self._idle_timer.isActive():
            self._idle_timer.start()

    def cancel_scheduled(self) -> None:
        """Cancel all waiting calls.

        They are for another story or a closed window.
        """
        self._scheduled.clear()
        self._idle_timer.stop()

    def _run_one(self) -> None:
        """Make one waiting call.

        The next one waits a turn of the event loop, so that key presses come between.
        """
        if not self._scheduled:
            self._idle_timer.stop()
            return
        _, (owner, callback) = self._scheduled.popitem(last=False)
        if isValid(owner):
            callback()
