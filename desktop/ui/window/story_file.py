"""Opens, watches, saves and closes the story's file.

It needs no part of the window but a parent of dialogs.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from desktop import paths
from desktop.i18n import Messages
from desktop.session import disk_timeouts
from desktop.session.background_worker import BackgroundWorker
from desktop.session.debounce import Debounce
from desktop.session.file_watcher import FileWatcher
from desktop.session.frame_cache import FrameCache
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.load.load import ReadStory, read_and_load
from desktop.story.storage.guarded_read import MAX_READ_SECONDS
from desktop.ui.widgets.story_dialog import close_story_dialogs

if TYPE_CHECKING:
    from desktop.session.text.saved_copy import SavedCopy
    from desktop.story.storage.save import SaveError

_LATE_MS: Final = 1000
"""What is opened within it needs no word."""
_CONFLICT_DIALOG: Final = "conflict"
_MESSAGES: Final = Messages(
    {
        "opening": "Opening {name}…",
        "not_opened": "{name} was not opened: a talk had begun",
    }
)


class StoryFile(QObject):
    """Controller of the open file; `parent` is its dialogs' parent."""

    opened = Signal()
    watching_started = Signal()
    about_to_leave = Signal()  # flush the text field that is open into the text now
    notice = Signal(str)
    save_failed = Signal(str)  # why the text was not saved

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        frame_cache: FrameCache,
        settings: Settings,
        file_watch: FileWatcher,
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._session = session
        self._frame_cache = frame_cache
        self._settings = settings
        self._file_watch = file_watch
        self._reader = BackgroundWorker(self)
        self._is_shown = False
        self._late_name = ""  # of the file that is still being read
        self._late_timer = Debounce(_LATE_MS, self.report_late_story, self)
        session.text_read.connect(self._watch_linked_files)
        session.document.conflict_changed.connect(self.show_conflict)
        session.document.save_failed.connect(self._report_error)
        session.talk.presenting_changed.connect(self.show_conflict)

    def open(self, path: Path, *, slide: str = "", language: str = "", timeout_s: float = MAX_READ_SECONDS + 1) -> bool:
        """Open a story and watch its file; ask about unsaved changes first.

        Returns whether the story is shown. One that takes longer than `timeout_s` to read is shown when it is read, while
        the window goes on. What was to be opened before is forgotten.
        """
        if not self.confirm_leave():
            return False
        self.shut_down()
        self._is_shown = False
        self._reader.submit("open", partial(_read, path), partial(self._show, path, slide, language))
        if not self._reader.wait(timeout_s):
            self._late_name = path.name
            self._late_timer.start()
        return self._is_shown

    def open_chosen(self, path: Path) -> None:
        """Open a story that a person chose, whatever the disk does."""
        self.open(path, timeout_s=disk_timeouts.ACTION_S)

    def shut_down(self) -> None:
        """Drop the reading that is under way."""
        self._reader.shut_down(0.0)
        self._late_timer.stop()
        self._late_name = ""

    def report_late_story(self) -> None:
        """Report the story that is still being read, if any."""
        if self._late_name:
            self.notice.emit(_MESSAGES("opening", self._settings.language, name=self._late_name))

    def _show(self, path: Path, slide: str, language: str, read: ReadStory | Exception) -> None:
        """Show the story that was read; a late one disturbs no talk."""
        is_late, self._late_name = bool(self._late_name), ""
        self._late_timer.stop()
        if isinstance(read, Exception):
            raise read
        if is_late and self._session.talk.presenting:
            self.notice.emit(_MESSAGES("not_opened", self._settings.language, name=path.name))
            return
        if is_late and not self.confirm_leave():
            return
        close_story_dialogs(self._parent)
        self._frame_cache.cancel_scheduled()
        self._session.open(path, slide_id=slide, language=language, read=read)
        self._is_shown = True
        self.opened.emit()
        # Neither is needed to paint the slide, and both ask the disk.
        QTimer.singleShot(0, self, self.start_watching)

    def start_watching(self) -> None:
        """Watch the open file, and add it to the recent files."""
        path = self._session.path
        self._file_watch.watch(path)
        self.watching_started.emit()
        self._watch_linked_files()
        if path is not None:
            self._settings.add_recent(path)

    def _watch_linked_files(self) -> None:
        """Watch pictures and files of events, to show changed and new ones."""
        path = self._session.path
        if path is not None:
            self._file_watch.watch_also(path.parent / name for name in self._session.file_names)

    def save(self) -> bool:
        """Save the text; return success, emit `save_failed` on failure.

        A slow disk is not waited for; then it has not succeeded yet.
        """
        return self._save(disk_timeouts.ACTION_S)

    def _save(self, timeout_s: float) -> bool:
        from desktop.story.storage.save import SaveError

        self.switch_to_own_copy()
        try:
            self._session.document.save(timeout_s)
        except SaveError as error:
            self._report_error(error)
            return False
        return not self._session.document.dirty

    def _report_error(self, error: SaveError) -> None:
        self.save_failed.emit(error.message(self._settings.language))

    def save_as(self, path: Path) -> None:
        """Save text, pictures and data to another file, and edit that.

        A slow disk is not waited for; the copy is edited when it stands.
        """
        session = self._session
        old_path = session.path
        if old_path is None or path.absolute() == old_path:
            self.save()
            return
        document = session.document
        document.flush_input()
        if document.editable:
            document.save_as(path.absolute(), session.story, partial(self._use_copy, old_path), disk_timeouts.ACTION_S)

    def _use_copy(self, old_path: Path, copy: SavedCopy | OSError) -> None:
        """Edit the copy that was saved, or tell why there is none."""
        from desktop.story.storage.linked_files import rename_companions
        from desktop.story.storage.os_reasons import describe_os_error
        from desktop.story.storage.save import SaveError
        from desktop.ui.widgets.shared_messages import MESSAGES

        session, ui_language = self._session, self._settings.language
        if isinstance(copy, SaveError):
            self.notice.emit(copy.message(ui_language))
            return
        if isinstance(copy, OSError):
            self.notice.emit(f"{copy.filename or old_path.parent}: {describe_os_error(copy, ui_language)}")
            return
        if session.path != old_path:
            return  # another story was opened meanwhile
        session.document.flush_input()
        text = session.document.text
        was_changed = text != copy.text  # typed while it was saved
        session.use_copy(copy, rename_companions(text, session.story, copy.renamed) if was_changed else copy.saved_text)
        self.start_watching()
        if copy.renamed:
            names = ", ".join(f"{old} → {new}" for old, new in copy.renamed.items())
            self.notice.emit(MESSAGES("files_renamed", ui_language, names=names))

    def switch_to_own_copy(self) -> None:
        """Copy the built application's story to the documents before it is edited.

        The shipped story stays unchanged.
        """
        session = self._session
        if not paths.is_frozen_build() or session.path != paths.shipped_story():
            return
        from desktop.story.storage.new import copy_shipped_story
        from desktop.ui.widgets.shared_messages import MESSAGES

        ui_language = self._settings.language
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        try:
            path = copy_shipped_story(Path(documents) / "Passeur" / "Le passeur")
        except OSError as error:
            self.notice.emit(MESSAGES("no_own_copy", ui_language, path=error.filename or documents))
            return
        session.document.flush_input()
        text = session.document.text
        session.open(path, slide_id=session.navigator.position.slide_id, language=session.language)
        session.document.replace_text(text)  # changes made before the copy existed
        QTimer.singleShot(0, self, self.start_watching)
        self.notice.emit(MESSAGES("own_copy", ui_language, path=path))

    def show_conflict(self) -> None:
        """Show the conflict dialog if there is a conflict.

        During a talk it waits.
        """
        document = self._session.document
        merge_result = document.conflict
        if merge_result is None:
            for open_dialog in self._parent.findChildren(QDialog, _CONFLICT_DIALOG):
                open_dialog.reject()  # the other program took its change back, or saving resolved it
            return
        if self._session.talk.presenting:
            return
        from desktop.ui.dialogs.conflict import ConflictDialog

        dialog = ConflictDialog(self._parent, merge_result, self._settings.language)
        dialog.setObjectName(_CONFLICT_DIALOG)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: document.resolve_conflict(dialog.choices()))
        dialog.open()

    def confirm_leave(self) -> bool:
        """Ask about unsaved changes and return whether the story may be left."""
        self.about_to_leave.emit()
        document = self._session.document
        if not document.dirty:
            return True
        from PySide6.QtWidgets import QMessageBox

        from desktop.ui.widgets.plain_text import plain_message_box
        from desktop.ui.widgets.shared_messages import MESSAGES

        ui_language = self._settings.language
        file_name = document.path.name if document.path else ""
        message_box = plain_message_box(self._parent, MESSAGES("unsaved", ui_language, name=file_name))
        save_button = message_box.addButton(MESSAGES("save_text", ui_language), QMessageBox.ButtonRole.AcceptRole)
        discard_button = message_box.addButton(
            MESSAGES("drop_text", ui_language), QMessageBox.ButtonRole.DestructiveRole
        )
        message_box.addButton(MESSAGES("cancel", ui_language), QMessageBox.ButtonRole.RejectRole)
        message_box.exec()
        if message_box.clickedButton() is save_button:
            return self._save(disk_timeouts.SAVE_S)
        if message_box.clickedButton() is discard_button:
            document.discard_changes()
            return True
        return False


def _read(path: Path) -> ReadStory | Exception:
    """Return the story of a file; this runs in a thread.

    What fails there is returned, to be raised where the story was asked for.
    """
    try:
        return read_and_load(str(path.absolute()), asks_for_files=False)
    except Exception as error:  # noqa: BLE001 - of any kind: nobody would know why nothing is opened
        return error
