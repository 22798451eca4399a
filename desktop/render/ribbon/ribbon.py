"""Draws the time ribbon at the foot of slides.

It shows every event of the story on one line, and where this slide stands.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from desktop.i18n import Language
from desktop.render import theme as themes
from desktop.render.frame import GradientStop, HitZone, Item, LinearGradient, MarkBatch, PopClip, PushClip, Rectangle
from desktop.render.page.ribbon_place import HEIGHT_ABOVE, HEIGHT_BELOW
from desktop.render.ribbon.axis_line import AxisLine, axis_line, deep_time_end
from desktop.render.ribbon.callouts import (
    LABEL_DROP,
    LOW_LABEL_DROP,
    Tag,
    claim_feet,
    claim_steps,
    claim_tags,
    claim_x,
    draw_tags,
    name_tags,
    place_tags,
)
from desktop.render.ribbon.neighbours import date_of
from desktop.render.ribbon.own_mark import RING_RADIUS, own_glow, own_mark
from desktop.render.theme import Theme
from desktop.render.timeline.bands.track_bands import TrackBand, bands_of
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.marks.mark_shapes import dot_halo, draw_dot, draw_shape
from desktop.render.timeline.marks.shape_extents import Pen
from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.dates.format_date import format_date
from desktop.story.layouts import LAYOUTS
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Claim, Event, Slide, Story, Track
from desktop.story.slide_content import slide_content
from desktop.story.story_cache import StoryCache
from desktop.timeline.axis_breaks import NO_BREAKS, find_unusual_gaps
from desktop.timeline.axis_windows import story_axis_window
from desktop.timeline.camera import YEAR_SECONDS, TimeWindow, event_extent, make_window, slide_window, story_window
from desktop.timeline.date_shapes import DateShape
from desktop.timeline.log_axis import story_axis

_DOT_RADIUS: Final = 6.5
_BAR_HEIGHT: Final = 5.0
_OWN_BAR_HEIGHT: Final = 14.0
_BAR_LANE: Final = 10.0  # from one bar to the next, where they overlap
_MAX_LANES: Final = 3
_MOST_SHARE: Final = 0.9  # of the axis: a longer time of a slide is no place on it
_WIDE: Final = 5 * _DOT_RADIUS  # the least length of a bar
_MAX_STACK: Final = 2  # overlapping dots are stacked up to this many
_COUNT_ABOVE: Final = 400  # more events than this are drawn as columns

_Mark = tuple[TrackBand, EventMark]


def ribbon(
    story: Story,
    slide: Slide,
    theme: Theme,
    language: str,
    x: float,
    y: float,
    width: float,
    *,
    time_window: TimeWindow | None = None,
    is_low: bool = False,
) -> tuple[tuple[Item, ...], tuple[HitZone, ...]]:
    """Return the ribbon's items and hit zones.

    Its line is at `y`, from `x` on `width` pixels long; it reaches `HEIGHT_ABOVE` and `HEIGHT_BELOW`. Dots are events in
    the colours of their tracks; the slide's own event is a ring with its name, a long one a bar; the dated claims of a
    dispute stand on it with their letters. Long times without an event are folded. With a `time_window`, that of a
    chart above, the ribbon has the chart's scale, and no labels of its own. One that `is_low` names its events below its
    line, among the labels.
    """
    axis = _axis(story, time_window, x, y, width)
    bands = bands_of(story, (), slide.as_of, language, axis.time_axis)
    content = slide_content(slide, story)
    claims = content.claims if "claim" in LAYOUTS[slide.layout].displays else ()
    dated_claims = any(claim.date for claim in claims)
    own_ids = {name for name in (slide.event, *slide.highlight) if name in story.event_by_id}
    own = _own_marks(slide, bands, own_ids, axis, language, story.own_language(language))
    items: list[Item] = []
    if not own:
        items += _slide_window_band(story, slide, axis, theme)
    shown_own = [one for one in own if not (dated_claims and one[1].shape.kind == "claims")]
    for band, mark in shown_own:
        first, last = _own_extent(mark, axis)
        items += own_glow(first, last, y, theme.color(band.track.color))
    placed_tags = place_tags(_tags(story, slide, claims, shown_own, axis, theme, is_low=is_low), axis, is_low=is_low)
    names = tuple((left, left + tag.width) for tag, left in placed_tags) if is_low else ()
    label_y = None if time_window else y + (LOW_LABEL_DROP if is_low else LABEL_DROP)
    items += axis_line(axis, story.own_language(language), theme, label_y, names)
    items.append(
        PushClip(x - RING_RADIUS - 2, y - HEIGHT_ABOVE, width + 2 * RING_RADIUS + 4, HEIGHT_ABOVE + HEIGHT_BELOW)
    )
    zones: list[HitZone] = []
    if sum(map(len, bands)) > _COUNT_ABOVE:
        items += _columns(bands, axis, theme)
    else:
        event_items, zones = _events(story, bands, {mark.id for _, mark in own}, own, axis, theme)
        items += event_items
    for band, mark in shown_own:
        items += _own_items(mark, theme.color(band.track.color), axis, theme)
        if mark.id:
            first, last = _own_extent(mark, axis)
            zones.append(HitZone(first - 12, y - 18, last - first + 24, 36, "event", mark.event.path, mark.id))
    poles, tag_items, tag_zones = draw_tags(placed_tags, axis, theme, is_low=is_low)
    feet = claim_feet(claims, axis, theme, claim_steps(story, slide, claims))
    items.append(PopClip())
    return (*items, *poles, *feet, *tag_items), (*zones, *tag_zones)


def holds_claims(
    story: Story, claims: Sequence[Claim], x: float, y: float, width: float, distance: float = 0.0
) -> bool:
    """Return whether all dated claims stand on a ribbon, so far apart."""
    axis = _axis(story, None, x, y, width)
    xs = sorted({place for claim in claims if (place := claim_x(claim, axis)) is not None})
    return (
        bool(xs)
        and axis.x <= xs[0]
        and xs[-1] <= axis.right
        and all(last - first >= distance for first, last in pairwise(xs))
    )


def window_of_years(years_at: tuple[tuple[float, int], ...], x: float, width: float) -> TimeWindow:
    """Return the window in which years stand where a chart has them.

    `years_at` holds two x with their years; the middle of a year stands there.
    """
    (first_x, first_year), (last_x, last_year) = years_at
    first, last = (seconds_from_civil(year) + round(YEAR_SECONDS / 2) for year in (first_year, last_year))
    seconds_per_pixel = (last - first) / (last_x - first_x)
    return make_window(first, (x - first_x) * seconds_per_pixel, width * seconds_per_pixel)


# -- the axis ----------------------------------------------------------------------------------------------------------

_axes: Final[StoryCache[tuple[float, float, float], AxisLine]] = StoryCache()


def _axis(story: Story, time_window: TimeWindow | None, x: float, y: float, width: float) -> AxisLine:
    if time_window is not None:
        return AxisLine(time_window, x, y, width, NO_BREAKS)
    place = (x, y, width)
    axis = _axes.get(story, place)
    if axis is None:
        extents = [extent for extent in map(event_extent, story.events) if extent]
        axis_of_story = story_axis(story)
        time_axis = axis_of_story if axis_of_story.is_logarithmic else find_unusual_gaps(extents)
        shown = story_axis_window(story, time_axis)
        window = story_window(story)
        until = deep_time_end(window.start, max((extent[1] for extent in extents), default=window.end))
        axis = _axes.put(story, place, AxisLine(shown, x, y, width, time_axis, until))
    return axis


def _slide_window_band(story: Story, slide: Slide, axis: AxisLine, theme: Theme) -> list[Item]:
    """Draw the time of a slide without an event.

    It is a band with soft ends; one that is all of the axis says nothing.
    """
    if slide.window is None:
        return []
    window = slide_window(story, slide)
    first = min(max(axis.x_of_instant(window.start), axis.x), axis.right)
    last = min(max(axis.x_of_instant(window.end), axis.x), axis.right)
    if last - first < 4 or last - first > _MOST_SHARE * axis.width:
        return []
    clear, full = themes.with_alpha(theme.gold, 0.0), themes.with_alpha(theme.gold, 0.3)
    soft = min(0.2, 24.0 / (last - first))
    stops = (GradientStop(0.0, clear), GradientStop(soft, full), GradientStop(1 - soft, full), GradientStop(1.0, clear))
    fill = LinearGradient(first, 0.0, last, 0.0, stops)
    return [Rectangle(first, axis.y - 14, last - first, 28, fill)]


# -- the slide's own event ------------------------------------------------------------------------------------------------


def _own_marks(
    slide: Slide,
    bands: Sequence[TrackBand],
    own_ids: set[str],
    axis: AxisLine,
    language: str,
    own_language: Language,
) -> list[_Mark]:
    """Return the slide's events, else its date as an event.

    A date that is all of the axis says nothing.
    """
    own = [(band, mark) for band in bands for mark in map(band.find_mark, own_ids) if mark is not None]
    date = date_of(slide)
    if own or date is None:
        return sorted(own, key=lambda pair: pair[1].first)
    words = LocalizedText((("", format_date(date, own_language, style="short")),))
    mark = EventMark(Event("", date, words), "happened", language, axis.time_axis, own_language)
    first, last = _own_extent(mark, axis)
    if last - first > _MOST_SHARE * axis.width:
        return []
    return [(TrackBand(Track("", color=slide.color or "gold"), []), mark)]


def _own_extent(mark: EventMark, axis: AxisLine) -> tuple[float, float]:
    """Return the first and last x of the slide's own event."""
    first, last = axis.x_of(mark.shape.start), axis.x_of(mark.shape.end)
    if mark.shape.kind == "dot" or last - first <= _WIDE:
        middle = axis.x_of(mark.shape.centre) if mark.shape.kind == "dot" else (first + last) / 2
        first = last = middle
    return min(max(first, axis.x), axis.right), min(max(last, axis.x), axis.right)


