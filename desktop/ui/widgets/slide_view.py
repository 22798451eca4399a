"""The slide view shows a slide, in window and talk."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop import trace
from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.render.frame import Frame, HitZone
from desktop.render.page.grid import nearest_aspect
from desktop.render.paint import letterbox_rect
from desktop.render.painter_scope import painting
from desktop.session.frame_cache import FrameCache
from desktop.session.navigator import Navigator
from desktop.session.position import Position, next_position, previous_position, slide_at
from desktop.session.session import Session
from desktop.session.session_pictures import audience_picture
from desktop.session.settings import Settings
from desktop.story.model import Story
from desktop.ui.widgets.frozen_slide import FrozenSlide, KeptPixels

FADE_MS: Final = 200
STEP_FADE_MS: Final = 120


class SlideView(QWidget):
    """Paints a slide of the session, letterboxed, in device pixels.

    `position_source` returns the position that is shown; without it, that of the session. With `audience` it is the audience's
    picture, slides fade, and the canvas takes the screen's aspect; `aspect_source` is another view whose aspect is taken.
    """

    event_chosen = Signal(str)
    painted = Signal(str, int)  # the id of the slide and the step, at each paint, fades included
    frozen_painted = Signal(object)  # a FrozenSlide

    def __init__(
        self,
        session: Session,
        frame_cache: FrameCache,
        settings: Settings,
        *,
        audience: bool = False,
        position_source: Callable[[Navigator], Position] | None = None,
        aspect_source: SlideView | None = None,
    ) -> None:
        super().__init__()
        self._position_source = position_source
        self._aspect_source = aspect_source
        self._session = session
        self._frame_cache = frame_cache
        self._settings = settings
        self._is_audience = audience
        self.marks_overflow = False  # only in the author's window
        self.is_top_aligned = False  # else in the middle of a view that is taller than the slide
        self._displayed: tuple[Frame, int] | None = None
        self._frozen_slide: FrozenSlide | None = None
        self._kept_pixels: KeptPixels | None = None
        self._outgoing_pixmap: QPixmap | None = None
        self._last_good: tuple[QPointF, QPixmap] | None = None
        self._outgoing_corner = QPointF()
        self._fade_started_at = 0.0
        self._fade_ms = 0
        self._hovered_zone: HitZone | None = None
        self._fade_timer = QTimer(self)
        self._fade_timer.setInterval(12)
        self._fade_timer.timeout.connect(self._advance_fade)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(240, 135))
        if not audience:
            self.setMouseTracking(True)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        session.navigator.position_changed.connect(self.refresh)
        session.story_changed.connect(self.show_at_once)
        session.problems_changed.connect(self.update)
        session.language_changed.connect(self.show_at_once)
        session.event_files.changed.connect(self.show_at_once)
        session.talk.changed.connect(self.refresh)
        for slot in (self.update, self._prerender):
            frame_cache.pictures_loaded.connect(slot)

    @qt_override(fallback=QSize())
    def sizeHint(self) -> QSize:
        """Return the preferred size."""
        return QSize(960, 540)

    # -- content -------------------------------------------------------------------------------------------------

    @property
    def aspect(self) -> str:
        """Return the canvas's aspect; an audience's fits its screen best."""
        if self._aspect_source is not None:
            return self._aspect_source.aspect
        fixed = self._shown()[0].aspect
        if self._is_audience:
            return nearest_aspect((self.width(), self.height()), fixed)
        return fixed if fixed != "auto" else "16:9"

    def frame(self) -> Frame | None:
        """Return the frame to paint, or None; capture a new freeze."""
        frozen = self._session.talk.frozen if self._is_audience else None
        if frozen is None:
            self._frozen_slide = self._kept_pixels = None
            return self._current_frame()
        aspect = self.aspect
        if self._frozen_slide is None or (self._frozen_slide.picture, self._frozen_slide.aspect) != (frozen, aspect):
            frame, kept = self._current_frame(), self._kept_pixels
            if kept is not None and (frame is None or kept.aspect == aspect):
                self._frozen_slide = kept.frozen_slide(frozen, aspect, frame)
                return self._frozen_slide.frame
            if frame is None:
                return None
            pixmap = self._frame_cache.pixmap(frame, frozen.position.step, *self._device_size(frame))
            if self._frame_cache.is_waiting_for_pictures:
                return frame
            self._frozen_slide = FrozenSlide(frozen, aspect, frame, pixmap)
            self.frozen_painted.emit(self._frozen_slide)
        return self._frozen_slide.frame

    def keep_pixels(self, kept: KeptPixels) -> None:
        """Show these pixels for as long as the picture stays frozen."""
        self._kept_pixels = kept

    def _current_frame(self) -> Frame | None:
        story, position, language = self._shown()
        slide = slide_at(story, position)
        return self._frame_cache.frame(story, slide, language, self.aspect) if slide is not None else None

    @property
    def position(self) -> Position:
        """Return the shown slide and step."""
        return self._shown()[1]

    def _shown(self) -> tuple[Story, Position, str]:
        """Return the shown story, position and language.

        The audience may see a frozen picture.
        """
        session = self._session
        if self._is_audience:
            picture = audience_picture(session)
            return picture.story, picture.position, picture.language
        position = self._position_source(session.navigator) if self._position_source else session.navigator.position
        return session.story, position, session.language

    @property
    def theme(self) -> themes.Theme:
        """Return the colours of the story."""
        return themes.theme(self._shown()[0].theme)

    def _slide_rect(self, frame: Frame) -> QRectF:
        """Return the place of the slide in the view."""
        target = letterbox_rect(frame, QRectF(self.rect()))
        if self.is_top_aligned:
            target.moveTop(0.0)
        return target

    def slide_geometry(self) -> tuple[QPointF, float] | None:
        """Return the slide's top left and scale, None without a slide."""
        frame = self.frame()
        if frame is None:
            return None
        target = self._slide_rect(frame)
        return target.topLeft(), target.width() / frame.width

    def to_canvas(self, point: QPointF) -> QPointF | None:
        """Return a point of the widget in units of the slide's canvas."""
        slide_geometry = self.slide_geometry()
        return (point - slide_geometry[0]) / slide_geometry[1] if slide_geometry is not None else None

    def zoomed_pixmap(self, zoom: float) -> QPixmap | None:
        """Return the shown slide as a pixmap, scaled by a factor."""
        frame = self.frame()
        if frame is None:
            return None
        width, height, dpr = self._device_size(frame)
        return self._pixmap(frame, self.position.step, round(width * zoom), round(height * zoom), dpr)

    def _pixmap(self, frame: Frame, step: int, width: int, height: int, dpr: float) -> QPixmap:
        """Return the slide at a size in device pixels.

        A frozen one is scaled, not painted anew.
        """
        frozen = self._frozen_slide
        if frozen is None or frozen.frame is not frame:
            return self._frame_cache.pixmap(frame, step, width, height, dpr)
        return frozen.pixmap_at(width, height, dpr)

    def _device_size(self, frame: Frame) -> tuple[int, int, float]:
        """Return the picture's size in device pixels, and the pixel ratio."""
        dpr = self.devicePixelRatioF()
        target = self._slide_rect(frame)
        return round(target.width() * dpr), round(target.height() * dpr), dpr

    def _device_aligned_corner(self, frame: Frame) -> QPointF:
        """Return the top left, on a device pixel: else it is blurred."""
        dpr = self.devicePixelRatioF()
        target = self._slide_rect(frame)
        return QPointF(round(target.x() * dpr) / dpr, round(target.y() * dpr) / dpr)

    def refresh(self) -> None:
        """Show the session's slide, for an audience with a short fade."""
        if self._is_audience and self.isVisible() and not self._settings.reduced_motion:
            self.finish_transition()
            pixmap = self._displayed_pixmap()
            unchanged = self._displayed is not None and self._displayed == (self.frame(), self.position.step)
            if pixmap is not None and self._displayed is not None and not unchanged:
                self._outgoing_pixmap = pixmap
                self._outgoing_corner = self._device_aligned_corner(self._displayed[0])
                same_slide = self._displayed[0] is self.frame()
                self._fade_ms = STEP_FADE_MS if same_slide else FADE_MS
                self._fade_started_at = time.perf_counter()
                self._fade_timer.start()
        self.update()
        self._prerender()

    def show_at_once(self) -> None:
        """Show the session's slide without motion, after an edit."""
        self.finish_transition()
        self.update()
        self._prerender()

    def finish_transition(self) -> None:
        """End a transition at once."""
        self._fade_timer.stop()
        self._outgoing_pixmap = None

    def _advance_fade(self) -> None:
        if (time.perf_counter() - self._fade_started_at) * 1000 >= self._fade_ms:
            self.finish_transition()
        self.update()

    def _displayed_pixmap(self) -> QPixmap | None:
        """Return the pixmap on the screen."""
        if self._displayed is None:
            return None
        frame, step = self._displayed
        return self._pixmap(frame, step, *self._device_size(frame))

    def _prerender(self) -> None:
        """Paint the neighbouring steps in idle time.

        A key press then only copies pixels.
        """
        if self._displayed is None:
            return  # the picture that somebody waits for comes first; it calls again
        session = self._session
        if self._position_source is None:
            nearest = (
                session.navigator.next_position,
                previous_position(session.story, session.navigator.position),
            )
        else:  # a preview is one press ahead already
            nearest = (next_position(session.story, session.navigator.next_position), session.navigator.position)
        # One key for each side: the neighbours of a slide that was left are not painted.
        for side, position in zip(("following", "preceding"), nearest, strict=True):
            self._frame_cache.schedule(self, side, partial(self._prerender_position, position), urgent=True)

    def _prerender_position(self, position: Position) -> None:
        slide = slide_at(self._session.story, position)
        if slide is None or not self.isVisible():
            return
        frame = self._frame_cache.frame(self._session.story, slide, self._session.language, self.aspect)
        self._frame_cache.pixmap(frame, position.step, *self._device_size(frame))

    # -- painting ------------------------------------------------------------------------------------------------------

    def _paint_last_good(self, _event: QPaintEvent) -> None:
        """Paint the last picture that had no error: the audience sees none."""
        with painting(self) as painter:
            if self._last_good is not None:
                painter.drawPixmap(*self._last_good)
            else:
                painter.fillRect(self.rect(), Qt.GlobalColor.black)

    @qt_override(instead=_paint_last_good)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the slide, the transition or the blank."""
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        blank = audience_picture(self._session).blank if self._is_audience else ""
        if self._position_source is not None and self.position.ended:
            blank = "black"  # a preview of the end
        frame = self.frame()
        background = "black" if self._is_audience else themes.theme(self._session.story.theme).background
        painter.fillRect(self.rect(), QColor("white" if blank == "white" else background))
        if blank or frame is None:
            self._displayed = None
            return
        step = self.position.step
        is_first = self._displayed is None
        corner, size = self._device_aligned_corner(frame), self._device_size(frame)
        if not is_first or self._frozen_slide or not self._frame_cache.paint_first(painter, corner, frame, step, *size):
            self._paint_pixmap(painter, frame, step)
        elif self._is_audience:  # the next press fades from its pixmap
            self._frame_cache.schedule(self, "shown", self._displayed_pixmap, urgent=True)
        if not self._is_audience:
            self._paint_markers(painter, frame)
        self._displayed = (frame, step)
        if is_first:
            self._prerender()
        if trace.enabled():
            import sys

            slide = self.position.slide_id
            trace.mark(
                "slide_painted",
                slide=slide,
                step=step,
                numpy="numpy" in sys.modules,
                pyqtgraph="pyqtgraph" in sys.modules,
            )
        self.painted.emit(self.position.slide_id, step)

    def _paint_pixmap(self, painter: QPainter, frame: Frame, step: int) -> None:
        """Paint the slide's pixmap, over the outgoing one in a fade."""
        pixmap = self._pixmap(frame, step, *self._device_size(frame))
        if self._outgoing_pixmap is not None and self._displayed is not None:
            progress = (time.perf_counter() - self._fade_started_at) * 1000 / max(1, self._fade_ms)
            painter.drawPixmap(self._outgoing_corner, self._outgoing_pixmap)
            painter.setOpacity(1 - (1 - min(1.0, progress)) ** 3)  # quick first, then slower
        painter.drawPixmap(self._device_aligned_corner(frame), pixmap)
        painter.setOpacity(1.0)
        self._last_good = (self._device_aligned_corner(frame), pixmap)

    def _paint_markers(self, painter: QPainter, frame: Frame) -> None:
        """Paint the hover and the marks of problems, which no audience sees."""
        from desktop.ui.widgets import slide_marks  # not before the first slide

        slide = slide_at(self._session.story, self.position)
        target = self._slide_rect(frame)
        slide_marks.paint_hover(painter, frame, target, self._hovered_zone)
        if self.marks_overflow:
            slide_marks.paint_overflows(painter, frame, target, self._settings.language)
        if slide is not None and self._session.has_error(slide):
            slide_marks.paint_error(painter, target)

    # -- the pointer ---------------------------------------------------------------------------------------------------

    def zone_at(self, point: QPointF) -> HitZone | None:
        """Return the hit zone under a point of the widget."""
        frame = self.frame()
        if frame is None:
            return None
        target = self._slide_rect(frame)
        scale = target.width() / frame.width
        canvas_point = (point.x() - target.x()) / scale, (point.y() - target.y()) / scale
        return frame.zone_at(*canvas_point, self.position.step)

    @qt_override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the hover state of an event or a source."""
        zone = self.zone_at(event.position())
        if zone != self._hovered_zone:
            self._hovered_zone = zone
            is_clickable = zone is not None and zone.kind == "event" and not self._is_audience
            self.setCursor(Qt.CursorShape.PointingHandCursor if is_clickable else Qt.CursorShape.ArrowCursor)
            self.update()
        super().mouseMoveEvent(event)

    @qt_override
    def leaveEvent(self, event: QEvent) -> None:
        """Clear the hover state."""
        self._hovered_zone = None
        self.update()
        super().leaveEvent(event)

    @qt_override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Emit `event_chosen` for the event under the pointer."""
        zone = self.zone_at(event.position()) if not self._is_audience else None
        if zone is not None and zone.kind == "event" and zone.id and event.button() == Qt.MouseButton.LeftButton:
            self.event_chosen.emit(zone.id)
            event.accept()
            return
        super().mouseReleaseEvent(event)

    @qt_override(instead=QWidget.event)
    def event(self, event: QEvent) -> bool:
        """Show the full source as a tool tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and not self._is_audience:
            zone = self.zone_at(QPointF(event.pos()))
            from desktop.ui.widgets.plain_text import plain_tooltip  # not before the first slide
            from desktop.ui.widgets.zone_text import zone_text

            text = zone_text(zone, self._session.story, self._session.language) if zone else ""
            QToolTip.showText(event.globalPos(), plain_tooltip(text), self)
            return True
        return super().event(event)
