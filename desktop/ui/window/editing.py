"""The three ways to change the text in a window: typing beside the slide, writing on it, and arranging the deck.

Whatever is done, what was typed a moment before is told first: it is a step of its own, and nothing of it is lost.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from desktop.story.model import KeyPath
from desktop.story.storage.save import SaveError, describe_os_error
from desktop.ui.widgets import actions
from desktop.ui.widgets.messages import MESSAGES
from desktop.ui.window.deck_edit import DeckEditing
from desktop.ui.window.slide_edit import SlideEditing

if TYPE_CHECKING:
    from desktop.ui.editor.story_editor import StoryEditor
    from desktop.ui.window.workbench import Workbench


class Editing(QObject):
    """What edits the story of one workbench. The editor is made when it is first wanted."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        window = workbench.main_window
        self._workbench = workbench
        self._session = workbench.session
        self.editor: StoryEditor | None = None
        self._side_panel_was_visible = True  # before the editor took its place
        self.slide_editing = SlideEditing(workbench.slide_view, workbench.session, workbench.settings.language)
        self.slide_editing.refused.connect(window.notify)
        self.slide_editing.about_to_import_picture.connect(self._switch_to_own_copy)
        self.deck_editing = DeckEditing(workbench.deck, workbench.session, workbench.settings, window.notify)
        window.installEventFilter(self)

    # -- nothing is lost -----------------------------------------------------------------------------------------------

    def flush_input(self) -> None:
        """Take up what is being written on the slide, and what was typed a moment ago."""
        self.slide_editing.commit_field()
        self._session.document.flush_input()

    def after_flush(self, command: Callable[[], object]) -> Callable[[], None]:
        """Return what does the same after everything that is being written is taken up."""

        def flush_and_run() -> None:
            self.flush_input()
            command()

        return flush_and_run

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take up everything before the window asks whether there is something to save."""
        if event.type() == QEvent.Type.Close:
            self.flush_input()
        return super().eventFilter(watched, event)

    def _switch_to_own_copy(self) -> None:
        self._workbench.notifications.switch_to_own_copy()  # made after this

    # -- another file --------------------------------------------------------------------------------------------------

    def ask_save_as(self) -> None:
        """Ask for another file, and go on in it."""
        from PySide6.QtWidgets import QFileDialog

        path, ui_language = self._session.path, self._workbench.settings.language
        if path is None or not self._session.document.editable:
            return
        file_name, _ = QFileDialog.getSaveFileName(
            self._workbench, actions.BY_ID["save_as"].label(ui_language), str(path), MESSAGES("stories", ui_language)
        )
        if file_name:
            self.save_as(Path(file_name if Path(file_name).suffix else f"{file_name}.toml"))

    def save_as(self, path: Path) -> None:
        """Write the text to another file, with the pictures that it shows, and go on in that one; or say why not."""
        session, window = self._session, self._workbench.main_window
        old_path = session.path
        if old_path is None or path.absolute() == old_path:
            window.save()
            return
        try:
            session.document.save_copy(path)
            for image_file in session.story.image_files:
                picture, target = old_path.parent / image_file, path.parent / image_file
                if picture.is_file() and not target.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(picture, target)
        except SaveError as error:
            window.notify(error.message(self._workbench.settings.language))
            return
        except OSError as error:
            window.notify(f"{error.filename}: {describe_os_error(error, self._workbench.settings.language)}")
        session.document.discard_changes()
        window.open(path, slide=session.position.slide_id, language=session.language)

    # -- the text beside the slide -------------------------------------------------------------------------------------

    def ensure_editor(self) -> StoryEditor:
        """Return the editor, made when it is first wanted."""
        if self.editor is None:
            from desktop.ui.editor.story_editor import StoryEditor

            workbench = self._workbench
            self.editor = StoryEditor(self._session, workbench.settings)
            self.editor.save_requested.connect(workbench.main_window.save)
            self.editor.hide()
            workbench.column_splitter.insertWidget(1, self.editor)
            workbench.column_splitter.setStretchFactor(1, 1)
            self.slide_editing.key_path_chosen.connect(self._reveal_in_editor)
        return self.editor

    @property
    def is_editor_visible(self) -> bool:
        """Return whether the text is beside the slide."""
        return self.editor is not None and self.editor.isVisible()

    def toggle_editor(self) -> None:
        """Show the text beside the slide, or put it away."""
        editor, workbench = self.ensure_editor(), self._workbench
        if self.is_editor_visible:
            editor.hide()
            workbench.deck.show()
            workbench.side_container.setVisible(self._side_panel_was_visible)
            workbench.slide_view.setFocus()
            workbench.refresh()
            return
        workbench.notifications.switch_to_own_copy()
        if not self._session.document.editable:
            return
        total_width = sum(workbench.column_splitter.sizes())
        # Text and slide are what counts now; sources and notes come back with F7.
        self._side_panel_was_visible = workbench.side_container.isVisible()
        workbench.side_container.hide()
        editor.show()
        workbench.refresh()
        workbench.column_splitter.setSizes(
            [min(190, total_width // 6), round(total_width * 0.44), round(total_width * 0.4), 0]
        )
        slide = self._session.slide
        if slide is not None:
            editor.go_to_key_path(slide.path)
        editor.editor.setFocus()

    def open_editor_at(self, line: int, column: int) -> None:
        """Show a line of the text in the editor."""
        if not self.is_editor_visible:
            self.toggle_editor()
        if self.editor is not None and self.is_editor_visible:
            self.editor.go_to_line(line, column)

    def next_problem(self, direction: int) -> None:
        """Go to the next problem in the text, or the one before."""
        if not self._session.problems:
            return
        if not self.is_editor_visible:
            self.toggle_editor()
        if self.editor is not None:
            self.editor.go_to_next_problem(direction)
            self.editor.editor.setFocus()

    def _reveal_in_editor(self, key_path: KeyPath) -> None:
        if self.editor is not None and self.is_editor_visible:
            self.editor.go_to_key_path(key_path)

    def retranslate(self, ui_language: str) -> None:
        """Speak another language; text, cursor, folds and history stay."""
        self.slide_editing.ui_language = ui_language
        if self.editor is not None:
            self.editor.retranslate(ui_language)
