"""The timeline overlay of a talk, alike for audience and console."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.qt_override import qt_override
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.timeline.camera import TimeWindow
from desktop.ui.widgets.actions import TIMELINE
from desktop.ui.widgets.key_map import KeyMap

if TYPE_CHECKING:
    from desktop.ui.timeline.binding import TimelineBinding
    from desktop.ui.timeline.view import TimelineView

FLIGHT_S: Final = 0.8
_ZOOM_KEYS: Final = (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0)


class TimelineOverlay(QObject):
    """The timeline over a slide, created when first shown.

    Creating it loads pyqtgraph.
    """

    def __init__(self, session: Session, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._parent_widget = parent
        self.timeline_view: TimelineView | None = None
        self._binding: TimelineBinding | None = None
        self._moving_by_program = False
        self._flight_ends_at = 0.0
        session.talk.camera_changed.connect(self._on_camera_changed)

    @property
    def is_open(self) -> bool:
        """Return whether the overlay is visible."""
        return self.timeline_view is not None and self.timeline_view.isVisible()

    def open(self, rect: QRect, scale: float) -> None:
        """Show the timeline at the slide's time, in a rectangle.

        The rectangle is in coordinates of the parent.
        """
        if self.is_open:
            return
        if self.timeline_view is None:
            from desktop.ui.timeline.binding import TimelineBinding
            from desktop.ui.timeline.view import TimelineView

            self.timeline_view = TimelineView(
                self._parent_widget, size=scale, reduced_motion=self._settings.reduced_motion
            )
            self.timeline_view.keys.key_map = KeyMap(TIMELINE, self._settings)
            self.timeline_view.event_chosen.connect(self._go_to_event)
            self.timeline_view.time_window_changed.connect(self._on_user_moved)
            self.timeline_view.as_of_changed.connect(self._session.talk.set_as_of)
            self.timeline_view.installEventFilter(self)
            self._binding = TimelineBinding(self._session, self.timeline_view, waits_until_settled=False)
            for shown in (self._binding.story_shown, self._binding.event_files_shown, self._binding.slide_shown):
                shown.connect(self._follow_talk)
        self.timeline_view.setGeometry(rect)
        assert self._binding is not None
        self._binding.show_story()
        self._fly(self._session.talk.camera or self._session.slide_time_window, animate=False)
        self.timeline_view.show()
        self.timeline_view.raise_()
        if self._parent_widget.isActiveWindow():
            self.timeline_view.setFocus()

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the zoom keys for the timeline, let navigation keys pass."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _ZOOM_KEYS:
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def close(self) -> None:
        """Hide the overlay."""
        # Hidden, not closed: pyqtgraph's view does not survive being closed inside a window.
        if self.timeline_view is not None:
            self.timeline_view.hide()

    def resize(self, rect: QRect) -> None:
        """Set the rectangle of the overlay."""
        if self.timeline_view is not None:
            self.timeline_view.setGeometry(rect)

    def _follow_talk(self) -> None:
        """Show the talk's date of knowledge.

        Fly to the slide's window of time unless the camera was moved by hand.
        """
        assert self.timeline_view is not None
        self.timeline_view.state.override_as_of(self._session.talk.as_of)
        if self._session.talk.camera is None:
            self._fly(self._session.slide_time_window, animate=True)

    def _fly(self, time_window: TimeWindow, *, animate: bool) -> None:
        """Move the camera by program, without sharing it as the user's."""
        self._flight_ends_at = time.monotonic() + (FLIGHT_S if animate and self.is_open else 0.0)
        self._moving_by_program = True
        assert self.timeline_view is not None
        self.timeline_view.fly_to(time_window, animate)
        self._moving_by_program = False

    def _on_user_moved(self, time_window: TimeWindow) -> None:
        """Share the user's camera with the other windows."""
        if not self._moving_by_program and self.is_open and time.monotonic() > self._flight_ends_at:
            self._session.talk.set_camera(time_window)

    def _on_camera_changed(self) -> None:
        """Show the camera and date chosen on another window."""
        camera = self._session.talk.camera
        if self.timeline_view is not None and self.timeline_view.state.as_of_override != self._session.talk.as_of:
            self.timeline_view.state.override_as_of(self._session.talk.as_of)
        if self.timeline_view is not None and camera is not None and camera != self.timeline_view.time_window:
            self._fly(camera, animate=False)

    def _go_to_event(self, event_id: str) -> None:
        if self._session.navigator.go_to_event(event_id):
            self._session.talk.set_timeline_visible(False)
