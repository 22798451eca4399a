"""Show in the window that a talk is running."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget

from desktop.session.settings import Settings
from desktop.session.talk.talk_state import TalkState
from desktop.ui.widgets.shared_messages import MESSAGES
from desktop.ui.window.notifications import Notifications


class TalkReminder(QObject):
    """Shows a bar when somebody comes to the window during a talk.

    Its keys do nothing there for the talk: Esc, B and the others belong to the talk's own windows.
    """

    def __init__(
        self,
        window: QWidget,
        talk: TalkState,
        notifications: Notifications,
        settings: Settings,
        go_back: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._talk = talk
        self._notifications = notifications
        self._settings = settings
        self._go_back = go_back
        talk.presenting_changed.connect(self._on_presenting_changed)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self.note_focus)

    def note_focus(self, focus_window: QWindow | None) -> None:
        """Show the bar if the window gets the focus during a talk."""
        is_here = focus_window is not None and focus_window is self._window.windowHandle()
        if is_here and self._talk.presenting and "talk" not in self._notifications.bars:
            ui_language = self._settings.language
            choices = (MESSAGES("back_to_talk", ui_language),)
            self._notifications.show("talk", MESSAGES("talk_running", ui_language), choices, lambda _: self._go_back())

    def _on_presenting_changed(self) -> None:
        if not self._talk.presenting:
            self._notifications.hide("talk")
