"""Handle signals that end the program, and the desktop's log-out."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QGuiApplication

_ENDING: Final = ("SIGTERM", "SIGHUP")  # a log-out, a closed terminal; Windows has no SIGHUP


class ExitSignals(QObject):
    """Stores unsaved text at once when the program is ended.

    Ctrl+C calls `on_interrupt` instead, which may ask.

    A Python handler runs only when Python code runs; the system therefore writes each signal into a socket, which wakes
    the event loop.
    """

    def __init__(self, app: QGuiApplication, store: Callable[[], object], on_interrupt: Callable[[], object]) -> None:
        super().__init__(app)
        self._app = app
        self._store = store
        self._on_interrupt = on_interrupt
        self._receiver, self._sender = socket.socketpair()
        for end in (self._receiver, self._sender):
            end.setblocking(False)
        numbers = [signal.SIGINT, *(getattr(signal, name) for name in _ENDING if hasattr(signal, name))]
        self._old_handlers = {number: signal.signal(number, _ignore) for number in numbers}
        self._old_descriptor = signal.set_wakeup_fd(self._sender.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._receiver.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signals)
        app.commitDataRequest.connect(self._on_session_ending)
        app.saveStateRequest.connect(self._on_session_ending)

    def _on_signals(self, *_: object) -> None:
        try:
            numbers = self._receiver.recv(64)
        except BlockingIOError:
            return
        # All signals of the program come here, also those of `time_limit`.
        ending = [number for number in numbers if number in self._old_handlers and number != signal.SIGINT]
        if not ending:
            if signal.SIGINT in numbers:
                self._on_interrupt()
            return
        try:
            self._store()
        finally:
            self._app.exit(128 + ending[0])  # the shell's word for a program that a signal ended

    def _on_session_ending(self, _manager: object) -> None:
        self._store()

    def remove(self) -> None:
        """Restore the handlers of before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._old_descriptor)
        for number, handler in self._old_handlers.items():
            signal.signal(number, handler)
        self._receiver.close()
        self._sender.close()


def _ignore(_number: int, _frame: FrameType | None) -> None:
    """Do nothing: the socket has the signal already."""
