"""Reading dates and files of events, beside the libraries that do nothing but read."""

from __future__ import annotations

import datetime
import random
import tempfile
import threading
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from measure import Result, Row, in_turn, size
from PySide6.QtCore import QTimer

from desktop.story.dates import parse as edtf
from windows import application


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
    count = size(10_000, 50)
    plain, every = texts(count, rare=False), texts(count, rare=True)
    days = [f"{text}-01-01"[:10] for text in plain]

    def parsed(written: list[str]) -> float:
        edtf._parse_text.cache_clear()
        began = time.perf_counter()
        for text in written:
            edtf.parse_date(text)
        return (time.perf_counter() - began) * 1000

    def floor() -> float:
        began = time.perf_counter()
        for text in days:
            datetime.date.fromisoformat(text)
        return (time.perf_counter() - began) * 1000

    plain_ms, every_ms, floors = in_turn(runs, lambda: parsed(plain), lambda: parsed(every), floor)
    return [
        Result("dates 10,000: plain", "ms", plain_ms, floors, 75),
        Result("dates 10,000: every form", "ms", every_ms, floors, 140),
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


def longest_stall(ticks: list[float]) -> float:
    """Return the longest time between two ticks of a window that answers, in milliseconds."""
    return 1000 * max(after - before for before, after in pairwise(ticks))


def reading(runs: int) -> list[Result]:
    """Read a million rows beside a window, and note how long it did not answer; the floor is the library that only reads."""
    try:
        from pyarrow import csv
    except ImportError:
        return []
    from desktop.session.event_file_loader import DataLoader
    from desktop.story.model import Story, Track
    from desktop.timeline.data.load import read_events

    app = application()
    ticks: list[float] = []
    timer = QTimer()
    timer.setInterval(1)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()
    read: list[float] = []
    stalls: list[float] = []
    floors: list[float] = []
    bare_stalls: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        file = table(Path(folder), size(1_000_000, 200))
        columns = (("date", "Day"), ("title", "Name"), ("weight", "Importance"))
        story = Story(tracks=(Track("crowd", data=file.name, columns=columns),), folder=folder)
        for _ in range(runs):
            loading = DataLoader()
            done: list[object] = []
            loading.ready.connect(done.append)
            ticks[:] = [time.perf_counter()]
            began = ticks[0]
            loading.load(story, "en")
            while not done:
                app.processEvents()
            ticks.append(time.perf_counter())
            read.append(ticks[-1] - began)
            stalls.append(longest_stall(ticks))
            loading.shut_down()
            ticks[:] = [time.perf_counter()]
            began = ticks[0]
            thread = threading.Thread(target=csv.read_csv, args=(file,))
            thread.start()
            while thread.is_alive():
                app.processEvents()
            ticks.append(time.perf_counter())
            floors.append(ticks[-1] - began)
            bare_stalls.append(longest_stall(ticks))
        timer.stop()
        events = read_events(file, story.tracks[0])
    name = "data 1,000,000"
    return [
        Result(f"{name}: read", "s", read, floors, 8),
        Result(f"{name}: longest stall of the window", "ms", stalls, bare_stalls, 12),
        Result(
            f"{name}: memory an event beyond its words", "bytes", [events.bytes / len(events)], bound=size(40, 10_000)
        ),
    ]


DAY = "{y}-{m:02d}-{d:02d}"
CLOCK = "{h:02d}:{m:02d}:{d:02d}"
FORMS = {
    "days": (DAY,),
    "moments": (f"{DAY}T{CLOCK}Z", f"{DAY} {CLOCK}.{{h:03d}}+02:00"),
    "days in a format": ("{d:02d}/{m:02d}/{y}", "31/12/{y}"),
    "doubtful": (
        *("{y}~", "{y}?", "{y}-{m:02d}~", "{y}/{z}?", "{y}~/{z}?", "{y}/{z}", "{c}X", "{y}/..", "../{y}"),
        "{y}-{m:02d}-XX",
    ),
    "rare": (
        *("[{y},{z}]", "{{{y}..{z}}}", "[..{y}]", "{y}-21", "{y}-21/{z}-22", "{y}S2", "Y-{y}00000S3", "Y-{y}E6"),
        *("?{y}-~{m:02d}-{d:02d}", "{y}-XX-{d:02d}", "{c}X-{m:02d}", "-{y}-{m:02d}", f"{DAY}T{CLOCK}/{{z}}-01-01"),
    ),
    "a third without a date": ("{y}~", DAY, "see note {d}"),
}
"""The forms of dates in a file, by what is measured together."""


def file_of_forms(folder: Path, forms: tuple[str, ...], count: int) -> Path:
    """Write a CSV file of dates in some forms, each with a title."""
    rng = random.Random(count)
    file = folder / "events.csv"
    with file.open("w", encoding="utf-8") as lines:
        lines.write("date,title\n")
        for number in range(count):
            year, values = (
                rng.randint(1000, 2090),
                {"m": rng.randint(1, 12), "d": rng.randint(1, 28), "h": rng.randint(0, 23)},
            )
            date = rng.choice(forms).format(y=year, z=year + rng.randint(1, 90), c=year // 10, **values)
            lines.write(f'"{date}",' if "," in date else f"{date},")
            lines.write(f"Event {number} one of many\n")
    return file


def forms_of(count: int) -> Callable[[int], list[Result]]:
    """Return the measurement of files of so many rows in every form, beside the library that only reads their texts."""

    def measure(runs: int) -> list[Result]:
        try:
            import duckdb
        except ImportError:
            return []
        from desktop.story.model import Track
        from desktop.timeline.data.load import read_events

        def ours() -> float:
            began = time.perf_counter()
            read_events(file, Track("crowd", data=file.name))
            return (time.perf_counter() - began) * 1000

        def floor() -> float:
            began = time.perf_counter()
            with duckdb.connect(":memory:", config={"threads": 2}) as connection:
                connection.sql(f"FROM read_csv('{file}', all_varchar = true, header = true)").to_arrow_table()
            return (time.perf_counter() - began) * 1000

        results = []
        for name, forms in FORMS.items():
            with tempfile.TemporaryDirectory() as folder:
                file = file_of_forms(Path(folder), forms, size(count, 200))
                read, floors = in_turn(runs, ours, floor)
            results.append(Result(f"data forms {count:,}: {name}", "ms", read, floors, 4))
        return results

    return measure


ROWS = [
    Row("dates 10,000", dates, 9),
    Row("data 1,000,000", reading, 5),
    *(
        Row(f"data forms {count:,}", forms_of(count), 5, smoke=count == 10_000)
        for count in (10_000, 100_000, 1_000_000)
    ),
]
