"""Fixtures that fail a test which leaves a window, thread or timer behind it, or in which an error was only logged."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from weakref import WeakSet

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

_timers_and_threads: WeakSet[QObject] = WeakSet()
"""Every QTimer and QThread that a test has left, active or not."""


def leftovers() -> dict[int, str]:
    """Return what is open, running or ticking now: id → description."""
    found: dict[int, str] = {
        id(widget): f"open window {widget!r}" for widget in QApplication.topLevelWidgets() if widget.isVisible()
    }
    _timers_and_threads.update(thing for thing in gc.get_objects() if isinstance(thing, (QTimer, QThread)))
    for thing in filter(isValid, _timers_and_threads):
        if isinstance(thing, QTimer) and thing.isActive():
            found[id(thing)] = f"active timer {thing!r} of {thing.parent()!r}"
        elif isinstance(thing, QThread) and thing.isRunning() and thing is not QThread.currentThread():
            found[id(thing)] = f"running thread {thing!r}"
    return found


# What an earlier test left is that test's failure alone.
_already_reported: set[int] = set()


@pytest.fixture(autouse=True)
def no_leftovers(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that uses Qt for what it leaves behind."""
    yield
    if {"qapp", "qtbot"} & set(request.fixturenames):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
        left = {key: what for key, what in leftovers().items() if key not in _already_reported}
        # All that is left has been looked at. Without this, each test walks the objects of all modules and tests before
        # it, which took two fifths of their time.
        gc.collect()
        gc.freeze()
        _already_reported.update(left)
        assert not left, "\n".join(left.values())


@pytest.fixture(autouse=True)
def logged_errors() -> Iterator[list[logging.LogRecord]]:
    """Fail a test in which an error is logged: the guard of Qt's overrides lets none through. Who means one clears it."""
    records: list[logging.LogRecord] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    collector = Collector(logging.ERROR)
    logging.getLogger().addHandler(collector)
    yield records
    logging.getLogger().removeHandler(collector)
    if records:
        pytest.fail("\n".join(logging.Formatter().format(record) for record in records))
