"""The one door through which controls change the text of a story."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.edit.edit import Edit, EditError


class StoryEdits(QObject):
    """Makes edits of a session's text; each is one undo step."""

    refused = Signal(str)  # why an edit could not be made

    def __init__(self, session: Session, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.settings = settings

    def apply(self, make_edit: Callable[[str], Edit]) -> bool:
        """Apply the edit made for the current text; return success.

        Input that is still pending becomes a step of its own before.
        """
        document = self.session.document
        if not document.editable:
            return False
        document.flush_input()
        try:
            edit = make_edit(document.text)
            if edit.start != edit.end or edit.replacement:
                document.apply_edit(edit)
        except EditError as error:
            self.refused.emit(error.message(self.settings.language))
            return False
        return True