def _own_items(mark: EventMark, color: str, axis: AxisLine, theme: Theme) -> list[Item]:
    first, last = _own_extent(mark, axis)
    if first == last:
        return own_mark(first, axis.y, color, theme, planned=mark.shape.is_planned)
    pen = Pen(color, theme.background, _DOT_RADIUS, _OWN_BAR_HEIGHT, 2.2, axis.x, axis.right, has_symbols=False)
    return draw_shape(_as_span(mark.shape), axis.x_of, axis.y, pen)


def _as_span(shape: DateShape) -> DateShape:
    """Return a shape with its claimed dates as one span."""
    if shape.kind == "claims":
        return DateShape(
            "bar", shape.start, shape.start, shape.end, shape.end, status=shape.status, centre=shape.centre
        )
    return shape


def _tags(
    story: Story,
    slide: Slide,
    claims: Sequence[Claim],
    own: Sequence[_Mark],
    axis: AxisLine,
    theme: Theme,
    *,
    is_low: bool,
) -> list[Tag]:
    """Return the names of the slide's events and its claims' letters."""
    tags = claim_tags(claims, axis, theme, claim_steps(story, slide, claims))
    room = axis.width - sum(tag.width + 40.0 for tag in tags)
    named = []
    for band, mark in own:
        first, last = _own_extent(mark, axis)
        top = RING_RADIUS if first == last else _OWN_BAR_HEIGHT / 2
        named.append((mark, (first + last) / 2, top, theme.color(band.track.color)))
    return tags + name_tags(named, theme, room, is_low=is_low)


