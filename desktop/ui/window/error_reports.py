"""Reports errors and crashes, and copies the diagnostics."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from desktop.session.errors.error_log import ErrorMonitor
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.widgets.shared_messages import MESSAGES
from desktop.ui.window.notifications import Notifications

if TYPE_CHECKING:
    from desktop.session.errors.crash_file import CrashFile


class ErrorReports(QObject):
    """The bars about errors and crashes; none appears while a talk runs."""

    notice = Signal(str)

    def __init__(self, parent: QObject, session: Session, settings: Settings, error_monitor: ErrorMonitor) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._error_monitor = error_monitor
        self._told = error_monitor.count

    def follow(self, notifications: Notifications) -> None:
        """Show new errors as they come, those of a talk afterwards."""
        self._notifications = notifications
        self.notice.connect(notifications.inform)
        self._error_monitor.changed.connect(self._offer_error)
        self._session.talk.presenting_changed.connect(self._offer_error)

    def copy_diagnostics(self, crash: str = "") -> None:
        """Copy the diagnostics to the clipboard."""
        from desktop.session.errors.diagnostics import diagnostics

        QGuiApplication.clipboard().setText(diagnostics(self._settings, self._error_monitor.log_path, crash))
        self.notice.emit(MESSAGES("diagnostics_copied", self._settings.language))

    def offer_crash(self, crash_file: CrashFile) -> None:
        """Offer the report of an earlier run's crash until somebody chooses."""
        crash_file.find_crash(partial(self._offer_crash, crash_file))

    def _offer_crash(self, crash_file: CrashFile, crash: str) -> None:
        if not crash:
            return

        def on_chosen(index: int) -> None:
            if index == 0:
                self.copy_diagnostics(crash)
            crash_file.forget_crashes()

        ui_language = self._settings.language
        choices = MESSAGES("copy_report", ui_language), MESSAGES("delete_report", ui_language)
        self._notifications.show("crash", MESSAGES("crashed", ui_language), choices, on_chosen)

    def _offer_error(self) -> None:
        """Show the last error that was not reported yet."""
        if self._session.talk.presenting or self._told == self._error_monitor.count:
            return
        self._told = self._error_monitor.count
        ui_language = self._settings.language
        self._notifications.show(
            "error",
            MESSAGES("error_logged", ui_language, message=self._error_monitor.last_error),
            (MESSAGES("copy_diagnostics", ui_language), MESSAGES("understood", ui_language)),
            lambda index: None if index else self.copy_diagnostics(),
        )
