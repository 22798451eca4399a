"""The button that stops and resumes reading a file of events."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.widgets.shared_messages import MESSAGES


class LoadingButton(QPushButton):
    """Stops the reading of a file of events, or resumes it."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self.setObjectName("status")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._toggle)
        self.hide()

    def show_progress(self, *, is_finished: bool) -> None:
        """Update the label to stop or to resume."""
        self.setText(MESSAGES("resume_reading" if is_finished else "stop_reading", self._settings.language))
        self.setVisible(not is_finished or self._session.event_files.cancelled)

    def _toggle(self) -> None:
        event_files = self._session.event_files
        if event_files.cancelled:
            event_files.resume()
        else:
            event_files.cancel()
