"""How long a key press takes to a painted slide, and a save to a painted change, in one process at 1920 × 1080."""

from __future__ import annotations

import os
from functools import partial

from big import story
from floors import BareFrame
from measure import TINY, Result, Row, p95, size
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from windows import ROOT, open_shipped, open_window, settle, until_emitted


def key(runs: int) -> list[Result]:
    """Press next through the shipped story full-screen, at a speaker's quickest pace, and jump about by number."""
    steady: list[float] = []
    jumps: list[float] = []
    floors: list[float] = []
    with open_shipped() as (window, _):
        bare = BareFrame()
        window.talks.present()
        audience, session = window.talks.audience, window.session
        assert audience is not None
        audience.showNormal()
        audience.resize(1920, 1080)
        settle(0.5)
        painted = [audience.slide_view.painted]
        for _ in range(runs):
            session.navigator.first()
            settle(0.15)
            while not session.navigator.next_position.ended and not (TINY and steady):
                steady.append(until_emitted(painted, lambda: QTest.keyClick(audience, Qt.Key.Key_Right)))
                # 120 ms is faster than anybody presses; in it the next slide is painted ahead.
                settle(0.12)
                floors.append(bare.fill())
            for number in (3, 14, 8, 20, 5, 12)[: size(6, 1)]:
                session.navigator.go_to_number(1)
                settle(0.1)
                for digit in str(number):
                    QTest.keyClick(audience, Qt.Key(Qt.Key.Key_0 + int(digit)))
                jumps.append(until_emitted(painted, lambda: QTest.keyClick(audience, Qt.Key.Key_Return)))
        window.talks.end()
        bare.deleteLater()
    return [
        Result("key-to-slide p95", "ms", steady, floors, 8, p95),
        Result("key-to-slide median", "ms", steady, floors),
        Result("jump-to-any-slide p95", "ms", jumps, floors, 40, p95),
    ]


def save(name: str, text: str, *, assets: bool, bound: float, runs: int) -> list[Result]:
    """Save a story atomically with one title changed, and wait for its slide to be painted."""
    from desktop.session.file_watcher import DEBOUNCE_MS

    values: list[float] = []
    floors: list[float] = []
    place = 2
    with open_window(text, assets=assets) as (window, file):
        bare = BareFrame()
        session = window.session
        session.navigator.go_to_number(place + 1)
        settle(1.0)
        for number in range(runs):
            slide = session.story.slides[place]
            event = session.story.event_of(slide)
            shown = slide.title or (event.title if event is not None else slide.title)
            words = shown.get(session.language)
            changed = file.read_text("utf-8").replace(f'"{words}"', f'"{words.split(" ~")[0]} ~{number}"')
            beside = file.with_suffix(".tmp")
            beside.write_text(changed, "utf-8")
            values.append(until_emitted([window.slide_view.painted], partial(os.replace, beside, file)))
            settle(0.25)
            window.file_watch.watch(None)
            floors.append(bare.save_and_fill(file, DEBOUNCE_MS))
            window.file_watch.watch(file)
            settle(0.25)  # its thread begins to watch, and has the file read once more
        bare.deleteLater()
    return [Result(name, "ms", values, floors, bound), Result(f"{name}: longest", "ms", values, floors, None, max)]


def save_shipped(runs: int) -> list[Result]:
    """Measure with the shipped story."""
    return save("save-to-slide", (ROOT / "content.toml").read_text("utf-8"), assets=True, bound=2, runs=runs)


def save_500(runs: int) -> list[Result]:
    """Measure with 500 slides."""
    return save("save-to-slide 500", story(size(500, 6)), assets=False, bound=3, runs=runs)


ROWS = [
    Row("key-to-slide", key, 2),
    Row("save-to-slide", save_shipped, 15),
    Row("save-to-slide 500", save_500, 9, smoke=False),
]
