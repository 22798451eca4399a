"""Save the text by itself after a pause, if chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject

from desktop.session.debounce import Debounce
from desktop.session.session import Session
from desktop.session.settings import Settings

PAUSE_MS: Final = 2000
"""The pause in typing after which the text is saved."""


class Autosave(QObject):
    """Saves after each pause, unless something has to be decided first.

    A text that is no valid TOML, a file that is gone and changes on both sides wait for a person. After an error,
    saving is left to the person until it works again.
    """

    def __init__(self, session: Session, settings: Settings, save: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._save = save
        self._failed_after = -1.0  # the time of the last save before an error
        self._timer = Debounce(PAUSE_MS, self.save_if_safe, self)
        session.document.state_changed.connect(self.note_change)

    def note_change(self) -> None:
        """Save after the next pause, if that is chosen."""
        if self._settings.saves_by_itself and self._session.document.dirty:
            self._timer.start()
        else:
            self._timer.stop()

    def save_if_safe(self) -> None:
        """Save, unless something has to be decided first."""
        document = self._session.document
        document.flush_input()
        needs_decision = (
            document.has_foreign_changes or bool(document.file_state.problem) or self._session.is_unreadable
        )
        has_failed = document.saved_at == self._failed_after
        if self._settings.saves_by_itself and document.dirty and not needs_decision and not has_failed:
            saved_at = document.saved_at
            self._failed_after = -1.0 if self._save() else saved_at
