"""Editing on the slide: inline text fields and dropped pictures.

Each change is one edit of the text.
Each change is one edit of the text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QFont, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.i18n import Messages
from desktop.qt_override import qt_override
from desktop.render.frame import HitZone, TextRun
from desktop.session.session import Session
from desktop.story.edit.edit import EditError, set_value
from desktop.story.edit.texts import replace_string, string_at
from desktop.story.format.fields import IMAGE_SUFFIXES
from desktop.story.layouts import LAYOUTS
from desktop.story.model import KeyPath
from desktop.story.storage.pictures import import_picture
from desktop.ui.widgets.slide_view import SlideView

MESSAGES: Final = Messages(
    {
        "no_picture": "A slide of the layout “{layout}” shows no picture: drop it on another, "
        "or give this one the layout “image”",
    }
)


class _InlineTextField(QPlainTextEdit):
    """Inline text field: Enter commits, Shift+Enter breaks the line, Esc cancels."""

    editing_finished = Signal(bool)

    def __init__(self, parent: QWidget, text: str, *, multiline: bool) -> None:
        super().__init__(parent)
        self._multiline = multiline
        self._is_finished = False
        self.max_height = 0  # how tall it may grow, 0 before that is known
        self.setObjectName("pointing")
        self.setPlainText(text)
        self.document().documentLayout().documentSizeChanged.connect(self._fit_height)
        self.selectAll()
        self.installEventFilter(self)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _fit_height(self) -> None:
        """Fit the height to the text."""
        line_count = self.document().size().height()  # of a plain text, Qt counts lines here
        needed_height = round(line_count * self.fontMetrics().lineSpacing() + 2 * self.document().documentMargin() + 8)
        if self.max_height and needed_height > self.height():
            self.resize(self.width(), min(needed_height, self.max_height))

    def finish(self, commit: bool) -> None:
        """Emit `editing_finished`, once."""
        if not self._is_finished:
            self._is_finished = True
            self.editing_finished.emit(commit)

    @qt_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            self._multiline and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.finish(True)
        elif event.key() == Qt.Key.Key_Escape:
            self.finish(False)
        else:
            super().keyPressEvent(event)

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep typing keys from the window's shortcuts."""
        # Not in `event`: below an `event` of Python, PySide 6.11 crashes on an IndexError instead of telling it.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and not _is_window_shortcut(event)
        ):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    @qt_override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit the text, unless a menu or another program has the focus."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.finish(True)


def _is_window_shortcut(event: QKeyEvent) -> bool:
    """Return whether a text field ignores a key."""
    key, modifiers = event.key(), event.modifiers()
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35:
        return True
    control_only = (
        bool(modifiers & Qt.KeyboardModifier.ControlModifier) and not modifiers & Qt.KeyboardModifier.AltModifier
    )
    return control_only and Qt.Key.Key_A <= key <= Qt.Key.Key_Z and chr(key) not in "ACVXYZK"


