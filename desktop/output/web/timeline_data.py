"""Plans the rows of the page's timeline, and writes them as data.

The script draws marks; rows, sides of labels and words are computed here, by the same code as in the application. A row
stands for each octave of zoom: what the page is wide only chooses the octave.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from desktop.output.web.axis_words import axis_words, log_axis_words
from desktop.output.web.mark_looks import MarkLooks
from desktop.output.web.series_data import series_shapes, series_words
from desktop.render.timeline.aggregates.aggregated_track import tracks_on_axis
from desktop.render.timeline.axis.as_of_line import as_of_text
from desktop.render.timeline.bands.label_boxes import two_lines
from desktop.render.timeline.bands.row_plan import RowPlan, plan_for_camera
from desktop.render.timeline.bands.track_bands import TrackBand, bands_of_all_time
from desktop.render.timeline.eras import EraMark, era_lanes
from desktop.render.timeline.geometry import full_axis_window, track_title
from desktop.render.timeline.group_headings import headed_groups, heads_of
from desktop.render.timeline.marks.causal_links import all_links
from desktop.render.timeline.marks.event_mark import EventMark, date_label
from desktop.render.timeline.metrics import TimelineMetrics, metrics_for
from desktop.render.timeline.series.band_series import BandSeries, series_by_track
from desktop.story.model import Event, Group, Story
from desktop.timeline.as_of import snap_date
from desktop.timeline.axis_breaks import NO_BREAKS, AxisBreaks, story_axis_breaks
from desktop.timeline.date_shapes import event_shape
from desktop.timeline.durations import format_years
from desktop.timeline.log_axis import E_FOLD, LogAxis, story_axis
from desktop.timeline.rows import coarsest_scale
from desktop.timeline.time_axis import TimeAxis

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
_LOOSE: Final = ("blur_start", "blur_end", "open_start", "open_end", "unknown_start", "unknown_end")

Data = dict[str, object]


def timeline_data(
    story: Story, languages: Sequence[str], aggregated: Mapping[str, Mapping[str, AggregatedTrack]]
) -> Data:
    """Return the timeline's data for the script, in all languages."""
    first = languages[0]
    axis = story_axis(story)
    window = axis.window_to_time(full_axis_window(story, axis, aggregated[first]))
    metrics = metrics_for(_SIZE)
    bands = _bands(story, first)
    series = _series(story, first, aggregated[first])
    instants = _knowledge_instants(story)
    groups = _groups(bands)
    headed = {number for number, _ in headed_groups(bands)}
    time_axis = page_breaks(story)
    looks = MarkLooks(metrics)
    in_files = tracks_on_axis(aggregated[first], axis)
    data: Data = {"log": {"now": axis.now, "least": axis.least, "fold": E_FOLD}} if isinstance(axis, LogAxis) else {}
    return data | {
        "whole": [window.start, window.span],
        "metrics": _sizes(metrics),
        "tracks": [
            _track(band, groups, number in headed, in_files.get(band.track.id), series.get(band.track.id))
            for number, band in enumerate(bands)
        ],
        "folded": [number for number, group in enumerate(groups) if group.folded],
        "breaks": [[one.start, one.end - one.start, one.axis_start, one.axis_length] for one in time_axis.breaks],
        "eras": [_era(*era) for era in _eras(story, first)],
        "events": [_event(mark.event, number, looks) for number, band in enumerate(bands) for mark in band.marks],
        "looks": looks.looks,  # after the events, which find them
        "links": _links(story, bands),
        "known": [snap_date(instant, 1.0).text for instant in instants],
        "languages": {code: _language(story, code, metrics, instants, aggregated.get(code, {})) for code in languages},
    }


def page_breaks(story: Story) -> AxisBreaks:
    """Return the breaks that a reader may ask for.

    As in the application, there are none beside the events of a file and on a logarithmic axis.
    """
    has_none = any(track.data for track in story.tracks) or story_axis(story).is_logarithmic
    return NO_BREAKS if has_none else story_axis_breaks(story)


def page_groups(story: Story, language: str) -> list[tuple[str, bool]]:
    """Return the title of each group, and whether it begins folded."""
    return [(_group_title(group, language), group.folded) for group in _groups(_bands(story, language))]


def _group_title(group: Group, language: str) -> str:
    return group.title.get(language) or group.id


def _bands(story: Story, language: str) -> tuple[TrackBand, ...]:
    # All groups are open: the script folds them, and the rows of the others stand still meanwhile.
    return bands_of_all_time(story, (), language, NO_BREAKS, frozenset())


def _series(story: Story, code: str, aggregated: Mapping[str, AggregatedTrack]) -> Mapping[str, BandSeries]:
    return series_by_track(story, code, (), None, NO_BREAKS, aggregated, moving_camera=True)


def _groups(bands: Sequence[TrackBand]) -> list[Group]:
    """Return the groups in order of their first bands."""
    return list(dict.fromkeys(band.group for band in bands if band.group is not None))


def _links(story: Story, bands: Sequence[TrackBand]) -> list[list[int]]:
    """Return causes and their effects, as numbers of events."""
    numbers = {mark.id: number for number, mark in enumerate(mark for band in bands for mark in band.marks)}
    return [[numbers[one] for one in link] for link in all_links(story) if all(one in numbers for one in link)]


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
        "small": metrics.small_font.size,
    }


