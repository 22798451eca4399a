"""Draws eras: stretches of time behind the events, named at the top.

The names have lanes of their own, above all bands or at the top of a band, so that nothing lies on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

from desktop.fast_dataclass import dataclass
from desktop.render import theme as themes
from desktop.render.frame import HitZone, Item, Polyline, Rectangle, TextRun
from desktop.render.text import cap_height, measure_text
from desktop.render.theme import Theme
from desktop.render.timeline.bands.label_boxes import elide
from desktop.render.timeline.marks.bars import CERTAIN_OPACITY, curve_fill, opacity_curve, open_margins
from desktop.render.timeline.marks.event_mark import visible_seconds
from desktop.render.timeline.marks.shape_extents import Pen
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.render.timeline.plot_area import PlotArea
from desktop.story.markdown import plain_text
from desktop.story.model import Era, Story
from desktop.story.story_cache import StoryCache
from desktop.timeline.camera import TimeWindow, window_between
from desktop.timeline.date_shapes import DateShape, shape_of
from desktop.timeline.label_box import ENDLESS
from desktop.timeline.time_axis import TimeAxis

_GROUND_OPACITY: Final = 0.1  # behind the events
_MOST_CONTRAST: Final = 1.18  # of a ground beside none; from 1.25 on, an edge behind a word is seen
_NAME_OPACITY: Final = 0.27  # behind the name
_NAME_CONTRAST: Final = 6.5  # a glow behind the ground takes a third of it
_DATE_SHARE: Final = 0.3
_EDGE_OPACITY: Final = 0.4
_MOST_LANES: Final = 4  # what overlaps more often is drawn without its name
_MOST_LANES_OF_TRACK: Final = 2
_LANES_SHARE: Final = 0.2  # of the height of a drawing, at most
_LEAST_NAME: Final = 3.2  # the least width of a name that is worth its place, in font sizes
_SHARP_PX: Final = 3.0  # up to this width, the precision of a date is no doubt that can be seen


@dataclass(frozen=True, slots=True)
class EraMark:
    """Describes one era as drawn: its title, shape and lane."""

    era: Era
    title: str
    shape: DateShape  # on the axis with its breaks
    lane: int = 0
    next_first: int = ENDLESS  # the second at which the next one of its lane begins

    @property
    def first(self) -> int:
        """Return the second at which its name may begin.

        What begins in the year in which another ends may share its lane.
        """
        return -ENDLESS if self.shape.open_start else (self.shape.start + self.shape.certain_start) // 2

    @property
    def last(self) -> int:
        """Return the second at which its name must end."""
        return ENDLESS if self.shape.open_end else (self.shape.certain_end + self.shape.end) // 2


@dataclass(frozen=True, slots=True)
class EraLanes:
    """Holds the eras of a drawing, and their lanes.

    `by_track` holds them by the id of the track that they lie behind; those behind all tracks are under "". What lies in
    a lane beyond `most` is drawn without its name.
    """

    by_track: Mapping[str, tuple[EraMark, ...]]
    most: int = _MOST_LANES

    def within(self, height: float, metrics: TimelineMetrics) -> EraLanes:
        """Return the lanes that leave most of a height to the events."""
        return replace(self, most=max(1, min(_MOST_LANES, int(_LANES_SHARE * height / lane_height(metrics)))))

    def count(self, track_id: str) -> int:
        """Return the number of lanes above a track; "" is all."""
        most = self.most if track_id == "" else min(self.most, _MOST_LANES_OF_TRACK)
        return min(most, max((mark.lane + 1 for mark in self.by_track.get(track_id, ())), default=0))

    def height(self, track_id: str, metrics: TimelineMetrics) -> float:
        """Return the height of the lanes above a track, or above all."""
        return self.count(track_id) * lane_height(metrics)


_lanes: Final[StoryCache[object, EraLanes]] = StoryCache()


def era_lanes(story: Story, language: str, time_axis: TimeAxis, time_window: TimeWindow | None) -> EraLanes:
    """Return the eras of a story in a window, in lanes.

    Without a window it is for a moving camera: each keeps its lane, whatever is in view.
    """
    if not story.eras:
        return EraLanes({})
    key = (language, time_axis, time_window)
    lanes = _lanes.get(story, key)
    if lanes is None:
        marks = [_mark(era, language, time_axis) for era in story.eras]
        if time_window is not None:
            low, high = visible_seconds(time_window)
            marks = [mark for mark in marks if mark.first < high and mark.last > low]
        track_ids = dict.fromkeys(mark.era.track for mark in marks)
        by_track = {name: _in_lanes(mark for mark in marks if mark.era.track == name) for name in track_ids}
        lanes = _lanes.put(story, key, EraLanes(by_track))
    return lanes


def _mark(era: Era, language: str, time_axis: TimeAxis) -> EraMark:
    title = plain_text(era.title.get(language)) or era.id
    return EraMark(era, title, time_axis.shape_to_axis(shape_of(era.when)))


def _in_lanes(marks: Iterable[EraMark]) -> tuple[EraMark, ...]:
    """Return the marks with lanes in which none covers another.

    An era within another lies below it.
    """
    ends: list[int] = []
    placed: list[EraMark] = []
    for mark in sorted(marks, key=lambda one: (one.first, -one.last, one.era.id)):
        lane = next((number for number, end in enumerate(ends) if end <= mark.first), len(ends))
        if lane < _MOST_LANES:  # of those beyond, no name is drawn: they need no lane of their own
            ends[lane : lane + 1] = [mark.last]
        placed.append(EraMark(mark.era, mark.title, mark.shape, lane))
    following: dict[int, int] = {}
    for number, mark in reversed(list(enumerate(placed))):
        placed[number] = replace(mark, next_first=following.get(mark.lane, ENDLESS))
        following[mark.lane] = mark.first
    return tuple(placed)


def era_window(era: Era, time_window: TimeWindow, time_axis: TimeAxis) -> TimeWindow:
    """Return the window of the axis that shows an era whole.

    Where it has no end, the window ends where `time_window` does.
    """
    shape = time_axis.shape_to_axis(shape_of(era.when))
    start = min(time_window.start, shape.start) if shape.open_start else shape.start
    end = max(time_window.end, shape.end) if shape.open_end else shape.end
    return window_between(start, end, 0.03)


def lane_height(metrics: TimelineMetrics) -> float:
    """Return the height of a lane of names."""
    return 1.5 * metrics.on_bar_font.size


class EraItems(NamedTuple):
    """Holds the parts of drawn eras, which lie at different depths."""

    grounds: list[Item]
    edges: list[Item]  # vertical lines
    names: list[Item]
    zones: list[HitZone]  # of the names


def draw_eras(
    marks: Sequence[EraMark],
    lanes: int,
    plot: PlotArea,
    top: float,
    bottom: float,
    visible: tuple[float, float],
    items: EraItems,
) -> None:
    """Add the parts of eras to `items`.

    They reach from the first of the lanes to `bottom`; only what is between the `visible` y is drawn.
    """
    pen = Pen("", "", plot.metrics.dot_radius, plot.metrics.bar_height, plot.metrics.stroke, plot.x, plot.right)
    height = lane_height(plot.metrics)
    low, high = visible
    first_second, last_second = visible_seconds(plot.time_window)
    for mark in marks:
        shape = mark.shape
        runs_on = shape.open_start or shape.open_end or shape.unknown_start or shape.unknown_end
        if not runs_on and (shape.start > last_second or shape.end < first_second):
            continue
        left, right, color = _draw_extent(mark, plot, pen)
        if right <= left:
            continue
        lane_top = top + min(mark.lane, lanes) * height
        lane_bottom = lane_top + (height if mark.lane < lanes else 0.0)
        for part_top, part_bottom, opacity in (
            (lane_top, lane_bottom, _NAME_OPACITY),
            (lane_bottom, bottom, _ground_opacity(color, plot.theme)),
        ):
            y0, y1 = max(part_top, low), min(part_bottom, high)
            if y1 > y0:
                fill = curve_fill(_curve(mark.shape, plot, pen), left, right, color, opacity / CERTAIN_OPACITY)
                items.grounds.append(Rectangle(left, y0, right - left, y1 - y0, fill))
        items.edges.extend(_edges(mark.shape, plot, color, max(lane_top, low), min(bottom, high)))
        if lane_bottom > lane_top >= low - 0.5 and lane_bottom <= high + 0.5:
            name, zone = _draw_name(mark, plot, color, lane_top, height)
            items.names.extend(name)
            items.zones.extend(zone)


def _draw_extent(mark: EraMark, plot: PlotArea, pen: Pen) -> tuple[float, float, str]:
    """Return the x range of an era, and its colour."""
    first, last = plot.x_of(mark.shape.start), plot.x_of(mark.shape.end)
    before, after = open_margins(mark.shape, first, last, pen)
    left = first - (before if mark.shape.open_start or mark.shape.unknown_start else 0.0)
    right = last + (after if mark.shape.open_end or mark.shape.unknown_end else 0.0)
    return max(left, plot.x), min(right, plot.right), plot.theme.color(mark.era.color)


def _curve(shape: DateShape, plot: PlotArea, pen: Pen) -> list[tuple[float, float]]:
    """Return the opacity along an era, as along a span."""
    first, last = plot.x_of(shape.start), plot.x_of(shape.end)
    certain_first, certain_last = plot.x_of(shape.certain_start), plot.x_of(shape.certain_end)
    before, after = open_margins(shape, first, last, pen)
    return opacity_curve(shape, first, certain_first, certain_last, last, before, after)


def _edges(shape: DateShape, plot: PlotArea, color: str, top: float, bottom: float) -> list[Item]:
    """Return the lines at the sharp ends, dashed for a doubt."""
    if bottom <= top:
        return []
    tone = themes.with_alpha(color, _EDGE_OPACITY)
    dash = (6.0, 5.0) if shape.dashed else ()
    items: list[Item] = []
    ends = (
        (shape.start, shape.certain_start, shape.blur_start or shape.open_start or shape.unknown_start),
        (shape.end, shape.certain_end, shape.blur_end or shape.open_end or shape.unknown_end),
    )
    for end, certain, is_soft in ends:
        x = plot.x_of((end + certain) / 2)
        is_sharp = abs(plot.x_of(end) - plot.x_of(certain)) <= _SHARP_PX or shape.is_within
        if not is_soft and is_sharp and plot.x < x < plot.right:
            items.append(Polyline((x, top, x, bottom), tone, max(1.0, 0.5 * plot.metrics.stroke), dash))
    return items


def _draw_name(
    mark: EraMark, plot: PlotArea, color: str, top: float, height: float
) -> tuple[list[Item], list[HitZone]]:
    """Return the name of an era, within its visible part.

    A longer name stands beside it, if there is room before the next era of its lane.
    """
    font, pad = plot.metrics.on_bar_font, plot.metrics.on_bar_gap
    left = plot.x if mark.shape.open_start else max(plot.x, plot.x_of(mark.first))
    right = plot.right if mark.shape.open_end else min(plot.right, plot.x_of(mark.last))
    if right <= left:
        return [], []
    width = measure_text(mark.title, font)
    if width > right - left - 2 * pad:
        free = plot.right if mark.next_first == ENDLESS else min(plot.right, plot.x_of(mark.next_first))
        beside = max(right, plot.x_of(mark.shape.end))
        if not mark.shape.open_end and width <= free - beside - 2 * pad:
            zone = HitZone(left, top, beside + width + 2 * pad - left, height, "era", mark.era.path, mark.era.id)
            return [_name_run(mark.title, beside + pad, top, height, color, plot)], [zone]
    zone = HitZone(left, top, right - left, height, "era", mark.era.path, mark.era.id)
    text = elide(mark.title, font, right - left - 2 * pad)
    if text != mark.title and measure_text(text, font) < _LEAST_NAME * font.size:
        return [], [zone]
    return [_name_run(text, left + pad, top, height, color, plot)], [zone]


def _name_run(text: str, x: float, top: float, height: float, color: str, plot: PlotArea) -> TextRun:
    font = plot.metrics.on_bar_font
    baseline = top + (height + cap_height(font)) / 2
    return TextRun(x, baseline, text, font, _name_color(color, plot.theme), measure_text(text, font))


@lru_cache(maxsize=16)
def theme_over_eras(theme: Theme) -> Theme:
    """Return a theme whose muted words can be read on the grounds."""
    return replace(theme, muted=themes.blend(theme.muted, theme.paper, _DATE_SHARE))


@lru_cache(maxsize=256)
def _ground_opacity(color: str, theme: Theme) -> float:
    """Return how strongly a ground is drawn.

    Its edge passes behind words: in a bright colour it is paler, so that it is not seen as a line through them.
    """
    steps = (_GROUND_OPACITY * share for share in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5))
    return next(
        (
            opacity
            for opacity in steps
            if themes.contrast_ratio(themes.blend(theme.background, color, opacity), theme.background) < _MOST_CONTRAST
        ),
        0.5 * _GROUND_OPACITY,
    )


@lru_cache(maxsize=256)
def _name_color(color: str, theme: Theme) -> str:
    """Return a tone that can be read on its ground."""
    ground = themes.blend(theme.background, color, _NAME_OPACITY)
    shares = (0.3, 0.45, 0.6, 0.8, 1.0)
    tones = [themes.blend(color, theme.paper, share) for share in shares]
    return next((tone for tone in tones if themes.contrast_ratio(tone, ground) >= _NAME_CONTRAST), theme.paper)
