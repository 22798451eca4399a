"""What stands around the slide: bar, menus, deck, sources and notes, problems, timeline, and the state of the file.

Made after the first slide is on the screen; the window works without it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.dialogs import help_pages
from desktop.ui.timeline.pane import TimelinePane
from desktop.ui.widgets import actions
from desktop.ui.widgets.deck import Deck
from desktop.ui.widgets.messages import WORDS
from desktop.ui.window.editing import Editing
from desktop.ui.window.menus import Menus
from desktop.ui.window.notifications import Offers
from desktop.ui.window.panels import Placeholder, ProblemList, SidePanel

if TYPE_CHECKING:
    from desktop.ui.window.window import Window


_PROBLEMS: Final = 170


class Workbench(QWidget):
    """Deck on the left, slide in the middle, sources and notes on the right, the timeline below."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window_ = window
        self.session = session = window.session
        self.settings = settings = window.settings
        self.slide = window.slide
        self.placeholder = Placeholder()
        self.stage = QStackedWidget()
        self.stage.addWidget(self.placeholder)
        self.stage.addWidget(self.slide)
        self.deck = Deck(session, window.frames)
        self.editing = Editing(self)
        self.side = SidePanel(session, settings)
        self.problems = ProblemList(session, settings)
        self.problems.hide()
        self.problems.setMaximumHeight(_PROBLEMS)
        self._alarmed = False
        self.problems.slide_chosen.connect(session.go_to_slide)
        self.problems.place_chosen.connect(self.editing.edit_line)
        self.pane = TimelinePane(session, settings)
        self.pane.said.connect(window.tell)
        self.pane.reading.connect(self._say_reading)
        self._lay_out()
        session.document.state_changed.connect(self._name_history)
        self.menus = Menus(window, self.language_button, self.rename)
        self._bind()
        session.story_changed.connect(self.refresh)
        session.problems_changed.connect(self.refresh)
        session.language_changed.connect(self.refresh)
        self.refresh()
        self.side.refresh()
        self.problems.refresh()

    # -- building ------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.title = QLabel("Passeur")
        self.title.setObjectName("title")
        self.title.setMinimumWidth(40)
        self.present_button = QPushButton()
        self.present_button.setObjectName("primary")
        self.timeline_button = QPushButton()
        self.edit_button = QPushButton()
        self.export_button = QPushButton()
        self.language_button = QToolButton()
        self.language_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for button in (
            self.present_button,
            self.timeline_button,
            self.edit_button,
            self.export_button,
            self.language_button,
        ):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bar = QFrame()
        bar.setObjectName("bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(18, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.title, 1)
        for button in (
            self.present_button,
            self.timeline_button,
            self.edit_button,
            self.export_button,
            self.language_button,
        ):
            row.addWidget(button)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(4, 12, 4, 8)
        column.setSpacing(8)
        column.addWidget(self.stage, 1)
        column.addWidget(self.problems)
        side = QWidget()
        side_column = QVBoxLayout(side)
        side_column.setContentsMargins(4, 12, 12, 8)
        side_column.addWidget(self.side)
        self.side_box = side
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.addWidget(self.deck)
        self.columns.addWidget(middle)
        self.columns.addWidget(side)
        self.columns.setStretchFactor(1, 1)
        self.columns.setSizes([212, 800, 262])
        self.columns.setChildrenCollapsible(False)
        self.rows = QSplitter(Qt.Orientation.Vertical)
        self.rows.addWidget(self.columns)
        self.rows.addWidget(self.pane)
        self.rows.setStretchFactor(0, 1)
        self.rows.setSizes([520, 250])
        self.rows.setChildrenCollapsible(False)
        self.state_label = QLabel()
        self.state_label.setObjectName("status")
        self.problem_button = QPushButton()
        self.problem_button.setObjectName("status")
        self.problem_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.problem_button.clicked.connect(self.toggle_problems)
        self.reading_button = QPushButton()
        self.reading_button.setObjectName("status")
        self.reading_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.reading_button.clicked.connect(self._stop_or_resume)
        self.reading_button.hide()
        self.count_label = QLabel()
        self.count_label.setObjectName("status")
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 2, 12, 5)
        foot.addWidget(self.state_label)
        foot.addWidget(self.reading_button)
        foot.addStretch(1)
        foot.addWidget(self.problem_button)
        foot.addSpacing(12)
        foot.addWidget(self.count_label)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(bar)
        outer.addWidget(self.rows, 1)
        outer.addLayout(foot)
        self.offers = Offers(self.window_, outer)

    def _bind(self) -> None:
        session, window = self.session, self.window_
        do: dict[str, Callable[[], object]] = {
            "open": window.ask_open,
            "new": window.new_story,
            "save": window.save,
            "save_as": self.editing.ask_save_as,
            "versions": window.show_versions,
            "edit_text": self.editing.toggle,
            "edit_elsewhere": window.edit_elsewhere,
            "next_problem": lambda: self.editing.next_problem(1),
            "previous_problem": lambda: self.editing.next_problem(-1),
            "undo": session.document.undo,
            "redo": session.document.redo,
            "reload": lambda: session.reload(force=True),
            "export": window.export,
            "problems": self.toggle_problems,
            "quit": window.close,
            "next": session.next,
            "back": session.back,
            "next_slide": session.next_slide,
            "previous_slide": session.previous_slide,
            "first": session.first,
            "last": session.last,
            "return": session.return_from_jump,
            "forth": session.jump_again,
            "goto": window.go_to,
            "overview": window.overview,
            "language": session.next_language,
            "show_all": window.show_all,
            "find_events": self.pane.find_events,
            "fold": self.pane.fold_years,
            "deck": lambda: self.deck.setVisible(not self.deck.isVisible()),
            "side": lambda: self.side_box.setVisible(not self.side_box.isVisible()),
            "timeline_pane": self.toggle_pane,
            "motion": self.toggle_motion,
            "present": window.present,
            "present_here": lambda: window.present(here=True),
            "present_window": lambda: window.present(here=True, plain=True),
            "rehearse": window.rehearse,
            "ready": window.ready,
            "hold": self.toggle_hold,
            "export_ink": window.export_ink,
            "change_keys": window.change_keys,
            "keys": lambda: help_pages.show_keys(window, self.settings),
            "format": lambda: help_pages.show_help(window, "format", "content.toml", self.settings),
            "about": window.about,
        }
        settled = {name: self.editing.first_settled(act) for name, act in do.items()}
        self.bindings = actions.Bindings(window, actions.WINDOW, settled, self.settings, self.settings.language)
        self.present_button.clicked.connect(self.bindings.actions["present"].trigger)
        self.timeline_button.clicked.connect(self.toggle_pane)
        self.edit_button.clicked.connect(self.editing.toggle)
        self.export_button.clicked.connect(self.bindings.actions["export"].trigger)
        for name, on in (("motion", self.settings.reduced_motion), ("hold", self.settings.hold_changes)):
            self.bindings.actions[name].setCheckable(True)
            self.bindings.actions[name].setChecked(on)
        self._name()

    def _name(self) -> None:
        """Name buttons and menus in the interface's language."""
        say = self.settings.language
        self.present_button.setText(WORDS("present", say))
        self.timeline_button.setText(WORDS("timeline", say))
        self.edit_button.setText(WORDS("edit", say))
        self.export_button.setText(WORDS("export", say))
        self.bindings.translate(say)
        self._name_history()
        self.menus.fill(self.bindings)

    def _name_history(self) -> None:
        """Say in the menu what would be undone and redone."""
        document, say = self.session.document, self.settings.language
        undo, redo = self.bindings.actions["undo"], self.bindings.actions["redo"]
        if not document.begun:
            return
        history = document.history
        undo.setText(history.undo_title(say))
        redo.setText(history.redo_title(say))
        undo.setEnabled(bool(history.done))
        redo.setEnabled(bool(history.undone))

    def _say_reading(self, track: str, share: float) -> None:
        say, over = self.settings.language, share >= 1.0
        self.reading_button.setText(WORDS("resume_reading" if over else "stop_reading", say))
        self.reading_button.setVisible(not over or self.pane.stopped)
        if over:
            self.refresh()
        else:
            self.state_label.setText(WORDS("reading", say, name=track, share=round(100 * share)))

    def _stop_or_resume(self) -> None:
        if self.pane.stopped:
            self.pane.resume()
        else:
            self.pane.cancel()

    def rename(self) -> None:
        """Speak the interface's language everywhere."""
        self._name()
        self.editing.speak(self.settings.language)
        self.refresh()
        self.side.refresh()
        self.problems.refresh()

    def add_timeline(self) -> None:
        """Make the timeline; it loads pyqtgraph."""
        self.pane.make()

    # -- following the session -----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the state of the file, and a slide or what stands in for it."""
        session, say = self.session, self.settings.language
        story = session.story
        name = session.path.name if session.path else ""
        title = story.title.get(session.language) or "Passeur"
        self.title.setText(title)
        clock = time.strftime("%H:%M:%S", time.localtime(session.loaded_at))
        if name:
            self.state_label.setText(WORDS("stale" if session.broken else "loaded", say, name=name, time=clock))
        count = len(session.problems)
        key = "no_problems" if not count else "one_problem" if count == 1 else "some_problems"
        self.problem_button.setText(WORDS(key, say, count=count))
        alarm = any(problem.severity == "error" for problem in session.problems)
        self.problem_button.setProperty("alarm", "true" if alarm else "false")
        self.problem_button.style().unpolish(self.problem_button)
        self.problem_button.style().polish(self.problem_button)
        minutes = story.minutes or sum(slide.minutes or 0 for slide in story.told)
        counts = {"slides": len(story.told), "minutes": f"{minutes:g}"}
        self.count_label.setText(WORDS("counts" if minutes else "counts_only", say, **counts) if story.slides else "")
        if not story.slides:
            which = "unreadable" if session.broken else "empty"
            self.placeholder.say(WORDS(f"{which}_title", say), WORDS(f"{which}_text", say))
        self.stage.setCurrentWidget(self.slide if story.slides else self.placeholder)
        self._show_problems(session.broken and not session.presenting)
        self.menus.refresh()

    def _show_problems(self, alarm: bool) -> None:
        """Show the list where the text cannot be read, as long as that lasts; the editor has one of its own."""
        if self.editing.shown or not self.session.problems or (self._alarmed and not alarm):
            self.problems.hide()
        elif alarm:
            self.problems.show()
        self._alarmed = alarm and not self.editing.shown

    # -- what can be shown and hidden ------------------------------------------------------------------------------------

    def toggle_problems(self) -> None:
        """Show or hide the list of problems; in the editor, go through them."""
        if self.editing.shown:
            self.editing.next_problem(1)
        else:
            self.problems.setVisible(not self.problems.isVisible() and bool(self.session.problems))

    def toggle_pane(self) -> None:
        """Show or hide the timeline."""
        self.pane.setVisible(not self.pane.isVisible())

    def toggle_motion(self) -> None:
        """Choose whether pictures move."""
        reduced = not self.settings.reduced_motion
        self.settings.set_reduced_motion(reduced)
        self.pane.set_reduced_motion(reduced)

    def toggle_hold(self) -> None:
        """Choose whether changes of the text wait for the next key press while a talk runs."""
        self.settings.set_hold_changes(not self.settings.hold_changes)

    def restore(self) -> None:
        """Put the panes where they were left."""
        self.columns.restoreState(self.settings.layout("columns"))
        self.rows.restoreState(self.settings.layout("rows"))

    def keep(self) -> None:
        """Remember where the panes are."""
        self.settings.keep_layout("columns", self.columns.saveState())
        self.settings.keep_layout("rows", self.rows.saveState())
