"""The current slide of the console, with ink and timeline."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame

from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.render.painter_scope import painting
from desktop.session.audience_picture import differences
from desktop.session.frame_cache import FrameCache
from desktop.session.session import Session
from desktop.session.session_pictures import speaker_picture, visible_state
from desktop.session.settings import Settings
from desktop.ui.talk.picture_layers import PictureLayers
from desktop.ui.talk.talk_messages import MESSAGES
from desktop.ui.widgets import style
from desktop.ui.widgets.plain_text import PlainLabel
from desktop.ui.widgets.slide_view import SlideView


class CurrentSlideView(QFrame):
    """The current slide; its frame shows whether the audience sees the same."""

    def __init__(
        self, session: Session, frame_cache: FrameCache, settings: Settings, audience_slide_view: SlideView
    ) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self.slide_view = SlideView(session, frame_cache, settings, aspect_source=audience_slide_view)
        self.slide_view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.layers = PictureLayers(self, session, settings, self.slide_view, lambda: speaker_picture(session))
        self.overlay = self.layers.overlay
        self.timeline_overlay = self.layers.timeline_overlay
        self.state_label = PlainLabel(parent=self)
        self.state_label.setObjectName("talk-state")
        self.setMinimumSize(QSize(320, 180))
        session.talk.changed.connect(self.refresh)
        session.navigator.position_changed.connect(self.refresh)
        session.language_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Name the audience's slide if it differs."""
        found = differences(visible_state(self._session))
        ui_language = self._settings.language
        self.state_label.setText("  ·  ".join(MESSAGES(f"audience_{one}", ui_language) for one in found))
        self.state_label.setVisible(bool(found))
        self.state_label.adjustSize()
        self.state_label.raise_()
        theme = themes.theme(self._session.story.theme)
        style.set_stylesheet(
            self,
            f"#talk-state {{ background: {theme.gold}; color: {theme.background}; padding: 5px 12px; font-weight: 600; }}",
        )
        self.update()

    @qt_override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Resize the slide to the largest rectangle of its aspect."""
        super().resizeEvent(event)
        self.fit_slide()

    def fit_slide(self) -> None:
        """Place the slide at the top centre, and its overlays over it."""
        frame = self.slide_view.frame()
        width, height = self.width() - 4, self.height() - 4
        aspect_ratio = frame.width / frame.height if frame is not None else 16 / 9
        slide_width = min(width, round(height * aspect_ratio))
        slide_height = min(height, round(slide_width / aspect_ratio))
        rect = QRect(2 + (width - slide_width) // 2, 2 + (height - slide_height) // 2, slide_width, slide_height)
        if rect != self.slide_view.geometry():
            self.update()  # the frame around the slide moves with it
        self.layers.place(rect)
        self.state_label.move(self.slide_view.pos())

    @qt_override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the slide: in gold while the audience sees something else."""
        super().paintEvent(event)
        theme = themes.theme(self._session.story.theme)
        differs = bool(differences(visible_state(self._session)))
        with painting(self) as painter:
            painter.setPen(QPen(QColor(theme.gold if differs else theme.vermilion), 2))
            painter.drawRect(self.slide_view.geometry().adjusted(-1, -1, 1, 1))

    @qt_override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ignore clicks on the speaker's slide: they must not move on."""
        event.accept()
