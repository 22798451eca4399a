"""The audience's window, small on the console."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.render.painter_scope import painting
from desktop.session.audience_picture import differences
from desktop.session.debounce import Debounce
from desktop.session.session import Session
from desktop.session.session_pictures import visible_state
from desktop.session.settings import Settings
from desktop.ui.talk.talk_messages import MESSAGES
from desktop.ui.widgets.plain_text import PlainLabel

_UPDATE_MS: Final = 60
_AT_REST_MS: Final = 1500
"""When fades and the flight of a timeline are over."""


class AudienceThumbnail(QWidget):
    """A small copy of the audience's window.

    It is shown while the audience sees something else than the console.
    """

    def __init__(self, session: Session, settings: Settings, audience: QWidget) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self._heading = PlainLabel()
        self._heading.setObjectName("heading")
        self._copy = _WindowCopy(session, audience)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 4)
        column.setSpacing(6)
        column.addWidget(self._heading)
        column.addWidget(self._copy, 1)
        self._update_timer = Debounce(_UPDATE_MS, self.refresh, self)
        self._rest_timer = Debounce(_AT_REST_MS, self.refresh, self)
        talk = session.talk
        for signal in (
            session.navigator.position_changed,
            session.story_changed,
            session.language_changed,
            talk.changed,
        ):
            signal.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show or hide the copy; update it after the audience painted."""
        is_needed = bool(differences(visible_state(self._session)))
        self._heading.setText(MESSAGES("audience_sees", self._settings.language))
        self.setVisible(is_needed)
        if is_needed:
            self._update_timer.start()
            self._rest_timer.start()

    def refresh(self) -> None:
        """Grab a new image of the audience's window."""
        if self.isVisible():
            self._copy.capture()


class _WindowCopy(QWidget):
    """Paints a copy of a window, letterboxed.

    It paints nothing while the window is on no screen.
    """

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__()
        self._session = session
        self._window = window
        self._pixmap = QPixmap()
        self.setMinimumSize(QSize(120, 68))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def capture(self) -> None:
        """Copy the window as it is painted now."""
        has_audience = self._session.talk.has_audience
        self._pixmap = self._window.grab() if has_audience else QPixmap()
        self.update()

    @qt_override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the copy with a border."""
        theme = themes.theme(self._session.story.theme)
        size = self._pixmap.size() if not self._pixmap.isNull() else self._window.size()
        target = size.scaled(self.size() - QSize(2, 2), Qt.AspectRatioMode.KeepAspectRatio)
        rect = QRect((self.width() - target.width()) // 2, 1, target.width(), target.height())
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            if not self._pixmap.isNull():
                painter.drawPixmap(rect, self._pixmap)
            painter.setPen(QPen(QColor(theme.gold), 1))
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))
