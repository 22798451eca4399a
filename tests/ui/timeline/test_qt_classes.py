"""All classes of Qt are there before another thread asks for them."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject

from desktop.ui.timeline import qt_classes
from desktop.ui.timeline.timeline_pane import TimelinePane


def test_all_classes_are_made_in_this_thread_over_several_turns(qtbot, monkeypatch):
    touched = []

    def touch_all():
        for number in range(50):
            touched.append((number, threading.get_ident()))
            yield number

    monkeypatch.setattr(qt_classes, "_touch_all", touch_all)
    monkeypatch.setattr(qt_classes, "_SLICE_S", -1.0)  # one a turn
    owner = QObject()
    classes = qt_classes.QtClasses(owner)
    turns = []
    classes._timer.timeout.connect(lambda: turns.append(len(touched)))
    with qtbot.waitSignal(classes.made, timeout=30_000):
        classes.start()
    assert touched == [(number, threading.get_ident()) for number in range(50)]
    assert len(turns) >= 50
    assert not classes._timer.isActive()


def test_the_names_are_those_of_the_modules_that_pyqtgraph_copies():
    made = {getattr(one, "__name__", "") for one in qt_classes._touch_all()}
    assert {"QObject", "QPainter", "QGraphicsView"} <= made


def test_no_thread_is_begun_before(window, monkeypatch):
    pane = window.workbench.timeline_pane
    begun = []
    monkeypatch.setattr(TimelinePane, "_import_timeline", lambda self: begun.append(threading.current_thread().name))
    pane.load_timeline()
    assert not begun
    pane._qt_classes.made.emit()
    for thread in threading.enumerate():
        if thread.name == "pyqtgraph":
            thread.join()
    assert begun == ["pyqtgraph"]
    pane._qt_classes._timer.stop()
