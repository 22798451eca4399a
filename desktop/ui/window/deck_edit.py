"""Editing in the deck: move, add, duplicate and delete slides.

Each is one edit of the text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.i18n import Messages, translate
from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.render.painting import painting
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.edit.edit import Edit, EditError, delete
from desktop.story.edit.new_slide import new_slide_keys
from desktop.story.edit.slides import duplicate_slide, insert_slide, move_slide, unique_id
from desktop.story.format.fields import IMAGE_SUFFIXES
from desktop.story.layouts import LAYOUTS, STORY_EVENT, STORY_IMAGE
from desktop.story.storage.files import list_files
from desktop.ui.widgets.deck import Deck

MESSAGES: Final = Messages(
    {
        "add": "Add a slide",
        "duplicate": "Duplicate",
        "delete": "Delete",
        "up": "Move up",
        "down": "Move down",
    }
)


class DropIndicator(QWidget):
    """Line that shows the drop position of a slide."""

    def __init__(self, deck: Deck, session: Session) -> None:
        super().__init__(deck.viewport())
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @qt_override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        with painting(self) as painter:
            painter.setPen(QPen(QColor(themes.theme(self._session.story.theme).gold), 3))
            painter.drawLine(0, self.height() // 2, self.width(), self.height() // 2)


class DeckEditing(QObject):
    """Controller for editing the deck with pointer and keys."""

    def __init__(self, deck: Deck, session: Session, settings: Settings, on_refused: Callable[[str], object]) -> None:
        super().__init__(deck)
        self._deck = deck
        self._session = session
        self._settings = settings
        self._on_refused = on_refused
        self._press_position: QPoint | None = None
        self._dragged_slide_id = ""
        self.drop_indicator = DropIndicator(deck, session)
        deck.viewport().installEventFilter(self)
        deck.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        deck.customContextMenuRequested.connect(self.show_context_menu)

    # -- dragging ------------------------------------------------------------------------------------------------------

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Drag a thumbnail with the pointer."""
        if isinstance(event, QMouseEvent):
            kind, point = event.type(), event.position().toPoint()
            if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
                index = self._deck.indexAt(point)
                self._press_position = point if index.isValid() else None
                self._dragged_slide_id = ""
            elif kind == QEvent.Type.MouseMove and self._press_position is not None:
                dragged_far = (point - self._press_position).manhattanLength() >= QApplication.startDragDistance()
                if not self._dragged_slide_id and dragged_far and self._session.document.editable:
                    self._dragged_slide_id = self._deck.deck_model.id_at(self._deck.indexAt(self._press_position).row())
                if self._dragged_slide_id:
                    self._show_drop_indicator(self._insertion_row(point))
                    return True
            elif kind == QEvent.Type.MouseButtonRelease:
                dropped_slide_id, self._dragged_slide_id, self._press_position = self._dragged_slide_id, "", None
                if dropped_slide_id:
                    self.drop_indicator.hide()
                    self.move_to(dropped_slide_id, self._insertion_row(point))
                    return True
        return super().eventFilter(watched, event)

    def _insertion_row(self, point: QPoint) -> int:
        """Return the row before which a dropped slide is inserted."""
        index = self._deck.indexAt(QPoint(self._deck.viewport().width() // 2, point.y()))
        if not index.isValid():
            return 0 if point.y() < 0 else self._deck.deck_model.rowCount()
        rect = self._deck.visualRect(index)
        return index.row() + (1 if point.y() > rect.center().y() else 0)

    def _show_drop_indicator(self, row: int) -> None:
        count = self._deck.deck_model.rowCount()
        rect = self._deck.visualRect(self._deck.deck_model.index(min(row, count - 1)))
        y = rect.top() if row < count else rect.bottom()
        self.drop_indicator.setGeometry(0, y - 4, self._deck.viewport().width(), 8)
        self.drop_indicator.show()
        self.drop_indicator.raise_()

    def move_to(self, slide_id: str, row: int) -> None:
        """Move a slide before a row of the deck."""
        model, story = self._deck.deck_model, self._session.story
        current_index = story.slide_index.get(slide_id)
        if current_index is None or row in (model.row_of(slide_id), model.row_of(slide_id) + 1):
            return
        target_index = story.slide_index.get(model.id_at(row), len(story.slides))
        # Backups stand after the end in the deck, wherever they are in the text.
        if row > 0 and target_index == len(story.slides):
            target_index = story.slide_index[model.id_at(row - 1)] + 1
        self._apply_edit(
            lambda text: move_slide(text, slide_id, target_index - (1 if current_index < target_index else 0))
        )

    # -- the menu ------------------------------------------------------------------------------------------------------

    def show_context_menu(self, point: QPoint) -> None:
        """Show the context menu of the slide under the pointer."""
        self.build_context_menu(self._deck.deck_model.id_at(self._deck.indexAt(point).row())).popup(
            self._deck.viewport().mapToGlobal(point)
        )

    def build_context_menu(self, slide_id: str) -> QMenu:
        """Return the menu for a slide; "" for below the last one."""
        ui_language = self._settings.language
        menu = QMenu(self._deck)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_menu = menu.addMenu(MESSAGES("add", ui_language))
        starter_values = self._starter_values()
        for spec in LAYOUTS.values():
            if all(starter_values.get(value, True) for value in spec.starter.values() if isinstance(value, str)):
                action = add_menu.addAction(translate(spec.label, ui_language))
                action.triggered.connect(lambda _checked=False, layout=spec.name: self.add(slide_id, layout))
        if slide_id:
            menu.addAction(MESSAGES("duplicate", ui_language)).triggered.connect(lambda: self.duplicate(slide_id))
            menu.addAction(MESSAGES("up", ui_language)).triggered.connect(lambda: self.move_by_one(slide_id, -1))
            menu.addAction(MESSAGES("down", ui_language)).triggered.connect(lambda: self.move_by_one(slide_id, 1))
            menu.addSeparator()
            menu.addAction(MESSAGES("delete", ui_language)).triggered.connect(lambda: self.delete(slide_id))
        return menu

    def add(self, after_slide_id: str, layout: str = "statement") -> None:
        """Add a slide after another one, and show it."""
        self._session.document.flush_input()
        story = self._session.story
        text = self._session.document.text
        slide_id = unique_id(text, layout)
        index = story.slide_index.get(after_slide_id, len(story.slides) - 1) + 1
        starter_values = self._starter_values()
        keys = new_slide_keys(
            layout, slide_id, story.languages, starter_values[STORY_EVENT], starter_values[STORY_IMAGE]
        )
        if self._apply_edit(lambda text: insert_slide(text, index, keys)):
            self._session.navigator.go_to_slide(slide_id)

    def _starter_values(self) -> dict[str, str]:
        """Return an event and a picture for a new slide.

        They are "" where the story has none.
        """
        story = self._session.story
        event_ids = [event.id for event in story.events]
        new_event_ids = [event_id for event_id in event_ids if event_id not in story.slide_id_by_event]
        image_files = list_files(story.folder, IMAGE_SUFFIXES) if story.folder else []
        return {STORY_EVENT: next(iter(new_event_ids + event_ids), ""), STORY_IMAGE: next(iter(image_files), "")}

    def duplicate(self, slide_id: str) -> None:
        """Duplicate a slide and show the copy."""
        self._session.document.flush_input()
        copy_id = unique_id(self._session.document.text, slide_id)
        if self._apply_edit(lambda text: duplicate_slide(text, slide_id, copy_id)):
            self._session.navigator.go_to_slide(copy_id)

    def move_by_one(self, slide_id: str, direction: int) -> None:
        """Move a slide one place."""
        row = self._deck.deck_model.row_of(slide_id) + (2 if direction > 0 else -1)
        if 0 <= row <= self._deck.deck_model.rowCount():
            self.move_to(slide_id, row)

    def delete(self, slide_id: str) -> None:
        """Delete a slide; it can be undone."""
        self._apply_edit(lambda text: delete(text, ("slide", slide_id)))

    def _apply_edit(self, make_edit: Callable[[str], Edit]) -> bool:
        document = self._session.document
        if not document.editable:
            return False
        document.flush_input()
        try:
            self._session.document.apply_edit(make_edit(document.text))
        except EditError as error:
            self._on_refused(error.message(self._settings.language))
            return False
        return True
