"""The timeline overlay shows a picture's timeline over the slide.

Audience and console use the same one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.qt_override import qt_override
from desktop.render.frame import Frame
from desktop.session.audience_picture import AudiencePicture, TimelineMarks, TimelinePicture
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.timeline.camera import TimeWindow

if TYPE_CHECKING:
    from desktop.story.model import Story
    from desktop.ui.timeline.view import TimelineView

_MIN_SCALE: Final = 0.34
_ZOOM_KEYS: Final = (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0)


class TimelineOverlay(QObject):
    """The timeline of a picture; changes by hand reach all windows.

    The first opening creates the view, which loads pyqtgraph. `below` is the widget that stays above it.
    """

    def __init__(
        self,
        session: Session,
        settings: Settings,
        parent: QWidget,
        picture_source: Callable[[], AudiencePicture],
        below: QWidget | None = None,
        *,
        is_frozen: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._parent_widget = parent
        self._picture_source = picture_source
        self._below = below
        self._is_frozen = is_frozen
        self.opens_search_elsewhere: Callable[[], bool] = lambda: False
        self._rect = QRect()
        self.timeline_view: TimelineView | None = None
        self._shown_story: tuple[Story, str] | None = None
        self._shown_window: TimeWindow | None = None  # the camera's last target, set by program or by hand
        self._was_frozen = False
        self._is_applying = False
        self._is_flying_by_program = False
        talk = session.talk
        for signal in (talk.changed, talk.timeline_changed, session.navigator.position_changed, session.story_changed,
                       session.language_changed, session.event_files.changed):  # fmt: skip
            signal.connect(self.refresh)

    @property
    def is_open(self) -> bool:
        """Return whether the overlay is visible."""
        return self.timeline_view is not None and self.timeline_view.isVisible()

    def frame(self) -> Frame | None:
        """Return the drawing of the timeline while it is visible."""
        return self.timeline_view.frame() if self.timeline_view is not None and self.is_open else None

    def place(self, rect: QRect) -> None:
        """Set the rectangle of the overlay in its parent."""
        self._rect = rect
        if self.timeline_view is not None:
            self._fit()

    def _fit(self) -> None:
        assert self.timeline_view is not None
        self.timeline_view.state.size = max(_MIN_SCALE, min(self._rect.width() / 1920, self._rect.height() / 1080))
        self.timeline_view.setGeometry(self._rect)

    def refresh(self) -> None:
        """Show the timeline of the picture, or hide it."""
        picture = self._picture_source()
        if picture.timeline is None or not self._parent_widget.isVisible():
            self.close()
            return
        view = self._create_view()
        was_open = self.is_open
        with self._applying():
            self._apply(view, picture, picture.timeline)
        if not was_open:
            self._fit()
            view.rows_at_rest.motion_count = 0
            view.show()
            if self._below is not None:
                view.stackUnder(self._below)
        frozen = self._is_frozen()
        if frozen:
            view.play.stop()  # it would go on behind a picture that stands still
        if frozen and not (was_open and self._was_frozen) and view.state.hovered_id:
            view.cards.show(view.state.hovered_id)  # a card that was still to come would change a frozen picture
        self._was_frozen = frozen
        view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, frozen)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus if frozen else Qt.FocusPolicy.StrongFocus)
        if frozen and view.hasFocus():
            self._parent_widget.window().setFocus()
        elif not was_open and not frozen and self._can_take_focus():
            view.setFocus()
        if view.finder.is_open and not frozen:
            self._share_marks()  # an edit of the story may have changed what the search finds

    def _can_take_focus(self) -> bool:
        """Return whether opening takes the keyboard from nobody who writes."""
        window = self._parent_widget.window()
        return window.isActiveWindow() or window.focusWidget() in (None, window)

    def play(self, time_window: TimeWindow) -> None:
        """Play through a window of time, if the overlay is open."""
        if self.timeline_view is not None and self.is_open and not self._is_frozen():
            self.timeline_view.play.play(time_window)

    def close(self) -> None:
        """Hide the overlay."""
        # Hidden, not closed: pyqtgraph's view does not survive being closed inside a window.
        if self.timeline_view is not None and not self.timeline_view.isHidden():
            had_focus = self.timeline_view.hasFocus() or self.timeline_view.finder.has_focus()
            with self._applying():
                self.timeline_view.hide()
            self._shown_window, self._is_flying_by_program = None, False
            if had_focus:
                self._parent_widget.window().setFocus()

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the zoom keys for the timeline, let navigation keys pass."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _ZOOM_KEYS:
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _create_view(self) -> TimelineView:
        if self.timeline_view is not None:
            return self.timeline_view
        from desktop.ui.timeline.view import TimelineView
        from desktop.ui.widgets.actions import TIMELINE
        from desktop.ui.widgets.keys.key_map import KeyMap

        view = self.timeline_view = TimelineView(
            self._parent_widget, size=1.0, reduced_motion=self._settings.reduced_motion
        )
        view.keys.key_map = KeyMap(TIMELINE, self._settings)
        view.rows_at_rest.keeps_still = self._keeps_rows
        view.finder.opens_elsewhere = self._search_elsewhere
        view.event_chosen.connect(self._on_event_chosen)
        view.time_window_changed.connect(self._on_camera_moved)
        view.camera.came_to_rest.connect(self._on_flight_ended)
        view.camera.interrupted.connect(self._on_flight_ended)
        view.state.changed.connect(self._share_marks)
        view.ruler.changed.connect(self._share_marks)
        view.installEventFilter(self)
        return view

    def _search_elsewhere(self) -> bool:
        return self.opens_search_elsewhere()  # the console may come after this view

    def _keeps_rows(self) -> bool:
        """Return whether events stay in their rows.

        In front of an audience they move once for each opening, and never while the speaker points or draws.
        """
        has_moved = self.timeline_view is not None and self.timeline_view.rows_at_rest.motion_count > 0
        return self._settings.keeps_rows or has_moved or self._is_frozen() or bool(self._session.talk.tool)

    # -- from the picture to the view ----------------------------------------------------------------------------------

    @contextmanager
    def _applying(self) -> Iterator[None]:
        """Ignore changes of the view within: they come from the picture."""
        was_applying, self._is_applying = self._is_applying, True
        try:
            yield
        finally:
            self._is_applying = was_applying

    def _apply(self, view: TimelineView, picture: AudiencePicture, timeline: TimelinePicture) -> None:
        marks, state = timeline.marks, view.state
        is_new_axis = state.breaks_enabled != marks.breaks_enabled or state.aggregated != timeline.aggregated
        if (
            self._shown_story is None
            or self._shown_story[0] is not picture.story
            or self._shown_story[1] != picture.language
        ):
            self._shown_story = picture.story, picture.language
            is_new_axis = True
            view.set_story(picture.story, picture.language)
        view.set_aggregated_tracks(timeline.aggregated)
        state.set_tracks(timeline.track_ids)
        state.set_selected(timeline.selected_id)
        state.set_as_of(timeline.slide_as_of)
        state.override_as_of(marks.as_of)
        view.set_breaks_enabled(marks.breaks_enabled)
        state.set_folded_by_hand(marks.folded_by_hand)
        view.ruler.set_marks(marks.measured_ids, marks.measure_start_id)
        if (state.highlighted_ids, state.highlighted_by_track) != (
            marks.highlighted_ids,
            marks.highlighted_by_track or {},
        ):
            state.highlight(marks.highlighted_ids, marks.highlighted_by_track)
        if state.hovered_id != marks.hovered_id:
            view.pointer.set_hovered(marks.hovered_id)
        view.camera.set_home(timeline.home_window)
        if timeline.time_window != self._shown_window or is_new_axis:
            # Between slides the camera flies; a camera moved by hand in the other window is followed at once.
            follows_slide = self._session.talk.camera is None and self._shown_window is not None
            self._shown_window = timeline.time_window
            view.fly_to(timeline.time_window, follows_slide and not is_new_axis)
            self._is_flying_by_program = view.camera.is_moving
            self._show_card_soon(view)

    # -- from the hand to the talk ------------------------------------------------------------------------------------

    def _on_flight_ended(self) -> None:
        if not self._is_applying:
            self._is_flying_by_program = False
            if self.timeline_view is not None:
                self._show_card_soon(self.timeline_view)

    def _show_card_soon(self, view: TimelineView) -> None:
        # A moving camera takes the card away; where it stands still, the event under it is told again.
        if view.state.hovered_id:
            view.cards.show_soon(view.state.hovered_id)

    def _on_camera_moved(self, time_window: TimeWindow) -> None:
        if not self._is_applying and not self._is_flying_by_program and self.is_open:
            self._shown_window = time_window
            self._session.talk.set_camera(time_window)

    def _share_marks(self) -> None:
        if self._is_applying or not self.is_open:
            return
        if self._is_frozen():
            self.refresh()  # whatever happens to the view, a frozen audience keeps its picture
            return
        assert self.timeline_view is not None
        view, talk = self.timeline_view, self._session.talk
        state = view.state
        talk.set_marks(
            TimelineMarks(
                state.as_of_override,
                state.breaks_enabled,
                view.ruler.pair,
                view.ruler.start_id,
                state.highlighted_ids,
                state.highlighted_by_track or None,
                state.hovered_id,
                talk.marks.chosen_id,
                state.folded_by_hand,
            )
        )

    def _on_event_chosen(self, event_id: str) -> None:
        """Go to the slide of an event; choose one without a slide."""
        talk = self._session.talk
        if self._session.navigator.go_to_event(event_id):
            talk.set_timeline_visible(False)
            return
        assert self.timeline_view is not None
        event = self.timeline_view.state.find_event(event_id)
        if event is not None:
            talk.set_marks(replace(talk.marks, chosen_id=event_id, hovered_id=event_id))
            self.timeline_view.fly_to(self.timeline_view.pointer.window_near(event))
