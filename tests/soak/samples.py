"""What a process holds, sampled at rest, and whether its second half grows beyond noise.

Noise. The samples of the second half are put into twelve blocks in the order of time, and each block counts as its median.
A line is fitted through the blocks by least squares. A figure grows if its slope is more than three standard errors above
zero *and* the line rises, over the half, by more than the figure's floor: what a full cache or a late import may still add.
"""

from __future__ import annotations

import gc
import itertools
import math
import statistics
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QThread, QTimer, qInstallMessageHandler
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication
from shiboken6 import createdByPython, isValid

BLOCKS = 12
ERRORS = 3.0

FLOORS = {
    # figure: (absolute, share of the median)
    "resident MiB": (16.0, 0.05),
    "handles": (2.0, 0.0),
    "threads": (2.0, 0.0),
    "active timers": (2.0, 0.0),
    "widgets": (8.0, 0.0),
    "QObjects": (20.0, 0.0),
    "Python objects": (500.0, 0.01),
    "values": (4000.0, 0.1),
    "key to paint p99 ms": (25.0, 1.0),
}


def resident_mib() -> float:
    """Return the resident memory in MiB, 0 where the system does not tell."""
    try:
        for line in Path("/proc/self/status").read_text("utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def qobject_classes() -> list[str]:
    """Return the class of every object below the application and its windows.

    Qt writes the list itself: to ask for the objects makes a Python view of each, and PySide keeps the views of what Qt
    made and has deleted, some 100 KB a sample.
    """
    app = QApplication.instance()
    roots: list[QObject] = [*QApplication.topLevelWidgets(), *([app] if app is not None else [])]
    lines: list[str] = []
    handler_before = qInstallMessageHandler(lambda _kind, _context, line: lines.append(line))
    try:
        for root in roots:
            if root.parent() is None:
                root.dumpObjectTree()
    finally:
        qInstallMessageHandler(handler_before)
    return [line.strip().partition("::")[0] for line in lines]


def sample(key_to_paint_ms: Sequence[float] = ()) -> dict[str, float]:
    """Return the figures of this moment; garbage is collected first."""
    gc.collect()
    python_objects = [one for one in gc.get_objects() if not is_view_of_qt(one)]
    values = sum(is_value(one) for one in python_objects)
    timers = sum(isinstance(one, QTimer) and isValid(one) and one.isActive() for one in python_objects)
    qthreads = sum(isinstance(one, QThread) and isValid(one) and one.isRunning() for one in python_objects)
    tasks, descriptors = Path("/proc/self/task"), Path("/proc/self/fd")
    return {
        "resident MiB": resident_mib(),
        "handles": float(len(list(descriptors.iterdir()))) if descriptors.is_dir() else 0.0,
        "threads": float(len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count() + qthreads),
        "active timers": float(timers),
        "widgets": float(len(QApplication.allWidgets())),
        "QObjects": float(len(qobject_classes())),
        "Python objects": float(len(python_objects) - values),
        "values": float(values),
        "key to paint p99 ms": percentile(key_to_paint_ms, 0.99),
    }


def is_view_of_qt(thing: object) -> bool:
    """Return whether an object is only Python's view of what Qt made by itself, such as a scroll bar of a list.

    To count the objects of Qt makes these views, and PySide keeps them when Qt has deleted what they show.
    """
    return isinstance(thing, QObject) and not createdByPython(thing)


def is_value(thing: object) -> bool:
    """Return whether an object is plain data of the kind that the caches of frames and texts hold.

    The caches are bounded, but take longer than minutes to fill: what they hold would hide a leak of anything else.
    """
    if isinstance(thing, list):  # a frame and each of its fonts keeps its hash in a list
        return len(thing) < 8 and all(type(one) is int for one in thing)
    kind = type(thing)
    is_of_pictures = str(kind.__module__).startswith(("desktop.render.", "desktop.timeline.", "PySide6.QtGui"))
    return kind is tuple or (is_of_pictures and not issubclass(kind, QObject))


def classes() -> Counter[str]:
    """Return how many objects of Qt there are of each class."""
    return Counter(qobject_classes())


def percentile(values: Sequence[float], share: float) -> float:
    """Return a percentile, 0 of nothing."""
    return sorted(values)[min(len(values) - 1, math.floor(share * len(values)))] if values else 0.0


@dataclass(frozen=True)
class Trend:
    """The second half of one figure: slope and its standard error in units per second, and the rise over the half."""

    slope: float
    error: float
    rise: float
    floor: float

    @property
    def grows(self) -> bool:
        """Return whether the rise is beyond noise and floor."""
        return self.slope > ERRORS * self.error and self.rise > self.floor


def trend(times: Sequence[float], values: Sequence[float], floor: tuple[float, float]) -> Trend:
    """Fit the second half of a figure; see this module's first lines."""
    half = len(times) // 2
    times, values = times[half:], values[half:]
    count = min(BLOCKS, len(times))
    bounds = [round(number * len(times) / count) for number in range(count + 1)] if count else [0]
    xs = [statistics.fmean(times[a:b]) for a, b in itertools.pairwise(bounds)]
    ys = [statistics.median(values[a:b]) for a, b in itertools.pairwise(bounds)]
    least = max(floor[0], floor[1] * statistics.median(ys)) if ys else floor[0]
    if len(xs) < 3:
        return Trend(0.0, math.inf, 0.0, least)
    middle = statistics.fmean(xs)
    spread = sum((x - middle) ** 2 for x in xs)
    slope, at_zero = statistics.linear_regression(xs, ys)
    left = sum((y - at_zero - slope * x) ** 2 for x, y in zip(xs, ys, strict=True))
    error = math.sqrt(left / (len(xs) - 2) / spread)
    return Trend(slope, error, slope * (times[-1] - times[0]), least)


def plot(times: Sequence[float], series: dict[str, list[float]], trends: dict[str, Trend], path: Path) -> None:
    """Draw each figure over time, its second half with the fitted line, as a PNG."""
    width, height, columns = 640, 240, 2
    rows = math.ceil(len(series) / columns)
    image = QImage(width * columns, height * rows, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, (name, values) in enumerate(series.items()):
            left, top = width * (number % columns) + 70, height * (number // columns) + 34
            inner_width, inner_height = width - 90, height - 60
            low, high = min(values), max(values)
            span = (high - low) or 1.0
            last = max(times[-1], 1e-9)

            def place(
                when: float, value: float, left: int = left, top: int = top, low: float = low, span: float = span,
                size: tuple[int, int] = (inner_width, inner_height), last: float = last,
            ) -> tuple[int, int]:  # fmt: skip
                return round(left + when / last * size[0]), round(top + (1 - (value - low) / span) * size[1])

            painter.setPen(QPen(QColor("black")))
            mark = "GROWS" if trends[name].grows else "steady"
            painter.drawText(left, top - 12, f"{name}: {values[0]:g} → {values[-1]:g}, {mark}")
            painter.drawText(left - 66, top + 6, f"{high:.6g}")
            painter.drawText(left - 66, top + inner_height, f"{low:.6g}")
            painter.drawRect(left, top, inner_width, inner_height)
            painter.setPen(QPen(QColor("#1f5fa8"), 1.5))
            places = [place(when, value) for when, value in zip(times, values, strict=True)]
            for one, other in itertools.pairwise(places):
                painter.drawLine(*one, *other)
            half = len(times) // 2
            middle_time = statistics.fmean(times[half:])
            middle_value = statistics.median(values[half:])
            painter.setPen(QPen(QColor("#c0392b"), 2))
            ends = [
                place(when, middle_value + trends[name].slope * (when - middle_time)) for when in (times[half], last)
            ]
            painter.drawLine(*ends[0], *ends[1])
    finally:
        painter.end()
    image.save(str(path))
