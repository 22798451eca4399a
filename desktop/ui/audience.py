"""What the audience sees: the slide over a whole screen, and nothing of ours. No dialog, no error, ever."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui import actions
from desktop.ui.frames import Frames
from desktop.ui.session import Session
from desktop.ui.settings import Settings
from desktop.ui.slide_view import SlideView

if TYPE_CHECKING:
    from desktop.ui.timeline_view import TimelineView

POINTER_MS: Final = 2000
DIGITS_MS: Final = 2500
_log = logging.getLogger(__name__)


class Audience(QWidget):
    """The full-screen window of a talk. `left` comes when the talk ends here."""

    left = Signal()

    def __init__(self, session: Session, frames: Frames, settings: Settings) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._session = session
        self._settings = settings
        self.setWindowTitle("Passeur")
        self.setStyleSheet("background: black;")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.slide = SlideView(session, frames, settings, audience=True)
        self.slide.setParent(self)
        self.slide.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.timeline: TimelineView | None = None
        self._digits = ""
        self._digits_timer = QTimer(self)
        self._digits_timer.setSingleShot(True)
        self._digits_timer.setInterval(DIGITS_MS)
        self._digits_timer.timeout.connect(self._forget_digits)
        self._pointer_timer = QTimer(self)
        self._pointer_timer.setSingleShot(True)
        self._pointer_timer.setInterval(POINTER_MS)
        self._pointer_timer.timeout.connect(self._hide_pointer)
        self.setMouseTracking(True)
        self.bindings = actions.Bindings(
            self,
            actions.TALK,
            {
                "next": self._moves(session.next),
                "back": self._moves(session.back),
                "next_slide": self._moves(session.next_slide),
                "previous_slide": self._moves(session.previous_slide),
                "first": self._moves(session.first),
                "last": self._moves(session.last),
                "return": self._moves(session.return_from_jump),
                "language": session.next_language,
                "black": lambda: session.set_blank("black"),
                "white": lambda: session.set_blank("white"),
                "timeline": self.toggle_timeline,
                "leave": self.escape,
                "inert": lambda: None,
            },
            settings,
            settings.language,
        )
        session.story_changed.connect(self._refresh_timeline)
        session.language_changed.connect(self._refresh_timeline)
        session.position_changed.connect(self._follow)

    def _moves(self, move: Callable[[], None]) -> Callable[[], None]:
        """Return the move for a key: it ends a transition at once, takes digits typed before, and lifts a blank first."""

        def act() -> None:
            self.slide.finish()
            if self._digits:
                # Nobody types a number to throw it away: whatever key follows it goes there.
                number = int(self._digits)
                self._forget_digits()
                self._session.go_to_number(number)
                return
            if self._session.blank:
                # As every clicker does it: the first press brings the slide back.
                self._session.set_blank(self._session.blank)
                return
            move()

        return act

    # -- keys ----------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Collect the digits of a slide's number; Enter goes there."""
        digit = event.key() - Qt.Key.Key_0
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if 0 <= digit <= 9 and not held:
            self._digits = (self._digits + str(digit))[-4:]
            self._digits_timer.start()
            event.accept()
            return
        if event.key() == Qt.Key.Key_Enter:
            self.bindings.actions["next"].trigger()
            event.accept()
            return
        super().keyPressEvent(event)

    def _forget_digits(self) -> None:
        self._digits = ""
        self._digits_timer.stop()

    def escape(self) -> None:
        """Leave what lies on top: the number typed, the timeline, the blank, then the talk."""
        if self._digits:
            self._forget_digits()
        elif self.timeline is not None and self.timeline.isVisible():
            self.toggle_timeline()
        elif self._session.blank:
            self._session.set_blank(self._session.blank)
        else:
            self.close()

    # -- the timeline over the slide -----------------------------------------------------------------------------------

    def toggle_timeline(self) -> None:
        """Show the timeline over the slide, where the slide stands in time; again, and the slide is back."""
        if self.timeline is not None and self.timeline.isVisible():
            self.timeline.hide()
            self.setFocus()
            return
        if self.timeline is None:
            from desktop.ui.timeline_view import TimelineView

            self.timeline = TimelineView(self, size=self._type_size(), reduced_motion=self._settings.reduced_motion)
            self.timeline.event_chosen.connect(self._choose)
            self.timeline.installEventFilter(self)
        self.timeline.setGeometry(self.rect())
        self._refresh_timeline()
        self.timeline.fly_to(self._session.window, False)
        self.timeline.show()
        self.timeline.raise_()

    def _type_size(self) -> float:
        return max(0.5, min(self.width() / 1920, self.height() / 1080))

    def _refresh_timeline(self) -> None:
        if self.timeline is not None:
            self.timeline.set_story(self._session.story, self._session.language)
            self._follow()

    def _follow(self) -> None:
        if self.timeline is not None:
            event = self._session.told_event
            self.timeline.set_current(event.id if event else "")
            self.timeline.fly_to(self._session.window)

    def _choose(self, name: str) -> None:
        if self._session.go_to_event(name):
            self.toggle_timeline()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the pointer come and go over the timeline too."""
        if event.type() == QEvent.Type.MouseMove:
            self._show_pointer()
        return super().eventFilter(watched, event)

    # -- the window ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the screen."""
        self.slide.setGeometry(self.rect())
        if self.timeline is not None:
            self.timeline.setGeometry(self.rect())
        super().resizeEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the pointer while it moves."""
        self._show_pointer()
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go on at a click, back at one in the left third."""
        if event.button() == Qt.MouseButton.LeftButton:
            name = "back" if event.position().x() < self.width() / 3 else "next"
            self.bindings.actions[name].trigger()
        elif event.button() == Qt.MouseButton.RightButton:
            self.bindings.actions["back"].trigger()
        event.accept()

    def _show_pointer(self) -> None:
        if self.cursor().shape() == Qt.CursorShape.BlankCursor:
            self.unsetCursor()
        self._pointer_timer.start()

    def _hide_pointer(self) -> None:
        if self.timeline is None or not self.timeline.isVisible():
            self.setCursor(Qt.CursorShape.BlankCursor)

    def begin(self, screen_name: str = "") -> None:
        """Show the talk full-screen on a screen named, else on the one that holds the pointer's window."""
        screens = {screen.name(): screen for screen in QApplication.screens()}
        screen = screens.get(screen_name)
        if screen is not None:
            self.setScreen(screen)
            self.setGeometry(screen.geometry())
        self._session.set_presenting(True)
        self.showFullScreen()
        self.activateWindow()
        self.setFocus()
        self._hide_pointer()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the talk."""
        self._digits_timer.stop()
        self._pointer_timer.stop()
        self.slide.finish()
        if self.timeline is not None:
            self.timeline.hide()
        self._session.set_presenting(False)
        self.left.emit()
        super().closeEvent(event)
