"""The timeline at 1920 × 1080: the first complete paint, frames of a scripted zoom and pan, flights, memory and dates.

The floor is pyqtgraph's own scatter plot, shown and moved in the same process through the same windows of time.
"""

from __future__ import annotations

import gc
import random
import statistics
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from measure import Result, Row, percentile

ROOT = Path(__file__).resolve().parent.parent.parent
STEPS = 60
DAY = 86_400
YEAR = 31_556_952
FIRST = -2_208_988_800  # 1900-01-01
LAST = 1_735_689_600  # 2025-01-01
MANY_FRAMES = 100_000  # above it the scatter plot moves through a few of the windows only: it takes seconds a frame

BOUNDS = {11: (30.0, 4.0), 800: (60.0, 8.0), 10_000: (60.0, 8.0), 1_000_000: (400.0, 8.0), 10_000_000: (4000.0, 12.0)}
"""How many events → milliseconds to the first complete paint, and of a frame at the 95th percentile."""


def data(count: int) -> tuple[Any, Any, Any]:
    """Return starts, ends and weights of events in no order: a few crowded times, and a thin spread over 125 years."""
    import numpy as np

    rng = np.random.default_rng(count)
    starts = rng.integers(FIRST, LAST, count)
    crowded = rng.random(count) < 0.7
    middles = rng.choice([int(FIRST + share * (LAST - FIRST)) for share in (0.12, 0.36, 0.52, 0.91)], count)
    starts = np.where(crowded, middles + rng.normal(0, 3 * YEAR, count).astype(np.int64), starts) // DAY * DAY
    ends = starts + rng.choice([1, 1, 1, 1, 30, 365, 2000], count) * DAY
    return starts, ends, rng.choice([1.0, 1.0, 1.0, 3.0, 5.0], count).astype(np.float32)


class Shown:
    """A timeline of some number of events in a window of its own, made from what is in memory."""

    def __init__(self, count: int) -> None:
        from PySide6.QtWidgets import QApplication

        from desktop.ui.timeline.view import TimelineView

        self.app = QApplication.instance() or QApplication([])
        self.view = TimelineView(size=1.0)
        self.view.resize(1920, 1080)
        self.view.show()
        settle(0.3)
        self.story, self.data = made(count)

    def first(self) -> float:
        """Show the events and return the milliseconds until everything that has room is painted."""
        gc.collect()
        began = time.perf_counter()
        crowds: dict[str, Any] = {}
        if self.data is not None:
            from desktop.render.timeline.aggregates import AggregatedTrack
            from desktop.timeline.index import EventIndex

            crowds = {"crowd": AggregatedTrack(EventIndex(*self.data), marks(self.data))}
            self.view.set_aggregated_tracks(crowds)
        self.view.set_story(self.story, "en")
        from desktop.render.timeline.geometry import full_axis_window

        self.whole = full_axis_window(self.story, aggregated=crowds)
        self.view.fly_to(self.whole, animate=False)
        self.paint(complete=True)
        self.crowds = crowds
        return (time.perf_counter() - began) * 1000

    def paint(self, *, complete: bool = False) -> None:
        """Paint what is in view, now; a `complete` paint goes on until no label is missing."""
        from PySide6.QtWidgets import QApplication

        self.view.viewport().repaint()
        while complete and not self.view.canvas.is_complete:
            QApplication.processEvents()

    def frame(self, window: Any) -> float:
        """Move to a window and return the milliseconds until it is painted."""
        began = time.perf_counter()
        self.view.fly_to(window, animate=False)
        self.paint()
        return (time.perf_counter() - began) * 1000

    def close(self) -> None:
        """Take it away."""
        self.view.hide()  # pyqtgraph's own close() takes the scene apart under the view
        self.view.deleteLater()
        settle(0.05)


def settle(seconds: float) -> None:
    """Let the application do what it wants to do."""
    from PySide6.QtWidgets import QApplication

    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.001)


