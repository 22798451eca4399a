"""The row at the foot of the window: state, problems, counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.widgets.actions import ACTIONS, key_label, keys_of
from desktop.ui.widgets.plain_text import ElidedLabel, PlainLabel
from desktop.ui.widgets.shared_messages import MESSAGES
from desktop.ui.window.loading_button import LoadingButton
from desktop.ui.window.state_label import StateLabel

if TYPE_CHECKING:
    from desktop.ui.timeline.timeline_pane import TimelinePane
    from desktop.ui.window.story_editing.insert import Inserting

_HINT_MS: Final = 8000


class StatusRow(QHBoxLayout):
    """Shows whether the text is saved, its problems and its length."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self.state_label = StateLabel(session, settings)
        self.loading_button = LoadingButton(session, settings)
        self._playing_words = ""
        self.hint_label = ElidedLabel()
        self.hint_label.setObjectName("status")
        self._hint_timer = QTimer(self, singleShot=True, interval=_HINT_MS)
        self._hint_timer.timeout.connect(lambda: self.hint_label.show_text(self._playing_words))
        self.problem_button = QPushButton()
        self.problem_button.setObjectName("status")
        self.problem_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.count_label = PlainLabel()
        self.count_label.setObjectName("status")
        self.setContentsMargins(18, 2, 12, 5)
        self.addWidget(self.state_label)
        self.addWidget(self.loading_button)
        self.addSpacing(24)
        self.addWidget(self.hint_label, 1)
        self.addWidget(self.problem_button)
        self.addSpacing(12)
        self.addWidget(self.count_label)

    def tell_of(self, timeline_pane: TimelinePane, inserting: Inserting) -> None:
        """Say how a timeline plays, and where a bookmark is."""
        timeline_pane.playing.connect(self._show_playing)
        inserting.bookmarked.connect(self._show_bookmark)

    def _show_playing(self, words: str) -> None:
        self._hint_timer.stop()
        self._playing_words = words
        self.hint_label.show_text(words)

    def _show_bookmark(self, title: str) -> None:
        goto = next(action for action in ACTIONS if action.id == "goto")
        keys = keys_of(goto, self._settings)
        key = key_label(keys[0], self._settings.language) if keys else goto.label(self._settings.language)
        self.hint_label.show_text(MESSAGES("bookmarked", self._settings.language, title=title, goto=key))
        self._hint_timer.start()

    def refresh(self) -> None:
        """Show the state, the problems, and the slides and minutes."""
        session, ui_language = self._session, self._settings.language
        self.state_label.refresh()
        count = len(session.problems)
        has_errors = any(problem.severity == "error" for problem in session.problems)
        key = "no_problems" if not count else "some_problems" if has_errors else "some_warnings"
        self.problem_button.setText(MESSAGES(key, ui_language, count=count))
        self.problem_button.setProperty("alarm", "true" if has_errors else "warning" if count else "false")
        self.problem_button.style().unpolish(self.problem_button)
        self.problem_button.style().polish(self.problem_button)
        story = session.story
        minutes = story.minutes or sum(slide.minutes or 0 for slide in story.main_slides)
        counts = {"slides": len(story.main_slides), "minutes": minutes}
        self.count_label.setText(
            MESSAGES("counts" if minutes else "counts_only", ui_language, **counts) if story.slides else ""
        )

    def show_progress(self, track: str, fraction: float) -> None:
        """Show how much of a file of events is read."""
        is_finished = fraction >= 1.0
        self.loading_button.show_progress(is_finished=is_finished)
        if is_finished:
            self.refresh()
        else:
            share = round(100 * fraction)
            self.state_label.setText(MESSAGES("reading", self._settings.language, name=track, share=share))
