"""The frame cache keeps frames and pixmaps by content.

Nothing has to be invalidated by hand. Pixmaps are painted ahead in idle time, one in each turn of the event loop and the
nearest first; a press of Next seldom waits. A jump far away paints its pixmap at once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap
from shiboken6 import isValid

from desktop.render import images
from desktop.render.frame import Frame, Image
from desktop.render.layouts.slide_layout import layout
from desktop.render.paint import paint
from desktop.render.painter_scope import painting, saved_state
from desktop.render.picture_cache import PictureCache, Share, fit_to_screen
from desktop.session.background_worker import BackgroundWorker
from desktop.session.debounce import Debounce
from desktop.session.event_files import EventFiles
from desktop.story.model import Slide, Story
from desktop.story.slide_content import slide_content
from desktop.story.unchanged_slides import differ_in_slides_alone, is_shown_alike

_MAX_FRAMES: Final = 2048
_MAX_THUMBNAIL_PIXELS: Final = 360 * 270
_MAX_STORIES: Final = 2
"""The story of the session, and the older one that a frozen audience still sees."""
_GRACE_S: Final = 0.008
"""How long a picture is waited for: half a frame of the screen."""
_MAX_STAGES: Final = 4
"""The disk is asked for a file's version, then for the size of the picture, then for its pixels."""
PixmapKey = tuple[Frame, int, int, int, float]
_Made = TypeVar("_Made")


