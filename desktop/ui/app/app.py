"""Start the application with the first slide, then build the rest."""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop import paths, trace
from desktop.i18n import Messages
from desktop.render.font_files import load_fonts
from desktop.session import disk_timeouts
from desktop.session.errors.crash_file import CrashFile
from desktop.session.errors.error_log import ErrorMonitor
from desktop.session.file_watcher import FileWatcher
from desktop.session.frame_cache import FrameCache
from desktop.session.position import parse_position
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.app.malloc import fix_malloc_threshold
from desktop.ui.widgets import style
from desktop.ui.window.window import MainWindow

_MESSAGES: Final = Messages(
    {
        "no_slide": "there is no slide “{name}”; slides are named by number (1 to {count}) or by id",
        "no_language": "the story is not told in “{name}”; it is in {languages:and}",
        "no_screen": "there is no screen “{name}”; there are: {names}",
    }
)
_OPENING_TIMEOUT_S: Final = 1.0
"""Until then a window without its story helps nobody; a slower disk does not keep it from coming."""

_TURN_S: Final = 0.001 if sys.platform == "win32" else 0.0002
"""How long a background thread may run Python before the window gets its turn.

Whenever Qt works without Python, a thread that reads a story takes over. With Python's own 5 ms, twenty times in a frame, a
key took 80 ms (p99 400) until it was seen beside such a thread, instead of 10; with this, 20. The thread takes twice as long
then, because the window is not waiting. Windows waits for whole milliseconds; less than one would be none.
"""

if TYPE_CHECKING:
    from desktop.session.talk.talk_journal import TalkRecord
    from desktop.ui.app.exit_signals import ExitSignals


def build_window(app: QApplication) -> MainWindow:
    """Create the objects of the application and connect them.

    The rule about signals: a widget connects itself to the session, a parent connects its children, and siblings are
    never connected to each other. So a signal's way is found in the widget that answers it, or in the one that made it.
    """
    sys.setswitchinterval(_TURN_S)
    style.apply_theme(app)
    settings = Settings()
    session = Session(app, settings.data_folder)
    frame_cache = FrameCache(app, session.event_files)
    file_watch = FileWatcher(app)
    file_watch.changed.connect(session.request_reload)
    app.applicationStateChanged.connect(file_watch.check)
    return MainWindow(
        session, frame_cache, settings, file_watch, ErrorMonitor(settings.data_folder / "passeur.log", app)
    )


class StartError(Exception):
    """The command line asks for something that does not exist.

    Its text says what exists.
    """


def _refuse_unknown_names(window: MainWindow, slide: str, language: str, screen: str) -> None:
    """Raise StartError for an unknown slide, language or screen.

    A story that cannot be read has neither slides nor languages: the window then says why.
    """
    story, ui_language = window.session.story, window.settings.language
    if screen:
        from desktop.ui.talk.screens import screen_names

        if screen not in (names := screen_names()):
            raise StartError(_MESSAGES("no_screen", ui_language, name=screen, names=tuple(names)))
    if slide and story.slides and parse_position(story, slide) is None:
        raise StartError(_MESSAGES("no_slide", ui_language, name=slide, count=len(story.slides)))
    if language and story.slides and language not in story.languages:
        raise StartError(_MESSAGES("no_language", ui_language, name=language, languages=story.languages))


