"""The audience's picture, made by a pure function of the talk.

The audience's window paints `audience_picture` and nothing else; the console paints `speaker_picture`. They differ where
`CONSOLE_DIFFERENCES` says so, and nowhere else. Points are in units of the slide's canvas, 1920 wide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from desktop.fast_dataclass import dataclass
from desktop.render.ink import Point, Stroke
from desktop.session.position import Position
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.model import EMPTY_STORY, Story

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
    from desktop.timeline.camera import TimeWindow
    from desktop.timeline.index import EventIndex

Difference = Literal["unseen", "black", "white", "ended", "frozen"]


@dataclass(frozen=True, slots=True)
class Light:
    """A laser, spotlight or magnifier at a point.

    `scale` is its size by the wheel.
    """

    tool: str
    point: Point
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class TimelineMarks:
    """The marks a speaker set on the timeline, by event ids."""

    as_of: EdtfDate | None = None  # the date of knowledge; None for the slide's own
    breaks_enabled: bool = False
    measured_ids: tuple[str, str] | None = None  # the ruler
    measure_start_id: str = ""
    highlighted_ids: frozenset[str] = frozenset()  # what a search found
    highlighted_by_track: Mapping[str, EventIndex] | None = None
    hovered_id: str = ""
    chosen_id: str = ""  # an event without a slide
    folded_by_hand: tuple[tuple[str, bool], ...] = ()  # groups of tracks, each folded or open


@dataclass(frozen=True, slots=True)
class TimelinePicture:
    """The timeline over the slide: camera target, events and marks."""

    time_window: TimeWindow
    home_window: TimeWindow  # the slide's own
    selected_id: str
    slide_as_of: EdtfDate | None
    marks: TimelineMarks
    aggregated: Mapping[str, AggregatedTrack]
    track_ids: tuple[str, ...] = ()  # those of a slide that plays, all if empty


@dataclass(frozen=True, slots=True)
class AudiencePicture:
    """Everything that is visible in a talk.

    A `blank` ("black" or "white") covers the slide.
    """

    story: Story = EMPTY_STORY
    position: Position = Position()
    language: str = ""
    blank: str = ""
    timeline: TimelinePicture | None = None
    strokes: tuple[Stroke, ...] = ()
    light: Light | None = None
    notice: str = ""  # for a speaker who has no console


@dataclass(frozen=True, slots=True)
class VisibleState:
    """Holds all state of a talk that decides the picture."""

    live: AudiencePicture  # where the speaker is
    blank: str = ""
    frozen: AudiencePicture | None = None  # as it was when the speaker froze it
    notice: str = ""
    has_console: bool = False
    has_audience: bool = True  # False while no screen is there for the audience's window


CONSOLE_DIFFERENCES: Final[tuple[Difference, ...]] = ("unseen", "black", "white", "ended", "frozen")
"""What the room sees and the console's slide does not; the console names it, and shows the room's picture small.

The speaker alone sees the mark of an error on a slide, the box in which events are searched, and popups.
"""


def audience_picture(state: VisibleState) -> AudiencePicture:
    """Return the audience's picture: a freeze holds it, blank covers it."""
    picture = state.frozen or state.live
    blank = state.blank or ("black" if picture.position.ended else "")
    if blank:
        picture = replace(picture, blank=blank, timeline=None, strokes=(), light=None)
    return picture if state.has_console or not state.notice else replace(picture, notice=state.notice)


def speaker_picture(state: VisibleState) -> AudiencePicture:
    """Return the speaker's picture: the current position without a blank."""
    return state.live


def differences(state: VisibleState) -> tuple[Difference, ...]:
    """Return the rows of `CONSOLE_DIFFERENCES` that apply now, in their order."""
    applies = {
        "unseen": not state.has_audience,
        "black": state.blank == "black",
        "white": state.blank == "white",
        "ended": not state.blank and (state.frozen or state.live).position.ended,
        "frozen": state.frozen is not None,
    }
    return tuple(difference for difference in CONSOLE_DIFFERENCES if applies[difference])


def timeline_picture(
    picture: AudiencePicture,
    home_window: TimeWindow,
    camera: TimeWindow | None,
    marks: TimelineMarks,
    aggregated: Mapping[str, AggregatedTrack],
) -> TimelinePicture:
    """Return a picture's timeline, without marks on missing events."""
    story = picture.story
    index = story.slide_index.get(picture.position.slide_id)
    slide = story.slides[index] if index is not None else None
    event = story.event_of(slide) if slide is not None else None
    known = story.event_by_id
    if marks.measured_ids is not None and not all(event_id in known for event_id in marks.measured_ids):
        marks = replace(marks, measured_ids=None)
    if marks.measure_start_id and marks.measure_start_id not in known:
        marks = replace(marks, measure_start_id="")
    if not aggregated:  # their events are known to themselves alone
        marks = replace(
            marks,
            hovered_id=marks.hovered_id if marks.hovered_id in known else "",
            chosen_id=marks.chosen_id if marks.chosen_id in known else "",
        )
    return TimelinePicture(
        camera or home_window,
        home_window,
        marks.chosen_id or (event.id if event is not None else ""),
        slide.as_of if slide is not None else None,
        marks,
        aggregated,
        slide.tracks if slide is not None and slide.play else (),
    )
