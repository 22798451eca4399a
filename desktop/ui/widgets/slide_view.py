"""The widget that shows the session's slide: in the window, and in front of an audience. It keeps no state of the talk."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QEasingCurve, QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop import trace
from desktop.render import theme as themes
from desktop.render.frame import Frame, Zone
from desktop.render.layouts.page import nearest_aspect
from desktop.render.paint import fitted
from desktop.session import position as talk
from desktop.session.frame_cache import Frames
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.dates.parse import spoken

FADE_MS: Final = 200
STEP_FADE_MS: Final = 120


class SlideView(QWidget):
    """Paints a slide, letterboxed and sharp on any screen; `audience` adds motion and takes the screen's aspect.

    `shows` says which position of the session it paints, by itself the one where the session is; `like` another view
    whose aspect it takes.
    """

    event_chosen = Signal(str)
    painted = Signal(str, int)  # slide and step that are on the screen now

    def __init__(
        self,
        session: Session,
        frames: Frames,
        settings: Settings,
        *,
        audience: bool = False,
        shows: Callable[[Session], talk.Position] | None = None,
        like: SlideView | None = None,
    ) -> None:
        super().__init__()
        self._shows = shows or (_seen if audience else _position)
        self._like = like
        self._session = session
        self._frames = frames
        self._settings = settings
        self._audience = audience
        self._shown: tuple[Frame, int] | None = None
        self._before: QPixmap | None = None
        self._good: tuple[QPointF, QPixmap] | None = None
        self._from = QPointF()
        self._began = 0.0
        self._length = 0
        self._hover: Zone | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(12)
        self._tick.timeout.connect(self._advance)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(240, 135))
        if not audience:
            self.setMouseTracking(True)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        session.position_changed.connect(self.refresh)
        session.story_changed.connect(self.cut)
        session.language_changed.connect(self.cut)
        session.crowds.changed.connect(self.cut)
        session.stage.changed.connect(self.refresh)

    def sizeHint(self) -> QSize:
        """Ask for a comfortable size."""
        return QSize(960, 540)

    # -- what is shown -------------------------------------------------------------------------------------------------

    @property
    def aspect(self) -> str:
        """Return the aspect of the canvas: the story's, or before an audience the one that fills the screen best."""
        if self._like is not None:
            return self._like.aspect
        fixed = self._session.story.aspect
        if self._audience:
            return nearest_aspect((self.width(), self.height()), fixed)
        return fixed if fixed != "auto" else "16:9"

    def frame(self) -> Frame | None:
        """Return the frame of the session's slide."""
        slide = talk.slide_at(self._session.story, self.position)
        if slide is None:
            return None
        return self._frames.frame(self._session.story, slide, self._session.language, self.aspect)

    @property
    def position(self) -> talk.Position:
        """Return the slide and step that it shows."""
        return self._shows(self._session)

    @property
    def theme(self) -> themes.Theme:
        """Return the colours of the story."""
        return themes.theme(self._session.story.theme)

    def placed(self) -> tuple[QPointF, float] | None:
        """Return where the slide's top left lies in the widget and how large a unit of its canvas is; None without one."""
        frame = self.frame()
        if frame is None:
            return None
        target = fitted(frame, QRectF(self.rect()))
        return target.topLeft(), target.width() / frame.width

    def canvas_place(self, point: QPointF) -> QPointF | None:
        """Return a point of the widget in units of the slide's canvas."""
        found = self.placed()
        return (point - found[0]) / found[1] if found is not None else None

    def enlarged(self, zoom: float) -> QPixmap | None:
        """Return the picture of what is shown, painted so many times larger."""
        frame = self.frame()
        if frame is None:
            return None
        width, height, dpr = self._device(frame)
        return self._frames.pixmap(frame, self.position.step, round(width * zoom), round(height * zoom), dpr)

    def _device(self, frame: Frame) -> tuple[int, int, float]:
        """Return the size of the slide's picture in device pixels, and the pixel ratio."""
        dpr = self.devicePixelRatioF()
        target = fitted(frame, QRectF(self.rect()))
        return round(target.width() * dpr), round(target.height() * dpr), dpr

    def _corner(self, frame: Frame) -> QPointF:
        """Return where the picture's top left stands, on a device pixel so that it stays sharp."""
        dpr = self.devicePixelRatioF()
        target = fitted(frame, QRectF(self.rect()))
        return QPointF(round(target.x() * dpr) / dpr, round(target.y() * dpr) / dpr)

    def refresh(self) -> None:
        """Show what the session shows now, before an audience with a short fade."""
        if self._audience and self.isVisible() and not self._settings.reduced_motion:
            self.finish()
            picture = self._picture()
            unmoved = self._shown is not None and self._shown == (self.frame(), self.position.step)
            if picture is not None and self._shown is not None and not unmoved:
                self._before = picture
                self._from = self._corner(self._shown[0])
                same = self._shown[0] is self.frame()
                self._length = STEP_FADE_MS if same else FADE_MS
                self._began = time.perf_counter()
                self._tick.start()
        self.update()
        self._paint_ahead()

    def cut(self) -> None:
        """Show what the session shows now without motion: an edit arrives quietly."""
        self.finish()
        self.update()
        self._paint_ahead()

    def finish(self) -> None:
        """End a transition at once."""
        self._tick.stop()
        self._before = None

    @property
    def moving(self) -> bool:
        """Return whether a transition is running."""
        return self._before is not None

    def _advance(self) -> None:
        if (time.perf_counter() - self._began) * 1000 >= self._length:
            self.finish()
        self.update()

    def _picture(self) -> QPixmap | None:
        """Return the picture that is on the screen."""
        if self._shown is None:
            return None
        frame, step = self._shown
        return self._frames.pixmap(frame, step, *self._device(frame))

    def _paint_ahead(self) -> None:
        """Have the next press and the one before painted in idle time, so that a key press only copies pixels."""
        session = self._session
        if self._shows in (_position, _seen):
            nearest = (session.upcoming, talk.preceding(session.story, session.position))
        else:  # a preview is one press ahead already
            nearest = (talk.following(session.story, session.upcoming), session.position)
        for position in nearest:
            self._frames.later(self, (id(self), position), partial(self._prepare, position), soon=True)

    def _prepare(self, position: talk.Position) -> None:
        slide = talk.slide_at(self._session.story, position)
        if slide is None or not self.isVisible():
            return
        frame = self._frames.frame(self._session.story, slide, self._session.language, self.aspect)
        self._frames.pixmap(frame, position.step, *self._device(frame))

    # -- painting ------------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the slide, the transition, or the blank; what cannot be painted leaves the last good picture."""
        painter = QPainter(self)
        try:
            self._paint(painter)
        except Exception:
            # In public there is no error: it is logged, the speaker's console tells it, and the show goes on.
            import logging  # nobody pays for it before something fails

            logging.getLogger(__name__).exception("slide %s cannot be painted", self.position.slide)
            if self._good is not None:
                painter.setOpacity(1.0)
                painter.drawPixmap(*self._good)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        blank = self._session.stage.blank if self._audience else ""
        frame = self.frame()
        around = QColor("black" if self._audience else themes.theme(self._session.story.theme).ground)
        painter.fillRect(self.rect(), QColor("white") if blank == "white" else around)
        if blank or frame is None:
            self._shown = None
            return
        step = self.position.step
        picture = self._frames.pixmap(frame, step, *self._device(frame))
        if self._before is not None and self._shown is not None:
            gone = (time.perf_counter() - self._began) * 1000 / max(1, self._length)
            painter.drawPixmap(self._from, self._before)
            painter.setOpacity(QEasingCurve(QEasingCurve.Type.OutCubic).valueForProgress(min(1.0, gone)))
        painter.drawPixmap(self._corner(frame), picture)
        painter.setOpacity(1.0)
        if not self._audience:
            self._overlay(painter, frame)
        self._shown = (frame, step)
        self._good = (self._corner(frame), picture)
        if trace.enabled():
            import sys

            slide = self.position.slide
            trace.mark(
                "slide_painted",
                slide=slide,
                step=step,
                numpy="numpy" in sys.modules,
                pyqtgraph="pyqtgraph" in sys.modules,
            )
        self.painted.emit(self.position.slide, step)

    def _overlay(self, painter: QPainter, frame: Frame) -> None:
        """Paint what is for the person at the window only: hover, and a mark on a slide with a problem."""
        target = fitted(frame, QRectF(self.rect()))
        scale = target.width() / frame.width
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._hover is not None and self._hover.kind in ("event", "source"):
            zone = self._hover
            painter.setPen(QColor(217, 169, 91, 150))
            painter.drawRoundedRect(
                QRectF(
                    target.x() + zone.x * scale, target.y() + zone.y * scale, zone.width * scale, zone.height * scale
                ),
                4,
                4,
            )
        slide = talk.slide_at(self._session.story, self.position)
        if slide is not None and slide.problem:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor("#d8452e"))
            painter.drawEllipse(QPointF(target.right() - 22, target.top() + 22), 11, 11)
            painter.setPen(QColor("#f3eadd"))
            font = painter.font()
            font.setPixelSize(14)
            font.setBold(True)
            painter.setFont(font)
            painter.drawText(QRectF(target.right() - 33, target.top() + 11, 22, 22), Qt.AlignmentFlag.AlignCenter, "!")

    # -- the pointer ---------------------------------------------------------------------------------------------------

    def zone_at(self, point: QPointF) -> Zone | None:
        """Return what lies under a point of the widget."""
        frame = self.frame()
        if frame is None:
            return None
        target = fitted(frame, QRectF(self.rect()))
        scale = target.width() / frame.width
        place = (point.x() - target.x()) / scale, (point.y() - target.y()) / scale
        return frame.zone_at(*place, self.position.step)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that an event or a source answers."""
        zone = self.zone_at(event.position())
        if zone != self._hover:
            self._hover = zone
            live = zone is not None and zone.kind == "event" and not self._audience
            self.setCursor(Qt.CursorShape.PointingHandCursor if live else Qt.CursorShape.ArrowCursor)
            self.update()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what was under the pointer."""
        self._hover = None
        self.update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the event under the pointer; elsewhere let the window decide."""
        zone = self.zone_at(event.position()) if not self._audience else None
        if zone is not None and zone.kind == "event" and zone.id and event.button() == Qt.MouseButton.LeftButton:
            self.event_chosen.emit(zone.id)
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell a source in full under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and not self._audience:
            zone = self.zone_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._tip(zone) if zone else "", self)
            return True
        return super().event(event)

    def _tip(self, zone: Zone) -> str:
        story, language = self._session.story, self._session.language
        if zone.kind == "source" and zone.id in story.source_by_id:
            source = story.source_by_id[zone.id]
            date = spoken(source.date, language) if source.date else ""
            return "\n".join(
                part for part in (source.publisher.get(language), source.title.get(language), date) if part
            )
        if zone.kind == "event" and zone.id in story.event_by_id:
            event = story.event_by_id[zone.id]
            return f"{event.title.get(language)}\n{spoken(event.when, language)}"
        return ""


def _position(session: Session) -> talk.Position:
    return session.position


def _seen(session: Session) -> talk.Position:
    return session.seen