def made(count: int) -> tuple[Any, Any]:
    """Return a story and the data of its crowd: the shipped story, one of so many tables, or one with a file of events."""
    from desktop.story.dates.calendar import civil_from_seconds
    from desktop.story.dates.parse import parse_date
    from desktop.story.load.load import load_file
    from desktop.story.model import Event, LocalizedText, Story, Track

    if count == 11:
        loaded = load_file(ROOT / "content.toml")
        assert loaded.story is not None
        return loaded.story, None
    if count > 10_000:
        return Story(tracks=(Track("crowd", LocalizedText((("", "Events"),)), data="events.csv", color="gold"),)), data(
            count
        )
    starts, ends, weights = data(count)
    tracks = tuple(Track(f"track{n}", LocalizedText((("", f"Track {n}"),)), color="gold") for n in range(4))
    events = []
    for number in range(count):
        days = ["{:04d}-{:02d}-{:02d}".format(*civil_from_seconds(int(one[number]))[:3]) for one in (starts, ends)]
        when = parse_date(days[0] if ends[number] - starts[number] == DAY else "/".join(days))
        title = LocalizedText((("", f"The event numbered {number}"),))
        events.append(Event(f"e{number}", when, title, track=f"track{number % 4}", weight=float(weights[number])))
    return Story(tracks=tracks, events=tuple(events)), None


def marks(arrays: tuple[Any, Any, Any]) -> Any:
    """Return how one of the events becomes a mark: with a title and a date of its own."""
    from desktop.render.timeline.marks import EventMark
    from desktop.story.dates.calendar import civil_from_seconds
    from desktop.story.dates.parse import parse_date
    from desktop.story.model import Event, LocalizedText

    starts, ends, _ = arrays

    def mark(number: int) -> Any:
        spans = [civil_from_seconds(int(one[number]))[:3] for one in (starts, ends)]
        days = [f"{year:04d}-{month:02d}-{day:02d}" for year, month, day in spans]
        when = parse_date(days[0] if ends[number] - starts[number] == DAY else "/".join(days))
        title = LocalizedText((("", f"The event numbered {number}"),))
        return EventMark(Event(f"crowd#{number}", when, title, track="crowd"), "happened", "en")

    return mark


def windows(whole: Any) -> list[Any]:
    """Return 60 steps of zoom, from everything to some weeks and back out, and 60 of pan on the way."""
    from desktop.timeline.camera import pan, zoom_at

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


