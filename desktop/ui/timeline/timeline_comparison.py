"""A second timeline below the first, to compare two windows of time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.session.bookmarks import bookmark_window

if TYPE_CHECKING:
    from desktop.session.session import Session
    from desktop.story.model import Bookmark
    from desktop.timeline.camera import TimeWindow
    from desktop.ui.timeline.moving.linking import LinkedTimelines
    from desktop.ui.timeline.view import TimelineView


class TimelineComparison(QObject):
    """Shows and hides the lower timeline, made with the first showing.

    It is hidden and not closed, since a view of pyqtgraph does not survive being closed inside a window.
    """

    changed = Signal()

    def __init__(self, parent: QObject, session: Session, make_view: Callable[[], TimelineView]) -> None:
        super().__init__(parent)
        self._session = session
        self._make_view = make_view
        self.lower: TimelineView | None = None
        self._links: LinkedTimelines | None = None

    @property
    def is_active(self) -> bool:
        """Return whether two windows are compared."""
        return self._links is not None and self._links.is_active

    @property
    def lower_window(self) -> TimeWindow | None:
        """Return the lower window of time, None while nothing is compared."""
        return self.lower.time_window if self.lower is not None and self.is_active else None

    def toggle(self, upper: TimelineView) -> None:
        """Show the lower timeline, or hide it."""
        if self.is_active:
            self.end()
        else:
            self._begin(upper)

    def _begin(self, upper: TimelineView) -> None:
        """Show a window that a bookmark names, or the time before."""
        from desktop.render.timeline.geometry import full_axis_window
        from desktop.ui.timeline.moving.linking import windows_to_compare

        lower, links = self._make_lower(upper)
        upper.set_breaks_enabled(False)
        window, story = upper.time_window, self._session.story
        marked = (bookmark_window(one, story) for one in story.bookmarks)
        elsewhere = (one for one in marked if one.end <= window.start or one.start >= window.end)
        full_window = full_axis_window(story, aggregated=upper.state.aggregated)
        lower.show()
        chosen = next(elsewhere, None)
        if chosen is None:
            window, chosen = windows_to_compare(window, full_window)
            upper.camera.jump_on_axis(window)
        links.begin(chosen)
        self.changed.emit()

    def _make_lower(self, upper: TimelineView) -> tuple[TimelineView, LinkedTimelines]:
        if self.lower is None or self._links is None:
            from desktop.ui.timeline.moving.linking import LinkedTimelines
            from desktop.ui.timeline.timeline_binding import TimelineBinding

            self.lower = self._make_view()
            TimelineBinding(self._session, self.lower).show_story()
            self._links = LinkedTimelines(upper, self.lower)
            for view in (upper, self.lower):
                view.breaks_enabled_changed.connect(self._on_breaks_changed)
        return self.lower, self._links

    def end(self) -> None:
        """Hide the lower timeline."""
        if self._links is not None and self.lower is not None and self.is_active:
            self._links.end()
            self.lower.hide()
            self.changed.emit()

    def show_bookmark(self, bookmark: Bookmark) -> bool:
        """Compare with a bookmark; return whether two are compared."""
        if self._links is None or self.lower is None or not self.is_active:
            return False
        self.lower.state.override_as_of(bookmark.as_of)
        self._links.align_lower(bookmark_window(bookmark, self._session.story))
        self.lower.setFocus()
        return True

    def _on_breaks_changed(self, enabled: bool) -> None:
        if enabled:  # years that are left out have no scale in common
            self.end()