# -- the other events ------------------------------------------------------------------------------------------------------


_Placed = tuple[TrackBand, EventMark, float, float, bool]
"""A mark with its first and last x, or its centre twice, and whether it is a bar."""
_placed: Final[StoryCache[tuple[AxisLine, tuple[TrackBand, ...]], list[_Placed]]] = StoryCache()


def _placed_events(story: Story, bands: tuple[TrackBand, ...], axis: AxisLine) -> list[_Placed]:
    """Return the events on the axis in order of time.

    They are the same on most slides.
    """
    known = _placed.get(story, (axis, bands))
    if known is not None:
        return known
    marks = [(band, mark) for band in bands for mark in band.marks_unsorted]
    placed: list[_Placed] = []
    for band, mark in sorted(marks, key=lambda pair: (pair[1].shape.start, pair[1].shape.centre, pair[1].id)):
        shape = mark.shape
        first = min(axis.x_of(shape.start), axis.x if shape.open_start else math.inf)
        last = max(axis.x_of(shape.end), axis.right if shape.open_end else -math.inf)
        if last < axis.x - 1 or first > axis.right + 1:
            continue
        is_bar = last - first > _WIDE and shape.kind != "dot"
        if not is_bar:
            first = last = axis.x_of(shape.centre) if shape.kind == "dot" else (first + last) / 2
        placed.append((band, mark, first, last, is_bar))
    return _placed.put(story, (axis, bands), placed)


_Drawing = tuple[tuple[Item, ...], HitZone]
_drawings: Final[StoryCache[tuple[AxisLine, Theme], dict[tuple[EventMark, int], _Drawing]]] = StoryCache(8)
"""What is drawn of each event in each lane: the same on most slides of a story."""


