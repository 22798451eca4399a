"""Arranging slides in the deck: drag to another place, add, duplicate, delete. Each is one small edit of the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.i18n import Words
from desktop.render import theme as themes
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.edit.edit import Edit, EditError, delete
from desktop.story.edit.slides import duplicate_slide, free_id, insert_slide, move_slide
from desktop.ui.widgets.deck import Deck

WORDS: Final = Words(
    {
        "add": ("Add a slide", "Ajouter une diapositive"),
        "duplicate": ("Duplicate", "Dupliquer"),
        "delete": ("Delete", "Supprimer"),
        "up": ("Move up", "Monter"),
        "down": ("Move down", "Descendre"),
        "statement": ("Statement", "Phrase"),
        "event": ("Event", "Événement"),
        "number": ("Number", "Chiffre"),
        "list": ("List", "Liste"),
        "quote": ("Quote", "Citation"),
        "image": ("Picture", "Image"),
        "timeline": ("Timeline", "Chronologie"),
        "title": ("Title", "Titre"),
        "closing": ("Closing", "Fin"),
        "new": ("A new slide", "Une nouvelle diapositive"),
    }
)


def new_slide(layout: str, name: str, languages: tuple[str, ...], event: str = "") -> dict[str, object]:
    """Return the keys of a new slide that can be shown at once, in every language of the story."""

    def said(key: str) -> object:
        words = {code: WORDS(key, "fr" if code.startswith("fr") else "en") for code in languages}
        return words if len(words) > 1 else next(iter(words.values()))

    keys: dict[str, object] = {"id": name, "layout": layout}
    if layout == "event":
        return {**keys, "event": event}
    keys["title"] = said("new")
    if layout == "number":
        keys["number"] = "1"
    elif layout == "quote":
        keys.pop("title")
        keys |= {"quote": said("new"), "by": "…"}
    elif layout == "list":
        keys["item"] = [{"title": said("new")}]
    return keys


class DropLine(QWidget):
    """The line that shows where a slide would go."""

    def __init__(self, deck: Deck, session: Session) -> None:
        super().__init__(deck.viewport())
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(themes.theme(self._session.story.theme).gold), 3))
        painter.drawLine(0, self.height() // 2, self.width(), self.height() // 2)
        painter.end()


class DeckEditing(QObject):
    """Lets the deck be arranged with pointer and keys."""

    def __init__(self, deck: Deck, session: Session, settings: Settings, refused: Callable[[str], object]) -> None:
        super().__init__(deck)
        self._deck = deck
        self._session = session
        self._settings = settings
        self._refused = refused
        self._pressed: QPoint | None = None
        self._held = ""
        self.line = DropLine(deck, session)
        deck.viewport().installEventFilter(self)
        deck.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        deck.customContextMenuRequested.connect(self.offer)

    # -- dragging ------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a thumbnail along with the pointer."""
        if isinstance(event, QMouseEvent):
            kind, point = event.type(), event.position().toPoint()
            if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
                index = self._deck.indexAt(point)
                self._pressed = point if index.isValid() else None
                self._held = ""
            elif kind == QEvent.Type.MouseMove and self._pressed is not None:
                far = (point - self._pressed).manhattanLength() >= QApplication.startDragDistance()
                if not self._held and far and self._session.document.editable:
                    self._held = self._deck.deck_model.id_at(self._deck.indexAt(self._pressed).row())
                if self._held:
                    self._show_line(self._row_at(point))
                    return True
            elif kind == QEvent.Type.MouseButtonRelease:
                held, self._held, self._pressed = self._held, "", None
                if held:
                    self.line.hide()
                    self.move_to(held, self._row_at(point))
                    return True
        return super().eventFilter(watched, event)

    def _row_at(self, point: QPoint) -> int:
        """Return before which row a slide would go."""
        index = self._deck.indexAt(QPoint(self._deck.viewport().width() // 2, point.y()))
        if not index.isValid():
            return 0 if point.y() < 0 else self._deck.deck_model.rowCount()
        rect = self._deck.visualRect(index)
        return index.row() + (1 if point.y() > rect.center().y() else 0)

    def _show_line(self, row: int) -> None:
        count = self._deck.deck_model.rowCount()
        rect = self._deck.visualRect(self._deck.deck_model.index(min(row, count - 1)))
        y = rect.top() if row < count else rect.bottom()
        self.line.setGeometry(0, y - 4, self._deck.viewport().width(), 8)
        self.line.show()
        self.line.raise_()

    def move_to(self, slide: str, row: int) -> None:
        """Move a slide before what stands in a row of the deck now."""
        model, story = self._deck.deck_model, self._session.story
        here = story.slide_index.get(slide)
        if here is None or row in (model.row_of(slide), model.row_of(slide) + 1):
            return
        before = story.slide_index.get(model.id_at(row), len(story.slides))
        # Backups stand after the end in the deck, wherever they are in the text.
        if row > 0 and before == len(story.slides):
            before = story.slide_index[model.id_at(row - 1)] + 1
        self._do(lambda text: move_slide(text, slide, before - (1 if here < before else 0)))

    # -- the menu ------------------------------------------------------------------------------------------------------

    def offer(self, point: QPoint) -> None:
        """Offer what can be done with the slide under the pointer."""
        self.menu(self._deck.deck_model.id_at(self._deck.indexAt(point).row())).popup(
            self._deck.viewport().mapToGlobal(point)
        )

    def menu(self, slide: str) -> QMenu:
        """Return the menu for a slide; "" for below the last one."""
        say = self._settings.language
        menu = QMenu(self._deck)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add = menu.addMenu(WORDS("add", say))
        layouts = ["statement", "number", "list", "quote", "timeline", "title", "closing"]
        if self._session.story.events:
            layouts.insert(1, "event")
        for layout in layouts:
            action = add.addAction(WORDS(layout, say))
            action.triggered.connect(lambda _checked=False, layout=layout: self.add(slide, layout))
        if slide:
            menu.addAction(WORDS("duplicate", say)).triggered.connect(lambda: self.duplicate(slide))
            menu.addAction(WORDS("up", say)).triggered.connect(lambda: self.shift(slide, -1))
            menu.addAction(WORDS("down", say)).triggered.connect(lambda: self.shift(slide, 1))
            menu.addSeparator()
            menu.addAction(WORDS("delete", say)).triggered.connect(lambda: self.delete(slide))
        return menu

    def add(self, after: str, layout: str = "statement") -> None:
        """Add a slide after another one, and show it."""
        story = self._session.story
        text = self._session.document.text
        name = free_id(text, layout)
        at = story.slide_index.get(after, len(story.slides) - 1) + 1
        told = next((event.id for event in story.events if event.id not in story.slide_by_event), "")
        event = told or (story.events[0].id if story.events else "")
        keys: Mapping[str, object] = new_slide(layout, name, story.languages, event)
        if self._do(lambda text: insert_slide(text, at, keys)):
            self._session.go_to_slide(name)

    def duplicate(self, slide: str) -> None:
        """Put a copy after a slide, and show it."""
        name = free_id(self._session.document.text, slide)
        if self._do(lambda text: duplicate_slide(text, slide, name)):
            self._session.go_to_slide(name)

    def shift(self, slide: str, way: int) -> None:
        """Move a slide one place."""
        row = self._deck.deck_model.row_of(slide)
        self.move_to(slide, row + (2 if way > 0 else -1))

    def delete(self, slide: str) -> None:
        """Delete a slide; it can be undone."""
        self._do(lambda text: delete(text, ("slide", slide)))

    def _do(self, make: Callable[[str], Edit]) -> bool:
        document = self._session.document
        if not document.editable:
            return False
        try:
            self._session.change(make(document.text))
        except EditError as error:
            self._refused(error.message(self._settings.language))
            return False
        return True
