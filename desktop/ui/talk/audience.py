"""What the audience sees: the slide over a whole screen, and nothing of ours. No dialog, no error, ever."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QResizeEvent, QTouchEvent
from PySide6.QtWidgets import QWidget

from desktop.session.frame_cache import Frames
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.talk.overlay import Overlay
from desktop.ui.talk.timeline_overlay import TalkTimeline
from desktop.ui.widgets import actions
from desktop.ui.widgets.slide_view import SlideView

if TYPE_CHECKING:
    from desktop.ui.talk.presenter import Presenter

POINTER_MS: Final = 2000
SWIPE: Final = 0.08
"""How far a finger goes for a swipe, of the window's width."""


class Audience(QWidget):
    """The audience's window. `closing` comes when it is closed from outside."""

    closing = Signal()

    def __init__(self, session: Session, frames: Frames, settings: Settings, presenter: Presenter) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._session = session
        self._settings = settings
        self._presenter = presenter
        self.setWindowTitle("Passeur")
        self.setStyleSheet("Audience { background: black; }")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.slide = SlideView(session, frames, settings, audience=True)
        self.slide.setParent(self)
        self.slide.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.overlay = Overlay(self.slide, session.stage, lambda: session.seen.slide, self)
        self.timeline = TalkTimeline(session, settings, self)
        self._touch: QPointF | None = None
        self._alone = False
        self._pointer_timer = QTimer(self)
        self._pointer_timer.setSingleShot(True)
        self._pointer_timer.setInterval(POINTER_MS)
        self._pointer_timer.timeout.connect(self._hide_pointer)
        self.setMouseTracking(True)
        self.bindings = actions.Bindings(self, actions.TALK, presenter.doings(), settings, settings.language)
        session.stage.changed.connect(self._stage_changed)

    def close_to_all(self, end: Callable[[], object]) -> None:
        """Answer nothing and nobody but the keys that end what runs by itself."""
        for action in self.bindings.actions.values():
            self.removeAction(action)
            action.setEnabled(False)
        self.bindings = actions.Bindings(self, actions.LOOP, {"end_loop": end}, self._settings, self._settings.language)
        self._alone = True

    # -- keys ----------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Collect the digits of a slide's number; Enter goes there."""
        if self._alone:
            event.accept()
            return
        if not take_key(self._presenter, event):
            super().keyPressEvent(event)

    # -- the window ----------------------------------------------------------------------------------------------------

    def _stage_changed(self) -> None:
        if self._session.stage.timeline and self.isVisible():
            self.timeline.open(self.rect(), max(0.5, min(self.width() / 1920, self.height() / 1080)))
            view = self.timeline.view
            if view is not None:
                view.installEventFilter(self)
        else:
            self.timeline.close()
            if self.isActiveWindow():
                self.setFocus()
        if self._session.stage.tool:
            self.overlay.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the pointer come and go over the timeline too."""
        if event.type() == QEvent.Type.MouseMove:
            self._show_pointer()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the screen."""
        self.slide.setGeometry(self.rect())
        self.overlay.setGeometry(self.rect())
        self.timeline.resize(self.rect())
        for box in self.findChildren(QWidget, "box", Qt.FindChildOption.FindDirectChildrenOnly):
            box.setGeometry(self.rect())
        super().resizeEvent(event)

    def showEvent(self, event: QEvent) -> None:
        """Begin without a pointer."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._hide_pointer()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the pointer while it moves."""
        self._show_pointer()
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go on at a click, back at one in the left third."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._do("back" if event.position().x() < self.width() / 3 else "next")
        elif event.button() == Qt.MouseButton.RightButton:
            self._do("back")
        event.accept()

    def _do(self, name: str) -> None:
        if self._alone:
            return
        self.bindings.actions[name].trigger()

    def event(self, event: QEvent) -> bool:
        """Answer fingers: a swipe, or a tap in the left or the right third; between them nothing happens by accident."""
        kind = event.type()
        if isinstance(event, QTouchEvent) and not self._session.stage.tool:
            points = event.points()
            if kind == QEvent.Type.TouchBegin:
                self._touch = points[0].position() if len(points) == 1 else None
                event.accept()
                return True
            if kind == QEvent.Type.TouchUpdate and len(points) > 1:
                self._touch = None
            if kind == QEvent.Type.TouchEnd and self._touch is not None and points:
                self._touched(self._touch, points[0].position())
                self._touch = None
                return True
            if kind in (QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel):
                return True
        return super().event(event)

    def _touched(self, first: QPointF, last: QPointF) -> None:
        way = last - first
        if abs(way.x()) > SWIPE * self.width() and abs(way.x()) > 1.5 * abs(way.y()):
            self._do("next" if way.x() < 0 else "back")
        elif way.manhattanLength() < 0.03 * self.width():
            if last.x() > self.width() * 2 / 3:
                self._do("next")
            elif last.x() < self.width() / 3:
                self._do("back")

    def _show_pointer(self) -> None:
        if self.cursor().shape() == Qt.CursorShape.BlankCursor:
            self.unsetCursor()
        self._pointer_timer.start()

    def _hide_pointer(self) -> None:
        if not self.timeline.shown:
            self.setCursor(Qt.CursorShape.BlankCursor)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the talk; the presenter puts the windows away."""
        if self._alone and event.spontaneous():
            event.ignore()  # Alt+F4 is not the key that ends it
            return
        self._pointer_timer.stop()
        self.slide.finish()
        self.timeline.close()
        event.accept()
        self.closing.emit()


def take_key(presenter: Presenter, event: QKeyEvent) -> bool:
    """Take a key that is no shortcut: a digit of a slide's number, the keypad's Enter; return whether it was one."""
    digit = event.key() - Qt.Key.Key_0
    held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
    if 0 <= digit <= 9 and not held:
        presenter.type_digit(digit)
        event.accept()
        return True
    if event.key() == Qt.Key.Key_Enter:
        presenter.doings()["next"]()
        event.accept()
        return True
    return False
