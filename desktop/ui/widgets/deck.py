"""The deck: thumbnails of all slides, painted in idle time."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.render.page.grid import grid_for
from desktop.render.painter_scope import saved_state
from desktop.session.frame_cache import FrameCache
from desktop.session.position import Position, talk_order
from desktop.session.session import Session
from desktop.story.model import Slide
from desktop.story.slide_title import slide_title
from desktop.ui.widgets.plain_text import elided, plain_tooltip

NUMBER_COLUMN_WIDTH: Final = 40
ROW_PADDING: Final = 7
FOOTER_HEIGHT: Final = 46
_SELECTING_MODIFIERS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
ModelIndex = QModelIndex | QPersistentModelIndex


class Label(NamedTuple):
    """Text at a place of a slide's cell."""

    text: str
    rect: QRectF
    alignment: Qt.AlignmentFlag


class DeckModel(QAbstractListModel):
    """Qt list model of the slides; it keeps only their ids."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._ids: tuple[str, ...] = talk_order(session.story)
        session.story_changed.connect(self._reset)
        session.language_changed.connect(self._emit_data_changed)
        session.event_files.changed.connect(self._emit_data_changed)

    def _reset(self) -> None:
        ids = talk_order(self._session.story)
        if ids == self._ids:
            self._emit_data_changed()
            return
        self.beginResetModel()
        self._ids = ids
        self.endResetModel()

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


class _ThumbnailDelegate(QStyledItemDelegate):
    """Paints a number and a thumbnail."""

    def __init__(self, session: Session, frame_cache: FrameCache, view: Deck) -> None:
        super().__init__(view)
        self._session = session
        self._frame_cache = frame_cache
        self._view = view

    @qt_override(fallback=QSize())
    def sizeHint(self, _option: QStyleOptionViewItem, _index: ModelIndex) -> QSize:
        return self._view.cell_size()

    @qt_override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        theme = themes.theme(self._session.story.theme)
        rect = QRectF(option.rect)
        state = option.state
        slide_id = self._view.deck_model.id_at(index.row())
        story = self._session.story
        slide_index = story.slide_index.get(slide_id)
        if slide_index is None:
            return
        slide = story.slides[slide_index]
        current = slide_id == self._session.navigator.position.slide_id
        thumbnail_rect = self._view.thumbnail_rect(rect.width()).translated(rect.topLeft())
        with saved_state(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            font = QFont(painter.font())
            font.setPixelSize(13)
            font.setWeight(QFont.Weight.DemiBold if current else QFont.Weight.Normal)
            painter.setFont(font)
            painter.setPen(QColor(theme.paper if current else theme.muted))
            label = self._view.label(index.row() + 1, slide, rect)
            place = label.rect.translated(rect.topLeft())
            painter.drawText(
                place, int(label.alignment), elided(label.text, painter.fontMetrics(), math.floor(place.width()))
            )
            dpr = painter.device().devicePixelRatioF()
            frame = self._frame_cache.frame(story, slide, self._session.language, self._view.aspect)
            pixmap = self._frame_cache.cached_pixmap(
                frame, frame.steps, round(thumbnail_rect.width() * dpr), round(thumbnail_rect.height() * dpr), dpr
            )
            if pixmap is not None:
                painter.setOpacity(0.55 if slide.backup else 1.0)
                painter.drawPixmap(thumbnail_rect.topLeft(), pixmap)
                painter.setOpacity(1.0)
            else:
                painter.fillRect(thumbnail_rect, QColor(theme.raised))
                self._frame_cache.schedule(
                    self._view,
                    ("thumb", slide_id),
                    lambda: self._render_thumbnail(slide_id, thumbnail_rect.width(), thumbnail_rect.height(), dpr),
                    urgent=current,
                )
            hover = bool(state & QStyle.StateFlag.State_MouseOver)
            is_cursor = bool(state & QStyle.StateFlag.State_Selected) and not current
            if is_cursor:  # of the arrows in the overview
                painter.setPen(QPen(QColor(theme.gold), 3.0))
            elif current or hover:
                painter.setPen(QPen(QColor(theme.vermilion if current else theme.muted), 2.0 if current else 1.0))
            else:
                painter.setPen(QPen(QColor(theme.line), 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(thumbnail_rect.adjusted(-1, -1, 1, 1), 4, 4)
            has_error = self._session.has_error(slide)
            if has_error or self._session.has_warning(slide):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.vermilion if has_error else theme.gold))
                painter.drawEllipse(QRectF(thumbnail_rect.right() - 16, thumbnail_rect.top() + 6, 10, 10))

    def _render_thumbnail(self, slide_id: str, width: float, height: float, dpr: float) -> None:
        story = self._session.story
        slide_index = story.slide_index.get(slide_id)
        if slide_index is None or not self._view.isVisible():
            return
        frame = self._frame_cache.frame(story, story.slides[slide_index], self._session.language, self._view.aspect)
        self._frame_cache.pixmap(frame, frame.steps, round(width * dpr), round(height * dpr), dpr)
        row = self._view.deck_model.row_of(slide_id)
        self._view.update(self._view.deck_model.index(row))


class Deck(QListView):
    """List of thumbnails; a click goes to the slide."""

    def __init__(self, session: Session, frame_cache: FrameCache) -> None:
        super().__init__()
        self._session = session
        self.deck_model = DeckModel(session, self)
        self.setModel(self.deck_model)
        self.setItemDelegate(_ThumbnailDelegate(session, frame_cache, self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(24)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(self._scroll_bar_policy())
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)  # else each change of the text asks for the size of each of 500 rows
        self.setMinimumWidth(150)
        self._footer: QWidget | None = None
        self.clicked.connect(self._on_clicked)
        session.navigator.position_settled.connect(self._select_current)
        session.story_changed.connect(self._select_current)
        session.problems_changed.connect(self.viewport().update)
        frame_cache.pictures_loaded.connect(self.viewport().update)

    @property
    def aspect(self) -> str:
        """Return the aspect of the thumbnails."""
        fixed = self._session.story.aspect
        return fixed if fixed != "auto" else "16:9"

    def thumbnail_rect(self, width: float) -> QRectF:
        """Return the rectangle of a thumbnail in its cell."""
        thumbnail_width = max(60.0, width - NUMBER_COLUMN_WIDTH - 8)
        return QRectF(NUMBER_COLUMN_WIDTH, ROW_PADDING, thumbnail_width, self.thumbnail_height(thumbnail_width))

    def thumbnail_height(self, width: float) -> int:
        """Return the height of a thumbnail of a width."""
        grid = grid_for(self.aspect)
        return round(width * grid.height / grid.width)

    def label(self, number: int, _slide: Slide, rect: QRectF) -> Label:
        """Return what names a slide: the number, left of the thumbnail."""
        thumbnail = self.thumbnail_rect(rect.width())
        place = QRectF(0, thumbnail.top(), NUMBER_COLUMN_WIDTH - 8, thumbnail.height())
        return Label(str(number), place, Qt.AlignmentFlag.AlignCenter)

    def cell_size(self) -> QSize:
        """Return the size of a slide's cell."""
        width = self.viewport().width()
        return QSize(width, round(self.thumbnail_rect(width).bottom()) + ROW_PADDING)

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
