"""The workbench around the slide: toolbar, panels, timeline, status.

Made after the first slide is on the screen; the window works without it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QMenuBar,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.qt_override import qt_override
from desktop.session.frame_cache import FrameCache
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.localized_text import KeyPath
from desktop.ui.inspector.comments_box import CommentsBox
from desktop.ui.inspector.notes_box import NotesBox
from desktop.ui.talk.spoken_slide import SpokenSlide
from desktop.ui.timeline.timeline_pane import TimelinePane
from desktop.ui.widgets import actions
from desktop.ui.widgets.bindings import Bindings
from desktop.ui.widgets.deck.deck import Deck
from desktop.ui.widgets.shared_messages import MESSAGES
from desktop.ui.widgets.slide_view import SlideView
from desktop.ui.window.autosave import Autosave
from desktop.ui.window.commands import Commands
from desktop.ui.window.menus import Menus
from desktop.ui.window.notifications import Notifications
from desktop.ui.window.pane_layout import TIMELINE_HEIGHT, PaneLayout
from desktop.ui.window.panels import Placeholder, ProblemList, SideContainer, SidePanel
from desktop.ui.window.qt_translation import translate_qt
from desktop.ui.window.stale_notice import StaleNotice
from desktop.ui.window.status_row import StatusRow
from desktop.ui.window.story_file import StoryFile
from desktop.ui.window.undoing import Undoing
from desktop.ui.window.window_bar import WindowBar
from desktop.ui.window.window_editors import WindowEditors

if TYPE_CHECKING:
    from desktop.ui.inspector.inspector import Inspector

_PROBLEM_LIST_HEIGHT: Final = 170
_NOTES_HEIGHT: Final = 56


class Workbench(QWidget):
    """Workbench: deck, slide and side panel above the timeline."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        frame_cache: FrameCache,
        slide_view: SlideView,
        menu_bar: QMenuBar,
        commands: Commands,
        story_file: StoryFile,
    ) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self.slide_view = slide_view
        self.placeholder = Placeholder(session, settings)
        self.slide_stack = QStackedWidget()
        self.slide_stack.addWidget(self.placeholder)
        self.slide_stack.addWidget(self.slide_view)
        self.spoken_slide = SpokenSlide(slide_view, session, settings)
        self.deck = Deck(session, frame_cache)
        self.side_panel = SidePanel(session, settings)
        self.problem_list = ProblemList(session, settings)
        self.problem_list.hide()
        self.problem_list.setMaximumHeight(_PROBLEM_LIST_HEIGHT)
        self._problems_forced = False
        self.timeline_pane = TimelinePane(session, settings)
        self._build_layout(menu_bar)
        self.undoing = Undoing(session, self)
        self.editors = WindowEditors(
            self,
            session,
            settings,
            story_file,
            slide_view,
            self.deck,
            self.column_splitter,
            self.side_container,
            self.undoing,
        )
        self.comments_box = CommentsBox(session, settings, self.editors.edits)
        self.comments_box.text_requested.connect(self.editors.open_editor_at_offset)
        story_file.about_to_leave.connect(self.comments_box.write_pending)
        self._middle_column.insertWidget(1, self.comments_box)
        self.editors.editor_toggled.connect(self.refresh)
        self.placeholder.layout_chosen.connect(self.editors.inserting.insert_slide)
        self.undoing.place_changed.connect(self.editors.show_offset)
        self.undoing.stepped.connect(self.status.state_label.show_step)
        self.undoing.merge_reached.connect(self._ask_to_undo_merge)
        self.autosave = Autosave(session, settings, story_file.save, self)
        self.editors.notice.connect(self.notifications.inform)
        self.editors.missed_text.typed_nowhere.connect(self.notifications.report_missed_text)
        self.timeline_pane.notice.connect(self.notifications.inform)
        self.status.tell_of(self.timeline_pane, self.editors.inserting)
        self.timeline_pane.slide_requested.connect(self.editors.inserting.make_slide_of_event)
        self.timeline_pane.text_requested.connect(self.editors.show_in_text)
        self.editors.slide_editing.key_requested.connect(self.show_in_inspector)
        session.event_files.progress.connect(self.status.show_progress)
        session.event_files.failed.connect(self.notifications.inform)
        self.notifications.follow(story_file, session.document)
        story_file.watching_started.connect(lambda: self.notifications.offer_after_opening(session.document))
        session.document.file_state.problem_changed.connect(self._show_file_problem)
        StaleNotice(self, session, self.notifications, settings, lambda: self.editors.next_problem(1))
        session.document.storage_failures.changed.connect(
            lambda kind: self.notifications.show_storage_failure(session.document, kind)
        )
        self._story_file = story_file
        self.problem_list.slide_chosen.connect(session.navigator.go_to_slide)
        self.problem_list.location_chosen.connect(self.editors.open_editor_at)
        self.menus = Menus(menu_bar, session, settings, self.language_button, story_file.open, self.retranslate)
        self._bind_actions(commands)
        session.story_changed.connect(self.refresh)
        session.problems_changed.connect(self.refresh)
        session.language_changed.connect(self.refresh)
        self.refresh()
        self.side_panel.refresh()
        self.problem_list.refresh()

    # -- building ------------------------------------------------------------------------------------------------------

    def _build_layout(self, menu_bar: QMenuBar) -> None:
        self.bar = bar = WindowBar()
        self.title_label = bar.title_label
        self.present_button = bar.present_button
        self.timeline_button = bar.timeline_button
        self.edit_button = bar.edit_button
        self.export_button = bar.export_button
        self.language_button = bar.language_button
        middle = QWidget()
        self._middle_column = column = QVBoxLayout(middle)
        column.setContentsMargins(4, 10, 12, 4)
        column.setSpacing(8)
        self.notes_box = NotesBox(self.session, self.settings)
        self.slide_splitter = QSplitter(Qt.Orientation.Vertical)
        self.slide_splitter.addWidget(self.slide_stack)
        self.slide_splitter.addWidget(self.notes_box)
        self.slide_splitter.setStretchFactor(0, 1)
        self.slide_splitter.setChildrenCollapsible(False)
        self.slide_splitter.setSizes([400, _NOTES_HEIGHT])
        column.addWidget(self.slide_splitter, 1)
        column.addWidget(self.problem_list)
        side = SideContainer(lambda: self.inspector)
        self.side_panel.setParent(side)
        self._inspector: Inspector | None = None
        self.side_container = side
        self.column_splitter = QSplitter(Qt.Orientation.Horizontal)
        self.column_splitter.addWidget(self.deck)
        self.column_splitter.addWidget(middle)
        self.column_splitter.addWidget(side)
        self.column_splitter.setStretchFactor(1, 1)
        self.column_splitter.setSizes([188, 800, 292])
        self.column_splitter.setChildrenCollapsible(False)
        self.row_splitter = QSplitter(Qt.Orientation.Vertical)
        self.row_splitter.addWidget(self.column_splitter)
        self.row_splitter.addWidget(self.timeline_pane)
        self.row_splitter.setStretchFactor(0, 1)
        self.row_splitter.setSizes([520, TIMELINE_HEIGHT])
        self.row_splitter.setChildrenCollapsible(False)
        self.status = StatusRow(self.session, self.settings)
        self.status.problem_button.clicked.connect(self.toggle_problems)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        if menu_bar.isNativeMenuBar():
            outer.addWidget(bar)
        else:
            bar.join(menu_bar)
        outer.addWidget(self.row_splitter, 1)
        outer.addLayout(self.status)
        self.notifications = Notifications(self, outer, self.settings)
        self.panes = PaneLayout(
            self.settings,
            {"deck": self.deck, "side": side, "notes": self.notes_box, "timeline": self.timeline_pane},
            {"columns": self.column_splitter, "rows": self.row_splitter, "notes": self.slide_splitter},
            self.slide_stack,
        )

    def _bind_actions(self, commands: Commands) -> None:
        actions.move_saved_keys(self.settings)
        functions = {**commands.by_action(), **self.by_action(), **self.editors.by_action()}
        flushing_functions = {action_id: self.editors.after_flush(act) for action_id, act in functions.items()}
        areas = {"deck": (self.deck,), "content": (self.deck, self.slide_view, self.timeline_pane)}
        self.bindings = Bindings(self, actions.WINDOW, flushing_functions, self.settings, self.settings.language, areas)
        self.bindings.follow_state(self.session, self.settings)
        self.bindings.follow_visibility("deck", self.deck)
        self.bindings.follow_visibility("side", self.side_container)
        self.bindings.follow_visibility("notes_pane", self.notes_box)
        self.bindings.follow_visibility("timeline_pane", self.timeline_pane)
        # Undo flushes what is typed before it looks at the history.
        self.editors.input_started.connect(lambda: self.bindings.actions["undo"].setEnabled(True))
        commands.keys_changed.connect(self._apply_keys)
        commands.place_requested.connect(self.editors.open_editor_at)
        self.bindings.follow("edit_text", self.editors.editor_toggled, lambda: self.editors.is_editor_visible)
        self.bindings.follow("fold", self.timeline_pane.breaks_changed, lambda: self.timeline_pane.leaves_out_years)
        self.bindings.follow(
            "compare", self.timeline_pane.comparison_changed, lambda: self.timeline_pane.comparison.is_active
        )
        self.bar.bind(self.bindings)
        self._retranslate_controls()

    @property
    def inspector(self) -> Inspector:
        """Return the inspector, built when it is first asked for or shown."""
        if self._inspector is None:
            from desktop.ui.inspector.inspector import Inspector

            self._inspector = inspector = Inspector(self.session, self.settings, self.side_panel)
            self.side_container.set_content(inspector)
            inspector.host.refused.connect(self.notifications.inform)
            inspector.host.slide_requested.connect(self.session.navigator.go_to_slide)
            inspector.host.text_requested.connect(self.editors.show_in_text)
            inspector.refresh()
        return self._inspector

    def _apply_keys(self) -> None:
        self.bindings.apply_keys(self.settings)
        self.timeline_pane.apply_keys()
        self.editors.apply_keys()

    def by_action(self) -> dict[str, Callable[[], object]]:
        """Return the workbench's own functions by action id."""
        return {
            "edit_text": self.editors.toggle_editor,
            "format": self.show_help,
            "undo": self.undoing.undo,
            "redo": self.undoing.redo,
            "autosave": self.toggle_autosave,
            "next_problem": lambda: self.editors.next_problem(1),
            "previous_problem": lambda: self.editors.next_problem(-1),
            "problems": self.toggle_problems,
            "show_all": self.show_whole_timeline,
            "find_events": self.timeline_pane.open_search,
            "fold": self.timeline_pane.toggle_axis_breaks,
            "play": self.timeline_pane.play,
            "insert_bookmark": lambda: self.editors.inserting.insert_bookmark(*self.timeline_pane.view_in_hand),
            "insert_view": lambda: self.editors.inserting.insert_view(*self.timeline_pane.view_now),
            "deck": lambda: self.deck.setVisible(self.deck.isHidden()),
            "side": lambda: self.side_container.setVisible(self.side_container.isHidden()),
            "notes_pane": lambda: self.notes_box.setVisible(self.notes_box.isHidden()),
            "edit_notes": self.write_notes,
            "comment": self.comments_box.begin,
            "translate": self.show_translations,
            "typography": lambda: self.settings.set_typography(not self.settings.sets_typography),
            "spelling": self.editors.toggle_spelling,
            "timeline_pane": self.toggle_timeline,
            "motion": self.toggle_reduced_motion,
            "compare": self.timeline_pane.toggle_comparison,
            "keep_rows": self.timeline_pane.toggle_keep_rows,
        }

    def _retranslate_controls(self) -> None:
        """Translate buttons and menus."""
        ui_language = self.settings.language
        translate_qt(ui_language)
        self.bindings.retranslate(ui_language)
        self.menus.build_menus(self.bindings)
        self.bar.retranslate(self.bindings, ui_language)
        self.bar.fit(self.width())

    @qt_override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the row of menus and buttons."""
        super().resizeEvent(event)
        self.bar.fit(self.width())

    def retranslate(self) -> None:
        """Translate all parts."""
        self._retranslate_controls()
        self.editors.retranslate(self.settings.language)
        self.refresh()
        if self._inspector is not None:
            self._inspector.retranslate()
        self.notes_box.retranslate()
        self.comments_box.retranslate()
        self.timeline_pane.retranslate()
        self.side_panel.refresh()
        self.problem_list.refresh()

    def load_timeline(self) -> None:
        """Create the timeline in a while, without holding up the window."""
        if self.window().isVisible() and not self.timeline_pane.isHidden():
            self.timeline_pane.load_timeline_once_painted()
        else:
            self.timeline_pane.load_timeline()

    def create_timeline(self) -> None:
        """Create the timeline; this loads pyqtgraph."""
        self.timeline_pane.create_timeline()

    # -- following the session -----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Update title, status, counts, and the slide or its placeholder."""
        session, story = self.session, self.session.story
        title = story.title.get(session.language) or "Passeur"
        self.title_label.setText(title)
        self.status.refresh()
        if not story.slides:
            self.placeholder.refresh()
        self.slide_stack.setCurrentWidget(self.slide_view if story.slides else self.placeholder)
        self._update_problem_list(session.is_unreadable and not session.talk.presenting)
        self.menus.refresh_languages()

    def _ask_to_undo_merge(self) -> None:
        """Ask whether to undo the change of another program."""
        ui_language = self.settings.language
        choices = (MESSAGES("undo_merge", ui_language), MESSAGES("keep_merge", ui_language))
        self.notifications.show(
            "merge",
            MESSAGES("merge_reached", ui_language),
            choices,
            lambda index: None if index else self.undoing.undo_any(),
        )

    def show_help(self) -> None:
        """Show the help topic of the focused widget."""
        from desktop.ui.dialogs.help_pages import show_help
        from desktop.ui.window.help_topic import help_topic

        topic = help_topic(self.settings.language, self.deck, self.timeline_pane, self.editors.editor)
        show_help(self.window(), self.settings, *topic)

    def toggle_autosave(self) -> None:
        """Toggle whether the text is saved after each pause."""
        self.settings.set_saves_by_itself(not self.settings.saves_by_itself)
        self.autosave.note_change()

    def _show_file_problem(self) -> None:
        self.notifications.show_file_problem(self.session.document, self._story_file.save)
        self.status.state_label.refresh()

    def _update_problem_list(self, force: bool) -> None:
        """Show the problem list while the text is unreadable.

        The editor lists problems itself.
        """
        if self.editors.is_editor_visible or not self.session.problems or (self._problems_forced and not force):
            self.problem_list.hide()
        elif force:
            self.problem_list.show()
        self._problems_forced = force and not self.editors.is_editor_visible

    # -- what can be shown and hidden ------------------------------------------------------------------------------------

    def toggle_problems(self) -> None:
        """Toggle the problem list; in the editor, go through problems."""
        if self.editors.is_editor_visible:
            self.editors.next_problem(1)
        else:
            self.problem_list.setVisible(not self.problem_list.isVisible() and bool(self.session.problems))

    def toggle_timeline(self) -> None:
        """Show or hide the timeline."""
        self.timeline_pane.setVisible(self.timeline_pane.isHidden())

    def show_in_inspector(self, key_path: KeyPath) -> None:
        """Show a key of the text in the inspector."""
        self.side_container.show()
        self.inspector.show_key(key_path)

    def show_translations(self) -> None:
        """Show the texts of two languages side by side."""
        from desktop.ui.inspector.translation_dialog import TranslationDialog

        TranslationDialog(self, self.session, self.settings).show()

    def write_notes(self) -> None:
        """Show the notes of the slide and begin to write them."""
        self.notes_box.show()
        self.notes_box.begin()

    def show_whole_timeline(self) -> None:
        """Zoom the timeline out to the whole story."""
        if self.timeline_pane.timeline is not None:
            self.timeline_pane.timeline.show_all()

    def toggle_reduced_motion(self) -> None:
        """Toggle reduced motion."""
        reduced = not self.settings.reduced_motion
        self.settings.set_reduced_motion(reduced)
        self.timeline_pane.set_reduced_motion(reduced)
