"""The window's thread looks for garbage, between two events."""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QAbstractEventDispatcher, QObject, QTimer

from desktop.garbage import GarbageCollector

_QUIET_MS: Final = 300
"""After so long without an event nothing moves, and a search of all objects disturbs nobody."""
_LATEST_TURNS: Final = 1_000
"""The search of all objects waits no longer than so many turns of the event loop: 16 s of a picture that moves."""


class IdleCollector(QObject):
    """Looks for garbage when the event loop has nothing to do.

    From its making on, no other thread does, and no frame is interrupted.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._garbage = GarbageCollector()
        self._turns_due = 0  # the turns since the search of all objects is due; 0 while it is not
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self._collect_all)
        QAbstractEventDispatcher.instance().aboutToBlock.connect(self._on_idle)

    def _on_idle(self) -> None:
        """Look through the newest objects; through all once it is quiet."""
        self._garbage.collect_young()
        if self._turns_due or self._garbage.is_full_due:
            self._turns_due += 1
            if self._turns_due > _LATEST_TURNS:
                self._collect_all()
            else:
                self._quiet.start()

    def _collect_all(self) -> None:
        self._quiet.stop()
        self._turns_due = 0
        self._garbage.collect_all()
