"""Keep the display awake while a talk runs, and let it sleep again after."""

from __future__ import annotations

import contextlib
import logging
import subprocess
import sys
from collections.abc import Callable
from typing import Final

_log = logging.getLogger(__name__)
_BUS: Final = "passeur-awake"
_WAIT_MS: Final = 500  # a talk does not wait for a desktop that does not answer


class Awake:
    """Holds the display awake between `hold` and `release`, by what the system offers for it."""

    def __init__(self) -> None:
        self._release: Callable[[], object] | None = None

    @property
    def held(self) -> bool:
        """Return whether the display stays awake."""
        return self._release is not None

    def hold(self) -> bool:
        """Keep the display awake and return whether the system agreed; nothing here may ever trouble a talk."""
        if self._release is None:
            # Whatever a foreign service does: a display that sleeps is better than a talk that ends.
            try:
                self._release = {"win32": _windows, "darwin": _mac}.get(sys.platform, _linux)()
            except Exception:  # noqa: BLE001
                _log.exception("the display may sleep")
        return self.held

    def release(self) -> None:
        """Let the display sleep again."""
        release, self._release = self._release, None
        if release is not None:
            with contextlib.suppress(Exception):
                release()


def _linux() -> Callable[[], object] | None:
    """Ask the screensaver over D-Bus, on a connection of its own: the request lasts as long as the connection."""
    from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage

    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _BUS)

    def close() -> None:
        QDBusConnection.disconnectFromBus(_BUS)

    service = "org.freedesktop.ScreenSaver"
    if bus.isConnected():
        for path in ("/org/freedesktop/ScreenSaver", "/ScreenSaver"):
            saver = QDBusInterface(service, path, service, bus)
            saver.setTimeout(_WAIT_MS)
            answer = saver.call("Inhibit", "Passeur", "A talk is running")
            if answer.type() == QDBusMessage.MessageType.ReplyMessage:
                return close
    close()
    return None


def _windows() -> Callable[[], object] | None:
    """Tell Windows that the display is in use."""
    import ctypes

    continuous, system, display = 0x80000000, 0x00000001, 0x00000002
    tell = ctypes.windll.kernel32.SetThreadExecutionState  # type: ignore[attr-defined]
    if not tell(continuous | system | display):
        return None
    return lambda: tell(continuous)


def _mac() -> Callable[[], object] | None:
    """Let the system's own tool hold the display; it ends with us."""
    import os

    held = subprocess.Popen(  # noqa: S603 - the system's own tool, fixed words and our own number
        ["/usr/bin/caffeinate", "-d", "-i", "-w", str(os.getpid())]
    )
    return held.terminate
