"""The application's window in the bench's own process, and when it has painted what."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from measure import TINY
from PySide6.QtCore import QEvent, QObject, SignalInstance
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.editor.story_editor_pane import StoryEditorPane
from desktop.ui.talk.presenter import Presenter
from desktop.ui.window.window import MainWindow

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST_WAIT_S = 30.0


def application() -> QApplication:
    """Return the process's application."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    return app


def settle(seconds: float) -> None:
    """Let the application do what it wants to do."""
    end = time.perf_counter() + (min(seconds, 0.03) if TINY else seconds)
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.001)


def wait_until(is_so: Callable[[], object]) -> None:
    """Let the application go on until something is so, however slow the machine."""
    end = time.perf_counter() + LONGEST_WAIT_S
    while not is_so():
        if time.perf_counter() > end:
            raise RuntimeError("what is waited for never came")
        QApplication.processEvents()
        time.sleep(0.001)


@contextmanager
def open_window(
    text: str, *, assets: bool = False, fill: Callable[[Path], object] | None = None
) -> Iterator[tuple[MainWindow, Path]]:
    """Give a window of 1920 × 1080 on a story of its own, as a new person would see it, and the story's file.

    `fill` puts further files into its folder.
    """
    os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp()
    from desktop.ui.app.app import build_window

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "content.toml"
        file.write_text(text, "utf-8")
        if assets:
            shutil.copytree(ROOT / "assets", Path(folder) / "assets")
        window_application = application()
        if fill is not None:
            fill(Path(folder))
        window = build_window(window_application)
        window.settings.set_reduced_motion(True)
        window.story_file.open(file)
        window.resize(1920, 1080)
        window.build_workbench().create_timeline()
        window.show()
        window.activateWindow()
        wait_until(window.isActiveWindow)
        settle(0.6)
        try:
            yield window, file
        finally:
            window.session.document.discard_changes()
            window.file_watch.watch(None)
            window.close()
            window.deleteLater()
            settle(0.1)


@contextmanager
def open_shipped() -> Iterator[tuple[MainWindow, Path]]:
    """Give a window on a copy of the shipped story."""
    with open_window((ROOT / "content.toml").read_text("utf-8"), assets=True) as opened:
        yield opened


@contextmanager
def open_editor(text: str, *, assets: bool = False) -> Iterator[tuple[MainWindow, StoryEditorPane]]:
    """Give a window with the text beside the slide."""
    with open_window(text, assets=assets) as (window, _):
        editing = window.build_workbench().editors
        editing.toggle_editor()
        settle(1.0)
        yield window, editing.ensure_editor()


@contextmanager
def open_talk(
    text: str, *, assets: bool = False, fill: Callable[[Path], object] | None = None
) -> Iterator[tuple[MainWindow, Presenter]]:
    """Give a talk in two windows of 1920 × 1080: the audience's and the console."""
    with open_window(text, assets=assets, fill=fill) as (window, _):
        window.talks.present(windowed=True)
        presenter = window.talks.presenter
        assert presenter is not None
        for one in (presenter.audience, presenter.console):
            assert one is not None
            one.resize(1920, 1080)
        settle(0.6)
        yield window, presenter
        presenter.end_talk()


def until_emitted(signals: list[SignalInstance], act: Callable[[], object]) -> float:
    """Do something and return the milliseconds until each of the signals has come, such as `painted` of a slide view."""
    done: dict[int, float] = {}
    notes: list[Callable[..., object]] = []
    for number, signal in enumerate(signals):

        def note(*_: object, number: int = number) -> None:
            done.setdefault(number, time.perf_counter())

        signal.connect(note)
        notes.append(note)
    began = time.perf_counter()
    act()
    while len(done) < len(signals) and time.perf_counter() - began < LONGEST_WAIT_S:
        QApplication.processEvents()
        time.sleep(0.0002)  # as a loop that waits does: threads that read files get their turn
    for signal, connected in zip(signals, notes, strict=True):
        signal.disconnect(connected)
    if len(done) < len(signals):
        raise RuntimeError("not everything was painted")
    return (max(done.values()) - began) * 1000


class PaintWatch(QObject):
    """Notes when a widget is about to be painted, or a window about to paint whatever is due, with what is to be shown."""

    def __init__(self, widget: QWidget, kind: QEvent.Type = QEvent.Type.Paint) -> None:
        super().__init__()
        self._kind = kind
        self.paint_began = 0.0
        self.shown: Callable[[], bool] = lambda: True
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note the time of the first paint that shows what is waited for."""
        if event.type() == self._kind and not self.paint_began and self.shown():
            self.paint_began = time.perf_counter()
        return False

    def until_painted(self, act: Callable[[], object]) -> float:
        """Do something and return the milliseconds until the paint is over."""
        self.paint_began = 0.0
        began = time.perf_counter()
        act()
        while not self.paint_began and time.perf_counter() - began < LONGEST_WAIT_S:
            QApplication.processEvents()
        if not self.paint_began:
            raise RuntimeError("nothing was painted")
        return (time.perf_counter() - began) * 1000


def until_repainted(widget: QWidget, act: Callable[[], object], shown: Callable[[], bool]) -> float:
    """Do something and return the milliseconds until the widget has been painted with what is to be `shown`."""
    # One update request of the window paints whatever in it is to be painted.
    watch = PaintWatch(widget.window(), QEvent.Type.UpdateRequest)
    watch.shown = shown
    found = watch.until_painted(act)
    widget.window().removeEventFilter(watch)
    return found
