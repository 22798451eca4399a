"""The base of the popups: a panel over a veil."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop.qt_override import qt_override
from desktop.render.painter_scope import painting
from desktop.ui.widgets import style


class Popup(QWidget):
    """A centred panel over a veil; a click beside it closes."""

    def __init__(self, host: QWidget, popup_id: str) -> None:
        super().__init__(host)
        self.setObjectName("popup")
        self.popup_id = popup_id
        self.panel = QFrame(self)
        self.panel.setObjectName("panel")
        self.setStyleSheet(style.stylesheet())
        self.setGeometry(host.rect())

    def fit_panel(self, size: QSize) -> None:
        """Resize the panel within the window."""
        width = min(size.width(), self.width() - 40)
        height = min(size.height(), self.height() - 40)
        self.panel.setGeometry((self.width() - width) // 2, (self.height() - height) // 2, width, height)

    def preferred_size(self) -> QSize:
        """Return the preferred size of the panel."""
        return QSize(760, 520)

    @qt_override
    def resizeEvent(self, _event: object) -> None:
        """Centre the panel."""
        self.fit_panel(self.preferred_size())

    @qt_override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Darken the window below."""
        with painting(self) as painter:
            painter.fillRect(self.rect(), QColor(0, 0, 0, 150))

    @qt_override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close; the window below sees no click."""
        event.accept()
        self.dismiss()

    def dismiss(self) -> None:
        """Close, and return the focus to the window."""
        host = self.parentWidget()
        self.hide()
        self.setObjectName("")
        self.deleteLater()
        if host is not None:
            host.setFocus()


class PopupKeyFilter(QObject):
    """Event filter that gives a popup its keys before the window's shortcuts."""

    def __init__(self, popup: Popup) -> None:
        super().__init__(popup)
        self._popup = popup

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close with Escape; any other key goes to the focused widget."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._popup.dismiss()
            return True
        return super().eventFilter(watched, event)
