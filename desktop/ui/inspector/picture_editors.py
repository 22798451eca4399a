"""Editors of a picture and its focus."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QSizePolicy, QWidget
from shiboken6 import isValid

from desktop.qt_override import qt_override
from desktop.render import images, theme as themes
from desktop.render.painter_scope import painting
from desktop.story.edit.edit import EditError
from desktop.story.edit.fields import data_at, set_key
from desktop.ui.inspector.field_editor import FieldEditor, KeyContext
from desktop.ui.inspector.labels import MESSAGES
from desktop.ui.widgets.plain_text import PlainLabel, plain_tooltip

_PREVIEW_HEIGHT: Final = 130


class PicturePreview(QWidget):
    """Shows a picture with its focus, which a click chooses."""

    place_chosen = Signal(float, float)  # fractions of its width and height

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_PREVIEW_HEIGHT)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._file = self._folder = ""
        self._size: tuple[float, float] | None = None
        self._focus: tuple[float, float] | None = None

    def show_picture(self, file: str, folder: str, focus: tuple[float, float] | None) -> None:
        """Show a picture of the story's folder."""
        self._file, self._folder, self._focus = os.path.join(folder, file) if file else "", folder, focus
        version = images.file_version(self._file) if self._file else 0
        self._size = images.image_size(self._file, folder, version) if version else None
        self.setVisible(self._size is not None)
        self.update()

    def picture_rect(self) -> QRectF:
        """Return the rectangle of the picture."""
        if self._size is None:
            return QRectF()
        scale = min(self.width() / self._size[0], self.height() / self._size[1])
        return QRectF(0.0, 0.0, self._size[0] * scale, self._size[1] * scale)

    @qt_override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture and the cross."""
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            rect = self.picture_rect()
            outline = QPainterPath()
            outline.addRoundedRect(rect, 6, 6)
            painter.setClipPath(outline)
            version = images.file_version(self._file)
            images.draw_image(painter, self._file, self._folder, rect, "contain", version)
            painter.setClipping(False)
            if self._focus is not None:
                middle = QPointF(
                    rect.left() + self._focus[0] * rect.width(), rect.top() + self._focus[1] * rect.height()
                )
                for color, width in ((QColor(0, 0, 0, 150), 4.0), (QColor(themes.CINEMA.gold), 2.0)):
                    painter.setPen(QPen(color, width))
                    painter.drawEllipse(middle, 8, 8)
                    for dx, dy in ((13.0, 0.0), (0.0, 13.0)):
                        painter.drawLine(middle - QPointF(dx, dy), middle - QPointF(dx, dy) * 0.3)
                        painter.drawLine(middle + QPointF(dx, dy), middle + QPointF(dx, dy) * 0.3)

    @qt_override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the place under the pointer."""
        rect, point = self.picture_rect(), event.position()
        if event.button() == Qt.MouseButton.LeftButton and rect.contains(point):
            self.place_chosen.emit((point.x() - rect.left()) / rect.width(), (point.y() - rect.top()) / rect.height())


class ImageEditor(FieldEditor):
    """Edits which picture is shown: chosen from the disk, taken off."""

    is_wide = True

    def __init__(self, context: KeyContext) -> None:
        super().__init__(context)
        self.name_label = PlainLabel()
        self.name_label.setObjectName("muted")
        self.name_label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.choose_button = QPushButton(MESSAGES("choose", context.ui_language))
        self.remove_button = QPushButton(MESSAGES("remove", context.ui_language))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.name_label, 1)
        for button in (self.choose_button, self.remove_button):
            button.setObjectName("small")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        self.column.addLayout(row)
        self.choose_button.clicked.connect(self._choose)
        self.remove_button.clicked.connect(lambda: self.chosen.emit(None))

    def show_value(self, value: Any, inherited: str) -> None:
        """Show the name of the picture."""
        file = value if isinstance(value, str) else ""
        self.name_label.setText(Path(file).name or inherited or "—")
        self.name_label.setToolTip(plain_tooltip(file))
        self.remove_button.setVisible(bool(file))

    def _choose(self) -> None:
        session, ui_language = self.context.session, self.context.ui_language
        if session.path is None:
            return
        dialog = QFileDialog(self, MESSAGES("choose", ui_language), str(session.path.parent))
        dialog.setNameFilter(MESSAGES("pictures", ui_language))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.import_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def import_file(self, file_name: str) -> None:
        """Copy a picture into the story's folder, and show it."""
        file, document, path = Path(file_name), self.context.session.document, self.context.path

        def set_image(image_file: str) -> None:
            # Another slide may be shown by now, and this form be gone.
            with suppress(EditError):
                document.flush_input()
                document.apply_edit(set_key(document.text, path, image_file))

        self.context.session.picture_importer.add(file, file.name, set_image, self._refuse)

    def _refuse(self, _name: str, error: OSError) -> None:
        from desktop.story.storage.os_reasons import describe_os_error

        if isValid(self):
            self.message_changed.emit(describe_os_error(error, self.context.ui_language), True)


class FocusEditor(FieldEditor):
    """Edits the focus of a picture by a click on it."""

    is_wide = True

    def __init__(self, context: KeyContext) -> None:
        super().__init__(context)
        self.preview = PicturePreview()
        self.preview.setToolTip(MESSAGES("focus_hint", context.ui_language))
        self.preview.place_chosen.connect(self._choose)
        self.remove_button = QPushButton(MESSAGES("remove", context.ui_language))
        self.remove_button.setObjectName("small")
        self.remove_button.clicked.connect(lambda: self.chosen.emit(None))
        self.column.addWidget(self.preview)
        self.column.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _choose(self, across: float, down: float) -> None:
        self.chosen.emit(f"{round(100 * across)}% {round(100 * down)}%")

    def show_value(self, value: Any, inherited: str) -> None:
        """Show the picture with its focus."""
        session = self.context.session
        path = self.context.table_path()
        file = data_at(session.document.text, (*path, "image"))
        if not isinstance(file, str) and path[0] == "slide" and session.navigator.slide is not None:
            event = session.story.event_of(session.navigator.slide)
            file = event.image if event is not None else ""
        self.preview.show_picture(file if isinstance(file, str) else "", session.story.folder, _fractions(value))
        self.remove_button.setVisible(isinstance(value, str))


def _fractions(value: Any) -> tuple[float, float] | None:
    parts = value.replace("%", " ").split() if isinstance(value, str) else []
    try:
        across, down = (min(1.0, max(0.0, float(part) / 100)) for part in parts)
    except ValueError:
        return None
    return across, down
