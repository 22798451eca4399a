"""A talk with its console: how long a press takes to both windows, how fast the overview opens, and an hour at speed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import hour
from big import story
from floors import BareFrame, bare_grid
from measure import TINY, Result, Row, p95, size
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.session.position import last_position
from windows import ROOT, open_talk, settle, until_emitted

SHIPPED = (ROOT / "content.toml").read_text("utf-8")


def press(runs: int) -> list[Result]:
    """Press next through the shipped story on the console, until audience, console and its preview have painted."""
    values: list[float] = []
    floors: list[float] = []
    with open_talk(SHIPPED, assets=True) as (window, presenter):
        console = presenter.console
        assert console is not None
        bare = (BareFrame(), BareFrame())
        views = (presenter.audience.slide_view, console.current_slide_view.slide_view, console.next_slide_view)
        painted = [view.painted for view in views]
        for _ in range(runs):
            window.session.navigator.first()
            settle(0.3)
            session = window.session
            # At the last press the preview has nothing to paint.
            while session.navigator.next_position != last_position(session.story) and not (TINY and values):
                values.append(until_emitted(painted, lambda: QTest.keyClick(console, Qt.Key.Key_Right)))
                settle(0.15)
                floors.append(sum(one.fill() for one in bare))
        for one in bare:
            one.deleteLater()
    return [
        Result("key-to-both-windows p95", "ms", values, floors, 12, p95),
        Result("key-to-both-windows median", "ms", values, floors),
    ]


def pointer(runs: int) -> list[Result]:
    """Move the pointer's light, and wait until both windows have painted it."""
    values: list[float] = []
    floors: list[float] = []
    with open_talk(SHIPPED, assets=True) as (window, _):
        bare = (BareFrame(), BareFrame())
        talk = window.session.talk
        talk.select_tool("laser")
        for number in range(runs):
            began = time.perf_counter()
            talk.set_pointer((300.0 + 9 * number, 400.0 + 3 * number))
            QApplication.processEvents()
            values.append((time.perf_counter() - began) * 1000)
            floors.append(sum(one.fill() for one in bare))
        for one in bare:
            one.deleteLater()
    return [Result("pointer p95", "ms", values, floors, 4, p95)]


def overview(runs: int) -> list[Result]:
    """Open the overview of 500 slides, beside Qt's own list of as many cells."""
    from desktop.ui.talk.popups import close_popup

    count = size(500, 6)
    values: list[float] = []
    floors: list[float] = []
    with open_talk(story(count)) as (_, presenter):
        for _ in range(runs):
            began = time.perf_counter()
            presenter.commands.run("overview")
            QApplication.sendPostedEvents()
            QApplication.processEvents()
            values.append((time.perf_counter() - began) * 1000)
            settle(0.1)
            close_popup(presenter.speaker_window)
            settle(0.05)
            floors.append(bare_grid(count))
    return [Result("overview of 500", "ms", values, floors, 3)]


def played_hour(_runs: int) -> list[Result]:
    """Play an hour of talk at speed on two screens, in a process that was given them."""
    screens = [
        {"name": name, "x": x, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        for name, x in (("laptop", 0), ("beamer", 1920))
    ]
    if TINY:
        found = hour.play(25)
    else:
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
        Result("an hour at speed: memory grown in its second half", "MB", [found["grown"]], bound=16),
        Result("an hour at speed: wrong slides", "", [found["wrong"]], bound=0),
        Result("an hour at speed: exceptions", "", [found["faults"]], bound=0),
    ]


ROWS = [
    Row("key-to-both-windows", press, 2),
    Row("pointer", pointer, 120),
    Row("overview", overview, 9),
    Row("an hour at speed", played_hour, 1),
]
