"""The main window: at first the slide alone, as fast as it can be painted; then everything around it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from desktop import paths
from desktop.session.clock import Clock
from desktop.session.error_log import Faults
from desktop.session.file_watch import FileWatch
from desktop.session.frame_cache import Frames
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.widgets.slide_view import SlideView

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from desktop.session.journal import Entry, Journal
    from desktop.ui.talk.audience import Audience
    from desktop.ui.talk.presenter import Presenter
    from desktop.ui.window.workbench import Workbench

# Where the slide will stand once the rest is there: it must not jump when it comes.
_AROUND = QMargins(220, 95, 270, 282)


class Window(QMainWindow):
    """The window of one story. `bench` is None until `furnish`."""

    talk_ended = Signal()

    def __init__(self, session: Session, frames: Frames, settings: Settings, watch: FileWatch, faults: Faults) -> None:
        super().__init__()
        self.session = session
        self.frames = frames
        self.settings = settings
        self.watch = watch
        self.presenter: Presenter | None = None
        self.faults = faults
        self.bench: Workbench | None = None
        self.screen_name = ""
        self._rehearsing = False
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
        session.story_changed.connect(self._watch_pictures)
        session.document.state_changed.connect(self._name)
        session.document.conflicted.connect(self.settle_conflict)
        session.presenting_changed.connect(self.settle_conflict)

    def furnish(self) -> Workbench:
        """Put deck, panels, menus and timeline around the slide; once."""
        if self.bench is None:
            from PySide6.QtGui import QIcon

            from desktop.ui.app.malloc import return_large_blocks
            from desktop.ui.widgets import style
            from desktop.ui.window.workbench import Workbench

            return_large_blocks()
            QApplication.setWindowIcon(QIcon(str(paths.assets() / "icon.svg")))
            self.setStyleSheet(style.sheet())
            self.bench = bench = Workbench(self)
            self.setCentralWidget(bench)
            bench.restore()
            self.slide.event_chosen.connect(bench.pane.choose)
            self.slide.setFocus()
        return self.bench

    def _name(self) -> None:
        title = self.session.story.title.get(self.session.language)
        mark = "• " if self.session.document.dirty else ""
        self.setWindowTitle(mark + (f"{title} — Passeur" if title else "Passeur"))

    # -- what can be done ----------------------------------------------------------------------------------------------

    def open(self, path: Path, *, slide: str = "", language: str = "") -> None:
        """Open a story and watch its file; what was not saved is asked about first."""
        if not self._may_leave():
            return
        self.frames.forget_waiting()
        self.session.open(path, slide=slide, language=language)
        self.slide.setFocus()
        # Neither is needed to paint the slide, and both ask the disk.
        QTimer.singleShot(0, self, self.keep_watch)

    def keep_watch(self) -> None:
        """Watch the file that is open, and remember that it was."""
        path = self.session.path
        self.watch.watch(path)
        if self.bench is not None:
            self.bench.offers.recovery()
        self._watch_pictures()
        self.session.reload()  # it may have been saved between the reading and the watching
        if path is not None and path.is_file():
            self.settings.remember(path)

    def _watch_pictures(self) -> None:
        """Watch the folders of the story's pictures: one that is changed shows as changed."""
        path = self.session.path
        if path is not None:
            self.watch.beside(path.parent / name for name in self.session.story.pictures)

    def ask_open(self) -> None:
        """Ask for a story to open."""
        from PySide6.QtWidgets import QFileDialog

        from desktop.ui.widgets.messages import WORDS

        say = self.settings.language
        folder = str(self.session.path.parent) if self.session.path else ""
        chosen, _ = QFileDialog.getOpenFileName(self, WORDS("open_title", say), folder, WORDS("stories", say))
        if chosen:
            self.open(Path(chosen))

    def save(self) -> bool:
        """Write the text to its file and return whether that was done; why not is said above the slide."""
        from desktop.story.storage.save import SaveError

        if self.bench is not None:
            self.bench.offers.own_copy()
        try:
            self.session.document.save()
        except SaveError as error:
            self.tell(error.message(self.settings.language))
            return False
        return not self.session.document.dirty

    def tell(self, sentence: str) -> None:
        """Say something above the slide, without a dialog in the way."""
        if self.bench is not None:
            self.bench.offers.tell(sentence)

    def settle_conflict(self) -> None:
        """Let the person choose between two versions of what both sides changed."""
        found = self.session.document.conflict
        if found is None or self.session.presenting:
            return
        from desktop.ui.dialogs.versions import ConflictDialog

        dialog = ConflictDialog(self, found, self.settings.language)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.session.document.resolve(dialog.choices()))
        dialog.open()

    def show_versions(self) -> None:
        """Show the versions saved last."""
        from desktop.ui.dialogs.versions import VersionsDialog

        if self.session.document.editable:
            VersionsDialog(self, self.session.document, self.settings.language).show()

    def new_story(self) -> None:
        """Ask for a new story, make it, and open it."""
        from desktop.ui.dialogs.new_story import NewDialog

        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = NewDialog(self, self.settings.language, Path(folder) / "Passeur")
        dialog.accepted.connect(lambda: self.open(dialog.path) if dialog.path is not None else None)
        dialog.open()

    def edit_elsewhere(self) -> None:
        """Open the text in the system's editor; what is saved there shows here."""
        if self.bench is not None:
            self.bench.offers.own_copy()
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        if self.session.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.session.path)))

    def export(self) -> None:
        """Ask what to export."""
        from desktop.ui.dialogs.help_pages import ExportDialog

        if self.session.story.slides:
            ExportDialog(self, self.session, self.settings).open()

    def go_to(self) -> None:
        """Find a slide by whatever one remembers of it."""
        from desktop.ui.talk.popups import GoTo

        GoTo(self, self.session, self.frames, self.settings.language, preview=True)

    def overview(self) -> None:
        """Show all slides at a glance."""
        from desktop.ui.talk.popups import Overview

        Overview(self, self.session, self.frames)

    def about(self) -> None:
        """Show the version and the licences."""
        from desktop.ui.dialogs.help_pages import show_about
        from desktop.version import version

        show_about(self, version(), self.settings)

    def show_all(self) -> None:
        """Show the whole story on the timeline."""
        if self.bench is not None and self.bench.pane.timeline is not None:
            self.bench.pane.timeline.show_all()

    @cached_property
    def journal(self) -> Journal:
        """Return where the state of a running talk is written; made when it is first asked for."""
        from desktop.session.journal import Journal

        return Journal(self.settings.data_folder)

    @property
    def audience(self) -> Audience | None:
        """Return the audience's window of the talk that runs, if any."""
        return self.presenter.audience if self.presenter is not None else None

    def present(
        self, *, here: bool = False, plain: bool = False, loop: bool = False, clock: Clock | None = None
    ) -> None:
        """Begin the talk, from its first slide or from this one, full-screen or in a `plain` window that can be shared.

        A `loop` runs by itself; `clock` is that of a talk which is taken up again.
        """
        if self.presenter is not None or not self.session.story.slides:
            return
        from desktop.ui.talk import screens
        from desktop.ui.talk.presenter import Presenter

        if not here:
            self.session.first()
        self.session.set_clock(clock or Clock())
        own = screens.name_of(self.screen()) if self.isVisible() else ""
        self.presenter = Presenter(self.session, self.frames, self.settings, self.journal, self.faults, own)
        self.presenter.ended.connect(self._talk_ended)
        self.presenter.begin(self.screen_name, plain=plain, loop=loop)

    def rehearse(self) -> None:
        """Present from this slide, and account for the time afterwards."""
        self._rehearsing = True
        self.present(here=True)
        self.session.set_clock(self.session.clock.started(time.time()))

    def offer_resume(self, entry: Entry) -> None:
        """Offer a talk that was interrupted."""
        if self.bench is not None:
            self.bench.offers.talk(entry)

    def resume(self, entry: Entry) -> None:
        """Take a talk up again: same slide, same step, the clock still running."""
        self.open(Path(entry.path), slide=entry.position.slide, language=entry.language)
        self.session.go(entry.position)
        self.present(here=True, clock=entry.clock)

    def ready(self) -> None:
        """Show what is ready for a talk and what is not."""
        from desktop.ui.dialogs.preflight import ReadySheet

        if self.session.path is not None:
            ReadySheet(self, self.session.path, self.settings.language).show()

    def change_keys(self) -> None:
        """Show the keys and let them be changed."""
        from desktop.ui.dialogs.keys import KeysDialog

        def changed() -> None:
            if self.bench is not None:
                self.bench.bindings.rebind(self.settings)

        KeysDialog(self, self.settings, changed).show()

    def export_ink(self) -> None:
        """Ask where the drawings of the last talk go, and write them."""
        from PySide6.QtWidgets import QFileDialog, QMessageBox

        from desktop.ui.talk import ink_export
        from desktop.ui.widgets.messages import WORDS

        say = self.settings.language
        if not self.session.stage.inked_slides:
            QMessageBox.information(self, "Passeur", WORDS("no_ink", say))
            return
        folder = QFileDialog.getExistingDirectory(self, WORDS("where", say))
        if folder:
            try:
                ink_export.write(self.session, Path(folder))
            except OSError as error:
                QMessageBox.warning(self, "Passeur", str(error))

    def _talk_ended(self) -> None:
        spent = self.presenter.spent.seconds if self.presenter is not None else {}
        if self.presenter is not None:
            self.presenter.deleteLater()
            self.presenter = None
        if self._rehearsing:
            self._rehearsing = False
            self._account(spent)
        if self.bench is not None:
            self.bench.refresh()
        self.activateWindow()
        self.talk_ended.emit()

    def _account(self, spent: Mapping[str, float]) -> None:
        """Show the time of a rehearsal against the plan."""
        from desktop.ui.dialogs.rehearsal import RehearsalSheet, write_minutes

        session = self.session
        RehearsalSheet(
            self,
            session.story,
            spent,
            self.settings.language,
            lambda minutes: session.change(write_minutes(session.document.text, minutes)),
        ).show()

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

    def _may_leave(self) -> bool:
        """Ask what becomes of changes that are not saved, and return whether the story may be left."""
        if self.bench is not None:
            self.bench.editing.settle()
        document = self.session.document
        if not document.dirty:
            return True
        from PySide6.QtWidgets import QMessageBox

        from desktop.ui.widgets.messages import WORDS

        say = self.settings.language
        box = QMessageBox(self)
        box.setText(WORDS("unsaved", say, name=document.path.name if document.path else ""))
        save = box.addButton(WORDS("save_text", say), QMessageBox.ButtonRole.AcceptRole)
        drop = box.addButton(WORDS("drop_text", say), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(WORDS("cancel", say), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is save:
            return self.save()
        if box.clickedButton() is drop:
            document.drop()
            return True
        return False

    def restore(self) -> None:
        """Put the window where it was left."""
        self.restoreGeometry(self.settings.layout("window"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the arrangement; a talk ends with its window, and nothing is lost without a word."""
        if not self._may_leave():
            event.ignore()
            return
        self.settings.keep_layout("window", self.saveGeometry())
        if self.bench is not None:
            self.bench.keep()
            self.bench.pane.finish()
        if self.presenter is not None:
            self.presenter.leave()
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
