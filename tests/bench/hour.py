"""An hour of talk at speed: 10,000 presses, 400 reloads, 100 of them broken, 40 changes of screen; prints what it was like."""

from __future__ import annotations

import gc
import json
import random
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE)]

from tests.reloading import reload_file  # noqa: E402
from tests.soak.samples import trend  # noqa: E402
from windows import open_shipped, settle  # noqa: E402

PRESSES = 10_000
PRESSES_A_SAMPLE = 50
KEYS = (("Right", 10), ("Left", 2), ("PageDown", 4), ("PageUp", 1), ("Home", 1), ("B", 1), ("L", 1), ("T", 1))


def memory() -> float:
    """Return the process's own memory in MB (proportional set size where the system tells it)."""
    try:
        for line in Path("/proc/self/smaps_rollup").read_text("utf-8").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def play(presses: int) -> dict[str, float]:
    """Press keys at random while the file is saved and screens come and go; return what was wrong, and memory grown.

    Memory counts in the second half: the caches of pictures, which are bounded, are full after some 2,000 presses.
    """
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from desktop.session import position
    from desktop.story.load.load import load_text
    from desktop.ui.talk import screens

    chance = random.Random(11)
    wrong = 0
    with open_shipped() as (window, file):
        good = file.read_text("utf-8")
        window.talks.present()
        presenter = window.talks.presenter
        assert presenter is not None
        settle(0.6)
        window.file_watch.watch(None)
        window.error_monitor.install()
        told = load_text(good, folder=str(file.parent)).story
        assert told is not None
        expected = window.session.navigator.position
        names = [name for name, weight in KEYS for _ in range(weight)]
        both = screens.screen_names
        there = [["laptop"], ["laptop", "beamer"], ["beamer"], ["laptop", "beamer"]]
        changes = reloads = 0
        held: list[float] = []
        for number in range(presses):
            name = chance.choice(names)
            blank = window.session.talk.blank
            if name in ("Right", "PageDown") and not blank:
                expected = position.next_in_talk(told, expected)
            elif name in ("Left", "PageUp") and not blank:
                expected = position.previous_position(told, expected)
            elif name == "Home" and not blank:
                expected = position.first_position(told)
            QTest.keyClick(presenter.speaker_window, getattr(Qt.Key, f"Key_{name}"))
            wrong += window.session.navigator.position != expected or presenter.audience.slide_view.position != expected
            if number % 25 == 24:
                reloads += 1
                file.write_text(good + ("\n[[[" if reloads % 4 == 0 else f"\n# {number}\n"), "utf-8")
                reload_file(window.session)
            if number % 250 == 249:
                # As when a cable is pulled: the list is shorter, and Qt says so.
                now = there[changes % len(there)]
                screens.screen_names = lambda now=now: now  # type: ignore[misc]
                QApplication.instance().primaryScreenChanged.emit(QApplication.primaryScreen())  # type: ignore[union-attr]
                settle(0.2)
                presenter.speaker_window.activateWindow()
                settle(0.05)
                changes += 1
            if number % 10 == 0:
                QApplication.processEvents()
                # Without a running loop Qt keeps what is to be deleted; an application has one.
                QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            if number % PRESSES_A_SAMPLE == 0:
                gc.collect()
                held.append(memory())
        screens.screen_names = both
        settle(1.0)
        grown = trend(range(len(held)), held, (0.0, 0.0)).rise
        faults = window.error_monitor.count
        window.error_monitor.remove()
        window.talks.end()
    assert (reloads, changes) == (presses // 25, presses // 250)
    return {"grown": grown, "wrong": wrong, "faults": faults}


if __name__ == "__main__":
    print(json.dumps(play(PRESSES)))
