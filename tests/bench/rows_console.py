"""A talk with its console: how long a press takes to both windows, how fast the overview opens, and an hour at speed."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from big import story
from measure import Result, Row, percentile
from rows_talk import ROOT, application, settle


def talk(file: Path) -> tuple[Any, Any]:
    """Return the window and the presenter of a talk in two windows of 1920 × 1080."""
    window = application(file)
    window.talks.present(windowed=True)
    presenter = window.talks.presenter
    for one in (presenter.audience, presenter.console):
        one.resize(1920, 1080)
    settle(0.6)
    return window, presenter


def both(presenter: Any, act: Any, limit: float = 5.0) -> float:
    """Do something and return the milliseconds until audience, console and its preview have all painted."""
    from PySide6.QtWidgets import QApplication

    views = (
        presenter.audience.slide_view,
        presenter.console.current_slide_view.slide_view,
        presenter.console.next_slide_view,
    )
    done: dict[int, float] = {}
    notes = []
    for number, view in enumerate(views):

        def note(*_: object, number: int = number) -> None:
            done.setdefault(number, time.perf_counter())

        view.painted.connect(note)
        notes.append(note)
    began = time.perf_counter()
    act()
    while len(done) < len(views) and time.perf_counter() - began < limit:
        QApplication.processEvents()
    for view, note in zip(views, notes, strict=True):
        view.painted.disconnect(note)
    if len(done) < len(views):
        raise RuntimeError("a window was not painted")
    return (max(done.values()) - began) * 1000


def press(runs: int) -> list[Result]:
    """Press next through the shipped story on the console."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    window, presenter = talk(ROOT / "content.toml")
    values: list[float] = []
    for _ in range(runs):
        window.session.first()
        settle(0.3)
        while window.session.next_position != window.session.position:
            values.append(both(presenter, lambda: QTest.keyClick(presenter.console, Qt.Key.Key_Right)))
            settle(0.15)
    presenter.end_talk()
    window.close()
    return [
        Result("key-to-both-windows p95", percentile(values, 0.95), "ms", 25, None, len(values)),
        Result("key-to-both-windows median", statistics.median(values), "ms", None, None, len(values)),
    ]


def pointer(runs: int) -> list[Result]:
    """Move the pointer's light, and wait until both windows have painted it."""
    from PySide6.QtWidgets import QApplication

    window, presenter = talk(ROOT / "content.toml")
    stage = window.session.stage
    stage.take("laser")
    values = []
    for number in range(runs):
        began = time.perf_counter()
        stage.point((300.0 + 9 * number, 400.0 + 3 * number))
        QApplication.processEvents()
        values.append((time.perf_counter() - began) * 1000)
    presenter.end_talk()
    window.close()
    return [Result("pointer p95", percentile(values, 0.95), "ms", 16, None, runs)]


def overview(runs: int) -> list[Result]:
    """Open the overview of 500 slides."""
    from PySide6.QtWidgets import QApplication

    from desktop.ui.talk import popups

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "content.toml"
        file.write_text(story(500), "utf-8")
        window, presenter = talk(file)
        values = []
        for _ in range(runs):
            began = time.perf_counter()
            presenter.commands.run("overview")
            QApplication.sendPostedEvents()
            QApplication.processEvents()
            values.append((time.perf_counter() - began) * 1000)
            settle(0.1)
            popups.close_popup(presenter.speaker_window)
            settle(0.05)
        presenter.end_talk()
        window.watch.watch(None)
        window.close()
    return [Result("overview of 500", statistics.median(values), "ms", 150, None, runs)]


def hour(_runs: int) -> list[Result]:
    """Play an hour of talk at speed on two screens, in a process that was given them."""
    screens = [
        {"name": name, "x": x, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        for name, x in (("laptop", 0), ("beamer", 1920))
    ]
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "screens.json"
        config.write_text(json.dumps({"screens": screens}), "utf-8")
        done = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("hour.py"))],
            env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    return [
        Result("an hour at speed: memory grown", found["grown"], "MB", 10),
        Result("an hour at speed: wrong slides", found["wrong"], "", 0),
        Result("an hour at speed: exceptions", found["faults"], "", 0),
    ]


ROWS = [
    Row("key-to-both-windows", press, 2),
    Row("pointer", pointer, 120),
    Row("overview", overview, 9),
    Row("an hour at speed", hour, 1),
]
