"""What nobody catches is logged and ends nothing: in slots, threads and the runtime, and what Qt has to say."""

from __future__ import annotations

import gc
import sys
import threading

import pytest
from PySide6.QtCore import QObject, Signal, qWarning

from desktop.session.errors.error_log import ErrorMonitor
from desktop.session.errors.log_file import last_lines


class Source(QObject):
    fired = Signal()


@pytest.fixture
def monitor(qapp, tmp_path, logged_errors):
    made = ErrorMonitor(tmp_path / "passeur.log")
    made.install()
    yield made
    made.remove()
    logged_errors.clear()


def fail_in_slot(error: BaseException) -> None:
    def slot() -> None:
        raise error

    source = Source()
    source.fired.connect(slot)
    source.fired.emit()


@pytest.mark.parametrize("error", [ValueError("no"), KeyboardInterrupt("no"), RecursionError("no")])
def test_an_exception_in_a_slot_is_logged_and_told_after_this_turn_of_the_loop(monitor, qtbot, error):
    with qtbot.waitSignal(monitor.changed, timeout=30_000):
        fail_in_slot(error)
        assert monitor.count == 0
    assert monitor.last_error == "unexpected: no"
    assert f"builtins.{type(error).__name__}" in last_lines(monitor.log_path, 1)[0]


def test_sys_exit_in_a_slot_ends_nothing(monitor, qtbot):
    source = Source()
    source.fired.connect(lambda: sys.exit(3))
    with qtbot.waitSignal(monitor.changed, timeout=30_000):
        source.fired.emit()
    assert "sys.exit was called" in monitor.last_error


def test_an_exception_in_a_thread_is_told_in_the_thread_of_the_windows(monitor, qtbot):
    told_in = []
    monitor.changed.connect(lambda: told_in.append(threading.current_thread()))

    def work() -> None:
        raise ValueError("in a thread")

    with qtbot.waitSignal(monitor.changed, timeout=30_000):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert monitor.last_error == "unexpected: in a thread"
    assert told_in == [threading.main_thread()]


def test_an_exception_where_python_cannot_raise_is_logged(monitor, qtbot):
    class Dying:
        def __del__(self) -> None:
            raise ValueError("dying")

    with qtbot.waitSignal(monitor.changed, timeout=30_000):
        Dying()
        gc.collect()
    assert monitor.last_error == "unexpected: dying"


@pytest.mark.qt_log_ignore("a wheel")
def test_a_message_of_qt_is_logged_and_goes_on_where_it_went(monitor, qtlog):
    qWarning("a wheel came off")
    assert last_lines(monitor.log_path, 1)[0].endswith("WARNING qt: a wheel came off")
    assert [one.message for one in qtlog.records] == ["a wheel came off"]
    assert monitor.count == 0


def test_the_hooks_are_given_back(qapp, tmp_path):
    before = sys.excepthook, sys.unraisablehook, threading.excepthook, sys.exit
    monitor = ErrorMonitor(tmp_path / "passeur.log")
    for _ in range(2):
        monitor.install()
        monitor.install()
        assert sys.exit is not before[3]
        monitor.remove()
        monitor.remove()
        assert (sys.excepthook, sys.unraisablehook, threading.excepthook, sys.exit) == before
