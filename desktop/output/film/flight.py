"""The flight writer exports a journey along the timeline as a film."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Final

from PySide6.QtGui import QImage

from desktop.output.export_dates import parse_export_date, window_of_date
from desktop.output.export_job import read_events
from desktop.output.film.encode import RATES, Pictures, even_size, make_film
from desktop.output.selection import ExportError, ProgressCallback, no_progress
from desktop.render import theme as themes
from desktop.render.font_files import load_fonts
from desktop.render.frame import Background, Frame
from desktop.render.page.shorten import shorten
from desktop.render.paint import frame_to_image
from desktop.render.text import TextStyle
from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.render.timeline.geometry import full_axis_window
from desktop.render.timeline.timeline_layout import timeline as draw_timeline
from desktop.render.timeline.timeline_spec import TimelineSpec
from desktop.story.markdown import plain_text
from desktop.story.model import Story
from desktop.timeline.camera import TimeWindow, ease, flight, pan, window_between
from desktop.timeline.log_axis import story_axis
from desktop.timeline.time_axis import TimeAxis

_DEFAULT_SECONDS: Final = 24.0
_LEAST_SECONDS: Final = 4.0
_VIEWS: Final = 6
"""How many times the window of the camera fits into the whole way."""
_HOLD: Final = 0.05
_RISE: Final = 0.15
"""Shares of the film: standing still at the start and at the end of the way, and rising to see all of it."""
_WIDTH: Final = 1920.0
_MARGIN: Final = 90.0


def write_flight(
    story: Story,
    path: str | Path,
    *,
    language: str = "",
    size: tuple[int, int] = (1920, 1080),
    start: str = "",
    end: str = "",
    seconds: float = 0.0,
    progress: ProgressCallback = no_progress,
) -> tuple[Path, ...]:
    """Write a film that flies along the timeline; return the file.

    The camera goes from the date `start` to the date `end` ("" for those of the story), then rises until all of the way
    is seen. `seconds` is the length of the film (0 for 24). Frames are made by their number: the same story makes the
    same pictures. Raises ExportError for what is no date, where the end is not after the start, and as a film of slides
    does. A QGuiApplication must exist.
    """
    load_fonts()
    target, language = Path(path), language or story.languages[0]
    rate, size = RATES[target.suffix.lower()], even_size(size)
    aggregated = read_events(story, language)
    axis = story_axis(story)
    way = _way(start, end, full_axis_window(story, axis, aggregated), axis)
    frames = round(rate * max(_LEAST_SECONDS, seconds or _DEFAULT_SECONDS))
    windows = flight_windows(way, frames)

    def draw(folder: Path) -> None:
        pictures = Pictures(folder)
        written = 0
        for window, alike in groupby(windows):
            if not progress(written, frames):
                raise ExportError("cancelled")
            count = len(list(alike))
            pictures.add(_picture(story, language, window, size, aggregated, axis), count)
            written += count
        pictures.write_lists(rate, ";FFMETADATA1\n")

    make_film(target, frames, draw, lambda: progress(frames, frames))
    return (target,)


def _way(start: str, end: str, whole: TimeWindow, axis: TimeAxis) -> TimeWindow:
    """Return the axis window from one date to another.

    Raises ExportError.
    """
    first, last = parse_export_date(start), parse_export_date(end)
    in_time = axis.window_to_time(whole)
    begin = axis.to_axis(window_of_date(first, in_time).start) if first is not None else whole.start
    finish = axis.to_axis(window_of_date(last, in_time).end) if last is not None else whole.end
    if finish <= begin:
        raise ExportError("no_way", start=start, end=end)
    return window_between(begin, finish)


def flight_windows(time_window: TimeWindow, frames: int) -> list[TimeWindow]:
    """Return the window of each frame of a flight along `time_window`."""
    near = window_between(time_window.start, time_window.start + round(time_window.span / _VIEWS))
    far = pan(near, _VIEWS - 1)
    still, rising = round(_HOLD * frames), round(_RISE * frames)
    moving = frames - 3 * still - rising
    along = [pan(near, (_VIEWS - 1) * ease(number / moving)) for number in range(moving)]
    up = [flight(far, time_window, ease(number / rising)) for number in range(rising)]
    return [near] * still + along + [far] * still + up + [time_window] * still


def _picture(
    story: Story,
    language: str,
    time_window: TimeWindow,
    size: tuple[int, int],
    aggregated: Mapping[str, AggregatedTrack] | None,
    axis: TimeAxis,
) -> QImage:
    """Return the timeline of a window as a picture."""
    theme = themes.CINEMA
    height = _WIDTH * size[1] / size[0]
    content_width = _WIDTH - 2 * _MARGIN
    style = TextStyle(themes.display_font(48), theme.paper, max_lines=1, language=language)
    title = shorten(plain_text(story.title.get(language)), style, content_width, 1)
    top = 0.7 * _MARGIN + title.height + 30
    items, _ = draw_timeline(
        TimelineSpec(
            story, time_window, (_MARGIN, top, content_width, height - top - 0.6 * _MARGIN), theme, language,
            aggregated=aggregated, moving_camera=True, time_axis=axis,
        )
    )  # fmt: skip
    frame = Frame(_WIDTH, height, Background(theme.background), (*title.runs_at(_MARGIN, 0.7 * _MARGIN), *items), ())
    return frame_to_image(frame, *size)
