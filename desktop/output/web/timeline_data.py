"""Plans the rows of the page's timeline, and writes them as data.

The script draws marks; rows, sides of labels and words are computed here, by the same code as in the application. A row
stands for each octave of zoom: what the page is wide only chooses the octave.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from desktop.output.web.axis_words import axis_words
from desktop.render.timeline.axis.as_of_line import as_of_text
from desktop.render.timeline.bands.label_boxes import two_lines
from desktop.render.timeline.bands.row_plan import RowPlan, plan_for_camera
from desktop.render.timeline.bands.track_bands import TrackBand, bands_of_all_time
from desktop.render.timeline.eras import EraMark, era_lanes
from desktop.render.timeline.geometry import full_axis_window, track_title
from desktop.render.timeline.marks.event_mark import EventMark, date_label
from desktop.render.timeline.metrics import TimelineMetrics, metrics_for
from desktop.story.model import Event, Story
from desktop.timeline.as_of import snap_date
from desktop.timeline.axis_breaks import NO_BREAKS
from desktop.timeline.date_shapes import DateShape, event_shape
from desktop.timeline.rows import coarsest_scale

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack

_SIZE: Final = 0.58  # letters of 14 CSS pixels
_WIDTH: Final = 840.0  # of the plot that rows are planned for, in CSS pixels
_HEIGHT: Final = 520.0
_COARSEST: Final = 2  # a quarter of that width: a phone
_FINEST: Final = -40
_FINEST_SCALE: Final = 30.0  # seconds a pixel
_MAX_KNOWLEDGE_DATES: Final = 300
_COLUMNS: Final = 2048
_SIDES: Final = {"none": 0, "right": 1, "left": 2, "inside": 3}
_FLAGS: Final = (
    "blur_start",
    "blur_end",
    "dashed",
    "is_within",
    "open_start",
    "open_end",
    "unknown_start",
    "unknown_end",
)

Data = dict[str, object]


def timeline_data(
    story: Story, languages: Sequence[str], aggregated: Mapping[str, Mapping[str, AggregatedTrack]]
) -> Data:
    """Return what the script needs of the timeline, in all languages."""
    first = languages[0]
    window = full_axis_window(story, aggregated=aggregated[first])
    metrics = metrics_for(_SIZE)
    bands = _bands(story, first)
    instants = _knowledge_instants(story)
    return {
        "whole": [window.start, window.span],
        "metrics": _sizes(metrics),
        "tracks": [_track(band, aggregated[first].get(band.track.id)) for band in bands],
        "eras": [_era(*era) for era in _eras(story, first)],
        "events": [_event(mark.event, number) for number, band in enumerate(bands) for mark in band.marks],
        "known": [snap_date(instant, 1.0).text for instant in instants],
        "languages": {code: _language(story, code, metrics, instants) for code in languages},
    }


def _bands(story: Story, language: str) -> tuple[TrackBand, ...]:
    # The page draws numbers on slides only: a track of nothing else would be an empty row.
    bands = bands_of_all_time(story, (), language, NO_BREAKS, frozenset())
    return tuple(band for band in bands if len(band) or band.track.series is None)


def _sizes(metrics: TimelineMetrics) -> Data:
    return {
        "title": metrics.title_font.size,
        "date": metrics.date_font.size,
        "onBar": metrics.on_bar_font.size,
        "tick": metrics.tick_font.size,
        "dot": metrics.dot_radius,
        "bar": metrics.bar_height,
        "gap": metrics.label_gap,
        "dateGap": metrics.title_date_gap,
        "stroke": metrics.stroke,
        "barGap": metrics.on_bar_gap,
    }


def _track(band: TrackBand, events_of_file: AggregatedTrack | None) -> Data:
    data: Data = {"color": band.track.color}
    if events_of_file is not None and events_of_file.series is None and len(events_of_file):
        # Of a file's many events the page counts how many fall into each column of time.
        begin, end = events_of_file.index.extent
        step = 1
        while step * _COLUMNS < end - begin:
            step *= 2
        first = begin // step
        count = (end - 1) // step - first + 1
        counts = events_of_file.index.column_counts(first, step, count, (begin, end))
        data["counts"] = {"first": first, "step": step, "of": [int(one) for one in counts]}
    return data


def _event(event: Event, track: int) -> Data:
    """Return what is drawn of an event, with what it became."""
    data: Data = {
        "id": event.id,
        "track": track,
        "status": event.status,
        "shape": _shape(event_shape(event, event.status)),
    }
    known = event.known_from.earliest if event.known_from is not None else None
    if known is None and event.status != "planned":
        known = event.when.earliest
    if known is not None:
        data["known"] = known
    if event.became is not None:
        data["became"] = event.became
        change = (event.became_from or event.when).earliest
        if change is not None:
            data["changed"] = change
        data["shapeThen"] = _shape(event_shape(event, event.became))
    return data


def _eras(story: Story, language: str) -> list[tuple[EraMark, int, int]]:
    """Return the eras with the number of the track and the lane.

    The track of one behind all tracks is −1, and so is the lane of one without room for its name.
    """
    lanes = era_lanes(story, language, NO_BREAKS, None)
    numbers = {band.track.id: number for number, band in enumerate(_bands(story, language)) if band.track.id}
    numbers[""] = -1
    return [
        (mark, numbers[track_id], mark.lane if mark.lane < lanes.count(track_id) else -1)
        for track_id, marks in lanes.by_track.items()
        if track_id in numbers  # behind a track without events, or a hidden one, nothing is drawn
        for mark in marks
    ]


def _era(mark: EraMark, track: int, lane: int) -> Data:
    """Return what is drawn of an era."""
    shape = mark.shape
    times = [shape.start, shape.end, shape.certain_start, shape.certain_end, shape.centre]
    return {"track": track, "lane": lane, "color": mark.era.color, "shape": _shape(shape) | {"times": times}}


def _shape(shape: DateShape) -> Data:
    times = [shape.start, shape.end, shape.certain_start, shape.certain_end, shape.centre]
    # Most events are days: for a dot the others follow from its ends.
    data: Data = {"kind": shape.kind, "times": times[:2] if shape.kind == "dot" else times}
    data |= {name: True for name in _FLAGS if getattr(shape, name)}
    data |= {"parts": [_shape(part) for part in shape.parts]} if shape.parts else {}
    return data


def _knowledge_instants(story: Story) -> list[int]:
    """Return the seconds at which the story learns of something."""
    instants: set[int] = set()
    for event in story.events:
        dates = (event.when, event.known_from, event.became_from if event.became is not None else None)
        instants.update(when.earliest for when in dates if when is not None and when.earliest is not None)
    ordered = sorted(instants)
    every = -(-len(ordered) // _MAX_KNOWLEDGE_DATES) if ordered else 1
    return ordered[::-1][::every][::-1]


def _language(story: Story, code: str, metrics: TimelineMetrics, instants: Sequence[int]) -> Data:
    """Return the words of a language, and the rows that they need."""
    bands = _bands(story, code)
    window = full_axis_window(story)
    plan = plan_for_camera(bands, window, _WIDTH, metrics, _HEIGHT)
    language = story.own_language(code)
    marks = [mark for band in bands for mark in band.marks]
    octaves = _octaves(plan)
    return {
        "mode": plan.base.label_mode,
        "scale": plan.scale,
        "octaves": [min(octaves), max(octaves)],
        "rows": list(plan.base.rows),
        "histograms": list(plan.base.histogram_lines),
        "rowHeight": plan.base.row_height,
        "tracks": [track_title(band, code) for band in bands],
        "eras": [mark.title for mark, _, _ in _eras(story, code)],
        "titles": [mark.title for mark in marks],
        "dates": [_dates(mark, story, code) for mark in marks],
        "places": _places(bands, plan, octaves),
        "wraps": _wrapped_titles(bands, plan, octaves),
        "known": [as_of_text(snap_date(instant, 1.0), language) for instant in instants],
        "allKnown": language.word("all_known"),
        "axis": axis_words(language),
    }


def _dates(mark: EventMark, story: Story, code: str) -> list[str]:
    language = story.own_language(code)
    event = mark.event
    return [date_label(event, status, language) for status in (event.status, event.became) if status is not None]


def _octaves(plan: RowPlan) -> list[int]:
    """Return the octaves with rows of their own, from far to near."""
    octaves = []
    for octave in range(_COARSEST, _FINEST - 1, -1):
        octaves.append(octave)
        scale = coarsest_scale(octave, plan.scale)
        layout = plan.layout_at(scale)
        is_whole = all(
            len(places) == len(band.marks_in_rows) and all(place.shows_date for place in places.values())
            for band, places in zip(plan.bands, layout.placements, strict=True)
        )
        if octave <= 0 and (is_whole or scale < _FINEST_SCALE):
            break
    return octaves


def _places(bands: Sequence[TrackBand], plan: RowPlan, octaves: Sequence[int]) -> list[list[int]]:
    """Return the octaves in which each event changes its place.

    They are pairs (octave, place). A place is 16 times the row, plus the side of the label, plus 4 with its date, plus 8
    for a title on two lines; −1 is none.
    """
    changes: list[list[int]] = []
    layouts = [(octave, plan.layout_at(coarsest_scale(octave, plan.scale))) for octave in octaves]
    for number, band in enumerate(bands):
        for mark in band.marks:
            own: list[int] = []
            last = -1
            for octave, layout in layouts:
                place = layout.placements[number].get(mark.id)
                code = -1
                if place is not None:
                    code = 16 * place.row + _SIDES[place.side] + 4 * place.shows_date + 8 * place.wrapped
                if code != last:
                    own += [octave, code]
                    last = code
            changes.append(own)
    return changes


def _wrapped_titles(bands: Sequence[TrackBand], plan: RowPlan, octaves: Sequence[int]) -> dict[str, tuple[str, str]]:
    """Return the titles on two lines, by the event's number."""
    layouts = [plan.layout_at(coarsest_scale(octave, plan.scale)) for octave in octaves]
    titles: dict[str, tuple[str, str]] = {}
    number = 0
    for place, band in enumerate(bands):
        for mark in band.marks:
            found = (layout.placements[place].get(mark.id) for layout in layouts)
            if any(one is not None and one.wrapped for one in found):
                titles[str(number)] = two_lines(mark.title, plan.metrics.title_font)
            number += 1
    return titles
