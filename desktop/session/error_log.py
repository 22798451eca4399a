"""What goes wrong while the program runs: logged, told to the speaker alone, and never the end of a talk."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    import logging


class ErrorMonitor(QObject):
    """The last fault of the program, from the log and from exceptions that nobody caught."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.last_error = ""
        self.count = 0
        self._handler: logging.Handler | None = None

    def install(self) -> None:
        """Listen from now on; an exception in a slot is a line in the log from then on, not the end."""
        import logging  # the first slide does not wait for it

        monitor = self

        class Handler(logging.Handler):
            def emit(self, record: logging.LogRecord) -> None:
                error = record.exc_info[1] if record.exc_info else None
                monitor.record(f"{record.getMessage()}: {error}" if error is not None else record.getMessage())

        self._handler = Handler(logging.ERROR)
        logging.getLogger().addHandler(self._handler)
        sys.excepthook = _log_exception

    def remove(self) -> None:
        """Listen no more."""
        if self._handler is not None:
            import logging

            logging.getLogger().removeHandler(self._handler)
        sys.excepthook = sys.__excepthook__

    def record(self, text: str) -> None:
        """Take note of a fault."""
        self.last_error = text
        self.count += 1
        self.changed.emit()


def _log_exception(error_type: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(error_type, KeyboardInterrupt):
        sys.__excepthook__(error_type, error, trace)
        return
    import logging

    logging.getLogger("passeur").error("unexpected", exc_info=(error_type, error, trace))