def scatter(count: int, arrays: Any, whole: Any) -> tuple[float, list[float]]:
    """Return the milliseconds to the first paint of pyqtgraph's scatter plot, and of each frame of the same windows."""
    import numpy as np
    import pyqtgraph as pg

    starts = arrays[0] if arrays is not None else np.linspace(whole.start, whole.end, count)
    heights = np.random.default_rng(1).random(count)
    plot = pg.PlotWidget()
    plot.resize(1920, 1080)
    plot.show()
    settle(0.2)
    began = time.perf_counter()
    plot.addItem(pg.ScatterPlotItem(x=np.asarray(starts, float), y=heights, size=8, pen=None))
    plot.setXRange(whole.start, whole.end, padding=0)
    plot.viewport().repaint()
    first = (time.perf_counter() - began) * 1000
    frames = []
    steps = windows(whole)
    for window in steps if count <= MANY_FRAMES else steps[:: len(steps) // 6]:
        began = time.perf_counter()
        plot.setXRange(window.start, window.end, padding=0)
        plot.viewport().repaint()
        frames.append((time.perf_counter() - began) * 1000)
    plot.hide()
    plot.deleteLater()
    settle(0.05)
    return first, frames


def measured(count: int, runs: int) -> list[Result]:
    """Show and move through so many events."""
    firsts: list[float] = []
    frames: list[float] = []
    size = 0
    for run in range(runs):
        shown = Shown(count)
        firsts.append(shown.first())
        for window in windows(shown.whole):
            frames.append(shown.frame(window))
        size = sum(crowd.index.bytes for crowd in shown.crowds.values())
        whole, arrays = shown.whole, shown.data
        shown.close()
        del shown
        if run == runs - 1:
            # Ten million spots would take some gigabytes and a minute: nothing is learned from that.
            floor = scatter(count, arrays, whole) if count <= 1_000_000 else None
    first_bound, frame_bound = BOUNDS[count]
    name = f"timeline {count:,}"
    found = [
        Result(f"{name}: first complete paint", statistics.median(firsts), "ms", first_bound, floor and floor[0], runs),
        Result(
            f"{name}: frame p95",
            percentile(frames, 0.95),
            "ms",
            frame_bound,
            floor and percentile(floor[1], 0.95),
            len(frames),
        ),
        Result(f"{name}: frame median", statistics.median(frames), "ms", None, floor and statistics.median(floor[1])),
        Result(f"{name}: longest frame", max(frames), "ms"),
    ]
    if size:
        found.append(Result(f"{name}: memory an event", size / count, "bytes", 40))
    return found


def flights(runs: int) -> list[Result]:
    """Fly about among a million events, from all of them to a month and from there to another age, each for the first time."""
    from desktop.timeline.camera import ease, flight, flight_ms, window_between

    longest: list[float] = []
    every: list[float] = []
    shown = Shown(1_000_000)
    for _ in range(runs):
        shown.first()
        places = [shown.whole]
        for share in (0.36, 0.91, 0.12, 0.7):
            start = int(FIRST + share * (LAST - FIRST))
            places += [window_between(start, start + 30 * DAY), window_between(start - 3 * YEAR, start + 4 * YEAR)]
        places.append(shown.whole)
        for start, goal in pairwise(places):
            count = max(2, flight_ms(start, goal) // 16)
            frames = [shown.frame(flight(start, goal, ease(step / count))) for step in range(1, count + 1)]
            longest.append(max(frames))
            every += frames
    shown.close()
    return [
        Result("timeline flight 1,000,000: longest frame", max(longest), "ms", 16, None, len(every)),
        Result("timeline flight 1,000,000: frame p95", percentile(every, 0.95), "ms", None, None, len(every)),
    ]


def texts(count: int, *, rare: bool) -> list[str]:
    """Return as many dates: years, months and days, or every form there is."""
    rng = random.Random(count)
    plain = ("{y}", "{y}-{m:02d}", "{y}-{m:02d}-{d:02d}", "{y}-{m:02d}-{d:02d}", "{y}-{m:02d}-{d:02d}")
    every = (
        *plain, "{y}~", "{y}-{m:02d}?", "{y}/{z}", "{y}-{m:02d}~/{z}?", "[{y},{z}]", "{{{y}..{z}}}", "?{y}-~{m:02d}-{d:02d}",
        "{c}X", "{y}-21", "Y-{y}00000S3", "{y}-{m:02d}-XX", "{y}-{m:02d}-{d:02d}T10:11:12Z", "{y}/..", "{y}S2", "Y-{y}E6",
    )  # fmt: skip
    forms = every if rare else plain
    found = []
    for _ in range(count):
        year = rng.randint(1000, 9900)
        values = {"y": year, "z": year + rng.randint(1, 90), "c": year // 10, "m": rng.randint(1, 12)}
        found.append(rng.choice(forms).format(d=rng.randint(1, 28), **values))
    return found


def dates(runs: int) -> list[Result]:
    """Parse 10,000 dates, none of them remembered from before; nothing beats the standard library's own days."""
    import datetime

    from desktop.story.dates import parse as edtf

    plain, every = texts(10_000, rare=False), texts(10_000, rare=True)
    days = [f"{text}-01-01"[:10] for text in plain]
    found: dict[str, list[float]] = {"plain": [], "every form": [], "floor": []}
    for _ in range(runs):
        for name, written in (("plain", plain), ("every form", every)):
            edtf._parse_text.cache_clear()
            began = time.perf_counter()
            for text in written:
                edtf.parse_date(text)
            found[name].append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        for text in days:
            datetime.date.fromisoformat(text)
        found["floor"].append((time.perf_counter() - began) * 1000)
    floor = statistics.median(found["floor"])
    return [
        Result(f"dates 10,000: {name}", statistics.median(found[name]), "ms", 150, floor, runs)
        for name in ("plain", "every form")
    ]


def table(folder: Path, count: int) -> Path:
    """Write a CSV file of events as they are found: mostly days, some months, years and doubtful dates, with titles."""
    rng = random.Random(count)
    forms = ("{y}-{m:02d}-{d:02d}",) * 18 + ("{y}-{m:02d}", "{y}~")
    file = folder / "events.csv"
    with file.open("w", encoding="utf-8") as lines:
        lines.write("Day,Name,Importance\n")
        for number in range(count):
            values = {"y": rng.randint(1900, 2024), "m": rng.randint(1, 12), "d": rng.randint(1, 28)}
            lines.write(f'{rng.choice(forms).format(**values)},"Event {number}, one of many",{rng.randint(1, 5)}\n')
    return file


def reading(runs: int) -> list[Result]:
    """Read a million rows beside a window, and note how long it did not answer; the floor is the library that only reads."""
    try:
        from pyarrow import csv
    except ImportError:
        return []
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from desktop.session.data_loading import DataLoader
    from desktop.story.model import Story, Track

    app = QApplication.instance() or QApplication([])
    found: dict[str, list[float]] = {"read": [], "stall": [], "floor": []}
    with tempfile.TemporaryDirectory() as folder:
        file = table(Path(folder), 1_000_000)
        columns = (("date", "Day"), ("title", "Name"), ("weight", "Importance"))
        story = Story(tracks=(Track("crowd", data=file.name, columns=columns),), folder=folder)
        for _ in range(runs):
            loading = DataLoader()
            ticks = [time.perf_counter()]
            timer = QTimer()
            timer.setInterval(1)
            timer.timeout.connect(lambda ticks=ticks: ticks.append(time.perf_counter()))
            timer.start()
            done: list[Any] = []
            loading.ready.connect(done.append)
            began = time.perf_counter()
            loading.load(story, "en")
            while not done:
                app.processEvents()
            found["read"].append(time.perf_counter() - began)
            timer.stop()
            found["stall"].append(1000 * max(after - before for before, after in pairwise(ticks)))
            loading.shut_down()
            began = time.perf_counter()
            csv.read_csv(file)
            found["floor"].append(time.perf_counter() - began)
        from desktop.timeline.data.load import read_events

        events = read_events(file, story.tracks[0])
    name = "data 1,000,000"
    return [
        Result(f"{name}: read", statistics.median(found["read"]), "s", 4, statistics.median(found["floor"]), runs),
        Result(f"{name}: longest stall of the window", statistics.median(found["stall"]), "ms", 50, None, runs),
        Result(f"{name}: memory an event beyond its words", events.bytes / len(events), "bytes", 40),
    ]


ROWS = [
    Row("dates 10,000", dates, 9),
    Row("data 1,000,000", reading, 5),
    Row("timeline 11", lambda runs: measured(11, runs), 5),
    Row("timeline 800", lambda runs: measured(800, runs), 5),  # the most that is listed rather than counted
    Row("timeline 10,000", lambda runs: measured(10_000, runs), 5),
    Row("timeline 1,000,000", lambda runs: measured(1_000_000, runs), 5),
    Row("timeline 10,000,000", lambda runs: measured(10_000_000, runs), 2),
    Row("timeline flight 1,000,000", flights, 2),
]
