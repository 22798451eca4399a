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
from desktop.session.error_log import ErrorMonitor
from desktop.session.file_watch import FileWatcher
from desktop.session.frame_cache import FrameCache
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.widgets.slide_view import SlideView

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from desktop.session.journal import TalkJournal, TalkState
    from desktop.ui.talk.audience import Audience
    from desktop.ui.talk.presenter import Presenter
    from desktop.ui.window.workbench import Workbench

# Where the slide will stand once the rest is there: it must not jump when it comes.
_WORKBENCH_MARGINS = QMargins(220, 95, 270, 282)


class MainWindow(QMainWindow):
    """The window of one story. `bench` is None until `furnish`."""

    talk_ended = Signal()

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
        self.presenter: Presenter | None = None
        self.error_monitor = error_monitor
        self.workbench: Workbench | None = None
        self.screen_name = ""
        self._rehearsing = False
        self.setAcceptDrops(True)
        self.setMinimumSize(720, 480)
        self.resize(1280, 800)
        self.slide_view = SlideView(session, frame_cache, settings)
        shell = QWidget()
        column = QVBoxLayout(shell)
        column.setContentsMargins(_WORKBENCH_MARGINS)
        column.addWidget(self.slide_view)
        self.setCentralWidget(shell)
        session.story_changed.connect(self._update_title)
        session.language_changed.connect(self._update_title)
        session.story_changed.connect(self._watch_pictures)
        session.document.state_changed.connect(self._update_title)
        session.document.conflicted.connect(self.show_conflict)
        session.presenting_changed.connect(self.show_conflict)

    def build_workbench(self) -> Workbench:
        """Put deck, panels, menus and timeline around the slide; once."""
        if self.workbench is None:
            from PySide6.QtGui import QIcon

            from desktop.ui.app.malloc import fix_malloc_threshold
            from desktop.ui.widgets import style
            from desktop.ui.window.workbench import Workbench

            fix_malloc_threshold()
            QApplication.setWindowIcon(QIcon(str(paths.assets() / "icon.svg")))
            self.setStyleSheet(style.stylesheet())
            self.workbench = workbench = Workbench(self)
            self.setCentralWidget(workbench)
            workbench.restore_layout()
            self.slide_view.event_chosen.connect(workbench.timeline_pane.go_to_event)
            self.slide_view.setFocus()
        return self.workbench

    def _update_title(self) -> None:
        title = self.session.story.title.get(self.session.language)
        unsaved_mark = "• " if self.session.document.dirty else ""
        self.setWindowTitle(unsaved_mark + (f"{title} — Passeur" if title else "Passeur"))

    # -- what can be done ----------------------------------------------------------------------------------------------

    def open(self, path: Path, *, slide: str = "", language: str = "") -> None:
        """Open a story and watch its file; what was not saved is asked about first."""
        if not self._confirm_leave():
            return
        self.frame_cache.cancel_scheduled()
        self.session.open(path, slide_id=slide, language=language)
        self.slide_view.setFocus()
        # Neither is needed to paint the slide, and both ask the disk.
        QTimer.singleShot(0, self, self.start_watching)

    def start_watching(self) -> None:
        """Watch the file that is open, and remember that it was."""
        path = self.session.path
        self.file_watch.watch(path)
        if self.workbench is not None:
            self.workbench.notifications.offer_recovery()
        self._watch_pictures()
        self.session.reload()  # it may have been saved between the reading and the watching
        if path is not None and path.is_file():
            self.settings.add_recent(path)

    def _watch_pictures(self) -> None:
        """Watch the folders of the story's pictures: one that is changed shows as changed."""
        path = self.session.path
        if path is not None:
            self.file_watch.watch_also(path.parent / name for name in self.session.story.image_files)

    def ask_open(self) -> None:
        """Ask for a story to open."""
        from PySide6.QtWidgets import QFileDialog

        from desktop.ui.widgets.messages import MESSAGES

        ui_language = self.settings.language
        folder = str(self.session.path.parent) if self.session.path else ""
        file_name, _ = QFileDialog.getOpenFileName(
            self, MESSAGES("open_title", ui_language), folder, MESSAGES("stories", ui_language)
        )
        if file_name:
            self.open(Path(file_name))

    def save(self) -> bool:
        """Write the text to its file and return whether that was done; why not is said above the slide."""
        from desktop.story.storage.save import SaveError

        if self.workbench is not None:
            self.workbench.notifications.switch_to_own_copy()
        try:
            self.session.document.save()
        except SaveError as error:
            self.notify(error.message(self.settings.language))
            return False
        return not self.session.document.dirty

    def notify(self, message: str) -> None:
        """Say something above the slide, without a dialog in the way."""
        if self.workbench is not None:
            self.workbench.notifications.inform(message)

    def show_conflict(self) -> None:
        """Let the person choose between two versions of what both sides changed."""
        merge_result = self.session.document.conflict
        if merge_result is None or self.session.presenting:
            return
        from desktop.ui.dialogs.versions import ConflictDialog

        dialog = ConflictDialog(self, merge_result, self.settings.language)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.session.document.resolve_conflict(dialog.choices()))
        dialog.open()

    def show_versions(self) -> None:
        """Show the versions saved last."""
        from desktop.ui.dialogs.versions import VersionsDialog

        if self.session.document.editable:
            VersionsDialog(self, self.session.document, self.settings.language).show()

    def show_new_story_dialog(self) -> None:
        """Ask for a new story, make it, and open it."""
        from desktop.ui.dialogs.new_story import NewStoryDialog

        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = NewStoryDialog(self, self.settings.language, Path(folder) / "Passeur")
        dialog.accepted.connect(lambda: self.open(dialog.path) if dialog.path is not None else None)
        dialog.open()

    def open_in_system_editor(self) -> None:
        """Open the text in the system's editor; what is saved there shows here."""
        if self.workbench is not None:
            self.workbench.notifications.switch_to_own_copy()
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        if self.session.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.session.path)))

    def show_export_dialog(self) -> None:
        """Ask what to export."""
        from desktop.ui.dialogs.help_pages import ExportDialog

        if self.session.story.slides:
            ExportDialog(self, self.session, self.settings).open()

    def show_go_to(self) -> None:
        """Find a slide by whatever one remembers of it."""
        from desktop.ui.talk.popups import GoToPopup

        GoToPopup(self, self.session, self.frame_cache, self.settings.language, preview=True)

    def show_overview(self) -> None:
        """Show all slides at a glance."""
        from desktop.ui.talk.popups import OverviewPopup

        OverviewPopup(self, self.session, self.frame_cache)

    def show_about_dialog(self) -> None:
        """Show the version and the licences."""
        from desktop.ui.dialogs.help_pages import show_about
        from desktop.version import version

        show_about(self, version(), self.settings)

    def show_whole_timeline(self) -> None:
        """Show the whole story on the timeline."""
        if self.workbench is not None and self.workbench.timeline_pane.timeline is not None:
            self.workbench.timeline_pane.timeline.show_all()

    @cached_property
    def journal(self) -> TalkJournal:
        """Return where the state of a running talk is written; made when it is first asked for."""
        from desktop.session.journal import TalkJournal

        return TalkJournal(self.settings.data_folder)

    @property
    def audience(self) -> Audience | None:
        """Return the audience's window of the talk that runs, if any."""
        return self.presenter.audience if self.presenter is not None else None

    def present(
        self,
        *,
        from_current_slide: bool = False,
        windowed: bool = False,
        loop: bool = False,
        clock: Clock | None = None,
    ) -> None:
        """Begin the talk, from its first slide or from this one, full-screen or in a `plain` window that can be shared.

        A `loop` runs by itself; `clock` is that of a talk which is taken up again.
        """
        if self.presenter is not None or not self.session.story.slides:
            return
        from desktop.ui.talk import screens
        from desktop.ui.talk.presenter import Presenter

        if not from_current_slide:
            self.session.first()
        self.session.set_clock(clock or Clock())
        work_screen = screens.name_of(self.screen()) if self.isVisible() else ""
        self.presenter = Presenter(
            self.session, self.frame_cache, self.settings, self.journal, self.error_monitor, work_screen
        )
        self.presenter.ended.connect(self._on_talk_ended)
        self.presenter.begin(self.screen_name, windowed=windowed, loop=loop)

    def rehearse(self) -> None:
        """Present from this slide, and account for the time afterwards."""
        self._rehearsing = True
        self.present(from_current_slide=True)
        self.session.set_clock(self.session.clock.start(time.time()))

    def offer_resume(self, talk_state: TalkState) -> None:
        """Offer a talk that was interrupted."""
        if self.workbench is not None:
            self.workbench.notifications.offer_resume(talk_state)

    def resume(self, talk_state: TalkState) -> None:
        """Take a talk up again: same slide, same step, the clock still running."""
        self.open(Path(talk_state.path), slide=talk_state.position.slide_id, language=talk_state.language)
        self.session.go(talk_state.position)
        self.present(from_current_slide=True, clock=talk_state.clock)

    def show_preflight(self) -> None:
        """Show what is ready for a talk and what is not."""
        from desktop.ui.dialogs.preflight import PreflightDialog

        if self.session.path is not None:
            PreflightDialog(self, self.session.path, self.settings.language).show()

    def show_keys_dialog(self) -> None:
        """Show the keys and let them be changed."""
        from desktop.ui.dialogs.keys import KeysDialog

        def on_changed() -> None:
            if self.workbench is not None:
                self.workbench.bindings.apply_keys(self.settings)

        KeysDialog(self, self.settings, on_changed).show()

    def export_ink(self) -> None:
        """Ask where the drawings of the last talk go, and write them."""
        from PySide6.QtWidgets import QFileDialog, QMessageBox

        from desktop.ui.talk import ink_export
        from desktop.ui.widgets.messages import MESSAGES

        ui_language = self.settings.language
        if not self.session.stage.inked_slides:
            QMessageBox.information(self, "Passeur", MESSAGES("no_ink", ui_language))
            return
        folder = QFileDialog.getExistingDirectory(self, MESSAGES("where", ui_language))
        if folder:
            try:
                ink_export.export_drawings(self.session, Path(folder))
            except OSError as error:
                QMessageBox.warning(self, "Passeur", str(error))

    def _on_talk_ended(self) -> None:
        seconds_by_slide = self.presenter.slide_timer.seconds if self.presenter is not None else {}
        if self.presenter is not None:
            self.presenter.deleteLater()
            self.presenter = None
        if self._rehearsing:
            self._rehearsing = False
            self._show_rehearsal(seconds_by_slide)
        if self.workbench is not None:
            self.workbench.refresh()
        self.activateWindow()
        self.talk_ended.emit()

    def _show_rehearsal(self, seconds_by_slide: Mapping[str, float]) -> None:
        """Show the time of a rehearsal against the plan."""
        from desktop.ui.dialogs.rehearsal import RehearsalDialog, minutes_edit

        session = self.session
        RehearsalDialog(
            self,
            session.story,
            seconds_by_slide,
            self.settings.language,
            lambda minutes: session.apply_edit(minutes_edit(session.document.text, minutes)),
        ).show()

    # -- the window ----------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a story that is dragged in."""
        if _dropped_story(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        path = _dropped_story(event)
        if path is not None:
            self.open(path)
            event.acceptProposedAction()

    def _confirm_leave(self) -> bool:
        """Ask what becomes of changes that are not saved, and return whether the story may be left."""
        if self.workbench is not None:
            self.workbench.editing.flush_input()
        document = self.session.document
        if not document.dirty:
            return True
        from PySide6.QtWidgets import QMessageBox

        from desktop.ui.widgets.messages import MESSAGES

        ui_language = self.settings.language
        message_box = QMessageBox(self)
        message_box.setText(MESSAGES("unsaved", ui_language, name=document.path.name if document.path else ""))
        save_button = message_box.addButton(MESSAGES("save_text", ui_language), QMessageBox.ButtonRole.AcceptRole)
        discard_button = message_box.addButton(
            MESSAGES("drop_text", ui_language), QMessageBox.ButtonRole.DestructiveRole
        )
        message_box.addButton(MESSAGES("cancel", ui_language), QMessageBox.ButtonRole.RejectRole)
        message_box.exec()
        if message_box.clickedButton() is save_button:
            return self.save()
        if message_box.clickedButton() is discard_button:
            document.discard_changes()
            return True
        return False

    def restore_window_geometry(self) -> None:
        """Put the window where it was left."""
        self.restoreGeometry(self.settings.widget_state("window"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the arrangement; a talk ends with its window, and nothing is lost without a word."""
        if not self._confirm_leave():
            event.ignore()
            return
        self.settings.save_widget_state("window", self.saveGeometry())
        if self.workbench is not None:
            self.workbench.save_layout()
            self.workbench.timeline_pane.shut_down()
        if self.presenter is not None:
            self.presenter.end_talk()
        self.frame_cache.cancel_scheduled()
        super().closeEvent(event)


def _dropped_story(event: QDropEvent) -> Path | None:
    """Return the story among what is dragged: a .toml file, or a folder that holds a content.toml."""
    for url in event.mimeData().urls():
        path = Path(url.toLocalFile())
        if path.is_dir() and (path / "content.toml").is_file():
            return path / "content.toml"
        if path.suffix.lower() == ".toml" and path.is_file():
            return path
    return None
