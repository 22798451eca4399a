"""Start the application: a window with the first slide as fast as Qt can, the rest right after it."""

from __future__ import annotations

import gc
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop import paths, trace
from desktop.render.text import load_fonts
from desktop.ui import style
from desktop.ui.frames import Frames
from desktop.ui.session import Session
from desktop.ui.settings import Settings
from desktop.ui.watch import FileWatch
from desktop.ui.window import Window


def make(app: QApplication) -> Window:
    """Put the objects together: the one place where they meet."""
    style.apply(app)
    settings = Settings()
    session = Session(app)
    frames = Frames(app)
    watch = FileWatch(app)
    watch.changed.connect(session.reload)
    return Window(session, frames, settings, watch)


def run(path: Path | None, *, present: bool = False, slide: str = "", language: str = "", screen: str = "") -> int:
    """Show the story in a window, or full-screen, until it is closed; return the exit status."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Passeur")
    app.setOrganizationName("passeur")
    app.setDesktopFileName("passeur")
    window = make(app)
    window.screen_name = screen
    window.restore()
    if path is None:
        path = next(iter(window.settings.recent), paths.shipped_story())
    window.open(path, slide=slide, language=language)
    first: list[bool] = []

    def rest() -> None:
        """Make what the first slide did not wait for."""
        gc.enable()
        gc.freeze()
        load_fonts()
        window.furnish().add_timeline()

    def painted(_slide: str, _step: int) -> None:
        if not first:
            first.append(True)
            trace.mark("first_slide_painted", numpy="numpy" in sys.modules, pyqtgraph="pyqtgraph" in sys.modules)
            # One turn of the loop later the picture is on the screen; then the heavy part may load.
            QTimer.singleShot(0, rest)

    window.slide.painted.connect(painted)
    if present:
        window.present(here=bool(slide))
        if window.audience is not None:
            window.audience.slide.painted.connect(painted)
            window.audience.left.connect(window.show)
    if not present or window.audience is None:
        window.show()
    if not window.session.story.slides:
        QTimer.singleShot(0, rest)
    # Ctrl+C in the terminal ends the program as it ends any other; Python only looks when its own code runs.
    signal.signal(signal.SIGINT, lambda *_: app.quit())
    wake = QTimer()
    wake.timeout.connect(lambda: None)
    wake.start(400)
    status = app.exec()
    wake.stop()
    return int(status)
