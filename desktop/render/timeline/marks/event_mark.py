"""Describes one event as a mark: title, date and shape.

Each is made when it is first needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from desktop.i18n import Language, word
from desktop.render.frame import Font
from desktop.render.text import measure_text
from desktop.render.timeline.marks.shape_extents import Stretch, word_stretches
from desktop.story.dates.calendar import FLOATS_WITHIN
from desktop.story.dates.format_date import format_date
from desktop.story.markdown import plain_text
from desktop.story.model import Event, Status
from desktop.timeline.axis_breaks import NO_BREAKS
from desktop.timeline.camera import TimeWindow
from desktop.timeline.date_shapes import DateShape, event_shape
from desktop.timeline.time_axis import TimeAxis

if TYPE_CHECKING:
    from desktop.timeline.label_box import LabelBox


def date_label(event: Event, status: Status, language: str | Language, known: str = "") -> str:
    """Return an event's short date with its status.

    What is `known` from the axis, the "year" or the "day", is left out.
    """
    date_text = format_date(event.when, language, style="short", known=known)
    return word(status, language, date=date_text) if status != "happened" else date_text


_KEPT_WIDTHS: Final = 4  # of a title: beside and inside its mark, in a pane and on a slide
_MOST_SIGNS: Final = 400
"""A title is shown as far as this: no timeline is as wide, and each of its letters is measured."""


class EventMark:
    """Describes one event as drawn, in one language.

    `status` is that of one date of knowledge. `shape` is that of the event's date, on the axis with its breaks; `plain` is
    "dot" or "bar" for a shape without any doubt, else ""; `title` is without Markdown, else the id; `word_stretches` are
    where a title may stand in the shape. `exact_bounds` are where it begins and ends, fractions of seconds included: whole
    numbers where its date says none, as a float could not hold them in deep time. These five are made when they are first
    asked for.
    """

    __slots__ = (
        "_dates",
        "_title_widths",
        "cached_label_box",
        "event",
        "exact_bounds",
        "id",
        "language",
        "own_language",
        "plain",
        "shape",
        "status",
        "time_axis",
        "title",
        "word_stretches",
    )
    plain: Literal["dot", "bar", ""]
    shape: DateShape
    title: str
    word_stretches: list[Stretch]
    exact_bounds: tuple[float, float]

    def __init__(
        self,
        event: Event,
        status: Status,
        language: str,
        time_axis: TimeAxis = NO_BREAKS,
        own_language: str | Language = "",
    ) -> None:
        self.event = event
        self.id = event.id
        self.status = status
        self.language = language
        self.own_language = own_language or language  # with the story's words
        self.time_axis = time_axis
        self._dates: dict[str, str] = {}
        self._title_widths: tuple[tuple[Font, float], ...] = ()
        self.cached_label_box: tuple[tuple[str, float, bool, str], LabelBox] | None = None  # with its settings

    def __getattr__(self, name: str) -> Any:
        """Make an attribute that is not there yet.

        Python calls this only then: a frame reads the attributes of its marks a thousand times, and a property would be
        called each time.
        """
        if name == "shape":
            self.shape = self._make_shape()
        elif name == "plain":
            self.plain = "dot" if self.shape.is_plain_dot else "bar" if self.shape.is_plain else ""
        elif name == "title":
            title = plain_text(self.event.title.get(self.language)) or self.event.id
            self.title = title if len(title) <= _MOST_SIGNS else title[:_MOST_SIGNS].rstrip() + "…"
        elif name == "exact_bounds":
            self.exact_bounds = self._find_exact_bounds()
        elif name == "word_stretches":
            self.word_stretches = word_stretches(self.shape)
        else:
            raise AttributeError(name)
        return getattr(self, name)

    def _make_shape(self) -> DateShape:
        return self.time_axis.shape_to_axis(event_shape(self.event, self.status))

    def title_width(self, font: Font) -> float:
        """Return the width of the title in a font, in canvas pixels."""
        for known_font, width in self._title_widths:
            if known_font is font:  # a frame asks for hundreds, always in the same few
                return width
        width = measure_text(self.title, font)
        self._title_widths = ((font, width), *self._title_widths[: _KEPT_WIDTHS - 1])
        return width

    def on_axis(self, time_axis: TimeAxis) -> EventMark:
        """Return the mark on another axis."""
        return EventMark(self.event, self.status, self.language, time_axis, self.own_language)

    @property
    def date(self) -> str:
        """Return the short date with its status."""
        return self.date_beside("")

    def date_beside(self, known: str) -> str:
        """Return the short date without what is known from the axis.

        That is the "year", the "day", or "" for nothing.
        """
        if known not in self._dates:
            self._dates[known] = self._date_label(known)
        return self._dates[known]

    def _date_label(self, known: str) -> str:
        return date_label(self.event, self.status, self.own_language, known)

    @property
    def first(self) -> int:
        """Return the first second of the mark; of a dot, its middle."""
        shape = self.shape
        return shape.centre if shape.kind == "dot" else shape.start

    @property
    def last(self) -> int:
        """Return the last second of the mark; of a dot, its middle."""
        shape = self.shape
        return shape.centre if shape.kind == "dot" else shape.end

    @property
    def time_order(self) -> tuple[int, float, int, str]:
        """Return what marks are sorted by; their ids decide at last."""
        return self.first, self.shape.fraction, self.last, self.id

    @property
    def has_fractions(self) -> bool:
        """Return whether its date says fractions of a second."""
        return bool(self.shape.fraction or self.shape.end_fraction)

    def _find_exact_bounds(self) -> tuple[float, float]:
        shape = self.shape
        if not (shape.fraction or shape.end_fraction):
            return (shape.centre, shape.centre) if shape.kind == "dot" else (shape.start, shape.end)
        if shape.kind == "dot":
            return shape.centre + shape.fraction, shape.centre + shape.fraction
        return shape.start + shape.fraction, shape.end - shape.end_fraction

    @property
    def open_ended(self) -> bool:
        """Return whether the mark reaches beyond `first` or `last`."""
        shape = self.shape
        return shape.open_start or shape.open_end or shape.unknown_start or shape.unknown_end


class ChangingMark(EventMark):
    """Describes an event whose status changes, with room for both.

    Rows are planned with it.
    """

    __slots__ = ()

    def _before_and_after(self) -> tuple[EventMark, EventMark]:
        became = self.event.became or self.status
        return EventMark(self.event, self.status, self.language, self.time_axis, self.own_language), EventMark(
            self.event, became, self.language, self.time_axis, self.own_language
        )

    def _make_shape(self) -> DateShape:
        """Return the longer of the two shapes."""
        return max((mark.shape for mark in self._before_and_after()), key=lambda form: form.end - form.start)

    def _date_label(self, known: str) -> str:
        """Return the longer of the two short dates."""
        return max((mark.date_beside(known) for mark in self._before_and_after()), key=len)


def centre_on_axis(event: Event, time_axis: TimeAxis) -> float | None:
    """Return the middle of an event on an axis, if known."""
    if event.when.midpoint is None:
        return None
    mark = EventMark(event, event.status, "", time_axis)
    if mark.has_fractions and not mark.open_ended:
        return middle_of(*mark.exact_bounds)
    return time_axis.to_axis(event.when.midpoint)


def middle_of(first: float, last: float) -> float:
    """Return the middle of two instants, in deep time a whole second."""
    total = first + last
    return total / 2 if -FLOATS_WITHIN < total < FLOATS_WITHIN else total // 2


def exact_window(time_window: TimeWindow) -> tuple[float, float]:
    """Return where a window begins and ends, fractions of seconds included.

    In deep time these are its first and last whole second: a float could not hold them, and no date says a fraction there.
    """
    if abs(time_window.start) >= FLOATS_WITHIN:
        return visible_seconds(time_window)
    first = time_window.start + time_window.offset if time_window.offset else time_window.start
    return first, first + time_window.span


def visible_seconds(time_window: TimeWindow) -> tuple[int, int]:
    """Return the first and last whole second inside a window."""
    first = time_window.start + (1 if time_window.offset > 0 else 0)
    full_window = time_window.offset + time_window.span
    return first, time_window.start + int(full_window // 1)
