"""The timeline at 1920 × 1080: the first complete paint, frames of a scripted zoom and pan, flights, memory and dates.

The floor is pyqtgraph's own scatter plot, shown and moved in the same process through the same windows of time.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyqtgraph as pg
from floors import BareFrame
from measure import TINY, Result, Row, p95, p99, size
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication

from desktop.garbage import collect_where_off, collection_off
from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.render.timeline.geometry import full_axis_window
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.story.dates.calendar import civil_from_seconds
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_file
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Event, Story, Track
from desktop.timeline.camera import TimeWindow, ease, flight, flight_ms, pan, window_between, zoom_at
from desktop.timeline.index import EventIndex
from desktop.ui.timeline.view import TimelineView
from windows import ROOT, application, settle

STEPS = size(60, 2)
DAY = 86_400
YEAR = 31_556_952
FIRST = -2_208_988_800  # 1900-01-01
LAST = 1_735_689_600  # 2025-01-01
MOST_TABLES = 10_000  # more events than this come from a file
MANY_SPOTS = 100_000
MOST_SPOTS = 1_000_000

BOUNDS = {11: (1.5, 0.6), 800: (2.0, 0.8), 10_000: (1.5, 0.6), 1_000_000: (0.06, 0.02), 10_000_000: (1.2, 1.5)}
"""How many events → the first complete paint and a frame at the 95th percentile, each as a multiple of its floor."""


@dataclass(frozen=True, slots=True)
class Times:
    """Starts, ends and weights of events, in no order."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    weights: NDArray[np.float32]

    def date(self, number: int) -> str:
        """Return the date of one as it is written in a story."""
        days = [
            "{:04d}-{:02d}-{:02d}".format(*civil_from_seconds(int(one[number]))[:3]) for one in (self.starts, self.ends)
        ]
        return days[0] if self.ends[number] - self.starts[number] == DAY else "/".join(days)

    def mark(self, number: int) -> EventMark:
        """Return one as a mark, with a title and a date of its own."""
        when, title = parse_date(self.date(number)), LocalizedText((("", f"The event numbered {number}"),))
        return EventMark(Event(f"crowd#{number}", when, title, track="crowd"), "happened", "en")


def times(count: int) -> Times:
    """Return events of a few crowded times, and a thin spread over 125 years."""
    rng = np.random.default_rng(count)
    starts = rng.integers(FIRST, LAST, count)
    crowded = rng.random(count) < 0.7
    middles = rng.choice([int(FIRST + share * (LAST - FIRST)) for share in (0.12, 0.36, 0.52, 0.91)], count)
    starts = np.where(crowded, middles + rng.normal(0, 3 * YEAR, count).astype(np.int64), starts) // DAY * DAY
    ends = starts + rng.choice([1, 1, 1, 1, 30, 365, 2000], count) * DAY
    return Times(starts, ends, rng.choice([1.0, 1.0, 1.0, 3.0, 5.0], count).astype(np.float32))


def story_of(count: int) -> tuple[Story, Times | None]:
    """Return the shipped story for 11 events, else one of so many tables, or one with a file of events, and its times."""
    if count == 11:
        loaded = load_file(ROOT / "content.toml")
        assert loaded.story is not None
        return loaded.story, None
    if count > MOST_TABLES:
        track = Track("crowd", LocalizedText((("", "Events"),)), data="events.csv", color="gold")
        return Story(tracks=(track,)), times(count)
    made = times(count)
    tracks = tuple(Track(f"track{n}", LocalizedText((("", f"Track {n}"),)), color="gold") for n in range(4))
    events = tuple(
        Event(
            f"e{number}",
            parse_date(made.date(number)),
            LocalizedText((("", f"The event numbered {number}"),)),
            track=f"track{number % 4}",
            weight=float(made.weights[number]),
        )
        for number in range(count)
    )
    return Story(tracks=tracks, events=events), None


