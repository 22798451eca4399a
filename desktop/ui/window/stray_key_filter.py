"""Keep letters typed after a missed double click from being commands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from desktop.qt_override import qt_override
from desktop.session.session import Session
from desktop.ui.widgets.slide_view import SlideView

_COMMAND_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class MissedText(QObject):
    """Keeps typed letters from the shortcuts after a missed double click.

    Any other key, a click or another slide ends it. It must be installed before the filter that opens a text, which then
    gets the double click first.
    """

    typed_nowhere = Signal(str)  # all that was typed since the double click

    def __init__(self, view: SlideView, session: Session) -> None:
        super().__init__(view)
        self._is_waiting = False
        self._typed = ""
        view.installEventFilter(self)
        session.navigator.position_changed.connect(self.clear)

    def clear(self) -> None:
        """Treat letters as commands again."""
        self._is_waiting, self._typed = False, ""

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Collect letters after a missed double click."""
        kind = event.type()
        if isinstance(event, QMouseEvent):
            if kind == QEvent.Type.MouseButtonDblClick and event.button() == Qt.MouseButton.LeftButton:
                self.clear()
                self._is_waiting = True
            elif kind == QEvent.Type.MouseButtonPress:
                self.clear()
        elif kind == QEvent.Type.FocusOut:
            self.clear()
        elif self._is_waiting and isinstance(event, QKeyEvent) and event.text():
            is_letter = event.text().isprintable() and not event.modifiers() & _COMMAND_MODIFIERS
            if kind == QEvent.Type.ShortcutOverride and is_letter:
                event.accept()
                return True
            if kind == QEvent.Type.KeyPress and is_letter:
                self._typed += event.text()
                self.typed_nowhere.emit(self._typed)
                return True
            if kind == QEvent.Type.KeyPress:
                self.clear()
        return super().eventFilter(watched, event)
