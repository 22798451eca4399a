"""The editor pane of the open story: connects `EditorPane` with the session."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.session.debounce import Debounce
from desktop.session.position import Position
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.session.text.recovery import PendingInput
from desktop.story.assist.complete import complete
from desktop.story.assist.definition import find_definition
from desktop.story.assist.fixes import find_fixes
from desktop.story.assist.suggestion import Suggestion
from desktop.story.edit.edit import Edit, diff
from desktop.story.edit.merge import merge
from desktop.story.localized_text import KeyPath
from desktop.story.problems.problem import Problem
from desktop.story.reveal_steps import step_count
from desktop.story.text_diff import Replacement, changed_lines
from desktop.story.toml.source_map import source_map_of
from desktop.ui.editor.editor_pane import EditorPane
from desktop.ui.editor.fold import enclosing_header
from desktop.ui.editor.problems import Fix
from desktop.ui.editor.spelling.spelling_marks import SpellingMarks
from desktop.ui.editor.text_navigation import TextNavigation

_CHANGES_DELAY_MS: Final = 150


class StoryEditorPane(EditorPane):
    """The editor pane of the session's document, which holds the only history."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(settings, parent)
        self._session = session
        self._last_text: str | None = None  # the previous text, for the names of the completion
        self._current_step = ("", "")  # title and subject of the current step; empty for typing
        self._follows_cursor = True
        self._story_path = session.path
        document = session.document
        self._document_text = document.text
        self.set_history(document.undo, document.redo)
        self.set_completer(self._suggest_completions)
        self.set_fixer(self._suggest_fixes)
        self.navigation = TextNavigation(self.editor, settings.language, self._apply_edit, lambda: session.language)
        self.commands |= self.navigation.commands
        self.text_flushed.connect(self._on_text_flushed)
        self.editor.pasting_changed.connect(lambda begun: self._begin_step("paste") if begun else self._end_step())
        self.cursor_settled.connect(self._show_slide_at)
        self.definition_requested.connect(self._go_to_definition)
        document.flush_requested.connect(self.flush)
        document.input_requested.connect(self._add_pending_input)
        self.typed.connect(document.recovery.note_input)
        document.changed.connect(self._on_document_changed)
        session.text_read.connect(self._on_document_changed)
        session.text_read.connect(self._show_session_problems)
        session.problems_changed.connect(self._show_session_problems)
        self.spelling = SpellingMarks(
            self.editor, session.spelling, lambda: session.story.languages, lambda: settings.checks_spelling
        )
        self.menu_additions.append(
            lambda menu, at: self.spelling.add_to_menu(menu, at, self._ui_language, self.apply_replacements)
        )
        self._changes_timer = Debounce(_CHANGES_DELAY_MS, self._mark_changes, self)
        for signal in (self.text_flushed, document.changed, document.state_changed):
            signal.connect(self._changes_timer.start)
        self._changes_timer.start()
        self.editor.focus_lost.connect(self._on_focus_lost)
        self._followed_table: tuple[int, str, str] | None = (
            None  # a header's place and text, and the slide shown for it
        )
        self.set_text(document.text, reset=True)
        self._show_session_problems()

    # -- from the text to the slide ------------------------------------------------------------------------------------

    def _on_focus_lost(self) -> None:
        """Flush the text and close the undo step."""
        self.flush()
        self._session.document.close_undo_step()

    def _on_text_flushed(self, text: str) -> None:
        self._last_text = text
        document = self._session.document
        if any(self._current_step) and text != document.text:
            name, subject = self._current_step
            self._session.document.apply_edit(replace(diff(document.text, text), name=name, subject=subject))
        else:
            self._session.set_typed_text(text)
            self._session.reparse()

    def _add_pending_input(self, pending: PendingInput) -> None:
        if self.has_pending_input:  # a field of another window may have added words before
            pending.text = merge(self._document_text, self.text(), pending.text).text

    def apply_replacements(self, replacements: Iterable[Replacement], label: str = "") -> None:
        """Apply edits as an undo step with a title, separate from typing."""
        self._begin_step("", label)
        try:
            super().apply_replacements(replacements, label)
        finally:
            self._end_step()

    def _apply_edit(self, edit: Edit) -> None:
        """Apply an edit of the text as a step."""
        replacement = (edit.start, edit.end, edit.replacement)
        self.apply_replacements([replacement], edit.title(self._ui_language))

    def retranslate(self, ui_language: str) -> None:
        """Translate the labels; text, cursor and folds stay."""
        super().retranslate(ui_language)
        if hasattr(self, "navigation"):
            self.navigation.ui_language = ui_language

    def _begin_step(self, name: str, subject: str = "") -> None:
        self.flush()
        self._current_step = (name, subject)

    def _end_step(self) -> None:
        self.flush()
        self._current_step = ("", "")

    def _show_slide_at(self, offset: int) -> None:
        """Show the slide at the cursor, or that of its event."""
        if not self._follows_cursor or not self.editor.hasFocus():
            return
        block = self.editor.textCursor().block()
        header = enclosing_header(block)
        # While one types on in a table its slide stays. To look for it reads the whole text, which takes as long as
        # making the story of it.
        if (
            header is not None
            and self._followed_table == (header.position(), header.text(), self._session.navigator.position.slide_id)
            and not block.text().lstrip().startswith("id")
        ):
            return
        self._followed_table = None
        text_map = source_map_of(self.text())
        key_path = text_map.path_at(*text_map.line_and_column(offset))
        if len(key_path) < 2:
            return
        kind, item_id, story = str(key_path[0]), str(key_path[1]), self._session.story
        slide_id = item_id if kind == "slide" else story.slide_id_by_event.get(item_id, "") if kind == "event" else ""
        if slide_id in story.slide_index and slide_id != self._session.navigator.position.slide_id:
            self._session.navigator.go(Position(slide_id, step_count(story.slides[story.slide_index[slide_id]], story)))
        if header is not None and slide_id == self._session.navigator.position.slide_id:
            self._followed_table = (header.position(), header.text(), slide_id)

    def _suggest_completions(self, text: str, offset: int, language: str) -> Sequence[Suggestion]:
        files = self._session.folder_listing.names(self._session.story.folder)
        return complete(text, offset, language, files=files, last_valid_text=self._last_text)

    def _suggest_fixes(self, problem: Problem, text: str) -> list[Fix]:
        return [
            (fix.label(self._ui_language), [(fix.edit.start, fix.edit.end, fix.edit.replacement)])
            for fix in find_fixes(problem, text)
        ]

    def _go_to_definition(self, offset: int) -> None:
        definition_offset = find_definition(self.text(), offset)
        if definition_offset is not None:
            self.go_to(definition_offset)
            self.editor.setFocus()

    # -- from the slide to the text ------------------------------------------------------------------------------------

    def _on_document_changed(self) -> None:
        """Show a text changed elsewhere: by undo, dragging, or another program."""
        text, is_other_file = self._session.document.text, self._session.path != self._story_path
        self._story_path = self._session.path
        if not is_other_file and text == self._document_text:
            return  # what differs was typed since, and is not flushed yet
        self._document_text = text
        if is_other_file or text != self.text():
            self.set_text(text, reset=is_other_file)
            self._last_text = text

    def _mark_changes(self) -> None:
        """Mark the lines changed since the last save, or a version."""
        self.editor.gutter.show_changes(changed_lines(self._session.document.compared_text, self.text()))

    def _show_session_problems(self) -> None:
        self.set_problems(self._session.problems)

    def go_to_key_path(self, key_path: KeyPath) -> None:
        """Move the cursor to a key path, without taking the focus."""
        self.flush()
        text_map = source_map_of(self.text())
        source_range = text_map.value_range(key_path)
        # A value on one line is selected, to be replaced by typing; a header is not, as a key would delete it.
        is_single_line_value = text_map.node(key_path) is not None and source_range.line == source_range.end_line
        self._follows_cursor = False
        self.go_to(source_range.start, source_range.end - source_range.start if is_single_line_value else 0)
        self._follows_cursor = True

    def go_to_line(self, line: int, column: int) -> None:
        """Move the cursor to a line, and focus the text."""
        self.editor.go_to_line(line, column)
        self.editor.setFocus()
