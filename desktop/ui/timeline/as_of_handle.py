"""The date of knowledge of a timeline view, moved by its handle."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.i18n import Messages
from desktop.story.dates.edtf_date import EdtfDate
from desktop.timeline.as_of import fully_known_date, snap_moment
from desktop.ui.timeline.canvas import TimelineCanvas

_ALL_KNOWN_MARGIN: Final = 8.0  # pixels past the right edge at which everything is known
MESSAGES: Final = Messages(
    {
        "pull": "Drag: what was known when",
        "pulled": "Drag: what was known when. Double click or Esc: back to the slide’s own date",
    }
)


class KnowledgeHandle(QObject):
    """Chooses the date of knowledge by hand, and returns to the slide's."""

    as_of_changed = Signal(object)  # the date chosen by hand, None for the slide's own

    def __init__(self, canvas: TimelineCanvas) -> None:
        super().__init__(canvas.state)
        self._canvas = canvas
        self._state = canvas.state

    @property
    def tool_tip(self) -> str:
        """Return what the handle does."""
        return MESSAGES("pulled" if self._state.as_of_override is not None else "pull", self._state.language)

    def drag_to(self, x: float) -> None:
        """Choose the date that is drawn at a place."""
        plot = self._canvas.plot_rect
        if x > plot.right() + _ALL_KNOWN_MARGIN:
            # Past the edge lies all the rest: nothing more is to come.
            as_of = fully_known_date(self._state.story) or self._state.as_of
        else:
            place = min(max(x, plot.left()), plot.right())
            as_of = snap_moment(self._canvas.instant_at(place), self._canvas.seconds_per_pixel(place))
        self._override(as_of)

    def on_click(self, *, double: bool) -> None:
        """Choose the story's date of knowledge if none is shown.

        A double click returns to the slide's.
        """
        if double:
            self.reset()
        elif self._state.as_of is None and self._state.story.as_of is not None:
            self._override(self._state.story.as_of)

    def reset(self) -> None:
        """Return to the slide's date of knowledge."""
        self._override(None)

    def _override(self, as_of: EdtfDate | None) -> None:
        if as_of != self._state.as_of_override:
            self._state.override_as_of(as_of)
            self.as_of_changed.emit(as_of)
