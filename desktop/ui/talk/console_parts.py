"""Parts of the speaker's console: notes, progress bar, time ribbon."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.render.frame import Frame, HitZone
from desktop.render.paint import paint
from desktop.render.painter_scope import painting
from desktop.render.ribbon.ribbon import ribbon
from desktop.session.frame_cache import FrameCache
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.slide_title import slide_title
from desktop.story.speaker_notes import part_at_step, split_by_step
from desktop.ui.talk.talk_messages import MESSAGES
from desktop.ui.widgets import actions
from desktop.ui.widgets.bindings import Bindings
from desktop.ui.widgets.plain_text import plain_tooltip
from desktop.ui.widgets.rich_text import markdown_html, plain_no_break_spaces
from desktop.ui.widgets.sandboxed_browser import SealedBrowser
from desktop.ui.widgets.slide_view import SlideView

_RIBBON_WIDTH: Final = 1920.0
_RIBBON_HEIGHT: Final = 128.0  # with the years under it, in units of the slide's canvas
_RIBBON_MIN_HEIGHT: Final = 92


class NotesPane(SealedBrowser):
    """The slide's notes, with the part of the current step highlighted."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for signal in (session.navigator.position_settled, session.story_changed, session.language_changed):
            signal.connect(self.refresh)
        self.refresh()

    def change_font_size(self, direction: int) -> None:
        """Change the size of the notes."""
        self._settings.set_notes_size(self._settings.notes_size + 2 * direction)
        self.refresh()

    def scroll_by_step(self, direction: int) -> None:
        """Scroll by two thirds of the pane: some lines stay in view."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + direction * round(self.viewport().height() * 2 / 3))

    def refresh(self) -> None:
        """Show the notes of the slide."""
        session = self._session
        theme = themes.theme(session.story.theme)
        slide = session.navigator.slide
        notes = slide.notes.get(session.language) if slide else ""
        size = self._settings.notes_size
        current_part = part_at_step(notes, session.navigator.position.step)
        html_parts = []
        for number, part in enumerate(split_by_step(notes)):
            color = theme.paper if number == current_part else theme.muted
            html_parts.append(f"<div style='color:{color}'><a name='part{number}'></a>{markdown_html(part.text)}</div>")
        if not html_parts:
            html_parts.append(f"<p style='color:{theme.muted}'>{MESSAGES('no_notes', self._settings.language)}</p>")
        self.setHtml(
            plain_no_break_spaces(f"<body style='font-size:{size}px; color:{theme.paper}'>{''.join(html_parts)}</body>")
        )
        if current_part > 0:
            self.scrollToAnchor(f"part{current_part}")


class SlideProgressBar(QWidget):
    """Progress bar with a segment for each slide; a click goes there."""

    slide_chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setFixedHeight(14)
        self.setMouseTracking(True)
        for signal in (session.navigator.position_changed, session.story_changed):
            signal.connect(self.update)

    def _slide_id_at(self, x: float) -> str:
        main_slides = self._session.story.main_slides
        index = int(x / max(1, self.width()) * len(main_slides))
        return main_slides[index].id if 0 <= index < len(main_slides) else ""

    @qt_override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars, without gaps if there are very many."""
        session = self._session
        main_slides = session.story.main_slides
        if not main_slides:
            return
        theme = themes.theme(session.story.theme)
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            pitch = self.width() / len(main_slides)
            gap = min(6.0, pitch * 0.25) if pitch > 3 else 0.0
            current_index = next(
                (place for place, slide in enumerate(main_slides) if slide.id == session.navigator.position.slide_id),
                len(main_slides),
            )
            for place in range(len(main_slides)):
                color = (
                    theme.gold if place < current_index else theme.vermilion if place == current_index else theme.line
                )
                painter.setBrush(QColor(color))
                painter.drawRoundedRect(QRectF(place * pitch, 4, max(1.0, pitch - gap), 5), 2.5, 2.5)

    @qt_override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the title of the slide under the pointer."""
        slide_id = self._slide_id_at(event.position().x())
        story = self._session.story
        if slide_id:
            title = slide_title(story, story.slides[story.slide_index[slide_id]], self._session.language)
            numbered_title = f"{story.slide_numbers.get(slide_id, '')}. {title}"
            QToolTip.showText(event.globalPosition().toPoint(), plain_tooltip(numbered_title), self)

    @qt_override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the slide under the pointer."""
        slide_id = self._slide_id_at(event.position().x())
        if slide_id and event.button() == Qt.MouseButton.LeftButton:
            self.slide_chosen.emit(slide_id)


class TimeRibbon(QWidget):
    """The time ribbon; a click goes to the slide of an event."""

    slide_chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._zones: tuple[HitZone, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_RIBBON_MIN_HEIGHT)
        for signal in (session.navigator.position_changed, session.story_changed, session.language_changed):
            signal.connect(self.update)

    @qt_override(fallback=QSize())
    def sizeHint(self) -> QSize:
        """Return the height of the ribbon."""
        return QSize(1200, _RIBBON_MIN_HEIGHT)

    @property
    def zoom(self) -> float:
        """Return the scale of the drawing.

        At least as large as on the slide: the console is read from near, but at a glance.
        """
        return max(self.width() / _RIBBON_WIDTH, 0.62)

    @qt_override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow with the scale, so that the years stay inside."""
        super().resizeEvent(event)
        self.setFixedHeight(max(_RIBBON_MIN_HEIGHT, round(_RIBBON_HEIGHT * self.zoom)))

    @qt_override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ribbon."""
        slide = self._session.navigator.slide
        story = self._session.story
        if slide is None or not story.events:
            return
        with painting(self) as painter:
            zoom = self.zoom
            width = self.width() / zoom
            theme = themes.theme(story.theme)
            items, self._zones = ribbon(story, slide, theme, self._session.language, 30.0, 74.0, width - 60.0)
            frame = Frame(width, self.height() / zoom, None, items)
            paint(painter, frame, QRectF(self.rect()))

    def slide_id_at(self, place: QPointF) -> str:
        """Return the slide of the event at a place, or ""."""
        x, y = place.x() / self.zoom, place.y() / self.zoom
        slide_ids = self._session.story.slide_id_by_event
        return next((slide_ids[one.id] for one in self._zones if one.contains(x, y) and one.id in slide_ids), "")

    @qt_override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the slide of the event under the pointer."""
        slide_id = self.slide_id_at(event.position())
        if slide_id and event.button() == Qt.MouseButton.LeftButton:
            self.slide_chosen.emit(slide_id)


def key_hints(bindings: Bindings, ui_language: str) -> list[str]:
    """Return the hints of the main keys of a talk, as set."""
    hints = []
    for action_id in ("black", "freeze", "laser", "pen", "goto", "overview", "timeline", "sources", "swap", "keys"):
        action = bindings.actions.get(action_id)
        if action is not None and action.shortcuts():
            key_text = actions.key_label(action.shortcuts()[0].toString(), ui_language)
            hints.append(f"{key_text} {MESSAGES('hint_' + action_id, ui_language)}")
    return hints


def next_slide_view(
    session: Session, frame_cache: FrameCache, settings: Settings, audience_slide_view: SlideView
) -> SlideView:
    """Return the view of the next slide or step."""
    view = SlideView(
        session,
        frame_cache,
        settings,
        position_source=lambda navigator: navigator.next_position,
        aspect_source=audience_slide_view,
    )
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.is_top_aligned = True  # below its heading, beside the thumbnail of the audience's window
    view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return view