def _track(
    band: TrackBand,
    groups: Sequence[Group],
    is_first: bool,
    events_of_file: AggregatedTrack | None,
    series: BandSeries | None,
) -> Data:
    data: Data = {"color": band.track.color}
    if band.group is not None:
        data |= {"group": groups.index(band.group), "isFirst": is_first}
    if series is not None:
        data["series"] = series_shapes(series)
    if events_of_file is not None and events_of_file.series is None and len(events_of_file):
        # Of a file's many events the page counts how many fall into each column of the axis.
        begin, end = events_of_file.index.extent
        step = 1
        while step * _COLUMNS < end - begin:
            step *= 2
        first = begin // step
        count = (end - 1) // step - first + 1
        counts = events_of_file.index.column_counts(first * step, step, count, (begin, end))
        data["counts"] = {"first": first, "step": step, "of": [int(one) for one in counts]}
    return data


def _event(event: Event, track: int, looks: MarkLooks) -> Data:
    """Return the drawing data of an event."""
    data: Data = {"id": event.id, "track": track, "shapes": [looks.shape(event_shape(event, event.status))]}
    known = event.known_from.earliest if event.known_from is not None else None
    if known is None and event.status != "planned":
        known = event.when.earliest
    if known is not None:
        data["known"] = known
    if event.became is not None:
        change = (event.became_from or event.when).earliest
        if change is not None:
            data["changed"] = change
        data["shapes"] = [looks.shape(event_shape(event, status)) for status in (event.status, event.became)]
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
    """Return the drawing data of an era."""
    shape = mark.shape
    data: Data = {"track": track, "lane": lane, "color": mark.era.color}
    data["times"] = [shape.start, shape.end, shape.certain_start, shape.certain_end]
    return data | {name: True for name in _LOOSE if getattr(shape, name)}


def _knowledge_instants(story: Story) -> list[int]:
    """Return the seconds at which the story learns of something."""
    instants: set[int] = set()
    for event in story.events:
        dates = (event.when, event.known_from, event.became_from if event.became is not None else None)
        instants.update(when.earliest for when in dates if when is not None and when.earliest is not None)
    ordered = sorted(instants)
    every = -(-len(ordered) // _MAX_KNOWLEDGE_DATES) if ordered else 1
    return ordered[::-1][::every][::-1]


def _language(
    story: Story,
    code: str,
    metrics: TimelineMetrics,
    instants: Sequence[int],
    aggregated: Mapping[str, AggregatedTrack],
) -> Data:
    """Return the words of a language, and the rows that they need."""
    bands = _bands(story, code)
    series = _series(story, code, aggregated)
    language = story.own_language(code)
    marks = [mark for band in bands for mark in band.marks]
    time_axis = page_breaks(story)
    axis = story_axis(story)
    axes = (axis, time_axis) if time_axis.breaks else (axis,)
    plans = [_plan(story, code, metrics, one, series) for one in axes]
    return {
        "plans": [_rows(bands, plan) for plan in plans],
        "tracks": [track_title(band, code) for band in bands],
        "groups": [_group_title(group, code) for group in _groups(bands)],
        "series": [
            series_words(series[band.track.id], story, metrics, _series_height(number, plans[0]))
            if band.track.id in series
            else None
            for number, band in enumerate(bands)
        ],
        "breaks": [f"» {format_years(one.end - one.start, language)} »" for one in time_axis.breaks],
        "eras": [mark.title for mark, _, _ in _eras(story, code)],
        "titles": [mark.title for mark in marks],
        "dates": [_dates(mark, story, code) for mark in marks],
        "wraps": {number: two_lines(marks[number].title, metrics.title_font) for number in _wrapped(bands, plans)},
        "known": [as_of_text(snap_date(instant, 1.0), language) for instant in instants],
        "allKnown": language.word("all_known"),
        "axis": axis_words(language) | (log_axis_words(axis.now, language) if isinstance(axis, LogAxis) else {}),
    }


def _plan(
    story: Story, code: str, metrics: TimelineMetrics, time_axis: TimeAxis, series: Mapping[str, BandSeries]
) -> RowPlan:
    """Return the rows of a language's labels, as the application plans them."""
    bands = bands_of_all_time(story, (), code, time_axis, frozenset())
    eras = era_lanes(story, code, time_axis, None)
    return plan_for_camera(
        bands,
        full_axis_window(story, time_axis),
        _WIDTH,
        metrics,
        _HEIGHT - eras.height("", metrics),
        heads=heads_of(bands, eras, metrics),
        series_ids=frozenset(series),
    )


def _rows(bands: Sequence[TrackBand], plan: RowPlan) -> Data:
    """Return the rows of each band, and the place of each event."""
    octaves = _octaves(plan)
    layout = plan.base
    return {
        "mode": layout.label_mode,
        "scale": plan.scale,
        "octaves": [min(octaves), max(octaves)],
        "rows": list(layout.rows),
        "numbers": list(layout.series_rows),
        "histograms": list(layout.histogram_lines),
        "rowHeight": layout.row_height,
        "places": _places(bands, plan, octaves),
    }


def _series_height(number: int, plan: RowPlan) -> float:
    """Return the height that a band's numbers have."""
    extent = plan.base.extents(0.0, plan.height, plan.metrics)[number]
    return plan.base.series_in(number, extent, plan.metrics)[1]


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
                    code = 16 * place.row + _SIDES[place.side] + 4 * place.shows_date + 8 * bool(place.wrapped)
                if code != last:
                    own += [octave, code]
                    last = code
            changes.append(own)
    return changes


def _wrapped(bands: Sequence[TrackBand], plans: Sequence[RowPlan]) -> list[int]:
    """Return the numbers of the events whose titles take two lines."""
    layouts = [plan.layout_at(coarsest_scale(octave, plan.scale)) for plan in plans for octave in _octaves(plan)]
    marks = ((place, mark.id) for place, band in enumerate(bands) for mark in band.marks)
    return [
        number
        for number, (place, mark_id) in enumerate(marks)
        if any(one is not None and one.wrapped for one in (layout.placements[place].get(mark_id) for layout in layouts))
    ]
