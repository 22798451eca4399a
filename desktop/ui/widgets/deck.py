"""The deck: thumbnails of all slides, the current one framed, painted in idle time."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.render import theme as themes
from desktop.render.layouts.layout import ASPECTS
from desktop.session.frame_cache import Frames
from desktop.session.position import Position, order
from desktop.session.session import Session
from desktop.session.slide_search import title_of

NUMBER: Final = 40
PAD: Final = 7
Index = QModelIndex | QPersistentModelIndex


class DeckModel(QAbstractListModel):
    """The slides in the order of the talk; it observes the session and keeps only their ids."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._ids: tuple[str, ...] = order(session.story)
        session.story_changed.connect(self._reset)
        session.language_changed.connect(self._renamed)
        session.crowds.changed.connect(self._renamed)

    def _reset(self) -> None:
        ids = order(self._session.story)
        if ids == self._ids:
            self._renamed()
            return
        self.beginResetModel()
        self._ids = ids
        self.endResetModel()

    def _renamed(self) -> None:
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of slides."""
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def id_at(self, row: int) -> str:
        """Return the id of a row's slide."""
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def row_of(self, name: str) -> int:
        """Return the row of a slide, −1 for none."""
        return self._ids.index(name) if name in self._ids else -1

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return the slide's title, for assistive tools and type-ahead."""
        story = self._session.story
        name = self.id_at(index.row())
        if name not in story.slide_index:
            return None
        slide = story.slides[story.slide_index[name]]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{index.row() + 1}. {title_of(story, slide, self._session.language)}"
        return None


class _Delegate(QStyledItemDelegate):
    """Paints a number and a thumbnail."""

    def __init__(self, session: Session, frames: Frames, view: Deck) -> None:
        super().__init__(view)
        self._session = session
        self._frames = frames
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        width = self._view.cell()
        return QSize(width, round(self._view.thumb(width).height()) + 2 * PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = themes.theme(self._session.story.theme)
        rect = QRectF(option.rect)
        state = option.state
        name = self._view.deck_model.id_at(index.row())
        story = self._session.story
        place = story.slide_index.get(name)
        if place is None:
            return
        slide = story.slides[place]
        current = name == self._session.position.slide
        box = self._view.thumb(rect.width()).translated(rect.left(), rect.top() + PAD)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(painter.font())
        font.setPixelSize(13)
        font.setWeight(QFont.Weight.DemiBold if current else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(theme.paper if current else theme.muted))
        painter.drawText(
            QRectF(rect.left(), box.top(), NUMBER - 8, box.height()),
            int(Qt.AlignmentFlag.AlignCenter),
            str(index.row() + 1),
        )
        dpr = painter.device().devicePixelRatioF()
        frame = self._frames.frame(story, slide, self._session.language, self._view.aspect)
        picture = self._frames.ready(frame, frame.steps, round(box.width() * dpr), round(box.height() * dpr), dpr)
        if picture is not None:
            painter.setOpacity(0.55 if slide.backup else 1.0)
            painter.drawPixmap(box.topLeft(), picture)
            painter.setOpacity(1.0)
        else:
            painter.fillRect(box, QColor(theme.raised))
            self._frames.later(
                self._view, ("thumb", name), lambda: self._make(name, box.width(), box.height(), dpr), soon=current
            )
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        if current or hover:
            painter.setPen(QPen(QColor(theme.vermilion if current else theme.muted), 2.0 if current else 1.0))
        else:
            painter.setPen(QPen(QColor(theme.line), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 4, 4)
        if slide.problem:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.vermilion))
            painter.drawEllipse(QRectF(box.right() - 16, box.top() + 6, 10, 10))
        painter.restore()

    def _make(self, name: str, width: float, height: float, dpr: float) -> None:
        story = self._session.story
        place = story.slide_index.get(name)
        if place is None or not self._view.isVisible():
            return
        frame = self._frames.frame(story, story.slides[place], self._session.language, self._view.aspect)
        self._frames.pixmap(frame, frame.steps, round(width * dpr), round(height * dpr), dpr)
        row = self._view.deck_model.row_of(name)
        self._view.update(self._view.deck_model.index(row))


class Deck(QListView):
    """The list of thumbnails; choosing one goes there."""

    def __init__(self, session: Session, frames: Frames) -> None:
        super().__init__()
        self._session = session
        self.deck_model = DeckModel(session, self)
        self.setModel(self.deck_model)
        self.setItemDelegate(_Delegate(session, frames, self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(24)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMinimumWidth(150)
        self.clicked.connect(self._clicked)
        session.position_settled.connect(self._follow)
        session.story_changed.connect(self._follow)

    @property
    def aspect(self) -> str:
        """Return the aspect of the thumbnails."""
        fixed = self._session.story.aspect
        return fixed if fixed != "auto" else "16:9"

    def thumb(self, width: float) -> QRectF:
        """Return where a thumbnail lies in a row of a width."""
        wide = max(60.0, width - NUMBER - 8)
        return QRectF(NUMBER, 0, wide, round(wide * ASPECTS.get(self.aspect, 1080.0) / 1920))

    def cell(self) -> int:
        """Return how wide the place of a slide is."""
        return self.viewport().width()

    def _clicked(self, index: QModelIndex) -> None:
        self._session.go(Position(self.deck_model.id_at(index.row())), remember=True)

    def _follow(self) -> None:
        row = self.deck_model.row_of(self._session.position.slide)
        if row >= 0:
            index = self.deck_model.index(row)
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.viewport().update()

    def resizeEvent(self, event: object) -> None:
        """Give the rows their new height."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.scheduleDelayedItemsLayout()