class Shown:
    """A timeline of some number of events in a window of its own, made from what is in memory."""

    def __init__(self, count: int) -> None:
        application()
        self.view = TimelineView(size=1.0)
        self.view.resize(1920, 1080)
        self.view.show()
        settle(0.3)
        self.story, self.times = story_of(count)
        self.aggregated: dict[str, AggregatedTrack] = {}
        self.steps_between: list[float] = []
        self.whole = full_axis_window(self.story, aggregated={})

    def first(self) -> float:
        """Show the events and return the milliseconds until everything that has room is painted."""
        gc.collect()
        began = time.perf_counter()
        if self.times is not None:
            index = EventIndex(self.times.starts, self.times.ends, self.times.weights)
            self.aggregated = {"crowd": AggregatedTrack(index, self.times.mark)}
            self.view.set_aggregated_tracks(self.aggregated)
        self.view.set_story(self.story, "en")
        self.whole = full_axis_window(self.story, aggregated=self.aggregated)
        self.view.fly_to(self.whole, animate=False)
        self.view.viewport().repaint()
        while not self.view.canvas.is_complete:
            QApplication.processEvents()
        return (time.perf_counter() - began) * 1000

    def frame(self, window: TimeWindow) -> float:
        """Move to a window and return the milliseconds until it is painted.

        Then the event loop turns twice, as it does between the frames of a screen: what the view prepares there, and
        looking for garbage, takes time that the next frame must have, and is noted.
        """
        began = time.perf_counter()
        self.view.fly_to(window, animate=False)
        self.view.viewport().repaint()
        painted = time.perf_counter()
        for _ in range(2):
            turned = time.perf_counter()
            QApplication.processEvents()
            collect_where_off()
            self.steps_between.append((time.perf_counter() - turned) * 1000)
        return (painted - began) * 1000

    def close(self) -> None:
        """Take it away."""
        self.view.hide()  # pyqtgraph's own close() takes the scene apart under the view
        self.view.deleteLater()
        settle(0.05)


class Scatter:
    """pyqtgraph's own scatter plot of as many events, at heights of their own."""

    def __init__(self, starts: NDArray[np.float64]) -> None:
        application()
        self.starts = starts
        self.heights = np.random.default_rng(1).random(len(starts))
        self.plot = pg.PlotWidget()
        self.plot.resize(1920, 1080)
        self.plot.show()
        settle(0.2)

    def first(self, window: TimeWindow) -> float:
        """Add the points and return the milliseconds until they are painted."""
        began = time.perf_counter()
        self.plot.addItem(pg.ScatterPlotItem(x=self.starts, y=self.heights, size=8, pen=None))
        self.frame(window)
        return (time.perf_counter() - began) * 1000

    def frame(self, window: TimeWindow) -> float:
        """Move to a window and return the milliseconds until it is painted."""
        began = time.perf_counter()
        self.plot.setXRange(window.start, window.end, padding=0)
        self.plot.viewport().repaint()
        return (time.perf_counter() - began) * 1000

    def close(self) -> None:
        """Take it away."""
        self.plot.hide()
        self.plot.deleteLater()
        settle(0.05)


