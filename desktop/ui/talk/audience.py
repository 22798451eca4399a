"""The audience window shows the slide full-screen, never dialogs or errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QResizeEvent, QTouchEvent
from PySide6.QtWidgets import QWidget

from desktop.qt_override import qt_override
from desktop.render.theme import CINEMA
from desktop.session.debounce import Debounce
from desktop.session.frame_cache import FrameCache
from desktop.session.session import Session
from desktop.session.session_pictures import audience_picture
from desktop.session.settings import Settings
from desktop.story.markdown import plain_text
from desktop.ui.talk.commands import TalkCommands
from desktop.ui.talk.picture_layers import PictureLayers
from desktop.ui.talk.talk_messages import MESSAGES
from desktop.ui.widgets.plain_text import PlainLabel
from desktop.ui.widgets.slide_view import SlideView

if TYPE_CHECKING:
    from desktop.ui.widgets.bindings import Bindings

POINTER_HIDE_MS: Final = 2000
SWIPE_FRACTION: Final = 0.08
"""The length of a swipe, as a share of the window's width."""


class Audience(QWidget):
    """The audience window; it emits `closing` when it is closed from outside."""

    closing = Signal()
    resized = Signal()

    def __init__(self, session: Session, frame_cache: FrameCache, settings: Settings, commands: TalkCommands) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._session = session
        self._settings = settings
        self._commands = commands
        session.story_changed.connect(self._show_title)
        session.language_changed.connect(self._show_title)
        self._show_title()
        self.setStyleSheet(
            "Audience { background: black; } "
            f"#notice {{ background: rgba(0, 0, 0, 200); color: {CINEMA.paper}; padding: 10px 22px; font-size: 20px; }}"
        )
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.slide_view = SlideView(session, frame_cache, settings, audience=True)
        self.slide_view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.layers = PictureLayers(
            self, session, settings, self.slide_view, lambda: audience_picture(session), is_frozen=self._is_frozen
        )
        self.timeline_overlay = self.layers.timeline_overlay
        self.notice_label = PlainLabel(parent=self)
        self.notice_label.setObjectName("notice")
        self.notice_label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._touch_start: QPointF | None = None
        self._locked = False
        self._pointer_timer = Debounce(POINTER_HIDE_MS, self._hide_pointer, self)
        self.setMouseTracking(True)
        self._bindings: Bindings | None = None
        self._bind_timer = Debounce(0, self._bind_keys, self)
        self.slide_view.painted.connect(self._on_painted)
        session.talk.changed.connect(self._on_talk_changed)
        commands.navigating.connect(self.slide_view.finish_transition)

    def _show_title(self) -> None:
        """Set the window's title, which meeting software lists."""
        session = self._session
        title = plain_text(session.story.title.get(session.language))
        self.setWindowTitle(MESSAGES("audience_title", self._settings.language, title=title))

    @property
    def bindings(self) -> Bindings:
        """Return the keys, bound after the first picture at the latest."""
        return self._bindings or self._bind_keys()

    def _on_painted(self) -> None:
        if self._bindings is None:
            self._bind_timer.start()

    def _bind_keys(self) -> Bindings:
        from desktop.ui.widgets import actions
        from desktop.ui.widgets.bindings import Bindings

        if self._bindings is None:
            self._bindings = Bindings(self, actions.TALK, self._commands.by_id, self._settings, self._settings.language)
        return self._bindings

    def lock_controls(self, on_end: Callable[[], object]) -> None:
        """Ignore all input but the keys that end the loop."""
        from desktop.ui.widgets import actions
        from desktop.ui.widgets.bindings import Bindings

        if self._bindings is not None:
            for action in self._bindings.actions.values():
                self.removeAction(action)
                action.setEnabled(False)
        self._bindings = Bindings(self, actions.LOOP, {"end_loop": on_end}, self._settings, self._settings.language)
        self._locked = True

    def close_speaker_tools(self) -> None:
        """Close what a speaker without a console opened over the slide."""
        if self.findChild(QWidget, "popup", Qt.FindChildOption.FindDirectChildrenOnly) is not None:
            from desktop.ui.talk.popups import close_popup

            close_popup(self)
        view = self.timeline_overlay.timeline_view
        if view is not None and view.finder.is_open:
            view.finder.close()

    # -- keys ----------------------------------------------------------------------------------------------------------

    @qt_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Collect the digits of a slide's number; Enter goes there."""
        if self._locked:
            event.accept()
            return
        if not self._commands.handle_key(event):
            super().keyPressEvent(event)

    # -- the window ----------------------------------------------------------------------------------------------------

    def _is_frozen(self) -> bool:
        """Return whether the picture ignores the pointer."""
        talk = self._session.talk
        return talk.frozen is not None or bool(talk.blank)

    def _on_talk_changed(self) -> None:
        """Follow the timeline's pointer; show notices without a console."""
        view = self.timeline_overlay.timeline_view
        if view is not None:
            view.installEventFilter(self)
        self._show_notice()

    def _show_notice(self) -> None:
        notice = audience_picture(self._session).notice
        self.notice_label.setText(notice)
        self.notice_label.setVisible(bool(notice))
        if notice:  # the size of a label costs a style and a font: 11 ms before the first slide
            self.notice_label.adjustSize()
            self.notice_label.move((self.width() - self.notice_label.width()) // 2, round(self.height() * 0.9))

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show and hide the pointer over the timeline too."""
        if event.type() == QEvent.Type.MouseMove:
            self._show_pointer()
        return super().eventFilter(watched, event)

    @qt_override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the screen."""
        self.layers.place(self.rect())
        self.resized.emit()
        self._show_notice()
        for popup in self.findChildren(QWidget, "popup", Qt.FindChildOption.FindDirectChildrenOnly):
            popup.setGeometry(self.rect())
        super().resizeEvent(event)

    @qt_override
    def showEvent(self, event: QEvent) -> None:
        """Hide the pointer at the beginning."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.layers.refresh()
        self._hide_pointer()

    @qt_override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the pointer while it moves."""
        self._show_pointer()
        super().mouseMoveEvent(event)

    @qt_override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go on, or back at the left third or a right click."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._trigger("previous" if event.position().x() < self.width() / 3 else "next")
        elif event.button() == Qt.MouseButton.RightButton:
            self._trigger("previous")
        event.accept()

    def _trigger(self, action_id: str) -> None:
        if self._locked:
            return
        self.bindings.actions[action_id].trigger()

    @qt_override(instead=QWidget.event)
    def event(self, event: QEvent) -> bool:
        """Handle a swipe, or a tap on the outer thirds."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride:
            self._bind_keys()  # for a key that comes before the first picture
        if isinstance(event, QTouchEvent) and not self._session.talk.tool:
            points = event.points()
            if kind == QEvent.Type.TouchBegin:
                self._touch_start = points[0].position() if len(points) == 1 else None
                event.accept()
                return True
            if kind == QEvent.Type.TouchUpdate and len(points) > 1:
                self._touch_start = None
            if kind == QEvent.Type.TouchEnd and self._touch_start is not None and points:
                self._on_tap_or_swipe(self._touch_start, points[0].position())
                self._touch_start = None
                return True
            if kind in (QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel):
                return True
        return super().event(event)

    def _on_tap_or_swipe(self, start: QPointF, end: QPointF) -> None:
        delta = end - start
        if abs(delta.x()) > SWIPE_FRACTION * self.width() and abs(delta.x()) > 1.5 * abs(delta.y()):
            self._trigger("next" if delta.x() < 0 else "previous")
        elif delta.manhattanLength() < 0.03 * self.width():
            if end.x() > self.width() * 2 / 3:
                self._trigger("next")
            elif end.x() < self.width() / 3:
                self._trigger("previous")

    def _show_pointer(self) -> None:
        if self.cursor().shape() == Qt.CursorShape.BlankCursor:
            self.unsetCursor()
        self._pointer_timer.start()

    def _hide_pointer(self) -> None:
        if not self.timeline_overlay.is_open:
            self.setCursor(Qt.CursorShape.BlankCursor)

    @qt_override
    def closeEvent(self, event: QCloseEvent) -> None:
        """End the talk; the presenter puts the windows away."""
        if self._locked and event.spontaneous():
            event.ignore()  # Alt+F4 does not end the loop
            return
        self._pointer_timer.stop()
        self.slide_view.finish_transition()
        self.timeline_overlay.close()
        event.accept()
        self.closing.emit()
