"""The deck: slides of a story, in sections that fold."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QWidget

from desktop.qt_override import qt_override
from desktop.session.frame_cache import FrameCache
from desktop.session.position import Position
from desktop.session.session import Session
from desktop.story.sections import Section
from desktop.ui.widgets.deck.headings import HEADING_HEIGHT
from desktop.ui.widgets.deck.thumbnails import NUMBER_COLUMN_WIDTH, ThumbnailList

FOOTER_HEIGHT: Final = 46
_SELECTING_MODIFIERS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Deck(ThumbnailList):
    """List of thumbnails; a click goes to the slide."""

    def __init__(self, session: Session, frame_cache: FrameCache) -> None:
        super().__init__(session, frame_cache)
        self._folded_ids: set[str] = set()
        self._current = ("", "")
        self._has_hidden = False
        self._folded_path: Path | None = None
        self.verticalScrollBar().setSingleStep(24)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(self._scroll_bar_policy())
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._apply_folds()
        self.setMinimumWidth(150)
        self._footer: QWidget | None = None
        self.clicked.connect(self._on_clicked)
        session.navigator.position_settled.connect(self._select_current)
        session.story_changed.connect(self._apply_folds)
        session.story_changed.connect(self._select_current)
        session.problems_changed.connect(self.viewport().update)
        frame_cache.pictures_loaded.connect(self.viewport().update)

    # -- sections ------------------------------------------------------------------------------------------------------

    def is_folded(self, section_id: str) -> bool:
        """Return whether the slides of a section are hidden."""
        return section_id in self._folded_ids

    def set_folded(self, section_ids: Collection[str], *, is_folded: bool) -> None:
        """Hide or show the slides of sections."""
        self._folded_ids = self._folded_ids | set(section_ids) if is_folded else self._folded_ids - set(section_ids)
        self._apply_folds()

    def section_heading_at(self, point: QPoint) -> Section | None:
        """Return the section whose title is at a point, or None."""
        index = self.indexAt(point)
        section = self.deck_model.section_at(index.row()) if index.isValid() else None
        return section if section and point.y() < self.visualRect(index).top() + HEADING_HEIGHT else None

    def heading_rect(self, section: Section) -> QRect:
        """Return where the title of a section is, in the viewport."""
        rect = self.visualRect(self.deck_model.index(self.deck_model.row_of(section.id)))
        return QRect(rect.left(), rect.top(), rect.width(), HEADING_HEIGHT)

    def _apply_folds(self) -> None:
        """Hide the slides of folded sections of this story.

        The cell of the first stays, for it shows the title.
        """
        if self._session.path != self._folded_path:
            self._folded_path = self._session.path
            self._folded_ids.clear()
        folded = [section for section in self.deck_model.sections if section.id in self._folded_ids]
        hidden_ids = {slide_id for section in folded for slide_id in section.slide_ids[1:]}
        if hidden_ids or self._has_hidden:
            self._has_hidden = bool(hidden_ids)
            for row in range(self.deck_model.rowCount()):
                is_hidden = self.deck_model.id_at(row) in hidden_ids
                if is_hidden != self.isRowHidden(row):
                    self.setRowHidden(row, is_hidden)
        has_equal_cells = self._has_equal_cells()
        if not has_equal_cells or not self.uniformItemSizes():
            self.setUniformItemSizes(has_equal_cells)
            self.scheduleDelayedItemsLayout()

    def _has_equal_cells(self) -> bool:
        """Return whether all cells are equally high.

        If Qt knows so, a change of the text does not ask for the size of each of 500 rows.
        """
        return not self.deck_model.sections

    def _unfold_current(self) -> None:
        """Unfold the section of the slide, if one of them has changed."""
        slide_id = self._session.navigator.position.slide_id
        section = self.deck_model.section_around(slide_id)
        current = slide_id, section.id if section is not None else ""
        if current == self._current:
            return
        self._current = current
        if section is not None and section.id in self._folded_ids:
            self.set_folded((section.id,), is_folded=False)
            self.doItemsLayout()

    # -- the footer ----------------------------------------------------------------------------------------------------

    def set_footer(self, footer: QWidget) -> None:
        """Show a widget below the slides."""
        self._footer = footer
        footer.setParent(self)
        self.setViewportMargins(0, 0, 0, FOOTER_HEIGHT)

    def _on_clicked(self, index: QModelIndex) -> None:
        if QApplication.keyboardModifiers() & _SELECTING_MODIFIERS:
            return  # it selects several
        self._session.navigator.go(Position(self.deck_model.id_at(index.row())), remember=True)

    def _scroll_bar_policy(self) -> Qt.ScrollBarPolicy:
        """Return when the scroll bar is there.

        One that comes and goes would resize the thumbnails.
        """
        policies = Qt.ScrollBarPolicy
        return policies.ScrollBarAlwaysOn if self.deck_model.rowCount() else policies.ScrollBarAlwaysOff

    def _select_current(self) -> None:
        self.setVerticalScrollBarPolicy(self._scroll_bar_policy())
        self._unfold_current()
        row = self.deck_model.row_of(self._session.navigator.position.slide_id)
        if row >= 0:
            index = self.deck_model.index(row)
            if len(self.selectedIndexes()) < 2 or not self.selectionModel().isSelected(index):
                self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.viewport().update()

    @qt_override
    def resizeEvent(self, event: object) -> None:
        """Update the height of the rows."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.scheduleDelayedItemsLayout()
        if self._footer is not None:
            width = self.viewport().width() - NUMBER_COLUMN_WIDTH
            self._footer.setGeometry(
                NUMBER_COLUMN_WIDTH, self.height() - FOOTER_HEIGHT + 6, width - 8, FOOTER_HEIGHT - 12
            )
