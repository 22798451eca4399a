"""The wake lock keeps the display awake while a talk runs."""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Callable
from typing import Final

_log = logging.getLogger(__name__)
_BUS_CONNECTION_NAME: Final = "passeur-awake"
_DBUS_TIMEOUT_MS: Final = 500  # a talk does not wait for a desktop that does not answer


class DisplayWakeLock:
    """Keep the display awake between `acquire` and `release`."""

    def __init__(self) -> None:
        self._release_callback: Callable[[], object] | None = None

    @property
    def is_held(self) -> bool:
        """Return whether the display stays awake."""
        return self._release_callback is not None

    def acquire(self) -> bool:
        """Keep the display awake; return whether the system agreed, and never raise."""
        if self._release_callback is None:
            # Any error of a foreign service is caught: a sleeping display is better than a talk that ends.
            try:
                self._release_callback = {"win32": _inhibit_windows, "darwin": _inhibit_mac}.get(
                    sys.platform, _inhibit_linux
                )()
            except Exception:  # noqa: BLE001
                _log.exception("the display may sleep")
        return self.is_held

    def release(self) -> None:
        """Let the display sleep again."""
        release_callback, self._release_callback = self._release_callback, None
        if release_callback is not None:
            with contextlib.suppress(Exception):
                release_callback()


def _inhibit_linux() -> Callable[[], object] | None:
    """Inhibit the screensaver over D-Bus, as long as its own connection lasts."""
    from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage

    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _BUS_CONNECTION_NAME)

    def close() -> None:
        QDBusConnection.disconnectFromBus(_BUS_CONNECTION_NAME)

    service = "org.freedesktop.ScreenSaver"
    if bus.isConnected():
        for path in ("/org/freedesktop/ScreenSaver", "/ScreenSaver"):
            saver = QDBusInterface(service, path, service, bus)
            saver.setTimeout(_DBUS_TIMEOUT_MS)
            answer = saver.call("Inhibit", "Passeur", "A talk is running")
            if answer.type() == QDBusMessage.MessageType.ReplyMessage:
                return close
    close()
    return None


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
