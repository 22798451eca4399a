"""Parts of the speaker's console: notes that follow the steps, progress by slide, the story's time."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTextBrowser, QToolTip, QWidget

from desktop.render import theme as themes
from desktop.render.frame import Frame
from desktop.render.paint import paint
from desktop.render.timeline.layout import ribbon
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.session.slide_search import title_of
from desktop.story.speaker_notes import parts, spoken_at
from desktop.ui.talk.messages import WORDS
from desktop.ui.widgets.style import unbroken
from desktop.ui.window.panels import markdown_html

_RIBBON: Final = 1920.0


class NotesPane(QTextBrowser):
    """The notes of the slide in a size of their own; what belongs to the step shown is bright, the rest recedes."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setOpenLinks(False)
        for signal in (session.position_settled, session.story_changed, session.language_changed):
            signal.connect(self.refresh)
        self.refresh()

    def grow(self, way: int) -> None:
        """Write larger or smaller."""
        self._settings.set_notes_size(self._settings.notes_size + 2 * way)
        self.refresh()

    def refresh(self) -> None:
        """Write the notes of the slide."""
        session = self._session
        theme = themes.theme(session.story.theme)
        slide = session.slide
        notes = slide.notes.get(session.language) if slide else ""
        size = self._settings.notes_size
        now = spoken_at(notes, session.position.step)
        out = []
        for number, part in enumerate(parts(notes)):
            color = theme.paper if number == now else theme.muted
            out.append(f"<div style='color:{color}'><a name='part{number}'></a>{markdown_html(part.text)}</div>")
        if not out:
            out.append(f"<p style='color:{theme.muted}'>{WORDS('no_notes', self._settings.language)}</p>")
        self.setHtml(unbroken(f"<body style='font-size:{size}px; color:{theme.paper}'>{''.join(out)}</body>"))
        if now > 0:
            self.scrollToAnchor(f"part{now}")


class Progress(QWidget):
    """One bar a slide: told, being told, to come; a click goes there."""

    chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setFixedHeight(14)
        self.setMouseTracking(True)
        for signal in (session.position_changed, session.story_changed):
            signal.connect(self.update)

    def _place(self, x: float) -> str:
        told = self._session.story.told
        number = int(x / max(1, self.width()) * len(told))
        return told[number].id if 0 <= number < len(told) else ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars, without gaps where there are very many."""
        session = self._session
        told = session.story.told
        if not told:
            return
        theme = themes.theme(session.story.theme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        pitch = self.width() / len(told)
        gap = min(6.0, pitch * 0.25) if pitch > 3 else 0.0
        here = next((place for place, slide in enumerate(told) if slide.id == session.position.slide), len(told))
        for place in range(len(told)):
            color = theme.gold if place < here else theme.vermilion if place == here else theme.line
            painter.setBrush(QColor(color))
            painter.drawRoundedRect(QRectF(place * pitch, 4, max(1.0, pitch - gap), 5), 2.5, 2.5)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name the slide under the pointer."""
        name = self._place(event.position().x())
        story = self._session.story
        if name:
            title = title_of(story, story.slides[story.slide_index[name]], self._session.language)
            QToolTip.showText(event.globalPosition().toPoint(), f"{story.numbers.get(name, '')}. {title}", self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the slide under the pointer."""
        name = self._place(event.position().x())
        if name and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(name)


class TimeStrip(QWidget):
    """Where the slide stands in the story's time: the ribbon of the slides, across the console."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(92)
        for signal in (session.position_changed, session.story_changed, session.language_changed):
            signal.connect(self.update)

    def sizeHint(self) -> QSize:
        """Ask for the ribbon's height."""
        return QSize(1200, 92)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ribbon."""
        slide = self._session.slide
        story = self._session.story
        if slide is None or not story.events:
            return
        painter = QPainter(self)
        try:
            scale = self.width() / _RIBBON
            # As large as on the slide itself or larger: the console is read from near, but in a glance.
            zoom = max(scale, 0.62)
            width = self.width() / zoom
            theme = themes.theme(story.theme)
            items, _ = ribbon(story, slide, theme, self._session.language, 30.0, 58.0, width - 60.0)
            frame = Frame(width, self.height() / zoom, None, items)
            paint(painter, frame, QRectF(self.rect()))
        finally:
            painter.end()
