"""What stands around the slide: bar, menus, deck, sources and notes, problems, timeline, and the state of the file.

Made after the first slide is on the screen; the window works without it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import actions, dialogs
from desktop.ui.deck import Deck
from desktop.ui.panels import Placeholder, ProblemList, SidePanel
from desktop.ui.words import WORDS

if TYPE_CHECKING:
    from desktop.ui.journal import Entry
    from desktop.ui.resume import ResumeBar
    from desktop.ui.timeline_view import TimelineView
    from desktop.ui.window import Window


class Workbench(QWidget):
    """Deck on the left, slide in the middle, sources and notes on the right, the timeline below."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window_ = window
        self.session = session = window.session
        self.settings = settings = window.settings
        self.slide = window.slide
        self.timeline: TimelineView | None = None
        self.placeholder = Placeholder()
        self.stage = QStackedWidget()
        self.stage.addWidget(self.placeholder)
        self.stage.addWidget(self.slide)
        self.deck = Deck(session, window.frames)
        self.side = SidePanel(session, settings)
        self.problems = ProblemList(session, settings)
        self.problems.hide()
        self.problems.slide_chosen.connect(session.go_to_slide)
        self.problems.place_chosen.connect(lambda _line, _column: window.edit_text())
        self.pane = QFrame()
        self.pane.setMinimumHeight(150)
        self._pane_column = QVBoxLayout(self.pane)
        self._pane_column.setContentsMargins(0, 0, 0, 0)
        self.resume_bar: ResumeBar | None = None
        self._languages: tuple[tuple[str, ...], str, str] | None = None
        self._lay_out()
        self._bind()
        session.story_changed.connect(self.refresh)
        session.problems_changed.connect(self.refresh)
        session.language_changed.connect(self.refresh)
        session.position_changed.connect(self.follow)
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
        self.count_label = QLabel()
        self.count_label.setObjectName("status")
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 2, 12, 5)
        foot.addWidget(self.state_label)
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

    def _bind(self) -> None:
        session, window = self.session, self.window_
        self.bindings = actions.Bindings(
            window,
            actions.WINDOW,
            {
                "open": window.ask_open,
                "edit_text": window.edit_text,
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
                "keys": lambda: dialogs.show_keys(window, self.settings),
                "format": lambda: dialogs.show_help(window, "format", "content.toml", self.settings),
                "about": window.about,
            },
            self.settings,
            self.settings.language,
        )
        self.present_button.clicked.connect(self.bindings.actions["present"].trigger)
        self.timeline_button.clicked.connect(self.toggle_pane)
        self.edit_button.clicked.connect(window.edit_text)
        self.export_button.clicked.connect(window.export)
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
        bar = self.window_.menuBar()
        bar.clear()
        menus: dict[str, QMenu] = {}
        for name, english, french in actions.MENUS:
            menus[name] = bar.addMenu(french if say == "fr" else english)
        self.recent_menu = QMenu(WORDS("recent", say), menus["file"])
        self.bindings.fill(menus)
        entries = menus["file"].actions()
        menus["file"].insertMenu(entries[1], self.recent_menu)
        self.recent_menu.aboutToShow.connect(self._fill_recent)
        menus["view"].addSeparator()
        self.story_menu = menus["view"].addMenu(WORDS("story_language", say))
        interface = menus["view"].addMenu(WORDS("interface", say))
        group = QActionGroup(self)
        for code, name in (("en", "English"), ("fr", "Français")):
            action = interface.addAction(name)
            action.setCheckable(True)
            action.setChecked(code == say)
            action.triggered.connect(lambda _checked=False, code=code: self.set_interface(code))
            group.addAction(action)
        self._languages = None
        self._fill_languages()

    def set_interface(self, language: str) -> None:
        """Speak another language in menus and messages."""
        self.settings.set_language(language)
        # The menu that is still open must not be torn down under its own click.
        QTimer.singleShot(0, self._rename)

    def _rename(self) -> None:
        self._name()
        self.refresh()
        self.side.refresh()
        self.problems.refresh()

    def _fill_languages(self) -> None:
        """Offer the story's languages, in the bar and in the menu."""
        known = (self.session.story.languages, self.session.language, self.settings.language)
        if known == self._languages:
            return
        self._languages = known
        menu = QMenu(self.language_button)
        for code in self.session.story.languages:
            for place in (menu, self.story_menu):
                if code == self.session.story.languages[0] and place is self.story_menu:
                    self.story_menu.clear()
                action = place.addAction(code.upper())
                action.setCheckable(True)
                action.setChecked(code == self.session.language)
                action.triggered.connect(lambda _checked=False, code=code: self.session.set_language(code))
        old = self.language_button.menu()
        self.language_button.setMenu(menu)
        if old is not None:
            old.deleteLater()
        self.language_button.setText(f"{self.session.language.upper()}  ▾")
        self.language_button.setVisible(len(self.session.story.languages) > 1)

    def _fill_recent(self) -> None:
        self.recent_menu.clear()
        for path in self.settings.recent:
            action = self.recent_menu.addAction(f"{path.parent.name}/{path.name}")
            action.setToolTip(str(path))
            action.triggered.connect(lambda _checked=False, path=path: self.window_.open(path))
        if self.recent_menu.isEmpty():
            self.recent_menu.addAction(WORDS("no_recent", self.settings.language)).setEnabled(False)

    def add_timeline(self) -> None:
        """Make the timeline; it loads pyqtgraph."""
        if self.timeline is not None:
            return
        from desktop.ui.timeline_view import TimelineView

        self.timeline = TimelineView(self.pane, reduced_motion=self.settings.reduced_motion)
        self.timeline.event_chosen.connect(self.choose_event)
        self._pane_column.addWidget(self.timeline)
        self.session.story_changed.connect(self._story_to_timeline)
        self.session.language_changed.connect(self._story_to_timeline)
        self._story_to_timeline()
        self.timeline.fly_to(self.session.window, False)

    def _story_to_timeline(self) -> None:
        if self.timeline is not None:
            self.timeline.set_story(self.session.story, self.session.language)
            self.follow()

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
        if session.broken and not self.session.presenting:
            self.problems.show()
        elif not count:
            self.problems.hide()
        self._fill_languages()

    def follow(self) -> None:
        """Move the timeline to where the slide stands."""
        if self.timeline is None:
            return
        event = self.session.told_event
        slide = self.session.slide
        self.timeline.set_current(event.id if event else "")
        self.timeline.set_as_of(slide.as_of if slide else None)
        self.timeline.fly_to(self.session.window)

    def choose_event(self, name: str) -> None:
        """Go to the slide of an event; one without a slide is flown to, and its card says what is known."""
        if not self.session.go_to_event(name) and self.timeline is not None:
            from desktop.timeline.camera import event_window

            event = self.session.story.event_by_id.get(name)
            if event is not None:
                self.timeline.set_current(name)
                self.timeline.fly_to(event_window(self.session.story, event))
                self.timeline.show_card(name)

    # -- what can be shown and hidden ------------------------------------------------------------------------------------

    def toggle_problems(self) -> None:
        """Show or hide the list of problems."""
        self.problems.setVisible(not self.problems.isVisible() and bool(self.session.problems))

    def toggle_pane(self) -> None:
        """Show or hide the timeline."""
        self.pane.setVisible(not self.pane.isVisible())

    def toggle_motion(self) -> None:
        """Choose whether pictures move."""
        reduced = not self.settings.reduced_motion
        self.settings.set_reduced_motion(reduced)
        if self.timeline is not None:
            self.timeline.set_reduced_motion(reduced)

    def toggle_hold(self) -> None:
        """Choose whether changes of the text wait for the next key press while a talk runs."""
        self.settings.set_hold_changes(not self.settings.hold_changes)

    def offer_resume(self, entry: Entry) -> None:
        """Offer a talk that was interrupted, above everything."""
        from desktop.ui.resume import ResumeBar

        bar = ResumeBar(self, entry, self.settings)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, bar)
        bar.show()
        self.resume_bar = bar

        def end() -> None:
            bar.deleteLater()
            self.resume_bar = None

        bar.resumed.connect(end)
        bar.resumed.connect(lambda: self.window_.resume(entry))
        bar.forgotten.connect(end)
        bar.forgotten.connect(self.window_.journal.forget)

    def restore(self) -> None:
        """Put the panes where they were left."""
        self.columns.restoreState(self.settings.layout("columns"))
        self.rows.restoreState(self.settings.layout("rows"))

    def keep(self) -> None:
        """Remember where the panes are."""
        self.settings.keep_layout("columns", self.columns.saveState())
        self.settings.keep_layout("rows", self.rows.saveState())
