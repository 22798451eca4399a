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
from desktop.session.error_log import ErrorMonitor
from desktop.session.file_watch import FileWatcher
from desktop.session.frame_cache import FrameCache
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.app.malloc import fix_malloc_threshold
from desktop.ui.widgets import style
from desktop.ui.window.window import MainWindow


def build_window(app: QApplication) -> MainWindow:
    """Put the objects together: the one place where they meet.

    The rule about signals: a widget connects itself to the session, a parent connects its children, and siblings are
    never connected to each other. So a signal's way is found in the widget that answers it, or in the one that made it.
    """
    style.apply_theme(app)
    settings = Settings()
    session = Session(app, settings.data_folder)
    frame_cache = FrameCache(app, session.event_files)
    file_watch = FileWatcher(app)
    file_watch.changed.connect(session.reload)
    return MainWindow(session, frame_cache, settings, file_watch, ErrorMonitor(app))


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
    window = build_window(app)
    if sys.platform == "darwin":
        from desktop.ui.app.file_open import FileOpenHandler

        app.installEventFilter(FileOpenHandler(window))
    window.talks.screen_name = screen
    window.restore_window_geometry()
    if path is None:
        path = next(iter(window.settings.recent_files), paths.shipped_story())
    # Only a talk that begins at once must know before its first slide whether it goes on from another one.
    interrupted_talk = window.talks.journal.read_interrupted() if present else None
    resumed_talk = (
        interrupted_talk
        if interrupted_talk is not None and not loop and not slide and interrupted_talk.path == str(path.absolute())
        else None
    )
    if resumed_talk is not None:
        slide, language = resumed_talk.position.slide_id, language or resumed_talk.language
    window.story_file.open(path, slide=slide, language=language)
    first_painted: list[bool] = []

    def finish_startup() -> None:
        """Build everything that is not needed for the first slide."""
        gc.enable()
        gc.freeze()
        window.error_monitor.install()
        load_fonts()
        fix_malloc_threshold()
        workbench = window.build_workbench()
        workbench.create_timeline()
        window.session.event_files.start()
        workbench.notifications.offer_recovery(window.session.document)
        interrupted = None if present else window.talks.journal.read_interrupted()
        if interrupted is not None:
            window.talks.offer_resume(interrupted, workbench.notifications)

    def on_painted(_slide: str, _step: int) -> None:
        if not first_painted:
            first_painted.append(True)
            trace.mark("first_slide_painted", numpy="numpy" in sys.modules, pyqtgraph="pyqtgraph" in sys.modules)
            # One turn of the loop later the picture is on the screen; then the heavy part may load.
            QTimer.singleShot(0, finish_startup)

    window.slide_view.painted.connect(on_painted)
    if present:
        if resumed_talk is not None:
            window.session.go(resumed_talk.position)
        window.talks.present(
            from_current_slide=bool(slide), loop=loop, clock=resumed_talk.clock if resumed_talk is not None else None
        )
        if window.talks.audience is not None:
            window.talks.audience.slide_view.painted.connect(on_painted)
            window.talks.ended.connect(window.show)
    if not present or window.talks.audience is None:
        window.show()
    if not window.session.story.slides:
        QTimer.singleShot(0, finish_startup)
    # Ctrl+C in the terminal ends the program as it ends any other; Python only looks when its own code runs.
    signal.signal(signal.SIGINT, lambda *_: app.quit())
    signal_poll_timer = QTimer()
    signal_poll_timer.timeout.connect(lambda: None)
    signal_poll_timer.start(400)
    status = app.exec()
    signal_poll_timer.stop()
    window.error_monitor.remove()
    return int(status)
