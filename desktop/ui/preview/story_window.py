"""A window for previews, with settings of its own.

It is driven by actions, keys and the pointer.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.app.app import build_window
from desktop.ui.talk.presenter import Presenter
from desktop.ui.widgets import style
from desktop.ui.window.window import MainWindow
from desktop.ui.window.workbench import Workbench

_SETTLE_MS: Final = 250  # longer than each pause for which a widget waits


def settle(milliseconds: int = _SETTLE_MS) -> None:
    """Run the event loop until delayed updates are done."""
    end = time.monotonic() + milliseconds / 1000
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def story_window(story: Path | None, language: str, size: tuple[int, int]) -> Iterator[MainWindow]:
    """Yield a window on `story`, `size` in pixels; close it afterwards.

    None shows no story.
    """
    window = build_window(style.application())
    window.settings.set_reduced_motion(True)
    if story is not None:
        window.story_file.open(story, language=language)
    bench = window.build_workbench()
    if language:
        bench.menus.set_ui_language(language)
    bench.create_timeline()
    window.resize(*size)
    window.show()
    window.activateWindow()
    settle()
    try:
        yield window
    finally:
        window.talks.end()
        bench.editors.flush_input()
        window.session.document.discard_changes()
        window.file_watch.watch(None)
        window.close()
        window.session.close()
        window.deleteLater()
        settle(20)


def workbench(window: MainWindow) -> Workbench:
    """Return the panes around the slide."""
    return window.build_workbench()


def trigger(window: MainWindow, *action_ids: str) -> None:
    """Trigger actions of the window."""
    for action_id in action_ids:
        workbench(window).bindings.actions[action_id].trigger()
        settle()


def begin_talk(window: MainWindow, *action_ids: str) -> Presenter:
    """Begin a talk at the current slide; run actions of it."""
    window.talks.present(from_current_slide=True, windowed=True)
    presenter = window.talks.presenter
    assert presenter is not None
    presenter.audience.resize(window.size())
    settle()
    for action_id in action_ids:
        presenter.commands.run(action_id)
        settle()
    return presenter


def press(widget: QWidget, text: str) -> None:
    """Type text into a widget."""
    for sign in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = Qt.Key.Key_Return if sign == "\n" else Qt.Key.Key_unknown
            QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign))
    settle()


def point(widget: QWidget, x: float, y: float) -> None:
    """Move the pointer over a widget, to fractions of its size."""
    place = QPointF(widget.width() * x, widget.height() * y)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        QPointF(widget.mapToGlobal(place.toPoint())),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)
    settle()
