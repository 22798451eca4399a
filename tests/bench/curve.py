"""Draw what it costs against how much there is: `python tests/bench/curve.py --output curve.svg [--most-events N]`.

Two charts on doubly logarithmic axes, in a .png or an .svg: the timeline with 10 to ten million events, and a
story with 10 to 10,000 slides. A line that is flat costs the same whatever the size; one of slope 1 is fair.
"""

from __future__ import annotations

import argparse
import gc
import math
import os
import statistics
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pyqtgraph as pg  # noqa: E402
from big import story  # noqa: E402
from PySide6.QtCore import QRect, QSize  # noqa: E402
from PySide6.QtGui import QPainter  # noqa: E402
from PySide6.QtSvg import QSvgGenerator  # noqa: E402
from rows_timeline import Shown, windows  # noqa: E402

from desktop.garbage import collection_off  # noqa: E402
from desktop.story.load.load import load_text  # noqa: E402
from windows import application  # noqa: E402

Curves = dict[str, list[tuple[int, float]]]
SIZE = (1600, 700)
REPEATS = 3
COLORS = ("#d8452e", "#d9a95b", "#4f9d86", "#6a9bc3")


def processor_ms(read: Callable[[str], object], text: str) -> float:
    """Return the processor time of reading a text."""
    gc.collect()
    with collection_off():
        began = time.process_time()
        read(text)
        return (time.process_time() - began) * 1000


def event_curves(most: int) -> Curves:
    """Return the first complete paint and a frame of the timeline, by the number of events."""
    found: Curves = {"first complete paint": [], "frame, median": [], "frame, longest": []}
    count = 10
    while count <= most:
        shown = Shown(count)
        found["first complete paint"].append((count, shown.first()))
        frames = [shown.frame(window) for window in windows(shown.whole)]
        shown.close()
        found["frame, median"].append((count, statistics.median(frames)))
        found["frame, longest"].append((count, max(frames)))
        print(f"{count:,} events", file=sys.stderr, flush=True)
        count *= 10
    return found


def slide_curves(most: int) -> Curves:
    """Return what reading a story takes, whole and after an edit of one slide, by the number of slides.

    One thread does it: its processor time counts, the middle one of three, and garbage waits as it does in a window.
    """
    found: Curves = {"read with every check": [], "read again after an edit": [], "tomllib alone": []}
    count = 10
    while count <= most:
        times: dict[str, list[float]] = {name: [] for name in found}
        for number in range(REPEATS):
            text = story(count).replace('"fr ', f'"fr{number} ')  # no table of it was read before
            times["tomllib alone"].append(processor_ms(tomllib.loads, text))
            times["read with every check"].append(processor_ms(load_text, text))
            edited = text.replace("minutes = 1\n", "minutes = 2\n", 1)
            times["read again after an edit"].append(processor_ms(load_text, edited))
        for name, several in times.items():
            found[name].append((count, statistics.median(several)))
        print(f"{count:,} slides", file=sys.stderr, flush=True)
        count *= 10
    return found


def short(count: int) -> str:
    """Return a number for the end of an axis, where there is no room for a long one."""
    return f"{count:,}" if count < 1_000_000 else f"{count // 1_000_000} M"


def chart(layout: pg.GraphicsLayout, title: str, unit: str, curves: Curves) -> None:
    """Add one chart."""
    plot = layout.addPlot(title=title)
    plot.setLogMode(x=True, y=True)
    plot.showGrid(x=True, y=True, alpha=0.25)
    plot.setLabel("bottom", unit)
    plot.setLabel("left", "milliseconds")
    for name, numbers in (("bottom", (1,)), ("left", (1, 2, 5))):
        ticks = [
            (math.log10(number * 10**power), short(number * 10**power)) for power in range(8) for number in numbers
        ]
        plot.getAxis(name).setTicks([ticks])
    plot.addLegend(offset=(12, 8))
    for color, (name, points) in zip(COLORS, curves.items(), strict=False):
        pen = pg.mkPen(color, width=2)
        counts, values = [point[0] for point in points], [point[1] for point in points]
        plot.plot(counts, values, pen=pen, symbol="o", symbolSize=7, symbolBrush=color, symbolPen=None, name=name)


def main() -> int:
    """Measure and draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", required=True, metavar="FILE", help="a .png or an .svg")
    parser.add_argument("--most-events", type=int, default=10_000_000, metavar="N")
    parser.add_argument("--most-slides", type=int, default=10_000, metavar="N")
    options = parser.parse_args()
    application()
    slides, events = slide_curves(options.most_slides), event_curves(options.most_events)
    view = pg.GraphicsLayoutWidget(size=SIZE)
    view.setBackground("#120d0c")
    chart(view.ci, "The timeline", "events", events)
    chart(view.ci, "A story", "slides", slides)
    view.show()
    application().processEvents()
    if options.output.endswith(".svg"):
        generator = QSvgGenerator()  # pyqtgraph's own export fails on the paths of Qt 6
        generator.setFileName(options.output)
        generator.setSize(QSize(*SIZE))
        generator.setViewBox(QRect(0, 0, *SIZE))
        painter = QPainter(generator)
        view.render(painter)
        painter.end()
    elif not view.grab().save(options.output):
        print(f"{options.output} cannot be written", file=sys.stderr)
        return 1
    view.hide()
    return 0


if __name__ == "__main__":
    sys.exit(main())
