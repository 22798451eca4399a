"""Editing in the deck by pointer and menu: one slide or several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QPushButton

from desktop.i18n import Messages
from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.render.painter_scope import painting
from desktop.session.position import Position
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.sections import Section
from desktop.ui.widgets.deck.deck import Deck
from desktop.ui.widgets.plain_text import PlainLabel
from desktop.ui.window.story_editing.deck_sections import SectionEditing
from desktop.ui.window.story_editing.drop_indicator import DropIndicator, DropPlace
from desktop.ui.window.story_editing.slide_commands import SlideCommands

MESSAGES: Final = Messages(
    {
        "add": "Add a slide…",
        "add_button": "+  Slide",
        "duplicate": "Duplicate",
        "cut": "Cut",
        "copy": "Copy",
        "paste": "Paste",
        "delete": "Delete",
        "up": "Move up",
        "down": "Move down",
        "section": "Begin a section here…",
    }
)
_SCROLL_MARGIN: Final = 28  # pixels from an edge of the deck within which a drag scrolls it
_SCROLL_STEP: Final = 14
_SCROLL_INTERVAL_MS: Final = 16
_HELD_WIDTH: Final = 110


class DeckEditing(QObject):
    """Controller for editing the deck with pointer and menu."""

    layouts_requested = Signal(str)  # the slide after which another one is added
    paste_requested = Signal()

    def __init__(self, deck: Deck, session: Session, settings: Settings, commands: SlideCommands) -> None:
        super().__init__(deck)
        self._deck = deck
        self._session = session
        self._settings = settings
        self.commands = commands
        self._press_position: QPoint | None = None
        self._pressed_id = ""  # of several selected ones: a click without a drag selects it alone
        self._dragged_ids: tuple[str, ...] = ()
        self.sections = SectionEditing(deck, session, settings, commands)
        self._pressed_section: Section | None = None
        self.drop_indicator = DropIndicator(deck, session)
        self.held_picture = PlainLabel("", deck.viewport())
        self.held_picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.held_picture.hide()
        self._scroll_timer = QTimer(self)
        self._scroll_timer.setInterval(_SCROLL_INTERVAL_MS)
        self._scroll_timer.timeout.connect(self._scroll_on)
        self._scroll_step = 0
        self.add_button = QPushButton()
        self.add_button.setObjectName("add")
        self.add_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.add_button.clicked.connect(lambda: self.layouts_requested.emit(session.navigator.position.slide_id))
        deck.set_footer(self.add_button)
        deck.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        deck.viewport().installEventFilter(self)
        deck.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        deck.customContextMenuRequested.connect(self.show_context_menu)
        commands.placed.connect(self.select)
        self.retranslate()

    def retranslate(self) -> None:
        """Translate the button below the slides."""
        self.add_button.setText(MESSAGES("add_button", self._settings.language))

    # -- what is selected ----------------------------------------------------------------------------------------------

    @property
    def selected_ids(self) -> tuple[str, ...]:
        """Return the selected slides in order, else the shown one.

        Of a folded section among several it is all slides: its title stands for them.
        """
        model = self._deck.deck_model
        rows = sorted(index.row() for index in self._deck.selectedIndexes())
        selected = tuple(model.id_at(row) for row in rows)
        if len(rows) > 1:
            folded = [one for row in rows if (one := model.section_at(row)) and self._deck.is_folded(one.id)]
            chosen = {*selected, *(slide_id for section in folded for slide_id in section.slide_ids)}
            selected = tuple(sorted(chosen, key=model.row_of))
        current = self._session.navigator.position.slide_id
        return selected or ((current,) if current else ())

    def select(self, slide_ids: tuple[str, ...]) -> None:
        """Select slides."""
        selection = self._deck.selectionModel()
        selection.clearSelection()
        for slide_id in slide_ids:
            index = self._deck.deck_model.index(self._deck.deck_model.row_of(slide_id))
            selection.select(index, QItemSelectionModel.SelectionFlag.Select)

    # -- dragging ------------------------------------------------------------------------------------------------------

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Drag thumbnails with the pointer."""
        if isinstance(event, QMouseEvent):
            kind, point = event.type(), event.position().toPoint()
            if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
                return self._on_press(point, event.modifiers())
            if kind == QEvent.Type.MouseMove and self._press_position is not None:
                dragged_far = (point - self._press_position).manhattanLength() >= QApplication.startDragDistance()
                if not self._dragged_ids and dragged_far and self._session.document.editable:
                    self._begin_drag()
                if self._dragged_ids:
                    self._drag_to(point)
                    return True
            elif kind == QEvent.Type.MouseButtonRelease:
                return self._on_release(point)
        return super().eventFilter(watched, event)

    def _on_press(self, point: QPoint, modifiers: Qt.KeyboardModifier) -> bool:
        """Note where a drag may begin; return whether the press is taken.

        A press on one of several selected slides keeps them all, for they may be dragged; one on the title of a section
        may drag all its slides.
        """
        index = self._deck.indexAt(point)
        self._press_position = point if index.isValid() else None
        self._dragged_ids, self._pressed_id = (), ""
        self._pressed_section = self._deck.section_heading_at(point)
        if self._pressed_section is not None:
            self._deck.setFocus(Qt.FocusReason.MouseFocusReason)
            return True
        is_one_of_several = len(self._deck.selectedIndexes()) > 1 and self._deck.selectionModel().isSelected(index)
        if is_one_of_several and modifiers == Qt.KeyboardModifier.NoModifier:
            self._pressed_id = self._deck.deck_model.id_at(index.row())
            self._deck.setFocus(Qt.FocusReason.MouseFocusReason)
            return True
        return False

    def _begin_drag(self) -> None:
        assert self._press_position is not None
        index = self._deck.indexAt(self._press_position)
        pressed_id = self._deck.deck_model.id_at(index.row())
        selected = self.selected_ids
        self._dragged_ids = selected if pressed_id in selected else (pressed_id,)
        rect = self._deck.visualRect(index)
        if self._pressed_section is not None:
            self._dragged_ids = self._pressed_section.slide_ids
            rect = self._deck.heading_rect(self._pressed_section)
        rect = rect.intersected(self._deck.viewport().rect())
        if not rect.isEmpty():
            self.held_picture.setPixmap(self._picture_in_hand(rect))
            self.held_picture.adjustSize()
            self.held_picture.show()

    def _picture_in_hand(self, rect: QRect) -> QPixmap:
        """Return a small picture of the dragged slides."""
        pixmap = self._deck.viewport().grab(rect)
        dpr = pixmap.devicePixelRatio()
        scaled = pixmap.scaledToWidth(round(_HELD_WIDTH * dpr), Qt.TransformationMode.SmoothTransformation)
        held = QPixmap(scaled.size())
        held.setDevicePixelRatio(dpr)
        held.fill(Qt.GlobalColor.transparent)
        with painting(held) as painter:
            painter.setOpacity(0.8)
            painter.drawPixmap(0, 0, scaled)
            if len(self._dragged_ids) > 1:
                painter.setOpacity(1.0)
                painter.setPen(QColor(themes.CINEMA.gold))
                painter.drawText(held.deviceIndependentSize().toSize().width() - 22, 18, f"×{len(self._dragged_ids)}")
        return held

    def _drag_to(self, point: QPoint) -> None:
        self.held_picture.move(point + QPoint(10, 6))
        self.held_picture.raise_()
        self._show_drop_indicator(self._drop_place(point))
        height = self._deck.viewport().height()
        self._scroll_step = (
            -_SCROLL_STEP if point.y() < _SCROLL_MARGIN else _SCROLL_STEP if point.y() > height - _SCROLL_MARGIN else 0
        )
        if self._scroll_step and not self._scroll_timer.isActive():
            self._scroll_timer.start()

    def _scroll_on(self) -> None:
        """Scroll while slides are held at an edge."""
        bar = self._deck.verticalScrollBar()
        if not self._scroll_step or not self._dragged_ids:
            self._scroll_timer.stop()
            return
        bar.setValue(bar.value() + self._scroll_step)
        self._show_drop_indicator(self._drop_place(self.held_picture.pos() - QPoint(10, 6)))

    def _on_release(self, point: QPoint) -> bool:
        dragged_ids, pressed_id, section = self._dragged_ids, self._pressed_id, self._pressed_section
        place = self._drop_place(point) if dragged_ids else None
        self.cancel_drag()
        if place is not None:
            self.move_to(dragged_ids, place.row, opens_section=place.opens_section)
            return True
        if section is not None:
            self.sections.toggle_fold(section)
            return True
        if pressed_id:
            self._session.navigator.go(Position(pressed_id), remember=True)
            self.select((pressed_id,))
            return True
        return False

    def cancel_drag(self) -> bool:
        """Cancel the drag of slides; return whether one was active."""
        was_dragging = bool(self._dragged_ids)
        self._dragged_ids, self._pressed_id, self._press_position = (), "", None
        self._pressed_section = None
        self._scroll_timer.stop()
        self.drop_indicator.hide()
        self.held_picture.hide()
        return was_dragging

    def _drop_place(self, point: QPoint) -> DropPlace:
        """Return where slides are inserted that are dropped at a point."""
        deck, model = self._deck, self._deck.deck_model
        if self._pressed_section is not None:
            rows = self.sections.boundary_rows(self._pressed_section)
            places = [DropPlace(row, self._top_of(row)) for row in rows]
            return min(places, key=lambda place: abs(place.y - point.y()))
        y = max(0, min(point.y(), deck.viewport().height() - 1))
        index = deck.indexAt(QPoint(deck.viewport().width() // 2, y))
        if not index.isValid():
            row = 0 if point.y() < 0 else model.rowCount()
            return DropPlace(row, self._top_of(row))
        row, rect, section = index.row(), deck.visualRect(index), model.section_at(index.row())
        if section is not None and deck.is_folded(section.id):
            row += len(section.slides) if point.y() > rect.center().y() else 0
        elif section is not None:
            heading = deck.heading_rect(section)
            if point.y() <= heading.center().y():
                return DropPlace(row, rect.top())
            if point.y() <= (heading.bottom() + rect.bottom()) // 2:
                return DropPlace(row, heading.bottom(), opens_section=True)
            row += 1
        elif point.y() > rect.center().y():
            row += 1
        return DropPlace(row, self._top_of(row))

    def _top_of(self, row: int) -> int:
        """Return the upper edge of a row in the viewport.

        Of the end it is the lower edge of the last row.
        """
        model, shown = self._deck.deck_model, range(min(row, self._deck.deck_model.rowCount() - 1), -1, -1)
        rect = next((self._deck.visualRect(model.index(one)) for one in shown if not self._deck.isRowHidden(one)), None)
        if rect is None:
            return 0
        return rect.top() if row < model.rowCount() and not self._deck.isRowHidden(row) else rect.bottom()

    def _show_drop_indicator(self, place: DropPlace) -> None:
        self.drop_indicator.setGeometry(0, place.y - 4, self._deck.viewport().width(), 8)
        self.drop_indicator.show()
        self.drop_indicator.raise_()

    def move_to(self, slide_ids: tuple[str, ...], row: int, *, opens_section: bool = False) -> None:
        """Move slides before a row of the deck; see `SlideCommands.move`."""
        model, story = self._deck.deck_model, self._session.story
        rows = sorted(model.row_of(slide_id) for slide_id in slide_ids)
        is_in_place = rows == list(range(rows[0], rows[-1] + 1)) and rows[0] <= row <= rows[-1] + 1 if rows else True
        if not rows or rows[0] < 0 or (is_in_place and not self._changes_section(slide_ids, row, opens_section)):
            return
        target_index = story.slide_index.get(model.id_at(row), len(story.slides))
        # Backups stand after the end in the deck, wherever they are in the text.
        is_end_of_talk = row == len(story.main_slides) and not story.slides[story.slide_index[slide_ids[0]]].backup
        if row > 0 and (target_index == len(story.slides) or is_end_of_talk):
            target_index = story.slide_index[model.id_at(row - 1)] + 1
        self.commands.move(slide_ids, target_index, opens_section=opens_section)

    def _changes_section(self, slide_ids: tuple[str, ...], row: int, opens_section: bool) -> bool:
        """Return whether slides that stay in their place change their section."""
        model = self._deck.deck_model
        own = model.section_around(slide_ids[0])
        is_whole = own is not None and set(own.slide_ids) <= set(slide_ids)
        begins = own is not None and own.id in slide_ids
        leaves_by_the_top = begins and not is_whole and row == model.row_of(slide_ids[0]) and not opens_section
        return leaves_by_the_top or (opens_section and model.id_at(row) not in slide_ids)

    def move_by_one(self, direction: int, slide_ids: tuple[str, ...] = ()) -> None:
        """Move slides one place; without ids the selected ones.

        A step across the title of a section changes only the section; a whole section goes past the whole of another.
        """
        slide_ids = slide_ids or self.selected_ids
        model = self._deck.deck_model
        rows = [model.row_of(slide_id) for slide_id in slide_ids]
        if not rows:
            return
        section = model.section_at(min(rows))
        whole_sections = self.sections.whole_sections(slide_ids)
        if whole_sections:
            self._move_sections(whole_sections, direction)
            return
        if not self._has_neighbour(rows, direction):
            return
        row = max(rows) + 2 if direction > 0 else min(rows) - 1
        if direction > 0 and model.section_at(max(rows) + 1) is not None:
            self.move_to(slide_ids, max(rows) + 1, opens_section=True)
        elif direction < 0 and section is not None and min(rows) > 0:
            self.move_to(slide_ids, min(rows))
        elif 0 <= row <= model.rowCount():
            self.move_to(slide_ids, row, opens_section=direction < 0 and model.section_at(row) is not None)

    def _has_neighbour(self, rows: list[int], direction: int) -> bool:
        """Return whether a slide of the same kind is beside.

        No step leads from the talk to its backups.
        """
        row = max(rows) + 1 if direction > 0 else min(rows) - 1
        main_count = len(self._session.story.main_slides)
        return 0 <= row < self._deck.deck_model.rowCount() and (row < main_count) == (rows[0] < main_count)

    def move_section(self, section: Section, direction: int) -> None:
        """Move a section past the one above or below."""
        self._move_sections((section,), direction)

    def _move_sections(self, sections: Sequence[Section], direction: int) -> None:
        row = self.sections.row_beside(sections, direction)
        if row is not None:
            self.move_to(tuple(slide_id for section in sections for slide_id in section.slide_ids), row)

    # -- the menu ------------------------------------------------------------------------------------------------------

    def show_context_menu(self, point: QPoint) -> None:
        """Show the context menu of the slide under the pointer."""
        section = self._deck.section_heading_at(point)
        if section is not None:
            self.sections.build_menu(section, self.move_section).popup(self._deck.viewport().mapToGlobal(point))
            return
        slide_id = self._deck.deck_model.id_at(self._deck.indexAt(point).row())
        if slide_id and slide_id not in self.selected_ids:
            self.select((slide_id,))
        self.build_context_menu(slide_id).popup(self._deck.viewport().mapToGlobal(point))

    def build_context_menu(self, slide_id: str) -> QMenu:
        """Return the menu for a slide; "" for below the last one."""
        ui_language = self._settings.language
        menu = QMenu(self._deck)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        slide_ids = self.selected_ids if slide_id in self.selected_ids else (slide_id,)

        def add(key: str, function: object) -> None:
            menu.addAction(MESSAGES(key, ui_language)).triggered.connect(function)

        add("add", lambda: self.layouts_requested.emit(slide_id))
        if slide_id:
            add("duplicate", lambda: self.commands.duplicate(slide_ids))
            menu.addSeparator()
            add("cut", lambda: self.commands.cut(slide_ids))
            add("copy", lambda: self.commands.copy(slide_ids))
        add("paste", self.paste_requested.emit)
        if slide_id:
            menu.addSeparator()
            add("up", lambda: self.move_by_one(-1, slide_ids))
            add("down", lambda: self.move_by_one(1, slide_ids))
            if self._deck.deck_model.section_at(self._deck.deck_model.row_of(slide_id)) is None:
                add("section", lambda: self.sections.ask_title(slide_id))
            menu.addSeparator()
            add("delete", lambda: self.commands.delete(slide_ids))
        return menu
