"""The main window: first the slide, then the workbench.

The slide alone is painted as fast as it can be.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from desktop import paths
from desktop.qt_override import qt_override
from desktop.session.errors.error_log import ErrorMonitor
from desktop.session.file_watcher import FileWatcher
from desktop.session.frame_cache import FrameCache
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.widgets.keys.button_keys import ButtonKeys
from desktop.ui.widgets.slide_view import SlideView
from desktop.ui.window.pane_layout import slide_margins
from desktop.ui.window.story_file import StoryFile
from desktop.ui.window.talks import Talks

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from desktop.ui.window.commands import Commands
    from desktop.ui.window.start_page import StartPage
    from desktop.ui.window.workbench import Workbench

_FRAME_WIDTH = 4
_TITLE_BAR_HEIGHT = 40
"""As much as any desktop takes. Asking the style costs 11 ms of the start: Qt's class has more than 300 names."""


class MainWindow(QMainWindow):
    """The window of one story. `workbench` is None until `build_workbench`."""

    def __init__(
        self,
        session: Session,
        frame_cache: FrameCache,
        settings: Settings,
        file_watch: FileWatcher,
        error_monitor: ErrorMonitor,
    ) -> None:
        super().__init__()
        self.session = session
        self.frame_cache = frame_cache
        self.settings = settings
        self.file_watch = file_watch
        self.error_monitor = error_monitor
        self.workbench: Workbench | None = None
        self._commands: Commands
        self.setAcceptDrops(True)
        self.setMinimumSize(720, 480)
        self.resize(1280, 800)
        self.slide_view = SlideView(session, frame_cache, settings)
        self.story_file = StoryFile(self, session, frame_cache, settings, file_watch)
        self.story_file.opened.connect(self.slide_view.setFocus)
        self.talks = Talks(self, session, frame_cache, settings, error_monitor, self.story_file)
        self.talks.ended.connect(self.activateWindow)
        ButtonKeys(self)
        shell = QWidget()
        self._slide_column = QVBoxLayout(shell)
        self._slide_column.addWidget(self.slide_view)
        self.setCentralWidget(shell)
        session.story_changed.connect(self._update_title)
        session.language_changed.connect(self._update_title)
        session.document.state_changed.connect(self._update_title)

    def build_workbench(self) -> Workbench:
        """Put deck, panels, menus and timeline around the slide; once."""
        if self.workbench is None:
            from PySide6.QtGui import QIcon

            from desktop.ui.widgets import style
            from desktop.ui.window.commands import Commands
            from desktop.ui.window.error_reports import ErrorReports
            from desktop.ui.window.talk_reminder import TalkReminder
            from desktop.ui.window.workbench import Workbench

            QApplication.setWindowIcon(QIcon(str(paths.assets() / "icon.svg")))
            self.setStyleSheet(style.stylesheet())
            self.error_reports = ErrorReports(self, self.session, self.settings, self.error_monitor)
            commands = Commands(
                self,
                self.session,
                self.frame_cache,
                self.settings,
                self.story_file,
                self.talks,
                self.error_reports,
                self.error_monitor.log_path,
            )
            self.workbench = workbench = Workbench(
                self.session,
                self.settings,
                self.frame_cache,
                self.slide_view,
                self.menuBar(),
                commands,
                self.story_file,
            )
            self.error_reports.follow(workbench.notifications)
            self.talks.ended.connect(workbench.refresh)
            self.talks.offer_by(lambda record, begin: self.talks.offer_resume(record, workbench.notifications, begin))
            self._talk_reminder = TalkReminder(
                self, self.session.talk, workbench.notifications, self.settings, self.talks.go_back
            )
            self.setCentralWidget(workbench)
            workbench.panes.restore()
            # Qt shows it a turn of the event loop later. A window that the desktop activates in between finds nothing
            # visible to give the keyboard to, and no key of the menus works until somebody clicks.
            workbench.show()
            self.slide_view.event_chosen.connect(workbench.timeline_pane.go_to_event)
            self.slide_view.setFocus()
            self._commands = commands
            commands.start_page_requested.connect(self.show_start_page)
            if self.session.path is None:
                self.show_start_page()
        return self.workbench

    @cached_property
    def start_page(self) -> StartPage:
        """The page of recent stories, built when it is first wanted."""
        from desktop.ui.window.start_page import StartPage

        page = StartPage(self.build_workbench(), self.session, self.settings)
        page.story_chosen.connect(self.story_file.open)
        page.kind_chosen.connect(self._commands.show_new_story_dialog)
        page.open_requested.connect(self._commands.ask_open)
        page.import_requested.connect(self._commands.import_events)
        self.story_file.opened.connect(page.hide)
        return page

    def show_start_page(self) -> None:
        """Show the page of recent stories over the window's content."""
        self.start_page.open_page()

    def _update_title(self) -> None:
        title = self.session.story.title.get(self.session.language)
        unsaved_mark = "• " if self.session.document.dirty else ""
        self.setWindowTitle(unsaved_mark + (f"{title} — Passeur" if title else "Passeur"))

    @qt_override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a story that is dragged in."""
        if _dropped_story(event) is not None:
            event.acceptProposedAction()

    @qt_override
    def dropEvent(self, event: QDropEvent) -> None:
        """Open the dropped story."""
        path = _dropped_story(event)
        if path is not None:
            self.story_file.open_chosen(path)
            event.acceptProposedAction()

    def restore_window_geometry(self) -> None:
        """Restore the window's size and place, and fit it on its screen.

        A first window that would not fit with its frame begins maximized.
        """
        restored = self.restoreGeometry(self.settings.widget_state("window"))
        available = self.screen().availableGeometry()
        # The frame is known only once the window is shown.
        frame_height = _TITLE_BAR_HEIGHT + 2 * _FRAME_WIDTH
        room = QSize(available.width() - 2 * _FRAME_WIDTH, available.height() - frame_height)
        if self.width() > room.width() or self.height() > room.height():
            self.resize(self.size().boundedTo(room))
            if not restored:
                self.move(available.topLeft())
                self.setWindowState(Qt.WindowState.WindowMaximized)
        self.place_slide()

    def place_slide(self) -> None:
        """Put the slide where the workbench will leave it."""
        self._slide_column.setContentsMargins(slide_margins(self.settings, self.width()))

    @qt_override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes, save the layout, and end a running talk."""
        if not self.story_file.confirm_leave():
            event.ignore()
            return
        self.settings.save_widget_state("window", self.saveGeometry())
        if self.workbench is not None:
            self.workbench.panes.save()
        if "start_page" in vars(self):
            self.start_page.shut_down()
        self.story_file.shut_down()
        self.session.event_files.shut_down()
        self.talks.end()
        self.frame_cache.shut_down()
        super().closeEvent(event)


def _dropped_story(event: QDropEvent) -> Path | None:
    """Return the dragged .toml file, or a folder's content.toml."""
    for url in event.mimeData().urls():
        path = Path(url.toLocalFile())
        if path.is_dir() and (path / "content.toml").is_file():
            return path / "content.toml"
        if path.suffix.lower() == ".toml" and path.is_file():
            return path
    return None
