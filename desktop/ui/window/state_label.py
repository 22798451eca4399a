"""The status label that shows whether the text is saved."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.widgets.plain_text import PlainLabel
from desktop.ui.widgets.shared_messages import MESSAGES

if TYPE_CHECKING:
    from desktop.story.edit.history import Change

_LOSSES: Final = {
    "missing": "file_lost",
    "folder_missing": "file_lost",
    "empty": "file_emptied",
    "folder": "file_replaced",
    "special": "file_replaced",
}
"""The messages of the problems by which the text is no longer in its file."""


class StateLabel(PlainLabel):
    """Shows whether the text is saved, and the last undo."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self.setObjectName("status")
        session.document.state_changed.connect(self.refresh)
        session.text_read.connect(self.refresh)
        session.document.file_state.problem_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the state of text and file."""
        session, document = self._session, self._session.document
        if session.path is None:
            return
        key, moment = "loaded", session.last_read_at
        if document.file_state.problem:
            key = _LOSSES.get(document.file_state.problem, "stale")
        elif document.has_foreign_changes:
            key = "changed_elsewhere"
        elif session.is_unreadable:
            key = "stale"
        elif document.dirty:
            key = "not_saved"
        elif document.saved_at > 0:
            key, moment = "saved", document.saved_at
        time_of_day = time.strftime("%H:%M:%S", time.localtime(moment))
        mark = "● " if document.dirty else ""
        self.setText(mark + MESSAGES(key, self._settings.language, name=session.path.name, time=time_of_day))

    def show_step(self, key: str, change: Change) -> None:
        """Show a step that was "undone" or "redone", before the state."""
        ui_language = self._settings.language
        self.refresh()
        self.setText(f"{MESSAGES(key, ui_language, name=change.title(ui_language))}  ·  {self.text()}")
