"""The cards of a timeline view: when they appear and go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRect, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop.render import theme as themes
from desktop.ui.timeline.camera import TimelineCamera
from desktop.ui.timeline.canvas import TimelineCanvas
from desktop.ui.timeline.cards.card_picture import CardPictures
from desktop.ui.timeline.cards.card_text import (
    CARD_MARGIN,
    CARD_WIDTH,
    CardPopup,
    EventCardText,
    caption_html,
    hint_html,
    picture_words,
)

_CARD_DELAY_MS: Final = 260


class EventCards(QObject):
    """Shows one event's card at a time, never in motion."""

    def __init__(self, view: QAbstractScrollArea, canvas: TimelineCanvas, camera: TimelineCamera) -> None:
        super().__init__(view)
        self._view = view
        self._canvas = canvas
        self._camera = camera
        self._popup = CardPopup(view)
        self._pictures = CardPictures(self)
        self._pictures.loaded.connect(self._show_picture)
        self._shown_id = ""  # the event of the visible card
        self._next_id = ""  # the event whose card comes after a delay
        self._id_after_flight = ""  # the event whose card comes when the camera stands still
        self.hint_of: Callable[[str], str] = lambda _event_id: ""  # a hint of what can be done with an event
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_CARD_DELAY_MS)
        self._timer.timeout.connect(lambda: self.show(self._next_id))
        camera.about_to_move.connect(self._hide_for_movement)
        camera.came_to_rest.connect(self._on_came_to_rest)
        camera.interrupted.connect(self._forget_flight)

    @property
    def is_visible(self) -> bool:
        """Return whether a card is visible."""
        return self._popup.is_visible

    def text(self, event_id: str) -> str:
        """Return an event's card as plain lines, "" for unknown events."""
        state = self._canvas.state
        event = state.find_event(event_id)
        return EventCardText(state.story, event, state.language, state.as_of).text() if event is not None else ""

    def show_soon(self, event_id: str) -> None:
        """Show an event's card after a short delay."""
        self._next_id = event_id
        self._timer.start()
        self._picture_of(event_id)  # read it meanwhile

    def show(self, event_id: str) -> None:
        """Show an event's card now, or when the flight ends."""
        state = self._canvas.state
        event = state.find_event(event_id)
        if event is None or not self._view.isVisible():
            return
        if self._camera.is_moving:
            self._id_after_flight = event_id
            return
        zone = self._canvas.place_of(event_id)
        if zone is None:
            return
        theme = themes.theme(state.story.theme)
        html = EventCardText(state.story, event, state.language, state.as_of).html(
            theme, theme.color(state.story.color_of(event))
        )
        html += hint_html(self.hint_of(event_id), theme)
        picture = self._picture_of(event_id)
        if picture is not None:
            html = caption_html(picture_words(event, state.language), theme) + html
        corner = self._view.viewport().mapTo(QWidget.window(self._view), QPointF(zone.x, zone.y).toPoint())
        self._popup.show(html, QRect(corner.x(), corner.y(), round(zone.width), round(zone.height)), theme, picture)
        self._shown_id = event_id

    def _picture_of(self, event_id: str) -> QImage | None:
        """Return the picture of a card, None without one or not yet."""
        state = self._canvas.state
        event = state.find_event(event_id)
        if event is None:
            return None
        width = min(CARD_WIDTH, QWidget.window(self._view).width() - 16) - 2 * CARD_MARGIN
        return self._pictures.picture(event, state.story, width, self._view.devicePixelRatioF())

    def _show_picture(self) -> None:
        """Show the visible card again, with a picture that was read."""
        if self._popup.is_visible and self._shown_id:
            self.show(self._shown_id)
        elif self._timer.isActive():
            self._picture_of(self._next_id)

    def hide(self) -> None:
        """Take the card away, and forget one that was to come."""
        self._forget_flight()
        self._hide_for_movement()

    def _hide_for_movement(self) -> None:
        self._timer.stop()
        self._popup.hide()

    def _forget_flight(self) -> None:
        self._id_after_flight = ""

    def _on_came_to_rest(self) -> None:
        event_id, self._id_after_flight = self._id_after_flight, ""
        if event_id:
            self.show(event_id)
