"""The main window: at first the slide alone, as fast as it can be painted; then everything around it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QTimer
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from desktop.ui.frames import Frames
from desktop.ui.session import Session
from desktop.ui.settings import Settings
from desktop.ui.slide_view import SlideView
from desktop.ui.watch import FileWatch

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from desktop.ui.audience import Audience
    from desktop.ui.workbench import Workbench

# Where the slide will stand once the rest is there: it must not jump when it comes.
_AROUND = QMargins(220, 95, 270, 282)


class Window(QMainWindow):
    """The window of one story. `bench` is None until `furnish`."""

    def __init__(self, session: Session, frames: Frames, settings: Settings, watch: FileWatch) -> None:
        super().__init__()
        self.session = session
        self.frames = frames
        self.settings = settings
        self.watch = watch
        self.audience: Audience | None = None
        self.bench: Workbench | None = None
        self.screen_name = ""
        self.setAcceptDrops(True)
        self.setMinimumSize(720, 480)
        self.resize(1280, 800)
        self.slide = SlideView(session, frames, settings)
        shell = QWidget()
        column = QVBoxLayout(shell)
        column.setContentsMargins(_AROUND)
        column.addWidget(self.slide)
        self.setCentralWidget(shell)
        session.story_changed.connect(self._name)
        session.language_changed.connect(self._name)

    def furnish(self) -> Workbench:
        """Put deck, panels, menus and timeline around the slide; once."""
        if self.bench is None:
            from desktop.ui import style
            from desktop.ui.workbench import Workbench

            self.setStyleSheet(style.sheet())
            self.bench = bench = Workbench(self)
            self.setCentralWidget(bench)
            bench.restore()
            self.slide.event_chosen.connect(bench.choose_event)
            self.slide.setFocus()
        return self.bench

    def _name(self) -> None:
        title = self.session.story.title.get(self.session.language)
        self.setWindowTitle(f"{title} — Passeur" if title else "Passeur")

    # -- what can be done ----------------------------------------------------------------------------------------------

    def open(self, path: Path, *, slide: str = "", language: str = "") -> None:
        """Open a story and watch its file."""
        self.frames.forget_waiting()
        self.session.open(path, slide=slide, language=language)
        self.slide.setFocus()
        # Neither is needed to paint the slide, and both ask the disk.
        QTimer.singleShot(0, self, self._keep_watch)

    def _keep_watch(self) -> None:
        """Watch the file that is open, and remember that it was."""
        path = self.session.path
        self.watch.watch(path)
        self.session.reload()  # it may have been saved between the reading and the watching
        if path is not None and path.is_file():
            self.settings.remember(path)

    def ask_open(self) -> None:
        """Ask for a story to open."""
        from PySide6.QtWidgets import QFileDialog

        from desktop.ui.words import WORDS

        say = self.settings.language
        folder = str(self.session.path.parent) if self.session.path else ""
        chosen, _ = QFileDialog.getOpenFileName(self, WORDS("open_title", say), folder, WORDS("stories", say))
        if chosen:
            self.open(Path(chosen))

    def edit_text(self) -> None:
        """Open the text in the system's editor; what is saved there shows here."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        if self.session.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.session.path)))

    def export(self) -> None:
        """Ask what to export."""
        from desktop.ui.dialogs import ExportDialog

        if self.session.story.slides:
            ExportDialog(self, self.session, self.settings).open()

    def about(self) -> None:
        """Show the version and the licences."""
        from desktop.ui.dialogs import show_about
        from desktop.version import version

        show_about(self, version(), self.settings)

    def show_all(self) -> None:
        """Show the whole story on the timeline."""
        if self.bench is not None and self.bench.timeline is not None:
            self.bench.timeline.show_all()

    def present(self, *, here: bool = False) -> None:
        """Begin the talk, from its first slide or from this one."""
        if self.audience is not None or not self.session.story.slides:
            return
        from desktop.ui.audience import Audience

        if not here:
            self.session.first()
        audience = Audience(self.session, self.frames, self.settings)
        audience.left.connect(self._talk_ended)
        self.audience = audience
        audience.begin(self.screen_name)

    def _talk_ended(self) -> None:
        if self.audience is not None:
            self.audience.deleteLater()
            self.audience = None
        if self.bench is not None:
            self.bench.refresh()
        self.activateWindow()

    # -- the window ----------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a story that is dragged in."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        path = _dropped(event)
        if path is not None:
            self.open(path)
            event.acceptProposedAction()

    def restore(self) -> None:
        """Put the window where it was left."""
        self.restoreGeometry(self.settings.layout("window"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the arrangement; a talk ends with its window."""
        self.settings.keep_layout("window", self.saveGeometry())
        if self.bench is not None:
            self.bench.keep()
        if self.audience is not None:
            self.audience.close()
        self.frames.forget_waiting()
        super().closeEvent(event)


def _dropped(event: QDropEvent) -> Path | None:
    """Return the story among what is dragged: a .toml file, or a folder that holds a content.toml."""
    for url in event.mimeData().urls():
        path = Path(url.toLocalFile())
        if path.is_dir() and (path / "content.toml").is_file():
            return path / "content.toml"
        if path.suffix.lower() == ".toml" and path.is_file():
            return path
    return None
