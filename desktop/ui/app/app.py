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
from desktop.session.error_log import Faults
from desktop.session.file_watch import FileWatch
from desktop.session.frame_cache import Frames
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.widgets import style
from desktop.ui.window.window import Window


def make(app: QApplication) -> Window:
    """Put the objects together: the one place where they meet."""
    style.apply(app)
    settings = Settings()
    session = Session(app, settings.data_folder)
    frames = Frames(app, session.crowds)
    watch = FileWatch(app)
    watch.changed.connect(session.reload)
    return Window(session, frames, settings, watch, Faults(app))


def run(
    path: Path | None,
    *,
    present: bool = False,
    slide: str = "",
    language: str = "",
    screen: str = "",
    loop: bool = False,
) -> int:
    """Show the story in a window, or full-screen, until it is closed; return the exit status.

    A `loop` runs by itself. A talk that was interrupted is taken up again where it is presented again.
    """
    app = style.application()
    app.setApplicationName("Passeur")
    app.setOrganizationName("passeur")
    app.setDesktopFileName("org.passeur.Passeur")  # Wayland finds the icon by the desktop file's name
    window = make(app)
    if sys.platform == "darwin":
        from desktop.ui.app.file_open import Asked

        app.installEventFilter(Asked(window))
    window.screen_name = screen
    window.restore()
    if path is None:
        path = next(iter(window.settings.recent), paths.shipped_story())
    # Only a talk that begins at once must know before its first slide whether it goes on from another one.
    left = window.journal.left() if present else None
    again = left if left is not None and not loop and not slide and left.path == str(path.absolute()) else None
    if again is not None:
        slide, language = again.position.slide, language or again.language
    window.open(path, slide=slide, language=language)
    first: list[bool] = []

    def rest() -> None:
        """Make what the first slide did not wait for."""
        gc.enable()
        gc.freeze()
        window.faults.install()
        load_fonts()
        bench = window.furnish()
        bench.add_timeline()
        bench.offers.recovery()
        interrupted = None if present else window.journal.left()
        if interrupted is not None:
            window.offer_resume(interrupted)

    def painted(_slide: str, _step: int) -> None:
        if not first:
            first.append(True)
            trace.mark("first_slide_painted", numpy="numpy" in sys.modules, pyqtgraph="pyqtgraph" in sys.modules)
            # One turn of the loop later the picture is on the screen; then the heavy part may load.
            QTimer.singleShot(0, rest)

    window.slide.painted.connect(painted)
    if present:
        if again is not None:
            window.session.go(again.position)
        window.present(here=bool(slide), loop=loop, clock=again.clock if again is not None else None)
        if window.audience is not None:
            window.audience.slide.painted.connect(painted)
            window.talk_ended.connect(window.show)
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
    window.faults.remove()
    return int(status)
