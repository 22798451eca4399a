"""The timeline over the slide while one talks: the same window of time before the audience and on the console."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.timeline.camera import Window

if TYPE_CHECKING:
    from desktop.ui.timeline.view import TimelineView

FLIGHT_S: Final = 0.8
_ZOOM_KEYS: Final = (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0)


class TalkTimeline(QObject):
    """One window's timeline over its slide; made when it is first opened, as it loads pyqtgraph."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._parent = parent
        self.view: TimelineView | None = None
        self._following = False
        self._until = 0.0
        session.story_changed.connect(self._refresh)
        session.language_changed.connect(self._refresh)
        session.position_changed.connect(self._follow)
        session.stage.camera_changed.connect(self._camera)
        session.crowds.changed.connect(self._refresh)

    @property
    def shown(self) -> bool:
        """Return whether it lies over the slide."""
        return self.view is not None and self.view.isVisible()

    def open(self, rect: QRect, size: float) -> None:
        """Show it in a rectangle of its parent, where the slide stands in time; type and marks of a size."""
        if self.shown:
            return
        if self.view is None:
            from desktop.ui.timeline.view import TimelineView

            self.view = TimelineView(self._parent, size=size, reduced_motion=self._settings.reduced_motion)
            self.view.event_chosen.connect(self._choose)
            self.view.window_changed.connect(self._moved)
            self.view.as_of_changed.connect(self._session.stage.know)
            self.view.installEventFilter(self)
        self.view.setGeometry(rect)
        self._refresh()
        self._fly(self._session.stage.camera or self._session.window, animate=False)
        self.view.show()
        self.view.raise_()
        if self._parent.isActiveWindow():
            self.view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the keys that zoom for the timeline; those that walk go on walking the talk, and the camera with it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _ZOOM_KEYS:
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def close(self) -> None:
        """Take it away."""
        # Hidden, not closed: pyqtgraph's view does not survive being closed inside a window.
        if self.view is not None:
            self.view.hide()

    def resize(self, rect: QRect) -> None:
        """Give it another rectangle."""
        if self.view is not None:
            self.view.setGeometry(rect)

    def _refresh(self) -> None:
        if self.view is not None:
            self.view.set_story(self._session.story, self._session.language)
            self.view.set_crowds(self._session.crowds.by_track)
            self._follow()

    def _follow(self) -> None:
        if self.view is None:
            return
        event, slide = self._session.told_event, self._session.slide
        self.view.set_current(event.id if event else "")
        self.view.set_as_of(slide.as_of if slide else None)
        self.view.pull_as_of(self._session.stage.as_of)
        self.view.set_home(self._session.window)
        if self._session.stage.camera is None:
            self._fly(self._session.window, animate=True)

    def _fly(self, window: Window, *, animate: bool) -> None:
        """Move the view by itself: for as long as a flight may take, what moves is not a hand."""
        self._until = time.monotonic() + (FLIGHT_S if animate and self.shown else 0.0)
        self._following = True
        assert self.view is not None
        self.view.fly_to(window, animate)
        self._following = False

    def _moved(self, window: Window) -> None:
        """Tell the other windows where a hand moved this one."""
        if not self._following and self.shown and time.monotonic() > self._until:
            self._session.stage.look(window)

    def _camera(self) -> None:
        """Show what a hand chose on another window."""
        camera = self._session.stage.camera
        if self.view is not None and self.view.pulled != self._session.stage.as_of:
            self.view.pull_as_of(self._session.stage.as_of)
        if self.view is not None and camera is not None and camera != self.view.window:
            self._fly(camera, animate=False)

    def _choose(self, name: str) -> None:
        if self._session.go_to_event(name):
            self._session.stage.show_timeline(False)
