"""The commands of the window's menus, by action id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from desktop.session.frame_cache import FrameCache
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.format.fields import DATA_SUFFIXES
from desktop.ui.widgets import actions
from desktop.ui.widgets.plain_text import plain_message_box
from desktop.ui.widgets.shared_messages import MESSAGES
from desktop.ui.window.error_reports import ErrorReports
from desktop.ui.window.story_file import StoryFile
from desktop.ui.window.talks import Talks


class Commands(QObject):
    """The commands of one window; `parent` is the parent of their dialogs."""

    keys_changed = Signal()
    start_page_requested = Signal()
    place_requested = Signal(int, int)
    """A line and a column of the text that are to be shown in the editor."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        frame_cache: FrameCache,
        settings: Settings,
        story_file: StoryFile,
        talks: Talks,
        error_reports: ErrorReports,
        log_path: Path,
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._session = session
        self._frame_cache = frame_cache
        self._settings = settings
        self._story_file = story_file
        self._talks = talks
        self._error_reports = error_reports
        self._log_path = log_path

    def by_action(self) -> Mapping[str, Callable[[], object]]:
        """Return the function of each action by its id."""
        session, talks = self._session, self._talks
        return {
            "open": self.ask_open,
            "start_page": self.start_page_requested.emit,
            "new": self.show_new_story_dialog,
            "import_events": self.import_events,
            "save": self._story_file.save,
            "save_as": self.ask_save_as,
            "versions": self.show_versions,
            "edit_elsewhere": self.open_in_system_editor,
            "reload": lambda: session.request_reload(force=True),
            "export": self.show_export_dialog,
            "quit": self._parent.close,
            "next": session.navigator.next,
            "previous": session.navigator.previous,
            "next_slide": session.navigator.next_slide,
            "previous_slide": session.navigator.previous_slide,
            "first": session.navigator.first,
            "last": session.navigator.last,
            "history_back": session.navigator.go_back,
            "history_forward": session.navigator.go_forward,
            "goto": self.show_go_to,
            "overview": self.show_overview,
            "language": session.next_language,
            "present": talks.begin,
            "present_here": lambda: talks.begin(from_current_slide=True),
            "present_window": lambda: talks.begin(from_current_slide=True, windowed=True),
            "rehearse": talks.rehearse,
            "ready": self.show_preflight,
            "defer_changes": self.toggle_defer_changes,
            "export_ink": self.export_ink,
            "change_keys": self.show_keys_dialog,
            "keys": self.show_shortcut_list,
            "copy_diagnostics": self._error_reports.copy_diagnostics,
            "about": self.show_about_dialog,
        }

    def ask_open(self) -> None:
        """Ask for a story and open it."""
        ui_language, path = self._settings.language, self._session.path
        folder = str(path.parent) if path else ""
        file_name, _ = QFileDialog.getOpenFileName(
            self._parent, MESSAGES("open_title", ui_language), folder, MESSAGES("stories", ui_language)
        )
        if file_name:
            self._story_file.open_chosen(Path(file_name))

    def ask_save_as(self) -> None:
        """Ask for another file, save there, and open it."""
        path, ui_language = self._session.path, self._settings.language
        if path is None or not self._session.document.editable:
            return
        file_name, _ = QFileDialog.getSaveFileName(
            self._parent, actions.BY_ID["save_as"].label(ui_language), str(path), MESSAGES("stories", ui_language)
        )
        if file_name:
            self._story_file.save_as(Path(file_name if Path(file_name).suffix else f"{file_name}.toml"))

    def show_versions(self) -> None:
        """Show the saved versions."""
        from desktop.ui.dialogs.versions import VersionsDialog

        if self._session.document.editable:
            VersionsDialog(self._parent, self._session.document, self._settings.language).show()

    def import_events(self) -> None:
        """Ask for a table of events, and create a story of it."""
        ui_language = self._settings.language
        patterns = " ".join(f"*{suffix}" for suffix in DATA_SUFFIXES)
        file_name, _ = QFileDialog.getOpenFileName(
            self._parent, MESSAGES("table", ui_language), "", f"{MESSAGES('tables', ui_language)} ({patterns})"
        )
        if file_name:
            self.show_new_story_dialog(table=Path(file_name))

    def show_new_story_dialog(self, template_id: str = "", table: Path | None = None) -> None:
        """Ask for a new story, create it, and open it."""
        from desktop.story.storage.new import free_story_folder
        from desktop.ui.dialogs.new_story import NewStoryDialog

        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = NewStoryDialog(
            self._parent, self._settings.language, free_story_folder(Path(folder) / "Passeur"), template_id, table
        )
        dialog.accepted.connect(lambda: self._story_file.open_chosen(dialog.path) if dialog.path is not None else None)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_in_system_editor(self) -> None:
        """Open the text in the system's editor.

        The file watcher shows what is saved there.
        """
        self._story_file.switch_to_own_copy()
        if self._session.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._session.path)))

    def show_export_dialog(self) -> None:
        """Show the export dialog."""
        from desktop.ui.dialogs.export import ExportDialog

        if self._session.story.slides:
            ExportDialog(self._parent, self._session, self._settings).open()

    def show_go_to(self) -> None:
        """Show the search for a slide."""
        self._toggle_popup("goto")

    def show_overview(self) -> None:
        """Show all slides as thumbnails."""
        self._toggle_popup("overview")

    def _toggle_popup(self, popup_id: str) -> None:
        from desktop.ui.talk.popups import toggle_popup

        toggle_popup(self._parent, popup_id, self._session, self._frame_cache, self._settings, for_speaker_alone=True)

    def show_shortcut_list(self) -> None:
        """Show the keys of all actions."""
        from desktop.ui.dialogs import help_pages

        help_pages.show_shortcut_list(self._parent, self._settings)

    def show_about_dialog(self) -> None:
        """Show the version and the licences."""
        from desktop.ui.dialogs import help_pages
        from desktop.version import version

        help_pages.show_about(self._parent, version(), self._log_path, self._settings)

    def show_preflight(self) -> None:
        """Show the checks before a talk."""
        from desktop.ui.dialogs.preflight import PreflightDialog

        if self._session.path is not None:
            dialog = PreflightDialog(self._parent, self._session.path, self._settings.language, self._talks.begin)
            dialog.place_chosen.connect(self.place_requested)
            dialog.show()

    def show_keys_dialog(self) -> None:
        """Show the dialog that changes keys; emit `keys_changed` at each change."""
        from desktop.ui.dialogs.keys import KeysDialog

        KeysDialog(self._parent, self._settings, self.keys_changed.emit).show()

    def toggle_defer_changes(self) -> None:
        """Toggle whether text changes wait for a key in talks."""
        self._settings.set_defer_changes(not self._settings.defer_changes)

    def export_ink(self) -> None:
        """Export the last talk's drawings to a chosen folder."""
        from desktop.output.drawings import write_drawings
        from desktop.output.selection import ExportError

        ui_language = self._settings.language
        drawings = self._session.talk.ink.drawings
        if not drawings:
            plain_message_box(self._parent, MESSAGES("no_ink", ui_language), QMessageBox.Icon.Information).exec()
            return
        folder = QFileDialog.getExistingDirectory(self._parent, MESSAGES("where", ui_language))
        if folder:
            try:
                write_drawings(self._session.story, drawings, Path(folder), language=self._session.language)
            except ExportError as error:
                plain_message_box(self._parent, error.message(ui_language), QMessageBox.Icon.Warning).exec()
