"""What forms ask of the window around them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.edit.edit import Edit, EditError


class FormHost(QObject):
    """Applies the edits of forms, and passes on what they ask for."""

    refused = Signal(str)  # the reason why an edit was refused
    text_asked = Signal(object)  # a key path to show in the text
    slide_asked = Signal(str)  # the id of a slide to show

    def __init__(self, session: Session, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.settings = settings

    def apply(self, make_edit: Callable[[str], Edit]) -> bool:
        """Apply an edit made of the text; return whether that worked."""
        document = self.session.document
        if not document.editable:
            return False
        document.flush_input()
        try:
            edit = make_edit(document.text)
        except EditError as error:
            self.refused.emit(error.message(self.settings.language))
            return False
        if edit.start != edit.end or edit.replacement:
            document.apply_edit(edit)
        return True
