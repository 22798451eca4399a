"""The timeline below the slide: it follows the slide and leads to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.widgets.actions import TIMELINE
from desktop.ui.widgets.key_map import KeyMap

if TYPE_CHECKING:
    from desktop.story.model import Slide
    from desktop.ui.timeline.view import TimelineView


class TimelinePane(QFrame):
    """A place for the timeline; the timeline itself comes with `make`, as it loads pyqtgraph."""

    notice = Signal(str)  # why an edit was refused

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self.timeline: TimelineView | None = None
        self._last_slide: Slide | None = None  # as it was when the camera last came to it
        self._chosen_event_id = ""  # an event without a slide
        self.setMinimumHeight(150)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def create_timeline(self) -> TimelineView:
        """Make the timeline, once."""
        if self.timeline is None:
            from desktop.ui.timeline.edit import attach_event_editor
            from desktop.ui.timeline.view import TimelineView

            self.timeline = TimelineView(self, reduced_motion=self._settings.reduced_motion)
            self.timeline.key_map = KeyMap(TIMELINE, self._settings)
            self.timeline.event_chosen.connect(self.go_to_event)
            attach_event_editor(self.timeline, self._session, self._settings, self.notice.emit)
            # Below the slide, whoever clicked the timeline means it with the arrows too.
            self.timeline.set_captures_navigation_keys(True)
            self._layout.addWidget(self.timeline)
            self._session.story_changed.connect(self.refresh)
            self._session.language_changed.connect(self.refresh)
            self._session.position_settled.connect(self.follow_slide)
            self._session.event_files.changed.connect(self._show_aggregated)
            self.refresh()
            self._show_aggregated()
            self.timeline.fly_to(self._session.slide_time_window, False)
        return self.timeline

    def refresh(self) -> None:
        """Show the story as it is now; the camera moves only for a slide that was changed, or an event out of sight."""
        if self.timeline is not None:
            self.timeline.set_story(self._session.story, self._session.language)
            keeps_camera = self._session.slide == self._last_slide and self._slide_event_in_view()
            self._update_selection()
            if not keeps_camera:
                self.timeline.fly_to(self._session.slide_time_window)

    def follow_slide(self) -> None:
        """Move to where the slide stands."""
        if self.timeline is not None:
            self._chosen_event_id = ""
            self._update_selection()
            self.timeline.fly_to(self._session.slide_time_window)

    def _update_selection(self) -> None:
        """Light up the event of the slide, or one without a slide that was chosen since; show what was known."""
        assert self.timeline is not None
        event, slide = self._session.slide_event, self._session.slide
        self._last_slide = slide
        self._chosen_event_id = self._chosen_event_id if self.timeline.find_event(self._chosen_event_id) else ""
        self.timeline.set_selected(self._chosen_event_id or (event.id if event else ""))
        self.timeline.set_as_of(slide.as_of if slide else None)
        self.timeline.set_home(self._session.slide_time_window)

    def _slide_event_in_view(self) -> bool:
        """Return whether the slide's event is to be seen, if it has one."""
        event = self._session.slide_event
        if event is None or self.timeline is None:
            return True
        return any(zone.kind == "event" and zone.id == event.id for zone in self.timeline.frame().zones)

    def go_to_event(self, event_id: str) -> None:
        """Go to the slide of an event; one without a slide is flown to, and its card says what is known."""
        if not self._session.go_to_event(event_id) and self.timeline is not None:
            event = self.timeline.find_event(event_id)
            if event is not None:
                self._chosen_event_id = event_id
                self.timeline.set_selected(event_id)
                self.timeline.fly_to(self.timeline.window_near(event))
                self.timeline.show_card(event_id)

    def apply_keys(self) -> None:
        """Apply changed keys."""
        if self.timeline is not None:
            self.timeline.key_map.apply_keys()

    def open_search(self) -> None:
        """Search the events."""
        self.show()
        self.create_timeline().open_search()

    def toggle_axis_breaks(self) -> None:
        """Fold empty years, or unfold them."""
        self.show()
        self.create_timeline().toggle_axis_breaks()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Cut instead of flying."""
        if self.timeline is not None:
            self.timeline.set_reduced_motion(reduced)

    def _show_aggregated(self) -> None:
        if self.timeline is not None:
            self.timeline.set_aggregated_tracks(self._session.event_files.by_track)
            self.timeline.set_home(self._session.slide_time_window)
