"""The main window: deck, slide, sources and notes, and the timeline, always in step with the session."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QActionGroup, QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import actions, dialogs
from desktop.ui.audience import Audience
from desktop.ui.deck import Deck
from desktop.ui.frames import Frames
from desktop.ui.panels import Placeholder, ProblemList, SidePanel
from desktop.ui.session import Session
from desktop.ui.settings import Settings
from desktop.ui.slide_view import SlideView
from desktop.ui.watch import FileWatch
from desktop.ui.words import WORDS

if TYPE_CHECKING:
    from desktop.ui.timeline_view import TimelineView

_log = logging.getLogger(__name__)


class Window(QMainWindow):
    """Deck on the left, slide in the middle, sources and notes on the right, the timeline below."""

    def __init__(self, session: Session, frames: Frames, settings: Settings, watch: FileWatch) -> None:
        super().__init__()
        self.session = session
        self.frames = frames
        self.settings = settings
        self.watch = watch
        self.audience: Audience | None = None
        self.timeline: TimelineView | None = None
        self.screen_name = ""
        self.setWindowTitle("Passeur")
        self.setAcceptDrops(True)
        self.setMinimumSize(QSize(720, 480))
        self.slide = SlideView(session, frames, settings)
        self.slide.event_chosen.connect(self.choose_event)
        self.placeholder = Placeholder()
        self.stage = QStackedWidget()
        self.stage.addWidget(self.slide)
        self.stage.addWidget(self.placeholder)
        self.deck = Deck(session, frames)
        self.side = SidePanel(session, settings)
        self.problems = ProblemList(session, settings)
        self.problems.hide()
        self.problems.slide_chosen.connect(session.go_to_slide)
        self.problems.place_chosen.connect(lambda _line, _column: self.edit_text())
        self.pane = QFrame()
        self.pane.setMinimumHeight(150)
        self._pane_column = QVBoxLayout(self.pane)
        self._pane_column.setContentsMargins(0, 0, 0, 0)
        self._lay_out()
        self._bind()
        session.story_changed.connect(self._refresh)
        session.problems_changed.connect(self._refresh)
        session.language_changed.connect(self._refresh)
        session.position_changed.connect(self._follow)
        self._refresh()
        self.slide.setFocus()

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
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(bar)
        outer.addWidget(self.rows, 1)
        outer.addLayout(foot)
        self.setCentralWidget(whole)
        self.resize(1280, 800)

    def _bind(self) -> None:
        session = self.session
        self.bindings = actions.Bindings(
            self,
            actions.WINDOW,
            {
                "open": self.ask_open,
                "edit_text": self.edit_text,
                "reload": lambda: session.reload(force=True),
                "export": self.export,
                "problems": self.toggle_problems,
                "quit": self.close,
                "next": session.next,
                "back": session.back,
                "next_slide": session.next_slide,
                "previous_slide": session.previous_slide,
                "first": session.first,
                "last": session.last,
                "return": session.return_from_jump,
                "language": session.next_language,
                "show_all": self.show_all,
                "deck": lambda: self.deck.setVisible(not self.deck.isVisible()),
                "side": lambda: self.side_box.setVisible(not self.side_box.isVisible()),
                "timeline_pane": self.toggle_pane,
                "motion": self.toggle_motion,
                "present": self.present,
                "present_here": lambda: self.present(here=True),
                "keys": lambda: dialogs.show_keys(self, self.settings),
                "format": lambda: dialogs.show_help(self, "format", "content.toml", self.settings),
                "about": self.about,
            },
            self.settings,
            self.settings.language,
        )
        self.present_button.clicked.connect(self.bindings.actions["present"].trigger)
        self.timeline_button.clicked.connect(self.toggle_pane)
        self.edit_button.clicked.connect(self.edit_text)
        self.export_button.clicked.connect(self.export)
        motion = self.bindings.actions["motion"]
        motion.setCheckable(True)
        motion.setChecked(self.settings.reduced_motion)
        self._name()

    def _name(self) -> None:
        """Name buttons and menus in the interface's language."""
        say = self.settings.language
        self.present_button.setText(WORDS("present", say))
        self.timeline_button.setText(WORDS("timeline", say))
        self.edit_button.setText(WORDS("edit", say))
        self.export_button.setText(WORDS("export", say))
        self.bindings.translate(say)
        bar = self.menuBar()
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
        self._fill_languages()

    def set_interface(self, language: str) -> None:
        """Speak another language in menus and messages."""
        self.settings.set_language(language)
        # The menu that is still open must not be torn down under its own click.
        QTimer.singleShot(0, self._rename)

    def _rename(self) -> None:
        self._name()
        self._refresh()
        self.side.refresh()
        self.problems.refresh()

    def _fill_languages(self) -> None:
        """Offer the story's languages, in the bar and in the menu."""
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
            action.triggered.connect(lambda _checked=False, path=path: self.open(path))
        if self.recent_menu.isEmpty():
            self.recent_menu.addAction(WORDS("no_recent", self.settings.language)).setEnabled(False)

    def add_timeline(self) -> None:
        """Make the timeline; after the first slide is on the screen, since it loads pyqtgraph."""
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
            self._follow()

    # -- following the session -----------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Show the state of the file, and a slide or what stands in for it."""
        session, say = self.session, self.settings.language
        story = session.story
        name = session.path.name if session.path else ""
        title = story.title.get(session.language) or "Passeur"
        self.title.setText(title)
        self.setWindowTitle(f"{title} — Passeur" if name else "Passeur")
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

    def _follow(self) -> None:
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

    # -- what can be done ----------------------------------------------------------------------------------------------

    def open(self, path: Path, *, slide: str = "", language: str = "") -> None:
        """Open a story and watch its file."""
        self.frames.forget_waiting()
        self.session.open(path, slide=slide, language=language)
        self.slide.setFocus()
        self.watch.watch(self.session.path)
        if self.session.path is not None and self.session.path.is_file():
            self.settings.remember(self.session.path)

    def ask_open(self) -> None:
        """Ask for a story to open."""
        say = self.settings.language
        folder = str(self.session.path.parent) if self.session.path else ""
        chosen, _ = QFileDialog.getOpenFileName(self, WORDS("open_title", say), folder, WORDS("stories", say))
        if chosen:
            self.open(Path(chosen))

    def edit_text(self) -> None:
        """Open the text in the system's editor; what is saved there shows here."""
        if self.session.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.session.path)))

    def export(self) -> None:
        """Ask what to export."""
        if self.session.story.slides:
            dialogs.ExportDialog(self, self.session, self.settings).open()

    def about(self) -> None:
        """Show the version and the licences."""
        from desktop.version import version

        dialogs.show_about(self, version(), self.settings)

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

    def show_all(self) -> None:
        """Show the whole story on the timeline."""
        if self.timeline is not None:
            self.timeline.show_all()

    def present(self, *, here: bool = False) -> None:
        """Begin the talk, from its first slide or from this one."""
        if self.audience is not None or not self.session.story.slides:
            return
        if not here:
            self.session.first()
        audience = Audience(self.session, self.frames, self.settings)
        audience.left.connect(self._talk_ended)
        self.audience = audience
        audience.begin(self.screen_name)

    def _talk_ended(self) -> None:
        if self.audience is not None:
            self.audience.deleteLater()
            self.audience = None
        self._refresh()
        self.activateWindow()

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

    def restore(self) -> None:
        """Put the window and its panes where they were left."""
        self.restoreGeometry(self.settings.layout("window"))
        self.columns.restoreState(self.settings.layout("columns"))
        self.rows.restoreState(self.settings.layout("rows"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the arrangement; a talk ends with its window."""
        self.settings.keep_layout("window", self.saveGeometry())
        self.settings.keep_layout("columns", self.columns.saveState())
        self.settings.keep_layout("rows", self.rows.saveState())
        if self.audience is not None:
            self.audience.close()
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