def _events(
    story: Story, bands: tuple[TrackBand, ...], own_ids: set[str], own: Sequence[_Mark], axis: AxisLine, theme: Theme
) -> tuple[list[Item], list[HitZone]]:
    """Draw long events as thin bars, the others as stacked dots."""
    placed = _placed_events(story, bands, axis)
    drawings = _drawings.get(story, (axis, theme))
    if drawings is None or len(drawings) > 8 * len(placed):  # marks of other dates of knowledge
        drawings = _drawings.put(story, (axis, theme), {})
    bars: list[Item] = []
    dots: list[Item] = []
    zones: list[HitZone] = []
    own_extents = [_own_extent(mark, axis) for _, mark in own]
    ring_xs = [first for first, last in own_extents if first == last]
    lane_ends: list[list[tuple[float, float]]] = [[extent for extent in own_extents if extent[0] < extent[1]], [], []]
    stacks: list[list[float]] = [[] for _ in range(_MAX_STACK)]
    for band, mark, first, last, is_bar in placed:
        if mark.id in own_ids:
            continue
        if is_bar:
            lane = _free_lane(first, last, lane_ends)
            drawing = drawings.get((mark, lane))
            if drawing is None:
                drawing = drawings[mark, lane] = _bar(band, mark, first, last, lane, axis, theme)
            bars += drawing[0]
        else:
            level = _stack_level(first, stacks, ring_xs)
            insort(stacks[level], first)
            drawing = drawings.get((mark, level))
            if drawing is None:
                drawing = drawings[mark, level] = _dot(band, mark, first, level, axis, theme)
            dots += drawing[0]
        zones.append(drawing[1])
    return bars + dots, zones


def _bar(
    band: TrackBand, mark: EventMark, first: float, last: float, lane: int, axis: AxisLine, theme: Theme
) -> _Drawing:
    """Return a long event as a thin bar, and its hit zone."""
    y = axis.y - lane * _BAR_LANE
    color = themes.blend(theme.color(band.track.color), theme.background, 0.25)
    pen = Pen(color, theme.background, _DOT_RADIUS, _BAR_HEIGHT, 1.6, axis.x, axis.right, has_symbols=False)
    zone = HitZone(first, y - 8, last - first, 16, "event", mark.event.path, mark.id)
    return tuple(draw_shape(mark.shape, axis.x_of, y, pen)), zone


def _dot(band: TrackBand, mark: EventMark, x: float, level: int, axis: AxisLine, theme: Theme) -> _Drawing:
    """Return an event as a rimmed dot, and its hit zone."""
    y = axis.y - level * (2 * _DOT_RADIUS + 2.0)
    color = theme.color(band.track.color)
    pen = Pen(color, theme.background, _DOT_RADIUS, 2 * _DOT_RADIUS, 2.2, axis.x, axis.right, has_symbols=False)
    reach = _DOT_RADIUS + 3
    zone = HitZone(x - reach, y - _DOT_RADIUS - 1, 2 * reach, 2 * _DOT_RADIUS + 2, "event", mark.event.path, mark.id)
    return (dot_halo(x, y, pen), *draw_dot(x, y, pen, mark.shape)), zone


def _free_lane(first: float, last: float, lanes: list[list[tuple[float, float]]]) -> int:
    """Return the lowest lane in which a bar hides no other."""
    for number, lane in enumerate(lanes):
        if all(last < other_first or first > other_last for other_first, other_last in lane):
            lane.append((first, last))
            return number
    return _MAX_LANES - 1


def _stack_level(x: float, stacks: Sequence[Sequence[float]], ring_xs: Sequence[float]) -> int:
    """Return the lowest stack level on which a dot hides no other.

    The places of each level are in order; the rings of the slide's own events are on the lowest.
    """
    hides_ring = any(abs(x - ring_x) < RING_RADIUS + _DOT_RADIUS for ring_x in ring_xs)
    for level, stack in enumerate(stacks):
        at = bisect_left(stack, x)
        neighbours = stack[max(0, at - 1) : at + 1]
        if all(abs(x - other) >= 1.55 * _DOT_RADIUS for other in neighbours) and (level or not hides_ring):
            return level
    return 0


def _columns(bands: Sequence[TrackBand], axis: AxisLine, theme: Theme) -> list[Item]:
    """Draw thousands of events as columns.

    Heights grow with the square root of the counts.
    """
    items: list[Item] = []
    column_width = 3.0
    for band in bands:
        counts: dict[int, int] = {}
        for mark in band.marks:
            column = int(axis.time_window.x_of(mark.shape.centre, axis.width) / column_width)
            counts[column] = counts.get(column, 0) + 1
        highest_count = max(counts.values(), default=1)
        rects = [
            value
            for column, count in sorted(counts.items())
            for value in (
                axis.x + column * column_width,
                axis.y - 4 - 22 * (count / highest_count) ** 0.5,
                column_width - 0.8,
                4 + 22 * (count / highest_count) ** 0.5,
            )
        ]
        items.append(MarkBatch("box", tuple(rects), themes.with_alpha(theme.color(band.track.color), 0.6)))
    return items
