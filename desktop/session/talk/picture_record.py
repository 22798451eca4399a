"""Turns a frozen picture into JSON data for the journal, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from desktop.render.ink import Point, Stroke
from desktop.session.audience_picture import (
    AudiencePicture,
    Light,
    TimelineMarks,
    TimelinePicture,
    timeline_picture,
)
from desktop.session.position import Position, slide_at
from desktop.story.dates.parse import parse_date

if TYPE_CHECKING:
    from desktop.session.session import Session
    from desktop.timeline.camera import TimeWindow

MAX_POINTS: Final = 5_000
"""The points of ink that are kept: more would make each key press wait for the disk."""


def picture_record(picture: AudiencePicture) -> dict[str, Any]:
    """Return a picture as JSON data, without its story."""
    point_count = sum(len(stroke.points) for stroke in picture.strokes)
    light = picture.light
    return {
        "position": position_record(picture.position),
        "language": picture.language,
        "strokes": strokes_record(picture.strokes) if point_count <= MAX_POINTS else [],
        "light": [light.tool, light.point, light.scale] if light is not None else None,
        "timeline": _timeline_record(picture.timeline) if picture.timeline is not None else None,
    }


def restore_picture(record: Mapping[str, Any], session: Session, *, has_pixels: bool = False) -> AudiencePicture | None:
    """Return the picture of a record; None without its slide.

    With the pixels of the slide, neither slide nor language need be in the story any more.
    """
    try:
        position = read_position(record["position"])
        slide = slide_at(session.story, position)
        language = str(record["language"])
        if not has_pixels and (slide is None or language not in session.story.languages):
            return None
        if language not in session.story.languages:
            language = session.language
        strokes = read_strokes(record["strokes"])
        picture = AudiencePicture(session.story, position, language, strokes=strokes)
        if record["light"] is not None:
            tool, point, scale = record["light"]
            picture = replace(picture, light=Light(str(tool), _read_point(point), float(scale)))
        if record["timeline"] is not None:
            home = session.event_files.slide_window(session.story, slide)
            camera, marks = _read_timeline(record["timeline"])
            timeline = timeline_picture(picture, home, camera, marks, session.event_files.by_track)
            picture = replace(picture, timeline=timeline)
    except (ValueError, KeyError, TypeError, OverflowError, AttributeError):
        return None
    return picture


def position_record(position: Position) -> dict[str, Any]:
    """Return a position as JSON data."""
    return {"slide_id": position.slide_id, "step": position.step, "ended": position.ended}


def read_position(record: Mapping[str, Any]) -> Position:
    """Return the position of a record; raise KeyError, ValueError or TypeError."""
    return Position(str(record["slide_id"]), int(record["step"]), ended=bool(record.get("ended", False)))


def strokes_record(strokes: Iterable[Stroke]) -> list[Any]:
    """Return strokes as JSON data, to a tenth of a pixel."""
    return [[one.color, one.width, [(round(x, 1), round(y, 1)) for x, y in one.points]] for one in strokes]


def read_strokes(record: Iterable[Any]) -> tuple[Stroke, ...]:
    """Return the strokes of a record; raise ValueError or TypeError."""
    return tuple(
        Stroke(str(color), float(width), tuple(map(_read_point, points))) for color, width, points in record if points
    )


def _read_point(point: Any) -> Point:
    x, y = point
    return float(x), float(y)


def _timeline_record(timeline: TimelinePicture) -> dict[str, Any]:
    window, marks = timeline.time_window, timeline.marks
    return {
        "window": [window.start, window.span, window.offset],
        "as_of": marks.as_of.text if marks.as_of is not None else "",
        "breaks": marks.breaks_enabled,
        "measured": marks.measured_ids,
        "measure_start": marks.measure_start_id,
        # What a search found in a file of events is not kept: it may be millions.
        "highlighted": sorted(marks.highlighted_ids) if marks.highlighted_by_track is None else [],
        "hovered": marks.hovered_id,
        "chosen": marks.chosen_id,
        "folded": marks.folded_by_hand,
    }


def _read_timeline(record: Mapping[str, Any]) -> tuple[TimeWindow, TimelineMarks]:
    from desktop.timeline.camera import make_window

    start, span, offset = record["window"]
    measured = record["measured"]
    marks = TimelineMarks(
        parse_date(str(record["as_of"])) if record["as_of"] else None,
        bool(record["breaks"]),
        (str(measured[0]), str(measured[1])) if measured else None,
        str(record["measure_start"]),
        frozenset(map(str, record["highlighted"])),
        None,
        str(record["hovered"]),
        str(record["chosen"]),
        tuple((str(group_id), bool(folded)) for group_id, folded in record.get("folded", ())),
    )
    return make_window(int(start), float(offset), float(span)), marks
