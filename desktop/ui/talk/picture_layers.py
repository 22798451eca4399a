"""Show a talk's picture in layers: slide, timeline, ink, light."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QWidget

from desktop.render.frame import Frame
from desktop.session.audience_picture import AudiencePicture
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.talk.overlay import Overlay
from desktop.ui.talk.timeline_overlay import TimelineOverlay
from desktop.ui.widgets.slide_view import SlideView


class PictureLayers(QObject):
    """The parts of a picture in one widget.

    Audience and console are built of the same ones.
    """

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        settings: Settings,
        slide_view: SlideView,
        picture_source: Callable[[], AudiencePicture],
        *,
        is_frozen: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(parent)
        self.slide_view = slide_view
        self.picture_source = picture_source
        slide_view.setParent(parent)
        self.overlay = Overlay(
            slide_view, session.talk, picture_source, self._timeline_frame, parent, is_frozen=is_frozen
        )
        self.timeline_overlay = TimelineOverlay(
            session, settings, parent, picture_source, self.overlay, is_frozen=is_frozen
        )
        for signal in (session.navigator.position_changed, session.story_changed, session.language_changed):
            signal.connect(self.overlay.update)

    def refresh(self) -> None:
        """Refresh overlay and timeline; the slide view follows by itself."""
        self.overlay.refresh()
        self.timeline_overlay.refresh()

    def place(self, rect: QRect) -> None:
        """Set the rectangle of all layers; the timeline covers the slide."""
        self.slide_view.setGeometry(rect)
        self.overlay.setGeometry(rect)
        slide_geometry, frame = self.slide_view.slide_geometry(), self.slide_view.frame()
        if slide_geometry is None or frame is None:
            self.timeline_overlay.place(rect)
            return
        corner, scale = slide_geometry
        left, top = rect.x() + round(corner.x()), rect.y() + round(corner.y())
        self.timeline_overlay.place(QRect(left, top, round(frame.width * scale), round(frame.height * scale)))

    def _timeline_frame(self) -> Frame | None:
        return self.timeline_overlay.frame()
