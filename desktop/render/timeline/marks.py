"""One event as a mark: its title, its date in words and its shape, each made when it is first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.i18n import Messages
from desktop.story.dates.words import format_date
from desktop.story.markdown import plain_text
from desktop.story.model import Event, Status
from desktop.timeline.axis_breaks import NO_BREAKS, AxisBreaks
from desktop.timeline.camera import TimeWindow
from desktop.timeline.date_shapes import DateShape, event_shape

if TYPE_CHECKING:
    from desktop.timeline.rows import LabelBox

MESSAGES: Final = Messages(
    {
        "planned": "planned: {date}",
        "disputed": "{date} · disputed",
        "reported": "{date} · reported",
        "earlier": "‹\u202f{count:n} earlier",
        "later": "{count:n} later\u202f›",
        "others": "Other",
        "as_of": "as known on {date}",
        "as_of_in": "as known in {date}",
        "as_of_ago": "as known {date}",
        "all_known": "all is known",
        "going_on": "{count:n} going on",
    }
)


def date_label(event: Event, status: Status, language: str) -> str:
    """Say an event's date in short, with what is special about it."""
    date_text = format_date(event.when, language, style="short")
    return MESSAGES(status, language, date=date_text) if status != "happened" else date_text


class EventMark:
    """One event as it is drawn, in one language, at one date of knowledge."""

    __slots__ = ("_date", "_shape", "_title", "axis_breaks", "cached_label_box", "event", "language", "status")

    def __init__(self, event: Event, status: Status, language: str, axis_breaks: AxisBreaks = NO_BREAKS) -> None:
        self.event = event
        self.status = status
        self.language = language
        self.axis_breaks = axis_breaks
        self._shape: DateShape | None = None
        self._title = ""
        self._date = ""
        self.cached_label_box: tuple[tuple[str, float, bool], LabelBox] | None = (
            None  # what it takes of a row, drawn in some way
        )

    @property
    def id(self) -> str:
        """Return the event's id."""
        return self.event.id

    @property
    def shape(self) -> DateShape:
        """Return the shape of the event's date on the axis with its breaks."""
        if self._shape is None:
            self._shape = self.axis_breaks.shape_to_axis(event_shape(self.event, self.status))
        return self._shape

    @property
    def title(self) -> str:
        """Return the title without marks; the id where there is none."""
        if not self._title:
            self._title = plain_text(self.event.title.get(self.language)) or self.event.id
        return self._title

    @property
    def date(self) -> str:
        """Return the date in short words."""
        if not self._date:
            self._date = date_label(self.event, self.status, self.language)
        return self._date

    @property
    def first(self) -> int:
        """Return the first second that must be in view; a dot's middle."""
        return self.shape.centre if self.shape.kind == "dot" else self.shape.start

    @property
    def last(self) -> int:
        """Return the last second that counts for being in view."""
        return self.shape.centre if self.shape.kind == "dot" else self.shape.end

    @property
    def open_ended(self) -> bool:
        """Return whether it goes on beyond its corners, out of sight."""
        shape = self.shape
        return shape.open_start or shape.open_end or shape.unknown_start or shape.unknown_end


class ChangingMark(EventMark):
    """An event with several states in time, with room for all of them."""

    __slots__ = ()

    def _before_and_after(self) -> tuple[EventMark, EventMark]:
        became = self.event.became or self.status
        return EventMark(self.event, self.status, self.language, self.axis_breaks), EventMark(
            self.event, became, self.language, self.axis_breaks
        )

    @property
    def shape(self) -> DateShape:
        """Return the longer of the two shapes."""
        if self._shape is None:
            self._shape = max((mark.shape for mark in self._before_and_after()), key=lambda form: form.end - form.start)
        return self._shape

    @property
    def date(self) -> str:
        """Return the longer of the two ways to say the date."""
        if not self._date:
            self._date = max((mark.date for mark in self._before_and_after()), key=len)
        return self._date


def visible_seconds(time_window: TimeWindow) -> tuple[int, int]:
    """Return the first and the last whole second of a window, both in view."""
    first = time_window.start + (1 if time_window.offset > 0 else 0)
    full_window = time_window.offset + time_window.span
    return first, time_window.start + int(full_window // 1)