def windows(whole: TimeWindow) -> list[TimeWindow]:
    """Return 60 steps of zoom, from everything to some weeks and back out, and 60 of pan on the way."""
    found = []
    now = whole
    for step in range(STEPS):
        now = zoom_at(now, 0.37, 0.8 if step < STEPS // 2 else 1.25)
        found.append(now)
    now = zoom_at(whole, 0.36, 0.05)
    for step in range(STEPS):
        now = pan(now, 0.08 if step < STEPS // 2 else -0.05)
        found.append(now)
    return found


def sorting(values: NDArray[np.int64]) -> float:
    """Return the milliseconds to sort as many plain numbers: whatever finds events by their time does more than that."""
    numbers = np.random.default_rng(0).integers(values.min(), values.max(), len(values))
    began = time.perf_counter()
    np.sort(numbers)
    return (time.perf_counter() - began) * 1000


def measured(count: int, runs: int) -> list[Result]:
    """Show and move through so many events, each run followed by its floor.

    The floor is the scatter plot. Ten million spots would take it some gigabytes and a minute: there, it is sorting the
    times for the first paint, and the same windows with a tenth of the events for a frame, as their number must not matter.
    """
    firsts: list[float] = []
    frames: list[float] = []
    first_floors: list[float] = []
    frame_floors: list[float] = []
    between: list[float] = []
    memory = 0.0
    events = min(count // 4, 20_000) if TINY else count
    with collection_off():
        for _ in range(runs):
            shown = Shown(events)
            firsts.append(shown.first())
            steps = windows(shown.whole)
            frames += [shown.frame(window) for window in steps]
            between += shown.steps_between
            indexes = [one.index for one in shown.aggregated.values()]
            memory = sum(one.bytes for one in indexes if isinstance(one, EventIndex)) / events
            whole, starts = shown.whole, shown.times.starts if shown.times is not None else None
            shown.close()
            del shown
            if count > MOST_SPOTS and starts is not None:
                first_floors.append(sorting(starts))
                fewer = Shown(size(MOST_SPOTS, 20_000))
                fewer.first()
                frame_floors += [fewer.frame(window) for window in steps]
                fewer.close()
            else:
                scatter = Scatter(
                    np.asarray(starts if starts is not None else np.linspace(whole.start, whole.end, events), float)
                )
                first_floors.append(scatter.first(whole))
                # Of a million spots it takes half a second a frame: a few of the windows are enough.
                some = steps if count <= MANY_SPOTS else steps[:: max(1, len(steps) // 6)]
                frame_floors += [scatter.frame(window) for window in some]
                scatter.close()
    first_bound, frame_bound = BOUNDS[count]
    name = f"timeline {count:,}"
    found = [
        Result(f"{name}: first complete paint", "ms", firsts, first_floors, first_bound),
        Result(f"{name}: frame p95", "ms", frames, frame_floors, frame_bound, p95),
        Result(f"{name}: frame median", "ms", frames, frame_floors),
        Result(f"{name}: longest frame", "ms", frames, statistic=max),
        Result(f"{name}: longest turn of the event loop between frames", "ms", between, statistic=max),
    ]
    if memory:
        found.append(Result(f"{name}: memory an event", "bytes", [memory], bound=size(40, 10_000)))
    return found


def of_so_many(count: int) -> Callable[[int], list[Result]]:
    """Return the measurement of a row."""
    return lambda runs: measured(count, runs)


def flights(runs: int) -> list[Result]:
    """Fly about among a million events, from all of them to a month and from there to another age, each for the first time."""
    frames: list[float] = []
    floors: list[float] = []
    shown, bare = Shown(size(1_000_000, 20_000)), BareFrame()
    with collection_off():
        for _ in range(runs):
            shown.first()
            places = [shown.whole]
            for share in (0.36, 0.91, 0.12, 0.7)[: size(4, 1)]:
                day = int(FIRST + share * (LAST - FIRST))
                places += [window_between(day, day + 30 * DAY), window_between(day - 3 * YEAR, day + 4 * YEAR)]
            places.append(shown.whole)
            for start, goal in pairwise(places):
                count = size(max(2, flight_ms(start, goal) // 16), 2)
                frames += [shown.frame(flight(start, goal, ease(step / count))) for step in range(1, count + 1)]
                floors += [bare.fill() for _ in range(count)]
    shown.close()
    bare.deleteLater()
    return [
        Result("timeline flight 1,000,000: frame p99", "ms", frames, floors, 16, p99),
        Result("timeline flight 1,000,000: frame p95", "ms", frames, floors, None, p95),
        Result("timeline flight 1,000,000: longest frame", "ms", frames, statistic=max),
    ]


ROWS = [
    *(
        Row(f"timeline {count:,}", of_so_many(count), 5 if count < MOST_SPOTS else 3, smoke=count in (800, 10_000_000))
        for count in BOUNDS
    ),
    Row("timeline flight 1,000,000", flights, 2),
]
