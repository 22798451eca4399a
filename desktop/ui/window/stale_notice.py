"""The bar that says that the slide is older than the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject

from desktop.session.debounce import Debounce
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.widgets.shared_messages import MESSAGES
from desktop.ui.window.notifications import Notifications

_REST_MS: Final = 2000
"""A text is broken for a moment at every other key; only one that stays so is told."""
_KIND: Final = "stale"


class StaleNotice(QObject):
    """Reports that the slide is older than a broken text.

    A talk is left alone. A lost or unreadable file has a bar of its own.
    """

    def __init__(
        self,
        parent: QObject,
        session: Session,
        notifications: Notifications,
        settings: Settings,
        show_problem: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._notifications = notifications
        self._settings = settings
        self._show_problem = show_problem
        self._is_told = False
        self._rest_timer = Debounce(_REST_MS, self._show_notice, self)
        for signal in (
            session.problems_changed,
            session.talk.presenting_changed,
            session.document.file_state.problem_changed,
        ):
            signal.connect(self._follow)

    def _follow(self) -> None:
        session = self._session
        is_stale = session.is_unreadable and bool(session.story.slides)
        if is_stale and not session.talk.presenting and not session.document.file_state.problem:
            if not self._is_told:
                self._rest_timer.start()
            return
        self._rest_timer.stop()
        self._notifications.hide(_KIND)
        self._is_told = False

    def _show_notice(self) -> None:
        path, ui_language = self._session.path, self._settings.language
        if path is None:
            return
        self._is_told = True
        message = MESSAGES("stale", ui_language, name=path.name)
        self._notifications.show(_KIND, message, (MESSAGES("show", ui_language),), lambda _number: self._show_problem())
