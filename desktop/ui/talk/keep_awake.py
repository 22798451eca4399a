"""The wake lock keeps the display awake while a talk runs."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from desktop.session.background_worker import BackgroundWorker

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusPendingCallWatcher

_BUS_CONNECTION_NAME: Final = "passeur-awake"
_BUS_TIMEOUT_S: Final = 1.0
_CALL_TIMEOUT_MS: Final = 500
_SCREENSAVER: Final = "org.freedesktop.ScreenSaver"
_SCREENSAVER_PATHS: Final = ("/org/freedesktop/ScreenSaver", "/ScreenSaver")


class DisplayWakeLock(QObject):
    """Keeps the display awake between `acquire` and `release`.

    Nothing waits for the desktop: its answer comes later, or never.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._release_callback: Callable[[], object] | None = None
        self._worker = BackgroundWorker(self)
        self._is_wanted = False
        self._call: QDBusPendingCallWatcher | None = None
        self._paths_left: list[str] = []

    @property
    def is_held(self) -> bool:
        """Return whether the display stays awake."""
        return self._release_callback is not None

    @property
    def is_asking(self) -> bool:
        """Return whether the system has not answered yet.

        It soon has, or is given up.
        """
        return not self._worker.wait(0) or self._call is not None

    def acquire(self) -> None:
        """Ask the system to keep the display awake; never raise."""
        self._is_wanted = True
        if self._release_callback is None and self._call is None:
            if sys.platform in ("win32", "darwin"):
                self._guarded(self._inhibit_windows_or_mac)
            else:
                self._worker.submit("bus", _bus_answers, self._on_bus_checked)

    def acquire_and_wait(self) -> bool:
        """Ask the system, wait a moment, and return whether it agreed."""
        self.acquire()
        self._worker.wait(_BUS_TIMEOUT_S * 2)
        while self._call is not None:
            self._call.waitForFinished()
            self._on_answer()
        return self.is_held

    def release(self) -> None:
        """Let the display sleep again."""
        self._is_wanted = False
        self._worker.shut_down(0)
        if self._call is not None:
            self._close_call()
            _disconnect()
        release_callback, self._release_callback = self._release_callback, None
        if release_callback is not None:
            with contextlib.suppress(Exception):
                release_callback()

    def _guarded(self, step: Callable[[], None]) -> None:
        # Any error of a foreign service is caught: a sleeping display is better than a talk that ends.
        try:
            step()
        except Exception:
            import logging  # imported only after an error

            logging.getLogger(__name__).exception("the display may sleep")

    def _inhibit_windows_or_mac(self) -> None:
        self._release_callback = _inhibit_windows() if sys.platform == "win32" else _inhibit_mac()

    def _on_bus_checked(self, bus_answers: bool) -> None:
        if bus_answers and self._is_wanted:
            self._paths_left = list(_SCREENSAVER_PATHS)
            self._guarded(self._ask_screensaver)

    def _ask_screensaver(self) -> None:
        """Inhibit the screensaver, as long as its own connection lasts."""
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _BUS_CONNECTION_NAME)
        if not (self._paths_left and bus.isConnected()):
            _disconnect()
            return
        request = QDBusMessage.createMethodCall(_SCREENSAVER, self._paths_left.pop(0), _SCREENSAVER, "Inhibit")
        request.setArguments(["Passeur", "A talk is running"])
        self._call = QDBusPendingCallWatcher(bus.asyncCall(request, _CALL_TIMEOUT_MS), self)
        self._call.finished.connect(self._on_answer)

    def _on_answer(self) -> None:
        """Handle the answer, or ask at the next path."""
        if self._call is not None and self._call.isFinished():
            has_agreed = self._call.isValid()
            self._close_call()
            if has_agreed:
                self._release_callback = _disconnect
            else:
                self._guarded(self._ask_screensaver)

    def _close_call(self) -> None:
        if self._call is not None:
            self._call.finished.disconnect(self._on_answer)
            self._call.deleteLater()
            self._call = None


def _disconnect() -> None:
    """Close the connection to the bus, which ends the inhibition."""
    from PySide6.QtDBus import QDBusConnection

    QDBusConnection.disconnectFromBus(_BUS_CONNECTION_NAME)


def _bus_answers() -> bool:
    """Return whether the session's bus answers the first words of D-Bus.

    `QDBusConnection.connectToBus` waits for a mute bus for minutes, and holds Python's lock as it does so: no thread helps.
    """
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "") or f"unix:path={os.environ.get('XDG_RUNTIME_DIR', '')}/bus"
    return any(_socket_answers(one) for one in address.split(";"))


def _socket_answers(address: str) -> bool:
    import socket  # not imported before the first slide
    from urllib.parse import unquote

    transport, _, keys = address.partition(":")
    values = dict(key.partition("=")[::2] for key in keys.split(","))
    name = unquote(values.get("path", "")) or "\0" + unquote(values.get("abstract", ""))
    if transport != "unix" or name == "\0":
        return False
    try:
        with socket.socket(socket.AF_UNIX) as bus:
            bus.settimeout(_BUS_TIMEOUT_S)
            bus.connect(name)
            bus.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
            return bool(bus.recv(64))
    except (OSError, ValueError):
        return False


def _inhibit_windows() -> Callable[[], object] | None:
    """Tell Windows that the display is in use."""
    import ctypes

    continuous, system, display = 0x80000000, 0x00000001, 0x00000002
    set_execution_state = ctypes.windll.kernel32.SetThreadExecutionState  # type: ignore[attr-defined]
    if not set_execution_state(continuous | system | display):
        return None
    return lambda: set_execution_state(continuous)


def _inhibit_mac() -> Callable[[], object] | None:
    """Start the system tool that keeps the display awake.

    It ends with this process.
    """
    import os
    import subprocess

    process = subprocess.Popen(  # noqa: S603 - the system's own tool, fixed words and our own number
        ["/usr/bin/caffeinate", "-d", "-i", "-w", str(os.getpid())]
    )
    return process.terminate
