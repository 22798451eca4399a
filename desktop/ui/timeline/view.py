"""The zoomable timeline: drawing, camera, pointer, keys and search."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsView, QLineEdit, QWidget

from desktop.i18n import translate
from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.render.frame import Frame
from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.story.model import EMPTY_STORY, Story
from desktop.timeline.axis_windows import story_axis_window
from desktop.timeline.camera import TimeWindow, has_moments, make_window, story_window
from desktop.ui.timeline.as_of_handle import KnowledgeHandle
from desktop.ui.timeline.camera import TimelineCamera
from desktop.ui.timeline.canvas import TimelineCanvas
from desktop.ui.timeline.cards.event_cards import EventCards
from desktop.ui.timeline.event_finder import EventFinder
from desktop.ui.timeline.guarded_pyqtgraph import GuardedView
from desktop.ui.timeline.moving.play import TimelinePlay
from desktop.ui.timeline.moving.resting import RowsAtRest
from desktop.ui.timeline.pointer import EventEditor, TimelinePointer
from desktop.ui.timeline.ruler import Ruler
from desktop.ui.timeline.screen_spec import LEAST_HEIGHT, PANE_SIZE
from desktop.ui.timeline.state import TimelineState
from desktop.ui.timeline.timeline_keys import TimelineKeys
from desktop.ui.timeline.view_box import TimeViewBox

_WHEEL_ZOOM: Final = 1.02  # for an eighth of a degree over the overview, as pyqtgraph has it over the plot


class TimelineView(GuardedView):
    """Widget that makes the parts and passes Qt's events on.

    `size` is the scale of type and marks: about one half in a pane, the screen's width by 1920 over a slide.
    """

    event_chosen = Signal(str)
    as_of_changed = Signal(object)  # the date of knowledge chosen by hand, None for the slide's own
    time_window_changed = Signal(object)  # in real time, whether empty years are left out or not
    breaks_enabled_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None, *, size: float = PANE_SIZE, reduced_motion: bool = False) -> None:
        self._ready = self._is_pressed = False
        super().__init__(parent, background=None)
        self.setMinimumHeight(LEAST_HEIGHT)
        # What changes says so to the viewport: the scene would paint all of it a second time after each move.
        self.setViewportUpdateMode(self.ViewportUpdateMode.NoViewportUpdate)
        self.setCacheMode(self.CacheModeFlag.CacheNone)  # the drawing covers all: a ground below would be painted twice
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._view_box = view_box = TimeViewBox(themes.theme(EMPTY_STORY.theme).gold)
        view_box.set_visible_window(story_window(EMPTY_STORY))
        self.state = TimelineState(self, size)
        self.ruler = Ruler(self.state)
        self.camera = TimelineCamera(self, self.state, view_box, reduced_motion=reduced_motion)
        self.canvas = TimelineCanvas(
            self.viewport(), self.state, self.camera, self.ruler, view_box, lambda: self.finder.reserved_height
        )
        self.cards = EventCards(self, self.canvas, self.camera)
        self.knowledge = KnowledgeHandle(self.canvas)
        self.pointer = TimelinePointer(
            self.viewport(), self.canvas, self.camera, view_box, self.cards, self.knowledge, self.ruler
        )
        self.finder = EventFinder(self, self.canvas, self.camera, self.pointer)
        self.play = TimelinePlay(self.state, self.camera)
        self.rows_at_rest = RowsAtRest(self.state, self.camera, self.canvas, self._is_in_use)
        self.keys = TimelineKeys(
            self.state, self.camera, self.pointer, self.knowledge, self.ruler, self.finder, self.play
        )
        self.addItem(self.canvas)
        self.addItem(view_box)
        self.scene().sigMouseMoved.connect(self.pointer.on_move)
        self.pointer.event_chosen.connect(self.event_chosen)
        self.knowledge.as_of_changed.connect(self.as_of_changed)
        self.camera.time_window_changed.connect(self.time_window_changed)
        view_box.selection_changed.connect(self.viewport().update)
        self.keys.breaks_toggled.connect(self.toggle_axis_breaks)
        view_box.dragged_down.connect(lambda pixels: self.canvas.scroll_by(-pixels))
        self._ready = True

    # -- what it shows -------------------------------------------------------------------------------------------------

    def set_story(self, story: Story, language: str) -> None:
        """Show a story in a language.

        The window stays where it is unless there was no story before.
        """
        was_empty = not has_moments(self.state.story)
        axis, time_window = self.state.time_axis, self.camera.time_window
        self.state.set_story(story, language)
        self._view_box.set_min_span(self.state.min_span)
        if was_empty:
            time_window = self.state.time_axis.window_to_time(story_axis_window(story, self.state.time_axis))
        self.ruler.drop_missing_events()
        self.setAccessibleName(translate("Timeline", language))
        if was_empty or self.state.time_axis != axis:
            self.camera.keep_time_window(time_window)
        self.cards.hide()
        self.pointer.close_list()
        self.finder.set_story(story, language)

    def set_aggregated_tracks(self, aggregated: Mapping[str, AggregatedTrack]) -> None:
        """Show and search the events of tracks read from files.

        They are given by the track's id.
        """
        if aggregated == self.state.aggregated:
            return
        time_window = self.camera.time_window
        self.state.set_aggregated_tracks(aggregated)
        missing = self.state.min_span - time_window.span
        self._view_box.set_min_span(self.state.min_span)
        if missing > 0.0 and not self.state.time_axis.is_logarithmic:
            time_window = make_window(time_window.start, time_window.offset - missing / 2, self.state.min_span)
        self.camera.keep_time_window(time_window)
        self.finder.set_aggregated_tracks(aggregated)

    def set_breaks_enabled(self, enabled: bool) -> None:
        """Show or leave out empty years; keep the window in view."""
        if enabled != self.state.breaks_enabled:
            time_window = self.camera.time_window
            self.state.set_breaks_enabled(enabled)
            self.camera.stop()
            self.camera.keep_time_window(time_window)
        self.finder.search_again()

    def toggle_axis_breaks(self) -> None:
        """Leave out empty years, or show them again."""
        self.set_breaks_enabled(not self.state.breaks_enabled)
        self.breaks_enabled_changed.emit(self.state.breaks_enabled)

    def set_event_editor(self, event_editor: EventEditor) -> None:
        """Enable the editing of events."""
        self.pointer.event_editor = event_editor
        self.cards.hint_of = event_editor.edit_hint

    @property
    def time_window(self) -> TimeWindow:
        """Return the window of time in view."""
        return self.camera.time_window

    def fly_to(self, time_window: TimeWindow, animate: bool = True) -> None:
        """Move the camera to a window of time."""
        self.camera.fly_to(time_window, animate)

    def set_compared(self, compared: bool) -> None:
        """Show that another timeline is beside it."""
        self.state.set_compared(compared)

    def show_all(self) -> None:
        """Move the camera to the whole story."""
        self.camera.show_all()

    def frame(self) -> Frame:
        """Return the drawing of what is in view."""
        return self.canvas.frame()

    def _is_in_use(self) -> bool:
        """Return whether something would move under the hand or the eye."""
        return (
            bool(self.state.hovered_id)
            or self.cards.is_visible
            or self.play.is_playing
            or self.finder.is_open
            or self._is_pressed
            or any(field.isVisible() for field in self.findChildren(QLineEdit))
        )

    def _show_menu_by_key(self) -> None:
        """Show the menu of the event in hand, if any."""
        event_id = self.state.hovered_id or self.state.selected_id
        place = self.canvas.place_of(event_id) if event_id else None
        point = self.canvas.plot_rect.center()
        if place is not None:
            point = QPointF(place.x + place.width / 2, place.y + place.height / 2)
        if self.pointer.event_author is not None:
            self.cards.hide()
            on_screen = self.viewport().mapToGlobal(point.toPoint())
            self.pointer.event_author.show_menu(event_id if place is not None else "", point, on_screen)

    # -- Qt's events ---------------------------------------------------------------------------------------------------

    @qt_override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw at the new size and move the search box."""
        super().resizeEvent(event)
        if self._ready:
            self.canvas.prepareGeometryChange()
            self.cards.hide()
            self.canvas.redraw()
            self.canvas.layers()
            self.finder.search_box.move_to_corner()

    @qt_override(instead=QGraphicsView.event)
    def event(self, event: QEvent) -> bool:
        """Accept the timeline's keys before the window's shortcuts."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self.keys.overrides_shortcut(event)
        ):
            event.accept()
            return True
        return bool(super().event(event))

    @qt_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Execute the command of a key."""
        event.setAccepted(self.keys.execute(event))

    @qt_override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the menu that the keyboard asks for.

        The scene has that of the pointer.
        """
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._show_menu_by_key()
            event.accept()
        else:
            super().contextMenuEvent(event)

    @qt_override(fallback=False)
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go to the next event, then on to the next widget."""
        return self.keys.focus_next_event(forward) or bool(super().focusNextPrevChild(forward))

    @qt_override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Accept pointer events, so that the widget below gets no click."""
        self._is_pressed = True
        super().mousePressEvent(event)
        event.accept()

    @qt_override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the pointer's events."""
        self._is_pressed = event.buttons() != Qt.MouseButton.NoButton
        super().mouseReleaseEvent(event)
        event.accept()

    @qt_override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Keep the pointer's events."""
        super().mouseDoubleClickEvent(event)
        event.accept()

    @qt_override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer, or scroll over the names of tracks.

        Over the overview it zooms at the time that is drawn there. The wheel never leaves the timeline.
        """
        pixels = event.pixelDelta().y() or event.angleDelta().y() / 2
        overview = self.canvas.layers().overview
        if pixels and overview is not None and event.position().y() > overview[1]:
            share = self.camera.axis_window.x_of(self.canvas.overview_instant(event.position().x()), 1.0)
            self.camera.zoom_at(min(max(share, 0.0), 1.0), _WHEEL_ZOOM ** (-2 * pixels / 8))
        elif pixels and event.position().x() < self.canvas.plot_rect.left() and self.canvas.layers().max_scroll:
            self.canvas.scroll_by(-pixels)
        else:
            super().wheelEvent(event)
        event.accept()

    @qt_override(instead=QGraphicsView.viewportEvent)
    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom with two fingers on a screen or a touchpad."""
        return (self._ready and self.pointer.handle_gesture(event)) or bool(super().viewportEvent(event))

    @qt_override
    def leaveEvent(self, event: QEvent) -> None:
        """Forget what was under the pointer."""
        if not self.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents):  # then no pointer was ever there
            self.pointer.on_leave()
        super().leaveEvent(event)

    @qt_override
    def showEvent(self, event: QShowEvent) -> None:
        """Wait for rest from now on."""
        super().showEvent(event)
        if self._ready:
            self.rows_at_rest.wait()

    @qt_override
    def hideEvent(self, event: QEvent) -> None:
        """Stop the camera and any drag, and close what is open."""
        self._is_pressed = False
        self.play.stop()
        self.camera.stop()
        self.rows_at_rest.stop()
        self.cards.hide()
        self.pointer.close_list()
        if self.pointer.event_editor is not None:
            self.pointer.event_editor.cancel_drag()
        super().hideEvent(event)

    def close(self) -> bool:
        """Close without pyqtgraph's clean-up, which removes the viewport under pending events."""
        return bool(QWidget.close(self))
