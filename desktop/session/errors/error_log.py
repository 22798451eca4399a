"""The error log keeps errors and shows them to the speaker alone.

No error ends a talk.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qFormatLogMessage, qInstallMessageHandler

if TYPE_CHECKING:
    from desktop.session.errors.log_file import LogHandler


class ErrorMonitor(QObject):
    """Keeps the last error, from the log and uncaught exceptions.

    `changed` comes once for each place that fails, one turn of the event loop later: not in the middle of a paint, and
    never in another thread.
    """

    changed = Signal()
    _logged = Signal(str)

    def __init__(self, log_path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log_path = log_path
        self.last_error = ""
        self.count = 0
        self._handler: LogHandler | None = None
        self._logged.connect(self.record, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Install the log's handler and the hooks.

        What no code catches is logged and ends nothing.
        """
        if self._handler is not None:
            return
        import logging  # not imported before the first slide

        from desktop.session.errors.log_file import LogHandler

        self._handler = LogHandler(self.log_path, self._logged.emit)
        logging.getLogger().addHandler(self._handler)
        self._hooks_before = sys.excepthook, sys.unraisablehook, threading.excepthook, sys.exit
        sys.excepthook = _log_exception
        sys.unraisablehook = lambda raised: _log_exception(raised.exc_type, raised.exc_value, raised.exc_traceback)
        threading.excepthook = lambda raised: _log_exception(raised.exc_type, raised.exc_value, raised.exc_traceback)
        sys.exit = _refuse_exit
        self._message_handler_before = qInstallMessageHandler(self._log_qt_message)

    def remove(self) -> None:
        """Remove the log's handler and the hooks."""
        if self._handler is None:
            return
        import logging

        qInstallMessageHandler(self._message_handler_before)
        sys.excepthook, sys.unraisablehook, threading.excepthook, sys.exit = self._hooks_before
        logging.getLogger().removeHandler(self._handler)
        self._handler.close()
        self._handler = None

    def record(self, text: str) -> None:
        """Record an error."""
        self.last_error = text
        self.count += 1
        self.changed.emit()

    def _log_qt_message(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        """Log a message of Qt, and pass it on."""
        try:
            import logging

            category = str(context.category or "default")
            name = "qt" if category == "default" else category if category.startswith("qt.") else f"qt.{category}"
            logging.getLogger(name).log(_LEVELS.get(kind, logging.WARNING), "%s", text)
            if self._message_handler_before is not None:
                self._message_handler_before(kind, context, text)
            elif sys.stderr is not None:  # a packaged program has none
                sys.stderr.write(f"{qFormatLogMessage(kind, context, text)}\n")
        except Exception:  # noqa: BLE001, S110 - Qt calls this from anywhere
            pass


_LEVELS = {QtMsgType.QtDebugMsg: 10, QtMsgType.QtInfoMsg: 20, QtMsgType.QtCriticalMsg: 40, QtMsgType.QtFatalMsg: 50}


def _log_exception(error_type: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    import logging

    if error is not None and not (
        error_type is SystemExit and threading.current_thread() is not threading.main_thread()
    ):
        logging.getLogger("passeur").error("unexpected", exc_info=(error_type, error, trace))


def _refuse_exit(_status: object = None, /) -> NoReturn:
    """Raise in place of ending the process.

    For a SystemExit in a slot Python ends it at once, and a talk with it.
    """
    raise RuntimeError("sys.exit was called while the windows are open")
