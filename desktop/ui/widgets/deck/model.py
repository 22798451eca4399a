"""The list of slides in a deck, with its sections."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from desktop.qt_override import qt_override
from desktop.session.position import talk_order
from desktop.session.session import Session
from desktop.story.sections import Section, sections_of
from desktop.story.slide_title import slide_title
from desktop.ui.widgets.plain_text import plain_tooltip

ModelIndex = QModelIndex | QPersistentModelIndex


class DeckModel(QAbstractListModel):
    """Qt list model of the slides; it keeps only their ids."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._ids: tuple[str, ...] = talk_order(session.story)
        self._set_sections(sections_of(session.story))
        session.story_changed.connect(self._reset)
        session.language_changed.connect(self._emit_data_changed)
        session.event_files.changed.connect(self._emit_data_changed)

    def _reset(self) -> None:
        ids = talk_order(self._session.story)
        sections = sections_of(self._session.story)
        has_same_rows = [one.slide_ids for one in sections] == [one.slide_ids for one in self.sections]
        self._set_sections(sections)
        if ids == self._ids and has_same_rows:
            self._emit_data_changed()
            return
        self.beginResetModel()
        self._ids = ids
        self.endResetModel()

    def _set_sections(self, sections: tuple[Section, ...]) -> None:
        self.sections = sections
        self._section_by_first = {section.id: section for section in sections}

    def _emit_data_changed(self) -> None:
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    @qt_override(fallback=0)
    def rowCount(self, parent: ModelIndex | None = None) -> int:
        """Return the number of slides."""
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def id_at(self, row: int) -> str:
        """Return the id of a row's slide."""
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def row_of(self, slide_id: str) -> int:
        """Return the row of a slide, −1 for none."""
        return self._ids.index(slide_id) if slide_id in self._ids else -1

    def section_at(self, row: int) -> Section | None:
        """Return the section that a row begins, or None."""
        return self._section_by_first.get(self.id_at(row))

    def section_around(self, slide_id: str) -> Section | None:
        """Return the section of a slide, or None."""
        return next((section for section in self.sections if slide_id in section.slide_ids), None)

    @qt_override(fallback=None)
    def data(self, index: ModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return the slide's title, for assistive tools and type-ahead."""
        story = self._session.story
        slide_id = self.id_at(index.row())
        if slide_id not in story.slide_index:
            return None
        slide = story.slides[story.slide_index[slide_id]]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            title = f"{index.row() + 1}. {slide_title(story, slide, self._session.language)}"
            return plain_tooltip(title) if role == Qt.ItemDataRole.ToolTipRole else title
        return None
