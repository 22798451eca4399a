"""The connection of a session and the window's timeline view."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.session.session import Session
from desktop.story.unchanged_slides import differ_in_slides_alone
from desktop.ui.timeline.view import TimelineView


class TimelineBinding(QObject):
    """Shows a session's story, event files and slide on a view.

    Its owner decides where the camera goes.
    """

    story_shown = Signal()  # the story, in its language; its event files and the slide with it
    slide_shown = Signal()  # the event, the date of knowledge and the window of another slide

    def __init__(self, session: Session, view: TimelineView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._chosen_event_id = ""  # an event without a slide
        session.story_changed.connect(self.show_story)
        session.language_changed.connect(self.show_story)
        session.event_files.changed.connect(self._show_event_files)
        # A pane need not follow every slide that is leafed through quickly.
        session.navigator.position_settled.connect(self._show_slide)

    def show_story(self) -> None:
        """Show the current story with its event files and slide."""
        story, language, state = self._session.story, self._session.language, self._view.state
        # While words of a slide are typed its time stays: the rows of 500 events take as long as reading the text.
        if state.language != language or not differ_in_slides_alone(state.story, story):
            self._view.set_story(story, language)
            self._view.set_aggregated_tracks(self._session.event_files.by_track)
        if not self._view.state.find_event(self._chosen_event_id):
            self._chosen_event_id = ""
        self._update_slide()
        self.story_shown.emit()

    def choose_event(self, event_id: str) -> None:
        """Select an event without a slide, until another slide is shown.

        Its card tells what is known.
        """
        event = self._view.state.find_event(event_id)
        if event is not None:
            self._chosen_event_id = event_id
            self._view.state.set_selected(event_id)
            self._view.fly_to(self._view.pointer.window_near(event))
            self._view.cards.show(event_id)

    def slide_event_in_view(self) -> bool:
        """Return whether the slide's event, if any, has a mark in view."""
        event = self._session.navigator.slide_event
        return event is None or self._view.canvas.event_zone(event.id) is not None

    def _show_event_files(self) -> None:
        self._view.set_aggregated_tracks(self._session.event_files.by_track)
        self._view.camera.set_home(self._session.slide_time_window)

    def _show_slide(self) -> None:
        self._chosen_event_id = ""
        self._update_slide()
        self.slide_shown.emit()

    def _update_slide(self) -> None:
        event, slide = self._session.navigator.slide_event, self._session.navigator.slide
        self._view.state.set_selected(self._chosen_event_id or (event.id if event else ""))
        self._view.state.set_as_of(slide.as_of if slide else None)
        self._view.camera.set_home(self._session.slide_time_window)
        if event is not None:
            self._view.canvas.scroll_to_track(event.track)
