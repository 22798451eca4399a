"""The console shows the speaker slide, next step, notes and time."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.session.errors.error_log import ErrorMonitor
from desktop.session.frame_cache import FrameCache
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.session.talk import talk_time
from desktop.story.time_plan import time_plan
from desktop.ui.talk import screens
from desktop.ui.talk.audience_thumbnail import AudienceThumbnail
from desktop.ui.talk.commands import TalkCommands
from desktop.ui.talk.console_notes import ConsoleNotes
from desktop.ui.talk.console_parts import NotesPane, SlideProgressBar, TimeRibbon, key_hints, next_slide_view
from desktop.ui.talk.current_slide_view import CurrentSlideView
from desktop.ui.talk.spoken_slide import SpokenSlide
from desktop.ui.talk.talk_messages import MESSAGES
from desktop.ui.widgets import actions, style
from desktop.ui.widgets.bindings import Bindings
from desktop.ui.widgets.keys.passing_menu import PassingMenu
from desktop.ui.widgets.plain_text import PlainLabel, clock_label, elided, plain_tooltip
from desktop.ui.widgets.shared_messages import MESSAGES as COMMON_MESSAGES
from desktop.ui.widgets.slide_view import SlideView
from desktop.ui.widgets.storage_message import describe_storage_failure

_TICK_MS: Final = 250
_PACE_COLORS: Final = {"ahead": "jade", "on": "muted", "behind": "gold", "none": "muted"}


class Console(QWidget):
    """The console's window."""

    closing = Signal()
    audience_screen_chosen = Signal(str)

    def __init__(
        self,
        session: Session,
        frame_cache: FrameCache,
        settings: Settings,
        commands: TalkCommands,
        screen_assignment: screens.ScreenAssignment,
        error_monitor: ErrorMonitor,
        audience_window: QWidget,
        audience_slide_view: SlideView,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._session = session
        self._settings = settings
        self._commands = commands
        self._screen_assignment = screen_assignment
        self._error_monitor = error_monitor
        self.setObjectName("console")
        self.setMinimumSize(QSize(860, 520))
        self.setStyleSheet(style.stylesheet() + _console_stylesheet(themes.theme(session.story.theme)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.resize(1280, 720)
        self.clock_label = clock_label()
        self.clock_label.setObjectName("clock")
        self.elapsed_label = clock_label()
        self.elapsed_label.setObjectName("elapsed")
        self.pace_label = PlainLabel()
        self.pace_label.setObjectName("pace")
        self.number_label = PlainLabel()
        self.number_label.setObjectName("muted")
        self.current_slide_view = CurrentSlideView(session, frame_cache, settings, audience_slide_view)
        self.spoken_slide = SpokenSlide(self.current_slide_view.slide_view, session, settings)
        self.progress_bar = SlideProgressBar(session)
        self.progress_bar.slide_chosen.connect(session.navigator.go_to_slide)
        self.next_heading = _heading_label()
        self.next_slide_view = next_slide_view(session, frame_cache, settings, audience_slide_view)
        self.audience_thumbnail = AudienceThumbnail(session, settings, audience_window)
        self.notes_heading = _heading_label()
        self.notes_pane = NotesPane(session, self._settings)
        self.time_ribbon = TimeRibbon(session)
        self.time_ribbon.slide_chosen.connect(session.navigator.go_to_slide)
        self.hints_label = PlainLabel()
        self.hints_label.setObjectName("hints")
        self.problem_label = PlainLabel()
        self.problem_label.setObjectName("trouble")
        self.screen_button = QPushButton()
        self.screen_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.screen_button.clicked.connect(self._show_screen_menu)
        self._build_layout()
        commands.of_console = {
            "edit_notes": self._write_notes,
            "larger": lambda: self.console_notes.change_font_size(1),
            "smaller": lambda: self.console_notes.change_font_size(-1),
            "notes_down": lambda: self.notes_pane.scroll_by_step(1),
            "notes_up": lambda: self.notes_pane.scroll_by_step(-1),
        }
        self.bindings = Bindings(self, actions.TALK, commands.by_id, self._settings, self._settings.language)
        self._clock_timer = QTimer(self)
        self._clock_timer.setInterval(_TICK_MS)
        self._clock_timer.timeout.connect(self.update_time)
        self._follow_session()
        error_monitor.changed.connect(self.update_problem)
        screen_assignment.changed.connect(self.refresh)
        self.refresh()
        self.update_problem()
        self.restore_layout()

    def _write_notes(self) -> None:
        screens.give_keyboard(self)  # the key may have come to the audience's window
        self.console_notes.begin()

    def _follow_session(self) -> None:
        session = self._session
        for signal in (session.navigator.position_changed, session.story_changed, session.language_changed):
            signal.connect(self.refresh)
        session.talk.clock.changed.connect(self.update_time)
        for signal in (session.problems_changed, session.story_changed, session.navigator.position_changed):
            signal.connect(self.update_problem)
        session.document.file_state.problem_changed.connect(self.update_problem)
        session.document.storage_failures.changed.connect(self.update_problem)
        session.talk.changed.connect(self._show_number)

    def _build_layout(self) -> None:
        top = QHBoxLayout()
        left, right = QHBoxLayout(), QHBoxLayout()
        left.addWidget(self.clock_label)
        left.addSpacing(18)
        left.addWidget(self.number_label)
        left.addStretch(1)
        right.addStretch(1)
        right.addWidget(self.pace_label)
        right.addSpacing(14)
        right.addWidget(self.screen_button)
        top.addLayout(left, 1)
        top.addWidget(self.elapsed_label)
        top.addLayout(right, 1)
        current_box = QWidget()
        column = QVBoxLayout(current_box)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        column.addWidget(self.current_slide_view, 1)
        column.addWidget(self.progress_bar)
        next_box = QWidget()
        column = QVBoxLayout(next_box)
        column.setContentsMargins(8, 0, 0, 4)
        column.setSpacing(6)
        column.addWidget(self.next_heading)
        column.addWidget(self.next_slide_view, 1)
        next_row = QWidget()
        row = QHBoxLayout(next_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(next_box, 1)
        row.addWidget(self.audience_thumbnail, 1)
        notes_box = QWidget()
        column = QVBoxLayout(notes_box)
        column.setContentsMargins(8, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.notes_heading)
        self.console_notes = ConsoleNotes(self._session, self._settings, self.notes_pane)
        self.console_notes.writing_ended.connect(self.setFocus)
        column.addWidget(self.console_notes, 1)
        self.right_splitter = QSplitter(Qt.Orientation.Vertical)
        self.right_splitter.addWidget(next_row)
        self.right_splitter.addWidget(notes_box)
        self.right_splitter.setSizes([260, 300])
        self.column_splitter = QSplitter(Qt.Orientation.Horizontal)
        self.column_splitter.addWidget(current_box)
        self.column_splitter.addWidget(self.right_splitter)
        self.column_splitter.setSizes([800, 430])
        for splitter in (self.right_splitter, self.column_splitter):
            splitter.setChildrenCollapsible(False)
        status_row = QHBoxLayout()
        status_row.addWidget(self.hints_label, 1)
        status_row.addWidget(self.problem_label)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 10)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.column_splitter, 1)
        column.addWidget(self.time_ribbon)
        column.addLayout(status_row)

    # -- content --------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Update slide, notes and progress to the position."""
        session, ui_language = self._session, self._settings.language
        self.setWindowTitle(MESSAGES("console_title", ui_language, title=session.story.title.get(session.language)))
        self._show_number()
        next_position = session.navigator.next_position
        same_slide = next_position.slide_id == session.navigator.position.slide_id
        key = (
            "end"
            if next_position.ended or next_position == session.navigator.position
            else "next_step"
            if same_slide
            else "next"
        )
        self.next_heading.setText(MESSAGES(key, ui_language))
        self.next_slide_view.update()
        self.current_slide_view.fit_slide()
        self.notes_heading.setText(MESSAGES("notes", ui_language))
        self.screen_button.setText(MESSAGES("screens", ui_language))
        self.screen_button.setVisible(bool(self._screen_assignment.roles.console))
        self.hints_label.setText(
            "    ".join(key_hints(self.bindings, ui_language)) if hasattr(self, "bindings") else ""
        )
        self.update_time()

    def fit_slides(self) -> None:
        """Use the aspect of the audience's screen."""
        self.current_slide_view.fit_slide()
        self.next_slide_view.update()

    def _show_number(self) -> None:
        """Show the slide's number, or the notice of the last key."""
        session, ui_language = self._session, self._settings.language
        story, slide, notice = session.story, session.navigator.slide, session.talk.notice
        number = story.slide_numbers.get(slide.id, 0) if slide else 0
        if notice:
            text = notice
        elif slide is not None and slide.backup:
            text = MESSAGES("backup", ui_language, number=number)
        else:
            text = MESSAGES("of", ui_language, number=number, count=len(story.main_slides))
        self.number_label.setText(text)
        theme = themes.theme(story.theme)
        style.set_stylesheet(self.number_label, f"color: {theme.gold if notice else theme.muted}")

    def update_time(self) -> None:
        """Update the time of day, the elapsed time and the pace."""
        session, ui_language = self._session, self._settings.language
        theme = themes.theme(session.story.theme)
        now, talk_clock = time.time(), session.talk.clock.state
        elapsed = talk_clock.elapsed(now)
        self.clock_label.setText(time.strftime("%H:%M", time.localtime(now)))
        self.elapsed_label.setText(talk_time.format_clock(elapsed))
        style.set_stylesheet(self.elapsed_label, f"color: {theme.muted if not talk_clock.running else theme.paper}")
        plan = time_plan(session.story)
        pace_kind, seconds = talk_time.pace_of(plan, session.navigator.position, elapsed)
        parts = []
        if talk_clock.paused_at:
            parts.append(MESSAGES("paused", ui_language))
        elif not talk_clock.started_at:
            parts.append(MESSAGES("not_begun", ui_language))
        if plan.total:
            remaining = plan.total - elapsed
            parts.append(
                MESSAGES("left", ui_language, left=talk_time.format_clock(remaining))
                if remaining >= 0
                else MESSAGES("over", ui_language, over=talk_time.format_clock(-remaining))
            )
        if talk_clock.started_at and pace_kind != "none":
            parts.append(MESSAGES(pace_kind, ui_language, by=talk_time.format_clock(seconds)))
        self.pace_label.setText("  ·  ".join(parts))
        color = theme.color(_PACE_COLORS[pace_kind]) if talk_clock.started_at else theme.muted
        style.set_stylesheet(self.pace_label, f"color: {color}")

    def update_problem(self, *_: object) -> None:
        """Show errors of text or program, which the audience does not see."""
        session, ui_language = self._session, self._settings.language
        errors = [problem for problem in session.problems if problem.severity == "error"]
        message = log_place = ""
        file_name = session.path.name if session.path else ""
        reader = session.document.file_state
        if reader.problem:
            reason = reader.reason.message(ui_language)
            message = COMMON_MESSAGES(f"file_{reader.problem}", ui_language, name=file_name, reason=reason)
        elif session.is_waiting_for_file:
            message = MESSAGES("waiting", ui_language, name=file_name)
        elif session.has_pending_changes:
            message = MESSAGES("held", ui_language)
        elif session.navigator.missing_slide_id:
            message = MESSAGES("missing_slide", ui_language, slide=session.navigator.missing_slide_id)
        elif session.is_unreadable and errors:
            message = MESSAGES(
                "broken", ui_language, name=file_name, line=errors[0].line, message=errors[0].message(ui_language)
            )
        elif failure := self._storage_failure():
            message = failure
        elif errors:
            message = MESSAGES("errors", ui_language, count=len(errors), line=errors[0].line)
        elif self._error_monitor.count:
            message = MESSAGES("fault", ui_language, message=self._error_monitor.last_error)
            log_place = MESSAGES("log_place", ui_language, path=self._error_monitor.log_path)
        font_metrics = self.problem_label.fontMetrics()
        self.problem_label.setText(elided(message, font_metrics, max(200, self.width() // 2)))
        self.problem_label.setToolTip(plain_tooltip("\n".join(filter(None, (message, log_place)))))
        self.problem_label.setVisible(bool(message))

    def _storage_failure(self) -> str:
        """Return the message of failed storage, "" for none."""
        sentences = (
            describe_storage_failure(self._session.document, kind, self._settings.language)
            for kind in ("journal", "recovery")
        )
        return " ".join(filter(None, sentences))

    def open_search(self) -> bool:
        """Search events here, unseen; return whether the timeline is shown."""
        view = self.current_slide_view.timeline_overlay.timeline_view
        if view is None or not view.isVisible():
            return False
        screens.give_keyboard(self)
        view.finder.open()
        return True

    # -- screens -------------------------------------------------------------------------------------------------------

    def _show_screen_menu(self) -> None:
        """Offer the screens for the audience."""
        menu = PassingMenu(self)
        for screen_name in screens.screen_names():
            action = menu.addAction(
                MESSAGES("audience_on", self._settings.language, screen=screens.describe_screen(screen_name))
            )
            action.setCheckable(True)
            action.setChecked(screen_name == self._screen_assignment.roles.audience)
            action.triggered.connect(lambda _checked=False, name=screen_name: self.audience_screen_chosen.emit(name))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        screens.ScreenWatcher(menu).changing.connect(menu.close)  # a screen of the list is gone, or one is missing
        menu.aboutToHide.connect(self.setFocus)  # the next Space is meant for the talk again
        menu.popup(self.screen_button.mapToGlobal(QPoint(0, self.screen_button.height())))

    # -- the window ----------------------------------------------------------------------------------------------------

    @qt_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Collect the digits of a slide's number."""
        if not self._commands.handle_key(event):
            super().keyPressEvent(event)

    @qt_override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep popups over the whole window."""
        super().resizeEvent(event)
        for popup in self.findChildren(QWidget, "popup", Qt.FindChildOption.FindDirectChildrenOnly):
            popup.setGeometry(self.rect())

    @qt_override
    def showEvent(self, event: object) -> None:
        """Start the clock's timer."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._clock_timer.start()
        self.refresh()
        self.current_slide_view.refresh()
        self.current_slide_view.layers.refresh()  # a hidden console shows no timeline

    @qt_override
    def hideEvent(self, event: object) -> None:
        """Stop the clock's timer while the console is hidden."""
        super().hideEvent(event)  # type: ignore[arg-type]
        self._clock_timer.stop()

    def restore_layout(self) -> None:
        """Restore the sizes of the panes."""
        self.column_splitter.restoreState(self._settings.widget_state("console-columns"))
        self.right_splitter.restoreState(self._settings.widget_state("console-right"))

    def save_layout(self) -> None:
        """Save the sizes of the panes."""
        self._settings.save_widget_state("console-columns", self.column_splitter.saveState())
        self._settings.save_widget_state("console-right", self.right_splitter.saveState())

    @qt_override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide the console; the talk goes on."""
        event.ignore()
        self.closing.emit()


def _heading_label() -> QLabel:
    label = PlainLabel()
    label.setObjectName("heading")
    return label


def _console_stylesheet(theme: themes.Theme) -> str:
    return f"""
    #console {{ background: {theme.background}; }}
    #console QLabel#clock {{ font-size: 22px; font-weight: 500; }}
    #console QLabel#elapsed {{ font-family: 'Passeur Display'; font-size: 46px; }}
    #console QLabel#clock {{ font-size: 17px; }}
    #console QLabel#hints {{ color: {theme.muted}; font-size: 13px; }}
    #console QLabel#trouble {{ color: {theme.gold}; font-size: 13px; }}
    #console QLabel#muted {{ font-size: 17px; }}
    """
