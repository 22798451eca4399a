"""A screensaver on a private bus: it writes down who holds it, as long as that connection lives."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QTimer, Slot
from PySide6.QtDBus import QDBusConnection

_SERVICE = "org.freedesktop.ScreenSaver"


@ClassInfo({"D-Bus Interface": _SERVICE})
class Saver(QObject):
    """Answers Inhibit; forgets it when somebody leaves the bus, where nobody else is."""

    def __init__(self, log: Path) -> None:
        super().__init__()
        self._log = log
        self._there: set[str] = set()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def _names(self) -> set[str]:
        return set(QDBusConnection.sessionBus().interface().registeredServiceNames().value())

    def _look(self) -> None:
        if self._there - self._names():
            self._timer.stop()
            self._write("released")

    def _write(self, line: str) -> None:
        with self._log.open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    @Slot(str, str, result=int)
    def Inhibit(self, name: str, why: str) -> int:
        """Hold the display awake for a caller."""
        # Before the answer: who is answered may leave at once.
        self._there = self._names()
        self._timer.start(40)
        self._write(f"{name}: {why}")
        return 7


def main() -> int:
    """Serve until killed."""
    app = QCoreApplication(sys.argv)
    saver = Saver(Path(sys.argv[1]))
    bus = QDBusConnection.sessionBus()
    flags = QDBusConnection.RegisterOption.ExportAllSlots
    if not bus.registerService(_SERVICE) or not bus.registerObject("/org/freedesktop/ScreenSaver", saver, flags):
        return 1
    Path(sys.argv[1]).write_text("ready\n", "utf-8")
    return app.exec()


sys.exit(main())
