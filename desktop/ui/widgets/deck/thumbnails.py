"""Thumbnails of slides in a list, painted in idle time."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.render.page.grid import grid_for
from desktop.render.painter_scope import saved_state
from desktop.session.frame_cache import FrameCache
from desktop.session.session import Session
from desktop.story.markdown import plain_text
from desktop.story.model import Slide
from desktop.ui.widgets.deck.headings import HEADING_HEIGHT, Heading, paint_heading
from desktop.ui.widgets.deck.model import DeckModel, ModelIndex
from desktop.ui.widgets.plain_text import elided

NUMBER_COLUMN_WIDTH: Final = 40
ROW_PADDING: Final = 7
_HEADING_MARGIN: Final = 12


class CellLabel(NamedTuple):
    """Text at a place of a slide's cell."""

    text: str
    rect: QRectF
    alignment: Qt.AlignmentFlag


class ThumbnailList(QListView):
    """List of slides whose cells hold a thumbnail each.

    The first cell of a section holds its title above the thumbnail.
    """

    def __init__(self, session: Session, frame_cache: FrameCache) -> None:
        super().__init__()
        self._session = session
        # Before there are cells: it lays them out, which asks for the size of each.
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.deck_model = DeckModel(session, self)
        self.setModel(self.deck_model)
        self.setItemDelegate(ThumbnailDelegate(session, frame_cache, self))
        self.setMouseTracking(True)

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

    def thumbnail_top(self, row: int) -> int:
        """Return how much lower a row's thumbnail is than in other rows."""
        return HEADING_HEIGHT if self.deck_model.section_at(row) is not None else 0

    def label(self, number: int, _slide: Slide, rect: QRectF) -> CellLabel:
        """Return a slide's label: its number, left of the thumbnail."""
        thumbnail = self.thumbnail_rect(rect.width())
        place = QRectF(0, thumbnail.top(), NUMBER_COLUMN_WIDTH - 8, thumbnail.height())
        return CellLabel(str(number), place, Qt.AlignmentFlag.AlignCenter)

    def heading(self, row: int, width: float) -> Heading | None:
        """Return the title of the section that a row begins."""
        section = self.deck_model.section_at(row)
        if section is None:
            return None
        title = plain_text(section.title.get(self._session.language))
        place = QRectF(_HEADING_MARGIN, 0, width - _HEADING_MARGIN - 8, HEADING_HEIGHT)
        return Heading(title, len(section.slides), place, self.is_folded(section.id))

    def is_folded(self, _section_id: str) -> bool:
        """Return whether the slides of a section are hidden."""
        return False

    def cell_size(self, row: int) -> QSize:
        """Return the size of a slide's cell."""
        width = self.viewport().width()
        heading = self.heading(row, width)
        if heading is not None and heading.is_folded:
            return QSize(width, HEADING_HEIGHT)
        bottom = round(self.thumbnail_rect(width).bottom()) + ROW_PADDING
        return QSize(width, bottom + self.thumbnail_top(row))


class ThumbnailDelegate(QStyledItemDelegate):
    """Paints the title of a section, a number and a thumbnail."""

    def __init__(self, session: Session, frame_cache: FrameCache, view: ThumbnailList) -> None:
        super().__init__(view)
        self._session = session
        self._frame_cache = frame_cache
        self._view = view

    @qt_override(fallback=QSize())
    def sizeHint(self, _option: QStyleOptionViewItem, index: ModelIndex) -> QSize:
        """Return the size of a slide's cell."""
        return self._view.cell_size(index.row())

    @qt_override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """Paint a slide's cell."""
        theme = themes.theme(self._session.story.theme)
        rect = QRectF(option.rect)
        state = option.state
        slide_id = self._view.deck_model.id_at(index.row())
        story = self._session.story
        slide_index = story.slide_index.get(slide_id)
        if slide_index is None:
            return
        slide = story.slides[slide_index]
        heading = self._view.heading(index.row(), rect.width())
        if heading is not None:
            with saved_state(painter):
                paint_heading(painter, heading.translated(rect.topLeft()), theme)
            if heading.is_folded:
                return
        current = slide_id == self._session.navigator.position.slide_id
        top_left = rect.topLeft() + QPointF(0, self._view.thumbnail_top(index.row()))
        thumbnail_rect = self._view.thumbnail_rect(rect.width()).translated(top_left)
        with saved_state(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            font = QFont(painter.font())
            font.setPixelSize(13)
            font.setWeight(QFont.Weight.DemiBold if current else QFont.Weight.Normal)
            painter.setFont(font)
            painter.setPen(QColor(theme.paper if current else theme.muted))
            label = self._view.label(index.row() + 1, slide, rect)
            place = label.rect.translated(top_left)
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
