"""The notes on the console, to read and to write."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QStackedWidget

from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.edit.fields import data_at
from desktop.ui.inspector.inspector_style import stylesheet
from desktop.ui.inspector.notes_box import NotesEditor, slide_path
from desktop.ui.talk.console_parts import NotesPane
from desktop.ui.widgets.keys.passing_menu import drop_scroll_menus

CLICKER_KEYS = frozenset({Qt.Key.Key_PageDown, Qt.Key.Key_PageUp})
"""What clickers send: they lead the talk on while somebody writes."""


class ConsoleNotes(QStackedWidget):
    """The notes to read, which a double click opens to write.

    Another slide or language, Esc, another focus and the end of the window write them and close the field.
    """

    writing_ended = Signal()

    def __init__(self, session: Session, settings: Settings, pane: NotesPane) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self.pane = pane
        self.editor: NotesEditor | None = None
        self.addWidget(pane)
        pane.viewport().installEventFilter(self)
        session.navigator.position_changed.connect(self.end)
        session.language_changed.connect(self.end)

    def begin(self) -> None:
        """Open the notes of the slide to write."""
        path = slide_path(self._session)
        if not path or not self._session.document.editable:
            return
        editor = self._ensure_editor()
        data = data_at(self._session.document.text, path)
        editor.show_value(data.get("notes") if isinstance(data, dict) else None, "")
        self._show_font_size()
        self.setCurrentWidget(editor)
        editor.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        editor.box.moveCursor(editor.box.textCursor().MoveOperation.End)

    def change_font_size(self, direction: int) -> None:
        """Change the size of the notes, read or written."""
        self.pane.change_font_size(direction)
        self._show_font_size()

    def _show_font_size(self) -> None:
        if self.editor is not None:
            self.editor.box.setStyleSheet(f"font-size: {self._settings.notes_size}px")

    def end(self) -> None:
        """Write the notes and show them to read."""
        if self.editor is None or self.currentWidget() is not self.editor:
            return
        self.setCurrentWidget(self.pane)
        self.editor.write_pending()
        self.pane.refresh()
        self.writing_ended.emit()

    @qt_override
    def hideEvent(self, event: QHideEvent) -> None:
        """Write the notes when the window is hidden or closed."""
        super().hideEvent(event)
        self.end()

    def _ensure_editor(self) -> NotesEditor:
        """Return the field; it is made when somebody writes first."""
        if self.editor is None:
            self.editor = NotesEditor(self._session, self._settings)
            self.editor.setStyleSheet(stylesheet(themes.CINEMA))
            self.editor.box.pass_keys(CLICKER_KEYS)
            drop_scroll_menus(self.editor.box)
            self.editor.box.installEventFilter(self)
            self.addWidget(self.editor)
        return self.editor

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the notes by a double click; close them when left."""
        if watched is self.pane.viewport() and event.type() == QEvent.Type.MouseButtonDblClick:
            self.begin()
            return True
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            stays = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
            if event.reason() not in stays:
                self.end()
        return super().eventFilter(watched, event)
