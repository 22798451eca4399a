"""The error log keeps the last error for the speaker.

The audience never sees it, and no error ends a talk.
"""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    import logging


class ErrorMonitor(QObject):
    """Keeps the last error, from the log and uncaught exceptions."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.last_error = ""
        self.count = 0
        self._handler: logging.Handler | None = None

    def install(self) -> None:
        """Install the log handler and the exception hook.

        An exception in a slot is logged and ends nothing.
        """
        import logging  # not imported before the first slide

        monitor = self

        class Handler(logging.Handler):
            def emit(self, record: logging.LogRecord) -> None:
                error = record.exc_info[1] if record.exc_info else None
                monitor.record(f"{record.getMessage()}: {error}" if error is not None else record.getMessage())

        self._handler = Handler(logging.ERROR)
        logging.getLogger().addHandler(self._handler)
        sys.excepthook = _log_exception

    def remove(self) -> None:
        """Remove the log handler and the exception hook."""
        if self._handler is not None:
            import logging

            logging.getLogger().removeHandler(self._handler)
        sys.excepthook = sys.__excepthook__

    def record(self, text: str) -> None:
        """Record an error."""
        self.last_error = text
        self.count += 1
        self.changed.emit()


def _log_exception(error_type: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(error_type, KeyboardInterrupt):
        sys.__excepthook__(error_type, error, trace)
        return
    import logging

    logging.getLogger("passeur").error("unexpected", exc_info=(error_type, error, trace))
