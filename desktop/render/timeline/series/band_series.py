"""Collects the series of a drawing, and the scale of each."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from math import ceil, floor
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.i18n import Language
from desktop.render import theme as themes
from desktop.render.text import measure_text
from desktop.render.theme import Theme
from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.render.timeline.series.values_in_view import numbers_at, seconds_in_view
from desktop.render.value_scale import ValueAxis, decimals_of, nice_step, range_of_one, tick_decimals
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.model import Story, Track
from desktop.story.story_cache import StoryCache
from desktop.story.track_series import SeriesPoint, TrackSeries
from desktop.timeline.camera import TimeWindow
from desktop.timeline.series import SeriesValues, listed_series
from desktop.timeline.time_axis import TimeAxis

_FLAT: Final = 0.25  # values that differ by less than this part of the largest need no zero
_LEAST_LINES: Final = 0.6  # between zero and the one number of a low axis
_FROM_ZERO: Final = ("bars", "area")
_MOST_DECIMALS: Final = 3  # of numbers from a file
_FEWEST_LINES: Final = 2.6  # the height, in lines, from which on a series has an axis
_MOST_NUMBERS: Final = 8  # of an axis, however high it is
_LINES_PER_NUMBER: Final = 1.9  # of the height of an axis


@dataclass(frozen=True, slots=True)
class BandSeries:
    """Holds the series of one track with its values and words."""

    track: Track
    series: TrackSeries
    values: SeriesValues
    scale_values: SeriesValues  # those that the scale is for
    language: Language
    language_code: str
    from_file: bool
    decimals: int  # of all numbers

    @property
    def title(self) -> str:
        """Return what the numbers are."""
        return self.series.title.get(self.language_code) or self.track.title.get(self.language_code) or self.track.id

    @property
    def unit(self) -> str:
        """Return what the numbers count, perhaps ""."""
        return self.series.unit.get(self.language_code)

    def color(self, theme: Theme) -> str:
        """Return the colour of lines and bars."""
        return theme.color(self.series.color or self.track.color)

    def text_color(self, theme: Theme) -> str:
        """Return the colour of the series for small words."""
        return themes.readable(self.color(theme), theme)

    def number_text(self, number: float) -> str:
        """Return a number as it is said beside its mark."""
        decimals = self.decimals
        if self.from_file and self.series.decimals is None:
            decimals = min(_MOST_DECIMALS, decimals_of(number))
        return _number_text(self.language, number or 0.0, decimals)  # a zero with a sign is one without

    def point_text(self, point: SeriesPoint, number: float) -> str:
        """Return the words of a point: its text, else its number."""
        return point.text.get(self.language_code) or self.number_text(number)

    def tick_texts(self, axis: ValueAxis, metrics: TimelineMetrics) -> Sequence[tuple[float, str]]:
        """Return the round values of the axis with their words.

        A low axis from zero has one number, the highest. Another has two that do not touch, else the one nearest its middle.
        """
        line = 1.25 * metrics.small_font.size
        height = axis.bottom - axis.top
        if height < _FEWEST_LINES * line:
            return self._few_ticks(axis, height, line)
        per_number = max(_LINES_PER_NUMBER * line, height / _MOST_NUMBERS)
        return _tick_texts(self.language, axis.low, axis.high, height, per_number)

    def _few_ticks(self, axis: ValueAxis, height: float, line: float) -> Sequence[tuple[float, str]]:
        """Return the numbers of an axis that is lower than three lines."""
        middle, nearest = (axis.top + axis.bottom) / 2, list[tuple[float, str]]()
        for parts in (3, 4, 8):
            ticks = _tick_texts(self.language, axis.low, axis.high, height, height / parts)
            if not ticks:
                continue
            low_y, high_y = axis.y(ticks[0][0]), axis.y(ticks[-1][0])
            if axis.low == 0.0:
                if axis.zero_y - high_y > _LEAST_LINES * line:
                    return ticks[-1:]
            elif low_y - high_y > line:
                return ticks[0], ticks[-1]
            else:
                nearest = nearest or [min(ticks, key=lambda tick: abs(axis.y(tick[0]) - middle))]
        return nearest

    def scale(self, window: TimeWindow | None, top: float, bottom: float) -> ValueAxis | None:
        """Return the scale of a window's values, of all without a window."""
        extent = self.scale_values.extent
        low, high = seconds_in_view(self.scale_values, window) if window is not None else extent or (0, 0)
        found = self.scale_values.value_extent(low, high)
        if found is None:
            return None
        lowest, highest = found
        if window is not None:
            kind, values = self.series.kind, self.scale_values
            at_ends = [*numbers_at(kind, values, low), *numbers_at(kind, values, high)]
            lowest, highest = min((lowest, *at_ends)), max((highest, *at_ends))
        if self.series.kind in _FROM_ZERO or highest - lowest >= _FLAT * max(abs(lowest), abs(highest)):
            lowest, highest = min(lowest, 0.0), max(highest, 0.0)
        elif highest > lowest:
            lowest, highest = lowest - 0.15 * (highest - lowest), highest + 0.05 * (highest - lowest)
        if self.from_file and highest > lowest:
            # Round ends change seldom: the scale stands still for most of the way while the camera pans.
            step = nice_step(highest - lowest, 4)
            lowest, highest = floor(lowest / step + 1e-9) * step, ceil(highest / step - 1e-9) * step
        if highest == lowest:
            lowest, highest = range_of_one(lowest)
        return ValueAxis(lowest, highest, top, bottom)


