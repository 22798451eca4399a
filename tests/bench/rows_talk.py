"""How long a key press takes to a painted slide, and a save to a painted change, in one process at 1920 × 1080."""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from big import story
from measure import Result, Row, percentile

ROOT = Path(__file__).resolve().parent.parent.parent


def application(file: Path) -> Any:
    """Return a window of the application on a story, as a new person would see it."""
    os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp()
    from PySide6.QtWidgets import QApplication

    from desktop.ui.app.app import build_window

    app = QApplication.instance() or QApplication([])
    window = build_window(app)
    window.settings.set_reduced_motion(True)
    window.story_file.open(file)
    window.resize(1920, 1080)
    window.build_workbench().create_timeline()
    window.show()
    settle(0.6)
    return window


def settle(seconds: float) -> None:
    """Let the application do what it wants to do."""
    from PySide6.QtWidgets import QApplication

    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.001)


def painted(view: Any, act: Any, limit: float = 5.0) -> float:
    """Do something and return the milliseconds until the view has painted the place that the session is at then."""
    from PySide6.QtWidgets import QApplication

    done: list[float] = []

    def note(*_: object) -> None:
        done.append(time.perf_counter())

    view.painted.connect(note)
    began = time.perf_counter()
    act()
    while not done and time.perf_counter() - began < limit:
        QApplication.processEvents()
    view.painted.disconnect(note)
    if not done:
        raise RuntimeError("nothing was painted")
    return (done[0] - began) * 1000


def key(runs: int) -> list[Result]:
    """Press next through the shipped story full-screen, at a speaker's quickest pace, and jump about by number."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    window = application(ROOT / "content.toml")
    window.talks.present()
    audience = window.talks.audience
    audience.showNormal()
    audience.resize(1920, 1080)
    settle(0.5)
    steady: list[float] = []
    jumps: list[float] = []
    for _ in range(runs):
        window.session.first()
        settle(0.15)
        while window.session.next_position != window.session.position:
            steady.append(painted(audience.slide_view, lambda: QTest.keyClick(audience, Qt.Key.Key_Right)))
            # 120 ms is faster than anybody presses; in it the next slide is painted ahead.
            settle(0.12)
        for number in (3, 14, 8, 20, 5, 12):
            window.session.go_to_number(1)
            settle(0.1)
            for digit in str(number):
                QTest.keyClick(audience, Qt.Key(Qt.Key.Key_0 + int(digit)))
            jumps.append(painted(audience.slide_view, lambda: QTest.keyClick(audience, Qt.Key.Key_Return)))
    window.talks.presenter.end_talk()
    window.close()
    return [
        Result("key-to-slide p95", percentile(steady, 0.95), "ms", 16, None, len(steady)),
        Result("key-to-slide median", statistics.median(steady), "ms", None, None, len(steady)),
        Result("jump-to-any-slide p95", percentile(jumps, 0.95), "ms", None, None, len(jumps)),
    ]


def save(name: str, text: str, assets: Path | None, bound: float, runs: int) -> list[Result]:
    """Save a story atomically with one title changed, and wait for its slide to be painted."""
    from desktop.session.file_watch import DEBOUNCE_MS

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "content.toml"
        file.write_text(text, "utf-8")
        if assets is not None:
            shutil.copytree(assets, Path(folder) / "assets")
        window = application(file)
        place = 2
        window.session.go_to_number(place + 1)
        settle(1.0)
        values = []
        for number in range(runs):
            slide = window.session.story.slides[place]
            shown = slide.title or window.session.story.event_of(slide).title
            words = shown.get(window.session.language)
            changed = file.read_text("utf-8").replace(f'"{words}"', f'"{words.split(" ~")[0]} ~{number}"')
            beside = file.with_suffix(".tmp")
            beside.write_text(changed, "utf-8")
            values.append(painted(window.slide, lambda beside=beside: os.replace(beside, file)))
            settle(0.25)
        window.watch.watch(None)
        window.close()
    return [
        Result(name, statistics.median(values), "ms", bound, None, runs),
        Result(f"{name}: of which the watcher settles", float(DEBOUNCE_MS), "ms"),
    ]


def save_shipped(runs: int) -> list[Result]:
    """Measure with the shipped story."""
    return save("save-to-slide", (ROOT / "content.toml").read_text("utf-8"), ROOT / "assets", 80, runs)


def save_500(runs: int) -> list[Result]:
    """Measure with 500 slides."""
    return save("save-to-slide 500", story(500), None, 250, runs)


ROWS = [Row("key-to-slide", key, 2), Row("save-to-slide", save_shipped, 15), Row("save-to-slide 500", save_500, 9)]
