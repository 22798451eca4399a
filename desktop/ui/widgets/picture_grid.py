"""A grid of pictures with names, one of which is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.fast_dataclass import dataclass
from desktop.qt_override import qt_override
from desktop.render.painter_scope import saved_state
from desktop.render.theme import CINEMA
from desktop.ui.widgets.plain_text import elided, plain_tooltip

_GAP: Final = 18
_TITLE_HEIGHT: Final = 30
_SUBTITLE_LINE_HEIGHT: Final = 17
_RADIUS: Final = 6.0
_KEY_ROLE: Final = int(Qt.ItemDataRole.UserRole)
_PICTURE_ROLE: Final = _KEY_ROLE + 1
_SUBTITLE_ROLE: Final = _KEY_ROLE + 2


@dataclass(frozen=True, slots=True)
class GridEntry:
    """A choice of a grid; `paint` returns its picture.

    `paint` takes width and height in device pixels and their ratio; it may return None.
    """

    key: str
    title: str
    paint: Callable[[int, int, float], QPixmap | None]
    subtitle: str = ""
    tool_tip: str = ""


class _EntryDelegate(QStyledItemDelegate):
    """Paints a picture with its title below."""

    def __init__(self, grid: PictureGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    @qt_override(fallback=QSize())
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self._grid.cell_size

    @qt_override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        picture_size = self._grid.picture_size
        rect = QRectF(option.rect)
        frame = QRectF(rect.left() + _GAP / 2, rect.top() + _GAP / 2, picture_size.width(), picture_size.height())
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected) and self._grid.hasFocus()
        with saved_state(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pixmap = index.data(_PICTURE_ROLE)
            if isinstance(pixmap, QPixmap):
                painter.drawPixmap(frame.topLeft(), pixmap)
            else:
                painter.fillRect(frame, QColor(CINEMA.raised))
            width = 2.0 if is_current or is_hovered else 1.0
            color = CINEMA.gold if is_current else CINEMA.muted if is_hovered else CINEMA.line
            painter.setPen(QPen(QColor(color), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame.adjusted(-1, -1, 1, 1), _RADIUS, _RADIUS)
            text_rect = QRectF(frame.left(), frame.bottom() + 4, frame.width(), _TITLE_HEIGHT - 6)
            font = QFont(option.font)
            font.setPixelSize(14)
            font.setWeight(QFont.Weight.DemiBold if is_current else QFont.Weight.Normal)
            self._draw_line(painter, font, CINEMA.paper, text_rect, str(index.data()))
            subtitle = index.data(_SUBTITLE_ROLE)
            if subtitle:
                font.setPixelSize(12)
                font.setWeight(QFont.Weight.Normal)
                lines = QRectF(frame.left(), text_rect.bottom() + 1, frame.width(), self._grid.subtitle_height)
                painter.setFont(font)
                painter.setPen(QColor(CINEMA.muted))
                flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
                painter.drawText(lines, int(flags), str(subtitle))

    def _draw_line(self, painter: QPainter, font: QFont, color: str, rect: QRectF, text: str) -> None:
        line = elided(text, QFontMetricsF(font), rect.width())
        painter.setFont(font)
        painter.setPen(QColor(color))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), line)


class PictureGrid(QListWidget):
    """Grid of entries; a click or Enter emits `chosen` with a key.

    The pictures are painted one after the other, in idle time.
    """

    chosen = Signal(str)

    def __init__(self, picture_size: QSize, *, subtitle_lines: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture_size = picture_size
        self.subtitle_height = subtitle_lines * _SUBTITLE_LINE_HEIGHT
        height = picture_size.height() + _GAP + _TITLE_HEIGHT + self.subtitle_height
        self.cell_size = QSize(picture_size.width() + _GAP, height)
        self._unpainted: list[tuple[QListWidgetItem, GridEntry]] = []
        self._paint_timer = QTimer(self)
        self._paint_timer.setInterval(0)
        self._paint_timer.timeout.connect(self._paint_next)
        self.setItemDelegate(_EntryDelegate(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.itemClicked.connect(lambda item: self.chosen.emit(str(item.data(_KEY_ROLE))))

    def set_entries(self, entries: Sequence[GridEntry]) -> None:
        """Show other entries; the first one is selected."""
        self.clear()
        self._unpainted = []
        for entry in entries:
            item = QListWidgetItem(entry.title)
            item.setData(_KEY_ROLE, entry.key)
            item.setData(_SUBTITLE_ROLE, entry.subtitle)
            item.setData(int(Qt.ItemDataRole.AccessibleDescriptionRole), entry.subtitle or entry.tool_tip)
            if entry.tool_tip:
                item.setToolTip(plain_tooltip(entry.tool_tip))
            self.addItem(item)
            self._unpainted.append((item, entry))
        self.setCurrentRow(0)
        self._paint_timer.start()

    def replace_entry(self, entry: GridEntry) -> None:
        """Replace the entry that has the same key."""
        item = self._find(entry.key)
        if item is not None:
            item.setText(entry.title)
            item.setData(_SUBTITLE_ROLE, entry.subtitle)
            self._unpainted = [*(one for one in self._unpainted if one[0] is not item), (item, entry)]
            self._paint_timer.start()

    def remove_entry(self, key: str) -> None:
        """Remove the entry with a key."""
        item = self._find(key)
        if item is not None:
            self._unpainted = [one for one in self._unpainted if one[0] is not item]
            self.takeItem(self.row(item))

    def _find(self, key: str) -> QListWidgetItem | None:
        items = (self.item(row) for row in range(self.count()))
        return next((item for item in items if item.data(_KEY_ROLE) == key), None)

    def height_for(self, columns: int) -> int:
        """Return the height that shows all entries in some columns."""
        rows = -(-self.count() // max(1, columns))
        return rows * self.cell_size.height() + 8

    def _paint_next(self) -> None:
        """Paint one picture; keys and clicks come between two."""
        if not self._unpainted:
            self._paint_timer.stop()
            return
        item, entry = self._unpainted.pop(0)
        dpr = self.devicePixelRatioF()
        width, height = self.picture_size.width(), self.picture_size.height()
        pixmap = entry.paint(round(width * dpr), round(height * dpr), dpr)
        if pixmap is not None:
            item.setData(_PICTURE_ROLE, pixmap)

    @qt_override(instead=QListWidget.event)
    def event(self, event: QEvent) -> bool:
        """Keep Enter and the arrows from the window's shortcuts."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _OWN_KEYS
            and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        ):
            event.accept()
            return True
        return bool(super().event(event))

    @qt_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter or Space; the arrows move."""
        item = self.currentItem()
        if event.key() in _CHOOSING_KEYS and item is not None:
            self.chosen.emit(str(item.data(_KEY_ROLE)))
            return
        super().keyPressEvent(event)


_CHOOSING_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_OWN_KEYS: Final = (
    *_CHOOSING_KEYS,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
