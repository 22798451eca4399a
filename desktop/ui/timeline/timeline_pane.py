"""The timeline below the slide; it follows the slide.

pyqtgraph takes half a second to import. It is imported in a thread once the window is painted and Qt's classes are made;
until then the pane shows a picture of the same timeline.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout
from shiboken6 import isValid

from desktop import trace
from desktop.session.bookmarks import bookmark_window
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.occurrences import event_of_occurrence
from desktop.ui.timeline.first_picture import FirstPicture
from desktop.ui.timeline.moving.playing_words import playing_words
from desktop.ui.timeline.qt_classes import QtClasses
from desktop.ui.timeline.timeline_comparison import TimelineComparison
from desktop.ui.widgets.actions import TIMELINE
from desktop.ui.widgets.keys.key_map import KeyMap
from desktop.ui.widgets.shared_messages import MESSAGES

if TYPE_CHECKING:
    from desktop.story.dates.edtf_date import EdtfDate
    from desktop.story.model import Bookmark, Slide
    from desktop.timeline.camera import TimeWindow
    from desktop.ui.timeline.timeline_binding import TimelineBinding
    from desktop.ui.timeline.view import TimelineView

_MIN_HEIGHT: Final = 150
_MIN_HEIGHT_OF_TWO: Final = 340
_PAINTED_WITHIN_MS: Final = 1000


class TimelinePane(QFrame):
    """Pane of the timeline, which `load_timeline` or `create_timeline` makes."""

    notice = Signal(str)  # why an edit was refused
    playing = Signal(str)  # how it plays through time, and which keys do what; "" when it stops
    slide_requested = Signal(str)  # the event to tell on a new slide
    breaks_changed = Signal(bool)  # whether empty years are left out
    comparison_changed = Signal()  # a second timeline is shown below, or no longer
    text_requested = Signal(object)  # the key path to show in the text
    _imported = Signal()
    _not_imported = Signal()

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self.timeline: TimelineView | None = None
        self._binding: TimelineBinding | None = None
        self._last_slide: Slide | None = None  # as it was when the camera last moved to it
        self.setMinimumHeight(_MIN_HEIGHT)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._first_picture: FirstPicture | None = FirstPicture(session)
        self._layout.addWidget(self._first_picture)
        self._imported.connect(self.create_timeline)
        self._not_imported.connect(self._report_missing)
        self.comparison = TimelineComparison(self, session, self._make_view)
        self.comparison.changed.connect(self._on_comparison_changed)
        session.bookmark_requested.connect(self.show_bookmark)
        self._qt_classes = QtClasses(self)
        self._qt_classes.made.connect(self._begin_import)

    def load_timeline(self) -> None:
        """Create the timeline in a while, without holding up the window."""
        if self.timeline is None:
            self._qt_classes.start()

    def _begin_import(self) -> None:
        if self.timeline is None:
            threading.Thread(target=self._import_timeline, name="pyqtgraph").start()

    def load_timeline_once_painted(self) -> None:
        """Create the timeline in a while, after its first picture."""
        if self._first_picture is not None:
            self._first_picture.painted.connect(self.load_timeline, Qt.ConnectionType.SingleShotConnection)

    def call_once_painted(self, callback: Callable[[], object]) -> None:
        """Call a function after the first picture, or soon without one."""
        timer = QTimer(self, singleShot=True, interval=0)
        timer.timeout.connect(callback)
        if self._first_picture is not None and self.window().isVisible() and not self.isHidden():
            timer.setInterval(_PAINTED_WITHIN_MS)
            self._first_picture.painted.connect(
                lambda: timer.start(0) if timer.isActive() else None, Qt.ConnectionType.SingleShotConnection
            )
        timer.start()

    def _import_timeline(self) -> None:
        # No widget may be made in this thread; the modules make none.
        try:
            import desktop.ui.timeline.event_editor
            import desktop.ui.timeline.timeline_binding
            import desktop.ui.timeline.view  # noqa: F401
        except Exception:
            if isValid(self):
                self._not_imported.emit()
            raise  # into the log
        if isValid(self):
            self._imported.emit()

    def _report_missing(self) -> None:
        """Say that the picture of the timeline stays a picture."""
        self.notice.emit(MESSAGES("timeline_not_loaded", self._settings.language))

    def create_timeline(self) -> TimelineView:
        """Return the timeline, made with the first call."""
        if self.timeline is None:
            from desktop.ui.timeline.timeline_binding import TimelineBinding

            if self._first_picture is not None:
                self._layout.removeWidget(self._first_picture)
                self._first_picture.deleteLater()
                self._first_picture = None
            self.timeline = self._make_view()
            self.timeline.breaks_enabled_changed.connect(self.breaks_changed)
            self.timeline.breaks_enabled_changed.connect(self._report_no_breaks)
            self._binding = TimelineBinding(self._session, self.timeline)
            self._binding.story_shown.connect(self._on_story_shown)
            self._binding.slide_shown.connect(self._follow_slide)
            self._binding.show_story()
            self.timeline.fly_to(self._session.slide_time_window, False)
            trace.mark("timeline_loaded")
        return self.timeline

    def _report_no_breaks(self, enabled: bool) -> None:
        """Say why no years are left out, where none are."""
        assert self.timeline is not None
        state = self.timeline.state
        if enabled and not state.time_axis.breaks:
            reason = "log_axis" if state.time_axis.is_logarithmic else "files" if state.aggregated else "none_empty"
            self.notice.emit(MESSAGES(f"no_breaks_{reason}", self._settings.language))

    def _make_view(self) -> TimelineView:
        """Return a new view at the foot, connected to the pane."""
        from desktop.ui.timeline.event_editor import attach_event_editor
        from desktop.ui.timeline.view import TimelineView

        view = TimelineView(self, reduced_motion=self._settings.reduced_motion)
        view.keys.key_map = KeyMap(TIMELINE, self._settings)
        view.rows_at_rest.keeps_still = lambda: self._settings.keeps_rows
        view.finder.search_box.set_ui_language(self._settings.language)
        view.event_chosen.connect(self.go_to_event)
        view.play.player.changed.connect(lambda: self.playing.emit(playing_words(view.play.player, self._settings)))
        author = attach_event_editor(view, self._session, self._settings, self.notice.emit)
        author.slide_requested.connect(self.slide_requested)
        author.text_requested.connect(self.text_requested)
        # Below the slide, whoever clicked the timeline means it with the arrows too.
        view.keys.set_captures_navigation_keys(True)
        self._layout.addWidget(view, 1)
        return view

    def _views(self) -> list[TimelineView]:
        """Return the timelines that are made: one, or two."""
        return [view for view in (self.timeline, self.comparison.lower) if view is not None]

    def retranslate(self) -> None:
        """Translate what belongs to the window; the timeline speaks as its story."""
        for view in self._views():
            view.finder.search_box.set_ui_language(self._settings.language)

    def _on_story_shown(self) -> None:
        """Move the camera if the slide changed or its event left."""
        assert self._binding is not None
        if self.timeline is not None and self.timeline.state.time_axis.is_logarithmic:
            self.comparison.end()  # there the two have no scale in common
        if self._session.navigator.slide != self._last_slide or not self._binding.slide_event_in_view():
            self._follow_slide()

    def _follow_slide(self) -> None:
        """Move the camera to the slide's window of time."""
        assert self.timeline is not None
        self._last_slide = self._session.navigator.slide
        self.timeline.fly_to(self._session.slide_time_window)

    def go_to_event(self, event_id: str) -> None:
        """Go to an event's slide, or fly to the event.

        The card of an event without a slide tells what is known.
        """
        if not self._session.navigator.go_to_event(event_id):
            self.create_timeline()
            assert self._binding is not None
            self._binding.choose_event(event_id)

    def apply_keys(self) -> None:
        """Apply changed keys."""
        for view in self._views():
            view.keys.key_map.apply_keys()

    @property
    def time_window(self) -> TimeWindow:
        """Return the visible time window."""
        return self.timeline.time_window if self.timeline is not None else self._session.slide_time_window

    @property
    def view_now(self) -> tuple[TimeWindow, EdtfDate | None, tuple[str, ...], TimeWindow | None]:
        """Return window, date of knowledge and what a search found.

        The last is a window that is compared, None without one.
        """
        highlighted = self.timeline.state.highlighted_ids if self.timeline is not None else frozenset[str]()
        found = {event_of_occurrence(one) for one in highlighted}
        listed = tuple(event.id for event in self._session.story.events if event.id in found)
        return self.time_window, self.as_of, listed, self.comparison.lower_window

    @property
    def view_in_hand(self) -> tuple[TimeWindow, EdtfDate | None]:
        """Return window and date of knowledge of one timeline.

        It is the one that has the keys, where two are compared.
        """
        lower = self.comparison.lower
        if lower is not None and self.comparison.is_active and (lower.hasFocus() or lower.finder.has_focus()):
            return lower.time_window, lower.state.as_of_override
        return self.time_window, self.as_of

    @property
    def leaves_out_years(self) -> bool:
        """Return whether empty years are left out."""
        return self.timeline is not None and self.timeline.state.breaks_enabled

    def open_search(self) -> None:
        """Show the search box of the timeline."""
        self.show()
        self.create_timeline().finder.open()

    def toggle_axis_breaks(self) -> None:
        """Leave out empty years, or show them again."""
        self.show()
        self.create_timeline().toggle_axis_breaks()

    def toggle_keep_rows(self) -> None:
        """Keep events in their rows, or let them move at rest."""
        self._settings.set_keeps_rows(not self._settings.keeps_rows)
        for view in self._views():
            view.rows_at_rest.wait()

    def _on_comparison_changed(self) -> None:
        self.setMinimumHeight(_MIN_HEIGHT_OF_TWO if self.comparison.is_active else _MIN_HEIGHT)
        self.comparison_changed.emit()

    def toggle_comparison(self) -> None:
        """Show a second timeline below the first, or hide it."""
        self.show()
        self.comparison.toggle(self.create_timeline())
        if self.comparison.is_active:
            self.notice.emit(MESSAGES("comparison", self._settings.language))

    def show_bookmark(self, bookmark: Bookmark) -> None:
        """Show the view that a bookmark names."""
        self.show()
        timeline = self.create_timeline()
        if self.comparison.show_bookmark(bookmark):
            return
        timeline.state.override_as_of(bookmark.as_of)
        timeline.fly_to(bookmark_window(bookmark, self._session.story))
        timeline.setFocus()

    @property
    def as_of(self) -> EdtfDate | None:
        """Return the date of knowledge chosen by hand."""
        return self.timeline.state.as_of_override if self.timeline is not None else None

    def play(self) -> None:
        """Play through time, or stop."""
        self.show()
        timeline = self.create_timeline()
        timeline.setFocus()
        timeline.play.toggle()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Set whether the camera jumps instead of flying."""
        for view in self._views():
            view.camera.set_reduced_motion(reduced)
