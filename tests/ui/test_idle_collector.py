"""The window's thread looks for garbage when the event loop is idle; a search of all waits until nothing moves."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QEventLoop, QObject, QTimer
from shiboken6 import delete

from desktop.ui.app import idle_collector
from desktop.ui.app.idle_collector import IdleCollector


class Ticking(QObject):
    """Holds itself and ticks, so that it is freed by a search for garbage alone, and well so in its own thread alone."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self
        self.timer = QTimer(self)
        self.timer.start(10_000)


@pytest.fixture
def collector(qapp):
    was_enabled = gc.isenabled()
    made = IdleCollector(qapp)
    yield made
    delete(made)
    (gc.enable if was_enabled else gc.disable)()


def turn(until=lambda: False, turns: int = 1) -> None:
    """Run the event loop for some turns, or until something is so."""
    loop, beat = QEventLoop(), QTimer()
    left = [turns]

    def on_beat() -> None:
        left[0] -= 1
        if until() or left[0] < 0:
            loop.quit()

    beat.timeout.connect(on_beat)
    beat.start(1)
    loop.exec()
    beat.stop()


def make_many() -> list[list[int]]:
    return [[number] for number in range(10 * gc.get_threshold()[0] + 10)]


def test_what_a_thread_makes_never_frees_a_timer_of_the_window(collector):
    freed_in = []
    gc.collect()
    weakref.finalize(Ticking(), lambda: freed_in.append(threading.get_ident()))
    made = []
    thread = threading.Thread(target=lambda: made.append(make_many()))
    thread.start()
    thread.join()
    assert not freed_in
    turn(lambda: bool(freed_in), turns=1000)
    assert freed_in == [threading.get_ident()]


def test_all_objects_are_looked_through_once_nothing_moves(collector, monkeypatch):
    searches = []
    monkeypatch.setattr(collector._garbage, "collect_all", lambda: searches.append("all"))
    monkeypatch.setattr(type(collector._garbage), "is_full_due", property(lambda _: not searches))
    turn(turns=20)  # a turn each millisecond
    assert not searches
    loop = QEventLoop()
    QTimer.singleShot(3 * idle_collector._QUIET_MS, loop.quit)
    loop.exec()
    assert searches == ["all"]


def test_a_picture_that_never_stops_does_not_put_it_off_forever(collector, monkeypatch):
    searches = []
    monkeypatch.setattr(idle_collector, "_LATEST_TURNS", 20)
    monkeypatch.setattr(collector._garbage, "collect_all", lambda: searches.append("all"))
    monkeypatch.setattr(type(collector._garbage), "is_full_due", property(lambda _: not searches))
    turn(lambda: bool(searches), turns=1000)
    assert searches == ["all"]