class FrameCache(QObject):
    """The cache of one application: frames of slides, and pixmaps of frames."""

    pictures_loaded = Signal()  # after `defer_pictures`: what lacked pictures is to be shown again

    def __init__(self, parent: QObject | None = None, event_files: EventFiles | None = None) -> None:
        super().__init__(parent)
        self._event_files = event_files or EventFiles(self)
        self._event_files.changed.connect(self._clear_frames)
        self._frames_by_story: list[tuple[Story, dict[tuple[str, str, str], Frame]]] = []  # the latest first
        self._slides_alone_differ: bool | None = None  # in the two latest stories; None until they are compared
        self._interned: OrderedDict[Frame, Frame] = OrderedDict()
        self._pixmaps: Final = PictureCache[PixmapKey, QPixmap](Share.SLIDES)
        self._thumbnails: Final = PictureCache[PixmapKey, QPixmap](Share.THUMBNAILS)
        self._picture_reader: BackgroundWorker | None = None
        self._job_count = 0
        self._unanswered: set[object] = set()  # questions that the disk was asked
        self._incomplete_frames: dict[tuple[int, str, str, str], Frame] = {}
        self._incomplete_pixmaps: dict[PixmapKey, QPixmap] = {}
        self._loaded_timer = Debounce(0, self._show_pictures, self)
        self._fit_to_screens()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._fit_to_screens)
        self._scheduled: OrderedDict[tuple[int, object], tuple[QObject, Callable[[], object]]] = OrderedDict()
        self._is_shut_down = False
        self._has_painted = False
        self._idle_timer = QTimer(self)
        self._idle_timer.setInterval(0)
        self._idle_timer.timeout.connect(self._run_one)

    def defer_pictures(self) -> None:
        """Read pictures in a thread from now on.

        The disk may be slow: what is laid out or painted meanwhile lacks them, until `pictures_loaded`.
        """
        self._picture_reader = BackgroundWorker(self)

    def shut_down(self) -> None:
        """Read no more pictures, and make nothing that waits."""
        if self._picture_reader is not None:
            self._picture_reader.shut_down()
        self._is_shut_down = True
        self._loaded_timer.stop()
        self.cancel_scheduled()

    @property
    def is_waiting_for_pictures(self) -> bool:
        """Return whether anything was made that lacks its pictures."""
        return bool(self._incomplete_frames or self._incomplete_pixmaps)

    def _with_pictures(self, make: Callable[[], _Made]) -> tuple[_Made, bool]:
        """Return a frame from `make`, and whether it has all its pictures."""
        if self._picture_reader is None:
            return make(), True
        for _ in range(_MAX_STAGES):
            with images.deferring() as jobs:
                made = make()
            if not jobs:
                if not self.is_waiting_for_pictures:
                    images.forget_loaded()
                return made, True
            # A disk that has not answered the last question will not answer this one within a moment.
            grace_s = 0.0 if self._picture_reader.is_busy else _GRACE_S
            self._ask(jobs, self._picture_reader)
            # Most disks answer within a moment; then nobody sees a slide without its picture.
            if not self._picture_reader.wait(grace_s):
                return made, False
        self._loaded_timer.start()
        return made, False

    def _ask(self, jobs: list[images.PictureJob], reader: BackgroundWorker) -> None:
        """Ask the disk, once for each question until it has answered."""
        new_jobs = {job.question: job for job in jobs if job.question not in self._unanswered}
        if not new_jobs:
            return
        self._unanswered.update(new_jobs)
        self._job_count += 1
        reader.submit(
            f"pictures {self._job_count}",
            partial(images.load_all, [*new_jobs.values()]),
            self._keep_pictures,
            partial(self._unanswered.difference_update, new_jobs),
        )

    def _keep_pictures(self, loaded: list[tuple[images.PictureJob, Any]]) -> None:
        for job, result in loaded:
            self._unanswered.discard(job.question)
            job.keep(result)
        if self.is_waiting_for_pictures:
            self._loaded_timer.start()

    def _show_pictures(self) -> None:
        """Drop the frames without all their pictures."""
        self._incomplete_frames.clear()
        self._incomplete_pixmaps.clear()
        self.pictures_loaded.emit()

    def frame(self, story: Story, slide: Slide, language: str, aspect: str = "16:9") -> Frame:
        """Return a slide's frame, laid out once for each key.

        The key is story, slide, language and aspect.
        """
        frames = self._frames_of(story)
        key = (slide.id, language, aspect)
        frame = frames.get(key) or self._incomplete_frames.get((id(story), *key))
        if frame is None and (frame := self._unchanged_frame(story, slide, key)) is not None:
            frames[key] = frame
        if frame is None:
            new_frame, is_complete = self._with_pictures(
                lambda: layout(slide, story, language, aspect=aspect, aggregated=self._event_files.by_track)
            )
            if not is_complete:
                self._incomplete_frames[(id(story), *key)] = new_frame
                return new_frame
            # An edit elsewhere gives an equal frame: the older one is kept, and with it its pixmaps.
            frame = self._interned.setdefault(new_frame, new_frame)
            while len(self._interned) > _MAX_FRAMES:
                self._interned.popitem(last=False)
            frames[key] = frame
        return frame

    def _unchanged_frame(self, story: Story, slide: Slide, key: tuple[str, str, str]) -> Frame | None:
        """Return a slide's frame in the story before, if still right.

        It is where only other slides were edited since.
        """
        if len(self._frames_by_story) < 2:
            return None
        older, frames = self._frames_by_story[1]
        frame = frames.get(key)
        if frame is None or not is_shown_alike(slide, story, older) or not _has_its_pictures(frame, slide, story):
            return None
        if self._slides_alone_differ is None:
            self._slides_alone_differ = differ_in_slides_alone(story, older)
        return frame if self._slides_alone_differ else None

    def _frames_of(self, story: Story) -> dict[tuple[str, str, str], Frame]:
        """Return the frames of a story, and forget the story used least."""
        kept = self._frames_by_story
        if not kept or kept[0][0] is not story:
            frames = next((frames for one, frames in kept if one is story), {})
            self._slides_alone_differ = None
            self._frames_by_story = [(story, frames), *(one for one in kept if one[0] is not story)][:_MAX_STORIES]
        return self._frames_by_story[0][1]

    def _clear_frames(self) -> None:
        """Drop the frames: the events of a file have changed."""
        self._frames_by_story.clear()

    def cached_pixmap(self, frame: Frame, step: int, width: int, height: int, dpr: float) -> QPixmap | None:
        """Return a frame's cached pixmap at a size, or None.

        The size is in device pixels.
        """
        key = (frame, min(step, frame.steps), width, height, dpr)
        return self._cache(width, height).get(key) or self._incomplete_pixmaps.get(key)

    def _cache(self, width: int, height: int) -> PictureCache[PixmapKey, QPixmap]:
        """Return the cache for a size; slides never drop thumbnails."""
        return self._thumbnails if width * height <= _MAX_THUMBNAIL_PIXELS else self._pixmaps

    def _fit_to_screens(self) -> None:
        """Give the caches room for slides of the largest screen."""
        sizes = [(screen.size(), screen.devicePixelRatio()) for screen in QGuiApplication.screens()]
        fit_to_screen(round(max((size.width() * size.height() * dpr * dpr for size, dpr in sizes), default=0)))

    def paint_first(
        self, painter: QPainter, corner: QPointF, frame: Frame, step: int, width: int, height: int, dpr: float
    ) -> bool:
        """Paint the first picture; return whether it was the first.

        Its pixels are those of its pixmap, for which the first slide does not wait: on a full screen, to find the memory
        and to copy it take a tenth of the time that all of Passeur takes.
        """
        if self._has_painted or self._picture_reader is not None:
            return False
        self._has_painted = True
        with saved_state(painter):
            painter.translate(corner)
            paint(painter, frame, QRectF(0, 0, width / dpr, height / dpr), step)
        return True

    def pixmap(self, frame: Frame, step: int, width: int, height: int, dpr: float) -> QPixmap:
        """Return a frame's pixmap at a size; paint it if needed.

        The size is in device pixels.
        """
        cached = self.cached_pixmap(frame, step, width, height, dpr)
        if cached is not None:
            return cached
        key = (frame, min(step, frame.steps), width, height, dpr)
        self._has_painted = True
        pixmap, is_complete = self._with_pictures(lambda: _paint_pixmap(frame, step, width, height, dpr))
        if not is_complete:
            self._incomplete_pixmaps[key] = pixmap
            return pixmap
        self._cache(width, height).add(key, pixmap, 4 * pixmap.width() * pixmap.height())
        return pixmap

    def schedule(self, owner: QObject, key: object, callback: Callable[[], object], *, urgent: bool = False) -> None:
        """Call a function in idle time, while `owner` lives.

        A later call of the same `owner` and `key` replaces it. An `urgent` call comes before all that wait.
        """
        if self._is_shut_down:
            return
        # Under steady key presses the end of the queue is never reached: what is dead there would be kept.
        for waiting in [one for one, (other, _) in self._scheduled.items() if not isValid(other)]:
            del self._scheduled[waiting]
        waiting = (id(owner), key)
        self._scheduled[waiting] = (owner, callback)
        self._scheduled.move_to_end(waiting, last=not urgent)
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


def _has_its_pictures(frame: Frame, slide: Slide, story: Story) -> bool:
    """Return whether a frame shows its pictures as last read."""
    shown = [item for item in frame.items if isinstance(item, Image)]
    return (
        not frame.missing_images
        and (bool(shown) or not slide_content(slide, story).image)
        and all(item.version == images.known_file_version(item.file) for item in shown)
    )


def _paint_pixmap(frame: Frame, step: int, width: int, height: int, dpr: float) -> QPixmap:
    pixmap = QPixmap(max(1, width), max(1, height))
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.black)
    with painting(pixmap) as painter:
        paint(painter, frame, QRectF(0, 0, width / dpr, height / dpr), step)
    return pixmap
