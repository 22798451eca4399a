"""The timeline below the slide: it follows the slide, leads to others, and reads what comes from files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.session.session import Session
from desktop.session.settings import Settings

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates import Crowd
    from desktop.session.data_loading import DataLoading
    from desktop.story.model import Slide
    from desktop.ui.timeline.view import TimelineView


class TimelinePane(QFrame):
    """A place for the timeline; the timeline itself comes with `make`, as it loads pyqtgraph."""

    said = Signal(str)  # what could not be read
    reading = Signal(str, float)  # a track, and the share of it that is read

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self.timeline: TimelineView | None = None
        self._data: DataLoading | None = None
        self._slide: Slide | None = None  # as it was when the camera last came to it
        self._chosen = ""  # an event without a slide
        self.setMinimumHeight(150)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def make(self) -> TimelineView:
        """Make the timeline, once."""
        if self.timeline is None:
            from desktop.ui.timeline.edit import attach
            from desktop.ui.timeline.view import TimelineView

            self.timeline = TimelineView(self, reduced_motion=self._settings.reduced_motion)
            self.timeline.event_chosen.connect(self.choose)
            attach(self.timeline, self._session, self._settings, self.said.emit)
            # Below the slide, whoever clicked the timeline means it with the arrows too.
            self.timeline.set_walks(True)
            self._column.addWidget(self.timeline)
            self._session.story_changed.connect(self.refresh)
            self._session.language_changed.connect(self.refresh)
            self._session.position_settled.connect(self.follow)
            self._session.crowds.changed.connect(self._crowd)
            self.refresh()
            self.timeline.fly_to(self._session.window, False)
        return self.timeline

    def refresh(self) -> None:
        """Show the story as it is now; the camera moves only for a slide that was changed, or an event out of sight."""
        if self.timeline is not None:
            self.timeline.set_story(self._session.story, self._session.language)
            self._load_data()
            stays = self._session.slide == self._slide and self._in_view()
            self._mark()
            if not stays:
                self.timeline.fly_to(self._session.window)

    def follow(self) -> None:
        """Move to where the slide stands."""
        if self.timeline is not None:
            self._chosen = ""
            self._mark()
            self.timeline.fly_to(self._session.window)

    def _mark(self) -> None:
        """Light up the event of the slide, or one without a slide that was chosen since; show what was known."""
        assert self.timeline is not None
        event, slide = self._session.told_event, self._session.slide
        self._slide = slide
        self._chosen = self._chosen if self.timeline.event_of(self._chosen) else ""
        self.timeline.set_current(self._chosen or (event.id if event else ""))
        self.timeline.set_as_of(slide.as_of if slide else None)
        self.timeline.set_home(self._session.window)

    def _in_view(self) -> bool:
        """Return whether the slide's event is to be seen, if it has one."""
        event = self._session.told_event
        if event is None or self.timeline is None:
            return True
        return any(zone.kind == "event" and zone.id == event.id for zone in self.timeline.frame().zones)

    def choose(self, name: str) -> None:
        """Go to the slide of an event; one without a slide is flown to, and its card says what is known."""
        if not self._session.go_to_event(name) and self.timeline is not None:
            event = self.timeline.event_of(name)
            if event is not None:
                self._chosen = name
                self.timeline.set_current(name)
                self.timeline.fly_to(self.timeline.near(event))
                self.timeline.show_card(name)

    def find_events(self) -> None:
        """Search the events."""
        self.show()
        self.make().open_search()

    def fold_years(self) -> None:
        """Fold empty years, or unfold them."""
        self.show()
        self.make().toggle_fold()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Cut instead of flying."""
        if self.timeline is not None:
            self.timeline.set_reduced_motion(reduced)

    # -- tracks that take their events from files ------------------------------------------------------------------------

    def _load_data(self) -> None:
        """Read what comes from files, beside everything else; most stories have nothing to read."""
        story = self._session.story
        if self._data is None:
            if not any(track.data for track in story.tracks):
                return
            from desktop.session.data_loading import DataLoading

            self._data = DataLoading(self)
            self._data.ready.connect(self._read)
            self._data.progress.connect(self.reading)
            self._data.failed.connect(lambda _track, message: self.said.emit(message))
        self._data.load(story, self._session.language)

    def _read(self, crowds: dict[str, Crowd]) -> None:
        self._session.crowds.set(crowds)
        self.reading.emit("", 1.0)

    def _crowd(self) -> None:
        if self.timeline is not None:
            self.timeline.set_crowds(self._session.crowds.by_track)
            self.timeline.set_home(self._session.window)

    def cancel(self) -> None:
        """Give up what is being read, and show what is there."""
        if self._data is not None:
            self._data.cancel()

    @property
    def stopped(self) -> bool:
        """Return whether a file was not read because somebody stopped it."""
        return self._data is not None and self._data.given_up

    def resume(self) -> None:
        """Read what was stopped."""
        if self._data is not None:
            self._data.resume(self._session.story, self._session.language)

    def finish(self) -> None:
        """End what still works beside the window."""
        if self._data is not None:
            self._data.finish()