class SlideEditing(QObject):
    """Controller for editing on the slide by clicks and dropped pictures."""

    key_path_chosen = Signal(object)  # the path of what was clicked
    refused = Signal(str)  # why something could not be changed
    about_to_import_picture = Signal()  # a picture will be copied beside the story's file

    def __init__(self, view: SlideView, session: Session, ui_language: str) -> None:
        super().__init__(view)
        self._view = view
        self._session = session
        self.ui_language = ui_language
        self.field: _InlineTextField | None = None
        self._key_path: KeyPath = ()
        self._original_text = ""  # as they were when somebody began to write
        self._edited_file: Path | None = None
        view.setAcceptDrops(True)
        view.installEventFilter(self)
        session.navigator.position_changed.connect(self.commit_field)

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle clicks, double clicks and dropped pictures."""
        kind = event.type()
        if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            zone = self._view.zone_at(event.position())
            if kind == QEvent.Type.MouseButtonDblClick and zone is not None and self.edit_text_at(zone):
                return True
            if kind == QEvent.Type.MouseButtonRelease and zone is not None and zone.path:
                self.key_path_chosen.emit(zone.path)
        elif isinstance(event, QDragEnterEvent):
            if _dropped_picture(event) is not None and self._session.navigator.slide is not None:
                event.acceptProposedAction()
                return True
        elif isinstance(event, QDropEvent) and kind == QEvent.Type.Drop:
            file = _dropped_picture(event)
            if file is not None:
                event.acceptProposedAction()
                self.drop_picture(file)
                return True
        return super().eventFilter(watched, event)

    # -- writing -------------------------------------------------------------------------------------------------------

    def edit_text_at(self, zone: HitZone) -> bool:
        """Open a text field over a text; return whether it can."""
        document = self._session.document
        if zone.kind != "text" or not zone.path or not document.editable:
            return False
        document.flush_input()
        text = string_at(document.text, zone.path)
        slide_geometry = self._view.slide_geometry()
        if text is None or slide_geometry is None:
            return False
        self.commit_field()
        corner, scale = slide_geometry
        text_run = self._text_run_in(zone)
        multiline = bool({"text", "notes"} & {str(part) for part in zone.path})
        self.field = field = _InlineTextField(self._view, text, multiline=multiline)
        self._key_path, self._original_text, self._edited_file = zone.path, text, document.path
        theme = self._view.theme
        font = QFont(text_run.font.family if text_run else "Inter")
        pixel_size = max(12, round((text_run.font.size if text_run else 32.0) * scale))
        font.setFamilies(list(theme.family(text_run.font.family)) if text_run else ["Inter"])
        font.setPixelSize(pixel_size)
        field.setFont(font)
        field.setStyleSheet(
            f"#pointing {{ background: {theme.raised}; color: {theme.paper}; border: 1px solid {theme.gold};"
            f" border-radius: 3px; padding: 2px; selection-background-color: {theme.vermilion}; }}"
        )
        left, top = corner.x() + zone.x * scale - 6, corner.y() + zone.y * scale - 6
        width = max(zone.width * scale + 60, 12.0 * pixel_size, 260.0)
        height = max(zone.height * scale + 24, 2.2 * pixel_size)
        width = min(width, self._view.width() - left - 4)
        field.max_height = round(self._view.height() - top - 4)
        field.setGeometry(round(left), round(top), round(width), round(min(height, field.max_height)))
        field.editing_finished.connect(self._on_editing_finished)
        field.show()
        field.setFocus()
        return True

    def _text_run_in(self, zone: HitZone) -> TextRun | None:
        frame = self._view.frame()
        runs = [item for item in frame.items if isinstance(item, TextRun)] if frame else []
        inside = (
            run
            for run in runs
            if zone.x <= run.x + 1 <= zone.x + zone.width and zone.y <= run.y <= zone.y + zone.height + 4
        )
        return next(inside, None)

    def _on_editing_finished(self, commit: bool) -> None:
        field, key_path = self.field, self._key_path
        self.field = None
        if field is None:
            return
        new_text = field.toPlainText().strip()
        field.hide()
        field.deleteLater()
        self._view.setFocus()
        document = self._session.document
        if commit and new_text and new_text != self._original_text.strip() and document.path == self._edited_file:
            story = self._session.story
            self.apply_edit(
                lambda: replace_string(document.text, key_path, new_text, self._session.language, story.languages)
            )

    def commit_field(self) -> None:
        """Commit the open text field, if any."""
        if self.field is not None:
            self.field.finish(True)

    def apply_edit(self, make_edit: object) -> None:
        """Apply an edit, or emit `refused`."""
        assert callable(make_edit)
        self._session.document.flush_input()
        try:
            self._session.apply_edit(make_edit())
        except EditError as error:
            self.refused.emit(error.message(self.ui_language))

    # -- pictures ------------------------------------------------------------------------------------------------------

    def drop_picture(self, file: Path) -> None:
        """Copy a picture to the story's assets; show it on the slide."""
        self.about_to_import_picture.emit()
        slide, path = self._session.navigator.slide, self._session.path
        if slide is None or path is None or not self._session.document.editable:
            return
        layout = LAYOUTS.get(slide.layout)
        if layout is not None and "image" not in layout.displays:
            self.refused.emit(MESSAGES("no_picture", self.ui_language, layout=slide.layout))
            return
        try:
            image_file = import_picture(file, path.parent)
        except OSError as error:
            from desktop.story.storage.save import describe_os_error

            self.refused.emit(f"{file.name}: {describe_os_error(error, self.ui_language)}")
            return
        document = self._session.document
        self.apply_edit(lambda: set_value(document.text, ("slide", slide.id, "image"), image_file, "picture"))


def _dropped_picture(event: QDropEvent) -> Path | None:
    """Return the dragged picture file, if any."""
    for url in event.mimeData().urls():
        path = Path(url.toLocalFile())
        if path.suffix.lower() in IMAGE_SUFFIXES and path.is_file():
            return path
    return None
