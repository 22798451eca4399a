"""The speaker's console: what is shown, what the next press shows, notes, time. The audience never sees it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.render import theme as themes
from desktop.session import clock as pace
from desktop.session.frame_cache import Frames
from desktop.ui.talk import screens
from desktop.ui.talk.audience import take_key
from desktop.ui.talk.console_parts import NotesPane, Progress, TimeStrip
from desktop.ui.talk.messages import WORDS
from desktop.ui.talk.overlay import Overlay
from desktop.ui.talk.timeline_overlay import TalkTimeline
from desktop.ui.widgets import actions, style
from desktop.ui.widgets.slide_view import SlideView

if TYPE_CHECKING:
    from desktop.ui.talk.presenter import Presenter

_TICK_MS: Final = 250
_PACE_COLORS: Final = {"ahead": "jade", "on": "muted", "behind": "gold", "none": "muted"}


class Stage(QFrame):
    """The slide as the speaker has it before him, with a frame that says whether the audience sees the same."""

    def __init__(self, presenter: Presenter, frames: Frames) -> None:
        super().__init__()
        session = presenter.session
        self._session = session
        self._presenter = presenter
        self.view = SlideView(session, frames, presenter.settings, like=presenter.audience.slide)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.overlay = Overlay(self.view, session.stage, lambda: session.position.slide, self.view)
        self.timeline = TalkTimeline(session, presenter.settings, self)
        self.state = QLabel(self)
        self.state.setObjectName("stage-state")
        self.view.setParent(self)
        self.setMinimumSize(QSize(320, 180))
        session.stage.changed.connect(self.refresh)
        session.language_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say what the audience sees instead, if it does."""
        stage, say = self._session.stage, self._presenter.settings.language
        key = stage.blank or ("frozen" if stage.frozen is not None else "")
        self.state.setText(WORDS(f"audience_{key}", say) if key else "")
        self.state.setVisible(bool(key))
        self.state.adjustSize()
        self.state.raise_()
        theme = themes.theme(self._session.story.theme)
        self.setStyleSheet(
            f"#stage-state {{ background: {theme.gold}; color: {theme.ground}; padding: 5px 12px; font-weight: 600; }}"
        )
        self.update()
        if stage.timeline and self.isVisible():
            self.timeline.open(self.view.geometry(), max(0.34, self.view.width() / 1920))
        else:
            self.timeline.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the slide the largest room of its shape."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Put the slide in the middle at the top, and what lies on it over it."""
        frame = self.view.frame()
        width, height = self.width() - 4, self.height() - 4
        shape = frame.width / frame.height if frame is not None else 16 / 9
        wide = min(width, round(height * shape))
        tall = min(height, round(wide / shape))
        self.view.setGeometry(2 + (width - wide) // 2, 2 + (height - tall) // 2, wide, tall)
        self.overlay.setGeometry(self.view.rect())
        self.timeline.resize(self.view.geometry())
        self.state.move(self.view.pos())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the slide: in gold while the audience sees something else."""
        super().paintEvent(event)
        theme = themes.theme(self._session.story.theme)
        stage = self._session.stage
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme.gold if stage.blank or stage.frozen else theme.vermilion), 2))
        painter.drawRect(self.view.geometry().adjusted(-1, -1, 1, 1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take nothing: a click on the speaker's own picture does not move the talk."""
        event.accept()


class Console(QWidget):
    """The console's window."""

    closing = Signal()

    def __init__(self, presenter: Presenter, frames: Frames) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._presenter = presenter
        self._session = session = presenter.session
        self._settings = presenter.settings
        self.setObjectName("console")
        self.setMinimumSize(QSize(860, 520))
        self.setStyleSheet(style.sheet() + _sheet(themes.theme(session.story.theme)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.resize(1280, 720)
        self.clock = QLabel()
        self.clock.setObjectName("clock")
        self.elapsed = QLabel()
        self.elapsed.setObjectName("elapsed")
        self.pace = QLabel()
        self.pace.setObjectName("pace")
        self.number = QLabel()
        self.number.setObjectName("muted")
        self.stage = Stage(presenter, frames)
        self.progress = Progress(session)
        self.progress.chosen.connect(session.go_to_slide)
        self.next_heading = _heading()
        self.next = SlideView(
            session, frames, self._settings, shows=lambda one: one.upcoming, like=presenter.audience.slide
        )
        self.next.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.next.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.notes_heading = _heading()
        self.notes = NotesPane(session, self._settings)
        self.strip = TimeStrip(session)
        self.hints = QLabel()
        self.hints.setObjectName("hints")
        self.trouble = QLabel()
        self.trouble.setObjectName("trouble")
        self.screen_button = QPushButton()
        self.screen_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.screen_button.clicked.connect(self._offer_screens)
        self._arrange()
        self.bindings = actions.Bindings(
            self,
            actions.TALK,
            {**presenter.doings(), "larger": lambda: self.notes.grow(1), "smaller": lambda: self.notes.grow(-1)},
            self._settings,
            self._settings.language,
        )
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tell_time)
        for signal in (session.position_changed, session.story_changed, session.language_changed):
            signal.connect(self.refresh)
        session.clock_changed.connect(self.tell_time)
        session.problems_changed.connect(self.tell_trouble)
        presenter.faults.changed.connect(self.tell_trouble)
        presenter.digits_changed.connect(self.refresh)
        presenter.roles_changed.connect(self.refresh)
        self.refresh()
        self.tell_trouble()
        self.restore()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        left, right = QHBoxLayout(), QHBoxLayout()
        left.addWidget(self.clock)
        left.addSpacing(18)
        left.addWidget(self.number)
        left.addStretch(1)
        right.addStretch(1)
        right.addWidget(self.pace)
        right.addSpacing(14)
        right.addWidget(self.screen_button)
        top.addLayout(left, 1)
        top.addWidget(self.elapsed)
        top.addLayout(right, 1)
        now = QWidget()
        column = QVBoxLayout(now)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        column.addWidget(self.stage, 1)
        column.addWidget(self.progress)
        ahead = QWidget()
        column = QVBoxLayout(ahead)
        column.setContentsMargins(8, 0, 0, 4)
        column.setSpacing(6)
        column.addWidget(self.next_heading)
        column.addWidget(self.next, 1)
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(8, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.notes_heading)
        column.addWidget(self.notes, 1)
        self.right = QSplitter(Qt.Orientation.Vertical)
        self.right.addWidget(ahead)
        self.right.addWidget(said)
        self.right.setSizes([260, 300])
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.addWidget(now)
        self.columns.addWidget(self.right)
        self.columns.setSizes([800, 430])
        for splitter in (self.right, self.columns):
            splitter.setChildrenCollapsible(False)
        foot = QHBoxLayout()
        foot.addWidget(self.hints, 1)
        foot.addWidget(self.trouble)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 10)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.columns, 1)
        column.addWidget(self.strip)
        column.addLayout(foot)

    # -- what it says --------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show where the talk stands."""
        session, say = self._session, self._settings.language
        self.setWindowTitle(WORDS("console_title", say, title=session.story.title.get(session.language)))
        slide = session.slide
        digits = self._presenter.digits
        if digits:
            self.number.setText(WORDS("going_to", say, number=digits))
        elif slide is not None and slide.backup:
            self.number.setText(WORDS("backup", say, number=session.story.numbers.get(slide.id, 0)))
        else:
            number = session.story.numbers.get(slide.id, 0) if slide else 0
            self.number.setText(WORDS("of", say, number=number, count=len(session.story.told)))
        upcoming = session.upcoming
        same = upcoming.slide == session.position.slide
        key = "end" if upcoming == session.position else "next_step" if same else "next"
        self.next_heading.setText(WORDS(key, say))
        self.next.update()
        self.stage.fit()
        self.notes_heading.setText(WORDS("notes", say))
        self.screen_button.setText(WORDS("screens", say))
        self.screen_button.setVisible(bool(self._presenter.roles.console))
        self.hints.setText("    ".join(_hints(self.bindings, say)) if hasattr(self, "bindings") else "")
        self.tell_time()

    def tell_time(self) -> None:
        """Show the clocks and the pace."""
        session, say = self._session, self._settings.language
        theme = themes.theme(session.story.theme)
        now = time.time()
        passed = session.clock.elapsed(now)
        self.clock.setText(time.strftime("%H:%M", time.localtime(now)))
        self.elapsed.setText(pace.words(passed))
        self.elapsed.setStyleSheet(f"color: {theme.muted if not session.clock.running else theme.paper}")
        plan = pace.plan(session.story)
        kind, seconds = pace.pace(plan, session.position, passed)
        words = []
        if session.clock.paused:
            words.append(WORDS("paused", say))
        elif not session.clock.began:
            words.append(WORDS("not_begun", say))
        if plan.total:
            left = plan.total - passed
            words.append(
                WORDS("left", say, left=pace.words(left)) if left >= 0 else WORDS("over", say, over=pace.words(-left))
            )
        if session.clock.began and kind != "none":
            words.append(WORDS(kind, say, by=pace.words(seconds)))
        self.pace.setText("  ·  ".join(words))
        color = theme.color(_PACE_COLORS[kind]) if session.clock.began else theme.muted
        self.pace.setStyleSheet(f"color: {color}")

    def tell_trouble(self) -> None:
        """Say quietly that the text is broken or that something failed: the audience sees nothing of it."""
        session, say = self._session, self._settings.language
        errors = [problem for problem in session.problems if problem.severity == "error"]
        words = ""
        if session.held:
            words = WORDS("held", say)
        elif session.broken and errors:
            name = session.path.name if session.path else ""
            words = WORDS("broken", say, name=name, line=errors[0].line, message=errors[0].message(say))
        elif errors:
            words = WORDS("errors", say, count=len(errors), line=errors[0].line)
        elif self._presenter.faults.count:
            words = WORDS("fault", say, message=self._presenter.faults.last)
        metrics = self.trouble.fontMetrics()
        self.trouble.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(200, self.width() // 2)))
        self.trouble.setToolTip(words)
        self.trouble.setVisible(bool(words))

    # -- screens -------------------------------------------------------------------------------------------------------

    def _offer_screens(self) -> None:
        """Offer the screens for the audience."""
        menu = QMenu(self)
        for name in screens.names():
            action = menu.addAction(WORDS("audience_on", self._settings.language, screen=screens.words(name)))
            action.setCheckable(True)
            action.setChecked(name == self._presenter.roles.audience)
            action.triggered.connect(lambda _checked=False, name=name: self._presenter.choose_screen(name))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.screen_button.mapToGlobal(QPoint(0, self.screen_button.height())))

    # -- the window ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Collect the digits of a slide's number."""
        if not take_key(self._presenter, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep boxes over everything."""
        super().resizeEvent(event)
        for box in self.findChildren(QWidget, "box", Qt.FindChildOption.FindDirectChildrenOnly):
            box.setGeometry(self.rect())

    def showEvent(self, event: object) -> None:
        """Let the clock run where it is seen."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._timer.start()
        self.refresh()
        self.stage.refresh()

    def hideEvent(self, event: object) -> None:
        """Stop telling the time to nobody."""
        super().hideEvent(event)  # type: ignore[arg-type]
        self._timer.stop()

    def restore(self) -> None:
        """Put the panes where they were left."""
        self.columns.restoreState(self._settings.layout("console-columns"))
        self.right.restoreState(self._settings.layout("console-right"))

    def keep(self) -> None:
        """Remember where the panes are."""
        self._settings.keep_layout("console-columns", self.columns.saveState())
        self._settings.keep_layout("console-right", self.right.saveState())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put the console away; the talk goes on."""
        event.ignore()
        self.closing.emit()


def _heading() -> QLabel:
    label = QLabel()
    label.setObjectName("heading")
    return label


def _hints(bindings: actions.Bindings, language: str) -> list[str]:
    """Return the keys that a speaker looks for, as they are set."""
    found = []
    for name in ("black", "freeze", "laser", "pen", "goto", "overview", "timeline", "sources", "swap", "keys"):
        made = bindings.actions.get(name)
        if made is not None and made.shortcuts():
            key = actions.key_words(made.shortcuts()[0].toString(), language)
            found.append(f"{key} {WORDS('hint_' + name, language)}")
    return found


def _sheet(theme: themes.Theme) -> str:
    return f"""
    #console {{ background: {theme.ground}; }}
    #console QLabel#clock {{ font-size: 22px; font-weight: 500; }}
    #console QLabel#elapsed {{ font-family: 'Fraunces Display'; font-size: 46px; }}
    #console QLabel#pace {{ font-size: 17px; }}
    #console QLabel#hints {{ color: {theme.muted}; font-size: 13px; }}
    #console QLabel#trouble {{ color: {theme.gold}; font-size: 13px; }}
    #console QLabel#muted {{ font-size: 17px; }}
    """
