"""The handles beside a part of the slide."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from desktop.i18n import Messages
from desktop.qt_override import qt_override
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.assist.words_edit import field_at, part_path
from desktop.story.edit.edit import Edit, delete
from desktop.story.edit.parts import move_part, part_count
from desktop.story.localized_text import KeyPath
from desktop.ui.widgets.slide_view import SlideView

MESSAGES: Final = Messages(
    {
        "add": "Add one after this",
        "earlier": "Move forward",
        "later": "Move back",
        "remove": "Remove",
    }
)
_SIGNS: Final = {"add": "+", "earlier": "↑", "later": "↓", "remove": "✕"}
_REACH: Final = 6  # how far from a part its handles still stay, in pixels


class PartHandles(QFrame):
    """A small bar beside the part that is under the pointer."""

    def __init__(
        self,
        view: SlideView,
        session: Session,
        settings: Settings,
        apply: Callable[[Callable[[str], Edit]], bool],
        add_after: Callable[[KeyPath], object],
    ) -> None:
        super().__init__(view)
        self.setObjectName("part_handles")
        self._view = view
        self._session = session
        self._settings = settings
        self._apply = apply
        self._add_after = add_after
        self.path: KeyPath = ()
        self._part_rect = QRectF()
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 2, 3, 2)
        row.setSpacing(1)
        self.buttons: dict[str, QToolButton] = {}
        for key, sign in _SIGNS.items():
            button = QToolButton()
            button.setText(sign)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._act, key))
            row.addWidget(button)
            self.buttons[key] = button
        self.hide()
        view.installEventFilter(self)
        session.navigator.position_changed.connect(self.hide)
        session.story_changed.connect(self.hide)

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pointer from part to part."""
        if watched is self._view:
            if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
                self._follow(event)
            elif event.type() == QEvent.Type.Leave and not self.underMouse():
                self.hide()
        return super().eventFilter(watched, event)

    def _follow(self, event: QMouseEvent) -> None:
        if event.buttons() or not self._session.document.editable:
            return
        zone = self._view.zone_at(event.position())
        path = part_path(zone.path) if zone is not None and zone.kind in ("text", "claim", "chart") else None
        if path is not None and not self._is_part(path):
            path = None
        if path is None:
            reach = self._part_rect.adjusted(-_REACH, -_REACH, _REACH, _REACH)
            if not reach.contains(event.position()):
                self.hide()
            return
        if path != self.path or self.isHidden():
            self.show_for(path)

    def _is_part(self, path: KeyPath) -> bool:
        field = field_at(self._session.document.text, path[:-1])
        return field is not None and field.kind in ("tables", "texts")

    def show_for(self, path: KeyPath) -> None:
        """Show the handles of a part beside it."""
        frame, slide_geometry = self._view.frame(), self._view.slide_geometry()
        if frame is None or slide_geometry is None:
            return
        self.path = path
        corner, scale = slide_geometry
        rect = QRectF()
        for zone in frame.zones:
            if zone.path[: len(path)] == path and zone.kind in ("text", "claim", "chart"):
                rect = rect.united(
                    QRectF(
                        corner.x() + zone.x * scale,
                        corner.y() + zone.y * scale,
                        zone.width * scale,
                        zone.height * scale,
                    )
                )
        count, number = part_count(self._session.document.text, path[:-1]), path[-1]
        self.buttons["earlier"].setEnabled(number != 0)
        self.buttons["later"].setEnabled(isinstance(number, int) and number < count - 1)
        for key, button in self.buttons.items():
            button.setToolTip(MESSAGES(key, self._settings.language))
            button.setAccessibleName(MESSAGES(key, self._settings.language))
        self.adjustSize()
        left, top = rect.right() + 2, rect.center().y() - self.height() / 2
        if left + self.width() > self._view.width() - 4:  # no room beside it
            left, top = self._view.width() - self.width() - 4, rect.top() - self.height() + 2
        self.move(QPoint(round(left), round(max(2, top))))
        self._part_rect = rect.united(QRectF(self.geometry()))
        self.show()
        self.raise_()

    def _act(self, key: str) -> None:
        path = self.path
        self.hide()
        if key == "add":
            self._add_after(path)
        elif key == "remove":
            self._apply(lambda text: delete(text, path))
        else:
            self._apply(lambda text: move_part(text, path, -1 if key == "earlier" else 1))
