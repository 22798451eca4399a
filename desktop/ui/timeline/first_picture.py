"""The timeline's first picture, painted while pyqtgraph is still loading."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop import trace
from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.render.frame import Frame
from desktop.render.paint import paint
from desktop.render.painter_scope import painting
from desktop.render.timeline.timeline_layout import layers
from desktop.session.session import Session
from desktop.ui.timeline.screen_spec import LEAST_HEIGHT, PANE_SIZE, screen_spec
from desktop.ui.timeline.state import TimelineState


class FirstPicture(QWidget):
    """Picture of the slide's window of time; it answers no input."""

    painted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._state = TimelineState(self, PANE_SIZE)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        for signal in (
            session.story_changed,
            session.language_changed,
            session.event_files.changed,
            session.navigator.position_settled,
        ):
            signal.connect(self._show_session)
        self._show_session()

    def _show_session(self) -> None:
        session, slide, event = self._session, self._session.navigator.slide, self._session.navigator.slide_event
        self._state.set_story(session.story, session.language)
        self._state.set_aggregated_tracks(session.event_files.by_track)
        self._state.set_selected(event.id if event else "")
        self._state.set_as_of(slide.as_of if slide else None)
        self.setMinimumHeight(LEAST_HEIGHT)
        self.update()

    @qt_override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the timeline in its two layers, as its canvas does."""
        width, height = float(self.width()), float(self.height())
        window = self._state.time_axis.window_to_axis(self._session.slide_time_window)
        drawing = layers(screen_spec(self._state, window, width, height))
        ground = themes.theme(self._state.story.theme).background
        with painting(self) as painter:
            painter.fillRect(self.rect(), QColor(ground))
            paint(painter, Frame(width, height, None, drawing.static), self.rect().toRectF(), copy_shapes=True)
            paint(painter, Frame(width, height, None, drawing.dynamic), self.rect().toRectF(), text_background=ground)
        trace.mark("timeline_painted")
        self.painted.emit()
        if not drawing.complete:
            self.update()
