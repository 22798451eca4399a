"""The overview: all slides at once, to choose one."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from desktop.qt_override import qt_override
from desktop.session.frame_cache import FrameCache
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.model import Slide
from desktop.story.slide_title import slide_title
from desktop.ui.talk.popup import Popup, PopupKeyFilter
from desktop.ui.widgets import actions
from desktop.ui.widgets.deck.deck import Deck
from desktop.ui.widgets.deck.headings import Heading
from desktop.ui.widgets.deck.thumbnails import CellLabel
from desktop.ui.widgets.keys.passing_menu import drop_scroll_menus

_SPACING: Final = 4
_INSET: Final = 6
_CAPTION_HEIGHT: Final = 30
_SECTION_HEIGHT: Final = 26
_MIN_CELL_WIDTH: Final = 200
"""In a narrower cell a slide cannot be told from another."""
_MAX_STRETCH: Final = 1.3
"""Rows share the height that is free, but are never taller than so many times what they need."""


class SlideGrid(Deck):
    """All slides as a grid, each with its number and title below."""

    def __init__(self, session: Session, frame_cache: FrameCache) -> None:
        super().__init__(session, frame_cache)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setSpacing(_SPACING)
        self.setWordWrap(False)

    def _scroll_bar_policy(self) -> Qt.ScrollBarPolicy:
        return Qt.ScrollBarPolicy.ScrollBarAsNeeded

    def _available_width(self) -> int:
        """Return the width in which Qt lays out, less the scroll bar's."""
        bar = self.verticalScrollBar()
        return self.viewport().width() - (0 if bar.isVisible() else bar.sizeHint().width())

    def column_count(self) -> int:
        """Return the number of slides in a row.

        It is the smallest with which all slides are seen at once, if they can be told apart then.
        """
        most = max(2, self._available_width() // _MIN_CELL_WIDTH)
        for columns in range(2, most):
            rows = math.ceil(self.deck_model.rowCount() / columns)
            if rows * (self._natural_height(columns) + 2 * _SPACING) <= self.viewport().height():
                return columns
        return most

    def _cell_width(self, columns: int) -> int:
        return max(120, (self._available_width() - 2 * _SPACING) // columns - 2 * _SPACING)

    def _natural_height(self, columns: int) -> int:
        return round(self.thumbnail_rect(self._cell_width(columns)).bottom()) + _CAPTION_HEIGHT

    def _has_equal_cells(self) -> bool:
        return True

    def cell_size(self, _row: int) -> QSize:
        """Return the size of a cell; rows share the free height."""
        columns = self.column_count()
        natural = self._natural_height(columns)
        rows = max(1, math.ceil(self.deck_model.rowCount() / columns))
        shared = (self.viewport().height() - 2 * _SPACING) // rows - 2 * _SPACING
        return QSize(self._cell_width(columns), max(natural, min(shared, round(_MAX_STRETCH * natural))))

    def thumbnail_rect(self, width: float) -> QRectF:
        """Return the rectangle of a thumbnail in its cell."""
        top = _INSET + (_SECTION_HEIGHT if self.deck_model.sections else 0)
        return QRectF(_INSET, top, width - 2 * _INSET, self.thumbnail_height(width - 2 * _INSET))

    def thumbnail_top(self, _row: int) -> int:
        """Return 0: the thumbnails of a row of the grid are level."""
        return 0

    def heading(self, row: int, width: float) -> Heading | None:
        """Return the title of the section that a cell begins."""
        heading = super().heading(row, width)
        return heading and heading._replace(
            rect=QRectF(_INSET, 0, width - 2 * _INSET, _SECTION_HEIGHT + _INSET), is_folded=None
        )

    def label(self, number: int, slide: Slide, rect: QRectF) -> CellLabel:
        """Return the number to type and the title, below the thumbnail."""
        story, code = self._session.story, self._session.language
        title = slide_title(story, slide, code)
        if slide.backup:  # as the slide itself says; the number before it is the one to type
            own = story.own_language(code)
            title = own.label(own.word("backup", number=story.slide_numbers[slide.id]), title)
        thumbnail = self.thumbnail_rect(rect.width())
        place = QRectF(thumbnail.left(), thumbnail.bottom() + 4, thumbnail.width(), _CAPTION_HEIGHT - 6)
        return CellLabel(f"{number}  {title}", place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class OverviewPopup(Popup):
    """The overview of all slides, from which one is chosen."""

    def __init__(self, host: QWidget, session: Session, frame_cache: FrameCache, settings: Settings) -> None:
        super().__init__(host, "overview")
        self._session = session
        self._own_keys = [QKeySequence(key) for key in actions.keys_of(actions.BY_ID["overview"], settings)]
        self.grid = SlideGrid(session, frame_cache)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(16, 16, 8, 12)
        column.addWidget(self.grid)
        self.grid.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        drop_scroll_menus(self.grid)
        self._key_filter = PopupKeyFilter(self)
        self.grid.installEventFilter(self._key_filter)
        self.grid.installEventFilter(self)
        self.grid.clicked.connect(self._on_clicked)
        self.fit_panel(self.preferred_size())
        self.show()
        row = self.grid.deck_model.row_of(session.navigator.position.slide_id)
        if row >= 0:
            self.grid.setCurrentIndex(self.grid.deck_model.index(row))
            self.grid.scrollTo(self.grid.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
        self.grid.setFocus()

    def preferred_size(self) -> QSize:
        """Return nearly the size of the window."""
        return self.size() - QSize(48, 48)

    def _on_clicked(self, _index: QModelIndex) -> None:
        self.dismiss()

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go to the slide with Enter; close with the overview's key."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
                slide_id = self.grid.deck_model.id_at(self.grid.currentIndex().row())
                self.dismiss()
                self._session.navigator.go_to_slide(slide_id)
                return True
            if QKeySequence(event.keyCombination()) in self._own_keys:
                self.dismiss()
                return True
        return super().eventFilter(watched, event)