def _decimals(series: TrackSeries) -> int:
    """Return the decimals of all numbers: those of the most exact one."""
    if series.decimals is not None:
        return series.decimals
    numbers = [one for point in series.points for one in (point.value, point.low, point.high) if one is not None]
    return max((decimals_of(number) for number in numbers), default=0)


@lru_cache(maxsize=4096)
def _number_text(language: Language, number: float, decimals: int) -> str:
    """Return a number in words, cached for the next frames."""
    return language.format_number(number, decimals)


@lru_cache(maxsize=256)
def _tick_texts(
    language: Language, low: float, high: float, height: float, height_per_tick: float
) -> Sequence[tuple[float, str]]:
    """Return the round values of an axis with their words."""
    ticks = ValueAxis(low, high, 0.0, height).ticks(height_per_tick)
    return tuple((value, language.format_number(value, tick_decimals(ticks))) for value in ticks)


_listed: Final[StoryCache[object, Mapping[str, SeriesValues]]] = StoryCache(8)


def series_by_track(
    story: Story,
    language: str,
    track_ids: Collection[str],
    as_of: EdtfDate | None,
    time_axis: TimeAxis,
    aggregated: Mapping[str, AggregatedTrack],
    *,
    moving_camera: bool = False,
) -> dict[str, BandSeries]:
    """Return the series of the tracks that have one, by track id.

    At a date of knowledge only values of the time before it are known, and those that are planned. Under a moving camera
    the scale is that of all: it stands still while the date is dragged.
    """
    tracks = [track for track in story.tracks if track.series is not None and (not track_ids or track.id in track_ids)]
    if not tracks:
        return {}
    until = as_of.latest if as_of is not None else None
    listed = _listed_of_story(story, until, time_axis)
    listed_for_scale = _listed_of_story(story, None, time_axis) if moving_camera else listed
    own_language = story.own_language(language)
    found = {}
    for track in tracks:
        assert track.series is not None
        in_file = aggregated[track.id].series if track.data and track.id in aggregated else None
        values = listed[track.id] if in_file is None else in_file
        for_scale = listed_for_scale[track.id] if in_file is None else in_file
        if in_file is not None and until is not None:
            values = in_file.known_until(time_axis.to_axis(until))
            for_scale = for_scale if moving_camera else values
        is_from_file = in_file is not None
        found[track.id] = BandSeries(
            track, track.series, values, for_scale, own_language, language, is_from_file, _decimals(track.series)
        )
    return found


def _listed_of_story(story: Story, until: int | None, time_axis: TimeAxis) -> Mapping[str, SeriesValues]:
    """Return the values of the text by track id, cached."""
    key = (until, time_axis)
    listed = _listed.get(story, key)
    if listed is None:
        listed = _listed.put(
            story, key, {track.id: _listed_values(track, until, time_axis) for track in story.tracks if track.series}
        )
    return listed


def _listed_values(track: Track, until: int | None, time_axis: TimeAxis) -> SeriesValues:
    assert track.series is not None
    values = listed_series(track.series.points, time_axis)
    return values if until is None else values.known_until(time_axis.to_axis(until))


def axis_width(series: Collection[BandSeries], window: TimeWindow | None, metrics: TimelineMetrics) -> float:
    """Return the width of the widest number of the axes.

    They are reckoned for heights of three numbers and of the most, since the bands are laid out later.
    """
    widest = 0.0
    size = metrics.small_font.size
    for one, height in itertools.product(series, (7.0 * size, 1.3 * _LINES_PER_NUMBER * _MOST_NUMBERS * size)):
        axis = one.scale(window, 0.0, height)
        for _, text in one.tick_texts(axis, metrics) if axis else ():
            # Nearer, where values lie closer together, the numbers of a file have more decimals.
            longest = text + ".00" if one.from_file else text
            widest = max(widest, measure_text(longest, metrics.small_font))
    return widest
