"""What goes wrong while the program runs: logged, told to the speaker alone, and never the end of a talk."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from PySide6.QtCore import QObject, Signal

_log = logging.getLogger("passeur")


class Faults(QObject):
    """The last fault of the program, from the log and from exceptions that nobody caught."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.last = ""
        self.count = 0
        self._handler = _Handler(self)

    def install(self) -> None:
        """Listen from now on; an exception in a slot is a line in the log from then on, not the end."""
        logging.getLogger().addHandler(self._handler)
        sys.excepthook = _log_exception

    def remove(self) -> None:
        """Listen no more."""
        logging.getLogger().removeHandler(self._handler)
        sys.excepthook = sys.__excepthook__

    def note(self, text: str) -> None:
        """Take note of a fault."""
        self.last = text
        self.count += 1
        self.changed.emit()


class _Handler(logging.Handler):
    def __init__(self, faults: Faults) -> None:
        super().__init__(logging.ERROR)
        self._faults = faults

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self._faults.note(f"{record.getMessage()}: {error}" if error is not None else record.getMessage())


def _log_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    _log.error("unexpected", exc_info=(kind, error, trace))