def run(
    path: Path | None,
    *,
    present: bool = False,
    slide: str = "",
    language: str = "",
    screen: str = "",
    loop: bool = False,
) -> int:
    """Show the story until its window closes; return the exit status.

    Raises StartError, before anything is shown, for a slide, language or screen that is not there.
    A `loop` runs by itself. A talk that was interrupted is taken up again where it is presented again.
    """
    app = style.application()
    app.setApplicationName("Passeur")
    app.setOrganizationName("passeur")
    app.setDesktopFileName("org.passeur.Passeur")  # Wayland finds the icon by the desktop file's name
    window = build_window(app)
    crash_file = CrashFile(window.settings.data_folder)
    crash_file.enable()
    if sys.platform == "darwin":
        from desktop.ui.app.file_open import FileOpenHandler

        app.installEventFilter(FileOpenHandler(window))
    window.talks.screen_name = screen
    window.restore_window_geometry()
    if path is None:
        path = window.settings.last_file
    if path is None and present:
        path = paths.shipped_story()
    # Only a talk that begins at once must know before its first slide whether it goes on from another one.
    found: list[TalkRecord | None] = []
    if present:
        window.talks.look_for_interrupted(found.append, disk_timeouts.END_S)
    interrupted_talk = found[0] if found else None
    resumed_talk = None
    if interrupted_talk is not None and not loop and not slide:
        if not interrupted_talk.is_fresh(time.time()):
            present = False  # a talk of hours ago is asked about, in the window
        elif path is not None and interrupted_talk.path == str(path.absolute()):
            resumed_talk = interrupted_talk
            slide, language = resumed_talk.position.slide_id, language or resumed_talk.language
    if path is not None:
        # A talk cannot begin, and a name cannot be looked up, without the story; a window can be shown.
        if present or slide or language:
            window.story_file.open(path, slide=slide, language=language)
        else:
            window.story_file.open(path, timeout_s=_OPENING_TIMEOUT_S)
    if resumed_talk is None:
        _refuse_unknown_names(window, slide, language, screen)
    startup = _Startup(app, window, crash_file, present=present)
    window.slide_view.painted.connect(startup.on_painted)
    if present:
        if resumed_talk is not None:
            window.session.navigator.go(resumed_talk.position)
        window.talks.present(from_current_slide=bool(slide), loop=loop, resumed=resumed_talk)
        if window.talks.audience is not None:
            window.talks.audience.slide_view.painted.connect(startup.on_painted)
            window.talks.ended.connect(window.show)
    if not present or window.talks.audience is None:
        window.show()
    if not window.session.story.slides:
        QTimer.singleShot(0, startup.finish)
    status = app.exec()
    startup.end()
    return int(status)


class _Startup:
    """Builds what the first slide does not need, and ends it."""

    def __init__(self, app: QApplication, window: MainWindow, crash_file: CrashFile, *, present: bool) -> None:
        self._app = app
        self._window = window
        self._crash_file = crash_file
        self._present = present
        self._is_painted = False
        self._exit_signals: ExitSignals | None = None

    def on_painted(self, _slide: str, _step: int) -> None:
        """Finish once the first slide is on the screen."""
        if not self._is_painted:
            self._is_painted = True
            trace.mark("first_slide_painted", numpy="numpy" in sys.modules, pyqtgraph="pyqtgraph" in sys.modules)
            # One turn of the loop later the picture is on the screen; then the heavy part may load.
            QTimer.singleShot(0, self.finish)

    def finish(self) -> None:
        """Build everything that is not needed for the first slide."""
        if self._exit_signals is not None:
            return  # nothing was shown at first: the first slide comes later
        window = self._window
        window.frame_cache.defer_pictures()
        from desktop.ui.app.exit_signals import ExitSignals
        from desktop.ui.app.idle_collector import IdleCollector

        gc.freeze()  # what is there by now stays
        IdleCollector(self._app)
        self._exit_signals = ExitSignals(self._app, window.session.document.recovery.store, self._app.quit)
        window.error_monitor.install()
        self._crash_file.acquire()
        load_fonts()
        fix_malloc_threshold()
        workbench = window.build_workbench()
        window.story_file.report_late_story()
        workbench.load_timeline()
        window.session.event_files.start()
        # Its thread takes turns with this one, and the timeline would be seen later.
        workbench.timeline_pane.call_once_painted(window.session.background_checks.start)
        workbench.notifications.offer_recovery(window.session.document)
        if self._present:
            return
        window.error_reports.offer_crash(self._crash_file)
        window.talks.look_for_interrupted(self._offer_resume, 0)

    def _offer_resume(self, interrupted_talk: TalkRecord | None) -> None:
        talks, workbench = self._window.talks, self._window.build_workbench()
        if interrupted_talk is not None and talks.presenter is None:
            talks.offer_resume(interrupted_talk, workbench.notifications)

    def end(self) -> None:
        """Store what is unsaved, and end threads and handlers."""
        window = self._window
        window.session.document.recovery.store()  # keys that came together with a signal
        if self._exit_signals is not None:
            self._exit_signals.remove()
        window.session.background_checks.shut_down()
        window.story_file.shut_down()
        window.session.event_files.shut_down()  # a signal ends the loop without closing the window
        window.error_monitor.remove()
        self._crash_file.close()
        window.file_watch.watch(None)
        window.frame_cache.shut_down()
        window.settings.flush()
