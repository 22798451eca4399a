"""The editors of a window: of text, slide and deck.

Each command first flushes pending input, so that the input becomes an undo step of its own and nothing of it is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.session.story_edits import StoryEdits
from desktop.story.localized_text import KeyPath
from desktop.ui.widgets.deck.deck import Deck
from desktop.ui.widgets.slide_view import SlideView
from desktop.ui.window.slide_editing.part_handles import PartHandles
from desktop.ui.window.slide_editing.slide_edit import SlideEditing
from desktop.ui.window.story_editing.deck_edit import DeckEditing
from desktop.ui.window.story_editing.insert import Inserting
from desktop.ui.window.story_editing.paste import Pasting
from desktop.ui.window.story_editing.slide_commands import SlideCommands
from desktop.ui.window.story_file import StoryFile
from desktop.ui.window.stray_key_filter import MissedText
from desktop.ui.window.undoing import Undoing

if TYPE_CHECKING:
    from desktop.ui.editor.story_editor_pane import StoryEditorPane


class WindowEditors(QObject):
    """The editors of a workbench; creates the text editor when needed.

    `splitter` takes the text editor in its second place; `side_container` is hidden while the text editor is shown.
    """

    editor_toggled = Signal()
    input_started = Signal()  # text is typed that is not in the history yet
    notice = Signal(str)

    def __init__(
        self,
        parent: QObject,
        session: Session,
        settings: Settings,
        story_file: StoryFile,
        slide_view: SlideView,
        deck: Deck,
        splitter: QSplitter,
        side_container: QWidget,
        undoing: Undoing,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._story_file = story_file
        self._slide_view = slide_view
        self._deck = deck
        self._splitter = splitter
        self._side_container = side_container
        self._undoing = undoing
        self.editor: StoryEditorPane | None = None
        self._side_panel_was_visible = True  # before the editor took its place
        self._widths_before: list[int] = []  # of the columns
        self.missed_text = MissedText(slide_view, session)  # before what opens texts: it gets what that leaves
        self.slide_editing = SlideEditing(slide_view, session, settings)
        self.slide_editing.refused.connect(self.notice)
        self.slide_editing.about_to_import_picture.connect(story_file.switch_to_own_copy)
        self.edits = StoryEdits(session, settings, self)
        self.slides = SlideCommands(session, self.edits, self)
        self.part_handles = PartHandles(
            slide_view, session, settings, self.edits.apply, self.slide_editing.add_part_after
        )
        self.deck_editing = DeckEditing(deck, session, settings, self.slides)
        self.inserting = Inserting(
            session, settings, self.edits, self.slides, self.slide_editing, slide_view.window, self
        )
        self.pasting = Pasting(session, settings, self.edits, self.slides, self.inserting, self)
        self.deck_editing.layouts_requested.connect(self.inserting.choose_layout)
        self.deck_editing.paste_requested.connect(self.pasting.paste)
        for part in (self.edits, self.inserting, self.pasting):
            part.refused.connect(self.notice)
        self.slides.about_to_import_picture.connect(story_file.switch_to_own_copy)
        session.picture_importer.slow.connect(self.inserting.report_slow_picture)
        story_file.about_to_leave.connect(self.flush_input)

    # -- pending input ------------------------------------------------------------------------------------------------

    def flush_input(self) -> None:
        """Commit pending input on the slide and in the editor."""
        self.slide_editing.commit_field()
        self.deck_editing.sections.commit_field()
        self._session.document.flush_input()

    def after_flush(self, command: Callable[[], object]) -> Callable[[], None]:
        """Return `command` preceded by a flush of pending input."""

        def flush_and_run() -> None:
            self.flush_input()
            command()

        return flush_and_run

    def by_action(self) -> dict[str, Callable[[], object]]:
        """Return the functions that change the story, by action id."""
        deck = self.deck_editing
        return {
            **self.inserting.by_action(),
            "insert_section": lambda: deck.sections.ask_title(deck.selected_ids[0]),
            "cut": lambda: self.slides.cut(deck.selected_ids),
            "copy": lambda: self.slides.copy(deck.selected_ids),
            "paste": self.pasting.paste,
            "duplicate": lambda: self.slides.duplicate(deck.selected_ids),
            "delete": lambda: self.slides.delete(deck.selected_ids),
        }

    # -- the text beside the slide -------------------------------------------------------------------------------------

    def ensure_editor(self) -> StoryEditorPane:
        """Return the text editor; create it on first use."""
        if self.editor is None:
            from desktop.ui.editor.story_editor_pane import StoryEditorPane

            self.editor = StoryEditorPane(self._session, self._settings)
            self.editor.set_history(self._undoing.undo, self._undoing.redo)
            self.editor.save_requested.connect(self._story_file.save)
            self.editor.typed.connect(self.input_started)
            self.editor.left.connect(self._slide_view.setFocus)
            self.editor.hide()
            self._splitter.insertWidget(1, self.editor)
            self._splitter.setStretchFactor(1, 1)
            self.slide_editing.key_path_chosen.connect(self._reveal_in_editor)
        return self.editor

    @property
    def is_editor_visible(self) -> bool:
        """Return whether the text editor is visible."""
        return self.editor is not None and self.editor.isVisible()

    def toggle_editor(self) -> None:
        """Show or hide the text editor."""
        editor = self.ensure_editor()
        if self.is_editor_visible:
            editor.hide()
            self._deck.show()
            self._side_container.setVisible(self._side_panel_was_visible)
            self._splitter.setSizes(self._widths_before)
            self._slide_view.setFocus()
            self.editor_toggled.emit()
            return
        self._story_file.switch_to_own_copy()
        if not self._session.document.editable:
            return
        self._widths_before = self._splitter.sizes()
        total_width = sum(self._widths_before)
        # The editor and the slide need the width; F7 brings sources and notes back.
        self._side_panel_was_visible = self._side_container.isVisible()
        self._side_container.hide()
        editor.show()
        self.editor_toggled.emit()
        self._splitter.setSizes([min(190, total_width // 6), round(total_width * 0.44), round(total_width * 0.4), 0])
        slide = self._session.navigator.slide
        if slide is not None:
            editor.go_to_key_path(slide.path)
        editor.editor.setFocus()

    def open_editor_at(self, line: int, column: int) -> None:
        """Show a line of the text in the editor."""
        if not self.is_editor_visible:
            self.toggle_editor()
        if self.editor is not None and self.is_editor_visible:
            self.editor.go_to_line(line, column)

    def open_editor_at_offset(self, offset: int) -> None:
        """Show a place of the text in the editor."""
        if not self.is_editor_visible:
            self.toggle_editor()
        self.show_offset(offset)

    def show_in_text(self, key_path: KeyPath) -> None:
        """Show a part of the story in the editor."""
        if not self.is_editor_visible:
            self.toggle_editor()
        self._reveal_in_editor(key_path)

    def show_offset(self, offset: int) -> None:
        """Move the cursor of a visible editor to an offset."""
        if self.editor is not None and self.is_editor_visible:
            self.editor.go_to(offset)

    def next_problem(self, direction: int) -> None:
        """Go to the next problem, or the previous with −1."""
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

    def toggle_spelling(self) -> None:
        """Toggle whether misspelt words are marked."""
        self._settings.set_checks_spelling(not self._settings.checks_spelling)
        if self.editor is not None:
            self.editor.spelling.check_soon()

    def apply_keys(self) -> None:
        """Apply changed keys."""
        if self.editor is not None:
            self.editor.editor.key_map.apply_keys()

    def retranslate(self, ui_language: str) -> None:
        """Translate the messages; text, cursor, folds and history stay."""
        self.slide_editing.ui_language = ui_language
        self.deck_editing.retranslate()
        if self.editor is not None:
            self.editor.retranslate(ui_language)
